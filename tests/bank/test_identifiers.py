import doctest
import re

import pytest
from hypothesis import given, strategies as st

from quiz.bank import identifiers
from quiz.bank.identifiers import identifier, slug
from quiz.bank.questions.base import ID_PATTERN


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("my bank", "my-bank"),
        ("The Capital (of France)", "the-capital-of-france"),
        ("naïve Ünit", "naive-unit"),
        ("what's it", "what-it"),
        ("-.-", ""),
        ("조선", ""),
        ("a" * 80, ""),
        ("word " * 40, "-".join(["word"] * 9)),
    ],
)
def test_a_slug_has_the_words_of_a_text_as_many_as_fit(text: str, name: str) -> None:
    assert slug(text) == name


@given(st.text())
def test_what_is_proposed_is_an_id(text: str) -> None:
    assert re.fullmatch(ID_PATTERN, identifier(text, "question"))
    assert not (proposed := slug(text)) or re.fullmatch(ID_PATTERN, proposed)


def test_the_examples_hold() -> None:
    assert doctest.testmod(identifiers).failed == 0
