"""What version 0.1.0 kept reads as it did."""

import contextlib
import json

import msgspec
import pytest
from msgspec.structs import replace

from quiz.practice.attempt import Attempt
from quiz.practice.questions.typed import Filled, Typed
from quiz.practice.response import Response
from quiz.practice.wording import answer_lines
from quiz.reading.reader import read_bank
from quiz.scores.exchange.results_format import read_results
from quiz.scores.store.base import Store
from quiz.scores.store.engine import unsaved_store
from tests.scores.conftest import ALL, Begin
from tests.scores.exchange.test_results_format import written


def attempt_with(begin: Begin, question: dict[str, str], response: Response) -> Attempt:
    bank = {"id": "b", "title": "B", "questions": [{"id": "q", "prompt": "P?", **question}]}
    found = read_bank(json.dumps(bank).encode(), "b", None).bank
    assert found is not None
    with contextlib.closing(unsaved_store()) as store:
        recorder = begin(store, found, options=ALL)
        recorder.answer(response, 1)
        return recorder.attempt


@pytest.mark.parametrize(
    ("kept", "meant", "given"),
    [
        ("In {{May ~ June}} {{2001}}.", r"In {{May \~ June}} {{2001}}.", ("may ~ june", "2001")),
        ("In {{May ~ May}}, {{a~b}}.", r"In {{May \~ May}}, {{a~b}}.", ("May ~ May", "a~b")),
        (r"\{{ ~ {{a | b ~ c|d}}", r"\{{ ~ {{a | b \~ c|d}}", ("b ~ c",)),
        ("{{~ a}} {{b ~ }}", r"{{\~ a}} {{b \~ }}", ("~ a", "b ~")),
    ],
)
def test_a_blank_with_a_tilde_is_typed_as_it_was(
    kept: str, meant: str, given: tuple[str, ...], either_store: Store, begin: Begin
) -> None:
    attempt = attempt_with(begin, {"type": "cloze", "text": meant}, Filled(given))
    assert attempt.points(0) == 1
    (item,) = attempt.items
    question = msgspec.structs.replace(item.question, text=kept)
    old = replace(attempt, items=(msgspec.structs.replace(item, question=question),))
    either_store.save(None, old)
    assert either_store.load(old.uid) == attempt
    assert [received.attempt for received in read_results(written(old))] == [attempt]


@pytest.mark.parametrize(("answer", "given"), [("149.6", "149.60"), ("1E+3", "1000"), ("-0.5", "-0.5")])
def test_a_number_is_graded_as_it_was(answer: str, given: str, either_store: Store, begin: Begin) -> None:
    attempt = attempt_with(begin, {"type": "number", "answer": answer, "tolerance": "0"}, Typed(given))
    assert attempt.points(0) == 1
    either_store.save(None, attempt)
    loaded = either_store.load(attempt.uid)
    assert loaded == attempt
    assert answer_lines(loaded.items[0].question) == (answer,)
