"""The chronology of banks: what happened when, in columns, as far as a learner has met it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from quiz.bank.lessons import full_name
from quiz.practice.types import Key

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from quiz.bank.lessons import Event
    from quiz.bank.model import Bank

NOT_MET = "not met yet"


class DatedEvent(NamedTuple):
    """An event of a bank. is_met: whether the learner was asked one of its questions, or it has none to ask."""

    bank: Bank
    event: Event
    is_met: bool


class Timeline(NamedTuple):
    """Events by date, and the columns in which they stand, in the order in which the banks name them."""

    columns: tuple[str, ...]
    events: tuple[DatedEvent, ...]

    @property
    def met(self) -> int:
        return sum(one.is_met for one in self.events)


def timeline(banks: Iterable[Bank], asked: Container[Key]) -> Timeline:
    """Return the chronology of banks for a learner who was `asked` some questions.

    A year comes before its months, a month before its days; on one date the order is that of the banks. Questions that
    no bank has are passed over.
    """
    banks = tuple(banks)
    if not any(bank.events for bank in banks):
        return Timeline((), ())
    there = {Key(bank.id, question.id) for bank in banks for question in bank.questions}
    columns = dict.fromkeys(event.column for bank in banks for event in bank.events)
    events = [DatedEvent(bank, event, _is_met(bank, event, there, asked)) for bank in banks for event in bank.events]
    return Timeline(tuple(columns), tuple(sorted(events, key=lambda one: one.event.date)))


def _is_met(bank: Bank, event: Event, there: Container[Key], asked: Container[Key]) -> bool:
    keys = [key for name in event.questions if (key := Key(*full_name(name, bank.id))) in there]
    return not keys or any(key in asked for key in keys)


def timeline_lines(found: Timeline, *, shows_all: bool = False) -> Iterable[str]:
    """Yield the chronology in words, an event a line."""
    yield f"{found.met} of {len(found.events)} events met."
    for one in found.events:
        text = one.event.text if shows_all or one.is_met else NOT_MET
        yield f"{one.event.date}, {one.event.column}: {text}"
