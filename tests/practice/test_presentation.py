from typing import Any

import pytest
from hypothesis import given, strategies as st

from quiz.bank.questions.order import Order
from quiz.bank.questions.registry import QUESTION_TYPES
from quiz.practice.digest import digest
from quiz.practice.presentation import present
from quiz.practice.questions.base import Presentation

from .conftest import make_question


def shown(*texts: str, seed: int = 1, kind: str = "single") -> tuple[str, ...]:
    question = make_question(kind, answer=texts[0], distractors=texts[1:])
    return present(question, "bank", seed).rows


@pytest.mark.parametrize(
    "ascending",
    [
        ("5", "12", "100"),
        ("-20", "-3", "0", "7"),
        ("−20", "3"),
        ("1,000", "20,000", "100,000"),
        ("900", "1 000", "10 000"),
        ("0.5", "2.25", "10"),
        ("5 %", "10 %", "100 %"),
        ("35 million euros", "124 million euros", "135.3 million euros", "366 million euros"),
        ("€5", "€10"),
        ("Resolution 1718 (2006)", "Resolution 1874 (2009)", "Resolution 2270 (2016)"),
        ("CFSP-849", "CFSP-1509"),
        ("2013-2014", "2013-2020"),
        ("10-20", "10-30"),
        ("10–20", "10–30"),
        ("9 October 2006", "25 May 2009", "12 February 2013"),
        ("9 Oct 2006", "25 May 2009"),
        ("14 May 2001", "3 December 2001"),
        ("December 2000", "May 2001"),
        ("2006-10-09", "2009-05-25"),
        ("2006-10", "2009-05"),
        ("In 1995", "In 2001", "in 2013"),
        ("Between 5 and 10", "Between 5 and 20", "Between 6 and 7"),
        ("1/4", "1/2", "3/4"),
        ("1 1/4", "1 1/2"),
        ("¼", "½", "¾"),
        ("500 thousand", "2 million", "3 million"),
        ("900 thousand tonnes", "2 million tonnes"),
    ],
)
@pytest.mark.parametrize("seed", range(4))
def test_quantities_and_dates_with_the_same_text_around_them_are_ascending(
    ascending: tuple[str, ...], seed: int
) -> None:
    for turned in (ascending, ascending[::-1]):
        assert shown(*turned, seed=seed) == ascending


@pytest.mark.parametrize(
    "texts",
    [
        ("Coal", "Iron", "Wheat"),
        ("5 euros", "10 dollars", "12 euros"),
        ("In 1995", "By 2001", "In 2013"),
        ("None", "5", "7"),
        ("1995", "May 2001 or later", "2013"),
    ],
)
def test_other_choices_are_shuffled_by_the_seed(texts: tuple[str, ...]) -> None:
    orders = {shown(*texts, seed=seed) for seed in range(60)}
    assert len(orders) == 6
    assert all(sorted(order) == sorted(texts) for order in orders)


def test_equal_quantities_do_not_give_the_answer_away() -> None:
    assert shown("1,000", "1000", "5") == shown("1000", "1,000", "5")


@pytest.mark.parametrize("kind", ["single", "multiple"])
def test_a_sequence_is_shown_as_it_is_written(kind: str) -> None:
    right: dict[str, Any] = {"answer": "B"} if kind == "single" else {"answers": ("B",)}
    question = make_question(kind, **right, distractors=("A", "3"), sequence=("3", "B", "A"))
    assert {present(question, "bank", seed).rows for seed in range(5)} == {("3", "B", "A")}


@given(st.lists(st.text(min_size=1, max_size=5), min_size=3, max_size=9, unique=True), st.integers(0, 2**63 - 1))
def test_an_order_is_never_shown_in_the_right_order(items: list[str], seed: int) -> None:
    question = make_question("order", items=tuple(items))
    assert isinstance(question, Order)
    rows = present(question, "bank", seed).rows
    assert rows != question.items
    assert sorted(rows) == sorted(question.items)


def test_an_order_is_shuffled_well_even_where_its_items_are_numbers() -> None:
    question = make_question("order", items=("1718", "1874", "2087"))
    assert len({present(question, "bank", seed).rows for seed in range(60)}) == 5


def test_true_comes_before_false() -> None:
    assert present(make_question("true-false", answer=False), "bank", 3).rows == ("True", "False")


def test_the_rights_of_a_match_are_shown_once_each() -> None:
    presentation = present(make_question("match"), "bank", 1)
    assert sorted(presentation.options) == ["x", "y", "z"]
    assert sorted(presentation.rows) == ["a", "b", "c"]


def test_a_match_is_not_a_straight_line() -> None:
    """Both sides ascending in the file, as authors write them: the first must not always go with the first."""
    question = make_question("match", pairs={"First": "2006", "Second": "2009", "Third": "2013"}, distractors=())
    shown = {present(question, "bank", seed).rows for seed in range(60)}
    assert len(shown) == 6
    assert {present(question, "bank", seed).options for seed in range(60)} == {("2006", "2009", "2013")}


def test_the_items_of_a_classify_question_are_shuffled_and_its_categories_are_not() -> None:
    question = make_question("classify")
    assert len({present(question, "bank", seed).rows for seed in range(60)}) == 6
    assert {present(question, "bank", seed).options for seed in range(9)} == {("X", "Y")}


@pytest.mark.parametrize("kind", QUESTION_TYPES)
def test_a_layout_depends_on_seed_bank_question_and_texts_alone(kind: str) -> None:
    question = make_question(kind)
    reworded = make_question(kind, prompt="Another?", explanation="Because.", hint="h", points=3)
    assert present(question, "bank", 7) == present(question, "bank", 7) == present(reworded, "bank", 7)


def test_bank_and_question_have_an_order_of_their_own() -> None:
    texts = tuple("abcdefgh")
    orders = {
        present(make_question("single", name=name, answer="x", distractors=texts), bank, 1).rows
        for name in "pq"
        for bank in ("one", "two")
    }
    assert len(orders) == 4


def test_a_new_choice_leaves_the_others_in_their_order() -> None:
    before = shown("a", "b", "c", "d")
    after = shown("a", "b", "c", "d", "e")
    assert tuple(text for text in after if text != "e") == before


def test_digests_are_the_same_everywhere() -> None:
    assert digest(5, "bank", "question").hex() == "c3d56e07d52ad3348d12df7c08c886fe"
    assert digest(5, "ban", "kquestion") != digest(5, "bank", "question")
    assert digest(51, "a") != digest(5, "1a")
    assert digest(1, "\udc80")  # a lone surrogate is no reason to fail


def test_the_choices_of_a_blank_are_shuffled_by_seed_and_numbers_stand_in_order() -> None:
    question = make_question("cloze", text="{{May ~ June ~ July ~ August}} {{12}} {{2001 ~ 1999 ~ 2000}}")
    shown = [present(question, "bank", seed).lists for seed in range(8)]
    assert shown[0] == present(question, "bank", 0).lists
    assert len({lists[0] for lists in shown}) > 1
    assert {tuple(sorted(lists[0])) for lists in shown} == {("August", "July", "June", "May")}
    assert {lists[1:] for lists in shown} == {((), ("1999", "2000", "2001"))}
    assert present(make_question("cloze"), "bank", 0) == Presentation()
