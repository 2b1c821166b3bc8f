"""Texts side by side, each broken into lines within its own column."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from textual.content import Content

if TYPE_CHECKING:
    from collections.abc import Iterator

_NOTHING: Final = Content("")


def side_by_side(*columns: tuple[Content, int]) -> Content:
    """Return texts with their widths in columns as one text; the last is not filled up."""
    lines = zip_longest(*(text.wrap(max(1, width)) for text, width in columns), fillvalue=_NOTHING)
    widths = [max(1, width) for _, width in columns]
    return Content("\n").join(Content.assemble(*_filled(line, widths)) for line in lines)


def _filled(line: tuple[Content, ...], widths: list[int]) -> Iterator[Content | str]:
    for text, width in zip(line[:-1], widths[:-1], strict=True):
        yield text
        yield " " * (width - text.cell_length)
    yield line[-1]
