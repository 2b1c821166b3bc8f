"""Quizzes of quizdown, headings with lists below them: the reader."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from quiz.formats.decoding import decoded
from quiz.formats.items import Body, Choices, Item, Reading, Sequence as Ordering
from quiz.formats.markdown_lines import Line, Marked, choices_of, joined, lines_of
from quiz.formats.prose import markdown
from quiz.formats.report import Loss, Place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quiz.formats.items import Source

_HEADING: Final = re.compile(r"#{1,6} +(.*?)\s*#*\s*\Z")
_ENTRY: Final = re.compile(r"(\d+[.)]|[-*+]) +(?:\[([ xX])\] *)?(.*)")


def read(source: Source) -> Reading:
    """Read a quizdown file. Raises `UnknownEncoding`."""
    text, encoding, faults = decoded(source)
    lines = list(lines_of(text.removeprefix("\ufeff")))
    losses: list[Loss] = []
    start = 0
    if lines and lines[0].text.strip() == "---":
        end = next((at for at in range(1, len(lines)) if lines[at].text.strip() == "---"), 0)
        losses += (
            Loss(Place(line.number), "setting", line.text, kind="note") for line in lines[1:end] if line.text.strip()
        )
        start = end + 1
    heads = [at for at in range(start, len(lines)) if not lines[at].is_code and _HEADING.match(lines[at].text)]
    first = heads[0] if heads else len(lines)
    outside = next((line for line in lines[start:first] if line.text.strip()), None)
    if outside is not None:
        losses.append(Loss(Place(outside.number), "text-outside", outside.text, kind="note"))
    items = tuple(_item(lines[at:end]) for at, end in zip(heads, (*heads[1:], len(lines)), strict=False))
    return Reading(items, tuple(losses), faults, encoding=encoding, form="quizdown")


def _item(lines: Sequence[Line]) -> Item:
    heading = _HEADING.match(lines[0].text)
    assert heading is not None
    prompt = [heading[1]]
    hints: list[str] = []
    entries: list[tuple[str, Marked, bool]] = []
    for line in lines[1:]:
        match = _ENTRY.match(line.text) if not line.is_code else None
        if match:
            entries.append((match[1], Marked(match[3], match[2] in {"x", "X"}), match[2] is not None))
        elif entries and line.text.lstrip().startswith(">") and not line.is_code:
            mark, entry, is_task = entries[-1]
            entries[-1] = (mark, entry._replace(said=(*entry.said, line.text.lstrip()[1:].strip())), is_task)
        elif entries and line.text.strip():
            mark, entry, is_task = entries[-1]
            entries[-1] = (mark, entry._replace(text=f"{entry.text}\n{line.text.removeprefix('    ')}"), is_task)
        elif line.text.startswith(">") and not line.is_code:
            hints.append(line.text[1:].strip())
        elif not entries:
            prompt.append(line.text)
    return Item(
        place=Place(lines[0].number, lines[-1].number),
        body=_body(entries),
        prompt=markdown(joined(prompt)),
        source_type="quizdown",
        source="\n".join(line.text for line in lines).rstrip(),
        hints=(markdown("\n".join(hints)),) if hints else (),
    )


def _body(entries: Sequence[tuple[str, Marked, bool]]) -> Body:
    marked = [entry for _, entry, _ in entries]
    is_ordered = bool(entries) and entries[0][0][0].isdigit()
    if is_ordered and not any(is_task for _, _, is_task in entries):
        return Ordering(tuple(markdown(entry.text) for entry in marked))
    if not is_ordered and not any(is_task for _, _, is_task in entries):
        return Choices(())
    return choices_of(marked, several=not is_ordered)
