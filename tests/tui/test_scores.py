"""The list of attempts: by day, within its columns, a page at a time, filtered."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from quiz.practice.draw import Options
from quiz.practice.questions.choice import Judged
from quiz.practice.types import Mode
from quiz.scores.recorder import AttemptRecorder, start
from quiz.tui.styles import EDGE_MARK
from quiz.tui.widgets.lines import LineList
from tests.tui.driving import SMALL, USUAL, Driver, entry_of, judgements, opened, write_bank
from tests.tui.sentences import BEST_FIRST, nth


def sit(
    app: Driver, *paths: Path, days: int = 0, right: int = 1, answered: int = 2, mode: Mode = Mode.PRACTICE
) -> AttemptRecorder:
    """Take two questions some days ago, the first ones right."""
    banks = [bank for path in paths if (bank := entry_of(path).bank) is not None]
    began = (datetime.now(UTC) - timedelta(days=days)).astimezone()
    store, learner = app.app.services.store, app.app.services.learner
    recorder = start(store, banks, learner=learner, options=Options(count=2), seed=1, mode=mode, now=lambda: began)
    for position in range(answered):
        recorder.step(recorder.attempt.go(position))
        recorder.answer(Judged(position < right), 65)
    return recorder


def rows(app: Driver) -> list[str]:
    return [" ".join(line.split()) for line in app.lines]


async def test_attempts_stand_under_their_days_with_what_the_days_came_to(banks: Path) -> None:
    first = write_bank(banks, *judgements(2), name="first")
    second = write_bank(banks, *judgements(2), name="second")
    async with opened() as app:
        sit(app, first, days=400, right=0)
        sit(app, first, second, days=1, right=2)
        sit(app, first)
        sit(app, second, right=2)
        sit(app, second, answered=1)
        await app.press("s")
        shown = rows(app)
        heads = [row for row in shown if row.endswith("right")]
        assert heads[0] == "Today 3 of 4 right"  # the open one is left out
        assert heads[1] == "Yesterday 2 of 2 right"
        assert heads[2].endswith("0 of 2 right")
        assert str((datetime.now(UTC) - timedelta(days=400)).year) in heads[2]
        assert any("All banks practice" in row and "2 of 2 2:10" in row for row in shown)
        assert any("Second practice 1 of 2 answered open" in row for row in shown)


async def test_a_bank_outside_the_library_is_called_as_it_was_when_it_was_drawn(banks: Path, tmp_path: Path) -> None:
    write_bank(banks, *judgements(2), name="first")
    elsewhere = write_bank(tmp_path / "elsewhere", *judgements(2), name="other", title="東京 [/x]")
    async with opened() as app:
        for answered in (2, 1, 1):
            sit(app, elsewhere, answered=answered)
        await app.press("s")
        assert sum("東京 [/x]" in row for row in rows(app)) == 3
        await app.press("escape")
        app.shows("Continue 東京 [/x] 1 of 2", "and 1 more")
        await app.press("end", "enter")
        app.shows("Left open 2 attempts")
        assert sum("東京 [/x]" in row for row in rows(app)) == 2
        app.hides(" other")


@pytest.mark.parametrize("size", [USUAL, SMALL, (120, 36), (30, 9)])
async def test_no_row_wraps_or_leaves_its_columns_whatever_the_titles(size: tuple[int, int], banks: Path) -> None:
    titles = ["朝鮮民主主義人民共和国" * 5, "[/x] [red]x[/] \x1b[31m", "A title that goes on and on for long", "Short"]
    paths = [write_bank(banks, *judgements(2), name=f"bank-{place}", title=title) for place, title in enumerate(titles)]
    async with opened(size=size, learner="Ada [/x] \x1b[31m 朝鮮民主主義人民共和国") as app:
        for path in paths:
            sit(app, path)
        sit(app, *paths[:3])
        sit(app, *paths[:2])
        await app.press("s", "l")
        assert app.screen == "ScoresScreen"
        listed = app.app.screen.query_one(LineList)
        for _ in range(2):
            assert listed.virtual_size.height == listed.option_count  # a line each
            assert all(strip.cell_length == size[0] for strip in app.strips)
            assert "\x1b" not in app.text
            (row,) = [line for line in app.lines if EDGE_MARK in line]
            assert nth(1, 2) in row
            await app.press("end")


async def test_a_day_tells_its_score_once_all_of_it_is_read(banks: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quiz.tui.screens.scores.PAGE", 3)
    path = write_bank(banks, *judgements(2), name="first")
    async with opened() as app:
        sit(app, path, days=1, right=2)
        for _ in range(4):
            sit(app, path)
        await app.press("s")
        assert "Today" in rows(app)
        await app.press("end")
        app.shows("Today 4 of 8 right", "Yesterday 2 of 2 right")
        await app.press("end")
        listed = app.app.screen.query_one(LineList)
        assert sum(not option.disabled for option in listed.options) == 5


async def test_a_filter_is_picked_from_a_list_and_told(banks: Path) -> None:
    first = write_bank(banks, *judgements(2), name="first")
    second = write_bank(banks, *judgements(2), name="second")
    async with opened() as app:
        sit(app, first)
        sit(app, second)
        await app.press("s")
        app.hides("Only")
        await app.press("slash")
        app.shows("Which attempts?", "Bank: all banks", "Order: newest first")
        await app.press("enter", "down", "down", "enter")
        app.shows("Only Second")
        assert not any("First" in row for row in rows(app))
        await app.press("o", "o")
        app.shows("Only Second · best first")
        await app.press("b")
        app.shows(BEST_FIRST)
        app.hides("Today")


async def test_a_deleted_attempt_leaves_the_highlight_where_it_was_and_comes_back(banks: Path) -> None:
    path = write_bank(banks, *judgements(2), name="first")
    async with opened() as app:
        uids = [sit(app, path).attempt.uid for _ in range(3)][::-1]
        await app.press("s", "down", "d", "d")
        assert app.app.screen.query_one(LineList).highlighted_id == uids[2]
        app.shows("Today 2 of 4 right")
        await app.press("u")
        app.shows("Today 3 of 6 right")


async def test_whose_attempts_they_are_is_said_among_those_of_all(banks: Path) -> None:
    path = write_bank(banks, *judgements(2), name="first")
    async with opened(learner="Ada") as app:
        sit(app, path)
        await app.press("s")
        app.hides("Ada:")
        await app.press("l")
        app.shows("all learners", "Ada: First")
