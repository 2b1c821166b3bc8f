"""Rules about a bank as a whole, each with a bank that has the flaw and one that has not."""

import random

import pytest

from quiz.lint.binomial import tail
from tests.checks import check_bank

QUESTION = """\
  - id: q{n}
    type: single
    prompt: {prompt}
    answer: {answer}
    distractors: [{distractors}]
{more}    explanation: E.
    sources: [s]
"""


def question(n: int, prompt: str = "", answer: str = "Aa", distractors: str = "Bb, Cc", more: str = "") -> str:
    return QUESTION.format(
        n=n, prompt=prompt or f"Which is number {n}?", answer=answer, distractors=distractors, more=more
    )


def codes(*questions: str) -> list[str]:
    text = "id: b\ntitle: B\nquestions:\n" + "".join(questions)
    return [one.code for one in check_bank(text.encode(), "b.yaml", None).diagnostics if one.code.startswith("F1")]


def fixed(n: int, place: int) -> str:
    order = ["Bb", "Cc"]
    order.insert(place, "Aa")
    return question(n, more=f"    sequence: [{', '.join(order)}]\n")


def test_a_key_that_always_stands_first_is_told() -> None:
    assert codes(*(fixed(n, 0) for n in range(12))) == ["F101"]


def test_a_key_that_is_always_the_last_or_the_middle_number_is_told() -> None:
    assert codes(*(question(n, answer="90", distractors=f"{n}, {n + 20}") for n in range(12))) == ["F101"]
    assert codes(*(question(n, answer="15", distractors=f"{n}, {n + 20}") for n in range(12))) == ["F101"]


def test_keys_here_and_there_are_not_told() -> None:
    assert codes(*(fixed(n, n % 3) for n in range(30))) == []
    assert codes(*(fixed(n, 0) for n in range(5))) == []
    assert codes(*(question(n) for n in range(30))) == []


def test_keys_that_are_the_longest_too_often_are_told() -> None:
    assert codes(*(question(n, answer="Aaa" if n < 10 else "A") for n in range(12))) == ["F102"]
    assert codes(*(question(n, answer="Aaa" if n < 4 else "A") for n in range(12))) == []


@pytest.mark.parametrize("chance", [0.25, 1 / 3])
def test_chance_alone_is_hardly_ever_told(chance: float) -> None:
    draw = random.Random(7)
    told = sum(tail([chance] * 40, sum(draw.random() < chance for _ in range(40))) < 0.01 for _ in range(2000))
    assert told <= 40


def test_the_tail_is_exact_and_near_enough_for_many() -> None:
    assert tail([0.5] * 4, 3) == pytest.approx(5 / 16)
    assert tail([0.2, 0.5], 1) == pytest.approx(0.6)
    assert tail([0.5], 0) == 1.0
    assert tail([0.25] * 400, 120) == pytest.approx(tail([0.25] * 401, 120), rel=0.15)


SAME = "Which body of the Union adopted the annual budget for humanitarian help?"


def test_prompts_that_ask_nearly_the_same_are_told() -> None:
    again = "Which body of the Union has adopted its annual budget for humanitarian help?"
    assert codes(question(1, SAME), question(2, again)) == ["F103"]


@pytest.mark.parametrize(
    "other",
    [
        "Which body of the Council adopted the annual budget for humanitarian help?",
        "Which body of the Union adopted the annual budget for humanitarian help in 2013?",
        "Which court of law annulled the yearly plan for military spending?",
    ],
)
def test_another_name_or_number_makes_another_question(other: str) -> None:
    assert codes(question(1, SAME), question(2, other)) == []


def test_variants_of_a_group_may_be_alike() -> None:
    assert codes(*(question(n, SAME, more="    group: g\n") for n in (1, 2))) == []


def test_a_prompt_that_tells_the_answer_of_another_question_is_told() -> None:
    first = question(1, "Which resolution answered the nuclear test of October?", "Resolution 1718")
    second = question(
        2, "On which day did Resolution 1718 answer the nuclear test of October?", "Monday", "Sunday, Friday"
    )
    found = check_bank(("id: b\ntitle: B\nquestions:\n" + first + second).encode(), "b", None).diagnostics
    (one,) = [one for one in found if one.code == "F104"]
    assert (one.span.line, one.related[0].span.line) == (13, 6)
    other = second.replace("1718", "1874")
    assert codes(first, other) == []
    grouped = [text.replace("    explanation", "    group: g\n    explanation") for text in (first, second)]
    assert codes(*grouped) == []
