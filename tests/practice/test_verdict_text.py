"""Verdicts in sentences, feedback row by row, and the letters that are off."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, strategies as st
from msgspec.structs import replace

from quiz.bank.matching import FORGIVING, Folding, fold
from quiz.bank.questions.base import Choice, Distractor
from quiz.bank.questions.order import Order
from quiz.bank.questions.registry import QUESTION_TYPES, Question
from quiz.practice.attempt import Item, RecordedResponse
from quiz.practice.edit_distance import FAR, differences, distance
from quiz.practice.grade import Grade, Verdict
from quiz.practice.grading import grade
from quiz.practice.misspelling import Stretch, marked, marked_text
from quiz.practice.presentation import present
from quiz.practice.questions.base import RowState, shift_text
from quiz.practice.questions.choice import Chosen, Judged
from quiz.practice.questions.listing import Named
from quiz.practice.questions.order import Move, Ordered, moves
from quiz.practice.questions.placement import Placed
from quiz.practice.questions.typed import Filled, Typed
from quiz.practice.response import DONT_KNOW, Response
from quiz.practice.wording import VerdictText, feedback_rows, verdict_text

from .conftest import RIGHT, make_question

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def recorded(question: Question, response: Response) -> RecordedResponse:
    return RecordedResponse(response, grade(question, response), 1, NOON, date(2026, 1, 1))


def told(kind: str, response: Response, **fields: Any) -> VerdictText:
    question = make_question(kind, **fields)
    return verdict_text(question, recorded(question, response))


def item_of(question: Question) -> Item:
    return Item("bank", "Bank", "topic", question, present(question, "bank", 1))


FOUR_AND_TWO = {"answers": tuple("ABCD"), "distractors": tuple("EF")}
FIVE = {"items": ("one", "two", "three", "four", "five")}
THREE_BLANKS = {"text": "{{Brussels}} {{Pyongyang}} {{2001}}."}


@pytest.mark.parametrize(
    ("kind", "response", "fields", "sentence", "short"),
    [
        ("single", Chosen(("A",)), {}, "", ""),
        ("single", Chosen(("B",)), {}, "", ""),
        ("true-false", Judged(False), {}, "", ""),
        ("single", DONT_KNOW, {}, "You said that you don't know.", "not known"),
        ("multiple", Chosen(("A", "B")), {}, "You found all 2.", "all 2"),
        ("multiple", Chosen(("A",)), {"answers": ("A",)}, "", ""),
        ("multiple", Chosen(tuple("ABC")), FOUR_AND_TWO, "You found 3 of 4.", "3 of 4"),
        (
            "multiple",
            Chosen(tuple("ABCE")),
            FOUR_AND_TWO,
            "You found 3 of 4, and 1 that does not belong.",
            "3 of 4, 1 too many",
        ),
        (
            "multiple",
            Chosen(tuple("ABCDE")),
            {},
            "You found 2 of 2, and 3 that do not belong.",
            "2 of 2, 3 too many",
        ),
        ("multiple", Chosen(("E",)), {}, "What you chose does not belong.", "none right"),
        ("multiple", Chosen(("E", "D")), {}, "None of the 2 you chose belongs.", "none right"),
        ("multiple", Chosen(()), {}, "You chose none.", "none chosen"),
        ("order", RIGHT["order"], {}, "All 4 in place.", "all 4 in place"),
        ("order", Ordered(("one", "two", "three", "five", "four")), FIVE, "3 of 5 in place.", "3 of 5 in place"),
        (
            "order",
            Ordered(("two", "one", "four", "three")),
            {},
            "None in place, but most pairs are in the right order.",
            "none in place",
        ),
        ("order", Ordered(("four", "three", "two", "one")), {}, "None in place.", "none in place"),
        (
            "order",
            Ordered(("five", "two", "three", "four", "one")),
            FIVE,
            "3 of 5 in place, but most pairs are the wrong way round.",
            "3 of 5 in place",
        ),
        (
            "order",
            Ordered(("one", "four", "three", "two")),
            {},
            "2 of 4 in place, but half of the pairs are the wrong way round.",
            "2 of 4 in place",
        ),
        ("match", RIGHT["match"], {}, "All 3 right.", "all 3"),
        ("match", Placed({"a": "x", "c": "z"}), {}, "1 of 3 right, 1 left out.", "1 of 3, 1 left out"),
        ("classify", Placed({"a": "X", "b": "Y", "c": "Y"}), {}, "2 of 3 right.", "2 of 3"),
        ("classify", Placed({"a": "Y"}), {}, "None of 3 right, 2 left out.", "none of 3, 2 left out"),
        ("cloze", Filled(("May", "2001")), {}, "All 2 right.", "all 2"),
        ("cloze", Filled(("", " ")), {}, "All were left out.", "all left out"),
        ("cloze", Filled(("June",)), {"text": "{{May}}."}, "", ""),
        ("cloze", Filled(("",)), {"text": "{{May}}."}, "It was left out.", "left out"),
        ("cloze", Filled(("Brusels",)), {"text": "{{Brussels}}."}, "One letter off.", "one letter off"),
        (
            "cloze",
            Filled(("Brusels", "Pyongyang", "2001")),
            THREE_BLANKS,
            "2 of 3 right. Blank 1 is one letter off.",
            "2 of 3",
        ),
        (
            "cloze",
            Filled(("Brusels", "Pyonyang", "")),
            THREE_BLANKS,
            "None of 3 right, 1 left out. Blanks 1 and 2 are one letter off.",
            "none of 3, 1 left out",
        ),
        ("text", Typed("Seoul"), {}, "", ""),
        ("text", Typed("pyongyang"), {}, "", ""),
        ("text", Typed("Pyonyang"), {}, "One letter off.", "one letter off"),
        (
            "text",
            Typed("Pyonyan"),
            {"typos": 1},
            "One letter off: 2 are wrong, and 1 forgiven.",
            "one letter off",
        ),
        (
            "text",
            Typed("Pyonyang"),
            {"typos": 1},
            "A slip is forgiven: it is spelled Pyongyang.",
            "a slip forgiven",
        ),
        ("number", Typed("366.5"), {}, "", ""),
        ("number", Typed("360"), {}, "5.5 below what counts.", "5.5 too low"),
        ("number", Typed("20366"), {"tolerance": "0"}, "20000 too high.", "20000 too high"),
        ("number", Typed("1" * 40), {}, "Too high.", "too high"),
        ("number", Typed("1/3"), {"answer": "1/4", "tolerance": "0"}, "Too high.", "too high"),
        ("number", Typed("12,5"), {"answer": "12", "tolerance": "0"}, "0,5 too high.", "0,5 too high"),
    ],
)
def test_a_verdict_says_in_plain_words_how_it_came_about(
    kind: str, response: Response, fields: dict[str, Any], sentence: str, short: str
) -> None:
    verdict = told(kind, response, **fields)
    assert (verdict.sentence, verdict.short) == (sentence, short)
    assert verdict.verdict is grade(make_question(kind, **fields), response).verdict


def test_a_verdict_has_a_word_and_a_mark() -> None:
    assert [(one.word, one.mark) for one in map(VerdictText, Verdict)] == [
        ("Right", "✓"),
        ("Partly right", "~"),
        ("Wrong", "×"),
    ]


@pytest.mark.parametrize(
    ("points", "fraction", "text"),
    [
        (1, 1, ""),
        (1, 0, ""),
        (1, 0.25, "0.25 points"),
        (2, 1, "2 points"),
        (2, 0, "0 of 2 points"),
        (2, 0.75, "1.5 of 2 points"),
        (0.5, 1, "0.5 points"),
    ],
)
def test_points_are_told_where_the_verdict_does_not_say_them(points: float, fraction: float, text: str) -> None:
    question = make_question("single", points=points)
    taken = replace(recorded(question, Chosen(("A",))), grade=Grade(fraction))
    assert verdict_text(question, taken).points == text


def test_what_was_kept_long_ago_is_told_in_the_words_of_today() -> None:
    question = make_question("multiple")
    old = replace(recorded(question, Chosen(("A", "E"))), grade=Grade(0.0, "1 right, 1 wrong of 2."))
    assert verdict_text(question, old).sentence == "You found 1 of 2, and 1 that does not belong."


# Rows


def test_each_choice_says_in_its_place_what_it_is() -> None:
    question = make_question("multiple", answers=(Choice("A", "Yes."), "B"), distractors=(Choice("C", "No."), "D"))
    item = item_of(question)
    rows = feedback_rows(item, Chosen(("A", "C")))
    assert [row.text for row in rows] == list(item.presentation.rows)
    assert {row.text: (row.mark, row.tag, row.feedback) for row in rows} == {
        "A": ("✓", "yours", "Yes."),
        "B": ("+", "missed", None),
        "C": ("×", "yours", "No."),
        "D": (" ", "", None),
    }


def test_of_one_choice_the_right_one_is_shown_with_its_feedback() -> None:
    question = make_question(
        answer=Choice("A", "Yes."), distractors=(Distractor("B", "No."), Distractor("C", "Never."))
    )
    rows = {row.text: (row.state, row.tag, row.feedback) for row in feedback_rows(item_of(question), Chosen(("B",)))}
    assert rows == {
        "A": (RowState.ANSWER, "right answer", "Yes."),
        "B": (RowState.WRONG, "your answer", "No."),
        "C": (RowState.NEUTRAL, "", None),
    }


@pytest.mark.parametrize("response", [None, DONT_KNOW])
@pytest.mark.parametrize("kind", QUESTION_TYPES)
def test_without_a_response_nothing_was_missed_and_the_answer_is_shown(kind: str, response: Response | None) -> None:
    rows = feedback_rows(item_of(make_question(kind)), response)
    assert {row.state for row in rows} <= {RowState.ANSWER, RowState.NEUTRAL}
    assert any(row.state is RowState.ANSWER for row in rows)


@pytest.mark.parametrize("kind", QUESTION_TYPES)
def test_a_right_response_has_rows_that_are_right_alone(kind: str) -> None:
    rows = feedback_rows(item_of(make_question(kind)), RIGHT[kind])
    assert {row.state for row in rows} <= {RowState.RIGHT, RowState.NEUTRAL}


def test_a_list_shows_what_was_named_what_is_repeated_and_what_else_counts() -> None:
    item = item_of(make_question("list", answers=("Albania", ("Iron", "Ferrum"), "Lead"), need=2, typos=1))

    def rows(*named: str) -> list[tuple[str, str, str, str | None]]:
        return [(row.mark, row.text, row.tag, row.feedback) for row in feedback_rows(item, Named(named))]

    assert rows("ferrum", "Lead") == [
        ("✓", "ferrum", "yours", None),
        ("✓", "Lead", "yours", None),
        (" ", "Albania", "counts too", None),
    ]
    assert rows("Albanja", "albania") == [
        (" ", "Albanja", "named before", "It counts once."),
        ("✓", "albania", "yours", None),
        ("+", "Iron", "counts too", None),
        ("+", "Lead", "counts too", None),
    ]
    assert rows("Albxnja", "Gold")[:2] == [
        ("×", "Albxnja", "yours", "It is spelled Albania."),
        ("×", "Gold", "yours", None),
    ]
    verdict = told("list", Named(("Iron", "iron")), answers=("Iron", "Lead"))
    assert verdict.sentence == "1 of 2 right. One is named before, and counts once."
    assert verdict.short == "1 of 2, 1 repeated"


def test_a_match_has_its_rows_as_they_were_asked() -> None:
    item = item_of(make_question("match"))
    rows = feedback_rows(item, Placed({"a": "x", "b": "z"}))
    assert [row.text for row in rows] == list(item.presentation.rows)
    assert {row.text: (row.mark, row.tag, row.given, row.right) for row in rows} == {
        "a": ("✓", "", "x", "x"),
        "b": ("×", "yours", "z", "y"),
        "c": ("+", "left out", None, "x"),
    }


def test_an_order_says_how_far_each_item_moved() -> None:
    question = make_question("order")
    assert isinstance(question, Order)
    response = Ordered(("two", "four", "three", "one"))
    assert moves(question, response) == (Move("two", 1, 2), Move("four", 2, 4), Move("three", 3, 3), Move("one", 4, 1))
    rows = feedback_rows(item_of(question), response)
    assert [(row.text, row.mark, row.tag) for row in rows] == [
        ("one", "↑3", "you had it at 4"),
        ("two", "↓1", "you had it at 1"),
        ("three", "✓", ""),
        ("four", "↓2", "you had it at 2"),
    ]
    assert [shift_text(move.shift) for move in moves(question, response)] == ["↓1", "↓2", "", "↑3"]


def test_a_number_shows_both_values_and_what_counts() -> None:
    question = make_question("number", answer="650000", tolerance="20000", unit="people")
    assert [(row.text, row.mark, row.tag) for row in feedback_rows(item_of(question), Typed("610000"))] == [
        ("610000 people", "×", "your answer"),
        ("650000 people", "✓", "630000 to 670000 count"),
    ]


@pytest.mark.parametrize(
    ("answer", "tolerance", "tag"),
    [
        ("12,5", "0,25", "12,25 to 12,75 count"),
        ("0.3", "0.1", "0.2 to 0.4 count"),
        ("-1", "3", "-4 to 2 count"),
        ("1/3", "0.1", "1/3 ± 0.1 counts"),
        ("1/2", "0.1", "0.4 to 0.6 count"),
        ("6.02e23", "1e21", "6.02e23 ± 1e21 counts"),
        ("1" + "0" * 39, "1", "1" + "0" * 39 + " ± 1 counts"),
    ],
)
def test_bounds_are_told_exactly(answer: str, tolerance: str, tag: str) -> None:
    question = make_question("number", answer=answer, tolerance=tolerance)
    (*_, row) = feedback_rows(item_of(question), Typed("77"))
    assert (row.text, row.tag) == (answer, tag)


def test_of_several_right_numbers_the_nearest_is_told() -> None:
    question = make_question("number", answer=None, answers=("3", "-3"), tolerance="0")
    assert [(row.text, row.tag) for row in feedback_rows(item_of(question), Typed("-2"))] == [
        ("-2", "your answer"),
        ("3 or -3", "right answers"),
    ]
    assert [row.tag for row in feedback_rows(item_of(question), Typed("-3.0"))] == ["your answer"]
    assert told("number", Typed("-2"), answer=None, answers=("3", "-3"), tolerance="0").sentence == "1 too high."


def test_a_text_that_is_one_letter_off_stands_above_the_spelling_that_it_is_near() -> None:
    question = make_question("text", answers=("DPRK", "North Korea"))
    given, answer = feedback_rows(item_of(question), Typed("North Koria"))
    assert (given.text, given.mark, answer.text) == ("North Koria", "×", "North Korea")
    assert marked_text(given.spelling) == "North Kor[i]a"
    (right,) = feedback_rows(item_of(question), Typed("DPRK"))
    assert right.mark == "✓"
    assert [row.text for row in feedback_rows(item_of(question), Typed("north korea"))] == ["north korea", "DPRK"]
    other, answer = feedback_rows(item_of(question), Typed("Seoul"))
    assert (other.spelling, answer.text) == ((), "DPRK")


def test_the_blanks_of_a_cloze_text_show_what_was_typed_and_which_letter_is_off() -> None:
    rows = feedback_rows(item_of(make_question("cloze", **THREE_BLANKS)), Filled(("Brusels", "", "2002")))
    assert [(row.text, row.mark, row.tag, row.given, row.right) for row in rows] == [
        ("Blank 1", "×", "yours", "Brusels", "Brussels"),
        ("Blank 2", "+", "left out", None, "Pyongyang"),
        ("Blank 3", "×", "yours", "2002", "2001"),
    ]
    assert marked_text(rows[0].spelling) == "Bru[_]sels"
    assert rows[2].spelling == ()


# Spelling


@pytest.mark.parametrize(
    ("typed", "answer", "text"),
    [
        ("Pyonyang", "Pyongyang", "Pyon[_]yang"),
        ("Pyongyan", "Pyongyang", "Pyongyan[_]"),
        ("Pyonggyang", "Pyongyang", "Pyon[g]gyang"),
        ("Pyonkyang", "Pyongyang", "Pyon[k]yang"),
        ("Pyongynag", "Pyongyang", "Pyongy[na]g"),
        ("  North   Koera. ", "North Korea", "  North   Ko[er]a. "),
        ("Médicins", "Medecins", "Méd[i]cins"),
        ("Me\u0301dicins", "Medecins", "Me\u0301d[i]cins"),
        ("Strasse", "Straße", "Strasse"),
        ("Staße", "Strasse", "St[_]aße"),
        ("Brusels", "Brussels", "Bru[_]sels"),
        ("South Korea", "Pyongyang", "South Korea"),
    ],
)
def test_the_letters_that_are_off_are_marked_where_they_were_typed(typed: str, answer: str, text: str) -> None:
    assert marked_text(marked(typed, answer, FORGIVING)) == text


def test_case_is_off_only_where_it_matters() -> None:
    assert marked("pyongyang", "Pyongyang", FORGIVING) == (Stretch("pyongyang"),)
    assert marked_text(marked("pyongyang", "Pyongyang", Folding(case=True))) == "[p]yongyang"


words = st.text("aeßéİ .'-x1", max_size=12)


@given(words, words)
def test_what_is_marked_is_what_was_typed(typed: str, answer: str) -> None:
    stretches = marked(typed, answer, FORGIVING)
    shown = "".join(stretch.text for stretch in stretches if stretch.text != "_")
    assert shown == typed


@given(st.text("abcdé", min_size=5, max_size=9), st.text("abcdé", min_size=5, max_size=9))
def test_there_are_as_many_places_as_slips(typed: str, answer: str) -> None:
    left, right = fold(typed), fold(answer)
    slips = distance(left, right)
    if slips < FAR:
        assert len(differences(left, right)) == slips


def test_what_else_stood_in_the_list_of_a_blank_is_told_in_its_order() -> None:
    question = make_question("cloze", text="In {{May ~ June ~ July}} {{2001}}.")
    item = item_of(question)
    listed = item.presentation.lists[0]
    picked, typed = feedback_rows(item, Filled(("July", "2001")))
    assert (picked.others, typed.others) == (("June",), ())
    (unknown, _) = feedback_rows(item, DONT_KNOW)
    assert unknown.others == tuple(choice for choice in listed if choice != "May")
