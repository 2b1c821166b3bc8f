"""Which words are a name with a slip, and which are another word."""

import pytest

from quiz.reading.likeness import folded, is_slip

SLIPS = {
    "distractors": ["distractor", "distractorss", "distracters", "disrtactors", "Distractors", "DIS-TRACTORS"],
    "as_of": ["asof", "as-of", "As Of", "as_off", "as_o"],
    "prompt": ["promt", "prompt_", "pormpt", "prompts", "propmt", "prompr"],
    "id": ["ID", "di", "ids", "iid"],
}
OTHERS = {
    "points": ["options", "point_of", "pnts", "score"],
    "answer": ["correct_answer", "answered", "anwsre", "answer", "an"],
    "id": ["i", "d", "it", "ed", "", "—"],
    "text": ["title", "tset", "tests"],
}


@pytest.mark.parametrize(("name", "word"), [(name, word) for name, words in SLIPS.items() for word in words])
def test_one_letter_more_less_other_or_swapped_is_a_slip(name: str, word: str) -> None:
    assert is_slip(word, name)


@pytest.mark.parametrize(("name", "word"), [(name, word) for name, words in OTHERS.items() for word in words])
def test_anything_farther_is_another_word(name: str, word: str) -> None:
    assert not is_slip(word, name)


def test_capitals_and_what_parts_words_fold_away() -> None:
    assert {folded(word) for word in ("correct_answer", "correctAnswer", "Correct-Answer", "correct answer")} == {
        "correctanswer"
    }
