"""A quiz line by line: for screen readers, pipes and terminals that cannot draw.

Standard output depends on the banks, the options, the seed and the input alone; ids, times, what the store knows of the
learner and prompts for a person at the keyboard go to standard error.
"""

from __future__ import annotations

import contextlib
import time
from functools import partial
from typing import TYPE_CHECKING, Final

from quiz.plain.commands import Departure, obey
from quiz.plain.keeper import Detour, Keeper, Reopen, Unknown
from quiz.plain.session import Place, Session, position_of
from quiz.plain.streams import EndOfInput, Streams
from quiz.plain.time_limit import TimeLimit
from quiz.plain.wording import AFTER_RESULT, CONFIDENCE_PROMPT, again_line, review_lines
from quiz.practice.parsing import is_whole, line_labels, lines_written, parse, shown_after, written
from quiz.practice.questions.base import Unreadable
from quiz.practice.response import DONT_KNOW, Response
from quiz.practice.sight import seen_item, seen_response
from quiz.practice.types import Confidence
from quiz.practice.wording import response_text
from quiz.scores.store.engine import open_instead
from quiz.text import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quiz.practice.attempt import Attempt
    from quiz.scores.recorder import AttemptRecorder

_LEVELS: Final = {"": None} | {
    typed: level for number, level in enumerate(Confidence, start=1) for typed in (str(number), level.value)
}
"""What can be typed to say how sure one is."""


class TimeUp(Exception):
    """The limit passed before the line was read."""


class Dialogue:
    """The dialogue with a learner over streams. reopen: opens another store in the place of one that is gone."""

    def __init__(self, recorder: AttemptRecorder, streams: Streams, reopen: Reopen = open_instead) -> None:
        self._recorder = recorder
        self._streams = streams
        self._keeper = Keeper(recorder, streams, reopen)
        self._time = TimeLimit(recorder.attempt, streams, time.monotonic)
        self._session = Session(self._keeper, streams, self._time)

    @property
    def _attempt(self) -> Attempt:
        return self._recorder.attempt

    def run(self) -> None:
        """Ask what is open and say the score; where the input ends before, say that the attempt stays open."""
        self._time.begin()
        if not self._attempt.log:
            self._session.say_lesson()
        elif (lesson := self._attempt.options.lesson) is not None:
            self._streams.note(f"Lesson: {lesson.title}; :lesson reads it again.")
        while True:
            try:
                self._go_through()
            except (EndOfInput, Departure) as end:
                self._keeper.confirm()
                self._note_open("You left" if isinstance(end, Departure) else "The input ended")
                return
            except TimeUp:
                self._streams.note("The time is up: the line was not taken, and the attempt is handed in.")
                with contextlib.suppress(Detour):
                    self._session.hand_in()
                if self._attempt.finished is None:
                    continue
            self._keeper.confirm()
            self._say_result()
            try:
                self._go_on()
            except (EndOfInput, Departure):
                return

    def _go_through(self) -> None:
        while self._attempt.finished is None:
            try:
                if self._session.place is Place.SHEET:
                    self._ask_hand_in()
                else:
                    self._ask()
            except Detour:
                self._session.judged = None

    # Asking

    def _ask(self) -> None:
        session = self._session
        if not session.is_exam and self._attempt.counted[self._attempt.position] is not None:
            session.go(self._attempt.next_open())
        session.say_question()
        response = self._read_response()
        seconds = self._time.on_question
        confidence, departure = None, None
        try:
            confidence = self._read_confidence(response)
        except EndOfInput:
            pass  # the response was given, and is kept
        except Departure as leaving:
            departure = leaving
        after = self._keeper.keep(lambda: self._recorder.answer(response, seconds, confidence, self._time.left))
        taken = after.counted[after.position]
        assert taken is not None
        if session.is_exam:
            self._streams.say("Noted.", "")
            session.go_on_in_exam()
        else:
            session.say_verdict(after.position, taken)
        if departure is not None and self._attempt.finished is None:
            raise departure

    def _read_response(self) -> Response:
        """Read a response to the question that is asked, until it can be read."""
        item = self._session.item
        settled = self._say_what_was_written()
        self._time.begin_question()
        while True:
            lines = [*settled]
            labels = line_labels(item.question)
            try:
                while not is_whole(item.question, lines):
                    lines.append(self._read_or_obey(f"{labels[min(len(lines), len(labels) - 1)]}> "))
                    if shown := shown_after(seen_item(item).question, lines):
                        self._settle(lines)
                        settled = [*lines]
                        self._streams.say(*shown)
                response = parse(item.question, item.presentation, lines)
            except Unknown:
                if settled:
                    self._streams.say("What you wrote is there to be judged.")
                    continue
                response = DONT_KNOW
            except Unreadable as problem:
                self._streams.echo_typed(*lines)
                self._streams.say(str(problem))
                continue
            self._streams.echo(f"Your answer: {response_text(seen_response(item, response))}")
            return response

    def _settle(self, lines: Sequence[str]) -> None:
        """Keep what is written before the model answer is said; of a question that is asked again nothing is kept."""
        if self._session.place is not Place.AFTERWARDS:
            self._session.keeper.step(lambda attempt: attempt.write(written(lines)))

    def _say_what_was_written(self) -> list[str]:
        """Say what was written to the question that is asked, and the model answer; return it as its lines."""
        text = self._attempt.written.get(self._session.position)
        if text is None or self._session.place is Place.AFTERWARDS:
            return []
        lines = lines_written(text)
        self._streams.say(
            *(f"You wrote: {line}" for line in lines[:-1]), *shown_after(seen_item(self._session.item).question, lines)
        )
        return lines

    def _read_confidence(self, response: Response) -> Confidence | None:
        """Read how sure the learner is, where that is asked. Raises `Detour` where the response is taken back."""
        is_asked = self._attempt.options.confidence and not self._session.item.question.IS_SELF_GRADED
        if not is_asked or response == DONT_KNOW:
            return None
        self._session.place = Place.CONFIDENCE
        try:
            while True:
                self._streams.say(CONFIDENCE_PROMPT)
                line = self._read_or_obey("> ")
                if line.casefold() in _LEVELS:
                    level = _LEVELS[line.casefold()]
                    self._streams.echo(f"How sure: {level or 'not said'}")
                    return level
                self._streams.echo_typed(line)
        finally:
            self._session.place = Place.QUESTION

    def _ask_hand_in(self) -> None:
        self._session.say_sheet()
        line = self._read_or_obey("> ")
        self._streams.echo_typed(line)
        if line.casefold() in {"yes", "y"}:
            self._session.hand_in()
        elif (position := position_of(line, self._attempt)) is not None:
            self._session.place = Place.QUESTION
            self._session.go(position)

    # After the end

    def _say_result(self) -> None:
        attempt = self._attempt
        if self._session.is_exam:
            for position in range(len(attempt.items)):
                self._streams.say(*review_lines(attempt, position), "")
        self._session.say_score()
        self._streams.note(f"Attempt {attempt.uid[:8]}, {counted(round(attempt.seconds), 'second')}.")

    def _go_on(self) -> None:
        """After the score, do what the learner wants, until the attempt is open again. Raises `Departure`."""
        if self._attempt.comes_again and not self._attempt.open_positions:
            self._put_right()
        while self._attempt.finished is not None:
            self._session.place = Place.RESULT
            if self._streams.is_keyboard:
                self._streams.note(AFTER_RESULT)
            try:
                self._streams.echo_typed(self._read_or_obey("> "))
            except Detour:
                if self._session.place is Place.AFTERWARDS:
                    self._put_right()
            else:
                raise Departure

    def _put_right(self) -> None:
        """Ask what was not right until it is, outside score and schedule; what is skipped is left."""
        session = self._session
        session.skipped.clear()
        if self._attempt.to_put_right:
            self._streams.say(again_line(self._attempt))
        while (position := session.to_put_right) is not None:
            session.place, session.asked_again = Place.AFTERWARDS, position
            session.say_question()
            try:
                response = self._read_response()
                answer = partial(self._recorder.retry, position, response, self._time.on_question)
                session.say_verdict(position, self._keeper.keep(answer).log[-1].taken)
            except Detour:
                session.judged = None

    # Reading

    def _read_or_obey(self, prompt: str) -> str:
        """Read a line that is no command; commands are carried out. Raises `Detour` where one leads away."""
        while True:
            line = self._read(prompt)
            if not line.startswith(":"):
                return line
            self._streams.echo_typed(line)
            obey(self._session, line)

    def _read(self, prompt: str) -> str:
        if self._attempt.finished is None:
            self._time.warn()
        line = self._streams.read(prompt)
        if self._attempt.finished is None and self._time.is_over:
            raise TimeUp
        return line

    def _note_open(self, why: str) -> None:
        attempt = self._attempt
        if not (attempt.log or attempt.written) and not self._session.is_exam:
            self._streams.note(f"{why} before anything was answered, so nothing is kept.")
            return
        self._streams.note(
            f"{why} after {attempt.answered} of {counted(len(attempt.items), 'question')}. "
            f"What you answered is kept; quiz take --resume {attempt.uid[:8]} goes on."
        )
