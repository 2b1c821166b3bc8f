"""The lines of a text, and spans of it."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from functools import cached_property
from itertools import accumulate
from typing import Final

from msgspec import Struct


class Span(Struct, frozen=True, order=True):
    """A stretch of a file: lines and columns count characters from 1, the end is exclusive."""

    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1


WHOLE_FILE: Final = Span()


class Lines:
    """The lines of a text, from 1, broken by LF, CRLF or CR alone, as an editor counts them."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _starts(self) -> array[int]:
        if "\r" in self._text:
            return array("I", (0, *(match.end() for match in re.finditer(r"\r\n?|\n", self._text))))
        return array("I", accumulate((len(line) + 1 for line in self._text.split("\n")[:-1]), initial=0))

    def place(self, index: int) -> tuple[int, int]:
        """Return line and column, from 1, of the character at `index`."""
        line = bisect_right(self._starts, index)
        return line, index - self._starts[line - 1] + 1

    def span(self, start: int, end: int) -> Span:
        """Return the span from index `start` up to `end`, within the text."""
        start = min(start, len(self._text))
        return Span(*self.place(start), *self.place(min(max(start, end), len(self._text))))

    def index(self, line: int, column: int) -> int:
        """Return the index of the character at a line and column, from 1."""
        return self._starts[line - 1] + column - 1

    def start(self, line: int) -> int:
        """Return the index at which a line, from 1, starts."""
        return self._starts[line - 1]

    def end(self, index: int) -> int:
        """Return the index at which the line of `index` ends, its break left out."""
        match = re.compile(r"[\r\n]").search(self._text, index)
        return match.start() if match else len(self._text)

    def ending(self, line: int) -> str:
        """Return the break that ends a line, from 1; an empty text for the last one."""
        if line >= len(self._starts):
            return ""
        stop = self._starts[line]
        return self._text[stop - 2 : stop] if self._text[stop - 2 : stop] == "\r\n" else self._text[stop - 1]

    def __len__(self) -> int:
        return len(self._starts)

    def __getitem__(self, line: int) -> str:
        """Return the text of a line, from 1, without its break."""
        start = self._starts[line - 1]
        stop = self._starts[line] if line < len(self._starts) else len(self._text)
        return self._text[start:stop].rstrip("\r\n")
