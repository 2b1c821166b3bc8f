"""Typing a number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from quiz.bank.numerals import NumberFault, number_value, typed_number
from quiz.bank.questions.number import Number
from quiz.practice.figures import bounds_text, is_within, told_off
from quiz.practice.grade import Grade
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
    near_state,
)
from quiz.practice.questions.typed import Typed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from quiz.bank.questions.base import NearNumber

RESPONSES: Final[Mapping[type[Number], type[Typed]]] = {Number: Typed}

_STORED: Final = re.compile(r"-?[0-9]{1,70}([.,][0-9]{1,70})?(e-?[0-9]{1,3})?|-?[0-9]{1,60}/[0-9]{1,18}")
"""What reading a number makes of it, and what the first version made, which kept up to 70 digits on both sides."""


def present(_question: Number, _shuffled: Shuffle) -> Presentation:
    return Presentation()


def stem_and_choices(question: Number) -> StemAndChoices:
    return StemAndChoices(question.prompt)


def grade(question: Number, response: Typed) -> Grade:
    near = _near(question, response.text)
    return Grade(near.credit if near else float(_is_right(question, response.text)))


def _is_right(question: Number, given: str) -> bool:
    return any(is_within(given, number, question.tolerance) for number in question.accepted)


def _near(question: Number, given: str) -> NearNumber | None:
    """Return what a number is nearly right by, the first that fits; None where it is right, or just wrong."""
    if not question.near or _is_right(question, given):
        return None
    return next((near for near in question.near if is_within(given, near.value, near.tolerance)), None)


def blind_chance(_question: Number) -> float:
    return 0.0


def random_score(_question: Number) -> float:
    return 0.0


def missing(_question: Number, _response: Typed) -> None:
    return None


def cleaned(_question: Number, response: Typed, _presentation: Presentation) -> Typed | None:
    try:
        number_value(response.text)
    except NumberFault:
        return None
    return response if _STORED.fullmatch(response.text) else None


def line_labels(_question: Number) -> tuple[str, ...]:
    return ("",)


def shown_after(_question: Number, _lines: Sequence[str]) -> tuple[str, ...]:
    return ()


def is_whole(_question: Number, lines: Sequence[str]) -> bool:
    return len(lines) == 1


def parse(question: Number, presentation: Presentation, lines: Sequence[str]) -> Typed:
    try:
        return Typed(typed_number(lines[0], question.unit, decimal_comma=presentation.decimal_comma))
    except NumberFault as fault:
        raise Unreadable(str(fault)) from None


def expected(_question: Number, presentation: Presentation) -> str:
    if presentation.decimal_comma:
        return "Type a number such as 1500, 2,5, 6e23 or 1/3; comma or point is the decimal sign"
    return "Type a number such as 1500, 1,500, 2.5, 6e23 or 1/3; the point is the decimal sign"


def instruction(question: Number) -> str:
    return f"Type a number ({question.unit})." if question.unit else "Type a number."


def body(_question: Number) -> None:
    return None


def answer_lines(question: Number) -> tuple[str, ...]:
    off = f" (± {question.tolerance})" if number_value(question.tolerance) else ""
    return (f"{' or '.join(question.accepted)}{_unit(question)}{off}",)


def _unit(question: Number) -> str:
    return f" {question.unit}" if question.unit else ""


def response_text(response: Typed) -> str:
    return response.text


def choices_taken(_response: Typed) -> tuple[str, ...]:
    return ()


def told(question: Number, response: Typed) -> Told:
    if _near(question, response.text):
        return Told()
    return told_off(response.text, question.accepted, question.tolerance)


def feedback_rows(question: Number, response: Typed | None, _presentation: Presentation) -> Iterator[FeedbackRow]:
    unit = _unit(question)
    if response is not None:
        near = _near(question, response.text)
        is_right = _is_right(question, response.text)
        state = near_state(near.credit) if near else RowState.RIGHT if is_right else RowState.WRONG
        yield FeedbackRow(response.text + unit, state, "your answer", near.feedback if near else None)
        if number_value(response.text) in map(number_value, question.accepted):
            return
    yield FeedbackRow(" or ".join(question.accepted) + unit, RowState.ANSWER, _counting(question))


def _counting(question: Number) -> str:
    """Say what counts as right, beside the right numbers."""
    if number_value(question.tolerance):
        if len(question.accepted) > 1:
            return f"each ± {question.tolerance} counts"
        bounds = bounds_text(question.accepted[0], question.tolerance)
        return f"{bounds} count" if " to " in bounds else f"{bounds} counts"
    return "right answer" if len(question.accepted) == 1 else "right answers"


def places(question: Number) -> tuple[AnswerPlace, ...]:
    for near in question.near:
        number_value(near.value)
        number_value(near.tolerance)
    number_value(question.tolerance)
    if not question.accepted:
        raise ValueError("no number is right")
    return (AnswerPlace(None, {_key(number): (number, True) for number in question.accepted}, is_typed=True),)


def _key(number: str) -> str:
    """Return a number as it is counted: the same for all the ways in which it can be written."""
    return str(number_value(number))


def placed_answers(_question: Number, response: Typed, grade: Grade) -> Iterator[PlacedAnswer]:
    yield PlacedAnswer(0, _key(response.text), response.text, grade.fraction >= 1)
