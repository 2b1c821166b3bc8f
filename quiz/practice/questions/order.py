"""Putting things in order."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Final, NamedTuple

from msgspec import Struct

from quiz.bank.questions.order import Order
from quiz.practice.grade import Grade, Part
from quiz.practice.questions.base import (
    AnswerPlace,
    FeedbackRow,
    PlacedAnswer,
    Presentation,
    RowState,
    Shuffle,
    StemAndChoices,
    Told,
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


def shown_after(_question: Order, _lines: Sequence[str]) -> tuple[str, ...]:
    return ()


def is_whole(_question: Order, lines: Sequence[str]) -> bool:
    return bool(lines)


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


class Move(NamedTuple):
    """An item as it was given. given, right: its place and the one where it belongs, counted from 1."""

    item: str
    given: int
    right: int

    @property
    def shift(self) -> int:
        """How many places it moves, up below 0, down above."""
        return self.right - self.given


def moves(question: Order, response: Ordered) -> tuple[Move, ...]:
    """Return every item in the order given, with the way to where it belongs."""
    right = {item: at for at, item in enumerate(question.items, start=1)}
    return tuple(Move(item, at, right[item]) for at, item in enumerate(response.items, start=1))


def told(question: Order, response: Ordered) -> Told:
    total = len(question.items)
    in_place = sum(not move.shift for move in moves(question, response))
    if in_place == total:
        return Told(f"All {total} in place.", f"all {total} in place")
    place = {item: at for at, item in enumerate(question.items)}
    pairs = list(combinations((place[item] for item in response.items), 2))
    reversed_pairs = sum(first > second for first, second in pairs)
    earns = 2 * reversed_pairs < len(pairs)
    count = f"{in_place} of {total} in place" if in_place else "None in place"
    # The share goes by pairs: where it and the places seem to say different things, both are told.
    more = ""
    if earns and not in_place:
        more = ", but most pairs are in the right order"
    elif in_place and not earns:
        most = "half of the pairs" if 2 * reversed_pairs == len(pairs) else "most pairs"
        more = f", but {most} are the wrong way round"
    return Told(f"{count}{more}.", count if in_place else "none in place")


def feedback_rows(question: Order, response: Ordered | None, _presentation: Presentation) -> Iterator[FeedbackRow]:
    given = {move.item: move for move in moves(question, response)} if response is not None else {}
    for item in question.items:
        move = given.get(item)
        if move is None:
            yield FeedbackRow(item, RowState.ANSWER)
        elif move.shift:
            yield FeedbackRow(item, RowState.MISSED, f"you had it at {move.given}", shift=move.shift)
        else:
            yield FeedbackRow(item, RowState.RIGHT)


def places(question: Order) -> tuple[AnswerPlace, ...]:
    return tuple(
        AnswerPlace(f"Position {at}", {item: (item, item == right) for item in question.items}, is_position=True)
        for at, right in enumerate(question.items, start=1)
    )


def placed_answers(question: Order, response: Ordered, _grade: Grade) -> Iterator[PlacedAnswer]:
    for at, (item, right) in enumerate(zip(response.items, question.items, strict=True)):
        yield PlacedAnswer(at, item, item, item == right)
