"""What stands around every screen: the title bar, the keys, and the request for room."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Footer, Static

from quiz.tui.callbacks import while_there
from quiz.tui.commands import bindings, move
from quiz.tui.textual_private import is_leaving

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

SMALLEST_WIDTH = 30
SMALLEST_HEIGHT = 9
ROOMY = 100
"""Columns from which on the keys at the bottom stand farther apart."""


class TitleBar(Horizontal):
    """One line: where the person is on the left, how it stands on the right."""

    def compose(self) -> ComposeResult:
        yield Static("", id="title", markup=False)
        yield Static("", id="status", markup=False)

    def show(self, title: Content | str, status: Content | str = "") -> None:
        self.query_one("#title", Static).update(Content(title) if isinstance(title, str) else title)
        self.query_one("#status", Static).update(Content(status) if isinstance(status, str) else status)


class KeyBar(Footer):
    """The keys that work now. It is made anew only where they are others than those it shows: that costs 15 ms."""

    def __init__(self) -> None:
        super().__init__(show_command_palette=False)
        self._shown: list[object] = []

    def on_resize(self) -> None:
        self.compact = self.app.size.width < ROOMY

    def compose(self) -> ComposeResult:
        self._shown = self._wanted()
        yield from super().compose()

    async def recompose(self) -> None:
        # The request may come when the screen leaves, and what decides about its keys is gone already.
        if not is_leaving(self) and not is_leaving(self.screen):
            with while_there(self):
                if self._wanted() != self._shown:
                    await super().recompose()

    def _wanted(self) -> list[object]:
        """Return what decides how the bar looks; nothing before the screen is ready."""
        if not self._bindings_ready:
            return []
        return [active[1:] for active in self.screen.active_bindings.values() if active.binding.show]


class Body(VerticalScroll, can_focus=True, inherit_bindings=False):
    """What scrolls on a screen. Its keys are those of reading; left and right are for the screen."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(
        move("up", "scroll_up", "Scroll"),
        move("down", "scroll_down", "Scroll"),
        move("pageup", "page_up", "A page up or down"),
        move("pagedown", "page_down", "A page up or down"),
        move("home", "scroll_home", "To the top or the end"),
        move("end", "scroll_end", "To the top or the end"),
    )


class RoomRequest(Static):
    """Covers the screen where it is too small to show anything whole."""

    def __init__(self) -> None:
        super().__init__(Content(f"Please give the window more room (at least {SMALLEST_WIDTH}×{SMALLEST_HEIGHT})."))
