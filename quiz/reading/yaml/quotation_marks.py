"""Slips of quotation marks: texts that open with one and do not close, and what stands in them or behind."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from quiz.diagnostics.findings import Edit
from quiz.reading.yaml.slip import LOOK_BACK

if TYPE_CHECKING:
    from quiz.diagnostics.findings import Diagnostic
    from quiz.reading.yaml.slip import Slip

_OPENS: Final = r"^[ ]*(?:- +)*(?:[^\s\"'\[{#:][^\"'#:]*:[ \t]+)?"
_QUOTED_VALUE: Final = re.compile(_OPENS + r"([\"'])")


def stray_quote(slip: Slip) -> Diagnostic | None:
    """Find a quoted text that ends before its line does: a quote inside it, or one lost lines above."""
    noticed = slip.line_of(slip.at)
    for line in range(noticed, max(0, noticed - LOOK_BACK), -1):
        match = _QUOTED_VALUE.match(slip.lines[line])
        if not match:
            continue
        start = slip.lines.start(line) + match.start(1)
        end = _closing_quote(slip.text, start)
        if end is None:
            return unclosed_quote(slip, start)
        rest = slip.text[end : slip.lines.end(end)].strip()
        if rest in {",", ";"}:
            return _comma(slip, end)
        if not rest or rest[0] in "#:,]}":
            if line < noticed:
                return None
            continue
        if slip.line_of(end) > line:
            return unclosed_quote(slip, start)
        mark = slip.text[start]
        other = "double each ' inside it: ''" if mark == "'" else r"write each quotation mark inside it as \" "
        return slip.found(
            "Y034",
            f"The text ends at the second {mark}, but the line goes on.",
            end - 1,
            slip.lines.end(end),
            f"put the whole text in quotes, and {other}".rstrip(),
        )
    return None


def unclosed_quote(slip: Slip, start: int) -> Diagnostic:
    """Return the finding for a text that opens with the quotation mark at `start`, and does not close."""
    mark = slip.text[start : start + 1]
    return slip.found(
        "Y011",
        f"A text opens with {mark} and is never closed.",
        start,
        slip.lines.end(start),
        f"add {mark} at the end of the text",
    )


def _comma(slip: Slip, end: int) -> Diagnostic:
    """Return the finding for a sign that parts values in other formats, behind a quoted one that ends at `end`."""
    stop = end + len(slip.text[end : slip.lines.end(end)].rstrip())
    mark = slip.text[stop - 1]
    message = f"A `{mark}` follows the closing quotation mark."
    fix = (Edit(slip.lines.span(end, stop), ""),)
    return slip.found("Y034", message, stop - 1, stop, f"remove the `{mark}`", fix)


def unknown_escape(slip: Slip) -> Diagnostic:
    """Return the finding for a backslash that means nothing."""
    at = slip.text.rfind("\\", 0, slip.at + 1)
    at = slip.at if at < 0 else at
    return slip.found(
        "Y016",
        "A backslash in double quotes means something special, and this one means nothing.",
        at,
        at + 2,
        r"use single quotes ('…'), or write the backslash twice: \\",
    )


def _closing_quote(text: str, start: int) -> int | None:
    """Return the index after the quote that closes the one at `start`."""
    pattern = r'"(?:[^"\\]|\\.)*"' if text[start] == '"' else r"'(?:[^']|'')*'"
    match = re.compile(pattern, re.DOTALL).match(text, start)
    return match.end() if match else None
