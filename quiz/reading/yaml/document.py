"""A parsed file: its nodes, with the places at which they stand in the text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from quiz.diagnostics.findings import Diagnostic, finding
from quiz.diagnostics.lines import Lines, Span
from quiz.reading.normalize import tidy_text
from quiz.reading.yaml.places import Places

if TYPE_CHECKING:
    from array import array
    from collections.abc import Iterator

_DASH: Final = re.compile(r" *-(?:\s|$)")
MAX_FAULTS: Final = 100
"""Refused anchors, aliases and tags beyond this number add nothing to what the author knows."""

Plain: TypeAlias = "str | list[Any] | dict[str, Any]"
Kind: TypeAlias = Literal["text", "list", "mapping"]


class Document:
    """A parsed file.

    `values` has one entry for each event from the first node on: a scalar's text, a container where it opens and `None`
    where it closes; `starts` and `ends` run in parallel to it. `closes` maps the opening of a container to its close,
    `repeated` lists mappings with a key that they already have, or a merge key. `broken` says that the parser gave up.
    `parsed` is the text as the parser saw it: that of the file, or with spaces in the lines `lost` to a slip.
    """

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text
        self.parsed = text
        self.lost: tuple[range, ...] = ()
        self.lines = Lines(text)
        self.values: list[Plain | None] = []
        self.closes: dict[int, int] = {}
        self.diagnostics: list[Diagnostic] = []
        self.broken = False
        self.repeated: list[tuple[int, int]] = []
        self._refused: list[int] = []

    @property
    def starts(self) -> array[int]:
        """The index in `text` at which each event starts."""
        return self._places.whole().starts

    @property
    def ends(self) -> array[int]:
        """The index in `text` at which each event ends."""
        return self._places.whole().ends

    @cached_property
    def _places(self) -> Places:
        return Places(self.parsed, len(self.values))

    def copy(self) -> dict[str, Any]:
        """Return what the document holds now, for the case that it is parsed again in vain."""
        return {**self.__dict__, "diagnostics": list(self.diagnostics)}

    def restart(self, parsed: str, lost: tuple[range, ...]) -> None:
        """Forget what was parsed, before the same file is parsed without the lines `lost`."""
        self.parsed, self.lost = parsed, lost
        self.values, self.closes, self.repeated, self._refused = [], {}, [], []
        self.broken = False
        self.__dict__.pop("_places", None)
        self.__dict__.pop("_sorted_refused", None)

    def event_at(self, index: int) -> int:
        """Return the last event that starts at an index of `text` or before it; -1 where none does."""
        return bisect_right(self.starts, index) - 1

    def bounds(self, event: int) -> tuple[int, int]:
        """Return the indexes in `text` at which an event starts and ends."""
        places = self._places.reach(event)
        return places.starts[event], places.ends[event]

    def lost_in(self, list_: Node) -> list[range]:
        """Return the lines of the entries of a list that were lost to a slip, each where it stands in the file."""
        if not self.lost:
            return []
        end = self.starts[self.closes[list_.event]] if list_.kind == "list" else len(self.text)
        stop = self.lines.place(end)[0] if end < len(self.text) else len(self.lines) + 1
        first = self.lines.place(self.starts[list_.event - 1])[0]  # its key
        return [lost for lost in self.lost if first <= lost.start < stop and len(lost) > 1]

    def repeated_keys(self) -> dict[int, list[int]]:
        """Return the keys that stand again in a mapping, or merge others into it, by the event that opens it."""
        found: dict[int, list[int]] = {}
        for opened, number in self.repeated:
            found.setdefault(opened, []).append(number)
        return found

    @property
    def root(self) -> Node | None:
        return None if self.broken or not self.values else Node(self, 0)

    def report(self, code: str, message: str, start: int, end: int, **more: Any) -> None:
        """Add a finding between two indexes of the text."""
        self.diagnostics.append(finding(code, message, self.file, self.lines.span(start, end), **more))

    def refuse(self, code: str, event: int, message: str, start: int, end: int, **more: Any) -> None:
        """Add a finding that makes the node at `event` unusable."""
        self._refused.append(event)
        self.report(code, message, start, end, **more)

    def refuse_silently(self, event: int) -> bool:
        """Make the node at `event` unusable without a word if enough has been said; tell whether that was so."""
        if len(self._refused) < MAX_FAULTS:
            return False
        self._refused.append(event)
        return True

    def is_refused(self, event: int) -> bool:
        """Tell whether anything from `event` to its close was refused."""
        refused = self._sorted_refused
        at = bisect_left(refused, event)
        return at < len(refused) and refused[at] <= self.closes.get(event, event)

    @cached_property
    def _sorted_refused(self) -> list[int]:
        return sorted(self._refused)

    def children(self, event: int, stop: int | None = None) -> Iterator[int]:
        """Yield the events of the nodes directly inside the container that opens at `event`, up to `stop`.

        A text has none.
        """
        closes = self.closes
        stop = closes.get(event, event) if stop is None else stop
        event += 1
        while event < stop:
            yield event
            event = closes.get(event, event) + 1


class Node:
    """One node of a document, found by its event."""

    __slots__ = ("document", "event")

    def __init__(self, document: Document, event: int) -> None:
        self.document = document
        self.event = event

    @property
    def plain(self) -> Plain:
        """The node as text, lists and dicts; the last of equal keys counts."""
        value = self.document.values[self.event]
        assert value is not None
        return value

    @property
    def kind(self) -> Kind:
        value = self.plain
        return "text" if isinstance(value, str) else "list" if isinstance(value, list) else "mapping"

    @property
    def text(self) -> str:
        """The text of a scalar; empty for a container."""
        value = self.plain
        return value if isinstance(value, str) else ""

    @property
    def start(self) -> int:
        return self.document.bounds(self.event)[0]

    @property
    def end(self) -> int:
        return self.document.bounds(self.event)[1]

    @property
    def style(self) -> str:
        """The character that a quoted, block or flow node starts with; else an empty text."""
        first = self.document.text[self.start : self.start + 1]
        if self.kind == "text" and self.end == self.start:
            return ""
        expected = {"text": "\"'|>", "list": "[", "mapping": "{"}[self.kind]
        return first if first and first in expected else ""

    @property
    def span(self) -> Span:
        """Where the node stands: block nodes by their first line, since their end is only known roughly."""
        document = self.document
        start = self.start
        if self.kind == "text" and self.style not in {"|", ">"}:
            return document.lines.span(start, self.end)
        if self.style in {"[", "{"}:
            return document.lines.span(start, document.bounds(document.closes[self.event])[1])
        line = document.text[start : document.lines.end(start)]
        return document.lines.span(start, start + len(line.rstrip()))

    @property
    def item_line(self) -> int:
        """The line of the dash that makes the node an item of a list; its own first line where there is none."""
        lines = self.document.lines
        line = first = lines.place(self.start)[0]
        while not _DASH.match(row := lines[line]):
            if line == 1 or (line < first and row.strip() and not row.lstrip().startswith("#")):
                return first
            line -= 1
        return line

    def items(self) -> Iterator[Node]:
        """Yield the nodes of a list; nothing for another kind."""
        if isinstance(self.plain, list):
            for event in self.document.children(self.event):
                yield Node(self.document, event)

    def pairs(self) -> Iterator[tuple[Node, Node]]:
        """Yield the keys and values of a mapping; nothing for another kind."""
        if isinstance(self.plain, dict):
            events = self.document.children(self.event)
            for key, value in zip(events, events, strict=True):
                yield Node(self.document, key), Node(self.document, value)

    def fields(self) -> dict[str, tuple[Node, Node]]:
        """Return the key and value nodes of a mapping by name, as a field is known; the first of equal keys counts."""
        found: dict[str, tuple[Node, Node]] = {}
        for key, value in self.pairs():
            found.setdefault(tidy_text(key.text), (key, value))
        return found
