"""Taking an attempt: one question at a time, and its feedback."""

import time
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from quiz.practice.attempt import Attempt, Taken
from quiz.practice.parsing import Unreadable
from quiz.practice.response import DONT_KNOW, Response, missing
from quiz.practice.wording import instruction
from quiz.scores.sitting import Sitting
from quiz.scores.store import StoreProblem
from quiz.tui.render import progress_marks, verdict_line
from quiz.tui.screens.base import Choice, QuizScreen
from quiz.tui.widgets.answer import AnswerInput
from quiz.tui.widgets.feedback import Feedback, first_url
from quiz.tui.widgets.inputs import answer_input


class AttemptScreen(QuizScreen):
    """The question before the learner."""

    GUIDE = (
        "Answer, then press enter. Each response is kept at once; escape goes home and leaves the attempt open. "
        "In a text field, type ? alone for “don't know”."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "Submit", tooltip="Submit the response"),
        Binding("enter", "next", "Next", tooltip="Go on"),
        Binding("question_mark", "dont_know", "Don't know", key_display="?", tooltip="Say that you don't know"),
        Binding("f2", "hint", "Hint", tooltip="Show the hint"),
        Binding("f4", "skip", "Skip", tooltip="Leave the question for later"),
        Binding("f5", "undo", "Undo", tooltip="Take back the last response"),
        Binding("f8", "open_source", "Source", tooltip="Open the source in a browser"),
        Binding("escape", "home", "Home", tooltip="Go home; the attempt stays open"),
        Binding("pagedown", "page(1)", "Page down", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        Binding("home", "edge(False)", "To the top", show=False),
        Binding("end", "edge(True)", "To the end", show=False),
    ]

    def __init__(self, sitting: Sitting) -> None:
        super().__init__()
        self.sitting = sitting
        self._input: AnswerInput | None = None
        self._warned = False
        self._seconds = 0.0
        self._since = time.monotonic()

    @property
    def attempt(self) -> Attempt:
        return self.sitting.attempt

    @property
    def taken(self) -> Taken | None:
        """The response to the question on the screen, once it is taken."""
        return self.attempt.counted[self.attempt.position]

    def compose_body(self) -> ComposeResult:
        yield Static("", id="marks", markup=False)
        yield Static("", id="verdict", markup=False)
        with VerticalScroll(id="body", can_focus=True), Container(id="columns"):
            with Container(id="question"):
                yield Static("", id="prompt", markup=False)
                yield Static("", id="instruction", markup=False)
                yield Container(id="answer")
                yield Static("", id="hint", markup=False)
            yield Feedback(id="feedback")
        yield Static("", id="message", markup=False)

    async def on_mount(self) -> None:
        await self.show_question()

    # Showing

    async def show_question(self) -> None:
        """Put the question at the attempt's position on the screen."""
        item = self.attempt.item
        self._warned = False
        self._seconds, self._since = 0.0, time.monotonic()
        with self.app.batch_update():
            self.show_title(f"{item.bank_title} · {self.attempt.mode}", self._place())
            self.query_one("#prompt", Static).update(Content(item.question.prompt))
            self.query_one("#instruction", Static).update(Content(instruction(item.question)))
            place = self.query_one("#answer", Container)
            await place.remove_children()
            self._input = answer_input(item)
            await place.mount(self._input)
            self._show_hint()
            self._show_state()
        self.query_one("#body", VerticalScroll).scroll_home(animate=False)
        self._focus()

    def _show_state(self) -> None:
        """Show what depends on whether the question is answered."""
        item, taken = self.attempt.item, self.taken
        self.set_class(taken is not None, "-answered")
        self.query_one("#marks", Static).update(progress_marks(self.attempt, hidden=False, room=self.size.width - 2))
        panel = self.query_one("#feedback", Feedback)
        panel.display = taken is not None
        if taken is not None:
            self.query_one("#verdict", Static).update(verdict_line(taken, item.question.points))
            panel.show(item, taken)
            if self._input is not None:
                self._input.settle(taken)
            self._say("Enter goes on" if self.attempt.open_positions else "Enter shows the result")
        else:
            self._say(self._input.KEYS if self._input is not None else "")
        self.refresh_bindings()

    def _place(self) -> str:
        return f"Question {self.attempt.position + 1} of {len(self.attempt.items)}"

    def _show_hint(self) -> None:
        hint = self.query_one("#hint", Static)
        hint.display = self.attempt.position in self.attempt.hinted
        hint.update(Content.assemble(("Hint: ", "bold"), self.attempt.item.question.hint or ""))

    def _say(self, text: str, *, urgent: bool = False) -> None:
        message = self.query_one("#message", Static)
        message.set_class(urgent, "-urgent")
        message.update(Content(text))

    def _focus(self) -> None:
        if self.taken is None and self._input is not None:
            self._input.focus_missing()
        else:
            self.query_one("#body", VerticalScroll).focus()

    # Time

    def on_screen_suspend(self) -> None:
        self._seconds = self._spent()

    def on_screen_resume(self) -> None:
        super().on_screen_resume()
        self._since = time.monotonic()

    def _spent(self) -> float:
        return self._seconds + (time.monotonic() - self._since)

    # Answering

    @on(AnswerInput.Changed)
    def forget_warning(self) -> None:
        if self.taken is None and self._input is not None:
            self._warned = False
            self._say(self._input.KEYS)

    @on(AnswerInput.Submitted)
    async def submit_field(self) -> None:
        await self.action_submit()

    async def action_dont_know(self) -> None:
        if self.taken is None:
            await self._take(DONT_KNOW)

    async def action_submit(self) -> None:
        """Take the response, or say what is missing; a second enter takes it as it is."""
        answer = self._input
        if answer is None or self.taken is not None:
            return
        try:
            response = answer.response()
        except Unreadable as problem:
            self._say(str(problem), urgent=True)
            return
        lack = missing(self.attempt.item.question, response)
        if response is None:
            self._say(f"{lack} {answer.KEYS}; ? is “don't know”.", urgent=True)
            answer.focus_missing()
        elif lack and not self._warned:
            self._warned = True
            self._say(f"{lack} Enter again submits it as it is.", urgent=True)
            answer.focus_missing()
        else:
            await self._take(response)

    async def _take(self, response: Response) -> None:
        seconds = self._spent()
        try:
            self.sitting.answer(response, seconds)
        except StoreProblem as problem:
            self.ask_about(problem)
            return
        with self.app.batch_update():
            self._show_state()
        self._focus()
        self.call_after_refresh(self._bring_feedback_into_view)

    def _bring_feedback_into_view(self) -> None:
        """Where the feedback does not fit below the question, begin with the answer."""
        body = self.query_one("#body", VerticalScroll)
        if body.max_scroll_y and not self.has_class("-wide"):
            body.scroll_to_widget(self.query_one("#feedback"), top=True, animate=False)

    async def action_next(self) -> None:
        if self.attempt.finished is not None:
            self.app.show_result(self.sitting)
            return
        position = self.attempt.next_open()
        if position is not None:
            await self._go(position)

    async def _go(self, position: int) -> None:
        if self._stepped(self.attempt.go(position)):
            await self.show_question()

    def _stepped(self, after: Attempt) -> bool:
        try:
            self.sitting.step(after)
        except StoreProblem as problem:
            self.ask_about(problem)
            return False
        return True

    def ask_about(self, problem: StoreProblem) -> None:
        """Say that the response was not kept, and offer to go on without keeping any."""
        message = f"This was not saved, so it does not count yet.\n{problem}"
        self.app.push_screen(Choice(message, {"u": "go on unsaved"}), self._go_on_unsaved)

    def _go_on_unsaved(self, answer: str | None) -> None:
        if answer == "u":
            self.app.go_on_unsaved(self.sitting)
            self.on_screen_resume()
            self._say("Press enter again to submit.", urgent=True)

    # Other actions

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        match action:
            case "submit" | "dont_know":
                return self.taken is None
            case "next":
                return self.taken is not None
            case "hint":
                hint = self.attempt.item.question.hint
                return self.taken is None and hint is not None and self.attempt.position not in self.attempt.hinted
            case "skip":
                return self.taken is None and len(self.attempt.open_positions) > 1
            case "undo":
                return bool(self.attempt.log)
            case "open_source":
                return self.taken is not None and first_url(self.attempt.item) is not None
            case _:
                return True

    def action_hint(self) -> None:
        if self._stepped(self.attempt.hint()):
            self._show_hint()
            self.refresh_bindings()

    async def action_skip(self) -> None:
        position = self.attempt.next_open()
        if position is not None:
            await self._go(position)

    async def action_undo(self) -> None:
        if self._stepped(self.attempt.undo()):
            await self.show_question()
            self._say("The last response is taken back.", urgent=True)

    def action_open_source(self) -> None:
        if (url := first_url(self.attempt.item)) is not None:
            self.app.open_shown_url(url)

    def action_home(self) -> None:
        self.app.go_home()

    def action_page(self, step: int) -> None:
        body = self.query_one("#body", VerticalScroll)
        body.scroll_relative(y=step * max(1, body.size.height - 1), animate=False)

    def action_edge(self, end: bool) -> None:
        body = self.query_one("#body", VerticalScroll)
        if end:
            body.scroll_end(animate=False)
        else:
            body.scroll_home(animate=False)
