"""How far a bank goes in YAML: how deep, and one document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from quiz.diagnostics.findings import finding

if TYPE_CHECKING:
    from quiz.diagnostics.findings import Diagnostic
    from quiz.diagnostics.lines import Lines

MAX_DEPTH: Final = 20
"""How deep lists and mappings may be nested."""


def too_deep(file: str, lines: Lines, start: int) -> Diagnostic:
    """Return the finding for a file that is nested too deep at `start`."""
    message = f"Lists and mappings are nested more than {MAX_DEPTH} deep here."
    help_ = "a bank needs no more than six levels; put brackets that belong to a text in quotes"
    return finding("Y021", message, file, lines.span(start, start + 1), help=help_)


def second_document(file: str, lines: Lines, start: int) -> Diagnostic:
    """Return the finding for a file in which a second document begins at `start`."""
    message = "A second document starts here; a bank is one document."
    help_ = "remove the line `---`, or put what follows into a file of its own"
    return finding("Y020", message, file, lines.span(start, lines.end(start)), help=help_)
