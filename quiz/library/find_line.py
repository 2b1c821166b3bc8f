"""Finding the lines of a file on which questions and lessons stand, without reading it as a bank."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from quiz.files import FileProblem, read_bounded
from quiz.reading.reading import MAX_BYTES

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

Part: TypeAlias = Literal["questions", "lessons"]
"""The field of a bank in which something stands."""

_STARTS: Final[dict[Part, re.Pattern[str]]] = {
    part: re.compile(rf"""^\ufeff?(?:{part}|"{part}"|'{part}')[ ]*:|[{{,]\s*"{part}"\s*:""", re.MULTILINE)
    for part in ("questions", "lessons")
}
_ID: Final = re.compile(
    r"""(?:^[ ]*(?:-[ ]+)*|\{\s*)['"]?id['"]?[ ]*:[ ]*['"]?([A-Za-z0-9][\w.-]*)['"]?[ ]*(?=[,}\r\n]|[ ]\#|\Z)""",
    re.MULTILINE,
)


def line_of(path: Path, question: str) -> int | None:
    """Return the line, from 1, on which a question's id stands; None where the file or the question is gone."""
    return lines_of(path, {question}).get(question)


def lines_of(path: Path, ids: Collection[str], part: Part = "questions") -> dict[str, int]:
    """Return the line, from 1, on which each id in a part stands, as far as they are found. Reads the file once."""
    try:
        text = read_bounded(path, MAX_BYTES).decode("utf-8-sig", "replace")
    except FileProblem:
        return {}
    lines: dict[str, int] = {}
    line, counted_to = 1, 0
    start = _STARTS[part].search(text)
    for match in _ID.finditer(text, start.end() if start else 0):
        name = match[1]
        if name in ids and name not in lines:
            line += text.count("\n", counted_to, match.start(1))
            counted_to = match.start(1)
            lines[name] = line
            if len(lines) == len(ids):
                break
    return lines
