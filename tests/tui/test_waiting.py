"""Where the program is served and the store cannot keep anything a person waits, and goes on at the same question."""

import contextlib
import socket
from pathlib import Path

import pytest

from quiz.paths import FILE_SCHEME
from quiz.practice.draw import Options
from quiz.practice.response import DONT_KNOW
from quiz.practice.types import Mode
from quiz.scores.recorder import start
from quiz.scores.store.engine import open_store
from quiz.tui.surface import LEARNER
from quiz.tui.web import SessionApp
from tests.tui.driving import SMALL, USUAL, Driver, choices, entry_of, kept, launch, opened, running, write_bank
from tests.tui.sentences import RIGHT, WAITING
from tests.tui.test_not_saved import refuse


async def comes_back(app: Driver) -> None:
    """Wait until the store was asked again and keeps what it did not keep before."""
    await app.until(lambda: app.screen != "Waiting")
    await app.settle()


@pytest.mark.parametrize("size", [USUAL, SMALL])
async def test_a_response_waits_and_goes_on_by_itself_at_the_same_question(
    size: tuple[int, int], tmp_path: Path
) -> None:
    path = write_bank(tmp_path / "b", choices(), choices())
    async with opened(launch(path), size=size, surface=LEARNER, learner="Ada") as app:
        refuse(app)
        await app.press("1", "enter")
        assert app.screen == "Waiting"
        app.shows(WAITING, "Next try in")
        app.hides("pragma", str(tmp_path), "unsaved")
        await app.press("2", "enter", "escape", "question_mark", "f5", "ctrl+p")  # meant for what stands beneath
        assert (app.screen, app.attempt.answered) == ("Waiting", 0)
        refuse(app, refuse=False)
        await comes_back(app)
        app.shows(RIGHT)
        attempt = kept(app.attempt.uid)
        assert [entry.position for entry in attempt.log] == [0]
        assert attempt.counted == app.attempt.counted
        await app.press("enter")
        app.shows("2 of 2")


async def test_in_an_exam_every_change_waits_too(tmp_path: Path) -> None:
    path = write_bank(tmp_path / "b", choices(), choices())
    async with opened(launch(path, mode=Mode.EXAM), surface=LEARNER, learner="Ada") as app:
        refuse(app)
        await app.press("2")
        assert app.screen == "Waiting"
        refuse(app, refuse=False)
        await comes_back(app)
        app.shows("● 2 Choice B", "1 of 2")
        assert kept(app.attempt.uid).answered == 1


async def test_what_cannot_be_begun_or_read_is_begun_once_the_store_answers(banks: Path) -> None:
    write_bank(banks, choices(), choices())
    async with opened(surface=LEARNER, learner="Ada") as app:
        refuse(app)
        await app.press("x")
        assert app.screen == "Waiting"
        refuse(app, refuse=False)
        await comes_back(app)
        assert app.screen == "AttemptScreen"


@pytest.fixture
def away(monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of a server that is not there."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"postgresql://127.0.0.1:{free.getsockname()[1]}/quiz"
    monkeypatch.setenv("QUIZ_STORE", address)
    return address


async def test_who_comes_in_while_the_store_is_away_goes_on_with_what_they_left(
    away: str, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:

    bank = entry_of(write_bank(tmp_path / "b", choices(), choices())).bank
    assert bank is not None
    monkeypatch.delenv("QUIZ_STORE")
    with contextlib.closing(open_store(data)) as store:
        left = start(store, [bank], learner="Ada", options=Options(), seed=1)
        left.step(left.answer(DONT_KNOW, 1).go(1))
    monkeypatch.setenv("QUIZ_STORE", away)
    async with running(SessionApp("Ada", left.attempt.uid, is_teacher=False)) as app:
        assert app.screen == "Waiting"
        app.shows(WAITING)
        app.hides("postgresql", "Not saved")
        monkeypatch.setenv("QUIZ_STORE", FILE_SCHEME + str(data))
        await comes_back(app)
        await app.until(lambda: app.screen == "AttemptScreen")
        app.shows("2 of 2")
