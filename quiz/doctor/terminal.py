"""What the terminal can show."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from msgspec import Struct

from quiz.diagnostics.codes import Severity
from quiz.doctor.findings import Finding, Section
from quiz.doctor.remedies import set_variable, unset_variable
from quiz.text import clean_line

LEAST: Final = (20, 6)
"""Columns and lines below which the app asks for room."""
USABLE: Final = (40, 12)
WHOLE: Final = (80, 24)
KITTY: Final = "TEXTUAL_DISABLE_KITTY_KEY"
_TRUE: Final = frozenset({"1", "true", "yes", "on"})
_COLOURLESS: Final = frozenset({"dumb", "unknown", "vt52", "vt100", "vt102", "vt220"})


class Terminal(Struct, frozen=True, kw_only=True):
    """Where the program runs. is_terminal: whether people see its output there. size: columns and lines, if known."""

    environment: Mapping[str, str]
    encoding: str
    is_terminal: bool
    size: tuple[int, int] | None = None


def check_terminal(terminal: Terminal) -> Section:
    """Look at what a terminal says of itself."""
    findings = (_kind(terminal), _room(terminal), _letters(terminal), _colours(terminal), _dead_keys(terminal))
    columns, lines = terminal.size or (None, None)
    return Section(
        name="terminal",
        summary="terminal",
        facts={
            "is_terminal": terminal.is_terminal,
            "term": clean_line(terminal.environment.get("TERM", "")),
            "program": clean_line(terminal.environment.get("TERM_PROGRAM", "")),
            "columns": columns,
            "lines": lines,
            "colours": colours(terminal.environment),
            "encoding": terminal.encoding,
        },
        findings=tuple(finding for finding in findings if finding is not None),
    )


def colours(environment: Mapping[str, str]) -> int:
    """Return how many colours the environment says there are; 0 where a person wants none."""
    term = environment.get("TERM", "")
    if environment.get("NO_COLOR") or term in _COLOURLESS:
        return 0
    if environment.get("COLORTERM") in {"truecolor", "24bit"} or term.endswith("-direct"):
        return 1 << 24
    return 256 if "256color" in term else 16


def _kind(terminal: Terminal) -> Finding | None:
    if not terminal.is_terminal or terminal.environment.get("TERM", "") not in {"", "dumb"}:
        return None
    return Finding(
        name="terminal-kind",
        severity=Severity.WARNING,
        message="The terminal does not say that it can draw (TERM), so the app does not open.",
        remedy=(set_variable("TERM", "xterm-256color"),),
        help="Where it really cannot, `quiz take --plain` asks line by line.",
    )


def _room(terminal: Terminal) -> Finding | None:
    if terminal.size is None:
        return None
    columns, lines = terminal.size
    if columns >= WHOLE[0] and lines >= WHOLE[1]:
        return None
    is_usable = columns >= USABLE[0] and lines >= USABLE[1]
    return Finding(
        name="terminal-size",
        severity=Severity.HINT if is_usable else Severity.WARNING,
        message=f"The window has {columns} × {lines} characters; screens are whole from {WHOLE[0]} × {WHOLE[1]}.",
        help=f"Make the window larger or the letters smaller; below {LEAST[0]} × {LEAST[1]} the app asks for room.",
    )


def _letters(terminal: Terminal) -> Finding | None:
    if terminal.encoding.lower().replace("-", "").replace("_", "") in {"utf8", "cp65001"}:
        return None
    given = "PYTHONIOENCODING" if terminal.environment.get("PYTHONIOENCODING") else None
    return Finding(
        name="terminal-unicode",
        severity=Severity.WARNING,
        message=f"Text is written in {clean_line(terminal.encoding)}, so that ✓ and other scripts become ?.",
        remedy=(unset_variable(given) if given else set_variable("PYTHONUTF8", "1"),),
        help="The terminal itself must show UTF-8 too, which nearly all do.",
    )


def _colours(terminal: Terminal) -> Finding | None:
    if not terminal.is_terminal or colours(terminal.environment) != 16:
        return None
    return Finding(
        name="terminal-colours",
        severity=Severity.HINT,
        message="The terminal says that it has 16 colours; themes look coarse. Nothing is told by colour alone.",
        remedy=(set_variable("TERM", "xterm-256color"),),
        help="Only where the terminal has 256, as nearly all have.",
    )


def _dead_keys(terminal: Terminal) -> Finding | None:
    is_set = terminal.environment.get(KITTY, "").lower() in _TRUE
    if terminal.environment.get("TERM_PROGRAM") != "iTerm.app" or is_set:
        return None
    return Finding(
        name="terminal-dead-keys",
        severity=Severity.HINT,
        message="In iTerm2 dead keys (´ ` ^ ~ ¨) are lost in the app, so that é or ñ cannot be typed with them.",
        remedy=(set_variable(KITTY, "1"),),
        help="Put the line into the file that your shell reads at its start, and open the app anew.",
    )
