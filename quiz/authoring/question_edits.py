"""Edits of whole questions in the text of a bank: delete, duplicate, move, make a draft of.

The text is read by lines and indents, so that a bank with errors takes them too. With a question goes the comment right
above it; blank lines, and comments that stand apart, stay where they are. Line ends and all other text stay.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from quiz.authoring.naming import field_indent, id_line
from quiz.authoring.outline import BREAK, Outline, read_outline, with_rows
from quiz.bank.identifiers import free
from quiz.reading.drafts import DRAFT
from quiz.text import indent_of

if TYPE_CHECKING:
    from collections.abc import Sequence

_STATUS: Final = re.compile(r"status *: *(?P<value>\S*)(?:\s+#.*)?")


class QuestionEdit(NamedTuple):
    """The text of a bank after an edit, the line for the cursor, from 1, and the id of a question that is new."""

    text: str
    line: int
    id: str = ""


class _Piece(NamedTuple):
    """The lines of a question with its comment, from 1, the last one included; `head` is that of its dash."""

    first: int
    head: int
    last: int


def _pieces(outline: Outline) -> list[_Piece]:
    pieces = []
    above = outline.headline or 0
    for block in outline.blocks:
        first = block.first
        while first - 1 > above and outline.rows[first - 2].lstrip().startswith("#"):
            first -= 1
        pieces.append(_Piece(first, block.first, block.last))
        above = block.last
    return pieces


def _place(pieces: Sequence[_Piece], line: int) -> int | None:
    """Return which question a line belongs to; between two the one above."""
    return next((place for place in reversed(range(len(pieces))) if pieces[place].first <= line), None)


def without_question(text: str, line: int) -> QuestionEdit | None:
    """Delete the question at a line, with the blank lines that kept it apart. None where there is none."""
    outline = read_outline(text)
    pieces = _pieces(outline)
    place = _place(pieces, line)
    if place is None:
        return None
    first, _, last = pieces[place]
    if place + 1 < len(pieces):
        last = _while_blank(outline, last, 1)
    elif place:
        first = _while_blank(outline, first, -1)
    rows = ended_rows(text, outline)
    after = "\ufeff" * text.startswith("\ufeff") + "".join(rows[: first - 1] + rows[last:])
    left = _pieces(read_outline(after))
    head = left[min(place, len(left) - 1)].head if left else max(1, first - 1)
    return QuestionEdit(after, head)


def _while_blank(outline: Outline, line: int, step: int) -> int:
    """Return the last blank line in a row below a line, with a step of -1 above it; the line itself where none is."""
    while 0 < line + step <= len(outline.rows) and not outline.rows[line + step - 1].strip():
        line += step
    return line


def with_copy(text: str, line: int) -> QuestionEdit | None:
    """Put a copy of the question at a line below it, with an id of its own. None where there is none."""
    outline = read_outline(text)
    pieces = _pieces(outline)
    place = _place(pieces, line)
    if place is None:
        return None
    piece = pieces[place]
    own = id_line(outline, outline.blocks[place])
    copy = list(outline.rows[piece.first - 1 : piece.last])
    name = ""
    if own is not None:
        taken = {one.id for block in outline.blocks if (one := id_line(outline, block)) is not None}
        name = free(own.id, taken)
        copy[own.number - piece.first] = f"{own.before}{name}{own.after}"
    apart = [""] * outline.is_spaced
    rows = ended_rows(text, outline)
    if not BREAK.search(rows[piece.last - 1]):
        rows[piece.last - 1] += outline.newline
    new = [row + outline.newline for row in (*apart, *copy)]
    after = "".join(rows[: piece.last] + new + rows[piece.last :])
    head = piece.last + len(apart) + piece.head - piece.first + 1
    return QuestionEdit("\ufeff" * text.startswith("\ufeff") + after, head, name)


def with_moved(text: str, line: int, by: int) -> QuestionEdit | None:
    """Let the question at a line and the one before it (`by` -1) or after it (1) change places.

    The cursor stays where it is within the question. None where there is no such question.
    """
    outline = read_outline(text)
    pieces = _pieces(outline)
    place = _place(pieces, line)
    if place is None or not 0 <= place + by < len(pieces):
        return None
    upper, lower = (pieces[one] for one in sorted((place, place + by)))
    rows = outline.rows
    own, other = rows[upper.first - 1 : upper.last], rows[lower.first - 1 : lower.last]
    between = rows[upper.last : lower.first - 1]
    after = (*rows[: upper.first - 1], *other, *between, *own, *rows[lower.last :])
    piece = pieces[place]
    first = upper.first if by < 0 else lower.last - (piece.last - piece.first)
    return QuestionEdit(with_rows(text, after), first + min(line, piece.last) - piece.first)


def with_draft_turned(text: str, line: int) -> QuestionEdit | None:
    """Make the question at a line a draft, or no longer one. None where there is none, or its fields are not lines."""
    outline = read_outline(text)
    place = _place(_pieces(outline), line)
    if place is None:
        return None
    block = outline.blocks[place]
    indent = field_indent(outline, block)
    rows = ended_rows(text, outline)
    mark = "\ufeff" * text.startswith("\ufeff")
    below = range(block.first + 1, block.last + 1)
    numbers = [number for number in below if indent_of(outline.rows[number - 1]) == indent]
    for number in numbers:
        if match := _STATUS.fullmatch(outline.rows[number - 1], indent):
            if match["value"] == DRAFT:
                del rows[number - 1]
                return QuestionEdit(mark + "".join(rows), line - (line >= number and line > block.first))
            return None
    if not re.match(r" *- +[^\s#\[{]", outline.rows[block.first - 1]):
        return None
    kind = next((number for number in numbers if outline.rows[number - 1].startswith("type:", indent)), block.first)
    if not BREAK.search(rows[kind - 1]):
        rows[kind - 1] += outline.newline
    rows.insert(kind, " " * indent + f"status: {DRAFT}{outline.newline}")
    return QuestionEdit(mark + "".join(rows), line + (line > kind))


def ended_rows(text: str, outline: Outline) -> list[str]:
    """Return the rows of a text, each with the break that ends it."""
    return [row + end for row, end in zip(outline.rows, [*BREAK.findall(text), ""], strict=True)]
