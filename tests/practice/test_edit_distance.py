import pytest
from hypothesis import given, strategies as st

from quiz.practice.edit_distance import FAR, distance, edits


@pytest.mark.parametrize(
    ("left", "right", "number"),
    [
        ("", "", 0),
        ("", "abc", 3),
        ("abc", "abd", 1),
        ("abc", "ab", 1),
        ("abc", "abcd", 1),
        ("abcd", "acbd", 1),  # a swap of neighbours is one
        ("ca", "abc", 3),  # optimal string alignment: a swapped pair is not edited again
        ("kitten", "sitting", 3),
        ("abcdef", "badcfe", 3),
    ],
)
def test_edits_are_those_of_optimal_string_alignment(left: str, right: str, number: int) -> None:
    assert edits(left, right) == number
    assert edits(right, left) == number


@given(st.text("abc", max_size=7), st.text("abc", max_size=7))
def test_edits_are_symmetric_bounded_and_nought_only_for_the_same(left: str, right: str) -> None:
    number = edits(left, right)
    assert number == edits(right, left)
    assert abs(len(left) - len(right)) <= number <= max(len(left), len(right))
    assert (number == 0) == (left == right)


@given(st.text("abcde", min_size=2, max_size=12), st.data())
def test_one_swap_of_neighbours_is_at_most_one_edit(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text) - 2))
    swapped = text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    assert edits(text, swapped) == (text != swapped)


@pytest.mark.parametrize(
    ("typed", "accepted", "far"),
    [
        ("brusels", "brussels", 1),
        ("north koera", "north korea", 1),
        ("norht koera", "north korea", 2),
        ("six-partie talks", "six-party talks", 2),
        ("resolution 1719", "resolution 1718", FAR),  # a digit is never forgiven
        ("resoluton 1718", "resolution 1718", 1),
        ("covid19x", "covid19", FAR),
        ("brusse1s", "brussels", FAR),
        ("dprq", "dprk", FAR),  # under five letters
        ("nort", "north", 1),  # the word that is meant has five
        ("the koreas", "thy koreas", FAR),
        ("u.s.b", "u.s.a", FAR),  # three letters, whatever stands between them
        ("d.p.r.c", "d.p.r.k", FAR),
        ("korea", "north korea", FAR),
        ("northkorea", "north korea", FAR),
    ],
)
def test_slips_are_counted_word_by_word(typed: str, accepted: str, far: int) -> None:
    assert distance(typed, accepted) == far


@given(st.text("01 abcdefgh", max_size=20), st.text("01 abcdefgh", max_size=20))
def test_digits_are_never_forgiven(left: str, right: str) -> None:
    if distance(left, right) < FAR:
        assert [one for one in left if one.isdigit()] == [one for one in right if one.isdigit()]
