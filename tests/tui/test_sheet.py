"""The answer sheet: a grid with marks, the prompt of the highlighted cell, and the way to hand in."""

from pathlib import Path

import pytest

from quiz.practice.types import Mode
from tests.tui.driving import SMALL, USUAL, Driver, choices, judgements, launch, opened, write_bank
from tests.tui.sentences import CHOOSE_ONE, HAND_IN, HAND_IN_KEY, WRONG, nth

TELLTALE = ("✓", "×", "~", "right", "wrong", "partly")
MULTIPLE = {
    "type": "multiple",
    "answers": ["Coal", "Iron"],
    "distractors": ["Rice"],
    "sequence": ["Coal", "Rice", "Iron"],
}


def row_of(app: Driver, number: int) -> str:
    """Return the row of the grid that begins with a number."""
    return next(line for line in app.lines if line.replace("›", " ").split()[:1] == [str(number)])


@pytest.mark.parametrize("size", [USUAL, SMALL])
async def test_practice_shows_the_verdicts(size: tuple[int, int], tmp_path: Path) -> None:
    questions = [choices(), MULTIPLE, choices(), choices(), choices()]
    async with opened(launch(write_bank(tmp_path / "b", *questions)), size=size) as app:
        await app.press("1", "enter", "enter", "1", "enter", "enter", "2", "enter", "enter", "f3", "f6")
        assert row_of(app, 1).split() == ["1", "✓", "2", "~", "3", "×", "›", "4", "·!", "5", "·"]
        app.shows("4 Prompt 4?", "open, flagged", HAND_IN_KEY)
        await app.press("left")
        app.shows("3 Prompt 3?", "× wrong")
        await app.press("enter")
        app.shows("Prompt 3?", WRONG)


@pytest.mark.parametrize("size", [USUAL, SMALL])
async def test_an_exam_shows_only_what_is_answered_flagged_and_open(size: tuple[int, int], tmp_path: Path) -> None:
    path = write_bank(tmp_path / "b", choices(), choices(), choices())
    async with opened(launch(path, mode=Mode.EXAM), size=size) as app:
        await app.press("1", "enter", "2", "enter", "f3", "f6")
        assert row_of(app, 1).split() == ["1", "●", "2", "●", "›", "3", "·!"]
        app.hides(*TELLTALE)
        app.shows(nth(2, 3), "● 2", "· 1", "! 1", HAND_IN_KEY)


@pytest.mark.parametrize(("size", "columns"), [(USUAL, 10), (SMALL, 5), ((120, 36), 10)])
async def test_a_number_keeps_its_place(size: tuple[int, int], columns: int, tmp_path: Path) -> None:
    path = write_bank(tmp_path / "b", *judgements(23))
    async with opened(launch(path, mode=Mode.EXAM, seed=1), size=size) as app:
        await app.press("f6")
        for first in (1, columns + 1):
            numbers = [word for word in row_of(app, first).replace("›", " ").split() if word.isdigit()]
            assert numbers == [str(number) for number in range(first, first + columns)]


async def test_arrows_move_by_cells_and_rows_and_the_prompt_follows(tmp_path: Path) -> None:
    path = write_bank(tmp_path / "b", *judgements(23))
    async with opened(launch(path, mode=Mode.EXAM, seed=1), size=USUAL) as app:
        prompts = [item.question.prompt for item in app.attempt.items]
        await app.press("f6")
        for key, at in (
            ("down", 10), ("right", 11), ("up", 1), ("up", 1), ("left", 0), ("left", 0), ("end", 22), ("down", 22),
            ("up", 12), ("down", 22), ("home", 0), ("end", 22),
        ):  # fmt: skip
            await app.press(key)
            app.shows(f"{at + 1} {prompts[at]}")
        await app.press("enter")
        app.shows(nth(23, 23), prompts[22])


async def test_the_highlighted_cell_of_a_long_sheet_is_in_view(tmp_path: Path) -> None:
    path = write_bank(tmp_path / "b", *judgements(99))
    async with opened(launch(path, mode=Mode.EXAM, seed=1), size=SMALL) as app:
        await app.press("f6", "end")
        assert "99" in row_of(app, 96)
        await app.press("home")
        assert row_of(app, 1)


async def test_a_click_on_a_cell_goes_there(tmp_path: Path) -> None:
    path = write_bank(tmp_path / "b", *judgements(23))
    async with opened(launch(path, mode=Mode.EXAM, seed=1), size=USUAL) as app:
        await app.press("f6")
        await app.click(" 14 ")
        app.shows(nth(14, 23))


async def test_a_long_prompt_is_cut_after_its_first_rows(tmp_path: Path) -> None:
    path = write_bank(tmp_path / "b", choices(prompt="Begin " + "word " * 500 + "end?"), choices())
    async with opened(launch(path, mode=Mode.EXAM)) as app:
        await app.press("f6")
        app.shows("Begin word", "word…", CHOOSE_ONE, HAND_IN_KEY)
        app.hides("end?")


@pytest.mark.parametrize("size", [USUAL, SMALL])
async def test_what_is_left_of_the_time_stands_on_the_sheet(size: tuple[int, int], tmp_path: Path) -> None:
    path = write_bank(tmp_path / "b", choices(), choices())
    async with opened(launch(path, mode=Mode.EXAM, time_limit=90_000.0), size=size) as app:
        await app.press("f6")
        assert "24:59:" in app.lines[0]
        assert "left" in app.lines[0]


async def test_the_way_to_hand_in_is_told_on_the_first_question_of_an_exam(tmp_path: Path) -> None:
    path = write_bank(tmp_path / "b", choices(), choices())
    async with opened(launch(path, mode=Mode.EXAM)) as app:
        app.shows("f6 Sheet, hand in")
        await app.press("f6", "h")
        app.shows(HAND_IN)
