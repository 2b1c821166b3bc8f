"""Markdown in the app: laid out for the width, never markup, and what was asked is looked back at as it was."""

from pathlib import Path

import pytest
from textual.content import Content

from quiz.bank.markup import blocks_of
from quiz.tui.markup import Prose, highlighted
from tests.cases import MARKDOWN
from tests.tui.driving import launch, opened, write_bank

HOSTILE = "[red]x[/] [link=http://a.example]y[/link] [@click=app.quit]z[/] *[bold]*\n\n```python\n[red]\n```"


def lines(text: str, width: int) -> list[str]:
    return Prose(blocks_of(text)).at(width).plain.split("\n")


def test_a_list_hangs_and_a_table_keeps_to_the_room() -> None:
    assert lines("- one two three\n  - four five", 9) == ["• one two", "  three", "  • four", "    five"]
    table = lines("| head | number |\n| - | -: |\n| word word | 1 |", 30)
    assert table == ["head       number", "─────────  ──────", "word word       1"]
    narrow = lines("| head | number |\n| - | -: |\n| word word | 1 |", 12)
    assert all(len(line) <= 12 for line in narrow)
    assert {"word", "head"} <= set(" ".join(narrow).split())


def test_code_keeps_its_spaces_and_folds_where_the_room_ends() -> None:
    assert lines("```python\nif a:\n    return abcdef\n```", 14) == ["  if a:", "      return a", "  bcdef"]


def test_without_colours_code_in_a_line_stands_in_its_signs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert lines("Type `x` *now*.", 20) == ["Type x now."]
    monkeypatch.setenv("NO_COLOR", "1")
    assert lines("Type `x` *now*.", 20) == ["Type `x` now."]


@pytest.mark.parametrize("width", [1, 2, 7, 40])
def test_nothing_is_wider_than_the_room(width: int) -> None:
    text = "- a list of words\n\n> > said\n\n```\ncode code code\n```\n\nwords *and words*"
    assert max(Content(line).cell_length for line in lines(text, width)) <= max(width, 6)


def test_code_in_a_language_that_nobody_knows_is_shown_as_it_is() -> None:
    assert highlighted("a  b", "no-such-language").plain == "a  b"
    assert not highlighted("a  b", "no-such-language").spans
    assert highlighted("if a:\n\n  b\n", "python").plain == "if a:\n\n  b\n"


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_a_question_is_answered_and_told_without_marks(tmp_path: Path, size: tuple[int, int]) -> None:
    bank = write_bank(tmp_path, MARKDOWN, markup="markdown")
    async with opened(launch(bank), size=size) as app:
        app.shows("What does this print?", "print([1, 2][:1])")
        rows = app.taking.item.presentation.rows
        await app.press(str(rows.index("`[2]`") + 1), "enter")
        taken = app.attempt.counted[0]
        assert taken is not None
        assert taken.grade.fraction == 0
        app.shows("A slice begins at 0.")
        assert "`" not in app.text
        uid = app.attempt.uid
        kept = app.app.services.store.load(uid).items[0]
        assert kept == app.attempt.items[0]
        assert kept.markup == "markdown"


async def test_hostile_text_is_shown_and_does_nothing(tmp_path: Path) -> None:
    question = {
        "type": "cloze",
        "prompt": HOSTILE,
        "text": f"{HOSTILE} {{{{[red]}}}}",
        "explanation": f"{HOSTILE}\n\n[see](https://a.example)",
    }
    async with opened(launch(write_bank(tmp_path, question, markup="markdown"))) as app:
        app.shows("[red]x[/] [link=http://a.example]y[/link] [@click=app.quit]z[/] [bold]")
        await app.press("x", "enter")
        app.shows("[red]x[/]")
        assert [cited.reference.url for cited in app.attempt.items[0].sources if cited.reference] == [
            "https://a.example"
        ]


async def test_a_model_answer_is_shown_without_marks_and_what_was_written_as_it_is(tmp_path: Path) -> None:
    question = {"type": "open", "answer": "- an *answer*\n- more", "rubric": ["It names `x`."]}
    async with opened(launch(write_bank(tmp_path, question, markup="markdown"))) as app:
        await app.press(*"*m*", "ctrl+s")
        app.shows("*m*", "• an answer", "• more", "It names x.")
        await app.press("1")
        app.shows("*m*", "• an answer", "It names x.")


async def test_what_is_said_of_a_spelling_is_no_markdown(tmp_path: Path) -> None:
    question = {"type": "list", "answers": ["*abcdef*"], "typos": 1}
    async with opened(launch(write_bank(tmp_path, question, markup="markdown"))) as app:
        await app.press(*"*abcdeg*", "enter")
        app.shows("It is spelled *abcdef*.")
