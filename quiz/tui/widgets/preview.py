"""A question as a learner will see it: to be looked at with all that is told of it, or to be tried."""

from datetime import UTC, datetime
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from quiz.practice.attempt import Item, RecordedResponse
from quiz.practice.grading import grade
from quiz.practice.questions.base import Unreadable
from quiz.practice.response import DONT_KNOW, Response
from quiz.practice.wording import instruction
from quiz.tui.render import MUTED, verdict_line
from quiz.tui.widgets.answer import AnswerInput, Incomplete
from quiz.tui.widgets.feedback import Feedback, question_body
from quiz.tui.widgets.inputs import answer_input


class Preview(Container):
    """One question: to be looked at with answer, explanation and sources below it, or to be tried.

    While it is tried these come with the verdict. Nothing of it is kept.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "Submit", tooltip="Submit the response"),
        Binding("enter", "go_on", "Go on", tooltip="Go on after the verdict"),
        Binding("question_mark", "dont_know", "Don't know", key_display="?", tooltip="Say that you don't know"),
    ]

    class Done(Message):
        """Enter after the verdict: the person has seen enough of this question."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self.item: Item | None = None
        self.taken: RecordedResponse | None = None
        self.is_tried = False
        self._input: AnswerInput | None = None
        self._warned = False

    def compose(self) -> ComposeResult:
        yield Static("", id="verdict", markup=False)
        yield from question_body()

    # Showing

    async def show(self, item: Item | None, note: Content | str = "") -> None:
        """Show a question, or none; `note` is said above it. A question that is there already stays as it is."""
        if item != self.item or item is None:
            is_another = item is None or self.item is None or item.question.id != self.item.question.id
            self.item = item
            await self._show_question()
            if is_another:
                self.query_one("#body", VerticalScroll).scroll_home(animate=False)
        if note or self.taken is None:
            self._say(note or (self._input.KEYS if self.is_tried and self._input is not None else ""))

    async def _show_question(self) -> None:
        item, self.taken, self._warned = self.item, None, False
        with self.app.batch_update():
            self.query_one("#columns").display = item is not None
            place = self.query_one("#answer", Container)
            await place.remove_children()
            self._input = None
            if item is not None:
                self.query_one("#prompt", Static).update(Content(item.question.prompt))
                self.query_one("#instruction", Static).update(Content(instruction(item.question)))
                self._input = answer_input(item)
                await place.mount(self._input)
            self._show_state()

    def _show_state(self) -> None:
        """Show what depends on whether the question is looked at, tried or answered."""
        item = self.item
        self.screen.set_class(self.taken is not None, "-answered")
        hint = self.query_one("#hint", Static)
        hint.display = item is not None and bool(item.question.hint) and not self.is_tried
        panel = self.query_one("#feedback", Feedback)
        panel.display = item is not None and (self.taken is not None or not self.is_tried)
        if item is not None:
            hint.update(Content.assemble(("Hint: ", "bold"), item.question.hint or ""))
            if panel.display:
                panel.show(item, self.taken)
        self.refresh_bindings()

    def show_hint(self) -> None:
        self.query_one("#hint", Static).display = self.item is not None and bool(self.item.question.hint)

    def _say(self, text: Content | str, *, urgent: bool = False) -> None:
        line = self.query_one("#verdict", Static)
        line.set_class(urgent, "-urgent")
        line.update(Content(text) if isinstance(text, str) else text)

    # Trying

    async def begin(self, item: Item | None = None) -> None:
        """Let a question be tried from the start; without `item` the one that is shown."""
        self.is_tried, self.item = True, item or self.item
        self.query_one("#body", VerticalScroll).scroll_home(animate=False)
        await self._show_question()
        self._say(self._input.KEYS if self._input is not None else "")
        if self._input is not None:
            self._input.focus_missing(scroll=False)
        else:
            self.query_one("#body").focus()

    async def end(self) -> None:
        """Let the question be looked at again."""
        if self.is_tried:
            self.is_tried = False
            await self._show_question()
            self._say("")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        return self.is_tried and (self.taken is not None) is (action == "go_on")

    @on(AnswerInput.Changed)
    def note_change(self) -> None:
        if self.taken is None and self._input is not None:
            self._warned = False
            self._say(self._input.KEYS if self.is_tried else "")

    @on(AnswerInput.Submitted)
    def submit_field(self) -> None:
        self.action_submit()

    def action_submit(self) -> None:
        answer = self._input
        if answer is None or self.item is None or self.taken is not None:
            return
        try:
            response = answer.submitted(as_it_is=self._warned)
        except Unreadable as problem:
            self._say(str(problem), urgent=True)
        except Incomplete as lack:
            self._warned = lack.counts
            self._say(str(lack), urgent=True)
        else:
            self._take(response)

    def action_dont_know(self) -> None:
        self._take(DONT_KNOW)

    def action_go_on(self) -> None:
        self.post_message(self.Done())

    def _take(self, response: Response) -> None:
        assert self.item is not None
        assert self._input is not None
        question, now = self.item.question, datetime.now(UTC)
        self.taken = RecordedResponse(response, grade(question, response), 0.0, now, now.date())
        with self.app.batch_update():
            self._say(verdict_line(self.taken, question.points) + Content.styled("  Enter goes on.", MUTED))
            self._input.settle(self.taken)
            self._show_state()
        body = self.query_one("#body", VerticalScroll)
        body.focus()
        if not self.screen.has_class("-wide"):
            self.call_after_refresh(self._bring_feedback_into_view)

    def _bring_feedback_into_view(self) -> None:
        body = self.query_one("#body", VerticalScroll)
        if body.max_scroll_y:
            body.scroll_to_widget(self.query_one("#feedback"), top=True, animate=False)
