"""The store goes while an attempt is taken in the app: told, and gone on with in the file that is there by now."""

import contextlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from quiz.practice.response import DONT_KNOW
from quiz.practice.types import Mode
from quiz.scores.recorder import AttemptRecorder
from quiz.scores.store.engine import open_store
from quiz.scores.store.sqlite.open import FILE_NAME
from tests.cases import TEXT
from tests.tui.driving import Driver, choices, judgements, kept, launch, opened, write_bank
from tests.tui.sentences import (
    ENTER_AGAIN,
    GO_ON_UNSAVED,
    NOT_SAVED,
    RIGHT,
    RIGHT_ANSWER,
    SAYS_WRONG,
    THIS_WAS_NOT_SAVED,
    WRONG,
    nth,
    tally,
)

GONE = "go on in the file that is there now"


def _remove(data: Path) -> None:
    for file in data.glob("scores.db*"):
        file.unlink()


def _remove_all(data: Path) -> None:
    shutil.rmtree(data)


def _replace(data: Path) -> None:
    with contextlib.closing(open_store(data.parent / "another")):
        pass
    (data.parent / "another" / FILE_NAME).replace(data / FILE_NAME)


def _roll_back(data: Path) -> None:
    shutil.copyfile(data / FILE_NAME, data / "synchronised")
    (data / "synchronised").replace(data / FILE_NAME)


MOVES = [_remove, _remove_all, _replace, _roll_back]


def dialogs(app: Driver) -> int:
    return [type(screen).__name__ for screen in app.app.screen_stack].count("Decision")


@pytest.mark.parametrize("move", MOVES)
async def test_a_response_to_a_store_that_is_gone_is_taken_in_the_one_that_is_there(
    data: Path, tmp_path: Path, move: Callable[[Path], None]
) -> None:
    async with opened(launch(write_bank(tmp_path / "b", *[choices()] * 3))) as app:
        await app.press("1", "enter", "enter", "2")
        move(data)
        await app.press("enter")
        app.shows(THIS_WAS_NOT_SAVED, GONE, GO_ON_UNSAVED)
        app.names(data / FILE_NAME, "#choice")
        app.hides(SAYS_WRONG)
        assert app.attempt.answered == 1
        await app.press("n")
        app.shows(ENTER_AGAIN)
        app.hides(NOT_SAVED)
        await app.press("enter")
        app.shows(SAYS_WRONG)
        assert kept(app.attempt.uid) == app.attempt
        assert app.attempt.answered == 2
        await app.press("enter", "1", "enter", "escape")
        app.shows(tally(2, 3))
        uid = app.app.services.store.summaries()[0].uid
    assert kept(uid).finished is not None


async def test_a_store_that_goes_between_two_answers_of_an_exam_keeps_both(data: Path, tmp_path: Path) -> None:
    async with opened(launch(write_bank(tmp_path / "b", TEXT, choices()), mode=Mode.EXAM)) as app:
        await app.press("S", "e")
        _remove(data)
        await app.press("o")
        app.shows(THIS_WAS_NOT_SAVED, GONE)
        await app.press("n", "u", "l", "enter", "1", "f6", "h", "y")
        assert app.screen == "ResultScreen"
        app.shows(tally(1, 2))
        (summary,) = app.app.services.store.summaries()
        assert summary.answered == 2


@pytest.mark.parametrize("keys", [("f2",), ("f3",), ("f4",), ("?",)])
async def test_no_step_is_shown_before_it_is_kept(data: Path, tmp_path: Path, keys: tuple[str, ...]) -> None:
    async with opened(launch(write_bank(tmp_path / "b", choices(hint="Hm."), choices()))) as app:
        before = app.attempt
        _remove(data)
        await app.press(*keys)
        app.shows(THIS_WAS_NOT_SAVED, GONE)
        await app.press("escape")
        assert app.attempt is before
        await app.press(*keys, "n", *keys)
        assert dialogs(app) == 0
        assert app.attempt is not before
        assert kept(app.attempt.uid) == app.attempt


async def test_going_home_takes_along_what_was_answered(data: Path, banks: Path) -> None:
    path = write_bank(banks, choices(), choices(), name="first")
    async with opened(launch(path)) as app:
        await app.press("1", "enter")
        uid = app.attempt.uid
        _remove(data)
        await app.press("escape")
        assert app.screen == "HomeScreen"
        app.says("brought into the file that is there now")
        app.shows(nth(1, 2))
    assert kept(uid).answered == 1


async def test_leaving_the_app_takes_along_what_was_answered(data: Path, tmp_path: Path) -> None:
    async with opened(launch(write_bank(tmp_path / "b", choices(), choices()))) as app:
        await app.press("1", "enter")
        uid = app.attempt.uid
        _roll_back(data)
        await app.pilot.press("ctrl+q")
        await app.until(lambda: app.app.return_code is not None)
    assert kept(uid).answered == 1


async def test_going_home_where_no_file_can_be_had_asks_first(data: Path, banks: Path) -> None:
    path = write_bank(banks, choices(), choices(), name="first")
    async with opened(launch(path)) as app:
        await app.press("1", "enter")
        uid = app.attempt.uid
        _remove(data)
        (data / FILE_NAME).mkdir()
        await app.press("escape")
        assert app.screen == "Decision"
        app.shows(GONE)
        (data / FILE_NAME).rmdir()
        await app.press("n", "escape")
        assert app.screen == "HomeScreen"
    assert kept(uid).answered == 1


async def test_an_attempt_that_went_further_in_the_new_file_is_shown_as_it_is_there(data: Path, tmp_path: Path) -> None:
    async with opened(launch(write_bank(tmp_path / "b", *[choices()] * 3))) as app:
        other = data.parent / "other"
        app.app.services.store.back_up(other / FILE_NAME)
        with contextlib.closing(open_store(other)) as store:
            AttemptRecorder(store, store.load(app.attempt.uid)).answer(DONT_KNOW, 1)
        (other / FILE_NAME).replace(data / FILE_NAME)
        await app.press("1", "enter", "n")
        assert dialogs(app) == 0
        app.shows(WRONG, RIGHT_ANSWER)
        assert app.attempt.answered == 1
        await app.press("enter", "1", "enter")
        assert kept(app.attempt.uid).answered == 2


async def test_where_the_file_that_is_there_is_of_no_use_the_question_comes_again(data: Path, tmp_path: Path) -> None:
    async with opened(launch(write_bank(tmp_path / "b", choices(), choices()))) as app:
        _remove(data)
        (data / FILE_NAME).mkdir()
        await app.press("1", "enter", "n")
        app.shows(THIS_WAS_NOT_SAVED, "something else is in its place", GONE)
        assert dialogs(app) == 1
        (data / FILE_NAME).rmdir()
        await app.press("n", "enter")
        app.shows(RIGHT)
        assert kept(app.attempt.uid).answered == 1


async def test_going_on_unsaved_is_still_possible(data: Path, tmp_path: Path) -> None:
    async with opened(launch(write_bank(tmp_path / "b", choices(), choices()))) as app:
        await app.press("1", "enter", "enter")
        _remove(data)
        await app.press("1", "enter", "u", "enter")
        app.shows(RIGHT, NOT_SAVED)
        assert app.attempt.answered == 2
    assert not (data / FILE_NAME).exists()


async def test_a_quiz_begun_after_the_store_went_stands_in_the_one_that_is_there(data: Path, banks: Path) -> None:
    write_bank(banks, *judgements(2), name="first")
    async with opened() as app:
        _replace(data)
        await app.press("enter")
        assert app.screen == "AttemptScreen"
        app.says("another file was put in the place of the scores")
        await app.press("t", "enter")
        assert kept(app.attempt.uid).answered == 1


async def test_scores_are_read_from_the_file_that_is_there(data: Path, banks: Path) -> None:
    path = write_bank(banks, *judgements(1), name="first")
    async with opened(launch(path)) as app:
        await app.press("t", "enter", "enter", "escape", "s")
        app.shows("1 of 1 right")
        _remove(data)
        await app.press("escape")
        await app.press("s")
        app.hides("1 of 1 right")
        app.says("was removed while it was open")


async def test_an_undo_on_the_result_goes_on_in_the_file_that_is_there(data: Path, tmp_path: Path) -> None:
    async with opened(launch(write_bank(tmp_path / "b", choices()))) as app:
        await app.press("1", "enter", "enter")
        _remove(data)
        await app.press("f5")
        assert app.screen == "AttemptScreen"
        assert kept(app.attempt.uid).answered == 0


async def test_an_open_app_keeps_its_log_while_others_look(data: Path, banks: Path, run: Callable[..., object]) -> None:
    path = write_bank(banks, *judgements(3), name="first")
    async with opened(launch(path)) as app:
        await app.press("t", "enter", "enter")
        run("list")
        run("scores")
        assert "scores.db-wal" in os.listdir(data)  # noqa: PTH208
        await app.press("t", "enter", "enter", "t", "enter")
        uid = app.attempt.uid
        assert dialogs(app) == 0
    assert kept(uid).answered == 3
