"""Hardened YAML: the bytes of a file as nodes whose scalars are text and whose places are exact.

One pass over the parser's events builds plain data; where each event stands is looked up when somebody asks. Anchors,
aliases, merge keys and tags are refused, nesting and size are bounded: no file makes the reading slow or endless.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from quiz.diagnostics.findings import Diagnostic, Lines, Related, Span, finding, quoted
from quiz.reading.normalize import tidy_text
from quiz.reading.yaml.decode import decode, is_parsable
from quiz.reading.yaml.indentation import report_uneven
from quiz.reading.yaml.libyaml import open_parser
from quiz.reading.yaml.syntax_errors import MAX_DEPTH, explain_slip, special_start, too_deep

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_DASH: Final = re.compile(r" *-(?:\s|$)")
MAX_EVENTS: Final = 2_000_000
_ENVELOPES: Final = frozenset({"StreamStartEvent", "DocumentStartEvent", "DocumentEndEvent", "StreamEndEvent"})
MAX_LINES: Final = 4_000_000
MAX_COMMENTS: Final = 100_000
MAX_FAULTS: Final = 100
"""Refused anchors, aliases and tags beyond this number add nothing to what the author knows."""

Plain: TypeAlias = "str | list[Any] | dict[str, Any]"
Kind: TypeAlias = Literal["text", "list", "mapping"]


class Document:
    """A parsed file.

    `values` has one entry for each event from the first node on: a scalar's text, a container where it opens and `None`
    where it closes; `starts` and `ends` run in parallel to it. `closes` maps the opening of a container to its close,
    `repeated` lists mappings with a key that they already have, or a merge key. `broken` says that the parser gave up.
    """

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text
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
        return self._places[0]

    @property
    def ends(self) -> array[int]:
        """The index in `text` at which each event ends."""
        return self._places[1]

    @cached_property
    def _places(self) -> tuple[array[int], array[int]]:
        # Few files need places, and only they pay for a second pass.
        starts, ends = array("I"), array("I")
        left = len(self.values)
        parser = open_parser(self.text)
        try:
            while left:
                event = parser.get_event()
                if event.__class__.__name__ not in _ENVELOPES:
                    starts.append(event.start_mark.index)
                    ends.append(event.end_mark.index)
                    left -= 1
        finally:
            parser.dispose()
        return starts, ends

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
        """Yield the events of the nodes directly inside the container that opens at `event`, up to `stop`."""
        closes = self.closes
        stop = closes[event] if stop is None else stop
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
        return self.document.starts[self.event]

    @property
    def style(self) -> str:
        """The character that a quoted, block or flow node starts with; else an empty text."""
        first = self.document.text[self.start : self.start + 1]
        if self.kind == "text" and self.document.ends[self.event] == self.start:
            return ""
        expected = {"text": "\"'|>", "list": "[", "mapping": "{"}[self.kind]
        return first if first and first in expected else ""

    @property
    def span(self) -> Span:
        """Where the node stands: block nodes by their first line, since their end is only known roughly."""
        document = self.document
        start = self.start
        if self.kind == "text" and self.style not in {"|", ">"}:
            return document.lines.span(start, document.ends[self.event])
        if self.style in {"[", "{"}:
            return document.lines.span(start, document.ends[document.closes[self.event]])
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


def read_nodes(data: bytes, file: str) -> Document:
    """Parse the bytes of a file. What is wrong with it stands in the document's `diagnostics`."""
    text, diagnostics = decode(data, file)
    document = Document(file, text or "")
    document.diagnostics += diagnostics
    if text is None or not is_parsable(diagnostics):
        document.broken = True
        return document
    if text.count("\n") + text.count("\r") > MAX_LINES:
        document.broken = True
        message = f"The file has more than {MAX_LINES:,} lines."
        document.diagnostics.append(finding("Y022", message, file, help="split it into several"))
        return document
    _parse(document)
    _refuse_keys(document)
    if not document.values and not document.broken:
        document.broken = True
        document.diagnostics.append(
            finding("Y003", "The file is empty.", file, help="start with `id:`, `title:` and `questions:`")
        )
    if not document.broken:
        _report_cut_texts(document)
        report_uneven(document)
    return document


def _parse(document: Document) -> None:
    import yaml

    parser = open_parser(document.text)
    try:
        _build(document, parser.get_event)
    except yaml.YAMLError as error:
        document.broken = True
        slip = explain_slip(document.file, document.text, document.lines, error)
        # What was refused on the same line is the same slip, told better.
        if all(found.span.line != slip.span.line for found in document.diagnostics):
            document.diagnostics.append(slip)
    finally:
        parser.dispose()


def _build(document: Document, get_event: Callable[[], Any]) -> None:  # noqa: PLR0915 - the hot loop, kept flat
    from yaml import events as kinds

    scalar, sequence, mapping = kinds.ScalarEvent, kinds.SequenceStartEvent, kinds.MappingStartEvent
    sequence_end, mapping_end = kinds.SequenceEndEvent, kinds.MappingEndEvent
    values, closes = document.values, document.closes
    add = values.append
    stack: list[tuple[Any, str | None, int]] = []
    container: Any = None  # the open list or mapping
    in_mapping = False
    key: str | None = None  # the key whose value comes next
    opened = -1  # the event that opened the container
    number = -1
    started = False
    value: Any
    while (event := get_event()) is not None:
        if number >= MAX_EVENTS:
            _give_up(document, event, deep=False)
            return
        kind = event.__class__
        if kind is scalar:
            number += 1
            value = event.value
            add(value)
            if event.tag is not None or event.anchor is not None:
                _refuse_properties(document, number, event)
            if in_mapping:
                if key is None:
                    key = value
                    if key in container or key == "<<":
                        document.repeated.append((opened, number))
                else:
                    container[key] = value
                    key = None
            elif container is not None:
                container.append(value)
        elif kind is mapping or kind is sequence:
            number += 1
            value = {} if kind is mapping else []
            add(value)
            if event.tag is not None or event.anchor is not None:
                _refuse_properties(document, number, event)
            if len(stack) >= MAX_DEPTH:
                _give_up(document, event, deep=True)
                return
            if in_mapping and key is None:
                _refuse_complex_key(document, number, event)
                stack.append((container, "", opened))  # its value is read and lost
            else:
                if in_mapping:
                    container[key] = value
                elif container is not None:
                    container.append(value)
                stack.append((container, None, opened))
            container, key, opened = value, None, number
            in_mapping = kind is mapping
        elif kind is mapping_end or kind is sequence_end:
            number += 1
            add(None)
            closes[opened] = number
            container, key, opened = stack.pop()
            in_mapping = container.__class__ is dict
        elif kind is kinds.AliasEvent:
            number += 1
            add("")
            _refuse_alias(document, number, event)
            if in_mapping:
                if key is None:
                    key = ""
                else:
                    container[key] = ""
                    key = None
            elif container is not None:
                container.append("")
        elif kind is kinds.DocumentStartEvent:
            if started:
                _refuse_document(document, event)
                return
            started = True


def _refuse_document(document: Document, event: Any) -> None:
    start = event.start_mark.index
    document.report(
        "Y020",
        "A second document starts here; a bank is one document.",
        start,
        document.lines.end(start),
        help="remove the line `---`, or put what follows into a file of its own",
    )
    document.broken = True


def _give_up(document: Document, event: Any, *, deep: bool) -> None:
    start = event.start_mark.index
    if deep:
        document.diagnostics.append(too_deep(document.file, document.lines, start))
    else:
        message = f"The file has more than {MAX_EVENTS:,} parts."
        document.report("Y022", message, start, start + 1, help="split it into several")
    document.broken = True


def _refuse_properties(document: Document, number: int, event: Any) -> None:
    if document.refuse_silently(number):
        return
    start = event.start_mark.index
    word = re.compile(r"\S*").match(document.text, start)
    end = word.end() if word else start
    quoting = special_start(document.text, document.lines, start)
    if event.tag is not None:
        message = "A value with a tag (`!…`) is not taken."
        document.refuse("Y026", number, message, start, end, help=quoting)
    if event.anchor is not None:
        message = "A value with an anchor (`&…`) is not taken."
        document.refuse("Y023", number, message, start, end, help=quoting)


def _refuse_alias(document: Document, number: int, event: Any) -> None:
    if document.refuse_silently(number):
        return
    start = event.start_mark.index
    message = "A value that starts with `*` is an alias, which is not taken."
    help_ = special_start(document.text, document.lines, start)
    document.refuse("Y024", number, message, start, event.end_mark.index, help=help_)


def _refuse_keys(document: Document) -> None:
    firsts: dict[int, dict[Any, int]] = {}
    for opened, number in document.repeated:
        if opened not in firsts:
            firsts[opened] = {}
            stop = document.closes.get(opened, len(document.values))
            events = document.children(opened, stop)
            for event in events:
                if isinstance(document.values[event], str):  # a list or mapping as a key is told elsewhere
                    firsts[opened].setdefault(document.values[event], event)
                next(events, None)  # its value
        first = firsts[opened].get(document.values[number], number)
        is_merge = document.values[number] == "<<" and document.text[document.starts[number]] not in "\"'"
        if (is_merge or first != number) and not document.refuse_silently(number):
            _refuse_key(document, first, number, is_merge=is_merge)


def _refuse_key(document: Document, first: int, number: int, *, is_merge: bool) -> None:
    key = document.values[number]
    start, end = document.starts[number], document.ends[number]
    if is_merge:
        document.refuse(
            "Y025", number, "A merge key (`<<`) is not taken.", start, end, help="write the fields out here"
        )
        return
    span = document.lines.span(document.starts[first], document.ends[first])
    line, _ = document.lines.place(start)
    document.refuse(
        "Y027",
        number,
        f"The key `{quoted(str(key))}` stands twice in the same mapping, on lines {span.line} and {line}.",
        start,
        end,
        help="remove one of the two or rename it",
        related=(Related("first here", document.file, span),),
    )


def _refuse_complex_key(document: Document, number: int, event: Any) -> None:
    if document.refuse_silently(number):
        return
    start = event.start_mark.index
    if document.text.startswith("{{", start - 1):
        document.refuse(
            "Y019",
            number,
            "The text starts with `{{`, which YAML takes for a mapping.",
            start - 1,
            document.lines.end(start),
            help="write `text: >-` and the text on the next line, indented",
        )
        return
    document.refuse(
        "Y028",
        number,
        "A list or a mapping stands where a key belongs.",
        start,
        start + 1,
        help='put a text that starts with a bracket or brace in quotes: "[…]"',
    )


def _report_cut_texts(document: Document) -> None:
    """Warn of ` #` after a text without quotes: the rest of the line is lost without a word."""
    text = document.text
    if " #" not in text and "\t#" not in text:
        return
    ends: dict[int, int] | None = None
    for match in islice(re.finditer(r"[ \t](#)[^\r\n]*", text), MAX_COMMENTS):
        if ends is None:
            ends = {
                document.ends[event]: event for event, value in enumerate(document.values) if isinstance(value, str)
            }
        before = match.start()
        while before and text[before - 1] in " \t":
            before -= 1
        event = ends.get(before)
        if event is None or Node(document, event).style:
            continue
        document.report(
            "Y033",
            f"`{quoted(match[0][1:])}` is a comment, not part of the text.",
            match.start(1),
            match.end(),
            help='put the whole text in quotes if it belongs to it: "…"; else give the comment a line of its own',
        )
