"""Review and mistakes in the app, over several banks."""

from pathlib import Path

import pytest

from quiz.practice.types import Mode
from tests.tui.driving import SMALL, choices, judgements, launch, opened, second_store, write_bank
from tests.tui.sentences import ALL_BANKS


def days_ago(days: int) -> None:
    """Let all responses have been given some days earlier."""
    with second_store() as store:
        store._connection.execute("update response set day = date(day, ?)", (f"-{days} days",))


async def test_review_asks_what_is_due_and_then_new_ones(banks: Path) -> None:
    write_bank(banks, *judgements(2), name="first")
    write_bank(banks, *judgements(1), name="second")
    async with opened(launch(banks / "first.yaml", mode=Mode.PRACTICE)) as app:
        await app.press("f", "enter", "enter", "t", "enter", "escape", "escape")
        days_ago(1)  # the wrong one is due, the right one not yet
        await app.press("v")
        keys = [(item.bank, item.question.id) for item in app.attempt.items]
        assert keys == [("first", "q1"), ("second", "q1")]
        assert app.attempt.mode is Mode.REVIEW


async def test_review_with_nothing_due_or_new_says_so(banks: Path) -> None:
    write_bank(banks, *judgements(1), name="first")
    async with opened(size=SMALL) as app:
        await app.press("v", "t", "enter", "enter", "escape", "v")
        assert app.screen == "HomeScreen"
        app.says("Nothing is due today")


async def test_a_reviewed_question_is_due_later(banks: Path) -> None:
    write_bank(banks, *judgements(1), name="first")
    async with opened() as app:
        await app.press("v", "f", "enter", "escape", "escape")
        days_ago(1)
        await app.press("s", "escape")
        app.shows("0 of 1 1 –", "1 due, about 1 minute")
        await app.press("v", "t", "enter", "enter", "escape")
        app.shows("0 of 1 – –")


async def test_mistakes_are_asked_across_banks_until_put_right_and_a_retry_does_not(banks: Path) -> None:
    write_bank(banks, *judgements(2), name="first")
    write_bank(banks, choices(), choices(), name="second")
    async with opened(launch(banks / "first.yaml", banks / "second.yaml")) as app:
        await app.press(
            "f", "enter", "enter", "t", "enter", "enter", "2", "enter", "enter", "1", "enter", "enter", "escape"
        )
        assert app.screen == "ResultScreen"
        await app.press("enter", "t", "enter", "enter", "1", "enter", "enter")  # right, and it counts nowhere
        assert app.screen == "ResultScreen"
        await app.press("escape", "m")
        assert app.attempt.mode is Mode.MISTAKES
        assert {(item.bank, item.question.id) for item in app.attempt.items} == {("first", "q1"), ("second", "q1")}
        for _ in range(2):
            await app.press("t" if app.attempt.items[app.attempt.position].bank == "first" else "2", "enter", "enter")
        await app.press("escape", "m")
        assert [item.bank for item in app.attempt.items] == ["second"]
        await app.press("1", "enter", "enter", "escape", "m")
        assert app.screen == "HomeScreen"
        app.shows("There is no mistake to put right")


async def test_a_partly_right_response_is_a_mistake(banks: Path) -> None:
    question = {"type": "multiple", "answers": ["A", "B"], "distractors": ["C"], "sequence": ["A", "B", "C"]}
    async with opened(launch(write_bank(banks, question, name="first"))) as app:
        await app.press("1", "enter", "escape", "escape", "m")
        assert len(app.attempt.items) == 1


@pytest.mark.parametrize("mode", [Mode.PRACTICE, Mode.EXAM, Mode.REVIEW])
async def test_every_mode_takes_questions_of_several_banks(mode: Mode, banks: Path) -> None:
    paths = [write_bank(banks, *judgements(1), name=name) for name in ("first", "second")]
    async with opened(launch(*paths, mode=mode, seed=1)) as app:
        await app.press("f", "enter")
        if mode is not Mode.EXAM:
            await app.press("enter")
        await app.press("f", "enter")
        await app.press(*(("h", "y") if mode is Mode.EXAM else ("escape",)))
        app.shows("of 2 2 wrong")
        assert ALL_BANKS in app.lines[0]
