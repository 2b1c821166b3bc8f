"""Stops of Tab in the text of a bank: the texts of a template that are still to be written over, and those before.

The text is read by lines alone, so that one with errors has its stops too. Lines are broken by newlines alone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from quiz.bank.questions.templates import PLACEHOLDER, PLACEHOLDERS
from quiz.diagnostics.lines import Lines
from quiz.text import indent_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_LEFT_OF_TEXT: Final = re.compile(r" *(?:- +)*(?:[^\s#].*: +)?")
_TEXT_IN_LINE: Final = re.compile(r" *(?:- +)*(?P<field>[^\W\d][\w-]*: +)?(?P<text>[^\s#].*?) *")
_OPENS_BELOW: Final = re.compile(r"(?:.*:(?: +[|>][-+0-9]*)?|[|>][-+0-9]*|-|\[\]) *(?: #.*)?")
_GIVEN: Final = re.compile(r"(?:id|type): +")
"""The fields that a template gives: nobody comes back to write them."""


_EMPTIED: Final = re.compile(r" *(?:(?:unit|feedback|need): *|- *)")
"""What is left of a line whose text was not wanted: a field that a question can do without, or an item."""


class Stop(NamedTuple):
    """A place for the cursor, line and column from 1; `length` is that of the text to write over, 0 where none is."""

    line: int
    column: int
    length: int = 0


def next_stop(text: str, line: int, column: int) -> Stop | None:
    """Return the first text to write over at a place or below it, else the first of all; None where none is left."""
    lines = Lines(text)
    start = lines.index(line, column)
    return next(_placeholders(text, lines, start), None) or next(_placeholders(text, lines, 0), None)


def is_emptied(text: str, line: int) -> bool:
    """Tell whether a line, from 1, is one of a template whose text was taken away, and nothing stands below it."""
    rows = text.split("\n")
    row, below = rows[line - 1], rows[line] if line < len(rows) else ""
    return _EMPTIED.fullmatch(row) is not None and not (below.strip() and indent_of(below) > indent_of(row))


def stop_before(text: str, line: int, column: int) -> Stop | None:
    """Return the last text before a place: one to write over as such, one that was written with its end.

    Ids and types are passed over, and of a text of several lines the last one counts. None at the top.
    """
    lines = Lines(text)
    start = lines.index(line, column)
    rows = text.split("\n")
    for number in range(line, 0, -1):
        first = lines.start(number)
        here = [stop for stop in _placeholders(text, lines, first, lines.end(first)) if _index(lines, stop) < start]
        if here:
            return here[-1]
        if number < line and (stop := _written(rows, number)) is not None:
            return stop
    return None


def _index(lines: Lines, stop: Stop) -> int:
    return lines.index(stop.line, stop.column)


def _placeholders(text: str, lines: Lines, start: int, end: int | None = None) -> Iterator[Stop]:
    """Give the texts of templates that begin from one index on, before another."""
    for match in PLACEHOLDER.finditer(text, start, len(text) if end is None else end):
        placeholder, (row, column) = match[0].rstrip(), lines.place(match.start())
        if placeholder in PLACEHOLDERS and _LEFT_OF_TEXT.fullmatch(text, lines.start(row), match.start()):
            yield Stop(row, column, len(placeholder))


def _written(rows: list[str], number: int) -> Stop | None:
    """Return the end of the text that a line from 1 holds; None where it holds none, or one that goes on below."""
    row = rows[number - 1]
    match = _TEXT_IN_LINE.fullmatch(row)
    if match is None or _OPENS_BELOW.fullmatch(match["text"]) or _GIVEN.fullmatch(match["field"] or ""):
        return None
    below = rows[number] if number < len(rows) else ""
    goes_on = below.strip() and indent_of(below) >= indent_of(row) and not re.match(r" *(?:- |#|[^\W\d][\w-]*:)", below)
    if goes_on and match["field"] is None:
        return None
    return Stop(number, match.end("text") + 1)
