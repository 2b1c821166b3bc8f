"""What a response can earn: never less than nothing nor more than all, and nothing by naming or choosing everything."""

from typing import Any

import pytest
from hypothesis import assume, given, strategies as st

from quiz.practice.grading import grade
from quiz.practice.parsing import is_whole, line_labels, parse
from quiz.practice.presentation import present
from quiz.practice.questions.base import Presentation, Unreadable
from quiz.practice.questions.choice import Chosen
from quiz.practice.questions.listing import Named
from quiz.practice.questions.placement import Placed
from quiz.practice.response import Response, cleaned
from quiz.reading.reader import read_bank
from tests.cases import CASES, Case
from tests.examples import examples
from tests.practice.conftest import make_question

WORDS = st.lists(
    st.text(st.sampled_from("bcdfgklm"), min_size=8, max_size=12), min_size=4, max_size=9, unique=True
).filter(lambda words: len({word[:5] for word in words}) == len(words))
"""Words of which none is another with a slip or two."""
SEPARATORS = st.sampled_from([" ", ", ", "; ", " and ", "/", "|", "\n"])


@examples(200)
@given(st.data())
def test_whatever_is_typed_to_any_case_earns_between_nothing_and_all(data: st.DataObject) -> None:
    case = data.draw(st.sampled_from(CASES))
    bank = read_bank(case.bank.encode(), "b", None).bank
    assert bank is not None
    question = bank.questions[0]
    presentation = present(question, "case", data.draw(st.integers(0, 9)))
    known = [*presentation.rows, *presentation.options, *(text for _, text in question.own_texts())]
    pieces = st.sampled_from([*known, *"123456abcdef,;?-. ", "1a", "2b", "true"]) | st.text(max_size=9)
    line = st.lists(pieces, max_size=6).map("".join)
    number = len(line_labels(question))
    lines = data.draw(st.lists(line, min_size=number, max_size=number))
    try:
        response = parse(question, presentation, lines)
    except Unreadable:
        return
    assert 0 <= grade(question, response).fraction <= 1
    assert cleaned(question, response, presentation) is not None


@given(WORDS, st.integers(1, 9), st.randoms())
def test_a_list_takes_as_many_as_are_to_be_named_and_each_wrong_one_takes_a_place(
    words: list[str], need: int, random: Any
) -> None:
    need = min(need, len(words) - 2)
    answers, others = tuple(words[: max(need, len(words) // 2)]), words[max(need, len(words) // 2) :]
    question = make_question("list", answers=answers, need=need)
    everything = [*answers, *others]
    random.shuffle(everything)
    assert cleaned(question, Named(tuple(everything)), Presentation()) is None
    with pytest.raises(Unreadable):
        parse(question, Presentation(), ["; ".join(everything)])
    taken = Named(tuple(everything[:need]))
    right = sum(word in answers for word in taken.entries)
    assert grade(question, taken).fraction == pytest.approx(right / need)


@given(WORDS, SEPARATORS, st.integers(0, 2), st.booleans())
def test_everything_named_in_one_field_is_nothing_that_was_named(
    words: list[str], separator: str, typos: int, is_sensitive: bool
) -> None:
    everything = separator.join(words)
    options: dict[str, Any] = {"typos": typos, "case_sensitive": is_sensitive}
    text = make_question("text", answers=tuple(words[:2]), near=({"text": words[2], "credit": 0.5},), **options)
    listing = make_question("list", answers=tuple(words), need=len(words) - 1, **options)
    cloze = make_question("cloze", text=f"In {{{{{words[0]}|{words[1]}}}}} and {{{{{words[2]}}}}}.", **options)
    for question in (text, listing, cloze):
        count = len(line_labels(question))
        lines = [everything.replace(";", ",") if question is listing else everything] * count
        try:
            response = parse(question, Presentation(), lines)
        except Unreadable:
            continue
        assert grade(question, response).fraction == 0


@given(WORDS)
def test_all_choices_of_a_blank_in_one_are_none_of_them(words: list[str]) -> None:
    choices = " ~ ".join(words)
    question = make_question("cloze", text=f"In {{{{{choices}}}}} it was.")
    for everything in (" ".join(words), ",".join("abcdefghi"[: len(words)]), choices):
        try:
            response = parse(question, present(question, "b", 1), [everything])
        except Unreadable:
            continue
        assert grade(question, response).fraction == 0


@given(st.lists(st.integers(-99, 99), min_size=2, max_size=4, unique=True), st.sampled_from([" ", ", ", "; ", " or "]))
def test_several_numbers_are_none(numbers: list[int], separator: str) -> None:
    question = make_question("number", answer=None, answers=tuple(map(str, numbers)), tolerance="0")
    try:
        response = parse(question, Presentation(), [separator.join(map(str, numbers))])
    except Unreadable:
        return
    assume(separator != ", " or len(numbers) > 2)  # “1, 5” may be a number with a comma somewhere
    assert grade(question, response).fraction == 0


def everything_chosen(case: Case) -> tuple[Any, Presentation, list[str]]:
    """Return a question of the table, how it is laid out, and lines that choose or place everything everywhere."""
    bank = read_bank(case.bank.encode(), "b", None).bank
    assert bank is not None
    question = bank.questions[0]
    presentation = present(question, "case", 1)
    rows, options = len(presentation.rows), len(presentation.options)
    lines = [",".join(f"{row + 1}{chr(ord('a') + at)}" for row in range(rows) for at in range(options))]
    return question, presentation, [*lines, ",".join(str(row + 1) for row in range(rows))]


PICKED = [case for case in CASES if case.question["type"] in {"single", "true-false", "multiple", "match", "classify"}]


@pytest.mark.parametrize("case", PICKED, ids=lambda case: case.name)
def test_choosing_everything_everywhere_is_no_response_or_earns_nothing(case: Case) -> None:
    question, presentation, lines = everything_chosen(case)
    if case.question["type"] == "multiple" and "distractors" not in case.question:
        return
    for line in lines:
        try:
            response = parse(question, presentation, [line])
        except Unreadable:
            continue
        assert is_whole(question, [line])
        assert grade(question, response).fraction == 0
    rows = presentation.rows
    if case.question["type"] == "single":
        assert cleaned(question, Chosen(rows), presentation) is None


@given(st.data())
def test_one_option_for_all_rows_earns_what_fits_it_and_no_more(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(["match", "classify"]))
    question = make_question(kind)
    presentation = present(question, "b", 1)
    option = data.draw(st.sampled_from(presentation.options))
    response: Response = Placed(dict.fromkeys(presentation.rows, option))
    fraction = grade(question, response).fraction
    shares = {one: grade(question, Placed(dict.fromkeys((one,), option))).fraction for one in presentation.rows}
    assert fraction == pytest.approx(sum(shares.values()))
    assert fraction < 1
