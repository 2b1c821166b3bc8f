"""A form of lines, each a setting with its value: arrows change it, digits and letters type it; one is explained."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar, Final

from rich.cells import cell_len
from textual import on
from textual.containers import Container
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static

from quiz.tui import callbacks
from quiz.tui.commands import Command, bindings, move
from quiz.tui.styles import MUTED, fitted, shortened
from quiz.tui.widgets.lines import LEAD, LineList

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.events import Key


@dataclass(frozen=True)
class Field:
    """One line of a form.

    help: what it is for, in a sentence or two. options: the values to go through with arrows, each with its words;
    empty for one that is only typed. accepts: whether a character may be typed. read: turns what was typed into a
    value, or None where it is none. refusal: what is said then.
    """

    key: str
    label: str
    help: str
    value: Any
    options: tuple[tuple[str, Any], ...] = ()
    accepts: Callable[[str], bool] | None = None
    read: Callable[[str], Any] | None = None
    refusal: str = ""
    typed: str | None = None

    @property
    def is_refused(self) -> bool:
        """Whether what was typed is no value."""
        return bool(self.refusal) and self.typed is not None and self.read is not None and self.read(self.typed) is None

    @property
    def words(self) -> str:
        if self.typed is not None:
            return f"{self.typed}▏"
        return next((words for words, value in self.options if value == self.value), str(self.value))

    @property
    def takes_spaces(self) -> bool:
        return bool(self.typed) and self.accepts is not None and self.accepts(" ")

    def cycled(self, step: int) -> Field:
        if not self.options:
            return self
        values = [value for _, value in self.options]
        at = values.index(self.value) + step if self.value in values else 0
        return replace(self, value=values[at % len(values)], typed=None)

    def with_typed(self, character: str) -> Field:
        if self.accepts is None or not self.accepts(character):
            return self
        return self._read((self.typed or "") + character)

    def shortened(self) -> Field:
        if self.accepts is None:
            return self
        text = self.typed if self.typed is not None else str(self.value if self.value is not None else "")
        return self._read(text[:-1])

    def _read(self, text: str) -> Field:
        assert self.read is not None
        value = self.read(text)
        return replace(self, typed=text, value=self.value if value is None else value)


def choice_field(key: str, label: str, help: str, options: Sequence[tuple[str, Any]], value: Any) -> Field:  # noqa: A002 - the field's own name
    return Field(key, label, help, value, tuple(options))


def flag_field(key: str, label: str, help: str, value: bool) -> Field:  # noqa: A002 - the field's own name
    return Field(key, label, help, value, (("no", False), ("yes", True)))


_LABELS_LEAVE: Final = 18
"""Columns that labels leave to the values, however long they are."""


class Form(Container):
    """Fields one below the other, and below them what the highlighted one is for."""

    class Changed(Message):
        """A value is another than before."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(
        Command("left", "cycle(-1)", "Change", "The value before", in_palette=False, shown_as="← →"),
        move("right", "cycle(1)", "The next value"),
        move("space", "space", "The next value"),
        move("backspace", "shorten", "Delete what was typed"),
    )

    def __init__(self, fields: Sequence[Field], *, id: str, at: str = "") -> None:  # noqa: A002 - Textual's word
        """`at` is the key of the field that is highlighted first."""
        super().__init__(id=id, classes="page")
        self.fields = {field.key: field for field in fields}
        self._before = self.values
        self._at = at if at in self.fields else next(iter(self.fields))

    def compose(self) -> ComposeResult:
        yield LineList(id="fields")
        yield Static("", id="explained", markup=False)

    def on_mount(self) -> None:
        self._show()
        self.query_one(LineList).focus()

    def on_resize(self) -> None:
        callbacks.after_refresh(self, self._show)

    def _show(self) -> None:
        self.query_one(LineList).show([(key, self._line(key)) for key in self.fields], self._at)
        self._explain()

    def _line(self, key: str) -> Content:
        field, room = self.fields[key], (self.query_one(LineList).size.width or 80) - LEAD
        width = min(max(cell_len(one.label) for one in self.fields.values()), max(8, room - _LABELS_LEAVE))
        words = shortened(field.words, max(8, room - width - 6))
        if key != self._at:
            return Content(f"{fitted(field.label, width)}    {words}")
        arrows = ("‹ ", " ›") if field.options else ("  ", "")
        style = "bold $text-primary"
        return Content.assemble(f"{fitted(field.label, width)}  ", (arrows[0], style), words, (arrows[1], style))

    def refuses(self) -> bool:
        """Say at the first field whose text is no value what it takes; return whether there is any."""
        refused = next((key for key, field in self.fields.items() if field.is_refused), None)
        if refused is not None:
            lines = self.query_one(LineList)
            lines.highlighted = lines.get_option_index(refused)
            self.say(self.fields[refused].refusal)
        return refused is not None

    def _explain(self) -> None:
        field, explained = self.fields[self._at], self.query_one("#explained", Static)
        if field.is_refused:
            self.say(field.refusal)
            return
        explained.remove_class("-urgent")
        head = Content("")
        if not self.screen.has_class("-low"):
            choices = ", ".join(words for words, _ in field.options)
            room = max(0, (explained.content_size.width or 70) - cell_len(field.label) - 3)
            head = Content.assemble((field.label, "bold"), (f"   {shortened(choices, room)}\n", MUTED))
        explained.update(head + Content(field.help))

    def say(self, text: str) -> None:
        """Say what is wrong, in the place of the explanation, until another field is highlighted or changed."""
        explained = self.query_one("#explained", Static)
        explained.add_class("-urgent")
        explained.update(Content(text))

    @property
    def takes_letters(self) -> bool:
        """Whether letters are typed into the highlighted line."""
        key = self.query_one(LineList).highlighted_id
        return key is not None and self.fields[key].accepts is not None

    def value(self, key: str) -> Any:
        return self.fields[key].value

    @property
    def values(self) -> dict[str, Any]:
        return {key: field.value for key, field in self.fields.items()}

    @property
    def is_changed(self) -> bool:
        """Whether any value is another than at first."""
        return self.values != self._before

    @on(OptionList.OptionHighlighted)
    def follow_highlight(self) -> None:
        lines = self.query_one(LineList)
        before, now = self._at, lines.highlighted_id
        if now is None or now == before:
            return
        self._at = now
        for key in (before, now):
            lines.replace_option_prompt(key, self._line(key))
        self._explain()

    def _change(self, change: Callable[[Field], Field]) -> None:
        lines = self.query_one(LineList)
        key = lines.highlighted_id
        if key is None or (after := change(self.fields[key])) is self.fields[key]:
            return
        self.fields[key] = after
        lines.replace_option_prompt(key, self._line(key))
        self._explain()
        self.post_message(self.Changed())

    def action_cycle(self, step: int) -> None:
        self._change(lambda field: field.cycled(step))

    def action_space(self) -> None:
        """Change the value; in the midst of typing a name, type a space."""
        self._change(lambda field: field.with_typed(" ") if field.takes_spaces else field.cycled(1))

    def action_shorten(self) -> None:
        self._change(Field.shortened)

    def on_key(self, event: Key) -> None:
        character = event.character
        if character is not None and character.isprintable() and character != " ":
            self._change(lambda field: field.with_typed(character))
