"""Files of other programs come in, and banks go out, from the app."""

from pathlib import Path

from quiz.paths import own_banks_folder
from tests.tui.driving import judgements, opened, write_bank


async def test_a_file_is_shown_before_it_is_imported_and_its_bank_opens(banks: Path, tmp_path: Path) -> None:
    write_bank(banks, *judgements(1))
    path = tmp_path / "sea.gift"
    path.write_text("::Salt::The sea is [/x] salt.{T}\n\nWrite.{}\n\nWhich?{~a ~b}\n")
    async with opened() as app:
        await app.press("i")
        await app.type(str(tmp_path / "missing"))
        await app.press("enter")
        app.shows("There is no such file")
        for _ in range(len("missing")):
            await app.press("backspace")
        await app.type("sea.gift")
        await app.press("enter")
        assert app.screen == "ImportPreview"
        app.shows("gets 1 question of 3", "no answer is marked as right", "an essay without", "The sea is [/x] salt.")
        assert not (own_banks_folder() / "sea.yaml").exists()
        await app.press("enter")
        assert app.screen == "PreviewScreen"
        assert (own_banks_folder() / "sea.yaml").exists()
        app.shows("The sea is [/x] salt.")


async def test_a_bank_that_is_there_is_brought_up_to_date_when_the_person_says_so(banks: Path, tmp_path: Path) -> None:
    write_bank(banks, *judgements(1))
    path = tmp_path / "sea.gift"
    path.write_text("Wet.{T}\n")
    own_banks_folder().mkdir(parents=True, exist_ok=True)
    write_bank(own_banks_folder(), *judgements(1), name="sea", markup="plain")
    (own_banks_folder() / "sea.yaml").write_text(
        "id: sea\ntitle: S\nquestions:\n  - id: dry\n    type: true-false\n    prompt: Dry.\n    answer: true\n"
    )
    async with opened() as app:
        await app.press("i")
        await app.type(str(path))
        await app.press("enter")
        app.shows("is there already")
        await app.press("u")
        app.shows("comes up to date", "dry")
        await app.press("enter")
        text = (own_banks_folder() / "sea.yaml").read_text()
        assert "Dry." in text
        assert "Wet." in text


async def test_a_bank_is_exported_and_nothing_is_overwritten(banks: Path, tmp_path: Path) -> None:
    write_bank(banks, *judgements(2))
    path = tmp_path / "out.gift"
    async with opened() as app:
        await app.press("down", "f", "x")
        app.shows("Export as", "Moodle GIFT")
        await app.press("enter", "ctrl+u")
        await app.type(str(path))
        await app.press("enter")
        app.shows("Written to")
        assert "TRUE" in path.read_text()
        await app.press("f", "x", "enter", "ctrl+u")
        await app.type(str(path))
        await app.press("enter")
        app.shows("Something has this name already")
