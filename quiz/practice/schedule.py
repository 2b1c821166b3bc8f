"""The learner's calendar, and what the log says of each question: seen, right, and when it is due again.

The log is the truth. The schedule is computed from it by FSRS-6, without fuzz and without learning steps, so that it is
the same on every replay and every machine.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from quiz.practice.types import Confidence, Key
from quiz.settings import DEFAULTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from fsrs import Scheduler

AGAIN, HARD, GOOD = 1, 2, 3
HALF: Final = 0.5
"""From this fraction on a response passes in part."""
GUESSABLE: Final = 0.2
"""From this chance of a blind hit on, a right guess is no recall."""
LEECH_DAYS: Final = 8
"""On so many days the first response to a leech was worth less than half."""
RETENTION: Final = DEFAULTS.retention
NEW_A_DAY: Final = DEFAULTS.new_per_day
DAY_START: Final = DEFAULTS.day_start
"""The local hour at which a new learning day begins: in the small hours, not at midnight."""


def learning_day(now: datetime, start: int = DAY_START, last: date | None = None) -> date:
    """Return the learning day of a local time.

    `now` carries its zone. `last` is the learner's last day: a clock set back never leads behind it.

    >>> learning_day(datetime(2026, 3, 1, 3, 59, tzinfo=UTC))
    datetime.date(2026, 2, 28)
    """
    day = (now - timedelta(hours=start)).date()
    return day if last is None else max(day, last)


class LogEntry(Struct, frozen=True):
    """A response that counts, as far as history needs it.

    chance: of a wholly right response by blind guessing. day: the learning day, never earlier than the one before.
    """

    key: Key
    fraction: float
    chance: float
    day: date
    confidence: Confidence | None = None
    seconds: float = 0.0
    at: datetime | None = None


class Memory(Struct, frozen=True):
    """What is known of one question. stability: days. due: the learning day on which it is due.

    wrong_days: on how many learning days the first response was worth less than half, known before or not. lapses: how
    often FSRS saw it forgotten. was_right: whether any response was wholly right.
    """

    last_fraction: float
    first_day: date
    last_day: date
    responses: int
    lapses: int
    stability: float
    due: date
    wrong_days: int = 0
    was_right: bool = False

    @property
    def is_leech(self) -> bool:
        return self.wrong_days >= LEECH_DAYS


def rating(logged: LogEntry) -> int:
    """Return what a response is to FSRS: Again, Hard or Good. A wrong response is never Hard, for Hard is a pass."""
    if logged.fraction >= 1:
        if logged.confidence is Confidence.GUESS:
            return AGAIN if logged.chance >= GUESSABLE else HARD
        return GOOD
    return HARD if logged.fraction >= HALF else AGAIN


def remember(log: Iterable[LogEntry], retention: float = RETENTION) -> dict[Key, Memory]:
    """Return the memory of every question in a log, whose order is the order of the responses.

    Of several responses to a question on one day FSRS sees the first; the last one says whether it is right now.
    """
    scheduler = _scheduler(retention)
    by_key: dict[Key, list[LogEntry]] = {}
    for logged in log:
        by_key.setdefault(logged.key, []).append(logged)
    return {key: _memory(number, responses, scheduler) for number, (key, responses) in enumerate(by_key.items())}


def reviews(log: Iterable[LogEntry]) -> list[tuple[int, LogEntry, int]]:
    """Return the reviews that FSRS sees, in the order of the log: card number, response, rating."""
    cards: dict[Key, int] = {}
    seen: set[tuple[Key, date]] = set()
    found = []
    for logged in log:
        card = cards.setdefault(logged.key, len(cards) + 1)
        if (logged.key, logged.day) not in seen:
            seen.add((logged.key, logged.day))
            found.append((card, logged, rating(logged)))
    return found


@cache
def _scheduler(retention: float) -> Scheduler:
    from fsrs import Scheduler

    return Scheduler(desired_retention=retention, learning_steps=(), relearning_steps=(), enable_fuzzing=False)


def _memory(number: int, responses: Sequence[LogEntry], scheduler: Scheduler) -> Memory:
    from fsrs import Card, Rating

    first = _noon(responses[0].day)
    card = Card(card_id=number, due=first)
    lapses = wrong_days = 0
    before: int | None = None
    for _, logged, rated in reviews(responses):
        card, _ = scheduler.review_card(card, Rating(rated), _noon(logged.day))
        lapses += rated == AGAIN and before is not None and before > AGAIN
        wrong_days += logged.fraction < HALF
        before = rated
    assert card.stability is not None
    return Memory(
        last_fraction=responses[-1].fraction,
        first_day=responses[0].day,
        last_day=responses[-1].day,
        responses=len(responses),
        lapses=lapses,
        stability=card.stability,
        due=card.due.date(),
        wrong_days=wrong_days,
        was_right=any(logged.fraction >= 1 for logged in responses),
    )


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)


# What follows from it


def retrievability(memory: Memory, today: date) -> float:
    """Return the probability of a right answer today by FSRS-6: (1 + factor · days / stability)^decay."""
    from fsrs import Card

    card = Card(card_id=0, stability=memory.stability, last_review=_noon(memory.last_day))
    return _scheduler(RETENTION).get_card_retrievability(card, _noon(max(today, memory.last_day)))


def due(memories: dict[Key, Memory], keys: Iterable[Key], today: date) -> list[Key]:
    """Return the seen questions that are due, those that waited longest first."""
    waiting = [key for key in keys if key in memories and memories[key].due <= today]
    return sorted(waiting, key=lambda key: (memories[key].due, key))


def fresh(memories: dict[Key, Memory], keys: Iterable[Key]) -> list[Key]:
    """Return the questions never answered, in the order given."""
    return [key for key in keys if key not in memories]


def new_left(memories: dict[Key, Memory], today: date, a_day: int = NEW_A_DAY) -> int:
    """Return how many new questions may still be asked today."""
    begun = sum(memory.first_day == today for memory in memories.values())
    return max(0, a_day - begun)


def mistakes(memories: dict[Key, Memory], keys: Iterable[Key]) -> list[Key]:
    """Return the questions whose last response was not wholly right."""
    return [key for key in keys if key in memories and memories[key].last_fraction < 1]


def left_wrong(memories: dict[Key, Memory], keys: Iterable[Key], today: date) -> list[Key]:
    """Return the mistakes that a day still has, neither due by themselves nor answered on it, the nearest first."""
    waiting = [key for key in mistakes(memories, keys) if memories[key].due > today > memories[key].last_day]
    return sorted(waiting, key=lambda key: (memories[key].due, key))


def ahead(memories: dict[Key, Memory], keys: Iterable[Key], today: date) -> list[Key]:
    """Return the seen questions that are due later and were not answered today, the nearest first."""
    later = [key for key in keys if key in memories and memories[key].due > today > memories[key].last_day]
    return sorted(later, key=lambda key: (memories[key].due, key))


def mastery(memories: dict[Key, Memory], keys: Sequence[Key]) -> float:
    """Return the share of all questions whose last response was right; one never seen is not mastered."""
    right = sum(key in memories and memories[key].last_fraction >= 1 for key in keys)
    return right / len(keys) if keys else 0.0
