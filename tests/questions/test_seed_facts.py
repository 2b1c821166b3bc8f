"""What the two documents behind the banks say is tested, claim by claim."""

import re
from collections import Counter
from pathlib import Path
from typing import Any, Final

import pytest

from quiz.bank.questions.base import as_choice
from quiz.bank.questions.choice import Multiple, Single, TrueFalse
from quiz.bank.questions.listing import ListQuestion
from quiz.bank.questions.number import Number
from quiz.bank.questions.order import Order
from quiz.bank.questions.placement import Classify, Match
from quiz.bank.questions.registry import Question
from quiz.bank.questions.typed import Blank, Cloze, TextQuestion
from quiz.bank.questions.written import OpenQuestion
from quiz.reading.normalize import caseless_form

from .conftest import raw

ROWS: Final[list[dict[str, Any]]] = raw(Path(__file__).with_name("seed_facts.yaml"))
FIELDS: Final = ["fact", "claim", "source", "evidence", "in", "questions"]
DOCUMENTS: Final = {"eeas-2013": 38, "wikipedia": 39}
"""How many claims each of the two documents makes."""

DEFINITIONS: Final = {"relations-definition"}
"""Claims that say what a document is about: there is nothing in them to ask for."""


def right_parts(question: Question) -> list[str]:
    """Return what a question holds to be right, as text; a judgement of the prompt adds nothing to it."""
    match question:
        case Single():
            return [as_choice(question.answer).text]
        case Multiple():
            return list(question.right_texts)
        case TrueFalse():
            return []
        case Number():
            return [f"{number} {question.unit or ''}" for number in question.accepted]
        case TextQuestion():
            return list(question.answers)
        case ListQuestion():
            return [spellings[0] for spellings in question.spellings]
        case OpenQuestion():
            return [question.answer, *question.rubric]
        case Order():
            return list(question.items)
        case Match():
            return [f"{left} {right}" for left, right in question.pairs.items()]
        case Classify():
            return [f"{category}: {', '.join(items)}" for category, items in question.categories.items()]
        case Cloze():
            return ["".join(one.answers[0] if isinstance(one, Blank) else one for one in question.segments)]


def place(question: Question, evidence: str) -> str:
    """Return where the evidence stands as a whole, nearest to the answer first; nothing where it does not stand.

    A true-false question asks for a judgement of its prompt, which thus is its key.
    """
    key = [question.prompt] if isinstance(question, TrueFalse) else right_parts(question)
    places = {"key": key, "stem": [question.prompt], "explanation": [question.explanation or ""]}
    form = re.compile(rf"(?<![\w.]){re.escape(caseless_form(evidence))}(?!\w)")
    return next((name for name, texts in places.items() if form.search(caseless_form("\n".join(texts)))), "")


def test_no_claim_is_lost_and_none_stands_twice() -> None:
    assert [fact for fact, count in Counter(row["fact"] for row in ROWS).items() if count > 1] == []
    assert Counter(row["source"] for row in ROWS) == DOCUMENTS


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["fact"])
def test_a_claim_is_tested_by_questions_that_cite_its_source_and_hold_its_evidence(
    row: dict[str, Any], questions: dict[str, Question]
) -> None:
    assert list(row) == FIELDS
    assert row["claim"].endswith(".")
    assert row["questions"], "no question tests this claim"
    places = set()
    for name in row["questions"]:
        question = questions.get(name)
        assert question is not None, f"there is no question {name}"
        cited = {citation.ref for citation in question.citations}
        assert row["source"] in cited, f"{name} does not cite {row['source']}"
        found = place(question, row["evidence"])
        assert found, f"{name} does not say “{row['evidence']}”"
        places.add(found)
    assert row["in"] in places, f"the evidence stands in {sorted(places)}"


def test_every_claim_that_is_no_definition_is_asked_for() -> None:
    assert {row["fact"] for row in ROWS if row["in"] != "key"} == DEFINITIONS


def test_evidence_in_a_distractor_or_a_hint_does_not_count() -> None:
    question = Single(id="q", prompt="P?", answer="A 2009", distractors=("B 2013",), hint="2006", explanation="No 0.5.")
    found = {
        one: place(question, one) for one in ("2009", "P", "2013", "2006", "0.5", "5", "200") if place(question, one)
    }
    assert found == {"2009": "key", "P": "stem", "0.5": "explanation"}


def test_what_a_true_false_question_asks_to_judge_is_its_key() -> None:
    assert place(TrueFalse(id="q", prompt="It was 2009.", answer=False), "2009") == "key"
