"""The list of banks, and what was left open."""

import os
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from textual.worker import WorkerFailed

from quiz.authoring.drafts import Drafts
from quiz.files import unfinished
from quiz.paths import data_folder
from quiz.scores.store.sqlite.store import SqliteStore
from quiz.tui.app import QuizApp
from tests.tui.driving import (
    SMALL,
    TINY,
    USUAL,
    choices,
    judgements,
    kept,
    launch,
    opened,
    second_store,
    write_bank,
)
from tests.tui.sentences import CONTINUE, GO_ON_WRITING, MORE_ROOM, UNSAVED, nth


async def test_an_empty_library_says_where_a_bank_goes(data: Path) -> None:
    async with opened() as app:
        app.shows("There is no bank yet.", "enter Begin a bank", "QUIZ_BANKS")
        app.hides("EU–DPRK", "Welcome to")
        app.names(data / "banks")
        await app.press("x", "v", "m", "n", "e")  # none of them has anything to do
        assert app.screen == "HomeScreen"
        await app.press("enter")
        app.shows("A new bank. What is its title?")


async def test_a_bank_that_came_meanwhile_is_read_on_r(banks: Path) -> None:
    async with opened() as app:
        write_bank(banks, *judgements(2), name="late")
        await app.press("r")
        app.shows("Late 2")


async def test_each_bank_is_listed_with_its_figures(banks: Path) -> None:
    write_bank(banks, *judgements(3), name="first")
    write_bank(banks, choices(), name="second")
    async with opened() as app:
        app.shows("Banks questions", "First 3", "Second 1", "All banks 4")
        await app.press("down", "enter", "t", "enter", "enter", "f", "enter", "enter", "t", "enter", "enter")
        await app.press("t", "enter", "escape", "escape")
        app.shows("Banks What you know known due best")
        app.shows("! First ▫▫▫▫▫▫▫▫", "0 of 3 – 67 %", "! Second ········", "0 of 1 – –", "All banks", "0 of 4 –")
        app.shows("■ solid ▪ known ▫ learning · new")


async def test_home_says_who_wrote_a_bank_on_which_terms_and_when_it_was_changed(banks: Path) -> None:
    write_bank(banks, choices(), name="first", authors=["Ada", "Bob"], license="CC0", updated="2026-11-22")
    write_bank(banks, choices(), name="second", license="CC-BY-4.0")
    write_bank(banks, choices(), name="third")
    async with opened() as app:
        await app.press("down")
        app.shows("By Ada, Bob · license CC0 · updated 2026-11-22")
        await app.press("down")
        app.shows("license CC-BY-4.0")
        app.hides("By Ada", "updated")
        await app.press("down")
        app.hides("license")


async def test_the_highlighted_bank_is_described(banks: Path) -> None:
    write_bank(banks, choices(difficulty="hard", tags=["un"]), name="first", description="About the first.")
    write_bank(banks, choices(), name="second", description="About the second.")
    async with opened() as app:
        await app.press("down")
        app.shows("About the first.", "1 question · 1 hard", "Tags: un")
        await app.press("down", "down")
        app.shows("Questions drawn from every bank, mixed.")


async def test_enter_starts_the_highlighted_bank(banks: Path) -> None:
    write_bank(banks, *judgements(2), name="first")
    write_bank(banks, *judgements(3), name="second")
    async with opened() as app:
        await app.press("down", "down", "enter")
        assert {item.bank for item in app.attempt.items} == {"second"}
        assert len(app.attempt.items) == 3


async def test_a_click_starts_a_bank(banks: Path) -> None:
    write_bank(banks, *judgements(2), name="first")
    write_bank(banks, *judgements(3), name="second")
    async with opened() as app:
        await app.click("Second")
        assert {item.bank for item in app.attempt.items} == {"second"}


async def test_all_banks_together_are_mixed_ten_at_a_time(banks: Path) -> None:
    write_bank(banks, *judgements(8), name="first")
    write_bank(banks, *judgements(8), name="second")
    async with opened() as app:
        await app.press("end", "enter")
        assert len(app.attempt.items) == 10
        assert {item.bank for item in app.attempt.items} == {"first", "second"}


async def test_a_bank_with_a_fault_says_so_the_fault_first_and_plays_the_rest(banks: Path) -> None:
    write_bank(banks, choices(), choices(), {"type": "true-false", "answer": "maybe"}, name="faulty")
    async with opened() as app:
        app.shows("! Faulty 2")
        await app.press("down")
        app.shows("problems; e shows where")
        app.names("faulty.yaml")
        about = app.text[app.text.index("e shows where") :]
        assert "maybe" in about.splitlines()[1]
        await app.press("enter")
        assert len(app.attempt.items) == 2


async def test_a_broken_bank_is_listed_and_cannot_be_started(banks: Path) -> None:
    (banks / "broken.yaml").write_text("id: [", encoding="utf-8")
    write_bank(banks, choices(), name="sound")
    async with opened() as app:
        app.shows("! broken cannot be played 0", "Sound 1")
        await app.press("down")
        app.shows("line 1:")
        await app.press("enter")
        assert app.screen == "HomeScreen"
        app.shows("This bank cannot be played")
        await app.press("x")
        assert app.screen == "HomeScreen"


async def test_a_second_bank_with_the_same_id_is_listed_as_shadowed(banks: Path, data: Path) -> None:
    write_bank(banks, choices(), name="twin")
    first = write_bank(data / "banks", choices(), name="twin")
    async with opened() as app:
        await app.press("down", "down")
        app.shows("Another bank with the same id comes first")
        assert str(first) in "".join(line.strip() for line in app.lines)
        await app.press("enter")
        assert app.screen == "HomeScreen"


async def test_the_best_score_is_shown_after_an_attempt(banks: Path) -> None:
    write_bank(banks, *judgements(2), name="first")
    async with opened() as app:
        for keys in (("t", "enter", "enter", "t", "enter"), ("f", "enter", "enter", "t", "enter")):
            await app.press("down", "enter", *keys, "enter", "escape", "escape", "up")
        app.shows("0 of 2 – 100 %")


async def test_what_is_due_is_counted_for_the_bank_and_for_all(banks: Path) -> None:
    write_bank(banks, *judgements(2), name="first")
    write_bank(banks, *judgements(1), name="second")
    async with opened() as app:
        await app.press("down", "enter", "f", "enter", "escape")
        app.shows("0 of 2 – –")  # due tomorrow at the earliest
        with second_store() as store:
            _a_day_earlier(store)
        await app.press("r", "s", "escape")
        app.shows("0 of 2 1 –", "0 of 3 1")


def _a_day_earlier(store: SqliteStore) -> None:
    store._connection.execute("update response set day = date(day, '-3 days')")


async def test_mistakes_are_told_of_a_bank_and_on_the_card(banks: Path) -> None:
    write_bank(banks, *judgements(4), name="first")
    async with opened() as app:
        await app.press("enter", "t", "enter", "enter", "f", "enter", "escape", "home")
        app.shows("1 mistake to put right", "m Put the mistake right")


async def test_an_attempt_left_open_is_offered_and_goes_on(banks: Path) -> None:
    write_bank(banks, *judgements(3), name="first")
    async with opened() as app:
        await app.press("down", "enter", "t", "enter", "enter", "escape")
        app.shows("Continue First 1 of 3 c go on", "An attempt that you left")
        uid = app.home._open[0].uid
    async with opened() as app:
        app.shows("Continue First 1 of 3 c go on", "to go today")
        await app.press("c")
        assert app.attempt == kept(uid)
        app.shows(nth(2, 3))


async def test_of_several_left_open_the_newest_is_offered_and_the_others_stand_behind_it(banks: Path) -> None:
    for name in ("first", "second", "third"):
        write_bank(banks, *judgements(3), name=name)
    async with opened() as app:
        for down in (["down"], ["home", "down"], ["home", "down", "down"]):
            await app.press(*down, "enter", "t", "enter", "escape")
        app.shows("Continue Third 1 of 3", "and 2 more, the oldest of today")
        app.hides("Continue Second")
        await app.press("end", "enter")
        assert app.screen == "UnfinishedScreen"
        app.shows("Left open", "Third", "Second today", "First today 1 of 3")
        await app.press("down", "d", "d")
        app.hides("Second")
        await app.press("end", "enter")
        assert app.attempt.items[0].bank == "first"
        await app.press("escape")
        app.shows("and 1 more")
        await app.press("end", "enter", "d", "d", "d", "d")
        assert app.screen == "HomeScreen"
        app.hides("Continue")


async def test_an_open_attempt_can_be_discarded_after_a_question(banks: Path) -> None:
    write_bank(banks, *judgements(2), name="first")
    async with opened() as app:
        await app.press("down", "enter", "t", "enter", "escape", "d")
        app.shows("Discard this open attempt and its 1 response?")
        await app.press("escape")
        app.shows("Continue First")
        await app.press("d", "d")
        app.hides(CONTINUE)
        with second_store() as store:
            assert store.summaries() == []
            assert store.history("Ada") == []


async def test_the_highlight_stays_where_it_was_when_the_lists_are_read_anew(banks: Path) -> None:
    for name in ("first", "second", "third"):
        write_bank(banks, choices(), name=name)
    async with opened() as app:
        await app.press("down", "down", "down", "r")
        assert app.home._chosen == "bank:third"


@pytest.mark.parametrize("size", [USUAL, SMALL])
async def test_the_list_fits_at_every_size(banks: Path, size: tuple[int, int]) -> None:
    write_bank(banks, choices(), name="first")
    async with opened(size=size) as app:
        app.shows("First", "questions")
        assert all(len(line) == size[0] for line in app.lines)


@pytest.mark.parametrize("mode", ["home", "attempt"])
async def test_a_tiny_window_asks_for_room_and_goes_on_when_it_has_it(banks: Path, mode: str) -> None:
    path = write_bank(banks, choices(), name="first")
    async with opened(launch(path) if mode == "attempt" else None, size=TINY) as app:
        app.shows(MORE_ROOM)
        app.hides("First", "Choice A")
        await app.resize(USUAL)
        app.shows("First")
        app.hides("more room")


async def test_a_fault_while_the_banks_are_read_ends_the_app_and_is_written_down(
    monkeypatch: pytest.MonkeyPatch, data: Path
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("ours")

    async def run() -> None:
        async with QuizApp().run_test() as pilot:
            await pilot.pause()  # the banks are read once the list is on the screen
            await pilot.app.workers.wait_for_complete()

    monkeypatch.setattr("quiz.library.library.open_library", fail)
    with pytest.raises((ZeroDivisionError, WorkerFailed)):
        await run()
    assert "ours" in (data / "crash.log").read_text(encoding="utf-8")


async def test_text_that_was_never_saved_is_offered_and_can_be_discarded(banks: Path, data: Path) -> None:
    write_bank(banks, *judgements(1), name="first")
    async with opened() as app:
        await app.press("b", *"Planets", "enter", "enter")
        await app.press(*"Which is red?")
        await app.press("escape", "k", "end")
        app.shows("Go on writing planets.yaml", "Text of a bank that was never saved")
    assert not (data / "banks").exists()
    async with opened() as app:
        await app.press("end", "enter")
        assert app.screen == "AuthorScreen"
        app.shows("prompt: Which is red?", UNSAVED)
        await app.press("escape", "k", "end", "d", "d")
        assert app.screen == "HomeScreen"
        app.hides(GO_ON_WRITING)


async def test_a_bank_that_another_takes_the_place_of_says_so(banks: Path, data: Path) -> None:
    write_bank(banks, *judgements(1), name="first")
    write_bank(data / "banks", *judgements(2), name="first")
    async with opened() as app:
        app.shows("First 2", "First shadowed 1")


async def test_a_killed_save_leaves_no_text_to_go_on_with_and_what_it_left_goes_after_a_day(tmp_path: Path) -> None:
    drafts = Drafts(data_folder() / "drafts")
    drafts.keep(tmp_path / "planets.yaml", None, b"title: P", datetime.now(UTC))
    (place,) = (data_folder() / "drafts").iterdir()
    left = place.rename(unfinished(place))
    day_ago = time.time() - 25 * 3600
    os.utime(left, (day_ago, day_ago))
    async with opened() as app:
        app.hides(GO_ON_WRITING)
        assert not left.exists()


async def test_figures_end_at_the_measure_while_the_list_grows_and_scrolls(banks: Path) -> None:
    for number in range(8):
        write_bank(banks, *judgements(1), name=f"bank-{number}")
    async with opened() as app:
        await app.press("down", "enter", "t", "enter", "escape")
        edges = []
        for size in (USUAL, SMALL, USUAL):
            await app.resize(size)
            await app.press("c", "escape", "home")
            heads = next(line for line in app.lines if "Banks" in line and " due" in line).rstrip()
            rows = [line.rstrip(" ▁▂▃▄▅▆▇█") for line in app.lines if "Bank-" in line]
            assert rows
            edges.append({len(heads), *map(len, rows)})
        assert edges == [{78}, {39}, {78}]


async def test_an_attempt_that_was_just_left_is_a_key_away(banks: Path) -> None:
    write_bank(banks, *judgements(3), name="first")
    async with opened() as app:
        await app.press("down", "enter", "t", "enter", "enter", "escape", "enter")
        app.shows(nth(2, 3))


@pytest.mark.usefixtures("banks")
async def test_home_is_seen_before_the_store_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    was_open: list[bool] = []
    display = QuizApp._display

    def note(app: QuizApp, *frame: Any) -> None:
        was_open.append(app.services.is_open)
        display(app, *frame)

    monkeypatch.setattr(QuizApp, "_display", note)
    async with opened() as app:
        assert not was_open[0]
        assert app.app.services.is_open


async def test_today_and_the_banks_are_one_way_up_and_down(banks: Path) -> None:
    write_bank(banks, *judgements(3), name="first")
    async with opened() as app:
        for keys, chosen in (("down", "bank:first"), ("up", None), ("up", "bank:first"), ("down", None)):
            await app.press(keys)
            assert app.home._chosen == chosen
        await app.press("tab")
        assert app.home._chosen == "bank:first"
        await app.click("First questions")  # says t while the list has the highlight: the key that does it there
        assert len(app.attempt.items) == 3


async def test_a_bank_without_a_description_has_the_whole_row_for_its_title(banks: Path) -> None:
    title = "The history of bread, from the first oven"
    write_bank(banks, *judgements(2), name="bread", title=title)
    async with opened() as app:
        app.shows(f"{title} 2")
