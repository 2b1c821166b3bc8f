"""Questions of each type, asked and judged line by line, and asked again where a line cannot be read."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest

from quiz.bank.questions.registry import QUESTION_TYPES
from quiz.library.library import open_bank
from quiz.plain.wording import score_text
from quiz.practice.draw import Options
from quiz.practice.questions.written import Judgement, SelfGraded
from quiz.scores.recorder import start
from tests.cases import CASES, DONT_KNOW, Case, Shown
from tests.plain.dialogues import Begin, hear, hear_from
from tests.plain.sentences import (
    ANSWER,
    PARTLY,
    RIGHT,
    SOURCES,
    TELLING,
    TYPE_THE_ANSWER,
    VERDICTS,
    WRONG,
    form,
    question as first_line,
    score,
    sources_after,
)

if TYPE_CHECKING:
    from pathlib import Path

    from quiz.scores.store.base import Store
    from tests.conftest import Lines

ALIKE = """\
id: alike
title: Alike
questions:
  - {id: a, type: true-false, prompt: First?, answer: false}
  - {id: b, type: text, prompt: Second?, answers: [x]}
  - {id: c, type: true-false, prompt: Third?, answer: false}
  - {id: d, type: text, prompt: Fourth?, answers: [x]}
"""
JUDGING = "Judge it yourself: 1 right, 2 partly, 3 wrong."
IN_PARTS = ("multiple", "list", "open", "order", "match", "classify", "cloze")
"""The types that can be partly right."""


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_typed_response_earns_what_the_table_says(case: Case, tmp_path: Path, store: Store) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(case.bank, encoding="utf-8")
    bank = open_bank(path).bank
    assert bank is not None
    recorder = start(store, [bank], learner="Ada", options=Options(), seed=3)
    heard = hear(recorder, *case.plain(Shown(recorder.attempt.items[0].presentation)))
    taken = heard.attempt.counted[0]
    assert taken is not None, heard.out
    assert taken.grade.fraction == pytest.approx(case.fraction)
    assert taken.grade.how == case.how
    verdict = RIGHT if case.fraction == 1 else PARTLY if case.fraction else WRONG
    assert next(line for line in heard.lines if line.startswith(VERDICTS)).startswith(verdict)
    points = recorder.attempt.items[0].question.points
    assert score(f"{case.fraction * points:.2f}".rstrip("0").rstrip(".")) in heard.out
    assert store.load(heard.attempt.uid) == heard.attempt


@pytest.mark.parametrize(
    ("kind", "how", "verdict"),
    [
        *((kind, "right", RIGHT) for kind in QUESTION_TYPES),
        *((kind, "partly", PARTLY) for kind in IN_PARTS),
        *((kind, "wrong", WRONG) for kind in QUESTION_TYPES),
        *((kind, "?", f"{WRONG} {DONT_KNOW}") for kind in QUESTION_TYPES),
    ],
)
def test_every_type_is_asked_judged_explained_and_sourced(
    begin_one: Begin, lines: Lines, kind: str, how: str, verdict: str
) -> None:
    recorder = begin_one(kind)
    item = recorder.attempt.item
    heard = hear(recorder, *(["?"] if how == "?" else lines(item, how)))
    said = heard.lines
    assert said[0].startswith(first_line(1, 1))
    assert said[1] == item.question.prompt
    (place,) = [at for at, line in enumerate(said) if line.startswith(verdict)]
    told = said[place + 1 :]
    assert told[0].startswith(ANSWER)
    sources = [line for line in told if line.startswith(SOURCES)]
    assert sources == [sources_after(len(item.question.sources))]
    (explained,) = [at for at, line in enumerate(told) if line.startswith(str(item.question.explanation))]
    assert told[explained].endswith(f" (as of {item.question.as_of})") == bool(item.question.as_of)
    assert explained < told.index(sources[0])
    assert [line for line in said if line.startswith(score(""))] == [score(score_text(heard.attempt))]
    assert heard.attempt.finished is not None


def test_the_rows_are_numbered_and_the_options_lettered(begin_nine: Begin) -> None:
    rows = [line for line in hear(begin_nine("match")).lines if line.startswith("  ")]
    assert [line[:5] for line in rows] == ["  1. ", "  2. ", "  3. ", "  a. ", "  b. ", "  c. ", "  d. "]
    assert [line[5:] for line in rows[3:]] == ["2006", "2009", "2011", "2013"]
    assert hear(begin_nine("true-false")).lines[2:4] == ["  1. True", "  2. False"]
    number = hear(begin_nine("number"))
    assert number.lines[2] == form(number.attempt.item)


def test_an_answer_of_several_parts_has_a_line_a_part(begin_nine: Begin) -> None:
    said = hear(begin_nine("classify"), "?").lines
    place = said.index(ANSWER)
    assert said[place + 1 : place + 3] == [
        "  United Nations: Resolution; Panel",
        "  European Union: Regulation; Directive",
    ]


def test_feedback_is_that_on_the_chosen_distractor(begin_nine: Begin) -> None:
    assert "Resolution 1874 (2009): It answered the second test." in hear(begin_nine("single"), "2").lines
    assert "It answered" not in hear(begin_nine("single"), "3").out


@pytest.mark.parametrize(
    ("typed", "score"),
    [
        (["May", "2001"], 1),
        (["the month of May", "2001"], 1),
        (["", "2001"], 0.5),
        (["May", ""], 0.5),
        (["May", "?"], 0),
        (["?"], 0),
    ],
)
def test_a_cloze_takes_a_line_a_blank(begin_nine: Begin, typed: list[str], score: float) -> None:
    heard = hear(begin_nine("cloze"), *typed)
    assert heard.attempt.score == score
    assert heard.attempt.finished is not None
    assert "Relations date from [1] ____ [2] ____." in heard.lines


def test_a_person_at_the_keyboard_is_prompted_for_each_blank_of_a_cloze(begin_nine: Begin) -> None:
    class Keyboard(io.StringIO):
        def isatty(self) -> bool:
            return True

    notes = hear_from(begin_nine("cloze"), Keyboard("May\n2001\n")).notes
    assert [f"blank {number} > " in notes for number in (1, 2, 3)] == [True, True, False]


# How to answer


@pytest.mark.parametrize("kind", QUESTION_TYPES)
def test_how_to_answer_is_told_before_the_first_answer_of_a_type_and_again_when_asked(
    begin_one: Begin, kind: str
) -> None:
    recorder = begin_one(kind)
    told = form(recorder.attempt.item)
    heard = hear(recorder, ":repeat", ":help")
    assert heard.lines.count(told) == 3
    assert heard.lines.index(told) < heard.lines.index("Commands:")
    assert len(heard.asked) == 2


def test_how_to_answer_is_told_once_for_each_type(tmp_path: Path, store: Store) -> None:
    path = tmp_path / "alike.yaml"
    path.write_text(ALIKE, encoding="utf-8")
    bank = open_bank(path).bank
    assert bank is not None
    recorder = start(store, [bank], learner="Ada", options=Options(), seed=3)
    told = {form(item) for item in recorder.attempt.items}
    heard = hear(recorder, "t", "t", "t", "t", "f", "t")
    assert (len(heard.asked), len(heard.asked_again)) == (4, 3)
    assert [sum(line == one for line in heard.lines) for one in told] == [1, 1]


# Asking again


@pytest.mark.parametrize("kind", [kind for kind in QUESTION_TYPES if kind not in {"text", "list", "open", "cloze"}])
@pytest.mark.parametrize("line", ["", "   ", "nonsense!", "0", "1,5000"])
def test_what_cannot_be_read_says_what_is_expected_and_asks_again(begin_nine: Begin, kind: str, line: str) -> None:
    if kind == "number" and line == "0":
        line = "1,5"
    heard = hear(begin_nine(kind), line, "?")
    told = [line for line in heard.lines if line.endswith(form(heard.attempt.item))]
    assert len(told) == 2  # with the question, and again
    assert heard.attempt.answered == 1
    assert len(heard.asked) == 1


def test_an_empty_line_is_no_text(begin_nine: Begin) -> None:
    heard = hear(begin_nine("text"), "", "", "Pyongyang")
    assert heard.out.count(TYPE_THE_ANSWER) == 3  # with the question, and again for each
    assert heard.attempt.score == 1


def test_asking_again_takes_nothing(begin_nine: Begin) -> None:
    heard = hear(begin_nine("single"), "9", "x", "")
    assert heard.attempt.answered == 0
    assert not any(line.startswith(TELLING) for line in heard.lines)


def test_a_line_too_long_is_one_line(begin_nine: Begin) -> None:
    heard = hear(begin_nine("text"), "x" * 25_000, "Pyongyang")
    assert [entry.retry for entry in heard.attempt.log] == [False, True]


# What learners grade themselves


def test_what_is_written_is_kept_before_the_model_answer_is_said_and_gone_on_with(
    begin_one: Begin, store: Store
) -> None:
    recorder = begin_one("open")
    heard = hear(recorder, "It freezes", "?", "")
    assert heard.lines[-4:-1] == ["  The freeze.", "  Whose funds they are.", JUDGING]
    uid = heard.attempt.uid
    assert store.load(uid).written == {0: "It freezes\n?"}
    again = hear(recorder, "4", "?", "2")
    assert [line for line in again.lines if line.startswith("You wrote")] == ["You wrote: It freezes", "You wrote: ?"]
    assert again.lines.count(JUDGING) == 1
    taken = again.attempt.counted[0]
    assert taken is not None
    assert taken.response == SelfGraded("It freezes\n?", Judgement.PARTLY)
    assert f"{PARTLY} By your own judgement. 0.5 points." in again.out


def test_no_confidence_is_asked_for_what_learners_grade_themselves(begin_one: Begin) -> None:
    heard = hear(begin_one("open", confidence=True), "", "1")
    assert "1 guess" not in heard.out
    assert heard.attempt.score == 1
