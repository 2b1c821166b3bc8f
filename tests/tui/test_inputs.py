"""How matching, sorting, ordering and typing look: before the verdict, and in place after it."""

from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from rich.cells import cell_len
from textual.content import Content

from quiz.bank.questions.number import Number
from quiz.library.library import open_bank
from quiz.paths import bundled_banks_folder
from quiz.practice.attempt import Item, item_of
from quiz.practice.questions.order import Ordered
from quiz.practice.questions.placement import Placed
from quiz.practice.response import DONT_KNOW
from quiz.tui.columns import side_by_side
from quiz.tui.widgets.answer import RowInput
from quiz.tui.widgets.answer_field import PickField
from quiz.tui.widgets.inputs import answer_input
from quiz.tui.widgets.number_input import placeholder
from quiz.tui.widgets.placement_input import MARGIN
from tests.cases import CLASSIFY, CLOZE, MATCH, NUMBER, ORDER, PICKS
from tests.tui.driving import SMALL, USUAL, Driver, entry_of, launch, opened, write_bank

if TYPE_CHECKING:
    from quiz.bank.questions.registry import Question

PAIRS: dict[str, str] = dict(MATCH["pairs"])  # type: ignore[arg-type]
CATEGORIES: dict[str, list[str]] = dict(CLASSIFY["categories"])  # type: ignore[arg-type]
WORDS = "the setting up of the Six-Party Talks 조선민주주의인민공화국 [/x][red]x"
LONG: dict[str, Any] = {
    "type": "match",
    "pairs": {f"{place} {WORDS}": f"{WORDS} {place}" for place in range(1, 5)},
    "distractors": ["x" * 200],
}


def columns_of(app: Driver, sign: str) -> set[int]:
    """Return the columns in which a sign stands on the screen."""
    return {place for line in app.lines for place, one in enumerate(line) if one == sign}


def items(path: Path, seed: int = 1) -> list[Item]:
    bank = open_bank(path).bank
    assert bank is not None
    return [item_of(bank, question, seed) for question in bank.questions]


def lines_of(rows: RowInput, width: int) -> list[Content]:
    rows._make_lines(width)
    return [line.text for line in rows._lines if isinstance(line.text, Content)]


# Side by side


def test_texts_side_by_side_are_broken_each_in_its_own_column() -> None:
    text = side_by_side((Content("one two three"), 6), (Content("→"), 3), (Content("four five"), 5))
    assert [line.rstrip() for line in text.plain.split("\n")] == ["one   →  four", "two      five", "three"]


def test_a_wide_letter_moves_no_column() -> None:
    text = side_by_side((Content("조선 민주"), 6), (Content("→"), 2), (Content("x"), 1))
    first, second = text.plain.split("\n")
    assert cell_len(first.partition("→")[0]) == 6
    assert second.rstrip() == "민주"


# Matching and sorting


async def test_arrows_stand_in_one_column_before_and_after_the_verdict(tmp_path: Path) -> None:
    async with opened(launch(write_bank(tmp_path / "b", MATCH))) as app:
        before = columns_of(app, "→")
        await app.press("a", "b", "c", "enter")
        assert len(before) == 1
        assert columns_of(app, "→") == before


async def test_an_option_that_is_used_says_where(tmp_path: Path) -> None:
    async with opened(launch(write_bank(tmp_path / "b", MATCH))) as app:
        options = app.attempt.items[0].presentation.options
        await app.press("b", "b")
        app.shows(f"b {options[1]} in 1, 2")
        assert f"{options[0]}  in" not in app.text


async def test_what_was_put_wrongly_stands_above_what_is_right(tmp_path: Path) -> None:
    async with opened(launch(write_bank(tmp_path / "b", MATCH))) as app:
        item = app.attempt.items[0]
        wrong = item.presentation.options.index("2011")
        await app.press(*("abcd"[wrong],) * 3, "enter")
        for number, row in enumerate(item.presentation.rows, start=1):
            at = next(place for place, line in enumerate(app.lines) if line.split()[1:4] == ["×", str(number), row])
            assert app.lines[at].split()[-2:] == ["2011", "yours"]
            assert app.lines[at + 1].split()[1:3] == ["+", "→"]
            assert app.lines[at + 1].split()[-3:] == [PAIRS[row], "right", "answer"]


@pytest.mark.parametrize("filler", ["", " of quite some length, so that two do not fit"])
async def test_a_click_takes_the_option_that_stands_there_and_no_other(filler: str, tmp_path: Path) -> None:
    pairs = {left: f"{right}{filler}" for left, right in (("first", "One"), ("second", "Two"), ("third", "Three"))}
    async with opened(launch(write_bank(tmp_path / "b", {"type": "match", "pairs": pairs}))) as app:
        rows, options = app.attempt.items[0].presentation.rows, app.attempt.items[0].presentation.options
        blank = next(y for y, line in enumerate(app.lines) if rows[2] in line) + 1
        for x in (10, 60):
            await app.pilot.click(offset=(x, blank))
            await app.settle()
            app.hides("  in 1")
        for place, option in enumerate(options, start=1):
            y, line = next((y, line) for y, line in enumerate(app.lines) if option in line)
            await app.pilot.click(offset=(line.index(option) + len(option) - 1, y))
            await app.settle()
            app.shows(f"{option} in {place}")


async def test_categories_stand_in_columns_and_a_click_in_one_places(tmp_path: Path) -> None:
    async with opened(launch(write_bank(tmp_path / "b", CLASSIFY))) as app:
        rows, options = app.attempt.items[0].presentation.rows, app.attempt.items[0].presentation.options
        head = next(line for line in app.lines if f"a {options[0]}" in line)
        columns = [head.index(f"{letter} {option}") for letter, option in zip("ab", options, strict=True)]
        y = next(place for place, line in enumerate(app.lines) if rows[2] in line)
        assert [app.lines[y][column] for column in columns] == ["○", "○"]
        await app.pilot.click(offset=(columns[1], y))
        await app.settle()
        assert [app.lines[y][column] for column in columns] == ["○", "●"]
        for place in (0, 1, 3):
            await app.press(str(place + 1), "a")
        await app.press("enter")
        taken = app.attempt.counted[0]
        assert taken is not None
        assert taken.response == Placed({row: options[place == 2] for place, row in enumerate(rows)})


async def test_feedback_on_sorting_marks_the_columns_and_moves_no_row(tmp_path: Path) -> None:
    async with opened(launch(write_bank(tmp_path / "b", CLASSIFY))) as app:
        rows, options = app.attempt.items[0].presentation.rows, app.attempt.items[0].presentation.options
        places = [next(y for y, line in enumerate(app.lines) if row in line) for row in rows]
        head = next(line for line in app.lines if f"a {options[0]}" in line)
        columns = [head.index(f"{letter} {option}") for letter, option in zip("ab", options, strict=True)]
        await app.press("a", "a", "a", "a", "enter")
        belongs = {item: name for name, members in CATEGORIES.items() for item in members}
        for row, y in zip(rows, places, strict=True):
            assert row in app.lines[y]
            marks = [app.lines[y][column] for column in columns]
            assert marks == (["✓", "·"] if belongs[row] == options[0] else ["×", "+"])


async def test_where_it_is_narrow_only_the_current_row_stands_above_the_options(tmp_path: Path) -> None:
    async with opened(launch(write_bank(tmp_path / "b", MATCH)), size=SMALL) as app:
        rows, options = app.attempt.items[0].presentation.rows, app.attempt.items[0].presentation.options
        app.shows("A letter places it; the next follows", f"1/3 {rows[0]} → ·", *options)
        app.hides(rows[1], rows[2])
        await app.press("b")
        app.shows(f"2/3 {rows[1]} → ·", f"b {options[1]} in 1")
        app.hides(rows[0])
        await app.press("up")
        app.shows(f"1/3 {rows[0]} → b")
        await app.click(rows[0])
        app.shows(f"2/3 {rows[1]} → ·")


def test_no_line_is_wider_than_its_room(tmp_path: Path) -> None:
    banks = [*sorted(bundled_banks_folder().glob("*.yaml")), write_bank(tmp_path / "b", LONG)]
    drawn = [item for bank in banks if bank.name != "sources.yaml" for item in items(bank)]
    inputs = [one for item in drawn if isinstance(one := answer_input(item), RowInput)]
    assert len(inputs) > 30
    for rows, is_answered, width in product(inputs, (False, True), (18, 38, 48, 68, 76, 92)):
        rows.locked = is_answered
        for text in lines_of(rows, width):
            lines = text.plain.split("\n")
            if len(lines) > 1:  # laid out in columns already
                assert max(map(cell_len, lines)) <= width - MARGIN, (rows.item.question.id, width, is_answered)


# Putting in order


async def test_a_lifted_row_looks_lifted_and_says_where_it_was(tmp_path: Path) -> None:
    async with opened(launch(write_bank(tmp_path / "b", ORDER))) as app:
        row = app.attempt.items[0].presentation.rows[2]
        await app.press("down", "down", "space")
        app.shows(f"≡ 3 {row} lifted", "space Drop")
        await app.press("up", "up")
        app.shows(f"≡ 1 {row} lifted, was 3")
        await app.press("space")
        app.hides("≡", "lifted")
        app.shows(f"1 {row}", "space Lift")


async def test_feedback_on_an_order_says_how_far_each_moved(tmp_path: Path) -> None:
    async with opened(launch(write_bank(tmp_path / "b", ORDER))) as app:
        given = ("two", "three", "one", "four")
        rows = list(app.attempt.items[0].presentation.rows)
        cursor = 0
        for place, text in enumerate(given):
            at = rows.index(text)
            await app.press(*(["down"] * (at - cursor) if at > cursor else ["up"] * (cursor - at)), str(place + 1))
            rows.insert(place, rows.pop(at))
            cursor = place
        await app.press("enter")
        taken = app.attempt.counted[0]
        assert taken is not None
        assert taken.response == Ordered(given)
        app.shows("↑2 1 one you had it at 3", "↓1 2 two you had it at 1", "↓1 3 three you had it at 2", "✓ 4 four")


# Typing


async def test_the_text_shows_what_is_typed_into_its_blanks_and_then_what_is_right(tmp_path: Path) -> None:
    async with opened(launch(write_bank(tmp_path / "b", CLOZE | {"typos": 0}))) as app:
        app.shows("In [1·········] [2·········], in [3·········].")
        await app.press(*"May", "tab", *"2011", "tab", *"Pyonyang")
        app.shows("In [1·May] [2·2011], in [3·Pyonyang].")
        await app.press("enter")
        app.shows("In [1·✓·May] [2·×·2011], in [3·×·Pyonyang].")
        app.shows("× 2 2011 yours", "+ 2001 right answer", "× 3 Pyon_yang yours", "+ Pyongyang right answer")


@pytest.mark.parametrize("size", [USUAL, SMALL])
async def test_the_list_of_a_blank_opens_below_its_field_while_it_has_the_focus(
    size: tuple[int, int], tmp_path: Path
) -> None:
    question = PICKS | {"text": "In {{2001}}, in {{Pyongyang ~ Seoul ~ Wonsan}}, in {{May ~ June ~ [/x]}}."}
    async with opened(launch(write_bank(tmp_path / "b", question)), size=size) as app:
        app.hides("Seoul", "June")
        await app.press(*"2001", "tab")
        app.shows("Pyongyang", "Seoul", "Wonsan", "[2·········↓]")
        app.hides("June")
        await app.click("Seoul")
        app.shows("[2·Seoul]", "› ")
        await app.press("x", "tab")
        app.shows("June", "[/x]")
        app.hides("Wonsan")
        await app.press("up", "up", "up", "down", "down", "down", "backspace", "ctrl+z", "down", "delete")
        app.shows("[3·········↓]")
        await app.press("enter")
        app.shows("2 of 3 blanks filled")


async def test_nothing_but_a_choice_stands_in_a_blank_that_is_picked(tmp_path: Path) -> None:
    question = PICKS | {"text": "In {{Pyongyang ~ Seoul}}."}
    async with opened(launch(write_bank(tmp_path / "b", question))) as app:
        await app.press("z", "1", "space", "ctrl+w", "ctrl+k", "ctrl+u")
        app.shows("[1·········↓]")
        app.taking.pane.query_one(PickField).insert_text_at_cursor("Seoul")
        app.taking.pane.query_one(PickField).insert_text_at_cursor("Seo")
        await app.settle()
        app.shows("[1·Seoul]")
        await app.press("question_mark", "enter")
        app.shows("You said that you don't know", "Pyongyang")


async def test_what_is_not_known_is_filled_into_the_blanks(tmp_path: Path) -> None:
    async with opened(launch(write_bank(tmp_path / "b", CLOZE))) as app:
        await app.press("?", "enter")
        taken = app.attempt.counted[0]
        assert taken is not None
        assert taken.response == DONT_KNOW
        app.shows("In [1·✓·May] [2·✓·2001], in [3·✓·Pyongyang].")


@pytest.mark.parametrize("size", [USUAL, SMALL])
async def test_a_number_stands_beside_its_unit_in_a_frame_and_above_what_is_right(
    size: tuple[int, int], tmp_path: Path
) -> None:
    async with opened(launch(write_bank(tmp_path / "b", NUMBER)), size=size) as app:
        assert app.region("AnswerField").width == 24
        app.shows("such as 1500 or 2.5")
        await app.press(*"2,500")
        line = next(line for line in app.lines if "2,500" in line)
        assert line.index("2,500") < line.index("EUR")
        assert line[app.region("AnswerField").x] in "│▌▐█▊"
        app.shows("read as 2500")
        await app.press("enter")
        lines = [line for line in app.lines if "EUR" in line and ("×" in line or "✓" in line)]
        assert ["2500 EUR" in line for line in lines] == [True, False]
        assert ["1500 EUR" in line for line in lines] == [False, True]


def test_the_form_of_an_answer_never_depends_on_the_answer() -> None:
    asked: list[Question] = []
    for path in sorted(bundled_banks_folder().glob("*.yaml")):
        if path.name != "sources.yaml":
            bank = entry_of(path).bank
            assert bank is not None
            asked += bank.questions
    numbers = [question for question in asked if isinstance(question, Number)]
    assert len(numbers) > 15
    for question in numbers:
        other = msgspec.structs.replace(question, answer="12345.678")
        assert placeholder(question) == placeholder(other)


@pytest.mark.parametrize(
    ("prompt", "unit", "form"),
    [
        ("In which year did it begin?", None, "a year in 4 digits"),
        ("In which year did it begin?", "AD", "such as 1500 or 2.5"),
        ("How many years did it last?", None, "such as 1500 or 2.5"),
    ],
)
def test_a_year_is_asked_for_as_a_year(prompt: str, unit: str | None, form: str) -> None:
    question = Number(id="q", prompt=prompt, unit=unit, answer="4321")
    assert placeholder(question) == form
