"""Goes on after a slip of YAML: the question in which it was made is left out, and the others are read.

The entries of a bank's lists start at lines that can be told without YAML, `  - id: …`. Where the file as a whole
cannot be parsed, each entry is parsed alone, and those that fail are told of and blanked: the text keeps its length, so
that all else stands where it stood.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from msgspec.structs import replace

from quiz.diagnostics.findings import Diagnostic, Edit, Related, finding
from quiz.diagnostics.lines import Span
from quiz.reading.yaml.libyaml import open_parser
from quiz.reading.yaml.limits import MAX_DEPTH, second_document, too_deep
from quiz.reading.yaml.syntax_errors import explain_slip
from quiz.text import indent_of, shortened

if TYPE_CHECKING:
    from quiz.diagnostics.lines import Lines
    from quiz.reading.yaml.document import Document

_ENTRY: Final = re.compile(r"( *)- +id *:(?= |$)")
_NEARLY: Final = re.compile(r"( *)([-–—•*+])[ \t\u00a0]*([A-Za-z_][\w-]*) *[:：=;]")
_TOP: Final = re.compile(r"[A-Za-z_][\w-]*:(?: |$)|```|~~~")
_BLANKED: Final = re.compile(r"[^\r\n]")
_HEAD_LINES: Final = 5
"""How many lines above the first question may be left out."""


_MANY: Final = 3
"""So many fields that stand twice are those of two items."""

_BESIDE: Final = 3
"""How far after the opening of a mapping the key stands that follows its first field."""


class Recovery(NamedTuple):
    """What can be read of a file: its text with spaces where it cannot, why not, and the lines that were left out."""

    text: str
    slips: tuple[Diagnostic, ...]
    lost: tuple[range, ...]


class _Part(NamedTuple):
    """An entry of a list, or what stands between: its lines, and whether it is an entry."""

    lines: range
    is_entry: bool


def recover(document: Document) -> Recovery | None:
    """Return what can be read of a file that cannot be parsed as a whole; None where nothing can."""
    lines, text, file = document.lines, document.text, document.file
    depth = _depth(lines)
    parts = _parts(lines, depth)
    if not any(part.is_entry and _ENTRY.match(lines[part.lines.start]) for part in parts):
        return None
    slips: list[Diagnostic] = []
    lost: list[range] = []
    for part in parts:
        start, stop = lines.start(part.lines.start), _stop(lines, part, text)
        slip = _slip(file, text, lines, start, stop) or _fence(file, lines, part)
        if part.is_entry:
            if slip is None and indent_of(lines[part.lines.start]) != depth:
                slip = _out_of_line(file, lines, part.lines.start)
            if slip is not None:
                lost.append(part.lines)
                slips.append(slip)
        elif slip is not None:
            if not (left_out := _without(file, text, lines, part, slip)):
                return None
            lost += [range(line, line + 1) for line in left_out]
            slips.append(slip)
    return Recovery(_blanked(text, lines, lost), _without_pairs(slips), tuple(lost)) if lost else None


def _fence(file: str, lines: Lines, part: _Part) -> Diagnostic | None:
    """Return the finding for a part that starts with a fence which YAML would take for a text."""
    number = part.lines.start
    if not lines[number].startswith("~~~"):
        return None
    start = lines.start(number)
    span = lines.span(start, start + len(lines[number]))
    whole = Span(number, 1, number + 1, 1) if number < len(lines) else span
    message = "A fence of Markdown is no part of a bank."
    return finding("Y014", message, file, span, help="remove the line", fix=(Edit(whole, ""),))


def _without_pairs(slips: list[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Leave out the second of two fences: it is one slip with the first, whose fix mends both."""
    fences = [slip for slip in slips if "fence" in slip.message]
    if not fences:
        return tuple(slips)
    first = replace(fences[0], fix=tuple(edit for slip in fences for edit in slip.fix))
    return (first, *(slip for slip in slips if slip not in fences))


def part_merged(document: Document) -> Recovery | None:
    """Return what can be read of a file in which entries run into one another; None where none do.

    What stands from the first field that is there already is left out: it belongs to the next entry.
    """
    lines = document.lines
    slips: list[Diagnostic] = []
    lost: list[range] = []
    entries = {
        entry for event in document.children(0) if _is_list(document, event) for entry in document.children(event)
    }
    for opened, keys in document.repeated_keys().items():
        if opened not in entries or not is_merged(document, opened, keys) or keys[0] <= opened + _BESIDE:
            continue
        slips.append(merged_finding(document, opened, keys[0]))
        after = document.starts[document.closes[opened]]
        stop = lines.place(after)[0] if after < len(document.text) else len(lines) + 1
        lost.append(range(lines.place(document.starts[keys[0]])[0], stop))
    return Recovery(_blanked(document.text, lines, lost), tuple(slips), tuple(lost)) if lost else None


def _is_list(document: Document, event: int) -> bool:
    return isinstance(document.values[event], list)


def is_merged(document: Document, opened: int, keys: list[int]) -> bool:
    """Tell whether an item in which `keys` stand again goes over into the next: from its first field, or in many."""
    start = document.starts[opened]
    before = document.text[document.lines.start(document.lines.place(start)[0]) : start]
    if not before.strip(" ").startswith("-") or document.text[start] == "{" or document.values[keys[0]] == "<<":
        return False
    return document.values[keys[0]] == document.values[opened + 1] or len(keys) >= _MANY


def merged_finding(document: Document, opened: int, key: int) -> Diagnostic:
    """Return the finding for a mapping that goes over into the next one at this key."""
    name = shortened(str(document.values[key]))
    start, end = document.starts[key], document.ends[key]
    related: tuple[Related, ...] = ()
    fix: tuple[Edit, ...] = ()
    if document.values[key] == document.values[opened + 1]:
        message = f"`{name}` stands again: the next item starts here, and its dash is missing."
        help_ = f"write `- {name}: …`"
        related = (Related("first here", document.file, document.lines.span(*document.bounds(opened + 1))),)
        if document.text[start - 2 : start] == "  ":
            fix = (Edit(document.lines.span(start - 2, start), "- "),)
    else:
        message = f"`{name}` stands again: the next item starts here, and its line `- id: …` is missing."
        help_ = "write `- id: …` above it"
    return finding(
        "Y027", message, document.file, document.lines.span(start, end), help=help_, related=related, fix=fix
    )


def _parts(lines: Lines, depth: int) -> list[_Part]:
    """Return the parts of a file, in order: what stands above the first entry, entries, other fields of the bank."""
    starts: dict[int, bool] = {1: False}
    in_list = False
    for number in range(1, len(lines) + 1):
        row = lines[number]
        if _TOP.match(row):
            if in_list or not depth:
                starts[number] = False
            in_list = False
        elif (match := _NEARLY.match(row)) and _starts_entry(match, depth):
            starts[number] = in_list = True
    numbers = sorted(starts)
    ends = [*numbers[1:], len(lines) + 1]
    return [_Part(range(start, end), starts[start]) for start, end in zip(numbers, ends, strict=True)]


def _starts_entry(match: re.Match[str], depth: int) -> bool:
    indent = len(match[1])
    return abs(indent - depth) <= 1 if match[3] == "id" else indent == depth and match[2] == "-"


def _depth(lines: Lines) -> int:
    """Return how far most entries are indented."""
    depths = Counter(len(match[1]) for number in range(1, len(lines) + 1) if (match := _ENTRY.match(lines[number])))
    return depths.most_common(1)[0][0] if depths else 0


def _stop(lines: Lines, part: _Part, text: str) -> int:
    return lines.start(part.lines.stop) if part.lines.stop <= len(lines) else len(text)


def _slip(file: str, text: str, lines: Lines, start: int, stop: int) -> Diagnostic | None:
    """Return why a part of a text cannot be parsed."""
    import yaml

    parser = open_parser(text[start:stop])
    depth = documents = 0
    try:
        while (event := parser.get_event()) is not None:
            name = event.__class__.__name__
            if name in {"SequenceStartEvent", "MappingStartEvent"}:
                depth += 1
            elif name in {"SequenceEndEvent", "MappingEndEvent"}:
                depth -= 1
            elif name == "DocumentStartEvent":
                documents += 1
            if depth > MAX_DEPTH or documents > 1:
                return _refused(file, lines, start + event.start_mark.index, is_deep=depth > MAX_DEPTH)
    except yaml.YAMLError as error:
        return explain_slip(file, text[:stop], lines, error, start)
    finally:
        parser.dispose()
    return None


def _refused(file: str, lines: Lines, start: int, *, is_deep: bool) -> Diagnostic:
    return too_deep(file, lines, start) if is_deep else second_document(file, lines, start)


def _out_of_line(file: str, lines: Lines, number: int) -> Diagnostic:
    row = lines[number]
    start = lines.start(number)
    span = lines.span(start + indent_of(row), start + len(row.rstrip()))
    help_ = "give the dashes of all questions the same number of spaces"
    return finding("Y014", "This question is not in line with the others.", file, span, help=help_)


def _without(file: str, text: str, lines: Lines, part: _Part, slip: Diagnostic) -> list[int]:
    """Return the lines to leave out of a part that is no entry, so that it can be parsed; none where none will do."""
    left_out: list[int] = []
    start = lines.start(part.lines.start)
    found: Diagnostic | None = slip
    while found is not None and found.span.line in part.lines and found.span.line not in left_out:
        if len(left_out) == _HEAD_LINES:
            return []
        left_out.append(found.span.line)
        blanked = _blanked(text, lines, [range(line, line + 1) for line in left_out])
        found = _slip(file, blanked, lines, start, _stop(lines, part, text))
    return left_out if found is None else []


def _blanked(text: str, lines: Lines, lost: list[range]) -> str:
    """Return a text with spaces in these lines, each break kept."""
    pieces: list[str] = []
    done = 0
    for part in sorted(lost, key=lambda one: one.start):
        start = lines.start(part.start)
        stop = lines.start(part.stop) if part.stop <= len(lines) else len(text)
        pieces += (text[done:start], _BLANKED.sub(" ", text[start:stop]))
        done = stop
    return "".join((*pieces, text[done:]))
