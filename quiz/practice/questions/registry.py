"""Finds the family of a question or of a response."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from quiz.practice.questions import choice, listing, number, order, placement, typed, written

if TYPE_CHECKING:
    from msgspec import Struct

    from quiz.bank.questions.registry import Question
    from quiz.practice.questions.base import Family

FAMILIES: Final[tuple[Family, ...]] = (choice, listing, number, order, placement, typed, written)

RESPONSE_CLASSES: Final = {question: response for family in FAMILIES for question, response in family.RESPONSES.items()}
"""The class of the responses to each question type; “don't know” goes with all."""

_BY_QUESTION: Final = {question: family for family in FAMILIES for question in family.RESPONSES}
_BY_RESPONSE: Final = {response: family for family in FAMILIES for response in family.RESPONSES.values()}


def family_of(question: Question) -> Family:
    return _BY_QUESTION[question.__class__]


def family_of_response(response: Struct) -> Family:
    """Return the family whose questions are answered so; there is none for “don't know”."""
    return _BY_RESPONSE[response.__class__]


def is_response_to(question: Question, response: Any) -> bool:
    """Tell whether a response is of the class that the question's type has; “don't know” is of none."""
    return isinstance(response, RESPONSE_CLASSES[question.__class__])
