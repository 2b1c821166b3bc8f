from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from quiz.practice.attempt import Attempt, Item, begin
from quiz.practice.draw import Learning, Options, Purpose
from quiz.practice.drawn import DrawnQuestion
from quiz.practice.grade import Grade
from quiz.practice.questions.choice import Chosen
from quiz.practice.schedule import Memory
from quiz.practice.summary import (
    Step,
    asked_by,
    breakdowns,
    by_difficulty,
    by_tag,
    by_topic,
    counts,
    next_steps,
    reaches_goal,
    tally,
    weakest_tag,
)
from quiz.practice.today import Today, today
from quiz.practice.types import DEFAULT_COUNT, Key, Mode
from tests.practice.conftest import make_bank, make_question

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
DAY = date(2026, 1, 1)


def attempt_of(*questions: Mapping[str, Any], fractions: tuple[float | None, ...], finished: bool = True) -> Attempt:
    """Make an attempt with these questions and the fraction of each response, None where it is open."""
    banks = {str(fields.get("bank", "bank")): make_bank(name=str(fields.get("bank", "bank"))) for fields in questions}
    drawn = [
        DrawnQuestion(
            banks[str(fields.get("bank", "bank"))],
            make_question(name=f"q{at}", **{key: value for key, value in fields.items() if key != "bank"}),
        )
        for at, fields in enumerate(questions)
    ]
    attempt = begin(drawn, uid="0" * 32, learner="Ada", seed=1, options=Options(), started=NOON)
    for at, fraction in enumerate(fractions):
        if fraction is not None:
            attempt = attempt.go(at).answer(Chosen(("A",)), seconds=1, at=NOON, day=date(2026, 1, 1))
            last = attempt.log[-1]
            graded = replace(last, taken=replace(last.taken, grade=Grade(fraction)))
            attempt = replace(attempt, log=(*attempt.log[:-1], graded))
    return attempt.hand_in(NOON) if finished else attempt


def test_a_tally_counts_questions_answers_and_points_by_label() -> None:
    attempt = attempt_of({"points": 2.0}, {"points": 1.0}, {"points": 1.0}, fractions=(0.5, 1, None))

    def labels(item: Item) -> list[str]:
        return ["all", "first"] if item.question.id == "q0" else ["all"]

    every, first = tally(attempt, labels)
    assert (every.name, every.questions, every.answered, every.score, every.possible) == ("all", 3, 2, 2, 4)
    assert every.fraction == 0.5
    assert (first.name, first.questions, first.answered, first.score, first.possible) == ("first", 1, 1, 1, 2)


def test_topics_come_as_they_first_occur_and_tags_the_weakest_first() -> None:
    un, eu = {"bank": "b", "tags": ("un", "x")}, {"bank": "a", "tags": ("eu",)}
    attempt = attempt_of(un, eu, {"bank": "b"}, un, un, eu, eu, fractions=(1, 0, 1, 1, 1, 0, 0.5))
    assert [(one.name, one.score, one.possible) for one in by_topic(attempt)] == [("b", 4, 4), ("a", 0.5, 3)]
    assert [(one.name, one.score) for one in by_tag(attempt)] == [("eu", 0.5), ("un", 3), ("x", 3)]


def test_a_tag_is_told_from_three_questions_on() -> None:
    two, three = {"tags": ("two",)}, {"tags": ("three",)}
    attempt = attempt_of(two, two, three, three, three, fractions=(0, 0, 1, 1, 0))
    assert [one.name for one in by_tag(attempt)] == ["three"]
    assert weakest_tag(attempt) == by_tag(attempt)[0]


def test_a_tag_that_is_all_right_is_not_the_weakest() -> None:
    tag: dict[str, Any] = {"tags": ("un",)}
    assert weakest_tag(attempt_of(tag, tag, tag, fractions=(1, 1, 1))) is None


def test_difficulties_come_from_easy_to_hard_and_leave_out_questions_without_one() -> None:
    attempt = attempt_of({"difficulty": "hard"}, {}, {"difficulty": "easy"}, fractions=(1, 1, 0))
    assert [(one.name, one.score) for one in by_difficulty(attempt)] == [("easy", 0), ("hard", 1)]


def test_only_parts_with_something_to_compare_are_shown() -> None:
    one_of_each = attempt_of({"tags": ("un",), "difficulty": "easy"}, fractions=(1,))
    assert breakdowns(one_of_each) == ()
    two = attempt_of(*[{"tags": ("un",)}] * 3, *[{"tags": ("eu",)}] * 3, fractions=(1, 0, 1, 1, 1, 1))
    assert [name for name, _ in breakdowns(two)] == ["By tag"]


@pytest.mark.parametrize(
    ("fractions", "finished", "steps"),
    [
        ((1, 1, 1), True, ("Ten more", "The same again")),
        ((1, 0, 1), True, ("Put the one right now", "Practise the weakest: un", "Ten more", "The same again")),
        ((1, 0.9, 0), True, ("Put the 2 right now", "Practise the weakest: un", "Ten more", "The same again")),
        ((1, 0, None), False, ()),
    ],
)
def test_the_next_steps_follow_from_what_was_missed_and_there_are_some_after_a_perfect_score_too(
    fractions: tuple[float | None, ...], finished: bool, steps: tuple[str, ...]
) -> None:
    tag: dict[str, Any] = {"tags": ("un",)}
    attempt = attempt_of(tag, tag, tag, fractions=fractions, finished=finished)
    assert tuple(step.text for step in next_steps(attempt)) == steps


def day_with(due: int, done: int, goal: int = 20) -> Today:
    memory = Memory(1, DAY, DAY - timedelta(days=1), 1, 0, 5.0, DAY)
    keys = [Key("bank", f"due{at}") for at in range(due)]
    return today(Learning(DAY, dict.fromkeys(keys, memory), 0, {DAY: done}), keys, goal)


@pytest.mark.parametrize("purpose", [Purpose.TODAY, Purpose.FIRST])
def test_after_a_set_of_today_comes_the_next_while_anything_is_to_go(purpose: Purpose) -> None:
    attempt = replace(attempt_of({}, {}, fractions=(1, 0)), options=Options(purpose=purpose))
    usual = ["Put the one right now", "Ten more", "The same again"]
    for day, first in (
        (None, ["Go on with today"]),
        (day_with(3, 2), ["Go on with today: 3 to go"]),
        (day_with(0, 2), []),
    ):
        assert [step.text for step in next_steps(attempt, day)] == [*first, *usual]
    assert [step.text for step in next_steps(attempt_of({}, fractions=(1,)), day_with(3, 2))] == usual[1:]
    assert asked_by(Step.MORE, attempt)[1].purpose is None
    ahead = replace(attempt, options=Options(purpose=Purpose.AHEAD), mode=Mode.REVIEW)
    assert asked_by(Step.MORE, ahead) == (Mode.REVIEW, Options(purpose=Purpose.AHEAD))


@pytest.mark.parametrize(("done", "reached"), [(19, False), (20, True), (21, True), (22, False)])
def test_the_goal_is_reached_by_the_attempt_whose_responses_it_took(done: int, reached: bool) -> None:
    attempt = attempt_of({}, {}, fractions=(1, 0))
    assert {taken.day for taken in attempt.counted if taken is not None} == {DAY}
    assert reaches_goal(attempt, day_with(0, done)) is reached


@pytest.mark.parametrize(
    ("mode", "asked"),
    [
        (Mode.PRACTICE, Mode.PRACTICE),
        (Mode.REVIEW, Mode.REVIEW),
        (Mode.EXAM, Mode.PRACTICE),
        (Mode.MISTAKES, Mode.PRACTICE),
    ],
)
def test_ten_more_are_asked_as_before_but_never_as_an_exam_or_as_mistakes(mode: Mode, asked: Mode) -> None:
    options = Options(count=40, tags=("eu",), time_limit=60, confidence=True)
    attempt = replace(attempt_of({}, fractions=(1,)), mode=mode, options=options)
    assert asked_by(Step.MORE, attempt) == (asked, Options(count=10, tags=("eu",), confidence=True))


def test_the_weakest_tag_is_practised_alone() -> None:
    tag: dict[str, Any] = {"tags": ("un",)}
    attempt = replace(attempt_of(tag, tag, tag, fractions=(1, 0, 1)), options=Options(tags=("eu",), confidence=True))
    assert asked_by(Step.WEAKEST, attempt) == (Mode.PRACTICE, Options(tags=("un",), confidence=True))


def test_ten_more_are_as_many_as_are_drawn() -> None:
    assert DEFAULT_COUNT == 10


def test_questions_are_counted_by_their_verdicts() -> None:
    attempt = attempt_of({}, {}, {}, {}, {}, fractions=(1, 0.99, 0, None, 1))
    assert counts(attempt) == (2, 1, 1, 1)
    assert str(counts(attempt)) == "2 right, 1 partly, 1 wrong, 1 not answered"
    assert str(counts(attempt_of({}, {}, fractions=(1, 1)))) == "2 right"
