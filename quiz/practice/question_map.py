"""The map of a bank, of a tag or of all: its questions with what is known of each, and when it comes back."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from quiz.practice.knowledge import State, state_of
from quiz.practice.sight import seen_text
from quiz.practice.types import Key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from quiz.bank.model import Bank
    from quiz.practice.schedule import Memory


class Order(StrEnum):
    """In which order the questions stand."""

    WEAKEST = "weakest first"
    BANK = "as in the bank"


class Spot(NamedTuple):
    """A question on the map. days: until it comes back, 0 where it is due; None where it was never asked.

    stability: how long it is remembered, in days.
    """

    key: Key
    prompt: str
    state: State
    days: int | None = None
    stability: float = 0.0
    is_wrong: bool = False

    @property
    def when(self) -> str:
        """When it comes back: `new`, `today`, `tomorrow`, `in 12 days`."""
        if self.days is None:
            return "new"
        return "today" if self.days == 0 else "tomorrow" if self.days == 1 else f"in {self.days} days"


def spots(banks: Iterable[Bank], memories: Mapping[Key, Memory], today: date, tag: str | None = None) -> list[Spot]:
    """Return the questions of banks in their order, those with a tag where one is given."""
    wanted = tag.casefold() if tag is not None else None
    return [
        _spot(Key(bank.id, question.id), " ".join(seen_text(question.prompt, bank.markup).split()), memories, today)
        for bank in banks
        for question in bank.questions
        if wanted is None or wanted in map(str.casefold, question.tags)
    ]


def _spot(key: Key, prompt: str, memories: Mapping[Key, Memory], today: date) -> Spot:
    memory = memories.get(key)
    if memory is None:
        return Spot(key, prompt, State.NEW)
    days = max(0, (memory.due - today).days)
    return Spot(key, prompt, state_of(memory), days, memory.stability, is_wrong=memory.last_fraction < 1)


def shown(found: Sequence[Spot], order: Order, state: State | None = None) -> list[Spot]:
    """Return questions in an order, those in one state where one is given."""
    kept = [spot for spot in found if state is None or spot.state is state]
    return kept if order is Order.BANK else sorted(kept, key=_weakness)


def set_of(found: Sequence[Spot]) -> list[Key]:
    """Return questions as a set asks them: the weakest first, whatever order they stand in."""
    return [spot.key for spot in sorted(found, key=_weakness)]


def _weakness(spot: Spot) -> tuple[int, bool, float]:
    """Put what is being learned first, what was wrong before the rest, then what is new, then what is known."""
    rank = _RANKS.index(spot.state)
    return rank, not spot.is_wrong, spot.stability


_RANKS = (State.LEARNING, State.NEW, State.KNOWN, State.SOLID)
