"""The text that a question is about: a card above it, which folds to one line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.cells import cell_len
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Size

from quiz.practice.passages import origin_of
from quiz.tui.markup import prose
from quiz.tui.styles import MUTED, shortened
from quiz.tui.widgets.wide_lines import ProseText

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult

    from quiz.practice.attempt import ItemPassage
    from quiz.practice.passages import PassagePlace

LEAST_ROWS: Final = 3
"""Rows of the text that are shown at least where the question leaves no room; it scrolls."""
_FRAME: Final = 6
"""Columns of the frame beside a title in it."""
_HEADING: Final = "Text"
_MORE: Final = "pgdn reads on"
_MORE_CODE: Final = "shift+→ code"


class PassageCard(VerticalScroll, can_focus=False, inherit_bindings=False):
    """A passage. It takes what the question leaves of the room, and scrolls where that is too little."""

    def __init__(self, room: Callable[[Size], int]) -> None:
        """`room`: returns how many rows the question leaves in a container."""
        super().__init__(id="passage")
        self._room = room
        self._passage: ItemPassage | None = None
        self._heading = _HEADING
        self.is_folded = False

    def compose(self) -> ComposeResult:
        yield ProseText(id="passage-text")

    def show(self, passage: ItemPassage | None, place: PassagePlace | None, *, is_folded: bool) -> None:
        """Show a passage, or none, with what it is for; folded it is one line."""
        is_another = passage != self._passage
        self._passage, self._heading = passage, place.heading if place is not None else _HEADING
        self.is_folded = is_folded
        self.set_class(passage is None, "-none")
        self.set_class(is_folded, "-folded")
        if passage is not None:
            text = self.query_one("#passage-text", ProseText)
            text.update("" if is_folded else prose(passage.text, passage.markup))
            self._show_titles()
        if is_another or is_folded:
            self.scroll_home(animate=False, immediate=True)
        self.refresh(layout=True)

    def on_resize(self) -> None:
        self._show_titles()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Say whether there is more to read, as that changes."""
        super().watch_scroll_y(old_value, new_value)
        self._show_titles()

    def _show_titles(self) -> None:
        """Write into the frame, or into the one line, as much as fits: the title of the text goes before what for."""
        passage, width = self._passage, self.size.width
        if passage is None or not width:
            return
        if self.is_folded:
            line = f"› {self._heading}: {passage.title}"
            self.query_one("#passage-text", ProseText).update(Content.styled(shortened(line, width), MUTED))
            return
        room = max(1, self.outer_size.width - _FRAME)
        whole = f"{self._heading}: {passage.title}"
        self.border_title = Content(whole if cell_len(whole) <= room else shortened(passage.title, room))
        is_cut = self.query_one("#passage-text", ProseText).overhang
        more = " · ".join(filter(None, (_MORE if self.can_scroll(1) else "", _MORE_CODE if is_cut else "")))
        origin = origin_of(passage)
        both = " · ".join(filter(None, (more, origin)))
        self.border_subtitle = Content(both if cell_len(both) <= room else more or shortened(origin, room))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the rows of the text, or as many as there is room for."""
        if self.is_folded:
            return 1
        text = self.query_one("#passage-text", ProseText)
        rows = text.get_content_height(container, viewport, width - self.styles.scrollbar_size_vertical)
        frame, margin = self.styles.gutter, self.styles.margin
        around = frame.height + margin.height
        whole = Size(container.width + frame.width + margin.width, container.height + around)
        return max(min(rows, LEAST_ROWS), min(rows, self._room(whole) - around))

    def can_scroll(self, step: int) -> bool:
        """Tell whether there is more of the text below, or above for -1."""
        if self._passage is None or self.is_folded:
            return False
        return self.scroll_offset.y < self.max_scroll_y if step > 0 else self.scroll_offset.y > 0
