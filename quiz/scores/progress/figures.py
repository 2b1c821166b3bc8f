"""The figures of a learner's progress, from the log, the schedule and the attempts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import mean, median
from typing import TYPE_CHECKING

from quiz.practice.marking import IDEAL
from quiz.practice.schedule import LogEntry, Memory, retrievability
from quiz.practice.today import streak
from quiz.practice.types import Confidence, Key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from quiz.bank.model import Bank

FORECAST_DAYS = 30
CALENDAR_WEEKS = 12
HARDEST = 10
ENOUGH_RESPONSES = 2
"""A question is called hard from so many responses on: one slip says little."""


@dataclass(frozen=True, slots=True)
class LibraryQuestion:
    """A question of the library as the figures need it."""

    key: Key
    prompt: str
    bank_title: str
    topic: str
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FinishedAttempt:
    """A finished attempt: its local day and the share of its points."""

    day: date
    fraction: float
    banks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mastery:
    """A part of the library. mastered: share of all its questions whose last response was right.

    recall: mean FSRS retrievability of the seen questions; None where none was seen.
    """

    name: str
    questions: int
    seen: int
    mastered: float
    recall: float | None


@dataclass(frozen=True, slots=True)
class Calibration:
    """The responses given at one level of confidence: accuracy beside the range at which that level is best."""

    confidence: Confidence
    responses: int
    accuracy: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds a question, as the median of its responses."""

    name: str
    responses: int
    seconds: float


@dataclass(frozen=True, slots=True)
class HardQuestion:
    """A question with its share over all responses."""

    key: Key
    prompt: str
    responses: int
    fraction: float
    lapses: int


@dataclass(frozen=True, slots=True)
class Progress:
    """Everything that the progress screen and `quiz progress` show.

    activity: responses a day, the last twelve weeks, oldest first. forecast: questions due on each of the next 30 days
    from today, what is overdue on the first. streak: days in a row up to today, or to yesterday while today is young.
    """

    today: date
    responses: int
    streak: int
    longest_streak: int
    scores: tuple[FinishedAttempt, ...]
    by_bank: tuple[Mastery, ...]
    by_topic: tuple[Mastery, ...]
    by_tag: tuple[Mastery, ...]
    activity: tuple[tuple[date, int], ...]
    forecast: tuple[tuple[date, int], ...]
    calibration: tuple[Calibration, ...]
    pace: tuple[Pace, ...]
    hardest: tuple[HardQuestion, ...]
    leeches: tuple[HardQuestion, ...]


def known_questions(banks: Iterable[Bank]) -> tuple[LibraryQuestion, ...]:
    return tuple(
        LibraryQuestion(Key(bank.id, question.id), question.prompt, bank.title, bank.topic, question.tags)
        for bank in banks
        for question in bank.questions
    )


def progress(
    log: Sequence[LogEntry],
    memories: dict[Key, Memory],
    attempts: Sequence[FinishedAttempt],
    library: Sequence[LibraryQuestion],
    today: date,
) -> Progress:
    """Return the figures. A question no longer in the library counts in activity and pace, and is never due."""
    days = Counter(logged.day for logged in log)
    first = today - timedelta(days=7 * CALENDAR_WEEKS - 1)
    hard = _hard(log, memories, library)
    return Progress(
        today=today,
        responses=len(log),
        streak=streak(days, today),
        longest_streak=longest_streak(days),
        scores=tuple(attempts),
        by_bank=_mastery(library, memories, today, lambda question: (question.bank_title,)),
        by_topic=_mastery(library, memories, today, lambda question: (question.topic,)),
        by_tag=_mastery(library, memories, today, lambda question: question.tags),
        activity=tuple((day, days[day]) for day in _days(first, 7 * CALENDAR_WEEKS)),
        forecast=_forecast([question.key for question in library], memories, today),
        calibration=_calibration(log),
        pace=_pace(log, library),
        hardest=tuple(
            question for question in hard if question.responses >= ENOUGH_RESPONSES and question.fraction < 1
        )[:HARDEST],
        leeches=tuple(question for question in hard if memories[question.key].is_leech),
    )


def longest_streak(days: Iterable[date]) -> int:
    learned = set(days)
    starts = [day for day in learned if day - timedelta(days=1) not in learned]
    return max((streak(learned, _last_in_a_row(learned, day)) for day in starts), default=0)


def _last_in_a_row(learned: set[date], day: date) -> date:
    while day + timedelta(days=1) in learned:
        day += timedelta(days=1)
    return day


def _days(first: date, count: int) -> list[date]:
    return [first + timedelta(days=number) for number in range(count)]


def _mastery(
    library: Sequence[LibraryQuestion],
    memories: dict[Key, Memory],
    today: date,
    labels: Callable[[LibraryQuestion], Sequence[str]],
) -> tuple[Mastery, ...]:
    groups: dict[str, list[Key]] = {}
    for question in library:
        for label in labels(question):
            groups.setdefault(label, []).append(question.key)
    return tuple(_mastered(name, keys, memories, today) for name, keys in sorted(groups.items()))


def _mastered(name: str, keys: Sequence[Key], memories: dict[Key, Memory], today: date) -> Mastery:
    seen = [memories[key] for key in keys if key in memories]
    return Mastery(
        name=name,
        questions=len(keys),
        seen=len(seen),
        mastered=sum(memory.last_fraction >= 1 for memory in seen) / len(keys),
        recall=mean(retrievability(memory, today) for memory in seen) if seen else None,
    )


def _forecast(keys: Sequence[Key], memories: dict[Key, Memory], today: date) -> tuple[tuple[date, int], ...]:
    waiting = Counter(max(today, memories[key].due) for key in keys if key in memories)
    return tuple((day, waiting[day]) for day in _days(today, FORECAST_DAYS))


def _calibration(log: Sequence[LogEntry]) -> tuple[Calibration, ...]:
    by_level: dict[Confidence, list[float]] = {}
    for logged in log:
        if logged.confidence is not None:
            by_level.setdefault(logged.confidence, []).append(logged.fraction)
    return tuple(
        Calibration(level, len(by_level[level]), mean(by_level[level]), *IDEAL[level])
        for level in Confidence
        if level in by_level
    )


def _pace(log: Sequence[LogEntry], library: Sequence[LibraryQuestion]) -> tuple[Pace, ...]:
    titles = {question.key.bank: question.bank_title for question in library}
    by_bank: dict[str, list[float]] = {}
    for logged in log:
        by_bank.setdefault(titles.get(logged.key.bank, logged.key.bank), []).append(logged.seconds)
    paces = [Pace(name, len(seconds), median(seconds)) for name, seconds in sorted(by_bank.items())]
    if len(paces) > 1:
        paces.append(Pace("all", len(log), median(logged.seconds for logged in log)))
    return tuple(paces)


def _hard(
    log: Sequence[LogEntry], memories: dict[Key, Memory], library: Sequence[LibraryQuestion]
) -> list[HardQuestion]:
    """Return the seen questions of the library, the hardest first."""
    fractions: dict[Key, list[float]] = {}
    for logged in log:
        fractions.setdefault(logged.key, []).append(logged.fraction)
    hard = [
        HardQuestion(question.key, question.prompt, len(shares), mean(shares), memories[question.key].lapses)
        for question in library
        if (shares := fractions.get(question.key)) is not None
    ]
    return sorted(hard, key=lambda hard_question: (hard_question.fraction, -hard_question.responses, hard_question.key))
