"""Slips around colons and dashes: a space that lacks, a tab, a colon that makes a key of a text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from quiz.diagnostics.findings import Edit
from quiz.reading.yaml.complaints import Meaning
from quiz.reading.yaml.placement import stray_finding
from quiz.reading.yaml.quoting import QUOTE_HELP, quoting
from quiz.text import indent_of

if TYPE_CHECKING:
    from quiz.diagnostics.findings import Diagnostic
    from quiz.reading.yaml.slip import Slip

_GLUED_KEY: Final = re.compile(r"^[ ]*(?:- +)?([A-Za-z_]+:)(?=[^\s:/])")
_GLUED_DASH: Final = re.compile(r"^[ ]*(-)(?=[^\s-])")
_LONG_KEY: Final = re.compile(r"^[ ]*(?:- +)*((?:(?!:[ \t]).){1024,}?):(?:[ \t]|$)")


def stray_tab(slip: Slip) -> Diagnostic | None:
    """Find a tab where only spaces may stand."""
    if slip.meaning is not Meaning.TAB and not slip.text.startswith("\t", slip.at):
        return None
    line = slip.line_of(slip.at)
    start = slip.lines.start(line)
    if match := re.match(r" *(?:- +)*-(\t+)(?=\S)", slip.lines[line]):
        fix = (Edit(slip.lines.span(start + match.start(1), start + match.end(1)), " "),)
        return slip.found(
            "Y015",
            "A tab follows the dash.",
            start + match.start(1),
            start + match.end(1),
            "write a space there",
            fix,
        )
    return slip.found("Y015", "A tab stands where only spaces may stand.", slip.at, slip.at + 1, "indent with spaces")


def tight_colon(slip: Slip) -> Diagnostic | None:
    """Find a colon in brackets without a space after it."""
    if slip.meaning is not Meaning.TIGHT:
        return None
    message = "A colon in brackets or braces needs a space after it."
    return slip.found("Y013", message, slip.at, slip.at + 1, "put one there, or put the text in quotes")


def glued_sign(slip: Slip) -> Diagnostic | None:
    """Find a colon behind the name of a field, or a dash, without a space after it."""
    lines = slip.suspects()
    if slip.meaning is Meaning.KEY:
        lines = list(dict.fromkeys((slip.line_of(slip.began), *lines)))
    for line in lines:
        content = slip.lines[line]
        if match := _GLUED_KEY.match(content):
            start = slip.lines.start(line) + match.start(1)
            word = match[1]
            message = f"`{word}` needs a space after the colon."
            return slip.found("Y013", message, start, start + len(word), f"write `{word} …`")
        if match := _GLUED_DASH.match(content):
            start = slip.lines.start(line) + match.start(1)
            return slip.found("Y013", "A dash needs a space after it.", start, start + 1, "write `- …`")
    return None


def colon_in_text(slip: Slip) -> Diagnostic | None:
    """Find a colon and a space in a text without quotes."""
    if slip.meaning is not Meaning.COLON:
        return None
    from quiz.reading.yaml.stray_lines import field_continued, unfolded_text

    line = slip.line_of(slip.at)
    if stray := unfolded_text(slip.lines, line):
        return stray_finding(slip, (stray,))
    start = slip.lines.start(line)
    before = slip.text[start : slip.at]
    if two := _two_fields(slip, start, before):
        return two
    if match := re.match(r"[ ]*(?:- +)*[^:#]+:[ \t]+(?=\S)", before):
        return slip.found(
            "Y017",
            "The text contains a colon and a space, which YAML takes for a key.",
            start + match.end(),
            slip.lines.end(slip.at),
            QUOTE_HELP,
            quoting(slip.text, slip.lines, start + match.end()),
        )
    if name := field_continued(slip.lines, line):
        message = f"The text of `{name}` goes on here, and contains a colon and a space."
        start += indent_of(slip.lines[line])
        help_ = f"write `{name}: >-`, and the whole text below it, indented"
        return slip.found("Y017", message, start, slip.lines.end(start), help_)
    return None


def _two_fields(slip: Slip, start: int, before: str) -> Diagnostic | None:
    """Find a second field on the line of a first one."""
    from quiz.reading.yaml.stray_lines import FIELD_NAMES

    match = re.fullmatch(r"[ ]*(?:- +)*([a-z_]+): +\S+( +)([a-z_]+)", before)
    if match is None or not {match[1], match[3]} <= FIELD_NAMES:
        return None
    message = f"`{match[3]}` stands on the line of `{match[1]}`."
    place = start + match.start(3)
    return slip.found("Y017", message, place, place + len(match[3]), "give each field a line of its own")


def long_key(slip: Slip) -> Diagnostic | None:
    """Find a text before a colon that is longer than a key may be."""
    for line in dict.fromkeys((slip.line_of(slip.at), slip.line_of(slip.began))):
        if match := _LONG_KEY.match(slip.lines[line]):
            start, end = (slip.lines.start(line) + place for place in match.span(1))
            message = "The text before the colon is too long: YAML takes at most 1,024 characters for a key."
            return slip.found("Y010", message, start, end, "shorten it")
    return None
