"""The figures of a learner's progress, from the log, the schedule and the attempts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import mean, median
from typing import TYPE_CHECKING

from quiz.practice.knowledge import StateCounts, state_counts, weakness
from quiz.practice.marking import IDEAL, Judgement, Level
from quiz.practice.schedule import LogEntry, Memory, due, mastery, retrievability
from quiz.practice.sight import seen_text
from quiz.practice.today import streak
from quiz.practice.types import Confidence, Key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from quiz.bank.model import Bank

FORECAST_DAYS = 30
CALENDAR_WEEKS = 53
"""Weeks from Monday to Sunday, the present one last: a year and the rest of the week in which it began."""
RECENT_DAYS = 7
HARDEST = 10
ENOUGH = 5
"""No share and no median is told of fewer responses."""
OFTEN = 2
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
class Part:
    """A part of the library: how many of its questions are in each state, and how many of them are due.

    id: of the bank; the name of a tag or topic. mastered: share of all its questions whose last response was right.
    recall: mean FSRS retrievability of the seen questions; None where none was seen.
    """

    id: str
    name: str
    questions: int
    seen: int
    mastered: float
    recall: float | None
    new: int
    learning: int
    known: int
    solid: int
    due: int

    @property
    def states(self) -> StateCounts:
        return StateCounts(self.new, self.learning, self.known, self.solid)

    @property
    def share_known(self) -> float:
        return self.states.at_least_known / self.questions


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How much of some responses was right; None where there are none."""

    responses: int
    accuracy: float | None

    @property
    def is_told(self) -> bool:
        return self.responses >= ENOUGH


@dataclass(frozen=True, slots=True)
class Calibration:
    """The responses given at one level of confidence: accuracy beside the range at which that level is best."""

    confidence: Confidence
    responses: int
    accuracy: float
    low: float
    high: float

    @property
    def is_told(self) -> bool:
        return self.responses >= ENOUGH

    @property
    def judgement(self) -> Judgement:
        return Level(self.confidence, self.responses, self.accuracy).judgement


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds a question, as the median of its responses."""

    name: str
    responses: int
    seconds: float

    @property
    def is_told(self) -> bool:
        return self.responses >= ENOUGH


@dataclass(frozen=True, slots=True)
class HardQuestion:
    """A question with its share over all responses. wrong_days: on so many days the first one was wrong."""

    key: Key
    prompt: str
    responses: int
    fraction: float
    lapses: int
    wrong_days: int


@dataclass(frozen=True, slots=True)
class Progress:
    """Everything that the progress screen and `quiz progress` show.

    days: on how many something was answered. streak: days in a row up to today, or to yesterday while today is young.
    recent: the responses of the last seven days. whole: all questions as one part. activity: responses a day, of the
    last 53 weeks, oldest first. forecast: questions due on each of the next 30 days from today, what is overdue on the
    first.
    """

    today: date
    responses: int
    days: int
    streak: int
    longest_streak: int
    recent: Accuracy
    scores: tuple[FinishedAttempt, ...]
    whole: Part
    by_bank: tuple[Part, ...]
    by_topic: tuple[Part, ...]
    by_tag: tuple[Part, ...]
    activity: tuple[tuple[date, int], ...]
    forecast: tuple[tuple[date, int], ...]
    calibration: tuple[Calibration, ...]
    pace: tuple[Pace, ...]
    hardest: tuple[HardQuestion, ...]
    leeches: tuple[HardQuestion, ...]


def known_questions(banks: Iterable[Bank]) -> tuple[LibraryQuestion, ...]:
    return tuple(
        LibraryQuestion(
            Key(bank.id, question.id), seen_text(question.prompt, bank.markup), bank.title, bank.topic, question.tags
        )
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
    first = today - timedelta(days=today.weekday() + 7 * (CALENDAR_WEEKS - 1))
    hard = _hard(log, memories, library)
    return Progress(
        today=today,
        responses=len(log),
        days=len(days),
        streak=streak(days, today),
        longest_streak=longest_streak(days),
        recent=_accuracy([logged for logged in log if today - timedelta(days=RECENT_DAYS) < logged.day]),
        scores=tuple(attempts),
        whole=_part("all", "all", [question.key for question in library], memories, today),
        by_bank=_parts(library, memories, today, lambda question: ((question.key.bank, question.bank_title),)),
        by_topic=_parts(library, memories, today, lambda question: ((question.topic, question.topic),)),
        by_tag=_parts(library, memories, today, lambda question: [(tag, tag) for tag in question.tags]),
        activity=tuple((day, days[day]) for day in _days(first, (today - first).days + 1)),
        forecast=_forecast([question.key for question in library], memories, today),
        calibration=_calibration(log),
        pace=_pace(log, library),
        hardest=tuple(question for question in hard if question.responses >= OFTEN and question.fraction < 1)[:HARDEST],
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


def _accuracy(log: Sequence[LogEntry]) -> Accuracy:
    return Accuracy(len(log), mean(logged.fraction for logged in log) if log else None)


def _parts(
    library: Sequence[LibraryQuestion],
    memories: dict[Key, Memory],
    today: date,
    labels: Callable[[LibraryQuestion], Sequence[tuple[str, str]]],
) -> tuple[Part, ...]:
    """Return the library by label, each an id and a name, in the order of the names."""
    groups: dict[tuple[str, str], list[Key]] = {}
    for question in library:
        for label in dict.fromkeys(labels(question)):
            groups.setdefault(label, []).append(question.key)
    by_name = sorted(groups.items(), key=lambda group: (group[0][1], group[0][0]))
    return tuple(_part(*label, keys, memories, today) for label, keys in by_name)


def _part(id: str, name: str, keys: Sequence[Key], memories: dict[Key, Memory], today: date) -> Part:  # noqa: A002
    seen = [memories[key] for key in keys if key in memories]
    return Part(
        id=id,
        name=name,
        questions=len(keys),
        seen=len(seen),
        mastered=mastery(memories, keys),
        recall=mean(retrievability(memory, today) for memory in seen) if seen else None,
        **state_counts(memories, keys)._asdict(),
        due=len(due(memories, keys, today)),
    )


def weakest_first(parts: Sequence[Part]) -> tuple[Part, ...]:
    """Return parts with the smallest share known first, those that were not begun after all others."""
    return tuple(sorted(parts, key=lambda part: (weakness(part.states), part.name)))


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
        HardQuestion(
            question.key,
            question.prompt,
            len(shares),
            mean(shares),
            memories[question.key].lapses,
            memories[question.key].wrong_days,
        )
        for question in library
        if (shares := fractions.get(question.key)) is not None
    ]
    return sorted(hard, key=lambda hard_question: (hard_question.fraction, -hard_question.responses, hard_question.key))
