"""Naming several things: a field for each, and enter that goes from one to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Container, Horizontal
from textual.content import Content
from textual.widgets import Static

from quiz.practice.parsing import DONT_KNOW_SIGN, means_dont_know, sign_is_answer
from quiz.practice.questions.listing import Named
from quiz.practice.response import DONT_KNOW, DontKnow, Response
from quiz.tui.styles import MUTED
from quiz.tui.widgets.answer import LEAD, STATE_OF, TEXT_STYLES, Incomplete, feedback_line
from quiz.tui.widgets.answer_field import AnswerField
from quiz.tui.widgets.typed_input import AnswerLines, TypedInput, spelt

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.events import Key

    from quiz.practice.attempt import Item
    from quiz.practice.questions.base import FeedbackRow
    from quiz.tui.widgets.answer import Line


class ListingInput(TypedInput):
    """A field for each thing that is to be named."""

    KEYS = "Enter goes on"

    def __init__(self, item: Item) -> None:
        super().__init__(item)
        self._is_warned = False
        """Whether it was just said that something is missing, so that enter submits from any field."""

    def compose(self) -> ComposeResult:
        with Container(classes="fields -several" if self._count > 1 else "fields"):
            for number, given in enumerate(self._given, start=1):
                with Horizontal(classes="field"):
                    if self._count > 1:
                        yield Static(Content.styled(str(number), MUTED), classes="label")
                    yield AnswerField(given)
        yield AnswerLines("")

    def response(self) -> Response | None:
        lines = self._lines()
        return DONT_KNOW if means_dont_know(self.item.question, lines) else self._named(lines)

    def unsubmitted(self) -> Response | None:
        return self._named(self._lines())

    def _named(self, lines: tuple[str, ...]) -> Named | None:
        named = tuple(filter(None, lines))
        return Named(named) if named else None

    def preset(self, response: Response) -> None:
        match response:
            case Named(entries):
                given = entries
            case DontKnow():
                given = () if sign_is_answer(self.item.question) else (DONT_KNOW_SIGN,)
            case _:
                raise TypeError(response)
        self._given = (given + self._given)[: self._count]

    def submitted(self, *, as_it_is: bool) -> Response:
        try:
            return super().submitted(as_it_is=as_it_is)
        except Incomplete:
            self._is_warned = True
            raise

    async def take_key(self, event: Key) -> bool:
        is_warned, self._is_warned = self._is_warned, False
        if event.key == "enter":
            return not is_warned and self._go_on()
        return await super().take_key(event)

    async def _on_key(self, event: Key) -> None:
        """Where the screen leaves keys to what has the focus, enter comes from the field."""
        if event.key == "enter" and not self.locked and await self.take_key(event):
            event.stop()
            event.prevent_default()

    def _go_on(self) -> bool:
        """Go to the next empty field; return whether there is one below this."""
        fields = list(self._fields())
        here = fields.index(self.screen.focused) if self.screen.focused in fields else len(fields)
        if means_dont_know(self.item.question, self._lines()):
            return False
        empty = next((field for field in fields[here + 1 :] if not field.value.strip()), None)
        if empty is not None:
            self.screen.set_focus(empty)
        return empty is not None

    def refresh_answer(self) -> None:
        for node in self.query(".fields"):
            node.display = False
        self.query_one(AnswerLines).show([_line(self.item, row) for row in self.feedback])


def _line(item: Item, row: FeedbackRow) -> Line:
    line = feedback_line(item, row, "")
    text = spelt(row, row.text).stylize_before(TEXT_STYLES[STATE_OF[row.state]])
    return line._replace(label=line.label[:LEAD], text=text)  # there are no keys
