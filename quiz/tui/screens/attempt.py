"""Taking an attempt: one question at a time, and its feedback where the mode gives it at once."""

from __future__ import annotations

import time
from collections import defaultdict
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Literal

from textual import on

from quiz.practice.countdown import Countdown
from quiz.practice.parsing import sign_is_answer
from quiz.practice.passages import passage_place
from quiz.practice.response import DONT_KNOW, Response
from quiz.practice.stopwatch import Stopwatch
from quiz.practice.summary import hand_in_warning
from quiz.practice.types import Confidence, Mode
from quiz.tui import callbacks
from quiz.tui.commands import TELL_PICTURE, TELL_SOURCES, Command, bindings, f8_tells, move
from quiz.tui.keeping import Keeping
from quiz.tui.key_gate import VERDICT_PAUSE, KeyGate, is_going_on
from quiz.tui.render import clock_text, progress_bar
from quiz.tui.screens.noting import FROM_PALETTE, NOTING, NotingScreen
from quiz.tui.screens.reading import ReadingScreen
from quiz.tui.styles import FLAG_MARK, STAR_MARK
from quiz.tui.textual_private import KeyScreen
from quiz.tui.widgets.answer import AnswerInput
from quiz.tui.widgets.confidence import LEVELS, ConfidenceCaps
from quiz.tui.widgets.question_pane import QuestionPane
from quiz.tui.widgets.texts import READ_ON

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.events import Key

    from quiz.practice.attempt import Attempt, Item, RecordedResponse
    from quiz.practice.types import Key as QuestionKey
    from quiz.scores.recorder import AttemptRecorder
    from quiz.scores.store.records import Note as StoredNote
    from quiz.scores.unsubmitted import Unsubmitted

EXTENSION = 5 * 60
TOLD = 3
"""So many questions of a type say in a sitting how they are answered."""
_UNKNOWN = "Say that you don't know"
_SHEET = "The answer sheet: jump to a question, or hand in"
_HOW_SURE = "How sure you are: guess, unsure, sure"
_OTHERS = "The feedback before or after"
_ROUND = "Once more, until it is right. This counts nowhere; escape ends it."


class AttemptScreen(NotingScreen, KeyScreen, ReadingScreen):
    """The question before the learner. With `again`, what was not right in a finished attempt is asked until it is."""

    CSS_PATH = "../widgets/question.tcss"
    GUIDE = (
        "Answer, then press enter. Each response is kept at once; escape goes home and leaves the attempt open. "
        "In a text field, type ? alone for “don't know”."
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(
        READ_ON,
        Command("enter", "submit", "Submit", "Submit the response"),
        Command("enter", "next", "Next", "Go on"),
        Command("enter", "return", "Go on", "Back to where you were"),
        Command("question_mark", "dont_know", "Don't know", _UNKNOWN, weight=60),
        Command("question_mark", "say_dont_know", "Don't know", _UNKNOWN).without_key,
        Command("f2", "hint", "Hint", "Show the hint"),
        Command("f3", "flag", "Flag", "Mark the question to come back to, or take the mark off", weight=20),
        Command("f4", "skip", "Skip", "Leave the question for later", weight=25),
        Command("f5", "undo", "Undo", "Take back the last response", weight=40),
        Command("f6", "sheet", "Sheet", _SHEET, weight=30),
        Command("f6", "exam_sheet", "Sheet, hand in", _SHEET, weight=65),
        Command("f7", "time", "Time", "Extend the time limit or switch it off", weight=45),
        TELL_SOURCES,
        TELL_PICTURE,
        Command("f9", "confidence_step", "How sure", _HOW_SURE, weight=55),
        Command("left", "look_back(-1)", "Back", "Read the feedback before", weight=30, in_palette=False),
        move("right", "look_back(1)", _OTHERS),
        *NOTING,
        *FROM_PALETTE,
        Command("l", "lesson", "Lesson", "Read the lesson again").without_key,
        Command("escape", "home", "Leave", "Go home; the attempt stays open"),
        *(move(key, f"confidence('{level}')", _HOW_SURE) for key, level in LEVELS.items()),
    )

    def __init__(self, recorder: AttemptRecorder, *, again: bool = False, note: str | None = None) -> None:
        super().__init__()
        self._keeping = Keeping(self, recorder, self._after_asking)
        self._note = _ROUND if again else note
        self._again = recorder.attempt.to_put_right[0] if again else None
        """The position that is asked again; None while the attempt is open."""
        self._retried: RecordedResponse | None = None
        self._reread: int | None = None
        """The position whose feedback is read once more; None at the question before the learner."""
        self._touched = False
        self._own: StoredNote | None = None
        """What the learner keeps of the question on the screen."""
        self._met: defaultdict[str, set[int]] = defaultdict(set)
        """The positions of each type that were shown in this sitting."""
        self.gate = KeyGate()
        self._stopwatch = Stopwatch(time.monotonic)
        self._countdown = Countdown(None if again else recorder.attempt.time_left, time.monotonic)

    @property
    def recorder(self) -> AttemptRecorder:
        return self._keeping.recorder

    @property
    def attempt(self) -> Attempt:
        return self.recorder.attempt

    @property
    def position(self) -> int:
        """The position of the question on the screen."""
        if self._reread is not None:
            return self._reread
        return self.attempt.position if self._again is None else self._again

    @property
    def _is_retry(self) -> bool:
        return self._again is not None

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
    def asks_confidence(self) -> bool:
        return self.attempt.options.confidence and not self._is_retry

    @property
    def _takes_confidence(self) -> bool:
        return self.asks_confidence and not self.item.question.IS_SELF_GRADED

    @property
    def revealed(self) -> RecordedResponse | None:
        """The response whose feedback is on the screen."""
        if self._is_retry:
            return self._retried
        return None if self.is_exam else self.attempt.counted[self.position]

    def compose_body(self) -> ComposeResult:
        yield QuestionPane(self.item, self._begins_with, asks_confidence=self.asks_confidence, opens_pages=True)

    @property
    def caps(self) -> ConfidenceCaps:
        return self.pane.caps

    async def on_mount(self) -> None:
        self._countdown.run()
        if self._countdown.left is not None:
            callbacks.every(self, 0.5, self._tick)
        await self.show_question()
        if self._note:
            self.pane.say(self._note)

    # Keys

    async def take_key(self, event: Key) -> None:
        """Do what a key means, wherever the focus is; nothing where it was pressed for what stood there before."""
        is_late = self._waits_for_frame(event) and not self.gate.admits(event.time)
        if not is_late and not await self.pane.take_key(event):
            await self.run_key(event.key)

    def _waits_for_frame(self, event: Key) -> bool:
        """Tell whether a key answers or goes on, so that what it is for must be seen first."""
        if self.revealed is not None:
            return is_going_on(event)
        return event.key != "escape"

    def frame_written(self, at: float) -> None:
        if self.gate.is_waiting and self.pane.is_drawn:
            self.gate.show(at)

    # Showing

    async def show_question(self) -> None:
        """Put the question before the learner on the screen."""
        self._retried, self._reread = None, None
        self._stopwatch.start()
        await self._show()

    async def _show(self) -> None:
        """Show the question at the position with what was given to it, and with its feedback where there is some."""
        self.gate.expect()
        self._touched = False
        pane, item = self.pane, self.item
        taken = self._taken
        met = self._met[item.question.type]
        met.add(self.position)
        pane.is_known = len(met) > TOLD
        self._own = self.services.note(item.key)
        with self.app.batch_update():
            self._show_title()
            pane.texts.place = passage_place(self.attempt.items, self.position)
            await pane.show(item, self._begins_with)
            pane.settles = self._settle
            if (text := self.attempt.written.get(self.position)) is not None and not (taken or self._is_retry):
                pane.reveal(text)
            pane.note = self._own.text if self._own is not None else ""
            self._show_hint()
            self.caps.show(taken.confidence if taken is not None else None, has_letters=not pane.takes_letters)
            self._show_state()
            pane.focus_answer(scroll=False)  # a long prompt is read from its beginning

    def _show_title(self) -> None:
        status = f"{self.position + 1} of {len(self.attempt.items)}"
        if self._is_retry:
            status = f"again · {len(self.attempt.to_put_right)} to go"
        if self.position in self.attempt.flagged:
            status = f"{FLAG_MARK} {status}"
        if self._own is not None and self._own.star:
            status = f"{STAR_MARK} {status}"
        left = None if self._is_retry else self._countdown.now()
        self.title_bar.show(
            self.item.bank_title,
            status if left is None else f"{clock_text(left)} · {status}",
            detail=self.attempt.options.kind(self.attempt.mode),
            progress=None if self._is_retry else progress_bar(self.attempt, self.position, is_exam=self.is_exam),
        )

    def _show_state(self) -> None:
        """Show what depends on whether the question is answered."""
        taken = self.revealed
        self.caps.display = taken is None and self._takes_confidence
        if taken is not None:
            follows = None if self._is_retry else self.services.what_follows(self.attempt, self.position)
            self.pane.settle(taken, follows, [taken.confidence.value] if taken.confidence else [])
        else:
            self.pane.invite()
        self.refresh_bindings()

    def _show_hint(self) -> None:
        if self.position in self.attempt.hinted:
            self.pane.show_hint()

    # Time

    def on_screen_suspend(self) -> None:
        self._stopwatch.stop()

    def on_screen_resume(self) -> None:
        super().on_screen_resume()
        if self.pane.item is not None:
            self.show_noted()  # it may have changed on the sheet, or on the page of the question
        self._stopwatch.go_on()

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
        if self._keeping.go_to(attempt.extend(EXTENSION) if answer == "e" else attempt.with_time_left(None)):
            self._countdown.set(self.attempt.time_left)
            self._show_title()
            self.refresh_bindings()

    # Keeping

    def leave(self) -> bool:
        """Keep what is on the screen before it goes: in an exam the response, and what is left of the time.

        Where nothing was done the attempt goes too.
        """
        if not self._keeping.confirm():
            return False
        if self.attempt.finished is not None:
            return True
        if not (self._keep() and self._keep_time()):
            return False
        self.services.drop_if_empty(self.recorder)
        self.services.left = self.attempt.uid
        return True

    def _keep_time(self) -> bool:
        left = self._countdown.now()
        return left is None or self._keeping.go_to(self.attempt.with_time_left(left))

    @property
    def _unsubmitted(self) -> Unsubmitted | None:
        """Where what is not submitted is kept; in an exam everything is, and in a retry nothing."""
        return None if self.is_exam or self._is_retry else self.services.unsubmitted

    @property
    def _taken(self) -> RecordedResponse | None:
        return None if self._is_retry else self.attempt.counted[self.position]

    @property
    def _begins_with(self) -> Response | None:
        """What stands in the answer to begin with."""
        return self._taken.response if self._taken is not None else self._unsubmitted_before()

    def _unsubmitted_before(self) -> Response | None:
        kept = self._unsubmitted
        return kept.kept(self.attempt.uid, self.position) if kept is not None else None

    def _keep(self) -> bool:
        """Keep what stands in the answer, in an exam as the response. Return False where that fails."""
        if not self._touched or self._reread is not None:
            return True
        if self.is_exam:
            return self._keep_in_exam()
        if (kept := self._unsubmitted) is not None and self.revealed is None:
            kept.keep(self.attempt.uid, self.position, self.pane.unsubmitted())
        return True

    def _keep_in_exam(self) -> bool:
        """Keep what stands there as the response; where nothing does, there is none any more."""
        before, response, confidence = self.attempt.counted[self.position], self.pane.readable(), self.caps.level
        is_kept = True
        if response is None:
            is_kept = before is None or self._keeping.go_to(self.attempt.clear())
        elif before is None or (before.response, before.confidence) != (response, confidence):
            is_kept = self._record(response, confidence)
        self._show_title()
        self._show_state()
        return is_kept

    def _record(self, response: Response, confidence: Confidence | None) -> bool:
        """Put a response on disk; return False where that fails, and then the person was asked."""
        seconds = self._stopwatch.seconds
        if not self._is_retry:
            return self._keeping.do(partial(self.recorder.answer, response, seconds, confidence, self._countdown.now()))
        is_kept = self._keeping.do(partial(self.recorder.retry, self.position, response, seconds))
        if is_kept:
            self._retried = self.attempt.log[-1].taken
        return is_kept

    async def _after_asking(self, is_changed: bool) -> None:
        """Go on after the person was asked about something that was not kept."""
        if not is_changed:
            self.on_screen_resume()
            if self.revealed is None:
                self.pane.say("Press enter again to submit.", urgent=True)
        elif self.attempt.finished is not None and not self._is_retry:
            self.navigation.go("result", self.recorder)
        else:
            if self._taken is not None and (kept := self._unsubmitted) is not None:
                kept.keep(self.attempt.uid, self.position, None)
            await self.show_question()

    # Answering

    @on(AnswerInput.Changed)
    def note_change(self) -> None:
        if self.revealed is None:
            self._touched = True
            if self.is_exam:
                self._keep()

    @on(AnswerInput.Given)
    async def take_given(self, event: AnswerInput.Given) -> None:
        if self.revealed is None and not event.answer.locked:
            await self.action_submit()

    def _settle(self, text: str) -> bool:
        """Keep what is written, for good, before the model answer is shown; in a retry nothing is kept."""
        if self._is_retry:
            return True
        if (kept := self._unsubmitted) is not None:
            kept.keep(self.attempt.uid, self.position, None)
        return self._keeping.go_to(self.attempt.write(text))

    @on(ConfidenceCaps.Changed)
    def note_confidence(self) -> None:
        if self.is_exam:
            self._touched = True
            self._keep()

    async def action_submit(self) -> None:
        """Take the response, or say what is missing; a second enter takes it as it is."""
        if (response := self.pane.submitted()) is not None:
            await self._take(response, self.caps.level if self._takes_confidence else None)

    async def action_dont_know(self) -> None:
        await self._take(DONT_KNOW, None)

    action_say_dont_know = action_dont_know
    """The same where the sign is an answer, and its key types it."""

    async def _take(self, response: Response, confidence: Confidence | None) -> None:
        if not self._record(response, confidence):
            self.pane.focus_answer()
            return
        if self.is_exam:
            await self._go_on_in_exam()
            return
        if (kept := self._unsubmitted) is not None:
            kept.keep(self.attempt.uid, self.position, None)
        self.gate.expect(VERDICT_PAUSE)
        with self.app.batch_update():
            self._show_title()
            self._show_state()
        self.pane.focus_answer()

    def action_confidence_step(self) -> None:
        self.caps.step()

    def action_confidence(self, level: str) -> None:
        self.caps.set(Confidence(level))

    # Going on

    async def action_next(self) -> None:
        attempt = self.attempt
        if attempt.finished is None:
            await self._go(attempt.next_open())
        elif attempt.to_put_right and (self._is_retry or attempt.comes_again):
            is_begun, self._again = self._is_retry, attempt.to_put_right[0]
            await self.show_question()
            if not is_begun:
                self.pane.say(_ROUND)
        else:
            self.navigation.go("result", self.recorder)

    async def _go_on_in_exam(self) -> None:
        position = self.attempt.next_in_exam()
        if position is not None:
            await self._go(position)
        else:
            await self.show_question()
            self.action_sheet()

    async def _go(self, position: int | None) -> None:
        if position is None or not self._keep():
            return
        if self._keeping.go_to(self.attempt.go(position)):
            await self.show_question()

    @property
    def _earlier(self) -> list[int]:
        """The positions whose feedback was shown before what is before the learner, in their order."""
        if self.is_exam or self._is_retry:
            return []
        return [entry.position for entry in self.attempt.log if entry.position != self.attempt.position]

    def _beside(self, step: int) -> int | None:
        """Return the place in the feedback before that a step leads to; its end is what is before the learner."""
        last = len(self._earlier)
        place = step + (last if self._reread is None else self._earlier.index(self._reread))
        return place if 0 <= place <= last else None

    async def action_look_back(self, step: int) -> None:
        place = self._beside(step)
        if place is not None:
            self._keep()
            self._stopwatch.stop()
            self._reread = self._earlier[place] if place < len(self._earlier) else None
            await self._show()

    async def action_return(self) -> None:
        self._reread = None
        self._stopwatch.go_on()
        await self._show()

    # Other actions

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if (allowed := self.text_check(action, parameters)) is not None:
            return allowed
        asking, is_reread = self.revealed is None, self._reread is not None
        match action:
            case "submit":
                return asking and not self.item.question.IS_SELF_GRADED
            case "dont_know" | "say_dont_know":
                is_open = asking and (self._is_retry or self.position not in self.attempt.written)
                return is_open and (action == "say_dont_know") == sign_is_answer(self.item.question)
            case "next":
                return not asking and not is_reread
            case "return":
                return is_reread
            case "confidence_step":
                return asking and self._takes_confidence
            case "confidence":
                return asking and self._takes_confidence and not self.pane.takes_letters
            case "hint":
                return asking and self.item.question.hint is not None and self.position not in self.attempt.hinted
            case "flag":
                return asking and not self._is_retry
            case "sheet" | "exam_sheet":
                return asking and not self._is_retry and (action == "exam_sheet") is self.is_exam
            case "skip":
                return asking and not self._is_retry and len(self.attempt.open_positions) > 1
            case "undo":
                return not is_reread and self._can_undo
            case "time":
                return asking and not self._is_retry and self._countdown.left is not None
            case "sources" | "picture":
                return f8_tells(action, self.item, with_sources=not asking)
            case "note" | "star" | "report":
                return asking is bool(parameters)
            case "lesson":
                return self.attempt.options.lesson is not None
            case "look_back":
                return self._beside(-1 if parameters == (-1,) else 1) is not None
            case _:
                return True

    @property
    def _can_undo(self) -> bool:
        """Whether there is something to take back; where it is asked again from the result, only what was retried."""
        log = self.attempt.log
        return bool(log) and (not self._is_retry or log[-1].retry or self.attempt.comes_again)

    def action_hint(self) -> None:
        if self._is_retry or self._keeping.go_to(self.attempt.hint()):
            self.pane.show_hint()
            self.pane.bring_hint_into_view()
            self.refresh_bindings()

    def action_flag(self) -> None:
        if self._keeping.go_to(self.attempt.flag()):
            self._show_title()
            self.pane.say("Flagged: to come back to." if self.position in self.attempt.flagged else "The flag is off.")

    async def action_skip(self) -> None:
        await self._go(self.attempt.next_open())

    async def action_undo(self) -> None:
        if self._keeping.go_to(self.attempt.undo()):
            self._again = None if self.attempt.finished is None else self.attempt.position
            await self.show_question()
            self.pane.say("The last response is taken back.", urgent=True)

    def action_exam_sheet(self) -> None:
        self.action_sheet()

    def action_sheet(self) -> None:
        if self._keep():
            self.navigation.ask("sheet", self.attempt, self._countdown.now, then=self._leave_sheet)

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
        if self._keeping.do(partial(self.recorder.hand_in, time_left)):
            self.navigation.go("result", self.recorder)

    @property
    def noted_key(self) -> QuestionKey:
        return self.item.key

    @property
    def noted_attempt(self) -> str:
        return self.attempt.uid

    def show_noted(self) -> None:
        before, self._own = self._own, self.services.note(self.item.key)
        if self._own == before:
            return
        self._show_title()
        self.pane.show_note(self._own.text if self._own is not None else "")

    def action_sources(self) -> None:
        self.navigation.open("sources", self.item, self.services.bank_file(self.item.bank))

    def action_picture(self) -> None:
        self.navigation.open("sources", self.item, self.services.bank_file(self.item.bank), only_picture=True)

    def turn_text(self) -> None:
        self.gate.expect()
        super().turn_text()

    def action_lesson(self, _: str = "") -> None:
        self.navigation.open("lesson", text=self.attempt.options.lesson)

    def action_home(self) -> None:
        if self.attempt.finished is not None and self.attempt.comes_again:
            self.navigation.go("result", self.recorder)  # what was won is seen, whether the round is over or not
        else:
            self.navigation.home()
