"""What was found in a bank, and what learners reported of it, a line each, to jump to."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Final, NamedTuple

from textual.content import Content

from quiz.diagnostics.codes import Severity
from quiz.diagnostics.findings import is_error
from quiz.text import clean_line, counted
from quiz.tui.styles import MUTED
from quiz.tui.widgets.lines import LineList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quiz.diagnostics.findings import Diagnostic
    from quiz.scores.store.records import Remark

SHOWN: Final = 200
"""Findings beyond this number are only counted."""

_MARKS: Final = {
    Severity.ERROR: ("×", "$text-error"),
    Severity.WARNING: ("!", "$text-warning"),
    Severity.HINT: ("·", MUTED),
}


class Reported(NamedTuple):
    """A remark with the line of its question; None where that is not in the text."""

    line: int | None
    remark: Remark


class Problems(LineList):
    """The findings in a bank and the remarks on it, in the order of its lines; what is on no line comes last."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self.border_title, self.border_subtitle = "Problems", "f7 next"
        self.rows: tuple[Diagnostic | Reported, ...] = ()

    def show_found(self, found: Sequence[Diagnostic], reported: Sequence[Reported] = ()) -> None:
        both: list[Diagnostic | Reported] = [*found, *reported]
        rows = tuple(sorted(both, key=lambda one: line_of(one) or inf))
        if rows == self.rows:
            return
        self.rows = rows
        self.border_title = "Problems and remarks" if reported else "Problems"
        self.set_class(any(map(is_error, found)), "-error")
        width = len(str(max((line_of(one) or 0 for one in rows[:SHOWN]), default=0)))
        lines = [(str(place), _line(one, width)) for place, one in enumerate(rows[:SHOWN])]
        if len(rows) > SHOWN:
            lines.append((str(SHOWN), Content.styled(f"and {counted(len(rows) - SHOWN, 'more')}", MUTED)))
        self.show(lines, self.highlighted_id)

    def highlight(self, one: Diagnostic) -> None:
        """Put the highlight on a finding, if it is among those that are shown."""
        if one in self.rows[:SHOWN]:
            self.highlighted = self.rows.index(one)

    @property
    def picked(self) -> Diagnostic | Reported | None:
        """The finding or the remark that is highlighted."""
        place = self.highlighted_id
        return self.rows[int(place)] if place is not None and int(place) < len(self.rows) else None


def line_of(one: Diagnostic | Reported) -> int | None:
    """Return the line on which a finding, or the question of a remark, stands."""
    return one.line if isinstance(one, Reported) else one.span.line


def finding_line(one: Diagnostic | Reported) -> Content:
    """Return a finding with what to do about it, or a remark with who made it, on one line."""
    if isinstance(one, Reported):
        remark = one.remark
        return _reported(one, f"{remark.key.question}  ", f"  {remark.learner}, {remark.at.astimezone():%d %b %Y}")
    mark, style = _MARKS[one.severity]
    help_ = f" {one.help[0].upper()}{clean_line(one.help[1:])}" if one.help else ""
    return Content.assemble(
        (f"{mark} ", style), (f"line {one.span.line}  ", MUTED), clean_line(one.message), (help_, MUTED)
    )


def _line(one: Diagnostic | Reported, width: int) -> Content:
    if isinstance(one, Reported):
        return _reported(one, f"{one.line or '–':>{width}}  ", "  remark")
    mark, style = _MARKS[one.severity]
    return Content.assemble(
        (f"{mark} ", style), (f"{one.span.line:>{width}}  ", MUTED), clean_line(one.message), (f"  {one.code}", MUTED)
    )


def _reported(one: Reported, place: str, after: str) -> Content:
    kind, text = one.remark.kind.word, one.remark.text
    return Content.assemble(
        ("› ", "$text-primary"), (place, MUTED), f"{kind}: {text}" if text else kind, (after, MUTED)
    )


def summary(found: Sequence[Diagnostic]) -> str:
    """Return how many findings of each kind there are: `1 error, 2 hints`, or `No problems`."""
    parts = [
        counted(number, severity.value)
        for severity in Severity
        if (number := sum(one.severity is severity for one in found))
    ]
    return ", ".join(parts) or "No problems"
