"""How each type of question is checked."""

from typing import Final

from quiz.bank.questions.registry import Question
from quiz.reading.questions import choice, order, placement, typed
from quiz.reading.questions.base import Check

CHECKS: Final[dict[type[Question], Check]] = {**choice.CHECKS, **order.CHECKS, **placement.CHECKS, **typed.CHECKS}
