"""The head of a bank: its id and title, read and written by lines, so that nothing else of the text changes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quiz.authoring.outline import read_outline, with_rows
from quiz.formats.bank_yaml import scalar
from quiz.text import indent_of

if TYPE_CHECKING:
    from quiz.authoring.outline import Outline


def with_field(text: str, field: str, value: str) -> str | None:
    """Return the text of a bank with another value in a field of its head; None where that does not stand on one line.

    A comment behind the value stays.
    """
    outline = read_outline(text)
    number = _line_of(outline, field)
    if number is None:
        return None
    rows = list(outline.rows)
    head = re.match(rf""" *(?:["']?){field}(?:["']?) *: *""", rows[number])
    assert head is not None
    rest = rows[number][head.end() :]
    quoted = re.match(r"""(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')""", rest)
    plain = re.match(r"[^\s|>\[{&*!#'\"](?:(?!\s#).)*", rest)
    old = quoted or plain
    if old is None or re.fullmatch(r"\s*(?:#.*)?", rest[old.end() :]) is None or _goes_on(outline, number):
        return None
    rows[number] = f"{head[0]}{scalar(value)}{rest[old.end() :]}"
    return with_rows(text, rows)


def _line_of(outline: Outline, field: str) -> int | None:
    """Return the row, from 0, of a field of the bank itself."""
    if not outline.in_blocks or not outline.last:
        return None
    head = re.compile(rf"""(["']?){field}\1 *: +\S""")
    rows = enumerate(outline.rows)
    return next((n for n, row in rows if indent_of(row) == outline.root and head.match(row, outline.root)), None)


def _goes_on(outline: Outline, number: int) -> bool:
    """Tell whether the value on a row goes on below it."""
    below = outline.rows[number + 1] if number + 1 < len(outline.rows) else ""
    return bool(below.strip()) and indent_of(below) > outline.root and not below.lstrip().startswith(("#", "- "))
