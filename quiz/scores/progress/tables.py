"""The figures of a learner's progress as tables, the same on the screen and on the command line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from quiz.scores.progress.figures import weakest_first
from quiz.scores.progress.words import (
    TOO_FEW,
    due_text,
    known_text,
    learned_text,
    sureness,
    weakest_text,
    window_text,
)
from quiz.text import counted, decimals, percent, shortened, span_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quiz.scores.progress.figures import HardQuestion, Part, Progress


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
    """Return every figure, a table for each view, the longest last. Topics have one where they are not the banks."""
    are_topics_told = len(progress.by_topic) < len(progress.by_bank)
    return (
        _forecast(progress),
        _calibration(progress),
        _parts("tag", "Tag", progress.by_tag),
        _parts("bank", "Bank", progress.by_bank),
        *([_parts("topic", "Topic", progress.by_topic)] if are_topics_told else []),
        _pace(progress),
        _hard("hardest", "Hardest", progress.hardest),
        _hard("leeches", "Leeches: wrong on eight days or more", progress.leeches),
        _scores(progress),
        _activity(progress),
    )


def _activity(progress: Progress) -> Table:
    rows = [(day.isoformat(), str(count)) for day, count in reversed(progress.activity) if count]
    return Table("calendar", "Days of learning", ("Day", "Answers"), tuple(rows), (1,), learned_text(progress))


def _forecast(progress: Progress) -> Table:
    rows = [(day.isoformat(), str(count)) for day, count in progress.forecast if count]
    return Table("due", "Due", ("Day", "Questions"), tuple(rows), (1,), due_text(progress))


def _calibration(progress: Progress) -> Table:
    rows = [
        (
            level.confidence.value,
            str(level.responses),
            percent(level.accuracy, 0) if level.is_told else TOO_FEW,
            window_text(level),
        )
        for level in progress.calibration
    ]
    head = ("Sure?", "Answers", "Right", "Should be")
    return Table("calibration", "How sure, how right", head, tuple(rows), (1, 2, 3), sureness(progress.calibration))


def _parts(name: str, noun: str, parts: Sequence[Part]) -> Table:
    rows = [
        (part.name, known_text(part), *map(str, (part.due, part.learning, part.solid, part.new)))
        for part in weakest_first(parts)
    ]
    head = (noun, "Known", "Due", "Learning", "Solid", "New")
    return Table(name, f"By {name}", head, tuple(rows), (1, 2, 3, 4, 5), weakest_text(parts))


def _pace(progress: Progress) -> Table:
    rows = [
        (pace.name, str(pace.responses), span_text(pace.seconds) if pace.is_told else TOO_FEW) for pace in progress.pace
    ]
    said = "Half of the answers took less, half of them more." if rows else ""
    return Table("time", "Time a question", ("Bank", "Answers", "Time"), tuple(rows), (1, 2), said)


def _scores(progress: Progress) -> Table:
    newest = progress.scores[::-1]
    rows = [(sat.day.isoformat(), ", ".join(sat.banks), percent(sat.fraction, 0)) for sat in newest]
    said = "No attempt is finished yet."
    if newest:
        best = max(newest, key=lambda sat: sat.fraction)
        said = f"{counted(len(rows), 'attempt')}; the last {rows[0][2]}, the best {percent(best.fraction, 0)}."
    return Table("scores", "Scores", ("Day", "Banks", "Score"), tuple(rows), (2,), said)


def _hard(name: str, title: str, hard: Sequence[HardQuestion]) -> Table:
    rows = [
        (shortened(question.prompt), question.key.bank, right_text(question), str(question.wrong_days))
        for question in hard
    ]
    head = ("Question", "Bank", "Right", "Days wrong")
    return Table(name, title, head, tuple(rows), (2, 3), "" if rows else "None.")


def right_text(question: HardQuestion) -> str:
    """Return how much of how many responses was right: `1.5 of 3`."""
    return f"{decimals(question.fraction * question.responses)} of {question.responses}"
