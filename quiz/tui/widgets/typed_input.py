"""Typing: a number, a text, or the blanks of a cloze text."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.containers import Container, Horizontal
from textual.content import Content
from textual.strip import Strip
from textual.widgets import Input, Static

from quiz.bank.markup import blocks_of
from quiz.bank.questions.typed import Blank, Cloze, TextQuestion
from quiz.bank.seen import without_blanks
from quiz.practice.parsing import DONT_KNOW_SIGN, line_labels, parse, sign_is_answer, sign_line
from quiz.practice.questions.base import RowState
from quiz.practice.questions.typed import Filled, Typed
from quiz.practice.response import DontKnow, Response
from quiz.text import clean_line
from quiz.tui.markup import Prose, prose
from quiz.tui.styles import MUTED
from quiz.tui.widgets.answer import (
    LEAD,
    ROW_CLASSES,
    STATE_OF,
    TEXT_STYLES,
    AnswerInput,
    Line,
    draw_line,
    line_overhang,
    row_label,
)
from quiz.tui.widgets.answer_field import AnswerField, PickField, PickList
from quiz.tui.widgets.steady_text import SteadyText
from quiz.tui.widgets.wide_lines import WideLines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual.app import ComposeResult
    from textual.events import DescendantFocus, Key
    from textual.geometry import Size

    from quiz.bank.markup import Markup
    from quiz.practice.attempt import Item
    from quiz.practice.questions.base import FeedbackRow

_GAP_STYLE: Final = "bold $text-primary on $panel"
_GAP_HERE: Final = "bold $on-primary on $primary"
_EMPTY: Final = "·" * 8
"""Stands in every blank that is empty, however long what belongs there is."""


class TypedInput(AnswerInput):
    """Text fields, one a line. A lone `?` in one of them is “don't know”, unless it is an accepted answer there."""

    KEYS = "Enter submits"

    def __init__(self, item: Item) -> None:
        super().__init__(item)
        self._given: tuple[str, ...] = ("",) * self._count

    @property
    def keys(self) -> str:
        return self.KEYS if sign_is_answer(self.item.question) else f"{self.KEYS}, ? is “don't know”"

    @property
    def _count(self) -> int:
        return len(line_labels(self.item.question))

    def compose(self) -> ComposeResult:
        question = self.item.question
        assert isinstance(question, TextQuestion | Cloze)
        if isinstance(question, Cloze):
            yield ClozeText()
        lists = self.item.presentation.lists or ((),) * self._count
        hint = "" if isinstance(question, Cloze) else "a word or a name"
        several = " -picks" if any(lists) else " -several" if self._count > 1 else ""
        with Container(classes=f"fields{several}"):
            for number, (given, choices) in enumerate(zip(self._given, lists, strict=True), start=1):
                field = PickField(given, choices) if choices else AnswerField(given, hint)
                with Horizontal(classes="field"):
                    if self._count > 1:
                        yield Static(Content.styled(str(number), MUTED), classes="label")
                    yield field
                if isinstance(field, PickField):
                    yield PickList(field)
        yield AnswerLines("-below" if isinstance(question, Cloze) else "")

    def on_mount(self) -> None:
        for field in self._fields():  # a message of the change would come a frame later than the letter
            self.watch(field, "value", self._show_typed, init=False)
        self._show_typed()

    def _fields(self) -> Iterator[AnswerField]:
        yield from self.query(AnswerField)

    @property
    def takes_letters(self) -> bool:
        return not self.locked

    def _lines(self) -> tuple[str, ...]:
        return tuple(clean_line(field.value) for field in self._fields())

    def response(self) -> Response | None:
        lines = self._lines()
        if not any(lines):
            return None
        return parse(self.item.question, self.item.presentation, lines)

    def unsubmitted(self) -> Response | None:
        lines = self._lines()
        if not any(lines):
            return None
        return Filled(lines) if isinstance(self.item.question, Cloze) else Typed(lines[0])

    def preset(self, response: Response) -> None:
        match response:
            case Typed(text):
                self._given = (text,)
            case Filled(blanks):
                self._given = blanks
            case DontKnow():
                line = sign_line(self.item.question)
                self._given = tuple(DONT_KNOW_SIGN if at == line else text for at, text in enumerate(self._given))
            case _:
                raise TypeError(response)

    async def take_key(self, event: Key) -> bool:
        """Type into the field that has the focus; where none has, the first that is empty gets it.

        A key can come before the fields stand: then it means nothing here.
        """
        if self.screen.focused not in [*self._fields()]:
            self.focus_missing()
        field = next((field for field in self._fields() if field is self.screen.focused), None)
        return field is not None and await field.take_key(event)

    def focus_missing(self, *, scroll: bool = True) -> None:
        fields = list(self._fields())
        if fields:
            self.screen.set_focus(next((field for field in fields if not field.value.strip()), fields[0]), scroll)

    # Showing

    def _show_typed(self) -> None:
        """Show what is typed in the text around it."""
        if self.locked:
            return
        lines = self._lines()
        if isinstance(self.item.question, Cloze):
            fields = list(self._fields())
            here = fields.index(self.screen.focused) if self.screen.focused in fields else None
            gaps = [
                _gap(number, text, is_here=number == here, is_picked=isinstance(fields[number], PickField))
                for number, text in enumerate(lines)
            ]
            self.query_one(ClozeText).show(cloze_text(self.item, self.item.question, gaps))
        for field, choices in zip(self.query(PickField), self.query(PickList), strict=True):
            choices.open(is_open=field is self.screen.focused)

    def refresh_answer(self) -> None:
        """Put what was typed, and what is right, in the place of the fields; the focus leaves them with the lock."""
        rows = self.feedback
        for node in self.query(".fields, .reading"):
            node.display = False
        if isinstance(self.item.question, Cloze):
            gaps = [_answered_gap(number, row) for number, row in enumerate(rows)]
            self.query_one(ClozeText).show(cloze_text(self.item, self.item.question, gaps))
            lines = [line for number, row in enumerate(rows, start=1) for line in _blank_lines(row, str(number))]
        else:
            lines = [_typed_line(row, self.item.markup) for row in rows]
        self.query_one(AnswerLines).show(lines)

    @on(Input.Changed)
    def say_changed(self, event: Input.Changed) -> None:
        event.stop()
        if isinstance(event.input, AnswerField) and event.value != event.input.given:
            event.input.scroll_visible(animate=False)
        self.post_message(self.Changed(self))

    def on_descendant_focus(self, event: DescendantFocus) -> None:  # noqa: ARG002
        self._show_typed()


class ClozeText(SteadyText):
    """A text with its blanks."""

    def show(self, text: Content | Prose) -> None:
        """Show a text; one that is laid out for the width always anew, from the column on that is in view."""
        if isinstance(text, Prose):
            column = self.column
            self.update(text)
            self.see_from(column)
        else:
            super().show(text)


class AnswerLines(WideLines):
    """Rows that say what was typed and what is right."""

    COMPONENT_CLASSES: ClassVar[set[str]] = set(ROW_CLASSES)

    def __init__(self, classes: str) -> None:
        super().__init__(classes=classes)
        self._lines: Sequence[Line] = ()
        self.display = False

    def show(self, lines: Sequence[Line]) -> None:
        """Show rows; nothing at all where there are none."""
        self._lines, self.column = lines, 0
        self.display = bool(lines)
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        return len(self._strips(width))

    @property
    def overhang(self) -> int:
        return max((line_overhang(line, self.content_size.width) for line in self._lines), default=0)

    def _strips(self, width: int) -> list[Strip]:
        return [strip for line in self._lines for strip in draw_line(self, line, width, line.state, self.column)]

    def render_line(self, y: int) -> Strip:
        width = self.content_size.width
        strips = self._strips(width)
        return strips[y] if y < len(strips) else Strip.blank(width)


def cloze_text(item: Item, question: Cloze, gaps: Sequence[Content]) -> Content | Prose:
    """Return the text of a cloze question with what stands in its blanks."""
    if item.markup != "plain":
        return Prose(blocks_of(without_blanks(question.text)[0]), gaps)
    left = iter(gaps)
    return Content.assemble(*(next(left) if isinstance(part, Blank) else part for part in question.segments))


def _gap(place: int, text: str, *, is_here: bool, is_picked: bool) -> Content:
    opens = "↓" if is_picked and not text else ""
    return Content.styled(f"[{place + 1}·{text or _EMPTY}{opens}]", _GAP_HERE if is_here else _GAP_STYLE)


def _answered_gap(place: int, row: FeedbackRow) -> Content:
    """Return a blank with its mark and what was put there; where nothing was, what belongs there."""
    given = row.given or row.right or ""
    return Content.styled(f"[{place + 1}·{row.mark}·{given}]", f"{TEXT_STYLES[STATE_OF[row.state]]} on $panel")


def _blank_lines(row: FeedbackRow, key: str) -> Iterator[Line]:
    """Give what was put into a blank, and what belongs there, unless the text says it all already."""
    if row.state is RowState.WRONG or row.spelling:
        yield _line(row.state, spelt(row, row.given or ""), row.tag or "yours", key)
        state = RowState.MISSED if row.state is RowState.WRONG else row.state
        yield _line(state, Content(row.right or ""), "right answer")
        key = ""
    if row.others:
        yield _line(RowState.NEUTRAL, Content(", ".join(row.others)), "also listed", key)


def _typed_line(row: FeedbackRow, markup: Markup) -> Line:
    line = _line(row.state, spelt(row, row.text), row.tag)
    below = prose(row.feedback, markup, style=MUTED) if row.feedback else None
    return line._replace(label=line.label[:LEAD], below=below)  # there are no keys


def _line(state: RowState, text: Content, tag: str, key: str = "") -> Line:
    style = TEXT_STYLES[STATE_OF[state]]
    return Line(row_label(state.mark, style, key), text.stylize_before(style), tag, state=STATE_OF[state])


def spelt(row: FeedbackRow, text: str) -> Content:
    """Return what was typed, with the letters that are off reversed."""
    if not row.spelling:
        return Content(text)
    return Content.assemble(*((stretch.text, "reverse" if stretch.is_off else "") for stretch in row.spelling))
