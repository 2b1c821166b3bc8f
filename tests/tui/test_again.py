"""What was not right comes again until it is, outside score and schedule; and each purpose has one open attempt."""

import json
from pathlib import Path
from typing import Any

import pytest

from quiz.practice.draw import Options, Purpose
from quiz.practice.types import Mode
from quiz.scores.learning import learning
from quiz.tui.launch import Launch
from tests.conftest import Invoke
from tests.tui.driving import (
    SMALL,
    USUAL,
    Driver,
    Question,
    choices,
    entry_of,
    judgements,
    kept,
    launch,
    opened,
    put,
    second_store,
    write_bank,
)
from tests.tui.sentences import CONTINUE, COUNTS_NOWHERE, PUT_ONE_RIGHT, RIGHT, TAKEN_BACK, nth, to_go
from tests.tui.test_exam import Clock, clock, is_handed_in

__all__ = ["clock"]

PARTLY: Question = {"type": "multiple", "answers": ["A", "B"], "distractors": ["C"], "sequence": ["A", "B", "C"]}
KNOWN, MISSED = ("t", "enter", "enter"), ("f", "enter", "enter")


def counted() -> tuple[Any, ...]:
    """Return all that a response which counts may change: score, history, memories, mistakes."""
    with second_store() as store:
        return (
            [(one.uid, one.score, one.answered, one.finished) for one in store.summaries()],
            store.history("Ada"),
            learning(store, "Ada").memories,
        )


def days_ago(days: int) -> None:
    with second_store() as store:
        store._connection.execute("update response set day = date(day, ?)", (f"-{days} days",))


def open_attempts() -> list[tuple[Mode, int]]:
    with second_store() as store:
        return [(one.mode, one.answered) for one in store.summaries(open_only=True)]


def setting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    put(tmp_path / "chosen" / "settings.toml", text)
    monkeypatch.setenv("QUIZ_CONFIG_DIR", str(tmp_path / "chosen"))


async def at_the_round(app: Driver, prompt: str, left: int) -> None:
    app.shows(to_go(left), prompt)
    assert app.attempt.finished is not None


@pytest.mark.parametrize(("mode", "size"), [(Mode.PRACTICE, USUAL), (Mode.REVIEW, SMALL)])
async def test_what_was_not_right_comes_again_until_it_is(mode: Mode, size: tuple[int, int], tmp_path: Path) -> None:
    path = write_bank(tmp_path / "b", choices(), PARTLY, choices(), choices())
    async with opened(launch(path, mode=mode), size=size) as app:
        given = {"q1": "2", "q2": "1", "q3": "?", "q4": "1"}
        for _ in range(4):
            key = given[app.taking.item.question.id]
            await app.press(*((key, "enter") if key == "?" else (key, "enter", "enter")))
        before = counted()
        wrong = [place for place, item in enumerate(app.attempt.items) if item.question.id != "q4"]
        assert app.attempt.to_put_right == tuple(wrong)
        await at_the_round(app, app.taking.item.question.prompt, 3)
        assert app.taking.position == wrong[0]
        await app.press("?", "enter")  # still not known: it goes to the end
        assert app.taking.position == wrong[1]
        for left in (3, 2, 1):
            await at_the_round(app, app.taking.item.question.prompt, left)
            keys = ("1", "2") if app.taking.item.question.id == "q2" else ("1",)
            await app.press(*keys, "enter")
            app.shows(RIGHT)
            if left == 1:
                assert app.taking.position == wrong[0]
            await app.press("enter")
        assert app.screen == "ResultScreen"
        app.hides("Put the 3 right now")
        await app.press("escape")
        assert counted() == before
        app.hides(CONTINUE)


async def test_the_round_is_ended_by_escape_and_comes_only_when_it_is_asked_for(banks: Path) -> None:
    path = write_bank(banks, *judgements(3), name="first")
    async with opened(launch(path)) as app:
        await app.press(*MISSED * 2, *KNOWN)
        await at_the_round(app, "Prompt 1?", 2)
        app.shows(COUNTS_NOWHERE)
        await app.press(*KNOWN, "escape")
        assert app.screen == "ResultScreen"
        app.shows("1 right, 2 wrong", PUT_ONE_RIGHT)
        await app.press("escape")
        assert app.screen == "HomeScreen"
        app.hides(CONTINUE)
        assert open_attempts() == []
        await app.press("s", "enter", "enter")
        await at_the_round(app, "Prompt 2?", 1)
        app.shows(COUNTS_NOWHERE)
        await app.press(*KNOWN)
        assert app.screen == "ResultScreen"
        app.hides("right now")


async def test_undo_takes_back_a_retry_and_then_the_last_response_that_counts(tmp_path: Path) -> None:
    async with opened(launch(write_bank(tmp_path / "b", *judgements(2)))) as app:
        await app.press(*MISSED * 2, *KNOWN)
        await at_the_round(app, "Prompt 2?", 1)
        await app.press("f5")
        await at_the_round(app, "Prompt 1?", 2)
        assert kept(app.attempt.uid) == app.attempt
        await app.press("f5")
        app.hides("again ·")
        app.shows(nth(2, 2), "Prompt 2?", TAKEN_BACK)
        assert (app.attempt.finished, app.attempt.answered) == (None, 1)
        assert kept(app.attempt.uid) == app.attempt
        await app.press(*KNOWN)
        await at_the_round(app, "Prompt 1?", 1)


async def test_an_exam_and_one_that_is_taken_again_have_no_round(tmp_path: Path) -> None:
    path = write_bank(tmp_path / "b", *judgements(1))
    async with opened(launch(path, mode=Mode.EXAM)) as app:
        await app.press("f", "enter", "h", "y")
        assert app.screen == "ResultScreen"
        await app.press("r", *MISSED)
        assert app.screen == "ResultScreen"
        app.shows(PUT_ONE_RIGHT)


async def test_where_the_time_is_up_there_is_no_round(tmp_path: Path, clock: Clock) -> None:
    async with opened(launch(write_bank(tmp_path / "b", *judgements(2)), time_limit=60.0)) as app:
        await app.press(*MISSED)
        clock.now += 61
        await is_handed_in(app)
        assert not kept(app.app.screen.recorder.attempt.uid).comes_again  # type: ignore[attr-defined]


async def test_the_round_has_no_time_limit(tmp_path: Path, clock: Clock) -> None:
    async with opened(launch(write_bank(tmp_path / "b", *judgements(1)), time_limit=60.0)) as app:
        assert "1:00" in app.lines[0]
        await app.press(*MISSED)
        await at_the_round(app, "Prompt 1?", 1)
        assert ":" not in app.lines[0]
        await app.press("f7")
        assert app.screen == "AttemptScreen"
        clock.now += 61
        await app.press(*KNOWN)
        assert app.screen == "ResultScreen"
        app.hides("The time is up")


async def test_the_setting_switches_the_round_off(banks: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    setting(tmp_path, monkeypatch, "until-right = false\n")
    write_bank(banks, *judgements(1), name="first")
    async with opened() as app:
        await app.press("v", *MISSED)
        assert app.screen == "ResultScreen"
        app.shows(PUT_ONE_RIGHT)


async def test_scores_exports_and_mistakes_are_what_they_were_without_the_round(
    banks: Path, tmp_path: Path, invoke: Invoke
) -> None:
    path = write_bank(banks, *judgements(2), name="first")
    async with opened(launch(path)) as app:
        await app.press(*MISSED, *KNOWN)
        listed = invoke("scores", "--format", "json").stdout
        assert json.loads(listed)[0]["score"] == 1
        await app.press(*KNOWN)
        assert invoke("scores", "--format", "json").stdout == listed
        exported = invoke("export-results", "-").stdout.splitlines()
        attempt = json.loads(exported[-1])
        assert [one.get("retry", False) for one in attempt["log"]] == [False, False, True]
        await app.press("escape", "m")
        assert [item.question.id for item in app.attempt.items] == ["q1"]


@pytest.mark.parametrize("key", ["v", "m"])
async def test_a_review_and_mistakes_that_were_left_are_gone_on_with(key: str, banks: Path) -> None:
    write_bank(banks, *judgements(3), name="first")
    async with opened() as app:
        if key == "m":
            await app.press("v", *MISSED * 3, "escape", "escape")
        await app.press(key, *KNOWN, "escape")
        assert [answered for _, answered in open_attempts()] == [1]
        await app.press(key)
        assert app.attempt.answered == 1
        await app.press(*KNOWN, "escape", key)
        assert app.attempt.answered == 2
        await app.press("escape")
        assert app.words.count(f"{CONTINUE} ") - app.words.count(f"enter {CONTINUE}") == 1


@pytest.mark.parametrize(("chosen", "size", "of"), [("", 12, 15), ("set-size = 3\n", 3, 5)])
async def test_a_set_has_at_most_so_many_and_then_comes_the_next(
    chosen: str, size: int, of: int, banks: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    setting(tmp_path, monkeypatch, f"new-per-day = 20\n{chosen}")
    write_bank(banks, *judgements(of), name="first")
    async with opened() as app:
        await app.press("v")
        assert len(app.attempt.items) == size
        app.hides("There are only")
        if chosen:
            first = app.attempt.uid
            await app.press(*KNOWN * size, "escape", "v")
            assert app.attempt.uid != first
            assert len(app.attempt.items) == of - size


@pytest.mark.parametrize(("leave", "start"), [("escape", "v"), ("ctrl+q", "enter")])
async def test_what_is_left_without_a_response_is_gone(leave: str, start: str, banks: Path) -> None:
    write_bank(banks, *judgements(2), name="first")
    async with opened() as app:
        await app.press(start)
        assert len(open_attempts()) == 1
        await app.press("f2", leave)
        assert open_attempts() == []
    async with opened() as app:
        app.hides(CONTINUE)


async def test_another_program_keeps_what_it_has_open_and_shows(banks: Path) -> None:
    path = write_bank(banks, *judgements(2), name="first")
    async with opened(launch(path)) as one:
        async with opened() as other:
            await other.press("s", "escape")
            assert open_attempts() == [(Mode.PRACTICE, 0)]
        await one.press(*KNOWN)
        assert kept(one.attempt.uid).answered == 1


async def test_what_is_due_next_is_asked_ahead_of_time_and_gone_on_with(banks: Path) -> None:
    path = write_bank(banks, *judgements(3), name="first")
    ahead = Launch([entry_of(path)], Options(count=2, purpose=Purpose.AHEAD), mode=Mode.REVIEW)
    async with opened(launch(path)) as app:
        await app.press(*MISSED, *KNOWN * 2, "escape", "escape")
    async with opened(ahead) as app:
        assert app.screen == "HomeScreen"
        app.says("No question waits that was not answered today already.")
    days_ago(1)
    async with opened(ahead) as app:
        uid = app.attempt.uid
        assert [item.question.id for item in app.attempt.items] == ["q2", "q3"]
        await app.press(*KNOWN, "escape")
    async with opened(ahead) as app:
        assert (app.attempt.uid, app.attempt.answered) == (uid, 1)
        await app.press(*KNOWN)
        assert app.screen == "ResultScreen"
    with second_store() as store:
        assert len(store.history("Ada")) == 5
