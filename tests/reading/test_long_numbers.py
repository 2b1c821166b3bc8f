"""Numbers of any length in a bank, wherever one may stand: told at their line, and never worked out."""

import json
import sys
from collections.abc import Iterator

import pytest

from quiz.bank.quantities import quantity
from quiz.diagnostics.findings import is_error
from tests.checks import check_bank

LONG = {
    "digits": "9" * 5000,
    "groups": "1" + ",000" * 2000,
    "decimals": "0." + "3" * 5000,
    "exponent": "1e" + "9" * 5000,
    "small": "1e-" + "9" * 5000,
    "ten": "10^" + "9" * 900,
    "fraction": "1/" + "1" * 5000,
    "bounded digits, unbounded value": "-" + "9" * 50 + "e99999",
    "Arabic digits": "٣" * 5000,
    "words": "9" * 700 + " million",
    "parts": "1 " * 3000,
}
FIELDS = {
    "answer": {"type": "number", "answer": "?"},
    "answers": {"type": "number", "answers": ["1", "?"]},
    "tolerance": {"type": "number", "answer": "1", "tolerance": "?"},
    "near value": {"type": "number", "answer": "1", "near": [{"value": "?"}]},
    "near tolerance": {"type": "number", "answer": "1", "near": [{"value": "2", "tolerance": "?"}]},
    "near credit": {"type": "text", "answers": ["a"], "near": [{"text": "b", "credit": "?"}]},
    "credit": {"type": "single", "answer": "a", "distractors": [{"text": "b", "credit": "?"}, "c"]},
    "need": {"type": "list", "answers": ["a", "b", "c"], "need": "?"},
    "typos": {"type": "text", "answers": ["abcdef"], "typos": "?"},
    "points": {"type": "text", "answers": ["a"], "points": "?"},
    "as_of": {"type": "text", "answers": ["a"], "as_of": "?"},
    "valid_until": {"type": "text", "answers": ["a"], "valid_until": "?"},
}
TEXTS = {
    "choices": {"type": "single", "answer": "?", "distractors": ["1", "2 million"]},
    "items": {"type": "order", "items": ["?", "2", "3"]},
    "spellings": {"type": "text", "answers": ["?"]},
    "blanks": {"type": "cloze", "text": "It was {{? ~ 1 ~ 2}}."},
    "prose": {"type": "true-false", "answer": True, "prompt": "Is it ? or ?", "explanation": "It is ?."},
}


@pytest.fixture(autouse=True)
def no_long_arithmetic() -> Iterator[None]:
    """Let Python refuse to read more digits than the bounds allow: who tried it anyway would fail here."""
    before = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(640)
    yield
    sys.set_int_max_str_digits(before)


def bank_with(question: dict[str, object], number: str) -> bytes:
    fields = {"id": "q", "prompt": "P?", **question}
    bank = {"id": "b", "title": "B", "language": "en", "questions": [fields]}
    return json.dumps(bank, ensure_ascii=False).replace("?", number).replace("P" + number, "P?").encode()


@pytest.mark.parametrize("number", LONG.values(), ids=LONG)
@pytest.mark.parametrize("question", FIELDS.values(), ids=FIELDS)
def test_a_number_beyond_the_bounds_is_refused_where_it_stands(question: dict[str, object], number: str) -> None:
    report = check_bank(bank_with(question, number), "b.yaml", {})
    errors = [one for one in report.diagnostics if is_error(one)]
    assert errors
    assert all(len(one.message) < 400 for one in errors), "a message does not repeat all of it"


@pytest.mark.parametrize("number", LONG.values(), ids=LONG)
@pytest.mark.parametrize("question", TEXTS.values(), ids=TEXTS)
def test_a_number_of_any_length_may_stand_in_a_text(question: dict[str, object], number: str) -> None:
    report = check_bank(bank_with(question, number), "b.yaml", {})
    assert report.questions == 1
    quantity(number)
