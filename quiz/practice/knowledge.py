"""What a learner knows of a question, and what follows from a response: its state, and when it comes back."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

from quiz.text import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from quiz.practice.schedule import Memory
    from quiz.practice.types import Key

KNOWN_FROM: Final = 7.0
"""Days of stability from which a question that was last right is known."""
SOLID_FROM: Final = 30.0
WEEK: Final = 7


class State(StrEnum):
    """How well a question is known, from the least on."""

    NEW = "new"
    LEARNING = "learning"
    KNOWN = "known"
    SOLID = "solid"

    @property
    def rank(self) -> int:
        return list(State).index(self)


def state_of(memory: Memory | None) -> State:
    """Return the state of a question from its memory; one without was never asked."""
    if memory is None:
        return State.NEW
    if memory.last_fraction < 1 or memory.stability < KNOWN_FROM:
        return State.LEARNING
    return State.SOLID if memory.stability >= SOLID_FROM else State.KNOWN


class StateCounts(NamedTuple):
    """How many questions are in each state."""

    new: int = 0
    learning: int = 0
    known: int = 0
    solid: int = 0

    @property
    def total(self) -> int:
        return sum(self)

    @property
    def seen(self) -> int:
        return self.total - self.new

    @property
    def at_least_known(self) -> int:
        """How many are known, the solid ones among them."""
        return self.known + self.solid


def state_counts(memories: Mapping[Key, Memory], keys: Iterable[Key]) -> StateCounts:
    """Count some questions by state."""
    found = Counter(state_of(memories.get(key)) for key in keys)
    return StateCounts(*(found[state] for state in State))


def weakness(counts: StateCounts) -> tuple[bool, float, int]:
    """Return what puts parts in order, the smallest share known first, those that were not begun after all others."""
    share = counts.at_least_known / counts.total if counts.total else 0.0
    return not counts.seen, share, -counts.total


class Sequel(NamedTuple):
    """What follows from a response. state: `now known` where it is a step up, else empty; back: when it comes back."""

    state: str
    back: str

    def __str__(self) -> str:
        return " · ".join(filter(None, self))


def sequel(before: Memory | None, after: Memory, today: date) -> Sequel:
    """Return what follows from a response, with the memory before it and after it."""
    state = state_of(after)
    is_up = state.rank > max(state_of(before).rank, State.LEARNING.rank)
    return Sequel(f"now {state}" if is_up else "", back_text((after.due - today).days))


def back_text(days: int) -> str:
    """Say when a question comes back that is due in so many days: `back today`, `back tomorrow`, `back in 12 days`."""
    if days <= 0:
        return "back today"
    return "back tomorrow" if days == 1 else f"back in {days} days"


def coming_back(questions: int, days: int) -> str:
    """Say how many questions come back in so many days: `1 question comes back tomorrow`."""
    return f"{counted(questions, 'question')} {'comes' if questions == 1 else 'come'} {back_text(days)}"


class Changes(NamedTuple):
    """How many questions of an attempt went up to a state, and how many fell back to a lower one."""

    learning: int = 0
    known: int = 0
    solid: int = 0
    fell: int = 0

    @property
    def lines(self) -> tuple[tuple[str, str], ...]:
        """What changed with how often: `now known`, `+4`; nothing where nothing did."""
        up = (("now learning", self.learning), ("now known", self.known), ("now solid", self.solid))
        told = [(name, f"+{count}") for name, count in up if count]
        return (*told, *([("fell back", f"−{self.fell}")] if self.fell else []))


def changes(steps: Iterable[tuple[Memory | None, Memory | None]]) -> Changes:
    """Count the steps of questions from one memory to another."""
    found: Counter[State | None] = Counter()
    for before, after in ((state_of(one), state_of(other)) for one, other in steps):
        if before is not after:
            found[after if after.rank > before.rank else None] += 1
    return Changes(found[State.LEARNING], found[State.KNOWN], found[State.SOLID], found[None])


class Returns(NamedTuple):
    """How many questions come back when."""

    today: int = 0
    tomorrow: int = 0
    week: int = 0
    later: int = 0

    @property
    def lines(self) -> tuple[tuple[str, str], ...]:
        """When with how many: `tomorrow`, `3`; today is left out where nothing is due, all of it where nothing is."""
        if not any(self):
            return ()
        told = (("tomorrow", self.tomorrow), (f"in 2 to {WEEK} days", self.week), ("later", self.later))
        rows = [("today", self.today), *told] if self.today else list(told)
        return tuple((name, str(count)) for name, count in rows)


def returns(memories: Iterable[Memory], today: date) -> Returns:
    """Count when questions are due; what waited longer is due today."""
    found = [(memory.due - today).days for memory in memories]
    return Returns(
        today=sum(days <= 0 for days in found),
        tomorrow=sum(days == 1 for days in found),
        week=sum(1 < days <= WEEK for days in found),
        later=sum(days > WEEK for days in found),
    )
