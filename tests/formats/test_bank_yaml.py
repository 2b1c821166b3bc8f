"""Banks as the text of YAML files."""

from fractions import Fraction
from typing import Any

import pytest
import yaml
from hypothesis import given, strategies as st

from quiz.bank.model import Bank
from quiz.formats.bank_yaml import bank_text, scalar
from quiz.formats.figures import Figure
from quiz.reading.reader import read_bank
from quiz.text import clean, clean_line


def read(text: str) -> Bank:
    bank = read_bank(
        (text + "questions: [{id: q, type: true-false, prompt: P, answer: true}]\n").encode(), "b.yaml", {}
    ).bank
    assert bank is not None
    return bank


def loaded(text: str) -> Any:
    return yaml.load(text, yaml.BaseLoader)  # every scalar as text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Which way? (all)", "Which way? (all)"),
        ("it's a:b #1", '"it\'s a:b #1"'),
        ("a:b#1", "a:b#1"),
        ("a: b", '"a: b"'),
        ("ends:", '"ends:"'),
        ('say: "a"', "'say: \"a\"'"),
        ('it\'s: "a\\"', "'it''s: \"a\\\"'"),
        ("@home", '"@home"'),
        ("- dash", '"- dash"'),
        ("null", '"null"'),
        ("", '""'),
        ("\x07é", '"\\x07é"'),
    ],
)
def test_a_text_gets_quotes_only_where_it_needs_them(text: str, written: str) -> None:
    assert scalar(text) == written


@given(st.text().filter(clean_line))
def test_any_text_comes_back_as_it_is_shown(text: str) -> None:
    bank = read(f"id: b\ntitle: {scalar(text)}\nauthors: [{scalar(text, flow=True)}, x]\n")
    assert (bank.title, bank.authors) == (clean_line(text), (clean_line(text), "x"))


WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\ufeff\x85\r"), min_size=1).map(clean)


@given(WORDS.filter(str.strip))
def test_any_text_stands_in_a_question_as_it_is(text: str) -> None:
    question = {
        "id": "q",
        "prompt": text,
        "answers": [text, {"text": text, "deep": [[text], {}]}],
        "pairs": {text: text},
    }
    assert loaded(bank_text({"id": "b"}, [question]))["questions"] == [
        {**question, "answers": [text, {"text": text, "deep": [[text], {}]}]}
    ]


def test_long_texts_are_folded_and_lines_stay_lines() -> None:
    words = "word " * 60 + "end"
    text = bank_text({"id": "b"}, [{"id": "q", "prompt": words, "hint": "one\n\n  two\nthree", "explanation": "a\nb"}])
    assert max(map(len, text.splitlines())) <= 112
    assert "    explanation: |-\n      a\n      b\n" in text
    assert loaded(text)["questions"][0] == {
        "id": "q",
        "prompt": words,
        "hint": "one\n\n  two\nthree",
        "explanation": "a\nb",
    }


def test_numbers_and_flags_stand_as_they_are_read() -> None:
    text = bank_text(
        {"id": "b"},
        [
            {
                "id": "q",
                "answer": Figure("6.02E+23", Fraction(602) * 10**21),
                "points": 0.5,
                "case_sensitive": True,
                "x": [],
            }
        ],
    )
    assert "answer: 6.02E+23\n" in text
    assert "points: 0.5\n" in text
    assert "case_sensitive: true\n" in text
    assert "x: []\n" in text
