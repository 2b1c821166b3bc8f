"""Drawing the questions of an attempt from banks: filter, order, count."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from msgspec import Struct

from quiz.bank.model import Bank, Question
from quiz.practice.presentation import digest

DEFAULT_COUNT = 10
Seen: TypeAlias = Callable[[str, str], bool]


class Options(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """How an attempt was asked for.

    count: None for all. time_limit: seconds, None for none. Empty filters let everything through.
    """

    count: int | None = DEFAULT_COUNT
    tags: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    difficulties: tuple[str, ...] = ()
    unseen_first: bool = False
    confidence: bool = False
    time_limit: float | None = None


class Drawn(Struct, frozen=True):
    """One question with the bank that it comes from."""

    bank: Bank
    question: Question


class EmptyDraw(ValueError):
    """No question is left to draw; the message names the filter that matches none."""


def draw(banks: Sequence[Bank], options: Options, seed: int, seen: Seen | None = None) -> tuple[Drawn, ...]:
    """Draw questions in an order that depends on the seed and the question ids alone.

    At most one question of a group is drawn. Fewer than `options.count` come where there are no more. Raises
    `EmptyDraw`.
    """
    pool = [Drawn(bank, question) for bank in banks for question in bank.questions]
    if not pool:
        raise EmptyDraw("There is no question to draw: the chosen banks are empty.")
    pool = _filtered(pool, options)
    pool.sort(key=lambda drawn: digest(seed, drawn.bank.id, drawn.question.id))
    if options.unseen_first and seen is not None:
        pool.sort(key=lambda drawn: seen(drawn.bank.id, drawn.question.id))
    return tuple(_one_of_each_group(pool)[: options.count])


def _filtered(pool: list[Drawn], options: Options) -> list[Drawn]:
    """Apply each filter in turn, so that an error can name the one that left nothing."""
    tags = {tag.casefold() for tag in options.tags}
    filters: tuple[tuple[str, tuple[str, ...], Callable[[Question], bool]], ...] = (
        ("tag", options.tags, lambda question: not tags.isdisjoint(map(str.casefold, question.tags))),
        ("type", options.types, lambda question: question.type in options.types),
        ("difficulty", options.difficulties, lambda question: question.difficulty in options.difficulties),
    )
    applied: list[str] = []
    for name, wanted, passes in filters:
        if not wanted:
            continue
        pool = [drawn for drawn in pool if passes(drawn.question)]
        applied.append(f"{name} {' or '.join(wanted)}")
        if not pool:
            raise EmptyDraw(f"No question in the chosen banks has {' and '.join(applied)}.")
    return pool


def _one_of_each_group(pool: list[Drawn]) -> list[Drawn]:
    groups: set[tuple[str, str]] = set()
    kept = []
    for drawn in pool:
        if (group := drawn.question.group) is not None:
            if (drawn.bank.id, group) in groups:
                continue
            groups.add((drawn.bank.id, group))
        kept.append(drawn)
    return kept
