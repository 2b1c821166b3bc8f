"""Every row of an order, match or classify question is supported at a place that the question cites."""

from pathlib import Path
from typing import Any, Final

import pytest

from quiz.bank.questions.order import Order
from quiz.bank.questions.placement import Classify, Match
from quiz.bank.questions.registry import Question

from .conftest import raw

SUPPORT: Final[dict[str, list[str]]] = raw(Path(__file__).with_name("rows.yaml"))


def rows(question: Question) -> list[str]:
    """Return what the question has to be put in place, in the order of the bank; nothing for other types."""
    match question:
        case Order():
            return list(question.items)
        case Match():
            return list(question.pairs)
        case Classify():
            return [item for items in question.categories.values() for item in items]
    return []


def test_all_questions_with_rows_are_listed(questions: dict[str, Question]) -> None:
    assert set(SUPPORT) == {name for name, question in questions.items() if rows(question)}


@pytest.mark.parametrize("name", SUPPORT)
def test_each_row_has_a_citation_with_a_place(name: str, questions: dict[str, Any]) -> None:
    placed = {citation.ref for citation in questions[name].citations if citation.locator}
    assert len(SUPPORT[name]) == len(rows(questions[name])), "a row came or went: name its source"
    assert [ref for ref in SUPPORT[name] if ref not in placed] == [], "not cited with a place"
