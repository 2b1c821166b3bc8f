"""Taking an attempt: one question at a time, and its feedback where the mode gives it at once."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Literal

from textual import on
from textual.widgets import Static

from quiz.practice.countdown import Countdown
from quiz.practice.questions.base import Unreadable
from quiz.practice.response import DONT_KNOW, DontKnow, Response
from quiz.practice.summary import hand_in_warning
from quiz.practice.types import Confidence, Mode
from quiz.scores.store.records import StoreGone, StoreProblem
from quiz.tui import callbacks
from quiz.tui.commands import Command, bindings, move
from quiz.tui.key_gate import VERDICT_PAUSE, KeyGate
from quiz.tui.render import clock_text, progress_marks, verdict_line
from quiz.tui.screens.base import QuizScreen
from quiz.tui.styles import FLAG_MARK
from quiz.tui.textual_private import KeyScreen
from quiz.tui.widgets.answer import AnswerInput
from quiz.tui.widgets.feedback import first_url
from quiz.tui.widgets.question_pane import QuestionPane

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.events import Key

    from quiz.practice.attempt import Attempt, Item, RecordedResponse
    from quiz.scores.recorder import AttemptRecorder

EXTENSION = 5 * 60
_SCROLL = "Scroll the question and its feedback"
_LEVELS = {1: Confidence.GUESS, 2: Confidence.UNSURE, 3: Confidence.SURE}


class AttemptScreen(KeyScreen, QuizScreen):
    """The question before the learner. With `again`, those items of a finished attempt are tried once more."""

    CSS_PATH = "../widgets/question.tcss"
    GUIDE = (
        "Answer, then press enter. Each response is kept at once; escape goes home and leaves the attempt open. "
        "In a text field, type ? alone for “don't know”."
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(
        Command("enter", "submit", "Submit", "Submit the response"),
        Command("enter", "next", "Next", "Go on"),
        Command("question_mark", "dont_know", "Don't know", "Say that you don't know", shown_as="?"),
        Command("f2", "hint", "Hint", "Show the hint"),
        Command("f3", "flag", "Flag", "Mark the question to come back to, or take the mark off"),
        Command("f4", "skip", "Skip", "Leave the question for later"),
        Command("f5", "undo", "Undo", "Take back the last response"),
        Command("f6", "sheet", "Sheet", "The answer sheet: jump to a question, or hand in"),
        Command("f7", "time", "Time", "Extend the time limit or switch it off"),
        Command("f8", "open_source", "Source", "Open the source in a browser"),
        Command("escape", "home", "Home", "Go home; the attempt stays open"),
        *(
            move(str(number), f"confidence({number})", "How sure you are: 1 guess, 2 unsure, 3 sure")
            for number in _LEVELS
        ),
        move("pagedown", "page(1)", _SCROLL),
        move("pageup", "page(-1)", _SCROLL),
        move("home", "edge(False)", _SCROLL),
        move("end", "edge(True)", _SCROLL),
    )

    def __init__(self, recorder: AttemptRecorder, again: Sequence[int] = (), note: str | None = None) -> None:
        super().__init__()
        self.recorder = recorder
        self._note = note
        self._again = list(again)
        self._is_retry = bool(again)
        self._retried: RecordedResponse | None = None
        self._pending: Response | None = None
        self._touched = False
        self._is_asking = False
        self.gate = KeyGate()
        self._seconds = 0.0
        self._since = time.monotonic()
        self._countdown = Countdown(None if again else recorder.attempt.time_left, time.monotonic)

    @property
    def attempt(self) -> Attempt:
        return self.recorder.attempt

    @property
    def position(self) -> int:
        return self._again[0] if self._again else self.attempt.position

    @property
    def item(self) -> Item:
        return self.attempt.items[self.position]

    @property
    def holds_back(self) -> bool:
        return self.attempt.holds_back

    @property
    def is_exam(self) -> bool:
        return self.attempt.mode is Mode.EXAM and not self._is_retry

    @property
    def revealed(self) -> RecordedResponse | None:
        """The response whose feedback is on the screen."""
        if self._is_retry:
            return self._retried
        return None if self.is_exam else self.attempt.counted[self.position]

    def compose_body(self) -> ComposeResult:
        yield Static("", id="marks", markup=False)
        yield QuestionPane()

    @property
    def pane(self) -> QuestionPane:
        return self.query_one(QuestionPane)

    async def on_mount(self) -> None:
        self._countdown.run()
        if self._countdown.left is not None:
            callbacks.every(self, 0.5, self._tick)
        await self.show_question()
        if self._note:
            self.pane.say(f"{self._note} {self.pane.keys}")

    # Keys

    async def take_key(self, event: Key) -> None:
        """Do what a key means, wherever the focus is; nothing where it was pressed for what stood there before."""
        is_late = self._waits_for_frame(event) and not self.gate.admits(event.time)
        if is_late or (self._pending is None and await self.pane.take_key(event)):
            return
        await self.run_key(event.key)

    def _waits_for_frame(self, event: Key) -> bool:
        """Tell whether a key answers or goes on, so that what it is for must be seen first."""
        if self.revealed is not None:
            return event.key == "enter" or event.is_printable
        return event.key != "escape"

    def frame_written(self, at: float) -> None:
        if self.pane.is_drawn:
            self.gate.show(at)

    # Showing

    async def show_question(self) -> None:
        """Put the question before the learner on the screen."""
        self.gate.expect()
        self._touched, self._pending, self._retried = False, None, None
        self._seconds, self._since = 0.0, time.monotonic()
        before = None if self._is_retry else self.attempt.counted[self.position]
        with self.app.batch_update():
            self._show_title()
            await self.pane.show(self.item, before.response if before is not None else None)
            self._show_hint()
            self._show_state()
            self.pane.body.scroll_home(animate=False, immediate=True)
            self._focus(scroll=False)  # a long prompt is read from its beginning

    def _show_title(self) -> None:
        kind = "again" if self._is_retry else self.attempt.mode.value
        place = f"Question {self.position + 1} of {len(self.attempt.items)}"
        if self._is_retry:
            place = f"{len(self._again)} to go"
        if self.position in self.attempt.flagged:
            place = f"{FLAG_MARK} {place}"
        left = self._countdown.now()
        self.show_title(f"{self.item.bank_title} · {kind}", place if left is None else f"{clock_text(left)} · {place}")

    def _show_state(self) -> None:
        """Show what depends on whether the question is answered."""
        taken = self.revealed
        if not self._is_retry:
            room = self.size.width - 4
            self.query_one("#marks", Static).update(progress_marks(self.attempt, hidden=self.is_exam, room=room))
        if taken is not None:
            self.pane.settle(taken, verdict_line(taken, self.item.question.points))
        else:
            self.pane.invite()
        self.refresh_bindings()

    def _show_hint(self) -> None:
        if self.position in self.attempt.hinted:
            self.pane.show_hint()

    def _focus(self, *, scroll: bool = True) -> None:
        if self._pending is None:
            self.pane.focus_answer(scroll=scroll)
        else:
            self.pane.body.focus()

    # Time

    def on_screen_suspend(self) -> None:
        self._seconds = self._spent()

    def on_screen_resume(self) -> None:
        super().on_screen_resume()
        self._since = time.monotonic()

    def _spent(self) -> float:
        return self._seconds + (time.monotonic() - self._since)

    def _tick(self) -> None:
        """Show what is left of the time, and hand in when nothing is."""
        if self.attempt.finished is not None:
            return
        self._show_title()
        if self._countdown.is_over:
            self._hand_in(0.0)
            self.services.tell("The time is up; the attempt is handed in.", timeout=15)

    def action_time(self) -> None:
        answers = {"e": f"extend by {EXTENSION // 60} minutes", "o": "switch the limit off"}
        self.navigation.decide("The time limit goes on meanwhile.", answers, self._change_time)

    def _change_time(self, answer: str | None) -> None:
        if answer is None or self.attempt.finished is not None:
            return
        attempt = self.attempt.with_time_left(self._countdown.now())
        if self._stepped(attempt.extend(EXTENSION) if answer == "e" else attempt.with_time_left(None)):
            self._countdown.set(self.attempt.time_left)
            self._show_title()
            self.refresh_bindings()

    def leave(self) -> bool:
        """Keep what is on the screen before it goes: in an exam the response, and what is left of the time."""
        if not self._confirmed():
            return False
        if self.attempt.finished is not None:
            return True
        timed = self._countdown.left is not None
        return self._keep() and (not timed or self._stepped(self.attempt.with_time_left(self._countdown.now())))

    def _confirmed(self) -> bool:
        """See to it that what was answered stands in the file that the person will find; ask where that fails."""
        try:
            self.recorder.confirm()
        except StoreGone as gone:
            try:
                self.services.go_on_instead(self.recorder, gone)
            except StoreProblem as problem:
                self.ask_about(StoreGone(problem.place, problem.message))
                return False
            message = f"{gone}.\nWhat you answered so far was brought into the file that is there now."
            self.app.notify(message, severity="warning", timeout=15, markup=False)
        return True

    # Answering

    @on(AnswerInput.Changed)
    def note_change(self) -> None:
        if self.revealed is None:
            self._touched = True
            self._keep()

    async def action_submit(self) -> None:
        """Take the response, or say what is missing; a second enter takes it as it is."""
        if self._pending is not None:
            await self._take(self._pending, None)
        elif (response := self.pane.submitted()) is not None:
            await self._submit(response)

    async def action_dont_know(self) -> None:
        await self._submit(DONT_KNOW)

    async def _submit(self, response: Response) -> None:
        """Ask for the confidence where the attempt has it, else take the response."""
        if not self.attempt.options.confidence or self._is_retry or isinstance(response, DontKnow):
            await self._take(response, None)
            return
        self._pending = response
        self.pane.say("How sure?  1 guess · 2 unsure · 3 sure · enter none · esc back", urgent=True)
        self._focus()
        self.refresh_bindings()

    async def action_confidence(self, level: int) -> None:
        if self._pending is not None:
            await self._take(self._pending, _LEVELS[level])

    async def _take(self, response: Response, confidence: Confidence | None) -> None:
        self._pending = None
        if not self._kept(response, confidence):
            self._focus()
            return
        if self.is_exam:
            await self._on_in_exam()
            return
        self.gate.expect(VERDICT_PAUSE)
        with self.app.batch_update():
            self._show_state()
        self._focus()
        callbacks.after_refresh(self, self.pane.bring_feedback_into_view)

    def _kept(self, response: Response, confidence: Confidence | None) -> bool:
        """Put a response on disk; say so and return False where that fails."""
        try:
            if self._is_retry:
                after = self.recorder.retry(self.position, response, self._spent())
                self._retried = after.log[-1].taken
            else:
                self.recorder.answer(response, self._spent(), confidence, self._countdown.now())
        except StoreProblem as problem:
            self.ask_about(problem)
            return False
        return True

    def _keep(self) -> bool:
        """In an exam, put the response as it stands in the input on disk, if it is another than the one there.

        Return False where that fails.
        """
        if not self.is_exam or not self._touched:
            return True
        before = self.attempt.counted[self.position]
        try:
            response = self.pane.response()
        except Unreadable:
            response = None  # what cannot be read is no answer, and the one before it is gone
        kept = True
        if response is None and before is not None:
            kept = self._stepped(self.attempt.clear())
        elif response is not None and (before is None or before.response != response):
            kept = self._kept(response, before.confidence if before is not None else None)
        self._show_state()
        return kept

    async def action_next(self) -> None:
        if self._is_retry:
            self._again.pop(0)
            if self._again:
                await self.show_question()
            else:
                self.navigation.go("result", self.recorder)
        elif self.attempt.finished is not None:
            self.navigation.go("result", self.recorder)
        else:
            await self._go(self.attempt.next_open())

    async def _on_in_exam(self) -> None:
        position = self.attempt.next_in_exam()
        if position is not None:
            await self._go(position)
        else:
            await self.show_question()
            self.action_sheet()

    async def _go(self, position: int | None) -> None:
        if position is None or not self._keep():
            return
        if self._stepped(self.attempt.go(position)):
            await self.show_question()

    def _stepped(self, after: Attempt) -> bool:
        try:
            self.recorder.step(after)
        except StoreProblem as problem:
            self.ask_about(problem)
            return False
        return True

    def ask_about(self, problem: StoreProblem) -> None:
        """Say that something was not kept, and offer to go on in the store that is there now, or unsaved."""
        if self._is_asking:
            return
        self._is_asking = True
        message = f"This was not saved, so it does not count yet.\n{problem}"
        answers = {"u": "go on unsaved"}
        if isinstance(problem, StoreGone):
            answers = {
                "n": "go on in the file that is there now; what you answered so far is brought into it"
            } | answers
        self.navigation.decide(message, answers, partial(self._go_on, problem))

    async def _go_on(self, problem: StoreProblem, answer: str | None) -> None:
        self._is_asking = False
        if answer == "u":
            self.services.go_on_unsaved(self.recorder)
        elif answer == "n" and isinstance(problem, StoreGone):
            before = self.attempt
            try:
                self.services.go_on_instead(self.recorder, problem)
            except StoreProblem as again:
                self.ask_about(StoreGone(again.place, again.message))
                return
            if (self.attempt.log, self.attempt.finished) != (before.log, before.finished):
                self.services.tell("The attempt was taken further in that file; it goes on from there.")
                await self._show_anew()
                return
        else:
            return
        self.on_screen_resume()
        if self.revealed is None:
            self.pane.say("Press enter again to submit.", urgent=True)

    async def _show_anew(self) -> None:
        """Show the attempt as it stands after something else than the learner changed it."""
        if self.attempt.finished is not None and not self._is_retry:
            self.navigation.go("result", self.recorder)
        else:
            await self.show_question()

    # Other actions

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        asking = self.revealed is None and self._pending is None
        match action:
            case "submit":
                return self.revealed is None
            case "next":
                return self.revealed is not None
            case "confidence":
                return self._pending is not None
            case "dont_know":
                return asking
            case "hint":
                return asking and self.item.question.hint is not None and self.position not in self.attempt.hinted
            case "flag" | "sheet":
                return asking and not self._is_retry
            case "skip":
                return asking and not self._is_retry and len(self.attempt.open_positions) > 1
            case "undo":
                return bool(self.attempt.log) and self._pending is None and not self._is_retry
            case "time":
                return asking and self._countdown.left is not None
            case "open_source":
                return self.revealed is not None and first_url(self.item) is not None
            case _:
                return True

    def action_hint(self) -> None:
        if self._is_retry or self._stepped(self.attempt.hint()):
            self.pane.show_hint()
            self.pane.bring_hint_into_view()
            self.refresh_bindings()

    def action_flag(self) -> None:
        if self._stepped(self.attempt.flag()):
            self._show_title()
            self.pane.say("Flagged: to come back to." if self.position in self.attempt.flagged else "The flag is off.")

    async def action_skip(self) -> None:
        await self._go(self.attempt.next_open())

    async def action_undo(self) -> None:
        if self._stepped(self.attempt.undo()):
            await self.show_question()
            self.pane.say("The last response is taken back.", urgent=True)

    def action_sheet(self) -> None:
        if self._keep():
            self.navigation.ask("sheet", self.attempt, then=self._leave_sheet)

    async def _leave_sheet(self, chosen: int | Literal["hand in"] | None) -> None:
        if self.attempt.finished is not None or chosen is None:
            return
        if chosen != "hand in":
            await self._go(chosen)
            return
        self.navigation.decide(f"{hand_in_warning(self.attempt)} Hand in?", {"y": "hand in"}, self._hand_in_confirmed)

    def _hand_in_confirmed(self, answer: str | None) -> None:
        if answer == "y" and self.attempt.finished is None:
            self._hand_in(self._countdown.now())

    def _hand_in(self, time_left: float | None) -> None:
        try:
            self.recorder.hand_in(time_left)
        except StoreProblem as problem:
            self.ask_about(problem)
            return
        self.navigation.go("result", self.recorder)

    def action_open_source(self) -> None:
        if (url := first_url(self.item)) is not None:
            self.services.open_shown_url(url)

    def action_home(self) -> None:
        if self._pending is not None:
            self._pending = None
            self.pane.invite()
            self._focus()
            self.refresh_bindings()
        else:
            self.navigation.home()

    def action_page(self, step: int) -> None:
        self.pane.scroll_page(step)

    def action_edge(self, end: bool) -> None:
        if end:
            self.pane.body.scroll_end(animate=False)
        else:
            self.pane.body.scroll_home(animate=False)
