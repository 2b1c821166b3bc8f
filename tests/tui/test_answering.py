"""Every answer input by keyboard alone and by mouse."""

from pathlib import Path
from typing import Any

import pytest

from quiz.practice.questions.choice import Chosen, Judged
from quiz.practice.questions.order import Ordered
from quiz.practice.questions.placement import Placed
from quiz.practice.questions.typed import Filled, Typed
from quiz.practice.response import DONT_KNOW, Response
from tests.cases import CLASSIFY, CLOZE, MATCH, NUMBER, ORDER, TEXT
from tests.tui.driving import (
    SMALL,
    USUAL,
    Driver,
    Question,
    bank_each,
    choices,
    kept,
    launch,
    naming,
    opened,
    write_bank,
)
from tests.tui.sentences import ENTER_AGAIN_AS_IT_IS, NOTHING_ANSWERED, SUBMIT, WRONG, nth

SINGLE = choices()
MULTIPLE: dict[str, Any] = {
    "type": "multiple",
    "answers": ["Coal", "Iron"],
    "distractors": ["Rice"],
    "sequence": ["Coal", "Rice", "Iron"],
}
TRUE = {"type": "true-false", "answer": True}
NINE_CHOICES = choices(9)


def given(app: Driver) -> Response | None:
    """Return the response to the question on the screen."""
    taken = app.attempt.counted[app.taking.position]
    return taken.response if taken else None


@pytest.fixture(params=[USUAL, SMALL], ids=["80x24", "40x12"])
def size(request: pytest.FixtureRequest) -> tuple[int, int]:
    value: tuple[int, int] = request.param
    return value


ANSWERED: list[tuple[Question, list[str], Response]] = [
    (SINGLE, ["2", "enter"], Chosen(("Choice B",))),
    (SINGLE, ["down", "space", "enter"], Chosen(("Choice B",))),
    (SINGLE, ["up", "space", "enter"], Chosen(("Choice C",))),
    (SINGLE, ["2", "3", "1", "enter"], Chosen(("Choice A",))),
    (SINGLE, ["9", "2", "enter"], Chosen(("Choice B",))),
    (NINE_CHOICES, ["9", "enter"], Chosen(("Choice I",))),
    (MULTIPLE, ["3", "1", "enter"], Chosen(("Coal", "Iron"))),
    (MULTIPLE, ["space", "down", "space", "up", "space", "enter"], Chosen(("Rice",))),
    (TRUE, ["f", "enter"], Judged(False)),
    (TRUE, ["1", "enter"], Judged(True)),
    (NUMBER, [*"1500", "enter"], Typed("1500")),
    (TEXT, [*"t f 1", "enter"], Typed("t f 1")),
    (SINGLE, ["?"], DONT_KNOW),
    (ORDER, ["?"], DONT_KNOW),
    (MATCH, ["?"], DONT_KNOW),
    (TEXT, ["?", "enter"], DONT_KNOW),
    (CLOZE, ["tab", "?", "enter"], DONT_KNOW),
    (CLOZE, [*"May", "tab", *"2001", "tab", *"x", "enter"], Filled(("May", "2001", "x"))),
]


async def test_the_keyboard_answers(size: tuple[int, int], tmp_path: Path) -> None:
    paths = bank_each(tmp_path / "b", *(question for question, _, _ in ANSWERED))
    async with opened(launch(*paths, seed=1), size=size) as app:
        for _ in paths:
            _, keys, response = ANSWERED[app.asked]
            with naming(keys):
                await app.press(*keys)
                assert given(app) == response, app.text
                assert kept(app.attempt.uid) == app.attempt
            await app.press("enter")


async def test_a_click_chooses_and_another_chooses_again(tmp_path: Path, size: tuple[int, int]) -> None:
    async with opened(launch(write_bank(tmp_path / "b", SINGLE)), size=size) as app:
        await app.click("Choice C")
        app.shows("● 3 Choice C")
        await app.click("Choice B")
        app.shows("○ 3 Choice C", "● 2 Choice B")
        await app.click(SUBMIT)
        assert given(app) == Chosen(("Choice B",))


async def test_a_click_takes_a_choice_on_and_off_where_several_are_right(tmp_path: Path) -> None:
    async with opened(launch(write_bank(tmp_path / "b", MULTIPLE))) as app:
        for text in ("Coal", "Rice", "Rice", "Iron"):
            await app.click(text)
        await app.click(SUBMIT)
        assert given(app) == Chosen(("Coal", "Iron"))


async def test_a_click_on_dont_know_says_it(tmp_path: Path) -> None:
    async with opened(launch(write_bank(tmp_path / "b", SINGLE))) as app:
        await app.click("Don't know")
        assert given(app) == DONT_KNOW


async def test_where_a_question_mark_is_an_answer_dont_know_is_in_the_palette(tmp_path: Path) -> None:
    async with opened(launch(write_bank(tmp_path / "b", {"type": "text", "answers": ["?"]}))) as app:
        assert "Don't know" not in app.text
        await app.press("ctrl+p", *"don't know", "enter")
        assert given(app) == DONT_KNOW


async def test_rows_are_picked_up_and_put_down_by_space_and_arrows(tmp_path: Path, size: tuple[int, int]) -> None:
    async with opened(launch(write_bank(tmp_path / "b", ORDER)), size=size) as app:
        first, second, third, fourth = app.attempt.items[0].presentation.rows
        await app.press("space", "down", "down", "space", "down", "enter")
        assert given(app) == Ordered((second, third, first, fourth))


async def test_a_row_is_moved_by_two_clicks(tmp_path: Path) -> None:
    async with opened(launch(write_bank(tmp_path / "b", ORDER))) as app:
        first, second, third, fourth = app.attempt.items[0].presentation.rows
        await app.click(first)
        await app.click(fourth)
        await app.press("enter")
        assert given(app) == Ordered((second, third, fourth, first))


async def test_an_order_that_was_never_touched_is_no_response(tmp_path: Path) -> None:
    async with opened(launch(write_bank(tmp_path / "b", ORDER))) as app:
        await app.press("down", "up", "enter", "enter")
        assert given(app) is None
        app.shows(NOTHING_ANSWERED)


@pytest.mark.parametrize(
    ("question", "places"),
    [
        (MATCH, {"first": "2006", "second": "2009", "third": "2006"}),
        (CLASSIFY, {"panel": "UN", "council": "UN", "regulation": "EU", "directive": "EU"}),
    ],
)
async def test_rows_are_placed_by_clicks(
    question: dict[str, Any], places: dict[str, str], tmp_path: Path, size: tuple[int, int]
) -> None:
    async with opened(launch(write_bank(tmp_path / "b", question)), size=size) as app:
        rows, options = app.attempt.items[0].presentation.rows, app.attempt.items[0].presentation.options
        for row, option in places.items():
            for _ in rows:  # where it is narrow, a click on the row that stands there leads to the next
                if size == USUAL or row in app.text:
                    break
                await app.click(" → ")
            if size == USUAL:
                await app.click(row)
            key = "abcdef"[options.index(option)]
            name = f"{key}  {option}"
            await app.click(name if name in app.text else f"{key} {option}", last=True)
        await app.press("enter")
        assert given(app) == Placed(places)


async def test_rows_are_placed_by_letters_cycled_and_cleared(tmp_path: Path) -> None:
    async with opened(launch(write_bank(tmp_path / "b", MATCH))) as app:
        rows, options = app.attempt.items[0].presentation.rows, app.attempt.items[0].presentation.options
        await app.press("b")  # the first row; the cursor goes on to the second
        await app.press("c")
        await app.press("2", "backspace")  # the second is open again
        await app.press("right", "right")
        await app.press("3", "left")
        await app.press("enter")
        assert given(app) == Placed({rows[0]: options[1], rows[1]: options[1], rows[2]: options[-1]})


async def test_each_blank_has_a_field_and_the_text_says_which(tmp_path: Path, size: tuple[int, int]) -> None:
    async with opened(launch(write_bank(tmp_path / "b", CLOZE)), size=size) as app:
        app.shows("In [1·········] [2·········], in [3·········].")
        await app.press(*"May")
        await app.press("enter")
        app.shows("1 of 3 blanks filled.")
        await app.press(*"2001")  # the focus went to what is missing
        await app.press("enter", "enter")
        assert given(app) == Filled(("May", "2001", ""))


# Incomplete and unreadable


async def test_enter_with_nothing_says_what_is_missing_however_often(tmp_path: Path, size: tuple[int, int]) -> None:
    questions = (SINGLE, MULTIPLE, TRUE, NUMBER, TEXT, ORDER, MATCH, CLASSIFY, CLOZE)
    async with opened(launch(*bank_each(tmp_path / "b", *questions), seed=1), size=size) as app:
        asked = set()
        for _ in questions:
            asked.add(app.asked)
            with naming(questions[app.asked]["type"]):
                await app.press("enter", "enter", "enter")
                assert given(app) is None
                app.shows(NOTHING_ANSWERED)
            await app.press("f4")
        assert len(asked) == len(questions)


async def test_an_incomplete_response_is_taken_by_a_second_enter(tmp_path: Path, size: tuple[int, int]) -> None:
    cases: list[tuple[Question, str]] = [(MATCH, "a"), (CLASSIFY, "b"), (CLOZE, "x")]
    paths = bank_each(tmp_path / "b", *(question for question, _ in cases))
    async with opened(launch(*paths, seed=1), size=size) as app:
        for _ in cases:
            question, key = cases[app.asked]
            with naming(question["type"]):
                await app.press(key, "enter")
                assert given(app) is None
                app.shows(ENTER_AGAIN_AS_IT_IS)
                await app.press("enter")
                assert given(app) is not None
            await app.press("enter")


async def test_a_change_after_the_warning_warns_again(tmp_path: Path) -> None:
    async with opened(launch(write_bank(tmp_path / "b", MATCH))) as app:
        await app.press("a", "enter", "b", "enter")
        assert given(app) is None
        app.shows("2 of 3 placed. Enter again submits it as it is.")


async def test_a_number_that_cannot_be_read_is_asked_again(tmp_path: Path, size: tuple[int, int]) -> None:
    async with opened(launch(write_bank(tmp_path / "b", NUMBER)), size=size) as app:
        for text in ("1,5", "1.500.000", "abc", "1500 USD", "--1"):
            with naming(text):
                await app.press(*text)
                app.hides("Type a number such as 1500")
                await app.press("enter", "enter")
                assert given(app) is None
                app.shows("Type a number such as 1500")
                await app.press(*(["backspace"] * len(text)))
        await app.press(*"1500", "enter")
        assert given(app) == Typed("1500")


async def test_the_unit_stands_beside_the_field(tmp_path: Path, size: tuple[int, int]) -> None:
    async with opened(launch(write_bank(tmp_path / "b", NUMBER)), size=size) as app:
        assert app.region("Input").y <= app.region(".unit").y < app.region("Input").bottom
        assert app.region(".unit").x > app.region("Input").right
        assert app.is_in_view(".unit")


# What is taken stays as it was


async def test_nothing_changes_a_response_that_is_taken(tmp_path: Path) -> None:
    cases: list[tuple[Question, list[str], list[str]]] = [
        (SINGLE, ["1"], ["2", "space", "down", "3"]),
        (MULTIPLE, ["1"], ["2", "3", "space"]),
        (TRUE, ["t"], ["f", "2"]),
        (ORDER, ["2"], ["1", "space", "down", "shift+down"]),
        (MATCH, ["a", "a", "a"], ["b", "backspace"]),
        (CLASSIFY, ["a", "a", "a", "a"], ["b"]),
        (TEXT, ["x"], ["y"]),
    ]
    paths = bank_each(tmp_path / "b", *(question for question, _, _ in cases))
    async with opened(launch(*paths, seed=1)) as app:
        for answered, _ in enumerate(cases, start=1):
            question, keys, more = cases[app.asked]
            with naming(question["type"]):
                await app.press(*keys, "enter")
                before, shown = app.attempt, app.text
                assert before.answered == answered
                await app.press(*more)
                assert app.attempt is before
                assert app.text == shown
            await app.press("enter")


@pytest.mark.parametrize(("question", "keys"), [(MATCH, "aaa"), (CLASSIFY, "aaaa")])
async def test_arrows_do_not_change_what_is_placed_and_taken(
    question: dict[str, Any], keys: str, tmp_path: Path
) -> None:
    async with opened(launch(write_bank(tmp_path / "b", question))) as app:
        await app.press(*keys, "enter")
        before, shown = app.attempt, app.text
        await app.press("right", "left")
        assert app.attempt is before
        assert app.text == shown


async def test_a_click_does_not_change_a_response_that_is_taken(tmp_path: Path) -> None:
    async with opened(launch(write_bank(tmp_path / "b", SINGLE, SINGLE))) as app:
        await app.press("1", "enter")
        before = app.attempt
        await app.click("Choice B")
        assert app.attempt is before
        app.shows("✓ 1 Choice A")


async def test_two_enters_at_once_take_one_response_and_go_on(tmp_path: Path) -> None:
    async with opened(launch(write_bank(tmp_path / "b", SINGLE, SINGLE))) as app:
        await app.press("1", "enter", "enter")
        app.shows(nth(2, 2))
        await app.press("enter")
        assert app.attempt.answered == 1


@pytest.mark.parametrize("question", [SINGLE, MULTIPLE, MATCH, CLASSIFY])
async def test_choices_stay_where_they_are_once_shown(question: dict[str, Any], tmp_path: Path) -> None:
    async with opened(launch(write_bank(tmp_path / "b", question, SINGLE))) as app:
        rows = app.attempt.items[0].presentation.rows

        def shown_order() -> list[str]:
            return sorted(rows, key=lambda row: next(y for y, line in enumerate(app.lines) if f" {row}" in line))

        before = shown_order()
        for key in ("2", "down", "space", "f3", "1", "enter"):
            await app.press(key)
            assert shown_order() == before
        shown = app.attempt.items[0].presentation
        await app.press("escape", "enter")
        assert app.attempt.items[0].presentation == shown


async def test_nine_long_choices_can_all_be_read_and_chosen(tmp_path: Path, size: tuple[int, int]) -> None:
    texts = [f"Choice {letter} " + f"{letter.lower()}word " * 20 + f"end{letter}" for letter in "ABCDEFGHI"]
    question = {"type": "single", "answer": texts[0], "distractors": texts[1:], "sequence": texts}
    async with opened(launch(write_bank(tmp_path / "b", question)), size=size) as app:
        for letter in "BCDEFGHI":
            await app.press("down")
            app.shows(f"Choice {letter}")
        await app.press("9")
        app.shows("● 9 Choice I")
        await app.press("enter")
        assert given(app) == Chosen((texts[8],))
        app.shows(WRONG)


async def test_a_long_prompt_scrolls_and_the_choices_can_be_reached(tmp_path: Path, size: tuple[int, int]) -> None:
    question = SINGLE | {"prompt": "Begin " + "word " * 990 + "end?"}
    assert len(question["prompt"]) > 4900
    async with opened(launch(write_bank(tmp_path / "b", question)), size=size) as app:
        app.shows("Begin word")
        await app.press("end")
        app.shows("end?", "Choice C")
        await app.press("home")
        app.shows("Begin word")
        await app.press("pagedown")
        app.hides("Begin word")
        await app.press("pageup")
        app.shows("Begin word")
        await app.press("3", "enter")
        assert given(app) == Chosen(("Choice C",))
        app.shows(WRONG, "✓ 1 Choice A")
