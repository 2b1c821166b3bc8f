"""Putting things in order."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from quiz.bank.questions.order import Order
from quiz.practice.grade import Grade, Part
from quiz.practice.questions.base import (
    AnswerPlace,
    PlacedAnswer,
    Presentation,
    Shuffle,
    StemAndChoices,
    Unreadable,
    rows_named,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


class Ordered(Struct, frozen=True, tag="ordered"):
    """To order: all items, first to last."""

    items: tuple[str, ...]


RESPONSES: Final[Mapping[type[Order], type[Ordered]]] = {Order: Ordered}


def present(question: Order, shuffled: Shuffle) -> Presentation:
    """Shuffle the items, but never into the right order: there an untouched list would be an answer."""
    for number in range(100):
        rows = shuffled(question.items, str(number))
        if rows != question.items:
            return Presentation(rows)
    return Presentation(question.items[::-1])


def stem_and_choices(_question: Order) -> StemAndChoices | None:
    return None


def grade(question: Order, response: Ordered) -> Grade:
    place = {item: at for at, item in enumerate(question.items)}
    pairs = list(combinations((place[item] for item in response.items), 2))
    right = sum(first < second for first, second in pairs)
    fraction = max(0.0, (2 * right - len(pairs)) / len(pairs))
    parts = tuple(
        Part(str(at), given, item, given == item)
        for at, (given, item) in enumerate(zip(response.items, question.items, strict=True), start=1)
    )
    return Grade(fraction, f"{right} of {len(pairs)} pairs in the right order.", parts)


def blind_chance(question: Order) -> float:
    chance = 1.0
    for place in range(2, len(question.items) + 1):
        chance /= place
    return chance


def random_score(_question: Order) -> float | None:
    return None


def missing(_question: Order, _response: Ordered) -> str | None:
    return None


def cleaned(_question: Order, response: Ordered, presentation: Presentation) -> Ordered | None:
    return response if sorted(response.items) == sorted(presentation.rows) else None


def line_labels(_question: Order) -> tuple[str, ...]:
    return ("",)


def parse(_question: Order, presentation: Presentation, lines: Sequence[str]) -> Ordered:
    named = list(rows_named(lines[0], presentation.rows))
    if sorted(named) != list(range(len(presentation.rows))):
        raise Unreadable
    return Ordered(tuple(presentation.rows[place] for place in named))


def expected(_question: Order, presentation: Presentation) -> str:
    rows = len(presentation.rows)
    return f"Type all {rows} numbers, first to last, such as {','.join(map(str, range(rows, 0, -1)))}"


def instruction(_question: Order) -> str:
    return "Put them in order, first to last."


def body(_question: Order) -> str | None:
    return None


def answer_lines(question: Order) -> tuple[str, ...]:
    return tuple(f"{place}. {item}" for place, item in enumerate(question.items, start=1))


def response_text(response: Ordered) -> str:
    return " → ".join(response.items)


def choices_taken(_response: Ordered) -> tuple[str, ...]:
    return ()


def choice_feedback(_question: Order, _response: Ordered) -> tuple[tuple[str, str], ...]:
    return ()


def places(question: Order) -> tuple[AnswerPlace, ...]:
    return tuple(
        AnswerPlace(f"Position {at}", {item: (item, item == right) for item in question.items}, is_position=True)
        for at, right in enumerate(question.items, start=1)
    )


def placed_answers(question: Order, response: Ordered, _grade: Grade) -> Iterator[PlacedAnswer]:
    for at, (item, right) in enumerate(zip(response.items, question.items, strict=True)):
        yield PlacedAnswer(at, item, item, item == right)
