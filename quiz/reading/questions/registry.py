"""How each type of question is checked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from quiz.reading.questions import choice, listing, number, order, placement, typed, written

if TYPE_CHECKING:
    from quiz.bank.questions.registry import Question
    from quiz.reading.questions.base import Check

CHECKS: Final[dict[type[Question], Check]] = {
    **choice.CHECKS,
    **listing.CHECKS,
    **number.CHECKS,
    **order.CHECKS,
    **placement.CHECKS,
    **typed.CHECKS,
    **written.CHECKS,
}
