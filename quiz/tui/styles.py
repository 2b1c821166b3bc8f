"""Marks, styles and lines that every screen uses, whatever it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.cells import cell_len, set_cell_size
from textual.content import Content

from quiz.practice import grade

if TYPE_CHECKING:
    from collections.abc import Sequence

MUTED: Final = "$text-muted"
"""What is there to be found, not to be read first."""
MEASURE: Final = 96
"""Columns of a page, as $measure in app.tcss."""
GUTTER: Final = 2
"""Columns left and right of a page, as $gutter in app.tcss; one where it is narrow."""
KEY_GAP: Final = Content("   ")
"""Stands between keys on one line."""
EDGE_MARK: Final = "▌"
"""What a row under the cursor begins with."""
OPEN_MARK: Final = grade.OPEN_MARK
FLAG_MARK: Final = grade.FLAG_MARK
STAR_MARK: Final = "*"


def fitted(text: str, width: int) -> str:
    """Return text in exactly so many cells, cut with an ellipsis where it is longer."""
    if cell_len(text) > width:
        return set_cell_size(text, max(0, width - 1)) + "…"
    return set_cell_size(text, width)


def shortened(text: str, width: int) -> str:
    """Return text in at most so many cells, cut with an ellipsis where it is longer."""
    return text if cell_len(text) <= width else fitted(text, width)


def hanging(lead: Content, text: Content, width: int) -> list[Content]:
    """Return a lead and a text beside it as lines of at most so many cells; the text hangs under its beginning."""
    indent = Content(" " * cell_len(lead.plain))
    first, *rest = text.wrap(max(1, width - cell_len(lead.plain)))
    return [lead + first, *(indent + line for line in rest)]


def key_word(key: str, words: str, style: str = "bold") -> Content:
    """Return a key with what it does."""
    return Content.assemble((key, style), (f" {words}", MUTED))


def key_line(*keys: tuple[str, str]) -> Content:
    """Return keys with what they do, on one line."""
    return KEY_GAP.join(key_word(key, words) for key, words in keys)


def key_lines(keys: Sequence[tuple[str, str]], width: int) -> list[Content]:
    """Return keys with what they do on lines of at most so many cells, broken only between two of them."""
    lines: list[Content] = []
    for key in map(key_line, keys):
        if lines and lines[-1].cell_length + KEY_GAP.cell_length + key.cell_length <= width:
            lines[-1] += KEY_GAP + key
        else:
            lines.append(key)
    return lines
