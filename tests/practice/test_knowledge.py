"""The four states, the steps between them, and when a question comes back."""

from datetime import date, timedelta

import pytest

from quiz.practice.knowledge import (
    Changes,
    Returns,
    State,
    StateCounts,
    back_text,
    changes,
    returns,
    sequel,
    state_counts,
    state_of,
)
from quiz.practice.schedule import LogEntry, Memory, remember
from quiz.practice.types import Key

TODAY = date(2026, 3, 10)
KEY = Key("bank", "q")


def memory(stability: float, last: float = 1, days: int = 3) -> Memory:
    return Memory(last, TODAY, TODAY, 1, 0, stability, TODAY + timedelta(days))


def test_three_rights_in_time_make_a_question_known_and_then_solid() -> None:
    log: list[LogEntry] = []
    day, found = TODAY, []
    for _ in range(3):
        log.append(LogEntry(KEY, 1, 0.25, day))
        known = remember(log)[KEY]
        found.append((round(known.stability), state_of(known)))
        day = known.due
    assert found == [(2, State.LEARNING), (11, State.KNOWN), (46, State.SOLID)]


@pytest.mark.parametrize(
    ("stability", "last", "state"),
    [
        (6.99, 1, State.LEARNING),
        (7, 1, State.KNOWN),
        (7, 0.99, State.LEARNING),
        (29.99, 1, State.KNOWN),
        (30, 1, State.SOLID),
        (300, 0, State.LEARNING),
    ],
)
def test_the_state_goes_by_stability_and_by_whether_the_last_response_was_wholly_right(
    stability: float, last: float, state: State
) -> None:
    assert state_of(memory(stability, last)) is state


def test_what_was_never_asked_is_new() -> None:
    assert state_of(None) is State.NEW


@pytest.mark.parametrize(
    ("days", "text"),
    [(-3, "back today"), (0, "back today"), (1, "back tomorrow"), (2, "back in 2 days"), (12, "back in 12 days")],
)
def test_when_a_question_comes_back(days: int, text: str) -> None:
    assert back_text(days) == text


@pytest.mark.parametrize(
    ("before", "after", "text"),
    [
        (None, memory(2), "back in 3 days"),
        (memory(2), memory(11), "now known · back in 3 days"),
        (memory(11), memory(46), "now solid · back in 3 days"),
        (memory(11), memory(12), "back in 3 days"),
        (memory(46), memory(3, 0, 1), "back tomorrow"),
    ],
)
def test_a_response_tells_a_step_up_and_when_the_question_comes_back(
    before: Memory | None, after: Memory, text: str
) -> None:
    assert str(sequel(before, after, TODAY)) == text


def test_questions_are_counted_by_state() -> None:
    keys = [Key("b", name) for name in "abcdef"]
    remembered = dict(zip(keys, [memory(2), memory(8), memory(40), memory(40, 0.5), memory(7)], strict=False))
    counts = state_counts(remembered, keys)
    assert counts == StateCounts(new=1, learning=2, known=2, solid=1)
    assert (counts.total, counts.seen, counts.at_least_known) == (6, 5, 3)
    assert state_counts({}, []) == StateCounts()


def test_every_step_up_or_down_is_counted_once() -> None:
    found = changes(
        [
            (None, memory(2)),
            (None, memory(2, 0)),
            (memory(2), memory(8)),
            (memory(2), memory(40)),
            (memory(8), memory(40)),
            (memory(40), memory(2, 0)),
            (memory(40), memory(8)),
            (memory(8), memory(9)),
            (None, None),
        ]
    )
    assert found == Changes(learning=2, known=1, solid=2, fell=2)
    assert found.lines == (("now learning", "+2"), ("now known", "+1"), ("now solid", "+2"), ("fell back", "−2"))
    assert Changes().lines == ()


def test_questions_come_back_tomorrow_in_a_week_or_later() -> None:
    found = returns([memory(1, days=days) for days in (1, 2, 7, 8, 30)], TODAY)
    assert found == Returns(tomorrow=1, week=2, later=2)
    assert found.lines == (("tomorrow", "1"), ("in 2 to 7 days", "2"), ("later", "2"))
    late = returns([memory(1, days=-2)], TODAY)
    assert late.lines == (("today", "1"), ("tomorrow", "0"), ("in 2 to 7 days", "0"), ("later", "0"))
    assert returns([], TODAY).lines == ()
