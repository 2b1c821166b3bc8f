"""A picture: what it shows below the prompt, and on a key a card from which the system's own viewer opens it."""

import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from quiz.tui.launch import Launch
from tests.tui.driving import SMALL, USUAL, launch, opened, write_bank

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20
QUESTION = {"type": "true-false", "answer": True, "explanation": "E.", "sources": ["r"]}
REFERENCES = [{"id": "r", "title": "Report"}]


def bank(folder: Path, **image: str) -> Path:
    """Write a bank whose one question is about a picture, and the picture."""
    path = write_bank(folder, QUESTION | {"image": {"alt": "A map [/x].", **image}}, references=REFERENCES)
    (folder / "map.png").write_bytes(PNG)
    (folder / "page.png").write_bytes(b"<html>")
    (folder / "map.svg").write_bytes(b"<svg/>")
    return path


@pytest.fixture
def seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], str]:
    """Put a viewer in the place of the system's; return what tells the path that it was given, empty before that."""
    if sys.platform == "win32":
        pytest.skip("Windows opens files itself")
    log, folder = tmp_path / "seen", tmp_path / "bin"
    folder.mkdir()
    program = folder / ("open" if sys.platform == "darwin" else "xdg-open")
    program.write_text(f'#!/bin/sh\nprintf %s "$1" > "{log}.part" && mv "{log}.part" "{log}"\n')
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(folder), prepend=":")
    monkeypatch.setenv("DISPLAY", ":0")
    return lambda: log.read_text() if log.exists() else ""


@pytest.mark.parametrize("size", [USUAL, SMALL])
async def test_a_picture_is_described_and_opened_from_its_card(
    tmp_path: Path, seen: Callable[[], str], size: tuple[int, int]
) -> None:
    path = bank(tmp_path / "banks", file="map.png")
    async with opened(launch(path), size=size) as app:
        app.shows("A map [/x].", "f8 Picture")
        await app.press("f8")
        app.shows("Picture", "A map [/x].", "map.png")
        app.names(path.parent / "map.png")
        app.hides("Report")  # sources are told after the answer
        assert not seen()  # nothing is opened by itself
        await app.press("enter")
        await app.until(lambda: bool(seen()))
        assert seen() == str(path.parent / "map.png")
        await app.press("escape", "1", "enter", "f8")
        app.shows("Report", "f8 next")
        await app.press("f8")
        app.shows("A map [/x].", "map.png")


async def test_where_there_is_no_source_f8_is_for_the_picture_before_and_after_the_verdict(tmp_path: Path) -> None:
    path = write_bank(tmp_path / "banks", QUESTION | {"image": {"file": "map.png", "alt": "A map."}, "sources": []})
    async with opened(launch(path)) as app:
        for keys in ((), ("1", "enter"), ("enter", "right")):  # asked, answered, looked back at
            await app.press(*keys)
            app.shows("f8 Picture")
            app.hides("f8 Sources")
    async with opened(Launch(preview=path)) as app:
        await app.until(lambda: "A map." in app.text)
        await app.press("1", "enter")
        app.shows("f8 Picture")


@pytest.mark.parametrize(
    ("file", "why"), [("map.svg", "SVG"), ("page.png", "no picture"), ("none.png", "no such file")]
)
async def test_what_no_viewer_may_have_is_said_and_not_opened(
    tmp_path: Path, seen: Callable[[], str], file: str, why: str
) -> None:
    path = bank(tmp_path / "banks", file=file)
    async with opened(Launch(preview=path)) as app:
        await app.until(lambda: "A map [/x]." in app.text)
        await app.press("f8", "enter")
        app.says(why)
        app.names(path.parent / file)
        assert not seen()


async def test_on_the_author_screen_the_key_that_tries_the_question_is_not_said_to_open_the_picture(
    tmp_path: Path,
) -> None:
    async with opened(Launch(edit=bank(tmp_path / "banks", file="map.png")), size=(120, 36)) as app:
        app.shows("Picture A map [/x].", "f8 Try")
        app.hides("f8 Picture")
