"""Lines that stand where nothing of their kind can stand, and lines that are no field and no item."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from quiz.diagnostics.findings import Edit
from quiz.reading.yaml.complaints import MISPLACED, Meaning
from quiz.reading.yaml.slip import LOOK_BACK
from quiz.text import indent_of, shortened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quiz.diagnostics.findings import Diagnostic
    from quiz.reading.yaml.slip import Slip
    from quiz.reading.yaml.stray_lines import StrayLine

_KEY: Final = re.compile(r"^[ ]*(?:- +)*[^\s:#][^:#]*:(?:[ \t]|$)")
_BESIDE_TEXT: Final = re.compile(r" *(feedback|credit|text):(?: |$)")
_PLAIN_ITEM: Final = re.compile(r"( *)- +(?=[^\s\"'|>\[{&*!%@`#])(?!.*: )")


def rest_after_end(slip: Slip) -> Diagnostic | None:
    """Find what stands behind the end of the bank."""
    if slip.meaning is not Meaning.DOCUMENT or _odd_line_out(slip) != slip.line_of(slip.at):
        return None
    if (stray := stray_line(slip, certain=False)) and stray.span.line < slip.line_of(slip.at):
        return stray
    return slip.found(
        "Y010",
        "The bank ends above this line, and more follows.",
        slip.at,
        slip.lines.end(slip.at),
        "remove lines that start with `---`, `...` or `%`",
    )


def _odd_line_out(slip: Slip) -> int:
    """Of the line where it was noticed and the one above, the one whose indentation is rarer in the file."""
    line = slip.line_of(slip.at)
    while line > 1 and not slip.lines[line].strip():
        line -= 1
    above = next((number for number in range(line - 1, 0, -1) if slip.lines[number].strip()), line)
    depth, depth_above = indent_of(slip.lines[line]), indent_of(slip.lines[above])
    if 1 not in {abs(depth - depth_above), abs(depth - _inner_depth(slip, above))}:
        return line
    around = range(max(1, line - LOOK_BACK), min(len(slip.lines), line + LOOK_BACK) + 1)
    usual = Counter(indent_of(slip.lines[number]) for number in around)
    return above if usual[depth_above] < usual[depth] else line


def _inner_depth(slip: Slip, line: int) -> int:
    """The depth of what stands in an item of a list, after its dashes."""
    match = re.match(r"[ ]*(?:- +)*", slip.lines[line])
    return match.end() if match else 0


def stray_line(slip: Slip, *, certain: bool) -> Diagnostic | None:
    """Find a line that is no field and no item. `certain`: only one that no other slip explains, else only others."""
    if slip.meaning not in MISPLACED and slip.meaning not in {Meaning.START, Meaning.TAB}:
        return None
    from quiz.reading.yaml.stray_lines import stray_lines

    strays = stray_lines(slip.lines, slip.line_of(slip.at), LOOK_BACK)
    if not strays or strays[0].certain is not certain:
        return None
    return stray_finding(slip, strays)


def stray_finding(slip: Slip, strays: Sequence[StrayLine]) -> Diagnostic:
    """Return the finding for the first of several lines with the same slip; its fix mends them all."""
    first = strays[0]
    start = slip.lines.start(first.line)
    begin, end = start + min(first.column, max(first.end - 1, 0)), start + first.end
    fix = tuple(_replaced(slip, one) for one in strays if one.new is not None)
    fix = fix if len(fix) == len(strays) else ()
    return slip.found("Y014", first.message, begin, min(max(begin + 1, end), len(slip.text)), first.help, fix)


def _replaced(slip: Slip, stray: StrayLine) -> Edit:
    """Return the edit that writes what was meant; a line of which nothing is left goes with its break."""
    start = slip.lines.start(stray.line)
    if stray.new == "" and stray.line < len(slip.lines):
        return Edit(slip.lines.span(start, slip.lines.start(stray.line + 1)), "")
    return Edit(slip.lines.span(start + stray.column, start + stray.end), stray.new or "")


def misplaced_line(slip: Slip) -> Diagnostic:
    """Return the finding for a line that is not in line with what it belongs to."""
    if found := stray_line(slip, certain=False):
        return found
    line = _odd_line_out(slip)
    content = slip.lines[line]
    start = slip.lines.start(line) + len(content) - len(content.lstrip())
    end = max(start + 1, slip.lines.start(line) + len(content.rstrip()))
    if known := _misplaced_field(slip, line, content, start, end):
        return known
    if slip.meaning is Meaning.ITEMS:
        message, help_ = "A list cannot start on the line of its key.", "put each `- …` on a line of its own"
    elif not _KEY.match(content) and not content.lstrip().startswith("- "):
        message = "This line is neither a field (`name: …`) nor an item of a list (`- …`)."
        help_ = "if it belongs to the text above, indent it further than the field's name"
    else:
        message = "This line is not in line with what it belongs to."
        help_ = "give fields of one question, and items of one list, the same number of spaces"
    return slip.found("Y014", message, start, min(end, len(slip.text)), help_)


def _misplaced_field(slip: Slip, line: int, content: str, start: int, end: int) -> Diagnostic | None:
    """Find a field of a choice that has no `text`, and a question with no `questions:` above it."""
    above = next((number for number in range(line - 1, 0, -1) if slip.lines[number].strip()), 0)
    row = slip.lines[above] if above else ""
    depth = indent_of(content)
    if re.match(r" *- +id *:", content) and not row.rstrip().endswith(":") and indent_of(row) == 0 < len(row):
        fix = (Edit(slip.lines.span(slip.lines.start(line), slip.lines.start(line)), "questions:\n"),)
        return slip.found("Y014", "`questions:` is missing above this line.", start, end, "write it there", fix)
    if match := _BESIDE_TEXT.match(content):
        item = _PLAIN_ITEM.match(row)
        if item and depth == item.end():
            text = slip.lines.start(above) + item.end()
            message = f"`{match[1]}` belongs to a choice, whose own text is then called `text`."
            help_ = f"write `- text: {shortened(row[item.end() :].strip(), 40)}` on the line above"
            fix = (Edit(slip.lines.span(text, text), "text: "),)
            return slip.found("Y014", message, start, end, help_, fix)
        if row.lstrip().startswith("- ") or indent_of(row) > depth:
            message = f"`{match[1]}` stands in the list, not in one of its choices."
            help_ = f"write `- text: …` for the choice, and `{match[1]}: …` below `text`"
            return slip.found("Y014", message, start, end, help_)
    return None
