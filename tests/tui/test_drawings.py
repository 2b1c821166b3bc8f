"""The drawings of progress, without a screen: exact, and aligned for any width, whatever a bank calls things."""

from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st
from rich.cells import cell_len

from quiz.practice.schedule import LogEntry, remember
from quiz.practice.types import Confidence, Key
from quiz.scores.progress.figures import FinishedAttempt, LibraryQuestion, Progress, progress
from quiz.scores.progress.tables import tables
from quiz.tui.render import table_rows
from quiz.tui.widgets.drawings import calendar, day_columns, lines, strip

TODAY = date(2026, 11, 29)
GOAL = 20
VIEWS = ("calendar", "due", "calibration", "tag", "bank", "topic", "time", "scores", "hardest", "leeches")
NAMES = (
    "eu",
    "漢字の札と長い名前で幅が広い",
    "a very long name that has no room anywhere, and goes on",
    "<U+202E>drawkcab",
    "e\u0301galite\u0301",
)


def made(*, wrong: int = 0, names: tuple[str, ...] = NAMES) -> Progress:
    """Return figures of several banks and tags, of which each first question was wrong on so many days."""
    library = [
        LibraryQuestion(Key(f"bank{place}", f"q{number}"), f"{name}?" * 3, name, f"{name[:3]}", (name,))
        for place, name in enumerate(names)
        for number in range(6)
    ]
    log = [
        LogEntry(question.key, float(question.key.question != "q0"), 0.25, TODAY - timedelta(back), level, 10 + back)
        for back in range(wrong, -1, -1)
        for question, level in zip(library[:-1], list(Confidence) * 20, strict=False)
    ]
    attempts = [FinishedAttempt(TODAY - timedelta(400 * back), back / 3, ("bank0",)) for back in (3, 2, 1, 0)]
    return progress(log, remember(log), attempts, library, TODAY)


FULL = made(wrong=8)
TABLES = {table.name: table for table in tables(FULL)}


@pytest.mark.parametrize("name", VIEWS)
@pytest.mark.parametrize("is_large", [False, True])
@given(width=st.integers(26, 100))
def test_no_row_is_longer_than_its_room_and_all_end_at_one_column(name: str, is_large: bool, width: int) -> None:
    drawn = [line(width).plain for line in lines(name, FULL, GOAL, is_large=is_large)]
    assert drawn
    assert {cell_len(line) for line in drawn} == {width}, drawn
    assert not any("\n" in line for line in drawn)


@pytest.mark.parametrize("name", TABLES)
@given(width=st.integers(26, 100))
def test_the_columns_of_a_table_stand_under_each_other(name: str, width: int) -> None:
    table = TABLES[name]
    rows = [line(width).plain for line in table_rows(table)]
    assert len({cell_len(row) for row in rows}) == 1, rows
    assert cell_len(rows[0]) <= width


def test_a_table_without_room_gives_up_its_last_columns_whole() -> None:
    table = TABLES["tag"]
    assert table_rows(table)[0](36).plain.split() == ["Tag", "Known", "Due", "Learning"]
    assert table_rows(table)[0](60).plain.split() == list(table.head)


@pytest.mark.parametrize(
    ("width", "said"),
    [
        (76, "9 days in a row    19 of 30 known    0 due today    83 % right in 7 days"),
        (70, "9 days in a row   19 of 30 known   0 due today   83 % right in 7 days"),
        (60, "9 days   19 known   0 due   83 % right"),
        (36, "9 days  19 known  0 due  83 % right"),
        (33, "9 days 19 known 0 due 83 % right"),
    ],
)
def test_the_four_figures_say_less_where_it_is_narrow(width: int, said: str) -> None:
    assert strip(FULL, width).plain == said


def test_beside_the_year_stands_what_it_came_to_and_below_it_where_it_is_narrow() -> None:
    wide = calendar(FULL, 76, GOAL).plain.split("\n")
    assert len(wide) == 8
    assert [line[58:].strip() for line in wide] == [
        "",
        "9 days",
        "261 answers",
        "9 best run",
        "",
        "",
        "▪ begun",
        "■ 20 or more",
    ]
    narrow = calendar(FULL, 37, GOAL).plain.split("\n")
    assert len(narrow) == 9
    assert narrow[-1] == "9 days  261 answers  9 best run"
    assert max(map(len, narrow)) == 37


@given(st.lists(st.integers(0, 1200), min_size=30, max_size=30), st.integers(20, 90), st.integers(3, 4))
def test_each_day_has_its_figure_over_its_bar_and_its_letter_below(counts: list[int], width: int, rows: int) -> None:
    forecast = [(TODAY + timedelta(place), count) for place, count in enumerate(counts)]
    drawn = day_columns(forecast, width, rows).plain.split("\n")
    assert len(drawn) == rows
    assert {len(line) for line in drawn} == {len(drawn[0])}
    assert len(drawn[0]) <= width
    figures = [int(figure) for figure in drawn[0].split()]
    assert figures == counts[: len(figures)]
    assert "".join(drawn[-1].split()) == "SMTWTFSSMTWTFS"[: len(figures)]
    column = len(drawn[0]) // len(figures)
    heights = [
        sum(" ▁▂▃▄▅▆▇█".index(line[place * column + 1]) for line in drawn[1:-1]) for place in range(len(figures))
    ]
    most = max(counts[:14])
    for height, count in zip(heights, figures, strict=True):
        assert (height == 0) == (count == 0)
        assert height == 1 or abs(height - 8 * (rows - 2) * count / max(1, most)) <= 0.5


def test_a_bar_of_states_stands_beside_what_it_draws() -> None:
    told = made(wrong=0, names=("eu", "un"))
    assert [line(30).plain for line in lines("tag", told, GOAL)] == [
        "eu      ▫▫▫▫▫▫▫▫▫▫▫▫▫▫▫ 0 of 6",
        "un      ▫▫▫▫▫▫▫▫▫▫▫▫▫·· 0 of 6",
    ]


def test_confidence_has_marks_where_it_should_be() -> None:
    drawn = [line(80).plain for line in lines("calibration", FULL, GOAL, is_large=True)]
    assert [line.count("│") for line in drawn] == [1, 2, 1]
    assert drawn[0].endswith("should be   0 to 67 %")
    assert drawn[2].endswith("should be 80 to 100 %")
    assert not any("│" in line(80).plain for line in lines("calibration", FULL, GOAL))


def test_a_week_is_told_from_monday_with_its_squares_and_its_answers() -> None:
    drawn = [line(60).plain for line in lines("calendar", FULL, GOAL)]
    assert [line.split() for line in drawn[:3]] == [
        list("MTWTFSS"),
        ["23", "Nov", *"■■■■■■■", "203", "answers", "on", "7", "days"],
        ["16", "Nov", *"·····■■", "58", "answers", "on", "2", "days"],
    ]
    assert drawn[0].index("M") == drawn[1].index("■")
    assert [line.split() for line in drawn[3:5]] == [["9", "Nov", *"·" * 7], ["2", "Nov", *"·" * 7]]
