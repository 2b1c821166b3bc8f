import pytest
from hypothesis import given, strategies as st

from quiz.reading.normalize import caseless_form, is_tidy, normal_form, tidy_question, tidy_text


@given(st.lists(st.text(alphabet=st.characters() | st.sampled_from(" \t\n\x1b\u202e\xa0é"), max_size=6), max_size=4))
def test_what_is_called_tidy_is_not_changed_by_cleaning(texts: list[str]) -> None:
    if is_tidy(texts):
        assert [tidy_text(text) for text in texts] == texts
        assert [tidy_text(text, prose=True) for text in texts] == texts


@pytest.mark.parametrize("text", ["Café – 北京", "plain", "(a), “b”", ""])
def test_ordinary_text_is_tidy(text: str) -> None:
    assert is_tidy([text])


@pytest.mark.parametrize("text", ["a\x1b", "a\u202eb", "a\x85", "a\nb", " a", "a ", "a  b", "a\tb", "a\xa0b"])
def test_anything_else_is_not(text: str) -> None:
    assert not is_tidy(["x", text, "y"])


def test_prose_keeps_its_lines_and_nothing_else_does() -> None:
    data = {
        "id": "a\nb",
        "prompt": "a\nb\n",
        "text": "c\nd",
        "distractors": [{"text": "e\nf", "feedback": "g\nh"}, "i\nj"],
        "pairs": {"k\nl": "m\nn"},
        "feedback": {"true": "o\np", "q\nr": "s\nt"},
    }
    assert tidy_question(data) == {
        "id": "a b",
        "prompt": "a\nb",
        "text": "c\nd",
        "distractors": [{"text": "e f", "feedback": "g\nh"}, "i j"],
        "pairs": {"k l": "m n"},
        "feedback": {"true": "o\np", "q r": "s t"},
    }


def test_the_lefts_of_pairs_keep_their_lines_as_the_rights_do() -> None:
    data = {"type": "match", "pairs": {"```\na\nb\n```": "m\nn", " one\tline ": "x"}, "k\nl": "o"}
    assert tidy_question(data) == {
        "type": "match",
        "pairs": {"```\na\nb\n```": "m\nn", "one line": "x"},
        "k l": "o",
    }


def test_no_key_is_lost_in_cleaning() -> None:
    assert len(tidy_question({"pairs": {"a b": "c", "a  b": "d"}})["pairs"]) == 2
    assert len(tidy_question({"pairs": {"a  b": "c", "a b": "d"}})["pairs"]) == 2


def test_folding() -> None:
    assert normal_form("x²  ﬁ") == "x2 fi"
    assert normal_form("A") == "A"
    assert caseless_form("STRASSE") == caseless_form("straße")
