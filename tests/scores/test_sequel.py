"""What follows from a response, with a real store."""

from datetime import timedelta

import pytest

from quiz.practice.draw import Options
from quiz.practice.parsing import parse
from quiz.practice.response import DONT_KNOW
from quiz.practice.types import Key, Mode
from quiz.scores.recorder import AttemptRecorder
from quiz.scores.sequel import memories_around, what_follows
from quiz.scores.store.base import Store

from .conftest import Begin, Clock, Lines

ONE = Options(count=None, types=("single",))


def answered(recorder: AttemptRecorder, lines: Lines, how: str = "right") -> AttemptRecorder:
    """Answer the one question of an attempt."""
    item = recorder.attempt.item
    recorder.answer(parse(item.question, item.presentation, lines(item, how)), 1)
    return recorder


def test_a_response_tells_its_step_and_its_date(store: Store, begin: Begin, lines: Lines, clock: Clock) -> None:
    told: list[str] = []
    for days in (0, 2, 11, 46):
        clock.now += timedelta(days)
        recorder = answered(begin(store, options=ONE), lines)
        told.append(str(what_follows(store, recorder.attempt, 0)))
    assert told == ["back in 2 days", "now known · back in 11 days", "now solid · back in 46 days", "back in 163 days"]
    clock.now += timedelta(1)
    recorder = answered(begin(store, options=ONE), lines, "wrong")
    assert str(what_follows(store, recorder.attempt, 0)).startswith("back in")


def test_what_is_not_known_comes_back_tomorrow(store: Store, begin: Begin) -> None:
    recorder = begin(store, options=ONE)
    recorder.answer(DONT_KNOW, 1)
    assert str(what_follows(store, recorder.attempt, 0)) == "back tomorrow"


def test_a_second_response_on_the_same_day_moves_nothing_and_tells_nothing(
    store: Store, begin: Begin, lines: Lines, clock: Clock
) -> None:
    answered(begin(store, options=ONE), lines)
    clock.now += timedelta(hours=1)
    recorder = answered(begin(store, options=ONE), lines, "wrong")
    assert what_follows(store, recorder.attempt, 0) is None


def test_others_and_other_questions_say_nothing_of_it(store: Store, begin: Begin, lines: Lines) -> None:
    answered(begin(store, options=ONE, learner="Bob"), lines)
    answered(begin(store, options=Options(count=None, types=("text",))), lines)
    recorder = begin(store, options=ONE)
    item = recorder.attempt.item
    assert store.question_log("Ada", Key(item.bank, item.question.id)) == []
    assert what_follows(store, recorder.attempt, 0) is None


@pytest.mark.parametrize(("mode", "limit"), [(Mode.EXAM, None), (Mode.PRACTICE, 60.0)])
def test_an_exam_and_one_out_of_time_tell_nothing(
    store: Store, begin: Begin, lines: Lines, mode: Mode, limit: float | None
) -> None:
    recorder = begin(store, options=Options(count=None, types=("single", "text"), time_limit=limit), mode=mode)
    answered(recorder, lines)
    recorder.hand_in(0.0 if limit else None)
    assert what_follows(store, recorder.attempt, 0) is None


def test_the_log_of_a_question_is_its_part_of_the_history(store: Store, begin: Begin, lines: Lines) -> None:
    for mode in Mode.PRACTICE, Mode.EXAM, Mode.PRACTICE:
        answered(begin(store, options=ONE, mode=mode), lines)
    recorder = answered(begin(store, options=ONE), lines)
    item = recorder.attempt.items[0]
    key = Key(item.bank, item.question.id)
    assert store.question_log("Ada", key) == store.history("Ada")
    assert len(store.history("Ada")) == 3


def test_an_attempt_looked_at_later_tells_what_was_known_then(
    store: Store, begin: Begin, lines: Lines, clock: Clock
) -> None:
    first = answered(begin(store, options=ONE), lines)
    clock.now += timedelta(days=2)
    second = answered(begin(store, options=ONE), lines)
    found = memories_around(store, first.attempt, 0)
    assert found.before is None
    assert found.after == memories_around(store, second.attempt, 0).before
    assert found.now == memories_around(store, second.attempt, 0).after
