"""A quick check of a converted question: is there anything to say about it?

The form alone does not say that choices differ or that a number is exact. This check is cheap and may doubt too much;
what it doubts is looked at again, field by field, by `question_errors`. What it lets pass has no fault.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from quiz.bank.pictures import name_fault
from quiz.bank.quantities import NUMBER
from quiz.bank.questions.base import ref_of
from quiz.reading.questions.base import is_date, is_day
from quiz.reading.questions.registry import CHECKS

if TYPE_CHECKING:
    from collections.abc import Container

    from quiz.bank.questions.registry import Question


def is_sound(
    question: Question, data: dict[str, Any], references: Container[str] | None, passages: Container[str] = ()
) -> bool:
    """Tell whether there is nothing to say about a question, made from the plain `data`.

    `references` are the ids of the known references, None where they are not known; `passages` those of the passages.
    """
    if question.explanation is None or not question.sources:
        return False
    if references is not None:
        for source in question.sources:
            if ref_of(source) not in references:
                return False
    if question.as_of is not None and not is_date(question.as_of):
        return False
    if question.valid_until is not None and not is_day(question.valid_until):
        return False
    if question.passage is not None and question.passage not in passages:
        return False
    if question.image is not None and (question.image.alt is None or name_fault(question.image.file)):
        return False
    if "points" in data and not NUMBER.fullmatch(data["points"]):
        return False
    return CHECKS[question.__class__].is_sound(question, data)
