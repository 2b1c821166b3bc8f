from typing import Any

import pytest
from hypothesis import given, strategies as st

from quiz.bank.questions.registry import QUESTION_TYPES, Question
from quiz.practice.grading import grade
from quiz.practice.parsing import expected, is_whole, parse
from quiz.practice.presentation import present
from quiz.practice.questions.base import Presentation, Unreadable, letter
from quiz.practice.questions.choice import Chosen, Judged
from quiz.practice.questions.listing import Named
from quiz.practice.questions.order import Ordered
from quiz.practice.questions.placement import Placed
from quiz.practice.questions.typed import Filled, Typed
from quiz.practice.response import DONT_KNOW, DontKnow, Response

from .conftest import FORMS, make_question

LAID = {
    "single": Presentation(("B", "A", "C")),
    "multiple": Presentation(("E", "B", "A", "D", "C")),
    "true-false": Presentation(("True", "False")),
    "order": Presentation(("three", "one", "four", "two")),
    "match": Presentation(("a", "b", "c"), ("z", "x", "y")),
    "classify": Presentation(("c", "a", "b"), ("X", "Y")),
}


def read(kind: str, *lines: str, **fields: Any) -> Response:
    return parse(make_question(kind, **fields), LAID.get(kind, Presentation()), lines)


@pytest.mark.parametrize(
    ("kind", "line", "response"),
    [
        ("single", "2", Chosen(("A",))),
        ("single", " 3 ", Chosen(("C",))),
        ("single", "3,", Chosen(("C",))),
        ("multiple", "2,3", Chosen(("B", "A"))),
        ("multiple", "3 2", Chosen(("B", "A"))),
        ("multiple", "3, 2", Chosen(("B", "A"))),
        ("multiple", "2,,2", Chosen(("B",))),
        ("multiple", "1 2 3 4 5", Chosen(("E", "B", "A", "D", "C"))),
        ("true-false", "true", Judged(True)),
        ("true-false", "T", Judged(True)),
        ("true-false", "1", Judged(True)),
        ("true-false", "FALSE", Judged(False)),
        ("true-false", "f", Judged(False)),
        ("true-false", "2", Judged(False)),
        ("number", "1,500.50", Typed("1500.50")),
        ("number", "+5", Typed("5")),
        ("number", "6.02 × 10^23", Typed("6.02e23")),
        ("number", "-1 / 3", Typed("-1/3")),
        ("text", " Pyong yang ", Typed("Pyong yang")),
        ("text", "1", Typed("1")),
        ("text", "??", Typed("??")),
        ("list", " coal;Iron ;; lead", Named(("coal", "Iron", "lead"))),
        ("list", "coal;", Named(("coal",))),
        ("order", "2,4,1,3", Ordered(("one", "two", "three", "four"))),
        ("order", "2 4 1 3", Ordered(("one", "two", "three", "four"))),
        ("match", "1b,2c,3b", Placed({"a": "x", "b": "y", "c": "x"})),
        ("match", "3B 1b", Placed({"a": "x", "c": "x"})),
        ("match", "3b", Placed({"c": "x"})),
        ("match", "1b,1b", Placed({"a": "x"})),
        ("match", "1 b, 2 c", Placed({"a": "x", "b": "y"})),
        ("classify", "1b,2a,3a", Placed({"c": "Y", "a": "X", "b": "X"})),
    ],
)
def test_a_line_is_read(kind: str, line: str, response: Response) -> None:
    assert read(kind, line) == response


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        *((kind, line) for kind in QUESTION_TYPES if kind != "cloze" for line in ("", "   ", "\t")),
        *(("single", line) for line in ("0", "4", "A", "1 2", "1,2", "1,1", "-1", "1.", "١", "²", "1;", "99999")),
        *(("multiple", line) for line in ("0", "6", "1-3", "1,6", "A", "1;2", ",", "1 2 x")),
        *(("true-false", line) for line in ("3", "0", "yes", "no", "wahr", "true false", "tr")),
        *(("number", line) for line in ("1,5", "1.500.000", "many", "5 kg")),
        *(("list", line) for line in (";", " ; ; ", "a;b;c;d")),
        *(("order", line) for line in ("1", "1,2,3", "1,2,3,3", "1,2,3,4,4", "1,2,3,5", "2413", "0,1,2,3")),
        *(("match", line) for line in ("1", "b", "1d", "4a", "0a", "1a,2", "1a;2b", "1ab", "1a,1b", "1a x", "a1")),
        *(("classify", line) for line in ("1c", "4a", "X", "1a,1b")),
    ],
)
def test_any_other_line_says_what_is_expected(kind: str, line: str) -> None:
    with pytest.raises(Unreadable) as problem:
        read(kind, line)
    assert expected(make_question(kind), LAID.get(kind, Presentation())) in str(problem.value)


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("single", "from 1 to 3"),
        ("multiple", "from 1 to 5"),
        ("true-false", "true or false"),
        ("number", "the point is the decimal sign"),
        ("list", "3 answers in any order"),
        ("order", "all 4 numbers"),
        ("match", "numbers 1 to 3, letters a to c"),
        ("classify", "numbers 1 to 3, letters a to b"),
        ("cloze", "leave a line empty"),
    ],
)
def test_what_is_expected_names_the_range(kind: str, said: str) -> None:
    text = expected(make_question(kind), LAID.get(kind, Presentation()))
    assert said in text
    assert "? for “don't know”" in text


def test_the_example_for_an_order_is_not_its_answer_by_chance() -> None:
    question = make_question("order")
    assert "4,3,2,1" in expected(question, LAID["order"])


@pytest.mark.parametrize("kind", QUESTION_TYPES)
def test_a_question_mark_alone_is_dont_know(kind: str) -> None:
    assert read(kind, " ? ") == DONT_KNOW


def test_a_question_mark_in_any_blank_is_dont_know_for_the_whole_question() -> None:
    assert read("cloze", "May", "?") == DONT_KNOW
    assert read("cloze", "May?", "2001") == Filled(("May?", "2001"))


def test_a_cloze_takes_a_line_a_blank_and_an_empty_one_leaves_it() -> None:
    assert read("cloze", " May ", "2001") == Filled(("May", "2001"))
    assert read("cloze", "", "2001") == Filled(("", "2001"))


@pytest.mark.parametrize(
    ("lines", "whole"),
    [([], False), (["coal"], False), (["coal", ""], True), ([""], True), (["a; b"], True), (["a", "b", "c"], True)],
)
def test_a_list_ends_with_a_parted_line_an_empty_one_or_the_last_that_is_needed(lines: list[str], whole: bool) -> None:
    assert is_whole(make_question("list"), lines) is whole


def test_an_answer_of_a_list_that_has_the_parting_sign_in_itself_is_one() -> None:
    question = make_question("list", answers=("On; Off", "Either"))
    assert not is_whole(question, ["on; off"])
    assert parse(question, Presentation(), ["on; off", "either"]) == Named(("on; off", "either"))


def test_the_unit_of_the_question_may_be_typed() -> None:
    assert read("number", "€1,500 million", unit="million euros") == Typed("1500")


@pytest.mark.parametrize(("place", "label"), [(0, "a"), (25, "z"), (26, "aa"), (51, "az"), (52, "ba"), (701, "zz")])
def test_labels_go_on_after_z(place: int, label: str) -> None:
    assert letter(place) == label


def test_more_than_26_options_can_be_chosen() -> None:
    lefts = {f"l{at}": f"r{at}" for at in range(30)}
    question = make_question("match", pairs=lefts, distractors=())
    laid = Presentation(tuple(lefts), tuple(lefts.values()))
    assert parse(question, laid, ["30ad,1a"]) == Placed({"l0": "r0", "l29": "r29"})


@given(
    st.sampled_from(list(QUESTION_TYPES)), st.integers(0, 100), st.lists(st.text(max_size=20), min_size=2, max_size=2)
)
def test_whatever_is_typed_is_read_as_something_that_can_be_graded_or_asked_again(
    kind: str, seed: int, typed: list[str]
) -> None:
    question: Question = make_question(kind)
    lines = typed if kind == "cloze" else typed[:1]
    try:
        response = parse(question, present(question, "bank", seed), lines)
    except Unreadable:
        return
    assert isinstance(response, FORMS[kind] | DontKnow)
    assert 0 <= grade(question, response).fraction <= 1


PICK = make_question("cloze", text="{{Civil Protection|Civil protection ~ Civil Defence ~ Aid}} {{2001}}")
PICK_LISTS = Presentation(lists=(("Aid", "Civil Protection", "Civil Defence"), ()))


@pytest.mark.parametrize(
    ("line", "choice"),
    [
        ("b", "Civil Protection"),
        ("C", "Civil Defence"),
        ("aid", "Aid"),
        ("civil  defence", "Civil Defence"),
        ("Civil protection", "Civil Protection"),
        ("", ""),
    ],
)
def test_a_choice_of_a_blank_is_named_by_letter_or_text(line: str, choice: str) -> None:
    assert parse(PICK, PICK_LISTS, [line, "b"]) == Filled((choice, "b"))


@pytest.mark.parametrize("line", ["d", "1", "Civil", "Civil Defense"])
def test_what_is_no_choice_of_a_blank_is_asked_again_with_the_choices(line: str) -> None:
    with pytest.raises(Unreadable, match=r"is not one of a\. Aid, b\. .*, c\. Civil Defence\. Type one line"):
        parse(PICK, PICK_LISTS, [line, "2001"])


def test_a_letter_that_is_a_choice_itself_means_that_choice() -> None:
    question = make_question("cloze", text="{{a ~ b}}")
    assert parse(question, Presentation(lists=(("b", "a"),)), ["a"]) == Filled(("a",))
    assert parse(question, Presentation(lists=(("b", "a"),)), ["B"]) == Filled(("b",))
