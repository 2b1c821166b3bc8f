"""How the learner stands in the library: what the day asks, and what is known of each bank."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from quiz.bank.model import Bank
    from quiz.library.library import Library
    from quiz.practice.draw import Learning
    from quiz.practice.knowledge import StateCounts
    from quiz.practice.lessons import PathLesson
    from quiz.practice.today import Today


WEEKS: Final = 13
WEAKEST: Final = 7
"""So many tags are named."""


class BankStanding(NamedTuple):
    """What is known of a bank, how much of it is due, was last not right, or is forgotten again and again."""

    counts: StateCounts
    due: int
    mistakes: int
    leeches: int


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of the day, and of each bank by its file; nothing while library or log are being read.

    weakest: the tags of which least is known. days: the responses of the last weeks, a figure a day. path: the lessons.
    """

    today: Today | None = None
    banks: Mapping[Path, BankStanding] = field(default_factory=dict)
    weakest: Sequence[tuple[str, StateCounts]] = ()
    days: Sequence[tuple[date, int]] = ()
    path: Sequence[PathLesson] = ()


NOT_KNOWN: Final = Standing()


def standing(library: Library, learning: Learning, goal: int) -> Standing:
    from quiz.practice.draw import bank_keys
    from quiz.practice.lessons import lesson_path
    from quiz.practice.today import today

    path = lesson_path(entry.bank for entry in library.playable if entry.bank is not None)
    keys = [key for entry in library.playable for key in bank_keys(entry.bank)]
    banks = {entry.path: _bank_standing(entry.bank, learning) for entry in library.entries}
    start = learning.today - timedelta(days=learning.today.weekday() + 7 * (WEEKS - 1))
    days = [start + timedelta(days=ahead) for ahead in range((learning.today - start).days + 1)]
    return Standing(
        today(learning, keys, goal, path),
        banks,
        _weakest_tags([entry.bank for entry in library.playable if entry.bank is not None], learning),
        [(day, learning.responses.get(day, 0)) for day in days],
        path,
    )


def _weakest_tags(banks: Sequence[Bank], learning: Learning) -> list[tuple[str, StateCounts]]:
    from quiz.practice.knowledge import state_counts, weakness
    from quiz.practice.types import Key

    tags: dict[str, list[Key]] = {}
    for bank in banks:
        for question in bank.questions:
            for tag in dict.fromkeys(question.tags):
                tags.setdefault(tag, []).append(Key(bank.id, question.id))
    counted = [(tag, state_counts(learning.memories, keys)) for tag, keys in tags.items()]
    return sorted(counted, key=lambda tag: (weakness(tag[1]), tag[0]))[:WEAKEST]


def _bank_standing(bank: Bank | None, learning: Learning) -> BankStanding:
    from quiz.practice.draw import bank_keys
    from quiz.practice.knowledge import state_counts
    from quiz.practice.schedule import due, mistakes

    keys, memories = bank_keys(bank), learning.memories
    return BankStanding(
        state_counts(memories, keys),
        len(due(memories, keys, learning.today)),
        len(mistakes(memories, keys)),
        sum(key in memories and memories[key].is_leech for key in keys),
    )
