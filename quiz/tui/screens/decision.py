"""A question to the person, with a key for each answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from quiz.tui.commands import bindings, move
from quiz.tui.screens.base import Dialog
from quiz.tui.widgets.key_rows import KeyRows

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.events import Key


class Decision(Dialog[str | None]):
    """A question to the person with a key for each answer; escape means none of them."""

    CSS_PATH = "decision.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings(move("escape", "back", "Back"))

    def __init__(self, message: Content | str, answers: dict[str, str]) -> None:
        """`answers` maps a key to what it does, in words."""
        super().__init__()
        self._message = Content(message) if isinstance(message, str) else message
        self._answers = answers

    def compose(self) -> ComposeResult:
        with Vertical(id="choice", classes="overlay"):
            with VerticalScroll(id="choice-message"):
                yield Static(self._message)
            yield KeyRows([*self._answers.items(), ("esc", "back")], can_press=True)

    def on_key(self, event: Key) -> None:
        if event.key in self._answers:
            event.stop()
            self._give(event.key)

    def action_back(self) -> None:
        self._give(None)

    def _give(self, key: str | None) -> None:
        self.dismiss(key)
