"""Ctrl+C and ctrl+z: they belong to a text that is edited; elsewhere they leave, after a word, and suspend."""

from pathlib import Path

import pytest
from textual.widgets import Input

from quiz.tui.widgets.typing import TextHistory
from tests.tui.driving import Driver, choices, launch, opened, write_bank

TEXT = {"type": "text", "answers": ["Paris"]}
ONCE_MORE = "Ctrl+C once more leaves; nothing is lost."


@pytest.fixture
def clipboard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the app copied."""
    copied: list[str] = []
    monkeypatch.setattr("quiz.tui.app.QuizApp.copy_to_clipboard", lambda _, text: copied.append(text))
    return copied


def told(app: Driver) -> list[str]:
    return [notification.message for notification in app.app._notifications]


async def test_ctrl_c_says_once_how_to_leave_and_the_second_one_leaves(tmp_path: Path) -> None:
    async with opened(launch(write_bank(tmp_path / "b", choices()))) as app:
        await app.press("ctrl+c")
        assert told(app) == [ONCE_MORE]
        assert app.app.is_running
        await app.pilot.press("ctrl+c")
        assert app.app.return_code == 130


async def test_ctrl_c_after_a_while_is_a_first_one_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened(launch(write_bank(tmp_path / "b", choices()))) as app:
        await app.press("ctrl+c")
        monkeypatch.setattr(app.app, "_interrupted", app.app._interrupted - 3)
        await app.press("ctrl+c")
        assert app.app.return_code is None
        assert app.app.is_running


async def test_ctrl_c_copies_what_is_selected_in_a_text(tmp_path: Path, clipboard: list[str]) -> None:
    async with opened(launch(write_bank(tmp_path / "b", TEXT))) as app:
        await app.press(*"Par", "ctrl+c", "ctrl+c", "ctrl+c")
        assert told(app) == ["Nothing is selected to be copied. Ctrl+Q leaves."]
        app.app.screen.query_one(Input).select_all()
        await app.press("ctrl+c", "ctrl+c")
        assert clipboard == ["Par", "Par"]
        assert app.app.is_running


async def test_ctrl_c_copies_what_is_selected_on_the_screen(tmp_path: Path, clipboard: list[str]) -> None:
    async with opened(launch(write_bank(tmp_path / "b", choices()))) as app:
        await app.pilot.mouse_down("#prompt", offset=(2, 0))
        await app.pilot.hover("#prompt", offset=(8, 0))
        await app.pilot.mouse_up("#prompt", offset=(8, 0))
        await app.press("ctrl+c", "ctrl+c")
        assert len(clipboard) == 2
        assert clipboard[0].strip()
        assert app.app.is_running


async def test_ctrl_z_takes_back_what_was_typed(tmp_path: Path) -> None:
    async with opened(launch(write_bank(tmp_path / "b", TEXT))) as app:
        field = app.app.screen.query_one(Input)
        await app.press(*"big town", "backspace", "x")
        for value in ("big tow", "big town", "big ", "", ""):
            await app.press("ctrl+z")
            assert field.value == value
        assert app.app.is_running


def test_a_word_is_one_step_and_so_is_every_other_change() -> None:
    history = TextHistory()
    for before, after in (("", "a"), ("a", "ab"), ("ab", "ab "), ("ab ", "ab c"), ("ab c", "ab cxyz"), ("ab cxyz", "")):
        history.note(before, after)
    assert [history.back() for _ in range(5)] == ["ab cxyz", "ab c", "ab ", "", None]
