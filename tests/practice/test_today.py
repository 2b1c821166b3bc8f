from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st

from quiz.practice.draw import Learning
from quiz.practice.schedule import LogEntry, Memory, remember
from quiz.practice.today import USUAL_SECONDS, Today, streak, today
from quiz.practice.types import Key

DAY = date(2026, 3, 31)
KEYS = [Key("bank", f"q{at}") for at in range(8)]


def memory(due: int, last: float = 1, first: int = -9, seen: int = -1) -> Memory:
    first_day, last_day = DAY + timedelta(first), DAY + timedelta(seen)
    return Memory(last, first_day, last_day, 1, 0, 5.0, DAY + timedelta(due))


def day_of(*memories: Memory, goal: int = 20, new_a_day: int = 10, seconds: float | None = 30, **days: int) -> Today:
    """`days`: responses by how many days ago they were given: `d0`, `d1`."""
    responses = {DAY - timedelta(int(ago[1:])): count for ago, count in days.items()}
    known = dict(zip(KEYS, memories, strict=False))
    return today(Learning(DAY, known, new_a_day, responses, seconds), KEYS, goal)


def test_a_day_of_one_who_never_came() -> None:
    first = today(Learning(DAY), KEYS)
    assert (first.due, first.new, first.mistakes, first.to_go, first.done, first.streak) == (0, 8, 0, 8, 0, 0)
    assert (first.goal, first.seconds, first.minutes) == (20, USUAL_SECONDS, 4)
    assert not any(one.responses or one.is_met for one in first.week)


def test_each_question_waits_once() -> None:
    found = day_of(
        memory(0), memory(-4, last=0), memory(3, last=0.5), memory(1, last=0, seen=0), memory(2), new_a_day=2
    )
    assert (found.due, found.new, found.mistakes, found.to_go) == (2, 2, 1, 5)
    assert found.to_come == (1, 1, 1, 0, 0, 0, 0)
    assert (found.tomorrow, found.minutes, found.is_done) == (1, 3, False)


def test_new_questions_end_with_the_quota_and_with_the_bank() -> None:
    begun_today = memory(4, first=0, seen=0)
    assert day_of(begun_today, begun_today, new_a_day=3).new == 1
    assert day_of(*[memory(3)] * 7, new_a_day=3).new == 1
    assert day_of(*[memory(3)] * 8).is_done


def test_the_goal_is_one_of_responses() -> None:
    assert not day_of(goal=5, d0=4).is_met
    assert day_of(goal=5, d0=5).is_met
    week = day_of(goal=5, d0=2, d1=5, d3=40, d7=9).week
    assert [one.responses for one in week] == [0, 0, 0, 40, 0, 5, 2]
    assert [one.is_met for one in week] == [False, False, False, True, False, True, False]
    assert [one.day for one in week] == [DAY - timedelta(ago) for ago in (6, 5, 4, 3, 2, 1, 0)]


@pytest.mark.parametrize(
    ("ago", "length"), [((), 0), ((0,), 1), ((1,), 1), ((2,), 0), ((0, 1, 2, 4), 3), ((1, 2), 2), ((0, 2), 1)]
)
def test_a_streak_goes_up_to_today_or_yesterday(ago: tuple[int, ...], length: int) -> None:
    assert streak([DAY - timedelta(days) for days in ago], DAY) == length


def test_a_day_is_said_in_a_line() -> None:
    assert day_of(memory(0), memory(-4), memory(3, last=0), d0=1, d1=3).line == "2 due · 5 new · 1 mistake · day 2"
    assert day_of(memory(0), new_a_day=0).line == "1 due"
    assert day_of(*[memory(1)] * 5, *[memory(2)] * 3, d0=4).line == "done for today · tomorrow 5 · day 1"


@given(st.lists(st.tuples(st.sampled_from(KEYS), st.sampled_from([0, 0.5, 1]), st.integers(0, 12)), max_size=40))
def test_what_is_to_go_is_what_waits_and_no_question_waits_twice(drawn: list[tuple[Key, float, int]]) -> None:
    first = DAY - timedelta(12)
    log = [LogEntry(key, one, 0.25, first + timedelta(at)) for key, one, at in sorted(drawn, key=lambda one: one[2])]
    memories = remember(log)
    found = today(Learning(DAY, memories, 10), KEYS)
    waiting = {key for key, one in memories.items() if one.due <= DAY}
    wrong = {key for key, one in memories.items() if one.last_fraction < 1 and one.last_day < DAY} - waiting
    begun = sum(one.first_day == DAY for one in memories.values())
    assert (found.due, found.mistakes) == (len(waiting), len(wrong))
    assert found.new == min(10 - begun, len(KEYS) - len(memories))
    assert found.to_go <= len(KEYS)


def test_the_days_to_come_are_told_as_far_as_anything_comes() -> None:
    assert day_of(memory(1), memory(1), memory(2), memory(4)).days_to_come == "tomorrow 2, then 1, 0, 1"
    assert day_of(memory(1)).days_to_come == "tomorrow 1"
    assert day_of(memory(7)).days_to_come == ""


def test_what_could_be_asked_ahead_and_what_was_last_wrong_is_counted() -> None:
    found = day_of(memory(0, last=0), memory(3, last=0), memory(3), memory(3, seen=0), memory(3, last=0, seen=0))
    assert (found.ahead, found.wrong, found.mistakes) == (2, 3, 1)
