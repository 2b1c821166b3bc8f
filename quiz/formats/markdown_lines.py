"""What the formats in Markdown share: lines that know whether they are code, and choices made of marked lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from quiz.formats.items import Body, Choices, Option, Truth
from quiz.formats.prose import markdown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_FENCE: Final = re.compile(r"\s{0,3}(`{3,}|~{3,})")


class Line(NamedTuple):
    """A line: its number, from 1, its text, and whether it belongs to fenced code, the fences included."""

    number: int
    text: str
    is_code: bool = False


def lines_of(text: str) -> Iterator[Line]:
    """Give the lines of a text."""
    fence = ""
    for number, line in enumerate(text.split("\n"), start=1):
        match = _FENCE.match(line)
        if fence:
            yield Line(number, line, is_code=True)
            if match and match[1][0] == fence[0] and len(match[1]) >= len(fence) and line.strip() == match[1]:
                fence = ""
        else:
            fence = match[1] if match else ""
            yield Line(number, line, is_code=bool(match))


class Marked(NamedTuple):
    """A choice with its mark, and what is said to it."""

    text: str
    is_right: bool
    said: tuple[str, ...] = ()


def choices_of(marked: Sequence[Marked], *, several: bool | None = None) -> Body:
    """Return the body of marked choices; two that say true and false are a statement to judge."""
    right = [one for one in marked if one.is_right]
    if [one.text.strip().casefold() for one in marked] == ["true", "false"] and len(right) == 1:
        said = [markdown("\n".join(one.said)) for one in marked]
        return Truth(right[0] is marked[0], *said)
    options = tuple(Option(markdown(one.text), float(one.is_right), markdown("\n".join(one.said))) for one in marked)
    return Choices(options, several=len(right) > 1 if several is None else several)


def joined(lines: Sequence[str]) -> str:
    """Return lines as a text without blank lines around it."""
    return "\n".join(lines).strip("\n")
