"""Judging a response: how much of it is right, and how that came about."""

from decimal import Decimal, localcontext
from enum import StrEnum
from itertools import combinations
from typing import Final, assert_never

from msgspec import Struct

from quiz.bank.matching import fold
from quiz.bank.questions.choice import Multiple, Single, TrueFalse
from quiz.bank.questions.order import Order
from quiz.bank.questions.placement import Classify, Match
from quiz.bank.questions.registry import Question
from quiz.bank.questions.typed import Cloze, Number, TextQuestion
from quiz.practice.edit_distance import distance
from quiz.practice.response import Chosen, DontKnow, Filled, Judged, Ordered, Placed, Response, Typed


class Verdict(StrEnum):
    RIGHT = "right"
    PARTLY = "partly"
    WRONG = "wrong"

    @property
    def word(self) -> str:
        return VERDICT_WORDS[self]

    @property
    def mark(self) -> str:
        return VERDICT_MARKS[self]


_EXACT: Final = 400
"""Digits enough for the difference of any two numbers that a bank and a learner can write."""
_NEAR_MISS: Final = "A near miss: one letter more is off than is forgiven."
VERDICT_WORDS: Final = {Verdict.RIGHT: "Right", Verdict.PARTLY: "Partly right", Verdict.WRONG: "Wrong"}
VERDICT_MARKS: Final = {Verdict.RIGHT: "✓", Verdict.PARTLY: "◐", Verdict.WRONG: "✗"}


class Part(Struct, frozen=True, omit_defaults=True):
    """One position of a response beside the right one.

    label: the left of a pair, the item, the blank's or the position's number; given: None where it was left out.
    """

    label: str
    given: str | None
    right: str
    is_right: bool


class Grade(Struct, frozen=True, omit_defaults=True):
    """A response judged.

    fraction: 0 to 1. how: how it came about, where more than right or wrong can be said. parts: the response beside the
    right one, position by position (order, match, classify, cloze).
    """

    fraction: float
    how: str | None = None
    parts: tuple[Part, ...] = ()

    @property
    def verdict(self) -> Verdict:
        if self.fraction >= 1:
            return Verdict.RIGHT
        return Verdict.PARTLY if self.fraction > 0 else Verdict.WRONG


def grade(question: Question, response: Response) -> Grade:
    """Judge a response. Raises `TypeError` where it is no response to a question of that type."""
    if isinstance(response, DontKnow):
        return Grade(0.0, "You said that you don't know.")
    match question, response:
        case Single(), Chosen(choices):
            return Grade(float(choices == (question.choices[0].text,)))
        case Multiple(), Chosen(choices):
            return _multiple(question, choices)
        case TrueFalse(), Judged(value):
            return Grade(float(value == question.answer))
        case Number(), Typed(text):
            return _number(question, Decimal(text))
        case TextQuestion(), Typed(text):
            return _text(question, text)
        case Order(), Ordered(items):
            return _order(question, items)
        case Match(), Placed(places):
            return _placed(question.pairs, places)
        case Classify(), Placed(places):
            return _placed(question.places, places)
        case Cloze(), Filled(blanks):
            return _cloze(question, blanks)
        case _:
            raise TypeError(f"{type(response).__name__} is no response to a {question.type} question")


def blind_chance(question: Question) -> float:
    """Return the probability of a wholly right response by blind guessing; 0 where something must be typed."""
    match question:
        case Single():
            return 1 / len(question.choices)
        case TrueFalse():
            return 1 / 2
        case Multiple():
            return 1 / ((1 << len(question.choices)) - 1)
        case Order():
            chance = 1.0
            for place in range(2, len(question.items) + 1):
                chance /= place
            return chance
        case Match():
            return float(len(question.rights)) ** -len(question.pairs)
        case Classify():
            return float(len(question.categories)) ** -len(question.places)
        case Number() | TextQuestion() | Cloze():
            return 0.0
        case _:
            assert_never(question)


def _number(question: Number, given: Decimal) -> Grade:
    with localcontext() as exact:
        exact.prec = _EXACT
        return Grade(float(abs(given - question.answer) <= question.tolerance))


def _multiple(question: Multiple, choices: tuple[str, ...]) -> Grade:
    answers = frozenset(question.right_texts)
    taken = frozenset(choices)
    right, wrong = len(taken & answers), len(taken - answers)
    fraction = right / len(answers) - wrong / min(len(answers), len(question.distractors))
    return Grade(max(0.0, fraction), f"{right} right, {wrong} wrong of {len(answers)}.")


def _text(question: TextQuestion, text: str) -> Grade:
    slips = _slips(text, question.answers, case_sensitive=question.case_sensitive)
    return Grade(float(slips <= question.typos), _near_miss(slips, question.typos))


def _near_miss(slips: int, allowed: int) -> str | None:
    if slips == 0 or slips > allowed + 1:
        return None
    if slips <= allowed:
        return "Accepted with a slip of the fingers: compare the spelling."
    return _NEAR_MISS


def _slips(given: str, answers: tuple[str, ...], *, case_sensitive: bool) -> int:
    folded = fold(given, case_sensitive=case_sensitive)
    return min(distance(folded, fold(answer, case_sensitive=case_sensitive)) for answer in answers)


def _order(question: Order, items: tuple[str, ...]) -> Grade:
    place = {item: at for at, item in enumerate(question.items)}
    pairs = list(combinations((place[item] for item in items), 2))
    in_order = sum(first < second for first, second in pairs)
    fraction = max(0.0, (2 * in_order - len(pairs)) / len(pairs))
    parts = tuple(
        Part(str(at), given, right, given == right)
        for at, (given, right) in enumerate(zip(items, question.items, strict=True), start=1)
    )
    return Grade(fraction, f"{in_order} of {len(pairs)} pairs in the right order.", parts)


def _placed(right: dict[str, str], places: dict[str, str]) -> Grade:
    parts = tuple(Part(left, places.get(left), place, places.get(left) == place) for left, place in right.items())
    return _shared(parts)


def _cloze(question: Cloze, blanks: tuple[str, ...]) -> Grade:
    parts = []
    near = False
    for number, (given, blank) in enumerate(zip(blanks, question.blanks, strict=True), start=1):
        slips = _slips(given, blank.answers, case_sensitive=question.case_sensitive) if given.strip() else None
        is_right = slips is not None and slips <= question.typos
        near = near or slips == question.typos + 1
        parts.append(Part(f"Blank {number}", given.strip() or None, blank.answers[0], is_right))
    shared = _shared(tuple(parts))
    if near:
        return Grade(shared.fraction, f"{shared.how} {_NEAR_MISS}", shared.parts)
    return shared


def _shared(parts: tuple[Part, ...]) -> Grade:
    right = sum(part.is_right for part in parts)
    left_out = sum(part.given is None for part in parts)
    how = f"{right} right, {len(parts) - right - left_out} wrong of {len(parts)}"
    if left_out:
        how += f", {left_out} left out"
    return Grade(right / len(parts), f"{how}.", parts)
