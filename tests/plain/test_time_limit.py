"""The time limit, with a clock that goes on by the lines that are read."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, TextIO, cast

import pytest

from quiz.practice.types import Mode
from quiz.scores.recorder import AttemptRecorder
from tests.plain.dialogues import Begin, Heard, hear_from
from tests.plain.sentences import RUNNING_OUT, TIME_IS_UP, running_out, score, time_left, time_limit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quiz.scores.store.base import Store


class Clock:
    """A monotonic clock that is set on by hand."""

    def __init__(self) -> None:
        self.now = 1000.0

    def monotonic(self) -> float:
        return self.now


class Slow:
    """A learner who takes so many seconds for each line."""

    def __init__(self, clock: Clock, lines: Sequence[tuple[float, str]]) -> None:
        self._clock = clock
        self._lines = iter(lines)

    def isatty(self) -> bool:
        return False

    def readline(self, _: int) -> str:
        seconds, line = next(self._lines, (0, None))
        self._clock.now += seconds
        return "" if line is None else f"{line}\n"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr("quiz.plain.dialogue.time", SimpleNamespace(monotonic=clock.monotonic))
    return clock


def hear_slowly(recorder: AttemptRecorder, clock: Clock, *lines: tuple[float, str]) -> Heard:
    return hear_from(recorder, cast("TextIO", Slow(clock, lines)))


def test_a_line_read_after_the_limit_is_not_taken_and_the_attempt_is_handed_in(
    begin: Begin, clock: Clock, store: Store
) -> None:
    heard = hear_slowly(begin(time_limit=60.0), clock, (30, "1"), (30.5, "t"), (1, "2,3"))
    assert heard.fractions == [1, None, None]
    assert heard.attempt.finished is not None
    assert score("1 of 3 (33.33 %)") in heard.lines
    assert TIME_IS_UP in heard.notes
    assert TIME_IS_UP not in heard.out
    assert store.load(heard.attempt.uid) == heard.attempt


def test_a_line_read_just_within_the_limit_is_taken(begin: Begin, clock: Clock) -> None:
    assert hear_slowly(begin(time_limit=60.0), clock, (59.9, "1")).fractions == [1, None, None]


def test_a_confidence_after_the_limit_is_not_taken_either(begin: Begin, clock: Clock) -> None:
    heard = hear_slowly(begin(time_limit=60.0, confidence=True), clock, (59, "1"), (2, "3"))
    assert heard.fractions == [None, None, None]
    assert heard.attempt.finished is not None


def test_a_command_after_the_limit_is_not_obeyed(begin: Begin, clock: Clock) -> None:
    heard = hear_slowly(begin(time_limit=60.0), clock, (61, ":hint"))
    assert "Nod" not in heard.out
    assert heard.attempt.hinted == frozenset()
    assert heard.attempt.finished is not None


def test_an_exam_whose_time_ends_at_the_sheet_is_handed_in(begin: Begin, clock: Clock) -> None:
    heard = hear_slowly(begin(mode=Mode.EXAM, time_limit=60.0), clock, (1, "1"), (1, "t"), (1, "2,3"), (60, "1"))
    assert heard.attempt.finished is not None
    assert score("3 of 3 (100 %)") in heard.lines


def test_what_is_left_of_the_time_is_stored_with_each_response(begin: Begin, clock: Clock, store: Store) -> None:
    heard = hear_slowly(begin(time_limit=60.0), clock, (20, "1"), (15, "t"))
    assert store.load(heard.attempt.uid).time_left == pytest.approx(25)


def test_time_between_two_sittings_does_not_count(begin: Begin, clock: Clock, store: Store) -> None:
    uid = hear_slowly(begin(time_limit=60.0), clock, (20, "1")).attempt.uid
    clock.now += 10_000
    heard = hear_slowly(AttemptRecorder(store, store.load(uid)), clock, (39, "t"), (2, "2,3"))
    assert heard.fractions == [1, 1, None]
    assert heard.attempt.finished is not None


def test_without_a_limit_no_time_is_too_long(begin: Begin, clock: Clock) -> None:
    heard = hear_slowly(begin(), clock, (1e6, "1"), (1e6, "t"), (1e6, "2,3"))
    assert heard.fractions == [1, 1, 1]
    assert heard.attempt.counted[0] is not None
    assert heard.attempt.counted[0].seconds == 1e6


# What is said of it


def test_a_limit_is_announced_and_again_once_when_a_quarter_is_left(begin: Begin, clock: Clock) -> None:
    heard = hear_slowly(begin(time_limit=200.0), clock, (149, "1"), (1, "t"), (20, ":hint"), (1, "2,3"))
    assert heard.notes.count(time_limit("3 minutes 20 seconds")) == 1
    assert [line for line in heard.notes.split("\n") if line.startswith(RUNNING_OUT)] == [running_out("50 seconds")]


def test_a_limit_that_goes_on_says_what_is_left_of_it(begin: Begin, clock: Clock, store: Store) -> None:
    uid = hear_slowly(begin(time_limit=3700.0), clock, (3600, "1")).attempt.uid
    heard = hear_slowly(AttemptRecorder(store, store.load(uid)), clock, (1, "t"))
    assert time_left("1 minute 40 seconds of 1 hour 1 minute") in heard.notes
    assert RUNNING_OUT not in heard.notes  # that is said already


def test_without_a_limit_nothing_is_said_of_time_unless_it_is_asked_for(begin: Begin, clock: Clock) -> None:
    heard = hear_slowly(begin(), clock, (65, "1"), (5, ":time"), (1, "t"))
    assert "Time spent: 1 minute 10 seconds. There is no limit.\n" in heard.notes
    assert heard.notes.count("Time") == 1
    assert "Time" not in heard.out


def test_what_is_left_is_told_when_asked_at_the_sheet_too(begin: Begin, clock: Clock) -> None:
    heard = hear_slowly(begin(mode=Mode.EXAM, time_limit=60.0), clock, (10, ":time"), (1, ":submit"), (1, ":time"))
    assert [line for line in heard.notes.split("\n") if line.startswith("Time left")] == [
        time_left("50 seconds"),
        time_left("48 seconds"),
    ]


def test_a_retry_has_all_the_time_there_is(begin: Begin, clock: Clock) -> None:
    heard = hear_slowly(begin(time_limit=60.0), clock, (1, "3"), (1, "t"), (1, "2,3"), (100, ":retry"), (100, "1"))
    assert [entry.taken.grade.fraction for entry in heard.attempt.log if entry.retry] == [1]
    assert heard.attempt.time_left == pytest.approx(57)
