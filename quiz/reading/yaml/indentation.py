"""Slips of indentation that YAML takes without a word: a line one space off that becomes part of a text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from quiz.reading.yaml.document import Document

_STEP: Final = re.compile(r"^( *+)(\S[^\r\n]*)(?:\r?\n[ \t]*)*?\r?\n(?=\1 (\S)([^\r\n]*))", re.MULTILINE)
"""A line and the next one, which is indented by one space more."""

_TOLD: Final = 1000


def report_uneven(document: Document) -> None:
    """Warn of lines within a text that are one space off: items that are none, and prose that keeps its line break."""
    text = document.text
    if not _STEP.search(text):
        return
    depths: Counter[int] = Counter()
    for match in islice(_STEP.finditer(text), _TOLD):
        lower = match.start(3)
        event = bisect_right(document.starts, lower) - 1
        if event < 0 or not isinstance(document.values[event], str) or not lower < document.ends[event]:
            continue
        block = text[document.starts[event]] in "|>"
        if block == (document.starts[event] >= match.start(2)) or (not block and not _looks_like_item(text, lower)):
            # The first line of a block text is that of its key; a plain text starts on the upper line.
            continue
        depths = depths or Counter(len(found[1]) for found in re.finditer(r"^( *+)\S", text, re.MULTILINE))
        depth = len(match[1])
        start = match.start(2) if depths[depth] < depths[depth + 1] else lower
        if block:
            message = "This line is one space off, so its text keeps a line break."
            help_ = "indent all lines of a text alike"
            document.report("Y036", message, start, document.lines.end(start), help=help_)
        else:
            message = "This line is one space off, so two items are read as one text."
            help_ = "give items of one list the same number of spaces"
            document.report("Y035", message, start, document.lines.end(start), help=help_)


def _looks_like_item(text: str, start: int) -> bool:
    return text.startswith("- ", start)
