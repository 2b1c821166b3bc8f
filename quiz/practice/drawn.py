"""Drawn questions, those about one passage kept together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from quiz.bank.model import Bank
from quiz.bank.questions.registry import Question
from quiz.practice.digest import digest
from quiz.practice.types import Key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class DrawnQuestion(Struct, frozen=True):
    """One question with the bank that it comes from.

    left_out: of the last one, how many more there are that are not drawn because questions on one text come together.
    """

    bank: Bank
    question: Question
    left_out: int = 0

    @property
    def key(self) -> Key:
        return Key(self.bank.id, self.question.id)

    @property
    def set_name(self) -> tuple[str, str | None, str]:
        """What those questions share that are asked one after the other: their passage, or nothing but their own id."""
        passage = self.question.passage
        return self.bank.id, passage, "" if passage is not None else self.question.id

    def place(self, seed: int) -> bytes:
        """Where it comes by the seed; the same for all questions about a passage."""
        return digest(seed, self.bank.id, self.question.passage or self.question.id)


def one_of_each_group(pool: Iterable[DrawnQuestion]) -> list[DrawnQuestion]:
    """Leave out the variants of a question after the first."""
    return _ungrouped(pool, set())


def fitting(
    pool: Iterable[DrawnQuestion], places: Mapping[Key, int], count: int | None = None
) -> tuple[DrawnQuestion, ...]:
    """Take up to `count` questions from a pool in its order, those about a passage where the first of them stands.

    `places` are those of questions in their bank, and the order within a set. A set that no longer fits is passed over
    for what comes next; the first of all is cut at its end to the whole count. At most one of a group is taken.
    """
    sets: dict[tuple[str, str | None, str], list[DrawnQuestion]] = {}
    for drawn in pool:
        sets.setdefault(drawn.set_name, []).append(drawn)
    taken: list[DrawnQuestion] = []
    groups: set[tuple[str, str]] = set()
    left_out = 0
    for one in sets.values():
        known = set(groups)
        members = _ungrouped(sorted(one, key=lambda drawn: places[drawn.key]), known)
        room = len(members) if count is None else count - len(taken)
        if len(members) > room and taken:
            left_out += len(members)
            continue
        groups = known
        taken += members[:room]
        if len(taken) == count:
            left_out = len(members) - len(members[:room])
            break
    return (*taken[:-1], *(replace(last, left_out=left_out) for last in taken[-1:]))


def _ungrouped(pool: Iterable[DrawnQuestion], groups: set[tuple[str, str]]) -> list[DrawnQuestion]:
    """Leave out those whose group is among `groups`, to which the groups of all others are added."""
    kept = []
    for drawn in pool:
        if (group := drawn.question.group) is not None:
            if (drawn.bank.id, group) in groups:
                continue
            groups.add((drawn.bank.id, group))
        kept.append(drawn)
    return kept
