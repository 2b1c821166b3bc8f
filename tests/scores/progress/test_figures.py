from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st

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
)
from quiz.scores.progress.tables import tables

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


def test_mastery_counts_unseen_questions_as_not_mastered_and_the_last_response_only() -> None:
    told = figures(logged(ONE, 0, back=2), logged(ONE, 1, back=1), logged(TWO, 1, back=1), logged(TWO, 0.5))
    aid, bans = told.by_bank
    assert (aid.name, aid.questions, aid.seen, aid.mastered) == ("Aid", 2, 2, 0.5)
    assert (bans.seen, bans.mastered, bans.recall) == (0, 0, None)
    assert [(part.name, part.mastered) for part in told.by_tag] == [("eu", 0.5), ("food", 1)]
    assert [part.name for part in told.by_topic] == ["aid", "law"]


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


def test_a_leech_is_named() -> None:
    log = [
        logged(ONE, fraction, back=40 - 2 * place - late) for place in range(8) for late, fraction in ((0, 1), (1, 0))
    ]
    assert [hard.key for hard in figures(*log).leeches] == [ONE]
    assert figures(*log[:-1]).leeches == ()


def test_every_figure_has_its_table_also_where_there_is_nothing_to_tell() -> None:
    empty = tables(figures())
    names = [table.name for table in empty]
    assert names == ["scores", "bank", "topic", "tag", "calendar", "due", "calibration", "time", "hardest", "leeches"]
    full = tables(
        figures(logged(ONE, 0, 1, Confidence.SURE), logged(TWO, 1), attempts=(FinishedAttempt(TODAY, 0.5, ("a",)),)),
    )
    for table in (*empty, *full):
        assert all(len(row) == len(table.head) for row in table.rows)
    said = {table.name: table.said for table in full}
    assert said["scores"] == "1 attempt; the last 50 %, the best 50 %."
    assert said["calendar"] == "2 responses in all; streak 2 days, the longest 2 days."
    assert said["calibration"] == "Too confident when sure."
