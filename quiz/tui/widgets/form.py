"""A form of lines, each a setting with its value: arrows change it, digits and letters type it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar

from textual.containers import Container
from textual.content import Content
from textual.message import Message

from quiz.tui.commands import bindings, move
from quiz.tui.styles import MUTED
from quiz.tui.widgets.lines import LineList

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.events import Key


@dataclass(frozen=True)
class Field:
    """One line of a form.

    options: the values to go through with arrows, each with its words; empty for one that is only typed. accepts:
    whether a character may be typed. read: turns what was typed into a value, or None where it is none.
    """

    key: str
    label: str
    value: Any
    options: tuple[tuple[str, Any], ...] = ()
    accepts: Callable[[str], bool] | None = None
    read: Callable[[str], Any] | None = None
    typed: str | None = None

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


def choice_field(key: str, label: str, options: Sequence[tuple[str, Any]], value: Any) -> Field:
    return Field(key, label, value, tuple(options))


def flag_field(key: str, label: str, value: bool) -> Field:
    return Field(key, label, value, (("no", False), ("yes", True)))


class Form(Container):
    """Fields one below the other."""

    class Changed(Message):
        """A value is another than before."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(
        move("left", "cycle(-1)", "The value before"),
        move("right", "cycle(1)", "The next value"),
        move("space", "space", "The next value"),
        move("backspace", "shorten", "Delete what was typed"),
    )

    def __init__(self, fields: Sequence[Field], *, id: str) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self.fields = {field.key: field for field in fields}

    def compose(self) -> ComposeResult:
        yield LineList(id="fields")

    def on_mount(self) -> None:
        self.show()
        self.query_one(LineList).focus()

    def show(self) -> None:
        lines = self.query_one(LineList)
        width = max(len(field.label) for field in self.fields.values())
        lines.show([(field.key, self._line(field, width)) for field in self.fields.values()], lines.highlighted_id)

    def _line(self, field: Field, width: int) -> Content:
        arrows = ("‹ ", " ›") if field.options else ("  ", "")
        return Content.assemble(
            (f"{field.label:<{width}}  ", MUTED),
            (arrows[0], MUTED),
            (field.words, "bold"),
            (arrows[1], MUTED),
        )

    @property
    def takes_letters(self) -> bool:
        """Whether letters are typed into the highlighted line."""
        key = self.query_one(LineList).highlighted_id
        return key is not None and self.fields[key].accepts is not None

    def value(self, key: str) -> Any:
        return self.fields[key].value

    def _change(self, change: Callable[[Field], Field]) -> None:
        key = self.query_one(LineList).highlighted_id
        if key is None or (after := change(self.fields[key])) is self.fields[key]:
            return
        self.fields[key] = after
        self.show()
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
