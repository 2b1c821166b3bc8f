"""The squares of memory, drawn without a screen."""

from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st
from textual.content import Content

from quiz.practice.knowledge import StateCounts
from quiz.practice.today import LearningDay
from quiz.tui.widgets.memory import HEAT_LEAD, heat_legend, heat_map, state_bar, state_legend, week_squares
from quiz.tui.widgets.parts import shares

TODAY = date(2026, 11, 29)
"""A Sunday."""
GOAL = 20


def year(counts: dict[int, int] | None = None, length: int = 371, today: date = TODAY) -> list[tuple[date, int]]:
    """Return days up to today; `counts` are responses by how many days ago they were given."""
    counts = counts or {}
    return [(today - timedelta(back), counts.get(back, 0)) for back in reversed(range(length))]


def lines(content: Content) -> list[str]:
    return content.plain.split("\n")


@pytest.mark.parametrize(
    ("counts", "bar"),
    [
        ((10, 0, 0, 0), "··········"),
        ((0, 0, 0, 3), "■■■■■■■■■■"),
        ((5, 2, 2, 1), "■▪▪▫▫·····"),
        ((997, 1, 1, 1), "■▪▫·······"),  # a state that exists is seen
        ((1, 1, 1, 997), "■■■■■■■▪▫·"),
        ((0, 0, 0, 0), "          "),
    ],
)
def test_a_bar_is_exact_and_each_state_that_exists_is_seen(counts: tuple[int, ...], bar: str) -> None:
    assert state_bar(StateCounts(*counts), 10).plain == bar


@given(st.tuples(*[st.integers(0, 400)] * 4), st.integers(4, 96))
def test_a_bar_fills_its_width_and_is_off_by_less_than_a_cell_but_for_the_least_one(
    counts: tuple[int, ...], width: int
) -> None:
    assert state_bar(StateCounts(*counts), width).cell_length == width
    total = sum(counts)
    cells = shares(counts, width)
    if total:
        assert sum(cells) == width
        forced = sum(count > 0 and count * width < total for count in counts)
        for count, got in zip(counts, cells, strict=True):
            assert (got == 0) == (count == 0)
            assert got == 1 or abs(got - count * width / total) < 1 + forced


def test_a_bar_without_room_for_its_states_keeps_its_column() -> None:
    assert state_bar(StateCounts(1, 1, 1, 1), 3).plain == "   "


def test_the_legend_names_the_squares_of_the_bar_and_closes_up_where_it_is_narrow() -> None:
    assert state_legend().plain == "■ solid   ▪ known   ▫ learning   · new"
    assert state_legend(36).plain == "■ solid ▪ known ▫ learning · new"


def test_a_week_is_a_letter_and_a_square_a_day_and_today_is_bold() -> None:
    counts = (20, 25, 0, 19, 0, 1, 40)
    week = [LearningDay(TODAY - timedelta(6 - place), count, count >= GOAL) for place, count in enumerate(counts)]
    drawn = week_squares(week, TODAY)
    assert lines(drawn) == ["M  T  W  T  F  S  S", "■  ■  ·  □  ·  □  ■"]
    assert [drawn.plain[span.start : span.end] for span in drawn.spans if span.style == "bold"] == ["S"]
    assert next(span.start for span in drawn.spans if span.style == "bold") == 18


def test_a_year_is_a_column_a_week_with_its_months_over_their_first_days() -> None:
    drawn = lines(heat_map(year({0: 40, 1: 20, 2: 10, 3: 9, 6: 1}), 80, GOAL))
    assert len(drawn) == 8
    assert {len(line) for line in drawn} == {HEAT_LEAD + 53}
    assert drawn[0] == "      Dec Jan Feb Mar  Apr May  Jun Jul Aug  Sep Oct Nov  "
    assert [line[:HEAT_LEAD].strip() for line in drawn[1:]] == ["Mon", "", "Wed", "", "Fri", "", "Sun"]
    assert [line[-1] for line in drawn[1:]] == ["▪", "·", "·", "▪", "▪", "■", "■"]


@given(st.integers(0, 400), st.integers(0, 90), st.integers(0, 6), st.integers(1, 2))
def test_a_year_shows_the_newest_weeks_that_fit(length: int, width: int, later: int, column: int) -> None:
    today = TODAY + timedelta(later)
    days = year(dict.fromkeys(range(400), 20), length, today)
    drawn = heat_map(days, width, GOAL, column=column)
    most = max(0, width - HEAT_LEAD) // column
    assert max(map(len, lines(drawn))) <= max(HEAT_LEAD, width)
    shown = [day for day, _ in days if (today + timedelta(6 - today.weekday()) - day).days // 7 < most]
    assert drawn.plain.count("■") == len(shown)


def test_a_day_to_come_is_blank_and_the_strength_of_a_square_goes_by_the_goal() -> None:
    wednesday = date(2026, 11, 25)
    drawn = heat_map(year({0: 20, 1: 10, 2: 9, 7: 40}, today=wednesday), 80, GOAL)
    assert [line[-1] for line in lines(drawn)[1:]] == ["▪", "▪", "■", " ", " ", " ", " "]
    styles = [span.style for span in drawn.spans if drawn.plain[span.start : span.end] in "▪■"]
    assert styles == ["$faint-success", "$text-success", "$text-success", "$faint-success"]
    assert [line.plain for line in heat_legend(GOAL)] == ["▪ begun", "■ 20 or more"]
