from types import SimpleNamespace

import pytest

from quiz.practice.passages import PassagePlace, passage_place


@pytest.mark.parametrize(
    ("place", "heading", "standing"),
    [
        (PassagePlace(5, 7, 5), "Text for questions 5 to 7", "first of 3 on this text"),
        (PassagePlace(5, 7, 7), "Text for questions 5 to 7", "third of 3 on this text"),
        (PassagePlace(1, 14, 11), "Text for questions 1 to 14", "11 of 14 on this text"),
        (PassagePlace(2, 2, 2), "Text for question 2", ""),
    ],
)
def test_where_a_question_stands_on_its_text_is_said_in_words(place: PassagePlace, heading: str, standing: str) -> None:
    assert (place.heading, place.standing) == (heading, standing)


def test_a_set_is_what_follows_each_other_in_one_bank_on_one_text() -> None:
    about = [("a", "p"), ("a", "p"), ("b", "p"), ("a", None), ("a", "p")]
    items = [SimpleNamespace(bank=bank, passage=passage) for bank, passage in about]
    places = [passage_place(items, at) for at in range(len(items))]  # type: ignore[arg-type]
    assert places == [PassagePlace(1, 2, 1), PassagePlace(1, 2, 2), PassagePlace(3, 3, 3), None, PassagePlace(5, 5, 5)]
