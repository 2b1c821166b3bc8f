"""Questions made short."""

from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from msgspec import Struct

from quiz.bank.model import Bank
from quiz.bank.questions.registry import QUESTION_TYPES, Question
from quiz.practice.presentation import present
from quiz.practice.questions.base import Presentation
from quiz.practice.questions.choice import Chosen, Judged
from quiz.practice.questions.listing import Named
from quiz.practice.questions.order import Ordered
from quiz.practice.questions.placement import Placed
from quiz.practice.questions.registry import RESPONSE_CLASSES
from quiz.practice.questions.typed import Filled, Typed
from quiz.practice.questions.written import Judgement, SelfGraded
from quiz.practice.response import Response

SAMPLES: dict[str, dict[str, Any]] = {
    "single": {"answer": "A", "distractors": ("B", "C")},
    "multiple": {"answers": ("A", "B"), "distractors": ("C", "D", "E")},
    "true-false": {"answer": True},
    "number": {"answer": "366", "tolerance": "0.5"},
    "text": {"answers": ("Pyongyang",)},
    "list": {"answers": ("Coal", ("Iron", "Ferrum"), "Lead")},
    "open": {"answer": "It froze funds.", "rubric": ("The freeze.", "The funds.")},
    "order": {"items": ("one", "two", "three", "four")},
    "match": {"pairs": {"a": "x", "b": "y", "c": "x"}, "distractors": ("z",)},
    "classify": {"categories": {"X": ("a", "b"), "Y": ("c",)}},
    "cloze": {"text": "In {{May|may}} {{2001}}."},
}
RIGHT: dict[str, Response] = {
    "single": Chosen(("A",)),
    "multiple": Chosen(("A", "B")),
    "true-false": Judged(True),
    "number": Typed("366"),
    "text": Typed("Pyongyang"),
    "list": Named(("Lead", "Coal", "Iron")),
    "open": SelfGraded("Funds.", Judgement.RIGHT),
    "order": Ordered(("one", "two", "three", "four")),
    "match": Placed({"a": "x", "b": "y", "c": "x"}),
    "classify": Placed({"a": "X", "b": "X", "c": "Y"}),
    "cloze": Filled(("May", "2001")),
}

FORMS: dict[str, type[Struct]] = {kind: RESPONSE_CLASSES[question] for kind, question in QUESTION_TYPES.items()}

Make = Callable[..., Question]
Bring = Callable[..., Bank]
Lay = Callable[..., Presentation]


def make_question(kind: str = "single", /, name: str = "q", prompt: str = "P?", **fields: Any) -> Question:
    return msgspec.convert({"id": name, "prompt": prompt, **(SAMPLES[kind] | fields)}, QUESTION_TYPES[kind])


def make_bank(*questions: Question, name: str = "bank") -> Bank:
    return Bank(id=name, title=name.title(), topic=name, questions=questions)


@pytest.fixture(scope="session")
def make() -> Make:
    """Make a question of a type; what is not given is as in the samples."""
    return make_question


@pytest.fixture(scope="session")
def bring() -> Bring:
    """Put questions into a bank."""
    return make_bank


@pytest.fixture(scope="session")
def right() -> dict[str, Response]:
    """The right response to each sample."""
    return RIGHT


@pytest.fixture(scope="session")
def lay() -> Lay:
    """Lay out a question for an attempt with a seed."""

    def call(question: Question, seed: int = 1, bank: str = "bank") -> Presentation:
        return present(question, bank, seed)

    return call
