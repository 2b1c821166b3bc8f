"""Fields for an answer that is typed, or picked from a list."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, Final

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input

from quiz.practice.parsing import DONT_KNOW_SIGN
from quiz.practice.picking import labels, picked
from quiz.text import clean
from quiz.tui import callbacks
from quiz.tui.commands import bindings, move
from quiz.tui.styles import MUTED, hanging
from quiz.tui.textual_private import StillField, run_own_key
from quiz.tui.widgets.typing import KeysInOrder, TextHistory

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.binding import BindingType
    from textual.events import Click, Key
    from textual.geometry import Size

_HERE: Final = "›"
"""Stands before the choice that is picked."""


class CleanInput(KeysInOrder, StillField, Input):
    """A field in which what is pasted cannot steer the terminal, and a change can be taken back."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(move("ctrl+z", "undo", "Take back the last change of the text"))

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._history = TextHistory()

    def insert_text_at_cursor(self, text: str) -> None:
        super().insert_text_at_cursor(clean(text))

    def replace(self, text: str, start: int, end: int) -> None:
        before = self.value
        super().replace(clean(text), start, end)
        if self.value != before:
            self._history.note(before, self.value)

    def action_undo(self) -> None:
        if (before := self._history.back()) is not None:
            self.value = before
            self.cursor_position = len(before)


class AnswerField(CleanInput):
    """A field for an answer. What enter does is for the screen."""

    def __init__(self, value: str, form: str = "") -> None:
        # What the field selects when the focus has come to it, letters that came meanwhile included, the next replaces.
        super().__init__(value, form, select_on_focus=False)
        self.given = value

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        return action != "submit"

    async def take_key(self, event: Key) -> bool:
        """Type a letter, or run what the field binds to the key; return whether it was either."""
        if event.character is None or not event.is_printable:
            return await run_own_key(self, event.key)
        if self.selection.is_empty:
            self.insert_text_at_cursor(event.character)
        else:
            self.replace(event.character, *self.selection)
        return True


class PickField(AnswerField):
    """A field that takes one of a list of choices: by its letter, or step by step with the arrows."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(
        move("down", "step(1)", "In a blank with a list: pick the next choice"),
        move("up", "step(-1)", "In a blank with a list: pick the choice before"),
        move("backspace,delete", "clear", "In a blank with a list: pick none"),
    )

    def __init__(self, value: str, choices: Sequence[str]) -> None:
        super().__init__(value, "from the list")
        self.choices = choices

    def pick(self, choice: str) -> None:
        if choice != self.value:
            self._history.note(self.value, choice)
            self.value = choice
            self.cursor_position = len(choice)

    def action_step(self, by: int) -> None:
        at = self.choices.index(self.value) if self.value in self.choices else -1 if by > 0 else 0
        self.pick(self.choices[(at + by) % len(self.choices)])

    def action_clear(self) -> None:
        self.pick("")

    def insert_text_at_cursor(self, text: str) -> None:
        """Pick what a letter or a text means, also one that is pasted; nothing else but “don't know” can stand here."""
        choice = text if text == DONT_KNOW_SIGN else picked(self.choices, clean(text))
        if choice is not None:
            self.pick(choice)

    def replace(self, text: str, start: int, end: int) -> None:  # noqa: ARG002 - a choice has no parts to replace
        self.insert_text_at_cursor(text)


class PickList(Widget):
    """The choices of a blank, a line each, the one that is picked marked; a click picks one. Shown below its field."""

    def __init__(self, field: PickField) -> None:
        super().__init__()
        self._field = field
        self.display = False

    def open(self, *, is_open: bool) -> None:
        """Show the list where its field has the focus."""
        has_come = is_open and not self.display
        self.display = is_open
        self.refresh()
        if has_come:
            callbacks.after_refresh(self, partial(self.scroll_visible, animate=False))

    def _drawn(self, width: int) -> list[list[Content]]:
        """Return the lines of each choice."""
        choices, value = self._field.choices, self._field.value
        rows = []
        for label, choice in zip(labels(choices), choices, strict=True):
            is_here = choice == value
            style = "bold $on-primary on $primary" if is_here else ""
            lead = Content.assemble(
                (f"{_HERE if is_here else ' '} ", style), (f"{label} " if label else "", style or MUTED)
            )
            rows.append(hanging(lead, Content.styled(choice, style), width))
        return rows

    def render(self) -> Content:
        return Content("\n").join(line for lines in self._drawn(self.content_size.width) for line in lines)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        return sum(len(lines) for lines in self._drawn(width))

    def on_click(self, event: Click) -> None:
        offset = event.get_content_offset(self)
        below = offset.y if offset is not None else -1
        for choice, lines in zip(self._field.choices, self._drawn(self.content_size.width), strict=True):
            if 0 <= below < len(lines):
                event.stop()
                self.screen.set_focus(self._field, scroll_visible=False)
                self._field.pick(choice)
                return
            below -= len(lines)
