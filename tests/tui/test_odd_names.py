"""Folders, banks and learners whose names are not UTF-8, on every screen that shows a name."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from quiz.paths import config_folder, data_folder
from quiz.tui.launch import Launch
from tests.tui.driving import Driver, bank_text, judgements, launch, opened
from tests.tui.sentences import SAVED, SCORES_CANNOT_BE_KEPT

ODD = os.fsdecode(b"g\xe9o")
SHOWN = "g\ufffdo"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of the library with two banks, one of them faulty, beside data and settings with such names too."""
    for name in ("DATA", "CACHE", "CONFIG"):
        monkeypatch.setenv(f"QUIZ_{name}_DIR", str(tmp_path / f"{name}{ODD}"))
    monkeypatch.setenv("QUIZ_LEARNER", f"Ada {ODD}")
    folder = tmp_path / f"banks{ODD}"
    monkeypatch.setenv("QUIZ_BANKS", os.pathsep.join((str(folder), str(tmp_path / f"missing{ODD}"))))
    config_folder().mkdir()
    (config_folder() / "settings.toml").write_text("retention = 5\n")
    folder.mkdir()
    (folder / f"{ODD}.yaml").write_text(bank_text(*judgements(2), name="geo", title="Geo"))
    (folder / f"z{ODD}.yaml").write_text("- [")
    return folder


def legible(app: Driver) -> None:
    """Fail where something on the screen, or told in passing, could not be written to a terminal."""
    for text in (app.text, *(one.message for one in app.app._notifications)):
        assert text == text.encode("utf-8", "replace").decode(), app.text


async def test_home_names_what_it_cannot_spell(folder: Path) -> None:
    async with opened() as app:
        legible(app)
        app.shows("Geo", f"Ada {SHOWN}")
        app.says(f"There is no folder {folder.parent}/missing{SHOWN}")
        app.says(f"{folder.parent}/CONFIG{SHOWN}/settings.toml:1: retention")
        app.app.clear_notifications()
        await app.press("down")
        app.shows("Geo 2")
        app.names(f"{SHOWN}.yaml")
        await app.press("down")
        legible(app)
        app.shows(f"z{SHOWN}")


async def test_such_a_bank_is_taken_looked_at_and_written(folder: Path) -> None:
    path = folder / f"{ODD}.yaml"
    async with opened(launch(path)) as app:
        await app.press("t", "enter", "enter", "f", "enter", "enter")
        legible(app)
        await app.press("escape")
        for keys in ("s", "enter"), ("escape", "escape", "p"), ("escape", "o"):
            await app.press(*keys)
            legible(app)
    async with opened(Launch(edit=path)) as app:
        legible(app)
        await app.press(*"# x", "enter", "ctrl+s")
        app.shows(SAVED)
        legible(app)
    assert path.read_text().startswith("# x\n")
    async with opened(Launch(preview=path)) as app:
        app.shows("Prompt 1?")
        legible(app)


async def test_a_faulty_one_is_edited_and_a_missing_one_begun(folder: Path) -> None:
    for name in (f"z{ODD}.yaml", f"new{ODD}.yaml"):
        async with opened(Launch(edit=folder / name)) as app:
            legible(app)
            if name.startswith("new"):
                await app.press("enter")
            await app.press("f7")
            legible(app)
    async with opened(Launch(preview=folder / f"z{ODD}.yaml")) as app:
        legible(app)
    async with opened(Launch(preview=folder / f"gone{ODD}.yaml")) as app:
        legible(app)
    async with opened(Launch(edit=folder)) as app:
        legible(app)


async def test_unsaved_text_of_such_a_bank_is_offered_and_gone_on_with(folder: Path) -> None:
    async with opened() as app:
        app.app.services.drafts.keep(folder / f"draft{ODD}.yaml", None, b"title: Mine\n", datetime.now(UTC))
    async with opened() as app:
        app.shows(f"Go on writing draft{SHOWN}.yaml")
        await app.press("end", "d")
        legible(app)
        await app.press("escape", "enter")
        assert app.screen == "AuthorScreen"
        app.shows("title: Mine")
        legible(app)


async def test_a_store_that_cannot_be_opened_is_named(folder: Path) -> None:
    (data_folder() / "scores.db").mkdir(parents=True)
    async with opened() as app:
        app.shows(SCORES_CANNOT_BE_KEPT)
        legible(app)
        await app.press("u")
        legible(app)


async def test_a_damaged_store_is_named(folder: Path) -> None:
    data_folder().mkdir()
    (data_folder() / "scores.db").write_bytes(b"damaged" * 1000)
    async with opened() as app:
        app.says(f"DATA{SHOWN}")
        legible(app)
