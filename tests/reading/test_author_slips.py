"""What is told of the slips of people who write banks by hand, and what is read all the same."""

from functools import cache

import pytest

from quiz.bank.questions.registry import Question
from quiz.diagnostics.findings import Diagnostic
from quiz.reading.reader import read_bank
from tests.reading.author_slips import HARMLESS, KINDS, MORE, PLANETS, Mutant, judge

TEXTS = {"planets": PLANETS}
ALL = (*KINDS, *MORE)
SEVERAL = 6


@cache
def judged(kind: str) -> list[tuple[Mutant, list[Diagnostic], str]]:
    return list(judge(kind, TEXTS, SEVERAL, seed=14))


def outcomes(kind: str) -> list[str]:
    return [result for _, _, result in judged(kind)]


@cache
def questions(text: str) -> tuple[Question, ...]:
    bank = read_bank(text.encode(), "b.yaml", None).bank
    assert bank is not None
    return bank.questions


def test_there_are_as_many_kinds_as_the_table_has() -> None:
    assert (len(KINDS), len(MORE)) == (54, 14)


@pytest.mark.parametrize("kind", ALL)
def test_a_slip_is_told_on_its_line_and_nothing_else_is(kind: str) -> None:
    found = outcomes(kind)
    assert found
    assert "silent" not in found
    assert found.count("right") >= len(found) * 4 / SEVERAL or kind in HARMLESS
    assert kind not in HARMLESS or set(found) == {"same"}


def test_nearly_every_slip_is_told_on_its_line() -> None:
    found = [result for kind in ALL if kind not in HARMLESS for result in outcomes(kind)]
    assert found.count("right") >= 0.95 * len(found)
    assert "silent" not in found


@pytest.mark.parametrize("kind", [kind for kind in ALL if kind not in {"`questions:` lost", "file cut off"}])
def test_one_slip_costs_one_question(kind: str) -> None:
    sound = questions(PLANETS)
    for mutant, _, _ in judged(kind):
        left = questions(mutant.text)
        assert sum(question in left for question in sound) >= len(sound) - 1


def test_questions_with_slips_are_each_told_of_and_the_others_are_checked() -> None:
    text = PLANETS.replace("answer: Mars", "answer=Mars").replace("      - Venus\n", "      * Venus\n", 1)
    text = text.replace("answer: Jupiter", 'answer: "Jupiter').replace("difficulty: hard", "difficulty: heavy", 1)
    reading = read_bank(text.encode(), "b.yaml", None)
    assert reading.bank is not None
    assert len(reading.bank.questions) == len(TEXTS) * 14 - 3
    assert [found.code for found in reading.diagnostics] == ["Y014", "Y011", "B012"]


SAID = {
    "id: b\ntitle: B\n  - id: q\n    type: single\n": (3, "`questions:` is missing above this line."),
    "id: b\ntitle: B\nquestions:\n  - id: q\n    answers:\n      - a\n      • c\n": (7, "not with `•`"),
    "id: b\ntitle: B\nquestions:\n  - id: q\n    prompt：X\n": (5, "full-width"),
    'id: b\ntitle: B\nquestions:\n  - id: q\n    prompt: "X",\n    hint: Y\n': (5, "A `,` follows"),
    "id: b\ntitle: B\nquestions:\n  - id: q\n    distractors:\n      - X\n        feedback: Y\n": (7, "called `text`"),
    "id: b\ntitle: B\nquestions:\n  - id: q\n    type: text difficulty: easy\n": (5, "on the line of `type`"),
    "id: b\ntitle: B\nquestions:\n  - id: q\n    answers:\n      -\tX\n      - Y\n": (6, "A tab follows the dash."),
}


@pytest.mark.parametrize("text", SAID)
def test_a_slip_is_told_by_what_stands_there(text: str) -> None:
    line, part = SAID[text]
    first = next(found for found in read_bank(text.encode(), "b.yaml", {}).diagnostics if found.code[0] == "Y")
    assert (first.span.line, part in first.message) == (line, True), first
    assert first.help


@pytest.mark.parametrize("sign", ["•", "–", "1."])
def test_a_list_without_any_dash_is_told_by_its_signs(sign: str) -> None:
    text = f"id: b\ntitle: B\nquestions:\n  - id: q\n    answers:\n      {sign} a\n      {sign} c\n    type: text\n"
    found = read_bank(text.encode(), "b.yaml", {}).diagnostics
    assert [(one.span.line, f"not with `{sign}`" in one.message) for one in found if one.code == "B005"] == [(6, True)]


REMARKS = {
    "  - id: q # kept for ever\n    type: single\n    answer: a\n": 0,
    "  - id: q\n    difficulty: easy # so far\n    points: 2 # or three\n    tags: [a, b] # words\n": 0,
    "  - id: q\n    type: number\n    answer: 12 # counted\n    tolerance: 1 # either way\n": 0,
    "  - id: q\n    type: true-false\n    answer: true # surely\n    as_of: 2017 # so says the page\n": 0,
    "  - id: q\n    sources:\n      - atlas, page 3 # seen\n      - ref: atlas # seen too\n": 0,
    "  - id: q\n    type: single\n    answer: 12 # counted\n": 1,
    "  - id: q\n    prompt: Which # is it?\n    distractors:\n      - C # a language\n": 2,
    "  - id: q\n    distractors:\n      - text: C # a language\n        credit: 0.5 # half\n": 1,
}


@pytest.mark.parametrize("question", REMARKS)
def test_a_remark_is_a_slip_only_behind_a_text_that_people_read(question: str) -> None:
    text = f"id: b # kept\ntitle: B\nlanguage: en # so far\nquestions:\n{question}"
    found = read_bank(text.encode(), "b.yaml", {}).diagnostics
    assert sum(one.code == "Y033" for one in found) == REMARKS[question]
