"""Questions are found in the palette."""

from pathlib import Path

import pytest

from quiz.practice.types import Mode
from tests.tui.driving import SMALL, USUAL, Driver, choices, judgements, launch, opened, write_bank


async def look_for(app: Driver, text: str) -> None:
    await app.press("ctrl+p")
    await app.type(text)


async def test_a_question_never_answered_is_found_and_opened(banks: Path) -> None:
    path = write_bank(banks, choices(prompt="Who met first?", explanation="They did, in Vienna."), *judgements(1))
    async with opened() as app:
        await look_for(app, "vienna")
        app.shows("Who met first?", "bank · q1")
        app.hides("Prompt 2?")
        await app.press("enter")
        assert app.screen == "QuestionScreen"
        app.shows("Who met first?", "0 responses", "Answer: Choice A")
        app.names(path)
        await app.press("escape")
        assert app.screen == "HomeScreen"


async def test_what_was_answered_stands_on_the_page(banks: Path) -> None:
    write_bank(banks, choices(prompt="Who met first?"))
    async with opened() as app:
        await app.press("enter", "2", "enter", "escape")
        await look_for(app, "who met")
        await app.press("enter")
        app.shows("1 response", "1 × Choice B")


async def test_commands_come_before_questions(banks: Path) -> None:
    write_bank(banks, *({"type": "true-false", "answer": True, "prompt": "Settings."} for _ in range(30)))
    async with opened() as app:
        await look_for(app, "settings")
        assert app.words.index("Learner, goal") < app.words.index("bank · q1") < app.words.index("bank · q2")
        await app.press("enter")
        assert app.screen == "SettingsScreen"


async def test_twenty_are_shown_at_most(banks: Path) -> None:
    write_bank(banks, *judgements(30))
    async with opened(size=(80, 100)) as app:
        await look_for(app, "prompt")
        assert app.words.count("bank · q") == 20


@pytest.mark.parametrize("size", [USUAL, SMALL])
async def test_hostile_text_is_shown_as_it_stands(size: tuple[int, int], banks: Path) -> None:
    write_bank(banks, choices(prompt="zebra [/x] [b]no[/b] [@click=app.quit]\nq"), title="[/red]")
    async with opened(size=size) as app:
        await look_for(app, "zebra")
        app.shows("zebra [/x] [b]no[/b]", "[@click=app.quit]")
        await app.press("enter")
        assert app.screen == "QuestionScreen"
        app.shows("zebra [/x]")


async def test_nothing_is_found_before_the_library_is_there_or_for_one_letter(banks: Path) -> None:
    write_bank(banks, choices(prompt="Zebra?"))
    async with opened() as app:
        await look_for(app, "z")
        app.hides("bank · q1")
        await app.press("escape")
        app.app.services.library = None
        await look_for(app, "zebra")
        app.hides("bank · q1")


async def test_an_exam_tells_nothing_before_it_is_handed_in(banks: Path) -> None:
    path = write_bank(banks, choices(prompt="Who met first?"))
    async with opened(launch(path, mode=Mode.EXAM)) as app:
        await look_for(app, "who met")
        await app.press("enter")
        app.says("An exam tells nothing")
        assert app.screen == "AttemptScreen"


async def test_a_lesson_is_found_and_opened_and_the_page_of_a_question_shows_its_text(banks: Path) -> None:
    lesson = {"id": "tea", "title": "What tea is", "text": "It grows on hills.", "questions": ["q1"]}
    passage = {"id": "log", "title": "The log", "text": "\n".join(f"Day {day}: rain." for day in range(1, 41))}
    write_bank(banks, choices(prompt="Who met first?", passage="log"), lessons=[lesson], passages=[passage])
    async with opened() as app:
        await look_for(app, "hills")
        app.shows("What tea is", "lesson · bank · tea")
        await app.press("enter")
        app.shows("What tea is", "It grows on hills.", "enter Questions")
        await app.press("escape")
        assert app.screen == "HomeScreen"
        await look_for(app, "who met")
        await app.press("enter")
        app.shows("› Text: The log", "Who met first?", "f12 Text")
        app.hides("Day 1: rain.")
        await app.press("f12")
        app.shows("Day 1: rain.", "f12 Fold text")
        await app.press("end")
        app.shows("Answer: Choice A")
        await app.press("f12", "home")
        app.shows("› Text: The log", "Who met first?")
