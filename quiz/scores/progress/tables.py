"""The figures of a learner's progress as tables and in words, the same on the screen and on the command line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from quiz.text import counted, decimals, percent, shortened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quiz.scores.progress.figures import HardQuestion, Mastery, Progress


@dataclass(frozen=True)
class Table:
    """A titled table. right: the columns of figures. said: its summary in a sentence or two."""

    name: str
    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: tuple[int, ...] = ()
    said: str = ""


def tables(progress: Progress) -> tuple[Table, ...]:
    """Return every figure, a table for each view."""
    return (
        _scores(progress),
        _mastery("bank", "Mastery by bank", progress.by_bank),
        _mastery("topic", "Mastery by topic", progress.by_topic),
        _mastery("tag", "Mastery by tag", progress.by_tag),
        _activity(progress),
        _forecast(progress),
        _calibration(progress),
        _pace(progress),
        _hard("hardest", "Hardest questions", progress.hardest),
        _hard("leeches", "Leeches: forgotten again and again", progress.leeches),
    )


def _scores(progress: Progress) -> Table:
    rows = [(sat.day.isoformat(), ", ".join(sat.banks), percent(sat.fraction, 0)) for sat in progress.scores]
    summary = "No attempt is finished yet."
    if progress.scores:
        best = max(progress.scores, key=lambda sat: sat.fraction)
        summary = f"{counted(len(rows), 'attempt')}; the last {rows[-1][2]}, the best {percent(best.fraction, 0)}."
    return Table("scores", "Score over time", ("Day", "Banks", "Score"), tuple(rows), (2,), summary)


def _mastery(name: str, title: str, parts: Sequence[Mastery]) -> Table:
    rows = [
        (
            part.name,
            str(part.questions),
            str(part.seen),
            percent(part.mastered, 0),
            percent(part.recall, 0) if part.recall is not None else "–",
        )
        for part in parts
    ]
    summary = ""
    if weak := [part for part in parts if part.seen]:
        least = min(weak, key=lambda part: part.mastered)
        summary = f"Least mastered of what you began: {least.name}, {percent(least.mastered, 0)}."
    return Table(name, title, ("Part", "Questions", "Seen", "Mastered", "Recall"), tuple(rows), (1, 2, 3, 4), summary)


def _activity(progress: Progress) -> Table:
    rows = [(day.isoformat(), str(count)) for day, count in progress.activity if count]
    summary = (
        f"{counted(progress.responses, 'response')} in all; streak {counted(progress.streak, 'day')}, "
        f"the longest {counted(progress.longest_streak, 'day')}."
    )
    return Table("calendar", "Days of learning", ("Day", "Responses"), tuple(rows), (1,), summary)


def _forecast(progress: Progress) -> Table:
    rows = [(day.isoformat(), str(count)) for day, count in progress.forecast if count]
    total = sum(count for _, count in progress.forecast)
    summary = f"{progress.forecast[0][1]} due today, {total} within {len(progress.forecast)} days."
    return Table("due", "Due over the next 30 days", ("Day", "Questions"), tuple(rows), (1,), summary)


def _calibration(progress: Progress) -> Table:
    rows = [
        (
            level.confidence.value,
            str(level.responses),
            percent(level.accuracy, 0),
            f"{percent(level.low, 0)} to {percent(level.high, 0)}",
        )
        for level in progress.calibration
    ]
    off = [level for level in progress.calibration if level.accuracy < level.low]
    summary = "No response has a confidence yet." if not rows else "Confidence fits accuracy."
    if off:
        summary = f"Too confident when {' and '.join(level.confidence.value for level in off)}."
    head = ("Confidence", "Responses", "Right", "Fits")
    return Table("calibration", "Confidence against accuracy", head, tuple(rows), (1, 2), summary)


def _pace(progress: Progress) -> Table:
    rows = [(pace.name, str(pace.responses), decimals(pace.seconds, 1)) for pace in progress.pace]
    head = ("Bank", "Responses", "Median seconds")
    return Table("time", "Time a question", head, tuple(rows), (1, 2))


def _hard(name: str, title: str, hard: Sequence[HardQuestion]) -> Table:
    rows = [
        (
            shortened(question.prompt),
            question.key.bank,
            str(question.responses),
            percent(question.fraction, 0),
            str(question.lapses),
        )
        for question in hard
    ]
    summary = "" if rows else "None."
    return Table(name, title, ("Question", "Bank", "Asked", "Right", "Lapses"), tuple(rows), (2, 3, 4), summary)
