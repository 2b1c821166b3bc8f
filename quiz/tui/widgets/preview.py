"""A question as a learner will see it: to be looked at with all that is told of it, or to be tried."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.message import Message

from quiz.practice.attempt import Item, RecordedResponse
from quiz.practice.grading import grade
from quiz.practice.parsing import sign_is_answer
from quiz.practice.response import DONT_KNOW, Response
from quiz.tui.commands import Command, bindings
from quiz.tui.widgets.answer import AnswerInput
from quiz.tui.widgets.question_pane import QuestionPane
from quiz.tui.widgets.texts import FOLD_TEXT, READ_ON, SHOW_TEXT, TEXT_ACTIONS

if TYPE_CHECKING:
    from textual.binding import BindingType
    from textual.content import Content

_UNKNOWN: Final = "Say that you don't know"


class Preview(QuestionPane):
    """One question: to be looked at with answer, explanation and sources below it, or to be tried.

    While it is tried these come with the verdict. Nothing of it is kept.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings(
        READ_ON,
        Command("enter", "submit", "Submit", "Submit the response"),
        Command("enter", "go_on", "Go on", "Go on after the verdict"),
        Command("question_mark", "dont_know", "Don't know", _UNKNOWN, shown_as="?"),
        Command("question_mark", "say_dont_know", "Don't know", _UNKNOWN).without_key,
        FOLD_TEXT,
        SHOW_TEXT,
    )

    class Done(Message):
        """Enter after the verdict: the person has seen enough of this question."""

    def __init__(self, *, picture_key: str = "f8", id: str) -> None:  # noqa: A002 - Textual's word
        super().__init__(picture_key=picture_key, id=id)
        self.is_tried = False
        self._note: Content | str = ""
        """What is said above the question: that it is not the one that is written, and why."""

    # Looking

    async def look_at(self, item: Item | None, note: Content | str = "") -> None:
        """Show a question, or none; `note` is said above it. A question that is there already stays as it is."""
        self._note = note
        if item != self.item or item is None:
            is_another = item is None or self.item is None or item.question.id != self.item.question.id
            await self._show(item)
            if is_another:
                self.body.scroll_home(animate=False)
        if note:
            self.say(note)
        elif self.taken is None:
            self.invite()

    async def _show(self, item: Item | None) -> None:
        await self.show(item)
        if item is not None and not self.is_tried:
            self.show_hint()
            self.explain()
        self.refresh_bindings()

    @property
    def keys(self) -> str:
        return super().keys if self.is_tried else ""

    # Trying

    async def begin(self, item: Item | None = None) -> None:
        """Let a question be tried from the start; without `item` the one that is shown."""
        self.is_tried = True
        self.body.scroll_home(animate=False)
        if item is not None:
            self._note = ""
        await self._show(item or self.item)
        if self._note:
            self.say(self._note)
        else:
            self.invite()
        self.focus_answer(scroll=False)

    async def end(self) -> None:
        """Let the question be looked at again."""
        if self.is_tried:
            self.is_tried = False
            await self._show(self.item)
            self.invite()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        if action in TEXT_ACTIONS:
            return self.texts.allows(action)
        if action in {"dont_know", "say_dont_know"} and self.item is not None:
            is_answer = sign_is_answer(self.item.question)
            if (action == "say_dont_know") is not is_answer:
                return False
        return self.is_tried and not self.texts.is_on_page and (self.taken is not None) is (action == "go_on")

    def action_read_on(self) -> None:
        self._turn_text()

    def action_fold_text(self) -> None:
        self._turn_text()

    def action_show_text(self) -> None:
        self._turn_text()

    def _turn_text(self) -> None:
        self.texts.turn()
        self.refresh_bindings()
        self.focus_answer(scroll=False)

    def action_submit(self) -> None:
        if (response := self.submitted()) is not None:
            self._take(response)

    @on(AnswerInput.Given)
    def take_given(self, event: AnswerInput.Given) -> None:
        event.stop()
        if self.is_tried and not event.answer.locked:
            self.action_submit()

    def action_dont_know(self, _way: str = "") -> None:
        self._take(DONT_KNOW)

    action_say_dont_know = action_dont_know

    def action_go_on(self) -> None:
        self.post_message(self.Done())

    def _take(self, response: Response) -> None:
        assert self.item is not None
        question, now = self.item.question, datetime.now(UTC)
        taken = RecordedResponse(response, grade(question, response), 0.0, now, now.date())
        with self.app.batch_update():
            self.settle(taken)
            self.refresh_bindings()
        self.body.focus()
