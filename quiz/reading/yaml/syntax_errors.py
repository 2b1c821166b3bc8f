"""What an author most likely did where the YAML parser gave up.

The parser names the place where it noticed, often lines after the slip, in words about its own insides; `complaints`
knows them. Here the suspect lines are looked at again, and the finding says what to type. Where the words are not known
the finding repeats them and claims nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from quiz.reading.yaml.brackets import open_bracket
from quiz.reading.yaml.complaints import MISPLACED, Meaning
from quiz.reading.yaml.limits import too_deep
from quiz.reading.yaml.placement import misplaced_line, rest_after_end, stray_line
from quiz.reading.yaml.quotation_marks import stray_quote, unclosed_quote, unknown_escape
from quiz.reading.yaml.slip import Slip
from quiz.reading.yaml.spacing import colon_in_text, glued_sign, long_key, stray_tab, tight_colon
from quiz.reading.yaml.starts import braces_as_text, impossible_start, special_sign
from quiz.text import shortened

if TYPE_CHECKING:
    from quiz.diagnostics.findings import Diagnostic
    from quiz.diagnostics.lines import Lines


def explain_slip(file: str, text: str, lines: Lines, error: Any, offset: int | None = None) -> Diagnostic:
    """Return the finding for an exception of the YAML parser.

    With an `offset` it read a part of the file alone, which starts there and ends where `text` does.
    """
    return _explained(Slip(file, text, lines, error, offset))


def _explained(slip: Slip) -> Diagnostic:
    match slip.meaning:
        case None:
            return _unknown(slip)
        case Meaning.DEPTH:
            return too_deep(slip.file, slip.lines, slip.at)
        case Meaning.ESCAPE:
            return unknown_escape(slip)
        case Meaning.QUOTE:
            return unclosed_quote(slip, slip.began)
        case Meaning.DIRECTIVE:
            return _directive(slip)
    return (
        stray_quote(slip)
        or stray_line(slip, certain=True)
        or braces_as_text(slip)
        or long_key(slip)
        or stray_tab(slip)
        or tight_colon(slip)
        or impossible_start(slip)
        or glued_sign(slip)
        or special_sign(slip)
        or colon_in_text(slip)
        or open_bracket(slip)
        or rest_after_end(slip)
        or (misplaced_line(slip) if slip.meaning in MISPLACED else _unknown(slip))
    )


def _unknown(slip: Slip) -> Diagnostic:
    return slip.found(
        "Y010",
        f"The YAML parser cannot go on from here. It says: {shortened(slip.words, 200)}.",
        slip.at,
        slip.lines.end(slip.at),
        "look at this line and those above it for a quotation mark or bracket that is not closed, a colon or dash "
        "without a space after it, or an odd indentation; put a text with special characters in quotes",
    )


def _directive(slip: Slip) -> Diagnostic:
    start = slip.lines.start(slip.line_of(slip.began))
    return slip.found(
        "Y010",
        "A line that starts with `%` is an instruction to YAML, and this one cannot be followed.",
        start,
        slip.lines.end(start),
        "remove the line, or indent it if it belongs to the text above",
    )
