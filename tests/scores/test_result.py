"""What an attempt came to, with a real store."""

from datetime import timedelta

import pytest

from quiz.practice.draw import Options
from quiz.practice.knowledge import Changes
from quiz.practice.parsing import parse
from quiz.practice.types import Mode
from quiz.scores.recorder import AttemptRecorder
from quiz.scores.result import Result, result_of
from quiz.scores.store.base import Store

from .conftest import Begin, Clock, Lines

FOUR = Options(count=None, types=("single", "true-false", "number", "text"))


@pytest.fixture
def take(store: Store, begin: Begin, lines: Lines, clock: Clock) -> "Take":
    return Take(store, begin, lines, clock)


class Take:
    """Takes four questions, so many of them right, and says what that came to."""

    def __init__(self, store: Store, begin: Begin, lines: Lines, clock: Clock) -> None:
        self.store, self.clock = store, clock
        self._begin, self._lines = begin, lines

    def __call__(self, right: int, *, options: Options = FOUR, mode: Mode = Mode.PRACTICE) -> AttemptRecorder:
        recorder = self._begin(self.store, options=options, mode=mode)
        for position, item in enumerate(recorder.attempt.items):
            recorder.step(recorder.attempt.go(position))
            lines = self._lines(item, "right" if position < right else "wrong")
            recorder.answer(parse(item.question, item.presentation, lines), 1)
        recorder.hand_in()
        return recorder

    def result(self, recorder: AttemptRecorder) -> Result:
        return result_of(self.store, recorder.attempt, now=self.clock)


def test_the_first_attempt_stands_alone(take: Take) -> None:
    result = take.result(take(3))
    assert result.standing == ("", "", False)
    assert str(result.counts) == "3 right, 1 wrong"
    assert result.changes == Changes(learning=4)


def test_an_attempt_stands_beside_the_best_and_the_last_before_it(take: Take) -> None:
    first = take(3)
    take.clock.now += timedelta(days=3)
    take(1)
    take.clock.now += timedelta(days=7)
    assert take.result(take(4)).standing == ("best so far, was 3", "last time 1, a week ago", True)
    assert take.result(take(4)).standing == ("as good as the best so far", "last time 5, today", False)
    assert take.result(take(0)).standing == ("best so far 5", "last time 5, today", False)
    assert take.result(first).standing == ("", "", False)


def test_only_attempts_in_the_same_mode_and_of_as_many_questions_are_compared(take: Take) -> None:
    take(4, mode=Mode.EXAM)
    take(1, options=Options(count=None, types=("single",)))
    assert take.result(take(3)).standing == ("", "", False)


def test_steps_up_and_down_are_told_also_when_looked_at_later(take: Take) -> None:
    take(4)
    take.clock.now += timedelta(days=2)
    second = take(3)
    told = Changes(known=3, fell=0)
    assert take.result(second).changes == told
    take.clock.now += timedelta(days=11)
    third = take(1)
    assert take.result(third).changes.solid == 1
    assert take.result(third).changes.fell == 2
    assert take.result(second).changes == told


def test_every_question_answered_comes_back(take: Take) -> None:
    recorder = take(2)
    result = take.result(recorder)
    assert sum(result.returns) == 4
    assert result.returns.today == 0
    assert result.returns.tomorrow >= 2
    take.clock.now += timedelta(days=60)
    assert take.result(recorder).returns == (4, 0, 0, 0)


def test_an_exam_counts_once_it_is_handed_in(take: Take) -> None:
    assert take.result(take(4, mode=Mode.EXAM)).changes == Changes(learning=4)
