"""The check of questions that learners judge themselves: open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from quiz.bank.questions.written import OpenQuestion
from quiz.reading.questions.base import Check, differ, explain_equals, texts_at

if TYPE_CHECKING:
    from quiz.bank.questions.registry import Question
    from quiz.reading.collector import Findings
    from quiz.reading.yaml.document import Node


def _is_open_sound(question: OpenQuestion, _data: dict[str, Any]) -> bool:
    return differ(question.rubric)


def _explain_open(findings: Findings, fields: dict[str, Node]) -> None:
    explain_equals(findings, texts_at(fields.get("rubric")), "B028", "The point `{}` stands twice.")


CHECKS: Final[dict[type[Question], Check]] = {OpenQuestion: Check(_is_open_sound, _explain_open)}
