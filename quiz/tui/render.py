"""Text of banks and attempts as `Content`: always literal, never markup."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len
from textual.content import Content

from quiz.practice.grade import Verdict
from quiz.practice.schedule import learning_day
from quiz.practice.types import Mode
from quiz.text import day_text
from quiz.tui.styles import MUTED, OPEN_MARK, fitted, shortened
from quiz.tui.widgets.parts import meter

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from quiz.library.listing import BankLine
    from quiz.practice.attempt import Attempt, RecordedResponse
    from quiz.scores.progress.tables import Table
    from quiz.scores.store.records import Summary

DONE, LEFT = "━", "─"
MOST_SEGMENTS: Final = 40
"""Questions that have a cell each in the bar of progress."""
VERDICT_STYLE: Final = {
    Verdict.RIGHT: "$text-success",
    Verdict.PARTLY: "$text-warning",
    Verdict.WRONG: "$text-error",
}


def progress_bar(attempt: Attempt, position: int, *, is_exam: bool) -> Content:
    """Return the attempt as a bar: right, partly, wrong and open; of an exam only what is answered and what is open.

    A question has a cell of its own where they are few; `position` is the one on the screen.
    """
    done = [_verdict_of(taken, is_exam=is_exam) for taken in attempt.counted]
    if len(done) > MOST_SEGMENTS:
        kinds = [style for style in (*VERDICT_STYLE.values(), "$text-primary") if style in done]
        return meter(
            [*((done.count(style), DONE, style) for style in kinds), (done.count(""), LEFT, MUTED)], MOST_SEGMENTS
        )
    cells = [
        (DONE, style) if style else (DONE, "bold $foreground") if place == position else (LEFT, MUTED)
        for place, style in enumerate(done)
    ]
    return Content.assemble(*cells)


def verdict_mark(verdict: Verdict | None) -> tuple[str, str]:
    """Return the mark of a verdict with its style; of a question that is open where there is none."""
    return (OPEN_MARK, MUTED) if verdict is None else (verdict.mark, VERDICT_STYLE[verdict])


def marks_row(attempt: Attempt, width: int) -> Content:
    """Return a mark a question, or, where there is no room for so many, a bar with the share of each verdict."""
    verdicts = [taken.grade.verdict if taken is not None else None for taken in attempt.counted]
    if len(verdicts) <= min(width, MOST_SEGMENTS):
        return Content.assemble(*map(verdict_mark, verdicts))
    runs = [(verdicts.count(verdict), DONE, style) for verdict, style in VERDICT_STYLE.items()]
    return meter([*runs, (verdicts.count(None), LEFT, MUTED)], min(width, _WIDEST_SHARES))


_WIDEST_SHARES: Final = 30


def _verdict_of(taken: RecordedResponse | None, *, is_exam: bool) -> str:
    """Return the style of a question in a bar of progress; empty while it is open."""
    if taken is None:
        return ""
    return "$text-primary" if is_exam else VERDICT_STYLE[taken.grade.verdict]


def banks_text(titles: Sequence[str], everything: int, width: int | None = None) -> str:
    """Return what banks an attempt is of, cut to a width: one name and how many more; `everything` is how many all are.

    >>> banks_text(["Aid", "Human rights", "Law"], 5), banks_text(["Human rights", "Aid", "Law"], 5, 12)
    ('Aid and 2 more', 'Human ri… +2')
    """
    if 1 < len(titles) == everything:
        return "All banks"
    if len(titles) < 3 and (width is None or cell_len(", ".join(titles)) <= width):
        return ", ".join(titles)
    others = len(titles) - 1
    rest = f" and {others} more" if width is None or width > _WIDE_BANKS else f" +{others}"
    name, rest = titles[0], rest if others else ""
    return name + rest if width is None else shortened(name, width - cell_len(rest)) + rest


_WIDE_BANKS: Final = 24


def when_text(begun: datetime, now: datetime, day_start: int) -> str:
    """Return when an attempt was begun, by the learning day and the clock here: `today 09:12`."""
    here = begun.astimezone(now.tzinfo)
    day = day_text(learning_day(here, day_start), learning_day(now, day_start), is_short=True)
    return f"{day[0].lower() + day[1:] if day.endswith('day') else day} {here:%H:%M}"


def open_attempt_text(summary: Summary, lines: Sequence[BankLine], names: Mapping[str, str]) -> str:
    """Return what an open attempt is, by the banks of home: `Exam, Sanctions`; of practice the banks alone.

    `names` are the titles of its banks by their ids.
    """
    if summary.options.lesson is not None:
        return f"Lesson, {summary.options.lesson.title}"
    playable = {line.id for line in lines if line.is_playable}
    everything = len({line.id for line in lines})
    is_all = len(summary.banks) > 1 and playable <= set(summary.banks)
    banks = "All banks" if is_all else banks_text([names[bank] for bank in summary.banks], everything)
    kind = (summary.options.purpose or summary.mode).capitalize()
    return banks if summary.mode is Mode.PRACTICE else f"{kind}, {banks[0].lower() + banks[1:] if is_all else banks}"


def table_rows(table: Table) -> tuple[Callable[[int], Content], ...]:
    """Return the rows of a table, its head first, each to be laid out for a width, column under column.

    Where there is no room for all the widest column of text gives way, then the last columns are left out.
    """
    rows = (table.head, *table.rows)
    return tuple(partial(_table_row, table, row, MUTED if row is table.head else "") for row in rows)


def _table_row(table: Table, row: Sequence[str], style: str, width: int) -> Content:
    cells = [
        " " * (size - cell_len(cell)) + cell if place in table.right else fitted(cell, size)
        for place, (cell, size) in enumerate(zip(row, _column_widths(table, width), strict=False))
    ]
    return Content.styled("  ".join(cells), style)


@lru_cache(maxsize=4)
def _column_widths(table: Table, width: int) -> tuple[int, ...]:
    """Return the widths of the columns that are shown."""
    rows = (table.head, *table.rows)
    widths = [max(cell_len(row[place]) for row in rows) for place in range(len(table.head))]
    texts = [place for place in range(len(widths)) if place not in table.right]
    least = [min(size, _NARROWEST) if place in texts else size for place, size in enumerate(widths)]
    while len(least) > 2 and sum(least) + 2 * (len(least) - 1) > width:
        least.pop()
    widths = widths[: len(least)]
    over = sum(widths) + 2 * (len(widths) - 1) - width
    for place in sorted((place for place in texts if place < len(widths)), key=lambda place: -widths[place]):
        less = min(max(0, over), widths[place] - least[place])
        widths[place], over = widths[place] - less, over - less
    return tuple(widths)


_NARROWEST: Final = 8
"""The least columns of a text in a table."""


def clock_text(seconds: float) -> str:
    """Return what is left of a time: `4:32`, `1:04:32`."""
    whole = int(seconds)
    hours, rest = divmod(whole, 3600)
    minutes, last = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{last:02}" if hours else f"{minutes}:{last:02}"
