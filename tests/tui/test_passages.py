"""The text that questions are about: in a card above them, folded to a line, and on a page of its own."""

from pathlib import Path

import pytest

from quiz.practice.draw import Options
from quiz.tui.launch import Launch
from tests.tui.driving import SMALL, USUAL, entry_of, in_order, launch, opened, write_bank

HOSTILE = "[red]x[/] [link=http://a.example]y[/link] [@click=app.quit]z[/]"
ABOUT = {"type": "true-false", "answer": True, "explanation": "E.", "sources": ["r"], "passage": "p"}
REFERENCES = [{"id": "r", "title": "Report"}, {"id": "s", "title": "Where it stands"}]
FOLDED = "› Text for questions 1 to 2: Title [/x]"


def begun(folder: Path, text: str = HOSTILE, **passage: str) -> Launch:
    one = {"id": "p", "title": "Title [/x]", "text": text, "sources": ["s, page 3"], **passage}
    last = {name: value for name, value in ABOUT.items() if name != "passage"}
    bank = write_bank(folder, ABOUT, ABOUT, last, passages=[one], references=REFERENCES)
    entry = entry_of(bank)
    return Launch((entry,), Options(until_right=False), in_order(entry))


async def test_a_text_stands_above_its_questions_and_folds_on_a_key(tmp_path: Path) -> None:
    async with opened(begun(tmp_path)) as app:
        app.shows(HOSTILE, "Text for questions 1 to 2: Title [/x]", "Where it stands, page 3", "Prompt 1?")
        top = app.region("#prompt").y
        await app.press("1", "enter")
        app.shows("Right", HOSTILE)
        assert app.region("#prompt").y == top  # nothing that was read moves when the verdict comes
        await app.press("f8", "f8")
        app.shows("Where it stands", "page 3", "Source 2 of 2")
        await app.press("escape", "f12")
        app.hides(HOSTILE)
        app.shows(FOLDED, "f12 Text")
        assert app.region("#prompt").y < top
        await app.press("enter")
        app.shows(FOLDED, "Prompt 2?")
        await app.resize((100, 24))
        app.shows("second of 2 on this text")
        await app.press("f12", "2", "enter")
        app.shows(HOSTILE, "Wrong")
        await app.press("enter")
        app.hides(HOSTILE, "Title [/x]", "f12")
        app.shows("Prompt 3?")


async def test_where_rows_lack_it_has_a_page_of_its_own_and_no_key_answers_what_is_not_shown(tmp_path: Path) -> None:
    async with opened(begun(tmp_path, "Words. " * 60 + "The end."), size=SMALL) as app:
        app.shows("Title [/x]", "Words.", "enter To the question")
        app.hides("Prompt 1?", "The end.")
        await app.press("1", "question_mark", "end")
        app.shows("The end.")
        assert not app.attempt.log
        await app.press("enter")
        app.shows("Prompt 1?", "f12 Text")
        app.hides("Words.")
        assert not app.attempt.log
        await app.press("f12", "2", "enter", "1", "enter")
        assert [entry.taken.grade.fraction for entry in app.attempt.log] == [1]
        app.shows("Right", "Prompt 1?")
        await app.press("enter")
        app.shows("Prompt 2?")  # it was read already
        await app.press("f12")
        app.hides("Prompt 2?")
        await app.resize(USUAL)
        app.shows("Prompt 2?", "Words.", "f12 Fold text")
        await app.press("1", "enter")
        assert len(app.attempt.log) == 2


async def test_nothing_is_typed_into_a_field_that_is_not_shown(tmp_path: Path) -> None:
    text = {"type": "text", "answers": ["Rome"], "explanation": "E.", "passage": "p"}
    bank = write_bank(tmp_path, text, passages=[{"id": "p", "title": "T", "text": "Words. " * 60 + "The end."}])
    async with opened(launch(bank), size=SMALL) as app:
        await app.press("x", "end")
        app.shows("The end.")
        await app.press("f12")  # as well as enter
        app.shows("Prompt 1?")
        await app.press(*"Rome", "f12", "y", "enter", "enter")
        assert app.attempt.counted[0] is not None
        assert app.attempt.counted[0].grade.fraction == 1


async def test_a_long_text_leaves_the_question_its_rows_and_is_read_first(tmp_path: Path) -> None:
    lines = "\n\n".join(f"Line *{number}*." for number in range(20))
    async with opened(begun(tmp_path, lines, markup="markdown")) as app:
        app.shows("Line 0.", "Prompt 1?", "True", "False")
        app.hides("Line 19.", "*")
        await app.press("end")
        app.shows("Line 19.", "Prompt 1?")
        await app.press("home", "pagedown")
        app.shows("Prompt 1?")
        app.hides("Line 0.")
        await app.press("1", "enter")
        app.shows("Right", "E.", "Prompt 1?")


@pytest.mark.parametrize("size", [USUAL, SMALL])
async def test_a_text_is_looked_at_again_with_its_questions(tmp_path: Path, size: tuple[int, int]) -> None:
    async with opened(begun(tmp_path), size=size) as app:
        keys = ["enter"] if size == SMALL else []
        await app.press(*keys, "1", "enter", "enter", "1", "enter", "enter", "1", "enter")
        app.app.navigation.open("lookback", app.attempt)
        await app.settle()
        app.shows("Prompt 1?")
        if size == SMALL:
            app.hides(HOSTILE[:10])
            await app.press("f12")
            app.hides("Prompt 1?")
        app.shows("[red]x[/]")
        await app.press("enter")
        app.shows("Prompt 1?" if size == SMALL else "Prompt 2?")


async def test_a_preview_shows_it_too(tmp_path: Path) -> None:
    bank = write_bank(tmp_path, ABOUT, passages=[{"id": "p", "title": "T", "text": HOSTILE}], references=REFERENCES)
    async with opened(Launch(preview=bank)) as app:
        await app.until(lambda: "Prompt 1?" in app.text)
        app.shows(HOSTILE, "Text: T", "Prompt 1?")
        await app.press("f12")
        app.hides(HOSTILE)
        app.shows("› Text: T")
