"""Banks are renamed, duplicated, shared, taken in, deleted and put back from home."""

from pathlib import Path
from typing import Final

from quiz.paths import own_banks_folder
from tests.tui.driving import Driver, got, opened, put

BANK: Final = """\
id: bread
title: Bread
questions:
  - id: a
    type: true-false
    prompt: P.
    answer: true
"""


async def filed(app: Driver, *keys: str) -> None:
    """Do something with the file of the bank that is highlighted, and wait until the banks are read again."""
    await app.press("f", *keys)
    await app.settle()


async def answered(app: Driver, text: str) -> None:
    """Write a text in place of what a field offers."""
    await app.press(*["backspace"] * 120, *text, "enter")
    await app.settle()


async def test_a_bank_is_renamed_duplicated_shared_deleted_and_put_back(tmp_path: Path) -> None:
    path = own_banks_folder() / "bread.yaml"
    put(path, BANK)
    before, copy = got(path), path.with_name("bread-2.yaml")
    async with opened() as app:
        await app.press("down")
        await filed(app, "r")
        app.shows("Its id, bread, stays")
        await answered(app, "Rye")
        app.says("The bank is called Rye now.")
        assert got(path) == before.replace("Bread", "Rye")
        await filed(app, "c")
        assert got(copy) == before.replace("id: bread", "id: bread-2").replace("Bread", "Rye (copy)")
        app.shows("Rye (copy)")
        await filed(app, "f")
        app.names(copy, "#choice-message")
        await app.press("escape")
        await filed(app, "d")
        app.shows("Delete the bank Rye (copy)?")
        await app.press("d")
        await app.settle()
        assert not copy.exists()
        await filed(app, "s")
        await answered(app, str(tmp_path / "rye.zip"))
        app.says("Made ")
        await filed(app, "i")
        await answered(app, str(tmp_path / "rye.zip"))
        app.shows("a bank with this id is there already")
        await app.press("enter")
        await app.settle()
        await app.press("escape")
        assert got(copy) == got(path)
        await filed(app, "t")
        app.shows("Put back which bank?", "Rye (copy)")
        await app.press("enter")
        app.says("something has this name already")
        await filed(app, "t")
        await app.press("down", "enter")
        app.shows("Empty the trash? 1 bank")  # what was said before may stand over the rest for a moment
        await app.press("e")
        app.says("1 bank deleted for good.")
        await filed(app, "t")
        app.says("The trash is empty.")
