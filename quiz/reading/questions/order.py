"""The checks of questions to put things in order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from quiz.bank.questions.order import Order
from quiz.reading.questions.base import Check, differ, explain_equals, texts_at

if TYPE_CHECKING:
    from quiz.bank.questions.registry import Question
    from quiz.reading.collector import Findings
    from quiz.reading.yaml.document import Node


def _is_order_sound(question: Order, _data: dict[str, Any]) -> bool:
    return differ(question.items)


def _explain_order(findings: Findings, fields: dict[str, Node]) -> None:
    explain_equals(findings, texts_at(fields.get("items")), "B028", "The item `{}` stands twice.")


CHECKS: Final[dict[type[Question], Check]] = {Order: Check(_is_order_sound, _explain_order)}
