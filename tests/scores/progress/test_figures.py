from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st
from msgspec.structs import replace

from quiz.practice.knowledge import StateCounts
from quiz.practice.schedule import LogEntry, remember, retrievability
from quiz.practice.today import streak
from quiz.practice.types import Confidence, Key
from quiz.scores.progress.figures import (
    FORECAST_DAYS,
    FinishedAttempt,
    LibraryQuestion,
    Progress,
    longest_streak,
    progress,
    weakest_first,
)

TODAY = date(2026, 3, 10)
ONE, TWO, OTHER = Key("a", "one"), Key("a", "two"), Key("b", "three")
LIBRARY = (
    LibraryQuestion(ONE, "First?", "Aid", "aid", ("eu", "food")),
    LibraryQuestion(TWO, "Second?", "Aid", "aid", ("eu",)),
    LibraryQuestion(OTHER, "Third?", "Bans", "law", ()),
)


def logged(
    key: Key, fraction: float, back: int = 0, confidence: Confidence | None = None, seconds: float = 10
) -> LogEntry:
    return LogEntry(key, fraction, 0.25, TODAY - timedelta(back), confidence, seconds)


def figures(*log: LogEntry, attempts: tuple[FinishedAttempt, ...] = ()) -> Progress:
    return progress(log, remember(log), attempts, LIBRARY, TODAY)


@pytest.mark.parametrize(
    ("back", "length", "longest"),
    [
        ((), 0, 0),
        ((0,), 1, 1),
        ((1,), 1, 1),  # today may still be to come
        ((2,), 0, 1),
        ((0, 1, 2), 3, 3),
        ((1, 2, 4, 5, 6, 7), 2, 4),
    ],
)
def test_a_streak_is_of_days_in_a_row_up_to_now(back: tuple[int, ...], length: int, longest: int) -> None:
    days = [TODAY - timedelta(one) for one in back]
    assert (streak(days, TODAY), longest_streak(days)) == (length, longest)


@given(st.sets(st.integers(0, 40)))
def test_no_streak_is_longer_than_the_longest(back: set[int]) -> None:
    days = [TODAY - timedelta(one) for one in back]
    assert streak(days, TODAY) <= longest_streak(days) <= len(days)


def test_a_part_counts_its_questions_by_state_and_what_is_due() -> None:
    told = figures(logged(ONE, 0, back=2), logged(ONE, 1, back=1), logged(TWO, 1, back=1), logged(TWO, 0.5))
    aid, bans = told.by_bank
    assert (aid.id, aid.name, aid.questions, aid.seen) == ("a", "Aid", 2, 2)
    assert aid.states == StateCounts(learning=2)
    assert (bans.states, bans.due, bans.recall) == (StateCounts(new=1), 0, None)
    assert [(part.name, part.states.total) for part in told.by_tag] == [("eu", 2), ("food", 1)]
    assert [part.name for part in told.by_topic] == ["aid", "law"]
    assert (told.whole.states, told.whole.due) == (StateCounts(new=1, learning=2), told.forecast[0][1])


def test_mastery_in_the_json_is_what_it_was_whether_the_last_response_was_right() -> None:
    told = figures(logged(ONE, 0, back=2), logged(ONE, 1, back=1), logged(TWO, 1, back=1), logged(TWO, 0.5))
    assert [(part.seen, part.mastered) for part in told.by_bank] == [(2, 0.5), (0, 0)]
    assert [(part.name, part.mastered) for part in told.by_tag] == [("eu", 0.5), ("food", 1)]


def test_banks_of_one_title_stay_apart() -> None:
    twins = [LibraryQuestion(Key(bank, "q"), "?", "Twin", "twin", ()) for bank in ("y", "x")]
    told = progress([], {}, [], twins, TODAY)
    assert [(part.id, part.name, part.questions) for part in told.by_bank] == [("x", "Twin", 1), ("y", "Twin", 1)]


def test_the_weakest_come_first_and_what_was_not_begun_last() -> None:
    right = [logged(TWO, 1, back) for back in (20, 17)]
    told = figures(*right, logged(ONE, 0))
    assert told.by_bank[0].states == StateCounts(learning=1, known=1)
    assert [part.name for part in weakest_first(told.by_tag)] == ["food", "eu"]
    assert [part.name for part in weakest_first(told.by_bank)] == ["Aid", "Bans"]


def test_the_recent_accuracy_is_of_seven_days() -> None:
    told = figures(*(logged(ONE, fraction, back) for back, fraction in ((7, 0), (6, 0.5), (3, 1), (0, 0))))
    assert (told.recent.responses, told.recent.accuracy, told.recent.is_told) == (3, 0.5, False)
    assert figures().recent.accuracy is None


@pytest.mark.parametrize("later", range(7))
def test_the_activity_is_of_whole_weeks_from_monday_up_to_today(later: int) -> None:
    today = TODAY + timedelta(later)
    log = [logged(ONE, 1, back=400), logged(ONE, 1), logged(TWO, 1)]
    told = progress(log, remember(log), [], LIBRARY, today)
    days = [day for day, _ in told.activity]
    assert (days[0].weekday(), days[-1], len(days)) == (0, today, 7 * 52 + today.weekday() + 1)
    assert days == sorted(set(days))
    assert dict(told.activity)[TODAY] == sum(count for _, count in told.activity) == 2
    assert (told.responses, told.days) == (3, 2)


def test_recall_is_certain_today_and_nine_tenths_after_the_stability() -> None:
    memory = remember([logged(ONE, 1)])[ONE]
    assert retrievability(memory, TODAY) == 1
    whole = replace(memory, stability=5.0)
    assert retrievability(whole, TODAY + timedelta(5)) == pytest.approx(0.9)


def test_the_forecast_puts_what_is_overdue_on_today() -> None:
    told = figures(logged(ONE, 0, back=9), logged(TWO, 1))
    assert told.forecast[0] == (TODAY, 1)
    assert len(told.forecast) == FORECAST_DAYS
    assert sum(count for _, count in told.forecast) == 2


def test_what_is_no_longer_in_the_library_is_not_due_and_still_took_time() -> None:
    told = figures(logged(Key("gone", "q"), 0, back=3, seconds=40))
    assert sum(count for _, count in told.forecast) == 0
    assert [(pace.name, pace.seconds) for pace in told.pace] == [("gone", 40)]
    assert told.hardest == ()


def test_pace_is_the_median() -> None:
    told = figures(*(logged(ONE, 1, back=back, seconds=seconds) for back, seconds in ((3, 1), (2, 5), (1, 900))))
    assert [(pace.name, pace.responses, pace.seconds) for pace in told.pace] == [("Aid", 3, 5)]


def test_calibration_leaves_out_what_has_no_confidence() -> None:
    told = figures(logged(ONE, 0, 2, Confidence.SURE), logged(ONE, 1, 1, Confidence.SURE), logged(TWO, 1))
    (sure,) = told.calibration
    assert (sure.confidence, sure.responses, sure.accuracy) == (Confidence.SURE, 2, 0.5)
    assert (sure.low, sure.high) == (0.8, 1)


def test_the_hardest_come_first_and_need_more_than_one_response() -> None:
    told = figures(
        *(logged(ONE, fraction, back) for back, fraction in ((3, 0), (2, 1))),
        *(logged(TWO, fraction, back) for back, fraction in ((3, 0), (2, 0))),
        logged(OTHER, 0),
    )
    assert [(hard.key, hard.fraction) for hard in told.hardest] == [(TWO, 0), (ONE, 0.5)]


def test_a_leech_is_a_question_that_was_wrong_on_eight_days() -> None:
    log = [logged(ONE, 0, back) for back in range(9, 1, -1)]
    (leech,) = figures(*log).leeches
    assert (leech.key, leech.wrong_days) == (ONE, 8)
    assert figures(*log[:-1]).leeches == ()
    assert figures(*log[:-1], log[-2]).leeches == ()  # twice on one day
