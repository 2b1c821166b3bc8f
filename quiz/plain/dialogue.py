"""A quiz line by line: for screen readers, pipes and terminals that cannot draw.

Standard output depends on the banks, the options, the seed and the input alone; ids, times and prompts for a person at
the keyboard go to standard error.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Final, TextIO, TypeAlias

from quiz.plain.wording import feedback_lines, question_lines, review_lines, score_text, sheet_lines, summary_lines
from quiz.practice.countdown import Countdown
from quiz.practice.parsing import DONT_KNOW_SIGN, line_labels, parse
from quiz.practice.questions.base import Unreadable
from quiz.practice.response import DONT_KNOW, Response
from quiz.practice.types import Confidence, Mode
from quiz.practice.wording import response_text
from quiz.scores.store.base import Store
from quiz.scores.store.engine import open_instead
from quiz.scores.store.records import StoreGone, StoreProblem
from quiz.text import clean, clean_line, counted

if TYPE_CHECKING:
    from quiz.bank.questions.registry import Question
    from quiz.practice.attempt import Attempt, Item
    from quiz.scores.recorder import AttemptRecorder

LONGEST_LINE: Final = 10_000
_MOVES: Final = 3
"""How often one step is taken again in another file at most."""
CONFIDENCE_PROMPT: Final = "1 guess, 2 unsure, 3 sure, Enter none"
HAND_IN_PROMPT: Final = "Hand in? yes, or a question number"
COMMANDS: Final = {
    ":hint": "show the hint",
    ":flag": "mark the question to come back to, or take the mark off",
    ":skip": "leave the question for later",
    ":undo": "take back the last response",
    ":go N": "go to question N",
    ":submit": "hand in",
    ":quit": "leave; the attempt stays open",
    ":help": "these commands",
}
Reopen: TypeAlias = Callable[[Store, StoreGone], Store]
_LEVELS: Final = {"1": Confidence.GUESS, "2": Confidence.UNSURE, "3": Confidence.SURE, "": None}


class EndOfInput(Exception):
    """Nothing more can be read."""


class Departure(Exception):
    """The learner leaves; the attempt stays open."""


class TimeUp(Exception):
    """The limit passed before the line was read."""


class Detour(Exception):
    """A command led away from the question that was asked."""


class Dialogue:
    """The dialogue with a learner over streams. reopen: opens another store in the place of one that is gone."""

    def __init__(
        self, recorder: AttemptRecorder, source: TextIO, out: TextIO, notes: TextIO, reopen: Reopen = open_instead
    ) -> None:
        self._recorder = recorder
        self._reopen = reopen
        self._source = source
        self._out = out
        self._notes = notes
        self._countdown = Countdown(recorder.attempt.time_left, time.monotonic)
        self._at_sheet = False
        self._retried: Item | None = None

    @property
    def _attempt(self) -> Attempt:
        return self._recorder.attempt

    @property
    def _is_exam(self) -> bool:
        return self._attempt.mode is Mode.EXAM

    def run(self) -> None:
        """Ask what is open and say the score; where the input ends before, say that the attempt stays open."""
        self._countdown.run()
        while True:
            try:
                self._go_through()
            except (EndOfInput, Departure) as end:
                self._confirm()
                self._note_open("You left" if isinstance(end, Departure) else "The input ended")
                return
            except TimeUp:
                self._note("The time is up: the line was not taken, and the attempt is handed in.")
                with contextlib.suppress(Detour):
                    self._keep(lambda: self._recorder.hand_in(0.0))
                if self._attempt.finished is None:
                    continue
            self._confirm()
            self._say_result()
            if not self._goes_on():
                return

    def _go_through(self) -> None:
        while self._attempt.finished is None:
            try:
                if self._at_sheet:
                    self._ask_hand_in()
                else:
                    self._ask()
            except Detour:
                continue

    # Asking

    def _ask(self) -> None:
        if not self._is_exam and self._attempt.counted[self._attempt.position] is not None:
            self._go(self._attempt.next_open())
        attempt = self._attempt
        item = attempt.item
        for line in question_lines(item, attempt.position + 1, len(attempt.items)):
            self._say(line)
        if (before := attempt.counted[attempt.position]) is not None:
            self._say(f"Your answer so far: {response_text(before.response)}")
        shown = time.monotonic()
        response = self._read_response(item)
        seconds = time.monotonic() - shown
        confidence = self._read_confidence(response)
        after = self._keep(lambda: self._recorder.answer(response, seconds, confidence, self._countdown.now()))
        taken = after.counted[after.position]
        assert taken is not None
        if self._is_exam:
            self._say("Noted.")
            self._on_to_next()
        else:
            for line in feedback_lines(item, taken):
                self._say(line)
        self._say("")

    def _on_to_next(self) -> None:
        """In an exam, go to the next open question, and after the last to the sheet."""
        position = self._attempt.next_in_exam()
        self._at_sheet = position is None
        self._go(position)

    def _go(self, position: int | None) -> None:
        if position is not None:
            self._keep(lambda: self._recorder.step(self._attempt.go(position)))

    def _read_response(self, item: Item) -> Response:
        while True:
            lines = list(self._response_lines(item.question))
            try:
                return parse(item.question, item.presentation, lines)
            except Unreadable as problem:
                self._say(str(problem))

    def _response_lines(self, question: Question) -> Iterator[str]:
        """Read the lines of a response; “don't know” is for the whole question and ends the reading."""
        for label in line_labels(question):
            line = self._read_or_obey(f"{label}> ")
            yield line
            if line == DONT_KNOW_SIGN:
                return

    def _read_confidence(self, response: Response) -> Confidence | None:
        if not self._attempt.options.confidence or response == DONT_KNOW:
            return None
        while True:
            self._say(CONFIDENCE_PROMPT)
            try:
                line = self._read("> ")
            except EndOfInput:
                return None
            if line in _LEVELS:
                return _LEVELS[line]

    def _ask_hand_in(self) -> None:
        for line in sheet_lines(self._attempt):
            self._say(line)
        self._say(HAND_IN_PROMPT)
        line = self._read_or_obey("> ").casefold()
        if line in {"yes", "y"}:
            self._keep(lambda: self._recorder.hand_in(self._countdown.now()))
        elif (position := _position(line, self._attempt)) is not None:
            self._at_sheet = False
            self._go(position)

    # Commands

    def _read_or_obey(self, prompt: str) -> str:
        """Read a line that is no command; commands are carried out. Raises `Detour` where one leads away."""
        while True:
            line = self._read(prompt)
            if not line.startswith(":"):
                return line
            self._obey(line.casefold())

    def _obey(self, line: str) -> None:
        command, _, argument = line.partition(" ")
        obeyed = self._commands().get(command)
        if self._at_sheet and command in {":hint", ":flag", ":skip"}:
            self._say(HAND_IN_PROMPT)
        elif self._retried is not None and command in {":flag", ":undo", ":go", ":submit"}:
            self._say("The attempt is finished: here are only :hint, :skip, :quit and :help.")
        elif obeyed is None:
            self._say(f"{clean_line(command)} is no command. {_commands_text()}")
        else:
            obeyed(argument.strip())

    def _commands(self) -> dict[str, Callable[[str], None]]:
        return {
            ":hint": self._hint,
            ":flag": self._flag,
            ":skip": self._skip,
            ":undo": self._undo,
            ":go": self._go_to,
            ":submit": self._submit,
            ":quit": self._quit,
            ":help": lambda _: self._say(_commands_text()),
        }

    def _hint(self, _: str) -> None:
        hint = (self._retried or self._attempt.item).question.hint
        if hint is None:
            self._say("There is no hint.")
        else:
            if self._retried is None:
                self._keep(lambda: self._recorder.step(self._attempt.hint()))
            self._say(f"Hint: {hint}")

    def _flag(self, _: str) -> None:
        after = self._keep(lambda: self._recorder.step(self._attempt.flag()))
        self._say("Flagged." if after.position in after.flagged else "The flag is off.")

    def _skip(self, _: str) -> None:
        self._say("Skipped.")
        self._say("")
        if self._retried is not None:
            raise Detour
        if self._is_exam:
            self._on_to_next()
        else:
            self._go(self._attempt.next_open())
        raise Detour

    def _undo(self, _: str) -> None:
        if not self._attempt.log:
            self._say("There is nothing to take back.")
            return
        after = self._keep(lambda: self._recorder.step(self._attempt.undo()))
        self._at_sheet = False
        self._say(f"Taken back: question {after.position + 1}.")
        self._say("")
        raise Detour

    def _go_to(self, argument: str) -> None:
        position = _position(argument, self._attempt)
        if position is None:
            self._say(f"Type :go and a number from 1 to {len(self._attempt.items)}.")
        elif not self._is_exam and self._attempt.counted[position] is not None:
            self._say(f"Question {position + 1} is answered already.")
        else:
            self._at_sheet = False
            self._go(position)
            raise Detour

    def _submit(self, _: str) -> None:
        self._at_sheet = True
        raise Detour

    def _quit(self, _: str) -> None:
        raise Departure

    # After the end

    def _say_result(self) -> None:
        attempt = self._attempt
        if self._is_exam:
            for position in range(len(attempt.items)):
                for line in review_lines(attempt, position):
                    self._say(line)
                self._say("")
        for line in summary_lines(attempt):
            self._say(line)
        self._say(f"Score: {score_text(attempt)}")
        self._note(f"Attempt {attempt.uid[:8]}, {counted(round(attempt.seconds), 'second')}.")

    def _goes_on(self) -> bool:
        """After the score, read what the learner wants: take back, try again, or leave. Return whether it goes on."""
        if self._source.isatty():
            self._note("Enter leaves, :undo takes back the last response, :retry tries the wrong ones again.")
        try:
            line = self._read("> ")
        except EndOfInput:
            return False
        if line == ":undo" and self._attempt.can_undo:
            with contextlib.suppress(Detour):
                self._keep(lambda: self._recorder.step(self._attempt.undo()))
            self._at_sheet = False
            self._countdown.set(self._attempt.time_left)
            return True
        if line == ":retry":
            self._retry()
        return False

    def _retry(self) -> None:
        """Ask the wrong ones again, outside score and schedule."""
        attempt = self._attempt
        for position in attempt.wrong_positions():
            item = self._retried = attempt.items[position]
            for line in question_lines(item, position + 1, len(attempt.items)):
                self._say(line)
            shown = time.monotonic()
            try:
                response = self._read_response(item)
            except Detour:
                continue
            except (EndOfInput, Departure):
                return
            seconds = time.monotonic() - shown
            try:
                after = self._keep(partial(self._recorder.retry, position, response, seconds))
            except Detour:
                return
            for line in feedback_lines(item, after.log[-1].taken):
                self._say(line)
            self._say("")

    # Keeping

    def _keep(self, step: Callable[[], Attempt]) -> Attempt:
        """Take a step and keep it; where the store is gone, take it in the store that is there now, and say so.

        Raises `Detour` where the attempt went further there, `StoreGone` where no store can be had, and `StoreProblem`.
        """
        for _ in range(_MOVES):
            try:
                return step()
            except StoreGone as gone:
                self._move(gone)
        return step()

    def _move(self, gone: StoreGone) -> None:
        """Go on in the store that is there now. Raises `Detour` and `StoreGone`."""
        self._note(clean(f"{gone}."))
        before = self._attempt
        try:
            store = self._reopen(self._recorder.store, gone)
            if store.notice:
                self._note(clean(store.notice))
            self._recorder.move(store)
        except StoreProblem as problem:
            raise StoreGone(problem.place, problem.message) from problem
        self._note("What you answered so far was brought into the file that is there now, and the quiz goes on in it.")
        if (self._attempt.log, self._attempt.finished) != (before.log, before.finished):
            self._note("The attempt was taken further in that file: it goes on from where it stands there.")
            raise Detour from gone

    def _confirm(self) -> None:
        """Make sure that the responses are in the file that the person will find."""
        with contextlib.suppress(Detour):
            self._keep(self._recorder.confirm)

    # Streams

    def _read(self, prompt: str) -> str:
        if self._source.isatty():
            self._notes.write(prompt)
            self._notes.flush()
        line = rest = self._source.readline(LONGEST_LINE)
        if not line:
            raise EndOfInput
        while rest and not rest.endswith("\n"):  # what is too long is cut, not taken for the next line
            rest = self._source.readline(LONGEST_LINE)
        if self._attempt.finished is None and self._countdown.is_over:
            raise TimeUp
        return clean_line(line)

    def _say(self, line: str) -> None:
        print(line, file=self._out, flush=True)

    def _note(self, line: str) -> None:
        print(line, file=self._notes, flush=True)

    def _note_open(self, why: str) -> None:
        attempt = self._attempt
        if not attempt.log and not self._is_exam:
            self._note(f"{why} before anything was answered, so nothing is kept.")
            return
        self._note(
            f"{why} after {attempt.answered} of {counted(len(attempt.items), 'question')}. "
            f"What you answered is kept; quiz take --resume {attempt.uid[:8]} goes on."
        )


def _position(text: str, attempt: Attempt) -> int | None:
    """Return the position that a typed question number names, or None."""
    if text.isascii() and text.isdigit() and len(text) < 7 and 1 <= int(text) <= len(attempt.items):
        return int(text) - 1
    return None


def _commands_text() -> str:
    return "Commands: " + "; ".join(f"{name} {meaning}" for name, meaning in COMMANDS.items()) + "."
