"""What stands around every screen: the title bar, the keys, and the request for room."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple

from rich.cells import cell_len
from textual.containers import Container, Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from quiz.tui.callbacks import while_there
from quiz.tui.commands import HELP, Standing, bindings, key_name, move
from quiz.tui.styles import KEY_GAP, key_word
from quiz.tui.textual_private import is_leaving

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.events import Click
    from textual.screen import Screen

SMALLEST_WIDTH = 30
SMALLEST_HEIGHT = 9
LAST_KEY: Final = HELP.keys


class TitleBar(Container):
    """One line: where the person is on the left, how it stands on the right, within the measure of the page."""

    def compose(self) -> ComposeResult:
        with Horizontal(classes="measure"):
            yield Static("", id="brand", markup=False)
            yield Static("", id="title", markup=False)
            yield Static("", id="progress", markup=False)
            yield Static("", id="status", markup=False)

    def show(
        self,
        place: Content | str,
        status: Content | str = "",
        *,
        detail: str = "",
        progress: Content | None = None,
        brand: str = "",
    ) -> None:
        """Show a place, in bold, with a detail, and at the right a progress and a status."""
        title = Content.assemble((place, "bold") if isinstance(place, str) else place)
        if detail:
            title += Content.styled(f"  {detail}", "$text-muted")
        self.query_one("#title", Static).update(title)
        self.query_one("#status", Static).update(Content(status) if isinstance(status, str) else status)
        bar = self.query_one("#progress", Static)
        bar.set_class(progress is None, "-empty")
        bar.update(progress or Content(""))
        name = self.query_one("#brand", Static)
        name.display = bool(brand)
        name.update(Content(brand))


class KeyBar(Container):
    """The keys that work now. None is ever cut: where room lacks the lightest go, and F1, the last, tells the rest."""

    def compose(self) -> ComposeResult:
        with Container(classes="measure"):
            yield KeyLine()


class KeyLine(Widget):
    """What stands in the bar of keys: each key with its word. A click does what the key does."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: list[ShownKey] = []

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._note_change)

    def _note_change(self, screen: Screen[object]) -> None:
        """Draw the line anew where its keys are others than those it shows."""
        if screen.app.app_focus and not is_leaving(self) and not is_leaving(screen):
            with while_there(self):
                keys = _keys_of(screen)
                if keys != self._shown:
                    self._shown = keys
                    self.refresh()

    def render(self) -> Content:
        return KEY_GAP.join(
            key_word(key.name, key.label, "bold $text-primary" if key.is_main else "bold")
            for key in fitting(self._shown, self.size.width)
        )

    def on_click(self, event: Click) -> None:
        left = 0
        for key in fitting(self._shown, self.size.width):
            if left <= event.x < left + key.width:
                self.app.simulate_key(key.key)
                return
            left += key.width + len(KEY_GAP)


class ShownKey(NamedTuple):
    """A key as the bar shows it. name: how the key is written. weight: the lightest drops out first."""

    key: str
    name: str
    label: str
    weight: int
    is_main: bool

    @property
    def width(self) -> int:
        return cell_len(self.name) + 1 + cell_len(self.label)


def _keys_of(screen: Screen[object]) -> list[ShownKey]:
    """Return the keys that a screen shows, an action once, the main one first, F1 last."""
    shown: dict[str, ShownKey] = {}
    for active in screen.active_bindings.values():
        binding, standing = active.binding, active.binding.group
        if binding.show and active.enabled and isinstance(standing, Standing):
            name = binding.key_display or key_name(binding.key)
            key = ShownKey(binding.key, name, binding.description, standing.weight, standing.is_main)
            shown.setdefault(binding.action, key)
    return sorted(shown.values(), key=lambda key: (key.key == LAST_KEY, not key.is_main))


def fitting(keys: Sequence[ShownKey], width: int) -> list[ShownKey]:
    """Return the keys that fit into so many columns: the lightest go first, of the same weight the last; one stays."""
    kept = list(keys)
    while len(kept) > 1 and sum(key.width + len(KEY_GAP) for key in kept) - len(KEY_GAP) > width:
        kept.remove(min(reversed(kept), key=lambda key: key.weight))
    return kept


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
