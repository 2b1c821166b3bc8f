"""Texts without quotes that begin with a sign which YAML keeps for itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from quiz.reading.yaml.complaints import Meaning
from quiz.reading.yaml.quoting import quoting, special_start

if TYPE_CHECKING:
    from quiz.diagnostics.findings import Diagnostic
    from quiz.reading.yaml.slip import Slip

_OPENS: Final = r"^[ ]*(?:- +)*(?:[^\s\"'\[{#:][^\"'#:]*:[ \t]+)?"
_BRACES_VALUE: Final = re.compile(_OPENS + r"(\{\{)")
_SPECIAL_VALUE: Final = re.compile(_OPENS + r"([*&!%@`|>\[{])")
_RESERVED: Final = frozenset("@`%?:,]}|>")


def braces_as_text(slip: Slip) -> Diagnostic | None:
    """Find a text that starts with a blank."""
    noticed = slip.line_of(slip.at)
    for line in slip.suspects():
        match = _BRACES_VALUE.match(slip.lines[line])
        # Prose may have a line that starts with a blank: only a value is a suspect when it is not this line.
        if match and (line == noticed or match[0][:-2].strip()):
            start = slip.lines.start(line) + match.start(1)
            return slip.found(
                "Y019",
                "The text starts with `{{`, which YAML takes for a mapping.",
                start,
                slip.lines.end(start),
                "write `text: >-` and the text on the next line, indented",
            )
    return None


def impossible_start(slip: Slip) -> Diagnostic | None:
    """Find the character that cannot start a text: where it was noticed, or where what it opens began."""
    if slip.meaning is Meaning.BLOCK:
        return _block(slip)
    if slip.meaning is not Meaning.START:
        return None
    if slip.text[slip.began : slip.began + 1] in {"&", "*", "!"}:
        return _reserved(slip, slip.began)
    return _reserved(slip, slip.at) if slip.text[slip.at : slip.at + 1] in _RESERVED else None


def _block(slip: Slip) -> Diagnostic:
    mark = slip.text[slip.began : slip.began + 1]
    quotes = special_start(slip.text, slip.lines, slip.began)
    return slip.found(
        "Y018",
        f"A text without quotes cannot start with `{mark}`.",
        slip.began,
        slip.began + 1,
        f"{quotes}; or end the line after `{mark}` and start the text on the next, indented",
    )


def _reserved(slip: Slip, at: int) -> Diagnostic:
    return slip.found(
        "Y018",
        f"A text without quotes cannot start with `{slip.text[at : at + 1]}`.",
        at,
        at + 1,
        special_start(slip.text, slip.lines, at),
        quoting(slip.text, slip.lines, at),
    )


def special_sign(slip: Slip) -> Diagnostic | None:
    """Find a text that starts with a sign of YAML on the line where it was noticed."""
    line = slip.line_of(slip.at)
    match = _SPECIAL_VALUE.match(slip.lines[line])
    if not match:
        return None
    start = slip.lines.start(line) + match.start(1)
    if start > slip.at or (match[1] in "[{" and slip.began == start) or match[1] in "|>":
        return None
    return _reserved(slip, start)
