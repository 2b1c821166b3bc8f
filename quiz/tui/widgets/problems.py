"""What was found in a bank, a line each, to jump to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.content import Content

from quiz.diagnostics.codes import Severity
from quiz.diagnostics.findings import is_error
from quiz.text import clean_line, counted
from quiz.tui.styles import MUTED
from quiz.tui.widgets.lines import LineList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quiz.diagnostics.findings import Diagnostic

SHOWN: Final = 200
"""Findings beyond this number are only counted."""

_MARKS: Final = {
    Severity.ERROR: ("×", "$text-error"),
    Severity.WARNING: ("!", "$text-warning"),
    Severity.HINT: ("·", MUTED),
}


class Problems(LineList):
    """The findings in a bank, in the order of its lines."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self.border_title, self.border_subtitle = "Problems", "f7 next"
        self.found: tuple[Diagnostic, ...] = ()

    def show_found(self, found: Sequence[Diagnostic]) -> None:
        if tuple(found) == self.found:
            return
        self.found = tuple(found)
        self.set_class(any(map(is_error, found)), "-error")
        width = len(str(max((one.span.line for one in found[:SHOWN]), default=0)))
        lines = [(str(place), _line(one, width)) for place, one in enumerate(found[:SHOWN])]
        if len(found) > SHOWN:
            lines.append((str(SHOWN), Content.styled(f"and {counted(len(found) - SHOWN, 'more')}", MUTED)))
        self.show(lines, self.highlighted_id)

    def highlight(self, one: Diagnostic) -> None:
        """Put the highlight on a finding, if it is among those that are shown."""
        if one in self.found[:SHOWN]:
            self.highlighted = self.found.index(one)

    @property
    def picked(self) -> Diagnostic | None:
        """The finding that is highlighted."""
        place = self.highlighted_id
        return self.found[int(place)] if place is not None and int(place) < len(self.found) else None


def finding_line(one: Diagnostic) -> Content:
    """Return a finding with what to do about it, on one line."""
    mark, style = _MARKS[one.severity]
    help_ = f" {one.help[0].upper()}{clean_line(one.help[1:])}" if one.help else ""
    return Content.assemble(
        (f"{mark} ", style), (f"line {one.span.line}  ", MUTED), clean_line(one.message), (help_, MUTED)
    )


def _line(one: Diagnostic, width: int) -> Content:
    mark, style = _MARKS[one.severity]
    return Content.assemble(
        (f"{mark} ", style), (f"{one.span.line:>{width}}  ", MUTED), clean_line(one.message), (f"  {one.code}", MUTED)
    )


def summary(found: Sequence[Diagnostic]) -> str:
    """Return how many findings of each kind there are: `1 error, 2 hints`, or `No problems`."""
    parts = [
        counted(number, severity.value)
        for severity in Severity
        if (number := sum(one.severity is severity for one in found))
    ]
    return ", ".join(parts) or "No problems"
