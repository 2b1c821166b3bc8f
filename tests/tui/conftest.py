"""The app is tested on banks of the test alone."""

from collections.abc import Callable, Hashable, Iterator
from pathlib import Path

import pytest
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

from quiz.paths import own_banks_folder


@pytest.fixture(scope="session", autouse=True)
def _styles_parsed_once() -> Iterator[None]:
    """Keep what was parsed of the styles from one app to the next: it depends on their text and variables alone."""
    parsed: dict[Hashable, list[RuleSet]] = {}
    parse: Callable[..., list[RuleSet]] = Stylesheet._parse_rules

    def parse_once(styles: Stylesheet, css: str, *arguments: Hashable, **named: Hashable) -> list[RuleSet]:
        key = (css, arguments, *named.items(), *styles._variables.items())
        if key not in parsed:
            parsed[key] = parse(styles, css, *arguments, **named)
        return parsed[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Stylesheet, "_parse_rules", parse_once)
        yield


@pytest.fixture(autouse=True)
def _no_bundled_banks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quiz.library.folders.bundled_banks_folder", own_banks_folder)
    monkeypatch.setattr("textual.constants.TEXTUAL_ANIMATIONS", "none")


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
