"""Squares of memory: what is known as a bar, the days of a week and of a year. Their size says it, then their colour.

Each is a function from figures, and a width in cells, to `Content`. Whoever shows one writes its figures beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.content import Content

from quiz.practice.knowledge import State
from quiz.text import MONTHS, WEEKDAYS
from quiz.tui.styles import MUTED
from quiz.tui.widgets.parts import meter

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from quiz.practice.knowledge import StateCounts
    from quiz.practice.today import LearningDay

STATES: Final = {
    State.SOLID: ("■", "$text-success"),
    State.KNOWN: ("▪", "$text-success"),
    State.LEARNING: ("▫", "$text-warning"),
    State.NEW: ("·", MUTED),
}
"""The square of each state and its style, from the best known on."""


def state_bar(counts: StateCounts, width: int) -> Content:
    """Return what is known as squares in exactly so many cells.

    A state that exists has one cell at least. Blank where nothing is counted, or where there is no room for that.
    """
    found = dict(zip(State, counts, strict=True))
    bar = meter([(found[state], glyph, style) for state, (glyph, style) in STATES.items()], width)
    return bar + " " * (width - bar.cell_length)


def state_legend(width: int | None = None) -> Content:
    """Return what the squares of a bar mean; closer together where a width asks for it."""
    names = [Content.assemble(square, (f" {state}", MUTED)) for state, square in STATES.items()]
    legend = Content("   ").join(names)
    return legend if width is None or legend.cell_length <= width else Content(" ").join(names)


# Days: each with the number of its responses

_NONE: Final = ("·", MUTED)
_BEGUN: Final = ("□", "$text-warning")
_MET: Final = ("■", "$text-success")
_STEPS: Final = (("▪", "$faint-success"), ("▪", "$text-success"), ("■", "$faint-success"), ("■", "$text-success"))
"""Below half the goal, below the goal, below twice the goal, and from there on."""
HEAT_LEAD: Final = 5
"""Columns before the weeks of a heat map, for the names of days."""


def week_squares(days: Sequence[LearningDay], today: date) -> Content:
    """Return days as two lines: the letters of their names, today's in bold, and a square each.

    ■ where the goal was met, □ where a beginning was made, · where nothing was answered.
    """
    letters = Content("  ").join(
        Content.styled(WEEKDAYS[one.day.weekday()][0], "bold" if one.day == today else MUTED) for one in days
    )
    return Content("\n").join([letters, _squares([_square(one.responses, is_met=one.is_met) for one in days])])


def day_squares(counts: Sequence[int], goal: int) -> Content:
    """Return the squares of days alone, as `week_squares` has them."""
    return _squares([_square(count, is_met=count >= goal) for count in counts])


def _square(count: int, *, is_met: bool) -> tuple[str, str]:
    return _MET if is_met else _BEGUN if count else _NONE


def _squares(squares: Sequence[tuple[str, str]]) -> Content:
    return Content("  ").join(Content.styled(*square) for square in squares)


def week_legend(goal: int) -> Content:
    """Return what the squares of a week mean."""
    return Content.assemble(_MET, (f" {goal} or more   ", MUTED), _BEGUN, (" begun   ", MUTED), _NONE, (" none", MUTED))


def heat_map(days: Sequence[tuple[date, int]], width: int, goal: int, *, column: int = 1) -> Content:
    """Return days in a row up to today as eight lines: months, then a row a weekday and a column a week.

    Of the weeks the newest that fit. `column` is how many cells each takes.
    """
    before = days[0][0].weekday() if days else 0
    slots = [None] * before + list(days) + [None] * (-(before + len(days)) % 7)
    weeks = [slots[first : first + 7] for first in range(0, len(slots), 7)]
    shown = weeks[max(0, len(weeks) - max(0, width - HEAT_LEAD) // column) :]
    lines = [Content.styled(" " * HEAT_LEAD + _months(shown, column), MUTED)]
    for weekday, name in enumerate(WEEKDAYS):
        lead = (name[:3] if weekday % 2 == 0 else "").ljust(HEAT_LEAD)
        cells = [_heat(week[weekday], goal) for week in shown]
        lines.append(Content.assemble((lead, MUTED), *((glyph.ljust(column), style) for glyph, style in cells)))
    return Content("\n").join(lines)


def heat_legend(goal: int) -> tuple[Content, Content]:
    """Return what the squares of a heat map mean."""
    return (
        Content.assemble(_STEPS[1], (" begun", MUTED)),
        Content.assemble(_STEPS[3], (f" {goal} or more", MUTED)),
    )


def _heat(day: tuple[date, int] | None, goal: int) -> tuple[str, str]:
    if day is None:
        return " ", ""
    count = day[1]
    if not count:
        return _NONE
    return _STEPS[(count >= goal / 2) + (count >= goal) + (count >= 2 * goal)]


def _months(weeks: Sequence[Sequence[tuple[date, int] | None]], column: int) -> str:
    """Return the names of months, each above the week of its first day; one that has no room whole is left out."""
    line = " " * (len(weeks) * column)
    for place, week in enumerate(weeks):
        start = next((MONTHS[day[0].month - 1][:3] for day in week if day is not None and day[0].day == 1), "")
        at = place * column
        if start and at + len(start) <= len(line) and line[max(0, at - 1) : at].strip() == "":
            line = line[:at] + start + line[at + len(start) :]
    return line
