"""Keys with what they do, one below the other or side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.content import Content
from textual.widget import Widget

from quiz.tui.styles import hanging, key_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.events import Click
    from textual.geometry import Size

_GAP: Final = 2
"""Columns between the keys and what they do."""
_WIDEST: Final = 12
"""Columns for keys; what they do stands below where they take more."""


class KeyRows(Widget):
    """Rows of keys and words; what is too long for a line hangs under its beginning.

    can_press: whether a click on a row presses its key.
    """

    def __init__(self, rows: Sequence[tuple[str, str]], *, can_press: bool = False) -> None:
        """`rows` are keys, as they are written, with their words."""
        super().__init__()
        self._rows = rows
        self._indent = max((len(key) for key, _ in rows if len(key) <= _WIDEST), default=0) + _GAP
        self._can_press = can_press

    def _drawn(self, width: int) -> list[list[Content]]:
        """Return the lines of each row."""
        return [self._row(key, Content(words), width) for key, words in self._rows]

    def _row(self, key: str, words: Content, width: int) -> list[Content]:
        if len(key) + _GAP <= self._indent:
            return hanging(Content.styled(f"{key:<{self._indent}}", "bold"), words, width)
        return [Content.styled(key, "bold"), *hanging(Content(" " * self._indent), words, width)]

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


class KeyFlow(Widget):
    """Keys and words side by side, on as many lines as they take."""

    def __init__(self, *keys: tuple[str, str], id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self._keys = keys

    def show(self, *keys: tuple[str, str]) -> None:
        """Show other keys."""
        self._keys = keys
        self.refresh(layout=True)

    def render(self) -> Content:
        return Content("\n").join(key_lines(self._keys, self.size.width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        return len(key_lines(self._keys, width))
