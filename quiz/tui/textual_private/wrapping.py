"""Lines that are too long for their field go on below their own text, not at the edge.

Textual's `WrappedDocument` breaks lines for the full width and lets what follows begin at the edge, where it looks like
another indentation. This one breaks what follows for the room that is left below the text, and says where it stands;
who draws the lines moves it there.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from rich.segment import Segment
from textual._wrap import compute_wrap_offsets
from textual.document._document_navigator import DocumentNavigator
from textual.document._wrapped_document import WrappedDocument
from textual.expand_tabs import get_tab_widths
from textual.geometry import Offset
from textual.strip import Strip
from textual.widgets import TextArea

if TYPE_CHECKING:
    from textual.document._document import Location

    AreaBase = TextArea
else:
    AreaBase = object  # a second widget among the bases would take the place of the first in styles

HOOKS: Final[tuple[tuple[type[object], str], ...]] = (
    (TextArea, "_rewrap_and_refresh_virtual_size"),
    (WrappedDocument, "wrap"),
    (WrappedDocument, "height"),
    (WrappedDocument, "wrap_range"),
    (WrappedDocument, "location_to_offset"),
    (WrappedDocument, "get_target_document_column"),
)
"""The attributes of Textual's classes that are overridden."""
STATES: Final = (
    "_width",
    "_tab_width",
    "_wrap_offsets",
    "_tab_width_cache",
    "_offset_to_line_info",
    "_line_index_to_offsets",
)
"""The attributes of a wrapped document that are read and set."""

NARROW: Final = re.compile("[ -~\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u205e]*")
"""Text of letters that take one cell each: those of Europe, with their signs."""

LEAST: Final = 16
"""Cells that are left for what goes on below, however far a line is indented."""


class HangingDocument(WrappedDocument):
    """A document whose wrapped lines hang below their own text."""

    _wrapped: tuple[int, int, list[str]] | None = None
    """Width, width of tabs and lines as they were wrapped last, until a line was edited."""

    @property
    def height(self) -> int:
        """How many lines of the screen there are. Textual adds them up anew for each line that it draws."""
        return len(self._offset_to_line_info)

    def hang(self, line_index: int) -> int:
        """Return how many cells what goes on of a line stands from the edge."""
        return hang_of(self.document.get_line(line_index), self._width)

    def hang_at(self, y: int) -> int:
        """Return how many cells a line of the screen stands from the edge because it goes on from one above."""
        index, section = self._offset_to_line_info[y] if y < len(self._offset_to_line_info) else (0, 0)
        return self.hang(index) if section else 0

    def wrap(self, width: int, tab_width: int | None = None) -> None:
        self._width = width
        if tab_width:
            self._tab_width = tab_width
        lines = self.document.lines
        if self._wrapped == (width, self._tab_width, lines):
            return  # most of what Textual calls a resize leaves the width as it is
        self._wrapped = width, self._tab_width, list(lines)
        self._wrap_offsets = [self._offsets(line) for line in lines]
        self._tab_width_cache = [self._tabs(line) for line in lines]
        self._place_lines()

    def wrap_range(self, start: Location, old_end: Location, new_end: Location) -> None:
        self._wrapped = None
        super().wrap_range(start, old_end, new_end)
        last = min(max(start[0], new_end[0]), self.document.line_count - 1)
        is_other = False
        for index in range(min(start[0], last), last + 1):
            if plain := self._wrap_offsets[index]:
                self._wrap_offsets[index] = self._offsets(self.document.get_line(index))
                is_other |= len(self._wrap_offsets[index]) != len(plain)
        if is_other:
            self._place_lines()

    def _offsets(self, line: str) -> list[int]:
        """Return the columns at which a line is broken."""
        width = self._width
        if not width or (len(line) <= width and line.isascii() and "\t" not in line):
            return []  # without a look at each cell: most lines are such
        offsets = breaks(line, width, self._tab_width)
        hang = hang_of(line, width)
        if not offsets or not hang:
            return offsets
        first = offsets[0]
        below = breaks(line[first:], width - hang, self._tab_width)
        return [first, *(first + offset for offset in below)]

    def _tabs(self, line: str) -> list[int]:
        return [width for _, width in get_tab_widths(line, self._tab_width)] if "\t" in line else [0]

    def _place_lines(self) -> None:
        """Number the lines of the screen anew."""
        info: list[tuple[int, int]] = []
        places: list[list[int]] = []
        for index, offsets in enumerate(self._wrap_offsets):
            top = len(info)
            info.extend((index, section) for section in range(len(offsets) + 1))
            places.append(list(range(top, len(info))))
        self._offset_to_line_info, self._line_index_to_offsets = info, places

    def location_to_offset(self, location: Location) -> Offset:
        offset = super().location_to_offset(location)
        line = min(max(0, location[0]), len(self._line_index_to_offsets) - 1)
        is_below = offset.y > self._line_index_to_offsets[line][0]
        return Offset(offset.x + self.hang(line), offset.y) if is_below else offset

    def get_target_document_column(self, line_index: int, x_offset: int, y_offset: int) -> int:
        is_below = y_offset % (len(self._wrap_offsets[line_index]) + 1) > 0
        x_offset = max(0, x_offset - self.hang(line_index)) if is_below else x_offset
        return super().get_target_document_column(line_index, x_offset, y_offset)


def breaks(line: str, width: int, tab_width: int = 4) -> list[int]:
    """Return the columns at which Textual breaks a line for a width.

    Textual measures each word, which takes a second for a long bank; where every letter takes one cell, one look for
    the last word that has room is enough.
    """
    if not NARROW.fullmatch(line):
        return compute_wrap_offsets(line, width, tab_width)
    return [row.end() for row in _rows(width).finditer(line)][:-1]


@cache
def _rows(width: int) -> re.Pattern[str]:
    """Return what finds rows: words that have room, with the blanks behind them, else a part of a long word."""
    return re.compile(rf".{{1,{width}}}(?:(?<=\s)(?=\S)|$)|.{{{width}}}")


def hang_of(line: str, width: int) -> int:
    """Return how far from the edge what goes on of a line stands, of so many cells."""
    start = len(line) - len(line.lstrip(" "))
    while line.startswith("- ", start):
        start += 2
    return min(start, max(0, width - LEAST))


class HangingLines(AreaBase):
    """A text area whose wrapped lines hang below their own text. Comes before `TextArea` among the bases."""

    def _rewrap_and_refresh_virtual_size(self) -> None:
        if not isinstance(self.wrapped_document, HangingDocument):
            self.wrapped_document = HangingDocument(self.document, tab_width=self.indent_width)
            self.navigator = DocumentNavigator(self.wrapped_document)
        super()._rewrap_and_refresh_virtual_size()

    def render_line(self, y: int) -> Strip:
        strip, document = super().render_line(y), self.wrapped_document
        hang = document.hang_at(y + self.scroll_offset.y) if isinstance(document, HangingDocument) else 0
        if not hang or not strip:
            return strip
        *_, last = strip
        gutter = self.gutter_width
        blank = Strip([Segment(" " * hang, last.style)], hang)
        return Strip.join([strip.crop(0, gutter), blank, strip.crop(gutter, strip.cell_length - hang)])
