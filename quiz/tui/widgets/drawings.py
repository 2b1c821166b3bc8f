"""Figures of progress as rows of text for a width: each with a name, a bar, and the figure that the bar draws."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from rich.cells import cell_len
from textual.content import Content

from quiz.scores.progress.figures import weakest_first
from quiz.scores.progress.tables import right_text, tables
from quiz.scores.progress.words import TOO_FEW, known_text, learned, summary, window_text
from quiz.text import MONTHS, WEEKDAYS, clean_line, counted, percent, span_text
from quiz.tui.styles import MUTED, fitted
from quiz.tui.widgets.memory import HEAT_LEAD, day_squares, heat_legend, heat_map, state_bar
from quiz.tui.widgets.parts import meter, share_runs
from quiz.tui.widgets.rows import split

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from quiz.scores.progress.figures import (
        Calibration,
        FinishedAttempt,
        HardQuestion,
        Pace,
        Part,
        Progress,
    )

Line: TypeAlias = Callable[[int], Content]
"""A row of text, laid out for a width."""
STATED: Final = ("tag", "bank", "topic")
"""The views whose bars are of states."""
NOTHING: Final = {
    "due": "What you answer comes back here, on the day it is best asked again.",
    "calibration": "Say how sure you are (f9), and see here how often you were right.",
    "tag": "No question has a tag yet.",
    "bank": "There is no bank yet.",
    "time": "How long a question takes you, bank by bank.",
    "scores": "What you finish is listed here, the newest first.",
    "hardest": "What you get wrong again and again gathers here.",
    "leeches": "What is wrong on eight days or more is a leech: learn it another way.",
}
"""What a view says that has nothing to show yet."""


class Views:
    """The figures as they are shown. goal: the responses of a day."""

    def __init__(self, progress: Progress, goal: int) -> None:
        self.progress = progress
        self.goal = goal
        self.tables = {table.name: table for table in tables(progress)}
        """Each view as a table, by its name."""

    def lines(self, name: str, *, is_large: bool = False) -> tuple[Line, ...]:
        """Return the rows of a view; none where there is nothing to show."""
        return lines(name, self.progress, self.goal, is_large=is_large) if self.tables[name].rows else ()


_GOOD, _PARTLY, _HERE, _EARNED = "$text-success", "$text-warning", "$text-primary", "$text-accent"
_STEPS: Final = " ▁▂▃▄▅▆▇█"
_FORECAST: Final = 14
"""So many days of the forecast are drawn side by side at most."""


def strip(progress: Progress, width: int) -> Content:
    """Return the four figures that come first; the farther apart and the wordier the more room there is."""
    found = summary(progress)
    styles = (_EARNED, _GOOD, _PARTLY, "")
    ways = [(True, 4), (True, 3), (False, 3), (False, 2), (False, 1)]
    drawn = Content("")
    for are_words_long, gap in ways:
        drawn = Content(" " * gap).join(
            Content.assemble(
                (figure.number, f"bold {style}"), (f" {figure.words if are_words_long else figure.short}", MUTED)
            )
            for figure, style in zip(found, styles, strict=True)
        )
        if drawn.cell_length <= width:
            break
    return drawn


def calendar(progress: Progress, width: int, goal: int) -> Content:
    """Return the year as a heat map; what it comes to stands beside it, or below it where there is no room."""
    facts = [Content.assemble((number, "bold"), (f" {noun}", MUTED)) for number, noun in learned(progress)]
    beside = [*facts, Content(""), Content(""), *heat_legend(goal)]
    weeks = -(-len(progress.activity) // 7)
    gap = width - HEAT_LEAD - weeks - max(fact.cell_length for fact in beside)
    heat = heat_map(progress.activity, width, goal)
    if gap < 2:
        return Content("\n").join([heat, Content("  ").join(facts)])
    months, *days = heat.split("\n")
    return Content("\n").join(
        [months, *(day + " " * min(gap, 3) + fact for day, fact in zip(days, beside, strict=True))]
    )


def day_columns(forecast: Sequence[tuple[date, int]], width: int, rows: int) -> Content:
    """Return days as columns in so many rows: the figure, a bar, the letter of the day. Of the days those that fit."""
    most = max((count for _, count in forecast[:_FORECAST]), default=0)
    column = max(2, len(str(most)) + 1)
    shown = forecast[: min(_FORECAST, max(0, width) // column)]
    height = max(1, rows - 2)
    levels = [(max(1, round(count * 8 * height / most)) if count else 0) for _, count in shown]
    lines = [Content.assemble(*((f"{count:>{column}}", "bold" if count else MUTED) for _, count in shown))]
    for row in reversed(range(height)):
        bars = (_STEPS[min(8, max(0, level - 8 * row))] * (column - 1) for level in levels)
        lines.append(Content.styled("".join(f" {bar}" for bar in bars), _PARTLY))
    letters = (
        (f"{WEEKDAYS[day.weekday()][0]:>{column}}", "" if place else "bold") for place, (day, _) in enumerate(shown)
    )
    lines.append(Content.assemble(*((letter, style or MUTED) for letter, style in letters)))
    return Content("\n").join(lines)


# Rows: the first of them on the dashboard, all of them where a view is large


def lines(name: str, progress: Progress, goal: int, *, is_large: bool = False) -> tuple[Line, ...]:
    """Return the rows of a view by its name; where it is large they say more."""
    match name:
        case "calendar":
            return _weeks(progress.activity, goal)
        case "due":
            return _days(progress.forecast)
        case "calibration":
            return _levels(progress.calibration, is_large=is_large)
        case "tag":
            return _parts(progress.by_tag, is_large=is_large)
        case "bank":
            return _parts(progress.by_bank, is_large=is_large)
        case "topic":
            return _parts(progress.by_topic, is_large=is_large)
        case "time":
            return _paces(progress.pace)
        case "scores":
            return _scores(progress.scores[::-1], progress.today)
        case "hardest":
            return _questions(progress.hardest, lambda hard: f"{right_text(hard)} right")
        case _:
            return _questions(progress.leeches, lambda hard: f"wrong on {hard.wrong_days} days")


class _Row(NamedTuple):
    """A name, a bar for a width, and what the bar draws in figures: the first that leaves room for the bar.

    least: the columns that the bar needs.
    """

    name: str
    bar: Line
    figures: tuple[Content, ...]
    least: int = 6


def _rows(rows: Sequence[_Row]) -> tuple[Line, ...]:
    """Return rows whose names, bars and figures each stand under each other."""
    longest = max((cell_len(row.name) for row in rows), default=0)
    sizes = [
        max(figure.cell_length for figure in figures) for figures in zip(*(row.figures for row in rows), strict=True)
    ]

    def line(row: _Row) -> Line:
        def lay_out(width: int) -> Content:
            label = max(_LEAST, min(longest, _LONGEST, width // 3))
            rooms = [width - label - size - 3 for size in sizes]
            way = next((place for place, room in enumerate(rooms) if room >= row.least), len(rooms) - 1)
            figure = row.figures[way]
            bar = row.bar(max(0, rooms[way]))
            return Content.assemble(
                fitted(row.name, label), "  ", bar, " " * (sizes[way] + 1 - figure.cell_length), figure
            )

        return lay_out

    return tuple(map(line, rows))


_LEAST: Final = 6
_LONGEST: Final = 20
"""The columns of names: as many as the longest of them takes, within these."""


def _share(share: float, style: str) -> Line:
    return lambda width: meter(share_runs(share, 1.0, style), width)


def _parts(parts: Sequence[Part], *, is_large: bool) -> tuple[Line, ...]:
    due = max((len(str(part.due)) for part in parts), default=0)

    def row(part: Part) -> _Row:
        known = Content(known_text(part))
        waiting = Content.styled(f"{part.due:>{due}} due", _PARTLY if part.due else MUTED)
        figures = (Content.assemble(known, "   ", waiting), known) if is_large else (known,)
        return _Row(part.name, lambda width: state_bar(part.states, width), figures)

    return _rows([row(part) for part in weakest_first(parts)])


def _days(forecast: Sequence[tuple[date, int]]) -> tuple[Line, ...]:
    most = max((count for _, count in forecast), default=0)
    names = ["Today", "Tomorrow", *(f"{WEEKDAYS[day.weekday()][:3]} {short_day(day)}" for day, _ in forecast[2:])]
    return _rows(
        [
            _Row(name, _share(count / most if most else 0, _PARTLY), (Content(str(count)),))
            for name, (_, count) in zip(names, forecast, strict=True)
        ]
    )


def _weeks(activity: Sequence[tuple[date, int]], goal: int) -> tuple[Line, ...]:
    """Return the letters of the days, then the weeks, the newest first: first day, squares, how much was answered."""

    def row(week: Sequence[tuple[date, int]]) -> _Row:
        counts = [count for _, count in week]
        squares = day_squares(counts, goal)
        days = sum(map(bool, counts))
        long = f"{counted(sum(counts), 'answer')} on {counted(days, 'day')}" if days else ""
        figures = (Content.styled(long, MUTED), Content.styled(str(sum(counts)) if days else "", MUTED))
        return _Row(
            short_day(week[0][0]), lambda width: squares.truncate(width, pad=True), figures, squares.cell_length
        )

    letters = Content.styled("  ".join(name[0] for name in WEEKDAYS), MUTED)
    head = _Row("", lambda width: letters.truncate(width, pad=True), (Content(""), Content("")), letters.cell_length)
    return _rows([head, *(row(activity[first : first + 7]) for first in reversed(range(0, len(activity), 7)))])


def _levels(levels: Sequence[Calibration], *, is_large: bool) -> tuple[Line, ...]:
    def row(level: Calibration) -> _Row:
        told = Content.assemble(percent(level.accuracy, 0), (f" of {level.responses}", MUTED))
        if not level.is_told:
            told = Content.styled(TOO_FEW, MUTED)
        should = Content.assemble(told, (f"   should be {window_text(level):>11}", MUTED))
        bar = _share(level.accuracy if level.is_told else 0, _HERE)
        if is_large:
            return _Row(level.confidence.value, _marked(bar, (level.low, level.high)), (should, told))
        return _Row(level.confidence.value, bar, (told,))

    return _rows([row(level) for level in levels])


def _marked(bar: Line, shares: Sequence[float]) -> Line:
    """Return a bar with a mark at some shares of its length, but for its ends."""

    def draw(width: int) -> Content:
        drawn = bar(width)
        for share in shares:
            if 0 < share < 1 and width:
                at = min(width - 1, round(share * width))
                drawn = drawn[:at] + Content.styled("│", "bold") + drawn[at + 1 :]
        return drawn

    return draw


def _paces(paces: Sequence[Pace]) -> tuple[Line, ...]:
    most = max((pace.seconds for pace in paces if pace.is_told), default=0)

    def row(pace: Pace) -> _Row:
        told = Content(span_text(pace.seconds)) if pace.is_told else Content.styled(TOO_FEW, MUTED)
        return _Row(pace.name, _share(pace.seconds / most if pace.is_told and most else 0, _HERE), (told,))

    return _rows([row(pace) for pace in paces])


def _scores(scores: Sequence[FinishedAttempt], today: date) -> tuple[Line, ...]:
    return _rows(
        [
            _Row(
                short_day(sat.day) + (f" {sat.day.year}" if sat.day.year != today.year else ""),
                _share(sat.fraction, _HERE),
                (Content(percent(sat.fraction, 0)),),
            )
            for sat in scores
        ]
    )


def _questions(hard: Sequence[HardQuestion], figure: Callable[[HardQuestion], str]) -> tuple[Line, ...]:
    def line(question: HardQuestion) -> Line:
        left, right = Content(clean_line(question.prompt)), Content.styled(figure(question), MUTED)
        return lambda width: split(left, right, width)

    return tuple(map(line, hard))


def short_day(day: date) -> str:
    """Return a day as it is written in a row: `29 Nov`."""
    return f"{day.day:>2} {MONTHS[day.month - 1][:3]}"
