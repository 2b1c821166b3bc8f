"""The app on a store with values that make no sense: it opens, every screen does, and what is left out is told once."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from quiz.practice.draw import Options
from quiz.practice.response import DONT_KNOW
from quiz.practice.types import Key, Mode
from quiz.scores.recorder import start
from quiz.scores.store.sqlite.open import open_store
from tests import spoilt

from .driving import Driver, choices, entry_of, judgements, launch, naming, opened, write_bank

FIELDS = choices(id="resolution", prompt="Which Resolution?", explanation="Because.")


@pytest.fixture
def bank(banks: Path) -> Path:
    return write_bank(banks, FIELDS, *judgements(2), name="nine")


def answer(path: Path, data: Path, spoilt_ones: int = 1) -> list[str]:
    """Put into a store a finished attempt, so many open ones to be spoilt, and an exam handed in; return their ids."""
    entry = entry_of(path)
    assert entry.bank is not None
    store = open_store(data)
    found = []
    for seed in range(spoilt_ones + 2):
        mode = Mode.EXAM if seed == spoilt_ones + 1 else Mode.PRACTICE
        recorder = start(store, [entry.bank], learner="Ada", options=Options(), seed=seed, mode=mode)
        for position in range(2 if 1 <= seed <= spoilt_ones else 3):
            recorder.step(recorder.attempt.go(position))
            recorder.answer(DONT_KNOW, 1)
        if mode is Mode.EXAM:
            recorder.hand_in()
        found.append(recorder.attempt.uid)
    store.close()
    return found


@pytest.fixture(scope="module")
def answered(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """A store with one attempt to be spoilt, made once, and the ids of its attempts."""
    folder = tmp_path_factory.mktemp("answered")
    return folder / "data", answer(write_bank(folder, FIELDS, *judgements(2), name="nine"), folder / "data")


@pytest.fixture
def uids(bank: Path, data: Path, answered: tuple[Path, list[str]]) -> list[str]:
    """A finished attempt, one to be spoilt that is open, and an exam handed in."""
    store, found = answered
    shutil.copytree(store, data)
    return found


def is_sound(driver: Driver) -> None:
    """Fail where the app stopped, or shows what would steer the terminal."""
    assert driver.app.return_code in {None, 0}
    assert driver.app.is_running
    for sign in ("\x1b", "\x07"):
        assert sign not in driver.text
        assert not any(sign in one.message for one in driver.app._notifications)


async def go_round(driver: Driver) -> None:
    """Open every screen that shows what was answered."""
    await driver.press("s")
    for key in ("o", "m", "l"):
        await driver.press(key)
        is_sound(driver)
    driver.app.navigation.show_progress()
    await driver.settle()
    is_sound(driver)
    driver.app.navigation.set_up(())
    await driver.settle()
    is_sound(driver)
    driver.app.navigation.home()
    await driver.settle()


@pytest.mark.parametrize("bad", list(spoilt.one_each()), ids=str)
async def test_the_app_opens_whatever_value_is_bad(uids: list[str], data: Path, bad: spoilt.BadValue) -> None:
    bad.put(data / "scores.db", uids[1])
    async with opened() as driver:
        is_sound(driver)
        driver.app.navigation.resume(uids[1])
        await driver.settle()
        is_sound(driver)


SEEN = {
    *(("attempt", "started"), ("attempt", "banks"), ("attempt", "learner"), ("attempt", "score")),
    *(("item", "bank"), ("item", "presentation"), ("snapshot", "body"), ("part", "score")),
    *(("response", "response"), ("response", "at"), ("response", "day"), ("response", "seconds")),
}
"""What the screens show."""


@pytest.mark.parametrize("table", dict.fromkeys(table for table, _ in sorted(SEEN)))
async def test_every_screen_opens_whatever_values_are_bad(table: str, bank: Path, data: Path) -> None:
    """Each bad value stands in an attempt of its own."""
    bad = [one for one in spoilt.one_each() if one.table == table and (table, one.column) in SEEN]
    uids = answer(bank, data, len(bad))
    found_in = dict(zip(uids[1:], bad, strict=False))
    for uid, one in found_in.items():
        one.put(data / "scores.db", uid)
    async with opened() as driver:
        await go_round(driver)
        for uid in uids:
            with naming(found_in.get(uid)):
                driver.app.navigation.show_result(uid)
                await driver.settle()
                is_sound(driver)
                driver.app.navigation.home()
                await driver.settle()
        driver.app.navigation.show_question(Key("nine", "resolution"))
        await driver.settle()
        is_sound(driver)
    assert not (data / "crash.log").exists()


@pytest.mark.parametrize(
    "bad",
    [
        spoilt.BadValue("attempt", "started", "'2026-13-45'"),
        spoilt.BadValue("attempt", "banks", spoilt.NO_UTF8),
        spoilt.BadValue("response", "day", "'2026-1q-29'"),
    ],
    ids=str,
)
async def test_what_is_left_out_is_told_once_with_what_to_do(uids: list[str], data: Path, bad: spoilt.BadValue) -> None:
    bad.put(data / "scores.db", uids[1])
    async with opened() as driver:
        await go_round(driver)
        told = [one.message for one in driver.app._notifications if "is left out" in one.message]
        (said,) = told
        assert uids[1][:8] in said
        assert "quiz doctor" in said


async def test_an_open_attempt_that_cannot_be_read_says_why(uids: list[str], data: Path) -> None:
    spoilt.BadValue("response", "grade", "'{'").put(data / "scores.db", uids[1])
    async with opened() as driver:
        await driver.press("c")
        assert driver.screen == "HomeScreen"
        driver.says(f"the attempt {uids[1][:8]} cannot be read: the grade cannot be read")


async def test_a_learner_whose_name_would_steer_the_terminal_is_shown_cleaned(uids: list[str], data: Path) -> None:
    spoilt.BadValue("attempt", "learner", spoilt.ESCAPE).put(data / "scores.db", uids[1])
    async with opened() as driver:
        await driver.press("s", "l")
        is_sound(driver)
        for _ in range(3):
            if "EVIL" in driver.text:
                break
            await driver.press("l")
        driver.shows("␛]0;EVIL␇")
        is_sound(driver)


# A clock that was ahead


async def test_a_clock_that_was_ahead_is_told_at_the_start_once(uids: list[str], data: Path, bank: Path) -> None:
    store = open_store(data)
    far = (datetime.now(UTC) + timedelta(days=900)).date()
    store._connection.execute("update response set day = ? where id = (select max(id) from response)", (str(far),))
    store.close()
    async with opened() as driver:
        driver.says("quiz doctor --fix-clock")
        driver.says(uids[2][:8])
        driver.says(str(far))
        await driver.press("s", "escape")
        told = [one.message for one in driver.app._notifications if "--fix-clock" in one.message]
        assert len(told) == 1
    async with opened(launch(bank)) as driver:
        driver.app.navigation.home()
        await driver.settle()
        driver.says("quiz doctor --fix-clock")


async def test_a_clock_that_is_right_is_not_spoken_of(uids: list[str]) -> None:
    async with opened() as driver:
        assert not any("clock" in one.message for one in driver.app._notifications)
