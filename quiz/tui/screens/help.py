"""Help: what the screen below is for, and every key that works there."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from quiz.tui.commands import ALWAYS, bindings, move
from quiz.tui.screens.base import Dialog
from quiz.tui.styles import MUTED

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import ActiveBinding, BindingType


class Help(Dialog[None]):
    """A page of help over the screen that it is about."""

    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings(
        move("escape,f1,enter,q", "close", "Close"),
        move("up", "scroll(-1)", "Scroll"),
        move("down", "scroll(1)", "Scroll"),
    )

    def __init__(self, guide: str, bindings: dict[str, ActiveBinding]) -> None:
        super().__init__()
        self._guide = guide
        self._keys = _keys(bindings)

    def compose(self) -> ComposeResult:
        width = max(len(key) for key, _ in self._keys)
        lines = [
            Content.assemble((f"{key:<{width}}  ", "bold $text-accent"), Content(words)) for key, words in self._keys
        ]
        with VerticalScroll(id="help"):
            yield Static(Content(self._guide), id="guide")
            yield Static(Content("\n").join(lines))
            yield Static(Content.styled("Escape closes this page.", MUTED), id="closing")

    def action_close(self) -> None:
        self.dismiss()

    def action_scroll(self, step: int) -> None:
        self.query_one(VerticalScroll).scroll_relative(y=step, animate=False)


def _keys(bindings: dict[str, ActiveBinding]) -> list[tuple[str, str]]:
    """Return every enabled key of ours, those of one help line together, those of the screen first.

    What Textual brings along, such as moving the focus, says no help line.
    """
    keys_by_help: dict[str, list[str]] = {}
    always = {command.keys for command in ALWAYS}
    for active in sorted(bindings.values(), key=lambda active: not isinstance(active.node, Screen)):
        binding = active.binding
        if active.enabled and binding.tooltip and not binding.system and binding.key not in always:
            keys_by_help.setdefault(binding.tooltip, []).append(binding.key_display or binding.key)
    rows = [(" ".join(keys), help_line) for help_line, keys in keys_by_help.items()]
    return [*rows, *((command.keys, command.help) for command in ALWAYS)]
