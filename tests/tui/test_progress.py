"""Progress, a question's own page, and what the scores screen does with attempts."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from quiz.cli import quiz
from tests.tui.driving import SMALL, choices, judgements, launch, opened, second_store, write_bank


async def test_each_figure_is_a_chart_and_on_a_key_a_table(banks: Path) -> None:
    write_bank(banks, *judgements(2), name="first")
    async with opened(launch(banks / "first.yaml")) as app:
        await app.press("t", "enter", "enter", "f", "enter", "escape", "p")
        assert app.screen == "ProgressScreen"
        app.shows("Score over time", "1 attempt; the last 50 %, the best 50 %.")
        assert app.is_in_view("#chart")
        await app.press("t")
        assert not app.app.screen.query_one("#chart").display
        app.shows("Day Banks Score", "first")
        titles = []
        for _ in range(10):
            titles.append(app.lines[0].strip())
            await app.press("right")
        assert len(set(titles)) == 10
        app.shows("1 of 10")


async def test_on_a_small_screen_the_table_stands_for_the_chart(banks: Path) -> None:
    write_bank(banks, *judgements(1), name="first")
    async with opened(launch(banks / "first.yaml"), size=SMALL) as app:
        await app.press("t", "enter", "escape", "p")
        assert not app.app.screen.query_one("#chart").display
        app.shows("Day", "Score", "100 %")


async def test_the_screen_and_the_command_tell_the_same(banks: Path) -> None:
    write_bank(banks, *judgements(3), name="first", topic="law")
    async with opened(launch(banks / "first.yaml")) as app:
        await app.press("t", "enter", "enter", "f", "enter", "enter", "t", "enter", "escape", "p", "t", "right")
        told = CliRunner().invoke(quiz, ["progress", "--format", "json"])
        (part,) = json.loads(told.stdout)["by_bank"]
        assert (part["questions"], part["seen"], round(part["mastered"], 4)) == (3, 3, 0.6667)
        app.shows("First 3 3 67 %")


async def test_a_hard_question_leads_to_its_page(banks: Path) -> None:
    path = write_bank(banks, choices(prompt="Which is it?"), name="first")
    async with opened(size=(150, 40)) as app:
        for key in ("2", "3"):
            await app.press("enter", key, "enter", "escape")
        await app.press("p", "9")
        app.shows("Hardest questions", "Which is it?")
        await app.press("enter", "enter")
        assert app.screen == "QuestionScreen"
        app.shows("Which is it?", "1 × Choice B", "1 × Choice C", "2 responses", "Answer: Choice A")
        app.names(path)
        await app.press("escape")
        assert app.screen == "ProgressScreen"


async def test_an_attempt_is_deleted_only_when_asked_and_comes_back(banks: Path) -> None:
    write_bank(banks, *judgements(1), name="first")
    async with opened(launch(banks / "first.yaml")) as app:
        await app.press("t", "enter", "escape", "s")
        app.shows("1 of 1")
        await app.press("d", "escape")
        app.shows("1 of 1")
        await app.press("d", "d")
        app.shows("No attempt here")
        with second_store() as store:
            assert store.summaries() == []
            assert store.history("Ada") == []
        await app.press("u")
        app.shows("1 of 1")
        with second_store() as store:
            assert len(store.history("Ada")) == 1


@pytest.mark.parametrize(("key", "asked"), [("a", {"q1", "q2"}), ("w", {"q2"})])
async def test_a_set_is_taken_again_whole_or_only_what_was_wrong(key: str, asked: set[str], banks: Path) -> None:
    write_bank(banks, *judgements(2), name="first")
    async with opened(launch(banks / "first.yaml")) as app:
        await app.press("t", "enter", "enter", "f", "enter", "escape")
        (banks / "first.yaml").unlink()  # the questions come from the attempt
        await app.press("s", key)
        assert app.screen == "AttemptScreen"
        assert {item.question.id for item in app.attempt.items} == asked
        assert app.attempt.answered == 0


async def test_attempts_are_filtered_and_sorted(banks: Path) -> None:
    write_bank(banks, *judgements(1), name="first")
    write_bank(banks, *judgements(1), name="second")
    async with opened() as app:
        await app.press("enter", "f", "enter", "escape", "down", "enter", "t", "enter", "escape", "s")
        app.hides("Only")
        await app.press("b")
        app.shows("Only First", "0 of 1")
        app.hides("1 of 1")
        await app.press("b", "b", "o", "o")
        app.shows("Best first")
        assert app.words.index("1 of 1") < app.words.index("0 of 1")
        await app.press("m", "m")
        app.shows("exam", "No attempt here")
