"""The app is tested on banks of the test alone."""

from pathlib import Path

import pytest

from quiz.paths import own_banks_folder


@pytest.fixture(autouse=True)
def _no_bundled_banks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quiz.library.folders.bundled_banks_folder", own_banks_folder)
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")


@pytest.fixture(autouse=True)
def _no_pause(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let keys count at once after a verdict and on a result: nothing waits in a test but those of the pause itself."""
    if "pause" not in request.keywords:
        for screen in ("attempt", "result"):
            monkeypatch.setattr(f"quiz.tui.screens.{screen}.VERDICT_PAUSE", 0.0)


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that the app gave to the browser."""
    opened: list[str] = []
    monkeypatch.setattr("quiz.tui.app.QuizApp.open_url", lambda _, url, **__: opened.append(url))
    return opened


@pytest.fixture
def banks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder of the library."""
    folder = tmp_path / "banks"
    folder.mkdir()
    monkeypatch.setenv("QUIZ_BANKS", str(folder))
    return folder
