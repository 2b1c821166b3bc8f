"""What stands around every screen: the title bar, the keys, and the request for room."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final, NamedTuple

from rich.cells import cell_len
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from quiz.tui import callbacks
from quiz.tui.commands import HELP, Standing, bindings, key_name, move
from quiz.tui.styles import GUTTER, KEY_GAP, MEASURE, MUTED, key_word
from quiz.tui.widgets.focus import AlikeInFocus

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.binding import BindingType
    from textual.events import Click
    from textual.geometry import Size
    from textual.screen import Screen

SMALLEST_WIDTH = 30
SMALLEST_HEIGHT = 9
LAST_KEY: Final = HELP.keys
RIGHT_GAP: Final = "  "
"""Stands before each part at the right."""


class Bar(Widget):
    """One line across the screen; what stands in it keeps within the measure of the page."""

    def __init__(self, *, is_full: bool = False) -> None:
        """`is_full`: whether the page has no measure."""
        super().__init__()
        self._is_full = is_full

    @property
    def room(self) -> range:
        """The columns in which something stands."""
        width = self.size.width
        measure = width if self._is_full else min(width, MEASURE)
        gutter = 1 if self.is_narrow else GUTTER
        start = (width - measure) // 2 + gutter
        return range(start, max(start, start + measure - 2 * gutter))

    @property
    def is_narrow(self) -> bool:
        return self.screen.has_class("-narrow") or self.screen.has_class("-cramped")


class TitleBar(Bar):
    """Where the person is on the left, how it stands on the right. All of it is drawn by one widget: few are quick."""

    def __init__(self, *, is_full: bool = False) -> None:
        super().__init__(is_full=is_full)
        self._brand = self._title = self._status = Content("")
        self._progress: Content | None = None

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
        before = self.render()
        title = Content.assemble((place, "bold") if isinstance(place, str) else place)
        self._title = title + Content.styled(f"  {detail}", MUTED) if detail else title
        status = Content(status) if isinstance(status, str) else status
        self._status = status.stylize_before(MUTED)
        self._progress = progress
        filled = "bold reverse $primary" if self.app.native_ansi_color else "bold $on-primary on $primary"
        self._brand = Content.styled(f" {brand} ", filled) + Content(" ") if brand else Content("")
        if not self.render().is_same(before):
            self.refresh()

    def render(self) -> Content:
        room = self.room
        rights = [self._progress] if self._progress is not None and not self.is_narrow else []
        if self._status.plain:
            rights.append(self._status.truncate(len(room) * 6 // 10, ellipsis=True))
        right = Content("").join(Content(RIGHT_GAP) + part for part in rights)
        left = max(0, len(room) - self._brand.cell_length - right.cell_length)
        title = self._title.truncate(left, ellipsis=True, pad=True)
        return Content.assemble(" " * room.start, self._brand, title, right)


class KeyBar(Bar):
    """The keys that work now, each with its word. None is ever cut: where room lacks the lightest go, and F1 tells all.

    A click on a key does what the key does.
    """

    def __init__(self, *, is_full: bool = False) -> None:
        super().__init__(is_full=is_full)
        self._shown: list[ShownKey] = []
        self._is_stale = False

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._note_change)

    def _note_change(self, screen: Screen[object]) -> None:
        """Look at the keys once, when what is under way is done.

        A screen that opens says a dozen times over that they changed, and each look asks for the state of every action.
        """
        if screen.app.app_focus and not self._is_stale:
            self._is_stale = True
            callbacks.later(self, self._show_keys)

    def _show_keys(self) -> None:
        """Draw the line anew where its keys are others than those it shows."""
        self._is_stale = False
        keys = _keys_of(self.screen)
        if keys != self._shown:
            self._shown = keys
            self.refresh()

    def render(self) -> Content:
        room = self.room
        keys = KEY_GAP.join(
            key_word(key.name, key.label, "bold $text-primary" if key.is_main else "bold")
            for key in fitting(self._shown, len(room))
        )
        return Content(" " * room.start) + keys.truncate(len(room))

    def on_click(self, event: Click) -> None:
        room = self.room
        left = room.start
        for key in fitting(self._shown, len(room)):
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


class Body(AlikeInFocus, VerticalScroll, can_focus=True, inherit_bindings=False):
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
    """Covers the screen where it is too small to show anything whole; it is there only where that is so."""

    def __init__(self) -> None:
        super().__init__(Content(f"Please give the window more room (at least {SMALLEST_WIDTH}×{SMALLEST_HEIGHT})."))


def ask_for_room(screen: Screen[Any], size: Size) -> None:
    """Cover a screen of a size in which nothing can be shown whole; its styles uncover it where there is room again."""
    if (size.width < SMALLEST_WIDTH or size.height < SMALLEST_HEIGHT) and not screen.query(RoomRequest):
        screen.mount(RoomRequest())
