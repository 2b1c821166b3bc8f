"""The figures of progress in words and as tables."""

from datetime import date, timedelta

import pytest

from quiz.practice.schedule import LogEntry, remember
from quiz.practice.types import Confidence, Key
from quiz.scores.progress.figures import (
    Calibration,
    FinishedAttempt,
    LibraryQuestion,
    Progress,
    progress,
)
from quiz.scores.progress.tables import Table, tables
from quiz.scores.progress.words import TOO_FEW, busiest_text, summary, sureness

TODAY = date(2026, 11, 29)
"""A Sunday."""
GUESS, UNSURE, SURE = Confidence
LIBRARY = [
    LibraryQuestion(Key(bank, f"q{number}"), f"Prompt {number} of {bank}?", bank.title(), topic, ("eu",))
    for bank, topic in (("aid", "help"), ("bans", "law"), ("courts", "law"))
    for number in range(5)
]


def logged(
    place: int, fraction: float = 1, back: int = 0, confidence: Confidence | None = None, seconds: float = 10
) -> LogEntry:
    return LogEntry(LIBRARY[place].key, fraction, 0.25, TODAY - timedelta(back), confidence, seconds)


def figures(*log: LogEntry, attempts: tuple[FinishedAttempt, ...] = ()) -> Progress:
    return progress(log, remember(log), attempts, LIBRARY, TODAY)


def table(name: str, told: Progress) -> Table:
    return next(one for one in tables(told) if one.name == name)


def test_the_four_figures_come_first() -> None:
    log = [logged(0, 1, back) for back in (9, 6, 1)] + [logged(1, 0, 1), logged(2, 0.5)]
    told = figures(*log)
    assert str(summary(told)) == "2 days in a row, 1 of 15 known, 1 due today, too few answers in 7 days."
    more = figures(*log, logged(3), logged(4))
    assert str(summary(more)) == "2 days in a row, 1 of 15 known, 1 due today, 75 % right in 7 days."


def test_of_an_empty_log_nothing_is_told_that_is_not_there() -> None:
    told = figures()
    assert str(summary(told)) == "0 days in a row, 0 of 15 known, 0 due today, too few answers in 7 days."
    assert {one.name: one.said for one in tables(told)} == {
        "due": "0 due today, 0 within 30 days; nothing is waiting.",
        "calibration": "No answer says yet how sure it is.",
        "tag": "",
        "bank": "",
        "topic": "",
        "time": "",
        "hardest": "None.",
        "leeches": "None.",
        "scores": "No attempt is finished yet.",
        "calendar": "0 answers on 0 days; 0 days in a row, best run 0.",
    }


def test_every_row_has_a_cell_for_each_column() -> None:
    log = [logged(place, 0, back, SURE) for place in (0, 5) for back in range(9, 0, -1)]
    for one in tables(figures(*log, attempts=(FinishedAttempt(TODAY, 0.5, ("aid",)),))):
        assert one.rows
        assert all(len(row) == len(one.head) for row in one.rows)
        assert max(one.right) < len(one.head)


def test_a_part_is_told_by_what_is_known_of_it() -> None:
    right = [logged(place, 1, back) for place in (0, 1) for back in (60, 57, 40)]
    told = figures(*right, logged(2, 1, 4), logged(2, 1, 1), logged(3, 0), logged(5, 0))
    assert table("bank", told).head == ("Bank", "Known", "Due", "Learning", "Solid", "New")
    assert table("bank", told).rows == (
        ("Bans", "0 of 5", "0", "1", "0", "4"),
        ("Aid", "3 of 5", "0", "1", "2", "1"),
        ("Courts", "0 of 5", "0", "0", "0", "5"),
    )
    assert table("bank", told).said == "Weakest: Bans, 0 of 5 known."
    assert [row[0] for row in table("topic", told).rows] == ["law", "help"]


def test_topics_are_told_only_where_they_are_others_than_the_banks() -> None:
    library = [question for question in LIBRARY if question.key.bank != "courts"]
    assert "topic" not in {one.name for one in tables(progress([], {}, [], library, TODAY))}


def test_no_share_and_no_median_is_told_of_fewer_than_five() -> None:
    few = [logged(place, 1, 0, SURE) for place in range(4)]
    assert table("calibration", figures(*few)).rows == (("sure", "4", TOO_FEW, "80 to 100 %"),)
    assert table("calibration", figures(*few)).said == "Told from 5 answers on."
    assert table("time", figures(*few)).rows == (("Aid", "4", TOO_FEW),)
    enough = figures(*few, logged(4, 0, 0, SURE))
    assert table("calibration", enough).rows == (("sure", "5", "80 %", "80 to 100 %"),)
    assert table("time", enough).rows == (("Aid", "5", "10 s"),)


@pytest.mark.parametrize(
    ("levels", "said"),
    [
        ([(SURE, 10, 0.9), (GUESS, 10, 0.5)], "You know what you know."),
        ([(SURE, 10, 0.2)], "Too sure when sure."),
        ([(SURE, 5, 0.7)], "A little too sure when sure."),
        ([(SURE, 10, 0.2), (UNSURE, 10, 0.5), (GUESS, 10, 1)], "Too sure when sure and unsure."),
        ([(GUESS, 5, 1)], "You know more than you think when guessing."),
        ([(SURE, 4, 0)], "Told from 5 answers on."),
        ([(SURE, 4, 0), (GUESS, 6, 0)], "You know what you know."),
        ([], "No answer says yet how sure it is."),
    ],
)
def test_confidence_is_held_against_what_it_should_be(levels: list[tuple[Confidence, int, float]], said: str) -> None:
    from quiz.practice.marking import IDEAL

    assert sureness([Calibration(level, count, share, *IDEAL[level]) for level, count, share in levels]) == said


def test_the_busiest_day_to_come_is_named() -> None:
    assert busiest_text(figures()) == "nothing is waiting"
    assert busiest_text(figures(logged(0, 0, 5))) == "nothing after today"
    assert busiest_text(figures(*(logged(place, 0) for place in range(3)))) == "Monday 3, most of a day"
    later = figures(*(logged(0, 1, back) for back in (3, 0)))
    assert busiest_text(later) == "13 December: 1, most of a day"


def test_hard_questions_are_told_by_what_was_right_of_how_many_answers() -> None:
    log = [logged(0, fraction, back) for back, fraction in ((5, 0), (4, 0.5), (3, 1))]
    assert table("hardest", figures(*log)).rows == (("Prompt 0 of aid?", "aid", "1.5 of 3", "1"),)


def test_scores_and_days_come_with_the_newest_first() -> None:
    attempts = (FinishedAttempt(TODAY - timedelta(1), 1, ("aid",)), FinishedAttempt(TODAY, 0.5, ("aid", "bans")))
    told = figures(logged(0, 1, 2), logged(1), logged(2), attempts=attempts)
    assert table("scores", told).rows == (("2026-11-29", "aid, bans", "50 %"), ("2026-11-28", "aid", "100 %"))
    assert table("scores", told).said == "2 attempts; the last 50 %, the best 100 %."
    assert table("calendar", told).rows == (("2026-11-29", "2"), ("2026-11-27", "1"))
    assert table("calendar", told).said == "3 answers on 2 days; 1 day in a row, best run 1."
