"""A bank is written, mended, shared and played elsewhere by keys alone, without anything done outside of the app."""

from pathlib import Path

import pytest

from quiz.diagnostics.findings import is_error
from quiz.paths import own_banks_folder
from tests.tui.driving import Driver, entry_of, got, opened
from tests.tui.sentences import SAVED
from tests.tui.test_author import looked, problems, typed

SINGLE = "Which grain makes the darkest bread?\tRye\tWheat\tIt makes white bread.\tRice\tRye is rich in bran."
TRUE_FALSE = "Bread is older than writing.\ttrue\tOvens of 14,000 years were found."
NUMBER = "In which yaer was sliced bread first sold?\t1928\tAD\tRohwedder made the machine."
TEXT = "What makes dough rise?\tyeast\tbaker's yeast\tIt breathes out carbon dioxide."
ORDER = "Put the work of a baker in order, the first one first.\tknead\tproof\tbake\tDough rests before it is baked."


async def insert(app: Driver, kind: str, text: str) -> None:
    await app.press("f2")
    await typed(app, f"{kind}\n")
    await typed(app, text)
    await looked(app)


async def test_a_bank_is_written_mended_shared_and_played_on_another_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, parcel = own_banks_folder() / "bread.yaml", tmp_path / "bread.zip"
    await write(path)
    await mend_and_share(path, parcel)
    monkeypatch.setenv("QUIZ_DATA_DIR", str(tmp_path / "other"))
    monkeypatch.setenv("QUIZ_CACHE_DIR", str(tmp_path / "other-cache"))
    await take_in_and_play(parcel)
    assert not any(map(is_error, entry_of(tmp_path / "other" / "banks" / "bread.yaml").diagnostics))


async def write(path: Path) -> None:
    """Write a bank of five questions, of which one is moved and one deleted, with a source."""
    async with opened() as app:
        await app.press("b")
        await typed(app, "Bread\n")
        await app.press("enter")
        await typed(app, SINGLE)
        await looked(app)
        await app.press("f3")  # there is nothing to cite yet
        for text in ("A history of bread", "Baker & Co", "2018", "", "page 3"):
            await app.press(*text, "enter")
        await app.press("ctrl+s")
        app.shows("Added to this bank.", "- baker-co-2018, page 3")
        for kind, text in (("true-false", TRUE_FALSE), ("number", NUMBER), ("text", TEXT), ("order", ORDER)):
            await insert(app, kind, text)
            await app.press("f3", "enter")
            await typed(app, "page 4")
        await looked(app)
        await app.press("ctrl+o", "u", "alt+up")
        await app.press("f4")
        await typed(app, "older\n")
        await app.press("ctrl+o", "x")
        app.shows("Deleted; ctrl+z brings it back.")
        await app.press("ctrl+s")
        app.shows(SAVED)
        await looked(app)
        assert problems(app) == []
        await app.press("escape")
    bank = entry_of(path).bank
    assert bank is not None
    assert [question.type for question in bank.questions] == ["single", "order", "number", "text"]
    assert [question.id for question in bank.questions][:2] == [
        "grain-makes-darkest-bread",
        "put-work-baker-order-first-one",
    ]


async def mend_and_share(path: Path, parcel: Path) -> None:
    """Mend a typo the next day, and share the bank."""
    async with opened() as app:
        await app.press("down", "e", "f4")
        await typed(app, "yaer\n")
        await app.press("down", "down", "end", *["left"] * len(" was sliced bread first sold?"), *["backspace"] * 4)
        await typed(app, "year")
        await app.press("ctrl+s", "escape")
        await app.press("f", "s", *["backspace"] * 120)
        await app.press(*str(parcel), "enter")
        app.says("Made ")
    assert "In which year was" in got(path)


async def take_in_and_play(parcel: Path) -> None:
    async with opened() as app:
        await app.press("f", "i", *str(parcel), "enter")
        await app.settle()
        app.shows("“Bread” gets 4 questions of 4")
        await app.press("enter")
        await app.settle()
        app.says("Imported 4 questions.")
        await app.press("escape")
        app.shows("Bread")
        await app.press("enter")
        assert app.screen == "AttemptScreen"
        assert len(app.attempt.items) == 4
        await app.press("question_mark")
        if not app.attempt.answered:
            await app.press("enter")  # it was typed into a field
        await app.press("f8")
        app.shows("A history of bread")
