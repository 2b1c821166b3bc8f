"""Output of findings: code frames, one line each, plain records, or annotations of a workflow."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from quiz.diagnostics.codes import Severity
from quiz.diagnostics.lines import WHOLE_FILE, Lines, Span
from quiz.text import clean, clean_line, columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from quiz.diagnostics.findings import Diagnostic, Edit, Related

CONTEXT: Final = 2
"""Lines shown above and below the one that is meant."""

WIDTH: Final = 110
"""Columns of a line that are shown; a longer one is cut around what is meant."""

_LONGEST_FIX: Final = 10
"""Lines of a fix beyond this number are not shown."""

_COLOURS: Final = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.HINT: "36"}
_CUT: Final = "…"


def full(diagnostics: Iterable[Diagnostic], texts: Mapping[str, str], *, colour: bool = False) -> str:
    """Return code frames: message, the lines around it, and remedy. `texts` are the files by name."""
    lines = {file: Lines(text) for file, text in texts.items()}
    return "\n\n".join(_frame(diagnostic, lines.get(diagnostic.file), _Paint(colour)) for diagnostic in diagnostics)


def concise(diagnostics: Iterable[Diagnostic]) -> str:
    """Return one line for each finding: `path:line:column: CODE message`, with `[*]` where it can be fixed."""
    return "\n".join(
        f"{_place(diagnostic.file, diagnostic.span)}: {diagnostic.code} {'[*] ' if diagnostic.fix else ''}"
        f"{clean_line(diagnostic.message)}"
        for diagnostic in diagnostics
    )


_LEVELS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "notice"}


def github(diagnostics: Iterable[Diagnostic]) -> str:
    """Return the findings as annotations of GitHub's workflows, the gravest first: few of many are shown."""
    ranked = sorted(diagnostics, key=lambda diagnostic: list(_LEVELS).index(diagnostic.severity))
    return "\n".join(map(_annotation, ranked))


def _annotation(diagnostic: Diagnostic) -> str:
    span = diagnostic.span
    fields = {
        "title": f"{diagnostic.code} {diagnostic.name}",
        "file": clean(diagnostic.file),
        "line": str(span.line),
        "col": str(span.column),
        "endLine": str(span.end_line),
        "endColumn": str(span.end_column),
    }
    listed = ",".join(
        f"{name}={_escaped(text).replace(':', '%3A').replace(',', '%2C')}" for name, text in fields.items()
    )
    text = f"{diagnostic.message} ({diagnostic.help})" if diagnostic.help else diagnostic.message
    return f"::{_LEVELS[diagnostic.severity]} {listed}::{_escaped(clean_line(text))}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def records(diagnostics: Iterable[Diagnostic]) -> list[dict[str, Any]]:
    """Return the findings as they are written in JSON. Keys are only ever added."""
    return [
        {
            "code": diagnostic.code,
            "name": diagnostic.name,
            "severity": str(diagnostic.severity),
            "message": diagnostic.message,
            "file": diagnostic.file,
            "line": diagnostic.span.line,
            "column": diagnostic.span.column,
            "end_line": diagnostic.span.end_line,
            "end_column": diagnostic.span.end_column,
            "help": diagnostic.help,
            "fix": [
                {
                    "line": edit.span.line,
                    "column": edit.span.column,
                    "end_line": edit.span.end_line,
                    "end_column": edit.span.end_column,
                    "text": edit.text,
                }
                for edit in diagnostic.fix
            ],
        }
        for diagnostic in diagnostics
    ]


class _Paint:
    def __init__(self, colour: bool) -> None:
        self._colour = colour

    def __call__(self, text: str, style: str) -> str:
        return f"\x1b[{style}m{text}\x1b[0m" if self._colour and text else text


def _place(file: str, span: Span) -> str:
    # Spaces in a file name are kept: it should be possible to copy it.
    return f"{clean(file).replace(chr(10), '␊')}:{span.line}:{span.column}"


def _frame(diagnostic: Diagnostic, lines: Lines | None, paint: _Paint) -> str:
    style = _COLOURS[diagnostic.severity]
    head = paint(f"{diagnostic.severity}[{diagnostic.code}]", f"1;{style}")
    rows = [f"{head} {diagnostic.name}: {clean_line(diagnostic.message)}"]
    span = diagnostic.span
    shown = _shown_lines(lines, span)
    margin = len(str(shown[-1])) if shown else 1
    rows.append(f"{' ' * margin}{paint('-->', '34')} {_place(diagnostic.file, span)}")
    if lines is not None and shown:
        rows += _code(lines, shown, span, paint, style)
    bar = " " * margin + paint(" = ", "34")
    rows += [f"{bar}{_related(related, diagnostic.file)}" for related in diagnostic.related]
    if diagnostic.help:
        rows.append(f"{bar}{paint('help:', '1')} {clean_line(diagnostic.help)}")
    if lines is not None and diagnostic.fix:
        rows += _fix(lines, diagnostic.fix, margin, paint)
    return "\n".join(rows)


def _fix(lines: Lines, edits: Sequence[Edit], margin: int, paint: _Paint) -> list[str]:
    """Return the lines that a fix takes away and those that it puts there."""
    first, last = min(edit.span.line for edit in edits), max(edit.span.end_line for edit in edits)
    if last > len(lines) or last - first >= _LONGEST_FIX:
        return []
    before = [lines[number] for number in range(first, last + 1)]
    text = "\n".join(before)
    places = Lines(text)
    for edit in sorted(edits, key=lambda edit: edit.span, reverse=True):
        span = edit.span
        start = places.index(span.line - first + 1, span.column)
        end = places.index(span.end_line - first + 1, span.end_column)
        text = text[:start] + edit.text + text[end:]
    after = re.split(r"\r\n|\r|\n", text)
    return [
        f"{sign:>{margin}} {paint('|', '34')} {paint(_cut(_cells(line[: 2 * WIDTH]), 0), style)}".rstrip()
        for sign, style, shown in (("-", "31", before), ("+", "32", after))
        for line in shown
    ]


def _related(related: Related, file: str) -> str:
    label = clean_line(related.label)
    if related.file == file:
        return f"{label}: line {related.span.line}, column {related.span.column}"
    return f"{label}: {_place(related.file, related.span)}"


def _shown_lines(lines: Lines | None, span: Span) -> Sequence[int]:
    if lines is None or span == WHOLE_FILE or span.line > len(lines):
        return ()
    last = min(len(lines), span.line + CONTEXT)
    if last > span.line and not lines[last]:
        last -= 1
    return range(max(1, span.line - CONTEXT), last + 1)


class _Cell(NamedTuple):
    """One character of a file as shown, and its width in columns."""

    text: str
    width: int


def _code(lines: Lines, shown: Sequence[int], span: Span, paint: _Paint, style: str) -> list[str]:
    margin = len(str(shown[-1]))
    # A line may have millions of characters; only those near what is meant are looked at.
    window = slice(max(0, span.column - 2 * WIDTH), span.column + 2 * WIDTH)
    cells = _cells(lines[span.line][window])
    start = span.column - 1 - window.start
    end = span.end_column - 1 - window.start if span.end_line == span.line else len(cells)
    end = max(end, start + 1)
    skipped = _skipped(cells, start, end)
    bar = paint("|", "34")
    empty = f"{' ' * margin} {bar}"
    rows = [empty]
    for number in shown:
        code = _cut(cells if number == span.line else _cells(lines[number][window]), skipped)
        rows.append(f"{paint(str(number).rjust(margin), '34')} {bar} {code}".rstrip())
        if number == span.line:
            lead = _width(cells[:start]) - skipped
            carets = max(1, min(_width(cells[start:end]), WIDTH - lead))
            rows.append(f"{empty} {' ' * lead}{paint('^' * carets, f'1;{style}')}")
    rows.append(empty)
    return rows


def _cells(line: str) -> list[_Cell]:
    return [_Cell(shown, columns(shown)) for shown in map(clean, line)]


def _width(cells: Sequence[_Cell]) -> int:
    return sum(cell.width for cell in cells)


def _skipped(cells: Sequence[_Cell], start: int, end: int) -> int:
    """Return how many columns to leave out on the left, so that the start of the span is in view."""
    lead = _width(cells[:start])
    if lead + min(_width(cells[start:end]), WIDTH // 2) <= WIDTH:
        return 0
    return lead - WIDTH // 4


def _cut(cells: Sequence[_Cell], skipped: int) -> str:
    """Return the part of a line that is shown, with an ellipsis where something was cut."""
    shown = ""
    column = 0
    for cell in cells:
        before, column = column, column + cell.width
        if column <= skipped:
            continue
        if before < skipped:
            shown += " " * (column - skipped)
        elif column - skipped > WIDTH:
            return f"{shown}{_CUT}"
        else:
            shown += cell.text
    return f"{_CUT}{shown[1:]}" if skipped and shown else shown
