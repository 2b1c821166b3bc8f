"""Comments behind values: a slip where they cut off a text that people read, and a remark everywhere else."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import islice
from typing import TYPE_CHECKING, Final

from quiz.reading.yaml.document import Node
from quiz.text import shortened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quiz.reading.yaml.document import Document

_MAX_COMMENTS: Final = 100_000
_COMMENT: Final = re.compile(r"[ \t](#)[^\r\n]*")

_UNREAD: Final = frozenset(
    (
        *("id", "type", "difficulty", "tags", "points", "group", "passage", "status", "lint", "sequence"),
        *("sources", "source", "ref", "locator", "file", "issued", "accessed", "URL"),
        *("as_of", "valid_until", "updated", "date", "language", "license", "markup"),
        *("tolerance", "case_sensitive", "accents", "typos", "need", "credit", "value"),
        *("start", "after", "questions"),
    )
)
"""Fields that hold names, numbers, flags, dates, words from a list and sources, by themselves or in lists."""

_ANSWERS: Final = frozenset({"answer", "answers"})
_NUMBERS_AND_FLAGS: Final = frozenset({"number", "true-false"})
"""Types of question whose answers are no texts."""


def report_cut_texts(document: Document) -> None:
    """Warn of ` #` after a text without quotes: the rest of the line is lost without a word."""
    text = document.parsed
    if " #" not in text and "\t#" not in text:
        return
    ends: dict[int, int] | None = None
    paths = _Paths(document)
    for match in islice(_COMMENT.finditer(text), _MAX_COMMENTS):
        if ends is None:
            ends = {
                document.ends[event]: event for event, value in enumerate(document.values) if isinstance(value, str)
            }
        before = match.start()
        while before and text[before - 1] in " \t":
            before -= 1
        event = ends.get(before)
        if event is None or Node(document, event).style or paths.is_unread(event):
            continue
        document.report(
            "Y033",
            f"`{shortened(match[0][1:])}` is a comment, not part of the text.",
            match.start(1),
            match.end(),
            help='put the whole text in quotes if it belongs to it: "…"; else give the comment a line of its own',
        )


class _Paths:
    """Tells in which fields a value stands."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._entries: list[int] | None = None

    def is_unread(self, event: int) -> bool:
        """Tell whether people never read what stands at an event."""
        entry = self._entry(event)
        names = list(self._names(entry, event))
        if not _UNREAD.isdisjoint(names):
            return True
        data = self._document.values[entry]
        return (
            bool(names) and names[0] in _ANSWERS and isinstance(data, dict) and data.get("type") in _NUMBERS_AND_FLAGS
        )

    def _entry(self, event: int) -> int:
        """Return the entry of a list of the bank in which an event stands; the root where it stands in none."""
        document = self._document
        if self._entries is None:
            lists = [one for one in document.children(0) if isinstance(document.values[one], list)]
            self._entries = [entry for one in lists for entry in document.children(one)]
        place = bisect_right(self._entries, event) - 1
        entry = self._entries[place] if place >= 0 else 0
        return entry if event <= document.closes.get(entry, entry) and entry in document.closes else 0

    def _names(self, container: int, event: int) -> Iterator[str]:
        """Yield the names of the fields in which an event stands, from the outermost."""
        document = self._document
        while container != event and container in document.closes:
            is_mapping = isinstance(document.values[container], dict)
            for child in (children := document.children(container)):
                value = next(children, child) if is_mapping else child
                if event <= document.closes.get(value, value):
                    if is_mapping:
                        yield str(document.values[child])
                    container = min(value, event)
                    break
            else:
                return
