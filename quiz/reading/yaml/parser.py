"""Hardened YAML: the bytes of a file as a document, whose scalars are text.

One pass over the parser's events builds plain data; the document finds places when somebody asks. Anchors,
aliases, merge keys and tags are refused, nesting and size are bounded: no file makes the reading slow or endless.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from quiz.diagnostics.findings import Related, finding
from quiz.reading.yaml.comments import report_cut_texts
from quiz.reading.yaml.decode import decode, is_parsable
from quiz.reading.yaml.document import Document
from quiz.reading.yaml.indentation import report_joined, report_uneven
from quiz.reading.yaml.libyaml import open_parser
from quiz.reading.yaml.limits import MAX_DEPTH, second_document, too_deep
from quiz.reading.yaml.quoting import special_start
from quiz.reading.yaml.swallowed import report_swallowed
from quiz.text import shortened

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_EVENTS: Final = 2_000_000
MAX_LINES: Final = 4_000_000
_CHARACTERS: Final = frozenset({"Y030", "Y031", "Y032"})
"""The codes of what is told before a file is parsed."""


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
    _resume(document)
    _refuse_keys(document)
    if not document.values and not document.broken:
        document.broken = True
        document.diagnostics.append(
            finding("Y003", "The file is empty.", file, help="start with `id:`, `title:` and `questions:`")
        )
    if not document.broken:
        report_cut_texts(document)
        report_uneven(document)
        report_joined(document)
        report_swallowed(document)
    return document


def _parse(document: Document) -> None:
    import yaml

    parser = open_parser(document.parsed)
    try:
        _build(document, parser.get_event)
    except yaml.YAMLError as error:
        document.broken = True
        from quiz.reading.yaml.syntax_errors import explain_slip

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


def _resume(document: Document) -> None:
    """Parse a file in which a slip is found again, without the entries in which slips are."""
    if not document.broken and not (document.repeated and document.values and isinstance(document.values[0], dict)):
        return
    from quiz.reading.yaml.recovery import part_merged, recover

    recovery = recover(document) if document.broken else part_merged(document)
    if recovery is None:
        return
    before = document.copy()
    kept = [found for found in document.diagnostics if found.code in _CHARACTERS]
    document.restart(recovery.text, recovery.lost)
    document.diagnostics = [*kept, *recovery.slips]
    _parse(document)
    if document.broken or not document.values:
        document.__dict__.update(before)


def _refuse_document(document: Document, event: Any) -> None:
    start = event.start_mark.index
    document.diagnostics.append(second_document(document.file, document.lines, start))
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
    for opened, numbers in document.repeated_keys().items():
        if _refuse_merged(document, opened, numbers):
            continue
        firsts: dict[Any, int] = {}
        events = document.children(opened, document.closes.get(opened, len(document.values)))
        for event in events:
            if isinstance(document.values[event], str):  # a list or mapping as a key is told elsewhere
                firsts.setdefault(document.values[event], event)
            next(events, None)  # its value
        for number in numbers:
            first = firsts.get(document.values[number], number)
            is_merge = document.values[number] == "<<" and document.text[document.starts[number]] not in "\"'"
            if (is_merge or first != number) and not document.refuse_silently(number):
                _refuse_key(document, first, number, is_merge=is_merge)


def _refuse_merged(document: Document, opened: int, numbers: list[int]) -> bool:
    """Refuse an item that goes over into the next one, in one finding; tell whether it does."""
    from quiz.reading.yaml.recovery import is_merged, merged_finding

    if not is_merged(document, opened, numbers):
        return False
    if not document.refuse_silently(numbers[0]):
        document.diagnostics.append(merged_finding(document, opened, numbers[0]))
    return True


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
        f"The key `{shortened(str(key))}` stands twice in the same mapping, on lines {span.line} and {line}.",
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
