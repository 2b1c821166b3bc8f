"""Slips that YAML takes without a word: a line one space off, or without its dash, that becomes part of a text."""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, Final

from quiz.text import shortened

if TYPE_CHECKING:
    from quiz.reading.yaml.document import Document

_STEP: Final = re.compile(r"^( *+)(\S[^\r\n]*+)(?:\r?\n[ \t]*+)*?\r?\n(?=\1 (\S)([^\r\n]*+))", re.MULTILINE)
"""A line and the next one, which is indented by one space more."""

_ODD: Final = re.compile(r"\n(?:  )*+ \S")
"""A line below another that is indented by an odd number of spaces: of two lines one space apart one is so."""

_JOINED: Final = re.compile(r"\n( *+)- (?P<item>[^\s\"'|>\[{&*!%@`#-][^:\r\n]*+)(?=\r?\n\1  (?P<word>\S+))")
"""An item of a list and the first word of the next line."""

_NARROW, _WIDE = 60, 90
"""Columns within which nobody breaks a line: the first, and up to the second in a file with long lines."""

_TOLD: Final = 1000


def report_uneven(document: Document) -> None:
    """Warn of lines within a text that are one space off: items that are none, and prose that keeps its line break."""
    text = document.parsed
    if not (text.startswith(" ") or _ODD.search(text)) or not _STEP.search(text):
        return
    depths: Counter[int] = Counter()
    for match in islice(_STEP.finditer(text), _TOLD):
        lower = match.start(3)
        event = document.event_at(lower)
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


def report_joined(document: Document) -> None:
    """Warn of a short item that goes on below its own text although it had room: the next item without its dash."""
    text = document.parsed
    narrow = 0
    for match in islice(_JOINED.finditer(text), _TOLD):
        narrow = narrow or max(_NARROW, min(_WIDE, max(map(len, text.split("\n"))) * 3 // 4))
        if match.end("item") - match.start(1) + len(match["word"]) >= narrow:
            continue
        event = document.event_at(match.start("item"))
        lower = match.start("word")
        is_item = event >= 0 and document.starts[event] == match.start("item")
        if not is_item or not isinstance(document.values[event], str) or lower >= document.ends[event]:
            continue
        line = text[lower : document.lines.end(lower)].rstrip()
        message = "This line goes on with the item above: both are read as one text."
        help_ = f"write `- {shortened(line, 40)}` if it is an item of its own; else join the two lines"
        document.report("Y037", message, lower, lower + len(line), help=help_)


def _looks_like_item(text: str, start: int) -> bool:
    return text.startswith("- ", start)
