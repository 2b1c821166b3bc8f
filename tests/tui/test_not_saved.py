"""What cannot be kept is not shown as taken, and "Not saved" then stands on every screen."""

import os
from pathlib import Path

import pytest

from quiz.practice.types import Mode
from quiz.scores.store.sqlite.store import SqliteStore
from tests.cases import TEXT
from tests.tui.driving import SMALL, USUAL, Driver, choices, judgements, kept, launch, opened, put, write_bank
from tests.tui.sentences import (
    AGAIN,
    ANSWER,
    ENTER_AGAIN,
    GO_ON_UNSAVED,
    RIGHT,
    SAYS_RIGHT,
    SAYS_WRONG,
    SCORES_CANNOT_BE_KEPT,
    THIS_WAS_NOT_SAVED,
    nth,
    tally,
)

NOTICE = "Not saved"


def refuse(app: Driver, *, refuse: bool = True) -> None:
    """Let the store refuse every change from now on."""
    store = app.app.services.store
    assert isinstance(store, SqliteStore)
    store._connection.execute(f"pragma query_only = {'on' if refuse else 'off'}")


@pytest.mark.parametrize("size", [USUAL, SMALL])
async def test_a_response_that_could_not_be_kept_is_not_shown_as_taken(size: tuple[int, int], tmp_path: Path) -> None:
    async with opened(launch(write_bank(tmp_path / "b", choices(), choices())), size=size) as app:
        refuse(app)
        await app.press("1", "enter")
        app.hides(SAYS_RIGHT, ANSWER)
        app.shows(THIS_WAS_NOT_SAVED, GO_ON_UNSAVED)
        assert app.attempt.answered == 0
        await app.press("escape")
        app.hides(SAYS_RIGHT, ANSWER, NOTICE)
        app.shows("● 1 Choice A")
        refuse(app, refuse=False)
        await app.press("enter")
        app.shows(RIGHT)
        assert kept(app.attempt.uid).answered == 1


async def test_going_on_unsaved_says_so_on_every_screen(banks: Path) -> None:
    path = write_bank(banks, choices(), choices(), name="first")
    async with opened(launch(path)) as app:
        refuse(app)
        uid = app.attempt.uid
        await app.press("1", "enter", "u")
        app.shows(NOTICE, ENTER_AGAIN)
        await app.press("enter")
        app.shows(RIGHT, NOTICE)
        await app.press("enter", "f6")
        assert app.screen == "Sheet"
        app.shows(NOTICE)
        await app.press("escape", "2", "enter", "enter")
        app.shows(NOTICE, AGAIN)
        await app.press("escape")
        assert app.screen == "ResultScreen"
        app.shows(NOTICE, tally(1, 2))
        await app.press("right")
        assert app.screen == "LookbackScreen"
        app.shows(NOTICE)
        await app.press("escape", "enter")
        app.shows(NOTICE, AGAIN)
        for key, screen in (
            ("escape", "ResultScreen"),
            ("escape", "HomeScreen"),
            ("s", "ScoresScreen"),
            ("escape", "HomeScreen"),
            ("p", "ProgressScreen"),
            ("escape", "HomeScreen"),
            ("n", "SetupScreen"),
            ("escape", "HomeScreen"),
            ("o", "SettingsScreen"),
        ):
            await app.press(key)
            assert app.screen == screen
            app.shows(NOTICE)
    assert kept(uid).answered == 0


@pytest.mark.parametrize("keys", [("f2",), ("f3",), ("f4",), ("?",)])
async def test_no_step_is_shown_that_could_not_be_kept(keys: tuple[str, ...], tmp_path: Path) -> None:
    async with opened(launch(write_bank(tmp_path / "b", choices(hint="Hm."), choices()))) as app:
        before = app.attempt
        refuse(app)
        await app.press(*keys)
        app.shows(THIS_WAS_NOT_SAVED)
        await app.press("escape")
        assert app.attempt is before
        app.hides("Hint:", "! 1", nth(2, 2), SAYS_WRONG)


async def test_an_undo_that_could_not_be_kept_leaves_the_response(tmp_path: Path) -> None:
    async with opened(launch(write_bank(tmp_path / "b", choices(), choices()))) as app:
        await app.press("1", "enter")
        refuse(app)
        await app.press("f5", "escape")
        app.shows(RIGHT)
        assert app.attempt.answered == 1


async def test_an_undo_on_the_result_that_could_not_be_kept_leaves_the_result(tmp_path: Path) -> None:
    async with opened(launch(write_bank(tmp_path / "b", choices()))) as app:
        await app.press("1", "enter", "enter")
        refuse(app)
        await app.press("f5")
        assert app.screen == "ResultScreen"
        app.shows("cannot be written")


async def test_an_exam_that_cannot_be_handed_in_stays_open(tmp_path: Path) -> None:
    path = write_bank(tmp_path / "b", choices())
    async with opened(launch(path, mode=Mode.EXAM)) as app:
        await app.press("1")
        refuse(app)
        await app.press("f6", "h", "y")
        assert app.attempt.finished is None
        app.shows(THIS_WAS_NOT_SAVED)
        await app.press("u", "f6", "h", "y")
        assert app.screen == "ResultScreen"
        app.shows(NOTICE, tally(1, 1))


async def test_an_answer_of_an_exam_that_could_not_be_kept_asks_once(tmp_path: Path) -> None:
    path = write_bank(tmp_path / "b", TEXT)
    async with opened(launch(path, mode=Mode.EXAM)) as app:
        refuse(app)
        await app.press("S")
        app.shows(THIS_WAS_NOT_SAVED)
        await app.press("u", *"eoul")
        app.shows("Seoul", NOTICE)
        taken = app.attempt.counted[0]
        assert taken is not None


async def test_leaving_with_something_that_cannot_be_kept_asks_first_and_then_leaves(banks: Path) -> None:
    path = write_bank(banks, choices(), name="first")
    async with opened(launch(path, mode=Mode.EXAM, time_limit=600.0)) as app:
        refuse(app)
        await app.press("escape")
        assert app.screen == "Decision"
        app.shows(THIS_WAS_NOT_SAVED)
        await app.press("u", "escape")
        assert app.screen == "HomeScreen"
        app.shows(NOTICE)


async def test_leaving_the_app_with_something_that_cannot_be_kept_asks_once(tmp_path: Path) -> None:
    path = write_bank(tmp_path / "b", choices())
    async with opened(launch(path, mode=Mode.EXAM, time_limit=600.0)) as app:
        refuse(app)
        await app.press("ctrl+q")
        app.shows(THIS_WAS_NOT_SAVED)
        assert app.app.return_code is None
        await app.pilot.press("ctrl+q")
        await app.until(lambda: app.app.return_code is not None)


async def test_a_time_that_ends_where_nothing_can_be_kept_asks_once_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_bank(tmp_path / "b", choices())
    async with opened(launch(path, mode=Mode.EXAM, time_limit=600.0)) as app:
        refuse(app)
        app.taking._countdown.set(0.0)
        for _ in range(3):
            app.taking._tick()
            await app.settle()
        assert [type(screen).__name__ for screen in app.app.screen_stack].count("Decision") == 1
        await app.press("u")
        await app.until(lambda: app.screen == "ResultScreen")
        await app.settle()


async def test_an_attempt_that_cannot_be_begun_is_begun_unsaved_if_wanted(banks: Path) -> None:
    write_bank(banks, *judgements(2), name="first")
    async with opened() as app:
        refuse(app)
        await app.press("enter")
        app.shows("The attempt cannot be kept.")
        await app.press("escape")
        assert app.screen == "HomeScreen"
        await app.press("enter", "u")
        assert app.screen == "AttemptScreen"
        app.shows(NOTICE)


@pytest.fixture
def no_store(data: Path) -> Path:
    """A store that cannot be opened: in its place stands a folder."""
    (data / "scores.db").mkdir(parents=True)
    return data


async def test_a_store_that_cannot_be_opened_is_named_and_one_can_go_on_unsaved(no_store: Path, banks: Path) -> None:
    write_bank(banks, *judgements(1), name="first")
    async with opened() as app:
        app.shows(SCORES_CANNOT_BE_KEPT, GO_ON_UNSAVED, "quit")
        app.names("scores.db", "#choice")
        await app.press("u")
        app.shows(NOTICE, "First")
        await app.press("enter", "t", "enter", "enter")
        app.shows(tally(1, 1), NOTICE)
    assert sorted(os.listdir(no_store)) == ["scores.db", "scores.lock"]  # noqa: PTH208


async def test_a_store_that_cannot_be_opened_can_be_a_reason_to_leave(no_store: Path) -> None:
    async with opened() as app:
        await app.pilot.press("q")
        await app.until(lambda: app.app.return_code is not None)
        assert app.app.return_code == 2


async def test_an_attempt_asked_for_begins_after_the_question_about_the_store(no_store: Path, tmp_path: Path) -> None:
    async with opened(launch(write_bank(tmp_path / "b", choices()))) as app:
        app.shows(SCORES_CANNOT_BE_KEPT)
        await app.press("u")
        assert app.screen == "AttemptScreen"
        app.shows(NOTICE)


async def test_a_damaged_store_is_set_aside_and_named(data: Path) -> None:
    put(data / "scores.db", "SQLite format 3\0" + "x" * 4096)
    async with opened() as app:
        app.shows("The score file was damaged.")
        assert "scores.damaged-1.db" in os.listdir(data)  # noqa: PTH208
