"""Questions are written by Tab, moved, copied, deleted and made drafts on the author screen; all can be taken back."""

from pathlib import Path
from typing import Final

from quiz.tui.launch import Launch
from tests.tui.driving import Driver, got, opened, put
from tests.tui.test_author import RIVERS, at, author, looked, problems, typed

FIRST: Final = RIVERS[: RIVERS.index("\n  - id: question-2")]
SECOND: Final = RIVERS[len(FIRST) :]
HEAD: Final = RIVERS[: RIVERS.index("  - id")]


async def menu(app: Driver, key: str) -> None:
    await app.press("ctrl+o", key)
    await app.settle()


async def test_the_last_day_of_a_question_is_put_in_and_written_over(tmp_path: Path) -> None:
    path = tmp_path / "rivers.yaml"
    put(path, RIVERS)
    async with opened(Launch(edit=path)) as app:
        at(app, "flows through four")
        await menu(app, "v")
        await app.type("2031-12-31")
        assert "valid_until: 2031-12-31\n" in author(app).text
        await menu(app, "v")
        app.shows("without `valid_until`")


async def test_a_question_is_moved_copied_made_a_draft_and_deleted_and_each_is_taken_back(tmp_path: Path) -> None:
    path = tmp_path / "rivers.yaml"
    put(path, RIVERS)
    swapped = f"{HEAD}{SECOND[1:]}\n{FIRST.removeprefix(HEAD)}"
    async with opened(Launch(edit=path)) as app:
        line = at(app, "flows through four")
        await menu(app, "u")
        app.shows("Moved up.")
        assert author(app).text == swapped
        assert author(app).editor.document.get_line(author(app).editor.line - 1) == RIVERS.split("\n")[line - 1]
        await app.press("alt+down")
        assert author(app).text == RIVERS
        await app.press("alt+down")
        app.shows("There is nowhere to move it")
        await app.press("ctrl+z")
        assert author(app).text == swapped
        await app.press("ctrl+z")
        assert author(app).text == RIVERS
        at(app, "flows through four")
        await menu(app, "c")
        assert author(app).text == RIVERS + SECOND.replace("question-2", "question-2-2")
        await app.press("ctrl+z")
        assert author(app).text == RIVERS
        at(app, "flows through four")
        await menu(app, "s")
        app.shows("A draft now")
        assert "    status: draft\n" in author(app).text
        await menu(app, "s")
        assert author(app).text == RIVERS
        await menu(app, "x")
        app.shows("Deleted; ctrl+z brings it back.")
        assert author(app).text == FIRST
        await app.press("ctrl+z")
        assert author(app).text == RIVERS
    assert got(path) == RIVERS


async def test_a_lesson_is_begun_by_the_key_that_inserts_questions(tmp_path: Path) -> None:
    path = tmp_path / "rivers.yaml"
    put(path, RIVERS)
    async with opened(Launch(edit=path)) as app:
        await app.press("f2")
        await typed(app, "lesson\n")
        editor = author(app).editor
        assert editor.selected_text == "Write the title of the lesson"
        await typed(app, "Rivers\t")
        assert editor.selected_text.startswith("Write 80 to 150 words")
        assert editor.text.index("lessons:") < editor.text.index("questions:")


async def test_tab_takes_away_a_line_whose_text_was_deleted(tmp_path: Path) -> None:
    path = tmp_path / "bread.yaml"
    put(path, "id: bread\ntitle: Bread\nquestions:\n")
    async with opened(Launch(edit=path)) as app:
        editor = author(app).editor
        await app.press("ctrl+end", "f2")
        await typed(app, "number\n")
        await typed(app, "Which year was it?\t1928\t")
        assert editor.selected_text == "Write the unit"
        before = editor.text
        await app.press("delete", "tab")
        assert editor.text == before.replace("    unit: Write the unit\n", "")
        assert editor.selected_text.startswith("Write why")
        await app.press("ctrl+z", "ctrl+z")
        assert editor.text == before


async def test_tab_decides_every_value_and_the_id_of_a_new_question_follows_its_prompt(tmp_path: Path) -> None:
    path = tmp_path / "bread.yaml"
    put(path, "id: bread\ntitle: Bread\nquestions:\n")
    async with opened(Launch(edit=path)) as app:
        editor = author(app).editor
        await app.press("ctrl+end", "f2")
        await typed(app, "number\n")
        await typed(app, "Which year brought: sliced bread?\t")
        assert editor.selected_text == "Write the number"
        assert "- id: year-brought-sliced-bread\n" in editor.text
        await app.press("shift+tab")
        assert editor.cursor_location == (5, len("    prompt: Which year brought: sliced bread?"))
        await typed(app, "\b\b in the USA?\t")
        await looked(app)
        assert "colon" in app.words
        assert editor.selected_text == "Write the number"
        await typed(app, "1928\tnone\tRohwedder sold the first machine.")
        assert "- id: year-brought-sliced-brea-usa\n" in editor.text
        await app.press("tab")
        app.shows("Every text of the templates is written.")
        assert editor.text.endswith("    explanation: >-\n      Rohwedder sold the first machine.\n")
        await app.press("f5", "ctrl+s")
        await looked(app)
        assert [name for name, _ in problems(app)] == ["no-source"]
        at(app, "brought: sliced", end=True)
        await typed(app, " and baked\t")
        await app.press("ctrl+s")
        assert "- id: year-brought-sliced-brea-usa\n" in got(path), "what was saved keeps its id"


async def test_a_question_is_put_on_a_text_that_is_begun_and_gets_a_picture(tmp_path: Path) -> None:
    path = tmp_path / "rivers.yaml"
    put(path, RIVERS)
    async with opened(Launch(edit=path)) as app:
        at(app, "flows through four")
        await menu(app, "p")
        app.shows("There is no picture beside the bank")
        put(tmp_path / "map.png", "")
        await menu(app, "p")
        await app.press("enter")
        assert author(app).editor.selected_text == "Write what is to be seen in the picture"
        await typed(app, "A map.")
        assert "    image:\n      file: map.png\n      alt: A map.\n" in author(app).text
        await menu(app, "t")
        await app.press("enter")  # there is no text yet but a new one
        assert "passages:\n  - id: passage-1\n" in author(app).text
        await looked(app)
        at(app, "flows through four")
        await menu(app, "t")
        app.shows("passage-1", "A new text …")
        await app.press("enter")
        assert author(app).text.count("    passage: passage-1\n") == 1


async def test_lines_that_are_selected_are_indented_and_the_rest_is_not(tmp_path: Path) -> None:
    path = tmp_path / "rivers.yaml"
    put(path, RIVERS)
    answers = "    answer: true\n    explanation: >-\n"
    async with opened(Launch(edit=path)) as app:
        at(app, answers)
        await app.press("shift+down", "shift+down", "shift+end", "tab")
        assert author(app).text == RIVERS.replace(
            f"{answers}      They are", "      answer: true\n      explanation: >-\n        They are"
        )
        await app.press("shift+tab")
        assert author(app).text == RIVERS
        at(app, "    prompt: Which")
        await app.press("tab")
        assert "\n      prompt: Which" in author(app).text
        await app.press("shift+tab")
        assert author(app).text == RIVERS
        at(app, "Which river")
        await app.press("tab")
        assert author(app).text == RIVERS, "amid a text there is nothing to indent"


NO_SOURCE: Final = "".join(
    line for line in RIVERS.splitlines(keepends=True) if "sources:" not in line and "atlas," not in line
)


async def test_the_next_problem_leads_to_where_a_field_that_lacks_is_begun(tmp_path: Path) -> None:
    path = tmp_path / "rivers.yaml"
    put(path, NO_SOURCE)
    async with opened(Launch(edit=path)) as app:
        await looked(app)
        await app.press("f7")
        app.shows("No question of the bank has a source.")
        await typed(app, "\nsources: [atlas]")
        assert "  - id: question-1\n    sources: [atlas]\n    type: single\n" in author(app).text
        await looked(app)
        await app.press("ctrl+home", "f7", "f7")
        app.shows("The question has no source.")
        await typed(app, "\nsources: [atlas]")
        assert "  - id: question-2\n    sources: [atlas]\n    type: true-false\n" in author(app).text


async def test_a_source_that_is_added_outside_of_any_question_waits_to_be_cited(tmp_path: Path) -> None:
    path = tmp_path / "rivers.yaml"
    put(path, NO_SOURCE)
    async with opened(Launch(edit=path)) as app:
        await looked(app)
        await app.press("ctrl+home", "f3", *"An atlas", "ctrl+s")
        app.shows("put the cursor into a question")
        await looked(app)
        await app.press("f7", "f3", "end", "enter", *"A map", "ctrl+s")
        app.shows("Added to this bank.")
        above, _, below = author(app).text.partition("  - id: question-2\n")
        assert above.endswith("    sources:\n      - map\n\n")
        assert "sources:" not in below


async def test_taking_back_all_of_a_new_bank_says_what_brings_it_again(tmp_path: Path) -> None:
    async with opened(Launch(edit=tmp_path / "rivers.yaml")) as app:
        await app.press("enter", "ctrl+z")
        assert author(app).text == ""
        app.shows("ctrl+y")
        await app.press("ctrl+y")
        assert "id: rivers" in author(app).text


async def test_a_source_that_was_typed_is_described_where_it_is_told_to_be_unknown(tmp_path: Path) -> None:
    path = tmp_path / "rivers.yaml"
    put(path, RIVERS)
    async with opened(Launch(edit=path)) as app:
        await looked(app)
        assert ("unknown-reference", 15) in problems(app)
        await app.press("f7", "f3", *"An atlas", "ctrl+s")
        app.shows("Added to this bank.")
        await looked(app)
        assert problems(app) == []
        assert author(app).text == f"{RIVERS}\nreferences:\n  - id: atlas\n    type: webpage\n    title: An atlas\n"
