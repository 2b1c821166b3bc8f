from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, strategies as st
from msgspec.structs import replace

from quiz.practice.schedule import (
    AGAIN,
    GOOD,
    HARD,
    LEECH_DAYS,
    LogEntry,
    due,
    fresh,
    mastery,
    mistakes,
    new_left,
    rating,
    remember,
    reviews,
)
from quiz.practice.types import Confidence, Key
from tests.examples import examples

DAY = date(2026, 1, 1)
Q = Key("bank", "q")
GUESS, UNSURE, SURE = Confidence
TYPED, CHOICE = 0.0, 0.25


def logged(
    fraction: float = 1, day: int = 0, key: Key = Q, chance: float = CHOICE, confidence: Confidence | None = None
) -> LogEntry:
    return LogEntry(key, fraction, chance, DAY + timedelta(day), confidence)


@pytest.mark.parametrize(
    ("fraction", "chance", "confidence", "rated"),
    [
        (1, TYPED, GUESS, HARD),
        (1, 0.19, GUESS, HARD),
        (1, 0.2, GUESS, AGAIN),  # a guess is no recall
        (1, CHOICE, GUESS, AGAIN),
        *((1, chance, level, GOOD) for chance in (TYPED, CHOICE) for level in (UNSURE, SURE, None)),
        *((0.5, CHOICE, level, HARD) for level in (GUESS, UNSURE, SURE, None)),
        *((0.49, TYPED, level, AGAIN) for level in (GUESS, UNSURE, SURE, None)),
        *((0, TYPED, level, AGAIN) for level in (GUESS, UNSURE, SURE, None)),
    ],
)
def test_a_response_is_rated(fraction: float, chance: float, confidence: Confidence | None, rated: int) -> None:
    assert rating(logged(fraction, chance=chance, confidence=confidence)) == rated


def next_due(*responses: LogEntry) -> int:
    """Return after how many days from the first response the question is due."""
    return (remember(responses)[Q].due - DAY).days


@pytest.mark.parametrize(
    ("first", "days"),
    [(logged(0), 1), (logged(0.5), 1), (logged(1), 2), (logged(1, chance=0.5, confidence=GUESS), 1)],
)
def test_the_first_interval(first: LogEntry, days: int) -> None:
    assert next_due(first) == days


@pytest.mark.parametrize(("fraction", "days"), [(0, 3), (0.5, 116), (1, 163)])
def test_the_interval_after_three_passes(fraction: float, days: int) -> None:
    log: list[LogEntry] = []
    for _ in range(3):
        log.append(logged(1, next_due(*log) if log else 0))
    today = next_due(*log)
    assert next_due(*log, logged(fraction, today)) == today + days


def test_fsrs_sees_the_first_response_of_a_day_and_the_last_says_what_is_right_now() -> None:
    alone = remember([logged(0)])[Q]
    again = remember([logged(0), logged(1), logged(1)])[Q]
    assert (again.due, again.stability, again.lapses) == (alone.due, alone.stability, alone.lapses)
    assert (alone.last_fraction, again.last_fraction) == (0, 1)
    assert again.responses == 3


def test_the_reviews_are_those_that_fsrs_sees() -> None:
    other = Key("bank", "other")
    log = [logged(0), logged(1, key=other), logged(1), logged(1, day=2), logged(0.5, day=2)]
    assert [(card, one.day, rated) for card, one, rated in reviews(log)] == [
        (1, DAY, AGAIN),
        (2, DAY, GOOD),
        (1, DAY + timedelta(2), GOOD),
    ]


def test_a_lapse_is_again_after_a_pass() -> None:
    pattern = [0, 0, 1, 0, 0, 0.5, 0]
    assert remember(logged(one, day=at) for at, one in enumerate(pattern))[Q].lapses == 2


def test_eight_days_begun_wrongly_make_a_leech() -> None:
    log = [logged(0.49, day=at) for at in range(LEECH_DAYS)]
    assert LEECH_DAYS == 8
    assert remember(log)[Q].is_leech
    assert not remember(log[:-1])[Q].is_leech


def test_what_was_never_known_is_none_the_less_hard_for_it_and_once_a_day_is_enough() -> None:
    log = [logged(0, day=at) for at in range(LEECH_DAYS - 1)]
    assert remember(log)[Q].lapses == 0
    assert remember([*log, logged(1, day=20), logged(0, day=20)])[Q].wrong_days == LEECH_DAYS - 1
    assert remember([logged(0.5, day=at) for at in range(20)])[Q].wrong_days == 0


logs = st.lists(
    st.tuples(st.sampled_from("abc"), st.sampled_from([0, 0.5, 1]), st.integers(0, 40), st.sampled_from([None, GUESS])),
    max_size=25,
).map(
    lambda drawn: [
        logged(fraction, day, Key("bank", name), CHOICE, level)
        for (name, fraction, _, level), day in zip(drawn, sorted(one[2] for one in drawn), strict=True)
    ]
)


@given(logs)
@examples(25)
def test_every_replay_gives_the_same(log: list[LogEntry]) -> None:
    assert remember(log) == remember(log)


@given(logs)
@examples(25)
def test_the_questions_do_not_influence_each_other(log: list[LogEntry]) -> None:
    together = remember(log)
    for key, memory in together.items():
        assert remember(one for one in log if one.key == key)[key] == memory
        assert memory.due > memory.last_day or memory.responses > 1


def test_another_retention_gives_another_interval() -> None:
    log = [logged(1), logged(1, day=2), logged(1, day=14)]
    assert remember(log, 0.8)[Q].due > remember(log, 0.9)[Q].due > remember(log, 0.97)[Q].due


def test_what_is_due_comes_longest_waiting_first() -> None:
    keys = [Key("bank", name) for name in "abcd"]
    memories = remember([logged(1, 5, keys[0]), logged(0, 0, keys[1]), logged(1, 0, keys[2])])
    assert due(memories, keys, DAY + timedelta(2)) == [keys[1], keys[2]]
    assert due(memories, keys, DAY + timedelta(7)) == [keys[1], keys[2], keys[0]]
    assert due(memories, keys, DAY) == []
    assert fresh(memories, keys) == [keys[3]]


def test_new_questions_are_counted_by_the_day_on_which_they_were_first_seen() -> None:
    memories = remember([logged(1, 0), logged(1, 3), logged(1, 3, Key("bank", "new"))])
    assert new_left(memories, DAY + timedelta(3), 10) == 9
    assert new_left(memories, DAY + timedelta(4), 10) == 10
    assert new_left(memories, DAY + timedelta(3), 0) == 0


def test_a_mistake_is_put_right_by_a_right_response() -> None:
    assert mistakes(remember([logged(0.99)]), [Q]) == [Q]
    assert mistakes(remember([logged(0), logged(1, day=1)]), [Q]) == []
    assert mistakes(remember([logged(1), logged(0, day=1)]), [Q]) == [Q]
    assert mistakes({}, [Q]) == []


def test_mastery_counts_unseen_questions_as_not_mastered() -> None:
    keys = [Key("bank", name) for name in "abcd"]
    memories = remember([logged(1, 0, keys[0]), logged(0.5, 0, keys[1])])
    assert mastery(memories, keys) == 0.25
    assert mastery(memories, []) == 0


def test_the_order_of_the_log_decides_and_not_the_time_that_the_clock_told() -> None:
    noon = datetime(2026, 1, 1, 12, tzinfo=UTC)
    log = [replace(logged(0), at=noon), replace(logged(1, day=1), at=noon - timedelta(days=99))]
    memory = remember(log)[Q]
    assert memory == remember([replace(one, at=None) for one in log])[Q]
    assert memory.last_fraction == 1


def test_the_intervals_are_the_same_on_every_machine_to_the_last_digit() -> None:
    log = [logged(1), logged(1, day=2), logged(0, day=13), logged(0.5, day=14)]
    assert [remember(log[:end])[Q].due for end in range(1, 5)] == [DAY + timedelta(days) for days in (2, 13, 15, 17)]


def test_a_guess_that_was_right_and_a_wrong_response_are_due_alike() -> None:
    assert remember([logged(1, confidence=GUESS)])[Q].due == remember([logged(0)])[Q].due
