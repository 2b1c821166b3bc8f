"""Keys with what they do, one below the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content
from textual.widget import Widget

from quiz.tui.styles import hanging

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.events import Click
    from textual.geometry import Size

_GAP = 2
"""Columns between the keys and what they do."""


class KeyRows(Widget):
    """Rows of keys and words; what is too long for a line hangs under its beginning.

    can_press: whether a click on a row presses its key.
    """

    def __init__(self, rows: Sequence[tuple[str, str]], *, key_width: int = 0, can_press: bool = False) -> None:
        """`rows` are keys, as they are written, with their words; `key_width` the columns for keys, at least."""
        super().__init__()
        self._rows = rows
        self._indent = max(key_width, *(cell_len(key) for key, _ in rows)) + _GAP
        self._can_press = can_press

    def _drawn(self, width: int) -> list[list[Content]]:
        """Return the lines of each row."""
        return [
            hanging(Content.styled(f"{key:<{self._indent}}", "bold"), Content(words), width)
            for key, words in self._rows
        ]

    def render(self) -> Content:
        return Content("\n").join(line for lines in self._drawn(self.size.width) for line in lines)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        return sum(len(lines) for lines in self._drawn(width))

    def on_click(self, event: Click) -> None:
        if not self._can_press:
            return
        top = 0
        for (key, _), lines in zip(self._rows, self._drawn(self.size.width), strict=True):
            top += len(lines)
            if event.y < top:
                event.stop()
                self.app.simulate_key("escape" if key == "esc" else key)
                return
