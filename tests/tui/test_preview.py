"""A bank that is written in another program is seen as a learner sees it, and followed as it is saved."""

import asyncio
from pathlib import Path

from textual.events import Key
from textual.keys import _character_to_key

from quiz.library.library import open_bank
from quiz.practice.draw import bank_keys
from quiz.tui.launch import Launch
from quiz.tui.screens.preview import PreviewScreen, changed_place
from quiz.tui.widgets.answer_field import AnswerField
from quiz.tui.widgets.preview import Preview
from tests.cases import Shown
from tests.conftest import NINE
from tests.tui.driving import SMALL, Driver, opened, put, second_store
from tests.tui.sentences import CANNOT_BE_READ, NO_PROBLEMS, RIGHT, nth


def shown(app: Driver) -> str:
    """Return the id of the question on the screen."""
    item = app.app.screen.query_one(Preview).item
    assert item is not None, app.text
    return item.question.id


async def reached(app: Driver, question: str, of: int = 9) -> None:
    await app.until(lambda: f"of {of}" in app.words and app.app.screen.query_one(Preview).item is not None)
    await app.until(lambda: shown(app) == question)
    await app.settle()


def line_of(part: str) -> int:
    return NINE[: NINE.index(part)].count("\n") + 1


async def test_a_save_shows_the_question_that_was_changed_and_a_broken_one_keeps_the_last(nine_file: Path) -> None:
    async with opened(Launch(preview=nine_file, line=line_of("prompt: What is the capital"))) as app:
        await reached(app, "text")
        app.shows("Nine types preview", nth(5, 9), "What is the capital?", NO_PROBLEMS)
        put(nine_file, NINE.replace("Who made what?", "Who made [/x] what?"))
        await reached(app, "classify")
        app.shows("Who made [/x] what?", nth(8, 9))
        await app.press("1", "a")
        put(nine_file, NINE.replace("description: One", "description: “One”"))
        await app.until(lambda: "Who made what?" in app.words)
        await app.settle()
        await app.press("1", "a")
        before = app.app.screen.query_one(Preview)._input
        put(nine_file, NINE.replace("description: One", "description: ‘One’"))
        await app.until(lambda: app.app.screen.inspection.bank.description.startswith("‘One’"))  # type: ignore[attr-defined]
        await app.settle()
        assert app.app.screen.query_one(Preview)._input is before, "what is not changed stays as it was answered"
        put(nine_file, NINE.replace("prompt: Fill in.", 'prompt: "Fill in.'))
        broken = line_of("prompt: Fill in.")
        await app.until(lambda: f"line {broken}" in app.words)
        await app.settle()
        assert shown(app) == "classify"
        app.shows("Who made what?")
        await app.press("1")
        put(nine_file, NINE.replace("prompt: Fill in.", "prompt: Fill it in."))
        await reached(app, "cloze")
        nine_file.unlink()  # noqa: ASYNC240 - a file in memory, as good as
        await app.until(lambda: CANNOT_BE_READ in app.words)
        assert shown(app) == "cloze"
        put(nine_file, NINE.replace("  - id: multiple", "  - id: many"))
        await reached(app, "many")


async def test_a_draft_is_shown_and_named_as_one_and_no_attempt_draws_it(nine_file: Path) -> None:
    put(nine_file, NINE.replace("  - id: multiple\n", "  - id: multiple\n    status: draft\n"))
    async with opened(Launch(preview=nine_file, line=line_of("id: multiple"))) as app:
        await reached(app, "multiple")
        app.shows("preview of a draft", nth(2, 9))
        await app.press("f3")
        app.hides("draft")
    keys = bank_keys(open_bank(nine_file).bank)
    assert len(keys) == 8
    assert "multiple" not in {key.question for key in keys}


async def test_enter_and_enter_again_leads_through_the_bank_and_nothing_is_kept(nine_file: Path) -> None:
    async with opened() as app:
        await app.press("l")
        await reached(app, "single")
        item = app.app.screen.query_one(Preview).item
        assert item is not None
        await app.press("enter")
        app.hides("✓", "×")
        app.hides("It came within a week")
        await app.press("f2")
        app.shows("It came within a week of the test.")
        await app.press(*Shown(item.presentation).numbers("Resolution 1718 (2006)"), "enter")
        app.shows(RIGHT, "The Council adopted it five days after the test.")
        await app.press("enter")
        assert shown(app) == "multiple"
        for question in ("true-false", "number", "text", "order", "match", "classify", "cloze"):
            await app.press("?", "enter")
            if app.app.screen.query_one(Preview).taken is not None:  # a field needs an enter to take it
                await app.press("enter")
            assert shown(app) == question
        await app.press("?", "enter", "enter")
        assert shown(app) == "cloze", "the last one begins again"
        await app.press("escape")
        assert app.screen == "HomeScreen", app.text
    with second_store() as store:
        assert store.summaries() == []


async def test_its_keys_lead_to_each_question_and_to_the_editor(nine_file: Path, browser: list[str]) -> None:
    put(nine_file, NINE.replace("tolerance: 0.5", "tolerance: -1"))
    async with opened(Launch(preview=nine_file), size=SMALL) as app:
        await reached(app, "single", 8)
        await app.press("f3")
        assert shown(app) == "single"
        await app.press("f4", "f4")
        assert shown(app) == "true-false"
        await app.press("f3")
        assert shown(app) == "multiple"
        await app.press("f6")
        for key in "who made":
            await app.pilot.press({" ": "space"}.get(key, key))
        await app.press("enter")
        assert shown(app) == "classify"
        await app.press("?", "f8", "enter")
        assert browser == ["https://example.org/1718"]
        await app.press("escape", "f9")
        assert app.screen == "AuthorScreen"
        assert app.app.screen.editor.line == line_of("- id: classify")  # type: ignore[attr-defined]
        app.app.navigation.go("preview", nine_file, line_of("- id: number"))
        await app.settle()
        await app.press("f7")
        app.shows("Edit the bank at which problem?")
        await app.press("enter")
        assert app.screen == "AuthorScreen"
        assert app.app.screen.editor.line == line_of("tolerance")  # type: ignore[attr-defined]


async def test_a_letter_that_comes_while_the_field_for_it_is_being_made_stops_nothing(nine_file: Path) -> None:
    async with opened(Launch(preview=nine_file, line=line_of("- id: number"))) as app:
        await reached(app, "number")
        preview = app.app.screen.query_one(Preview)
        beginning = asyncio.create_task(preview.begin())
        while not beginning.done():
            await preview.take_key(Key("7", "7"))
            await asyncio.sleep(0)
        await app.press("8")
        assert app.app.screen.query_one(AnswerField).value.endswith("8")


async def test_a_file_without_a_question_that_is_broken_or_missing_says_so(tmp_path: Path) -> None:
    path = tmp_path / "odd.yaml"
    async with opened(Launch(preview=path)) as app:
        for text, said in (
            ("", "The file is empty."),
            ("id: odd\ntitle: Odd\nquestions: []\n", "no question"),
            ('id: "odd', "line 1"),
        ):
            put(path, text)
            await app.until(lambda said=said: said in app.words)  # type: ignore[misc]
            for key in ("f3", "f4", "f2", "f8", "enter", "?"):
                driver = app.app._driver
                assert driver is not None
                driver.send_message(Key(_character_to_key(key) if len(key) == 1 else key, None))
            await app.settle()
            assert app.app.is_running
        path.unlink()
        await app.until(lambda: CANNOT_BE_READ in app.words)
        put(path, NINE)
        await reached(app, "single")


def test_the_first_question_that_is_new_or_another_is_the_changed_one() -> None:
    screen = PreviewScreen(Path("none.yaml"))
    assert screen.places == ()
    assert changed_place((), ()) is None


async def test_a_question_mark_that_is_the_answer_is_tried_and_not_offered_as_dont_know(tmp_path: Path) -> None:
    path = tmp_path / "marks.yaml"
    questions = '[{id: q, type: text, prompt: What ends a question?, answers: ["?"]}]'
    path.write_text(f"id: marks\ntitle: Marks\nquestions: {questions}\n", encoding="utf-8")
    async with opened(Launch(preview=path)) as app:
        app.hides("? Don't know")
        await app.press("?", "enter")
        app.shows("✓ Right")
