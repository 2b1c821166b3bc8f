"""The shape of a bank by lines and indents alone, for a text that an author is in the midst of typing.

Where YAML cannot read the text this still says where its questions stand; where it can, both say the same of every bank
that is written in blocks.
"""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING, Final, NamedTuple

from quiz.text import indent_of

if TYPE_CHECKING:
    from collections.abc import Sequence

BREAK: Final = re.compile(r"\r\n?|\n")
_MARK: Final = re.compile(r"(?:---|\.\.\.)(?:\s|$)")
FIELD: Final = re.compile(r"""(?:"[^"]+"|'[^']+'|[^\W\d][\w-]*) *:(?=[ \t]|$)""")


class Block(NamedTuple):
    """The lines of a question, from 1: its first, its last with content, and the first line after it (`stop`).

    Lines between `last` and `stop` are blank, or a comment on the next question.
    """

    first: int
    last: int
    stop: int


class Outline(NamedTuple):
    """The lines at which the parts of a bank begin and end, from 1.

    `rows` are the lines without their breaks. `root` is the indent of the bank's fields. `headline` is the line of its
    `questions:`, None where there is none. `dash` is the indent of the questions' dashes. `last` is the last line that
    says something: within the questions, or in the whole text where it has no `questions:`; 0 where there is none.
    `in_blocks` tells whether the bank, as far as it goes, is written with a field on each line.
    """

    rows: tuple[str, ...]
    newline: str
    root: int
    headline: int | None
    dash: int
    last: int
    blocks: tuple[Block, ...]
    in_blocks: bool

    @property
    def is_spaced(self) -> bool:
        """Whether questions are kept apart by blank lines: most of them are, or there is none to tell by."""
        apart = [not self.rows[block.last].strip() for block in self.blocks[:-1]]
        return sum(apart) * 2 >= len(apart)

    def block_at(self, line: int) -> Block | None:
        """Return the question in which a line stands, with what is blank after it."""
        return next((block for block in self.blocks if block.first <= line < block.stop), None)


def is_item(row: str) -> bool:
    """Tell whether a line starts with a dash that makes it an item."""
    body = row.lstrip(" ")
    return body.startswith(("- ", "-\t")) or body == "-"


def read_outline(text: str, field: str = "questions") -> Outline:
    """Return the outline of a text. Never fails: a line that makes no sense belongs to the part above it.

    `field` names another list of the bank than that of its questions; `headline` and `blocks` are that one's then.
    """
    head = re.compile(rf"""(["']?){field}\1 *:(?=[ \t]|$)""")
    rows = tuple(BREAK.split(text.removeprefix("\ufeff")))
    match = BREAK.search(text)
    newline = match[0] if match else "\n"
    first = next((number for number, row in enumerate(rows) if _says_something(row)), None)
    if first is None:
        return Outline(rows, newline, 0, None, 2, 0, (), in_blocks=True)
    root = indent_of(rows[first])
    limit = next((number for number in range(first + 1, len(rows)) if _MARK.match(rows[number])), len(rows))
    in_blocks = rows[first].lstrip()[0] not in "[{" and not is_item(rows[first])
    headline = next(
        (
            number
            for number in range(first, limit)
            if indent_of(rows[number]) == root and head.match(rows[number], root)
        ),
        None,
    )
    if headline is None or not in_blocks:
        last = max(number for number in range(limit) if rows[number].strip())
        return Outline(rows, newline, root, None, root + 2, last + 1, (), in_blocks)
    dash, last, starts, stop = _walk(rows, root, headline, limit)
    ends = [*starts[1:], (stop, last)]
    blocks = tuple(Block(number + 1, end + 1, over + 1) for (number, _), (over, end) in zip(starts, ends, strict=False))
    return Outline(rows, newline, root, headline + 1, dash, last + 1, blocks, in_blocks)


def with_rows(text: str, rows: Sequence[str]) -> str:
    """Return a text with other rows in the place of as many, each with the break that it had."""
    mark = "\ufeff" * text.startswith("\ufeff")
    return mark + "".join(chain.from_iterable(zip(rows, [*BREAK.findall(text), ""], strict=True)))


def _says_something(row: str) -> bool:
    return bool(row.strip()) and not row.lstrip().startswith(("#", "%")) and not re.fullmatch(r"---\s*(#.*)?", row)


def _walk(rows: tuple[str, ...], root: int, headline: int, limit: int) -> tuple[int, int, list[tuple[int, int]], int]:
    """Return the indent of the dashes, the last line of the list, the first line after it, and its items.

    An item is the line of its dash and the last line before it. Lines count from 0 here.
    """
    dash: int | None = None
    last = headline
    starts: list[tuple[int, int]] = []
    for number in range(headline + 1, limit):
        row = rows[number]
        if not row.strip():
            continue
        indent = indent_of(row)
        item = is_item(row)
        if indent <= root and not item and FIELD.match(row, indent):
            return root + 2 if dash is None else dash, last, starts, number  # the next field of the bank
        if dash is None and item:
            dash = indent
        if row[indent] == "#" and (dash is None or indent <= dash):
            continue
        if item and dash is not None and abs(indent - dash) <= 1:  # a dash one space off is a slip, not another list
            starts.append((number, last))
        last = number
    return root + 2 if dash is None else dash, last, starts, limit
