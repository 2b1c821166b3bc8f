"""A question to the person, with a key for each answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from quiz.tui.commands import bindings, move
from quiz.tui.screens.base import Dialog

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
        keys = [Content.assemble((f" {key} ", "bold $text-accent"), words) for key, words in self._answers.items()]
        keys.append(Content.assemble((" esc ", "bold $text-accent"), "back"))
        with Vertical(id="choice"):
            with VerticalScroll(id="choice-message"):
                yield Static(self._message)
            yield Static(Content("\n").join(keys), id="choice-keys")

    def on_key(self, event: Key) -> None:
        if event.key in self._answers:
            event.stop()
            self._give(event.key)

    def action_back(self) -> None:
        self._give(None)

    def _give(self, key: str | None) -> None:
        self.dismiss(key)
