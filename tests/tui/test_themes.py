"""Every theme on offer is legible, and without colours nothing is lost."""

import re
from pathlib import Path
from typing import Any

import pytest
from textual.color import Color

from quiz.settings import FILE_NAME
from quiz.tui.colours import contrast
from quiz.tui.themes import THEMES, theme_names
from tests.tui.driving import Driver, choices, judgements, launch, opened, put, write_bank

BODY, MUTED = 4.5, 3.0
QUESTION: dict[str, Any] = {
    "type": "single",
    "answer": "Right choice",
    "distractors": [{"text": "Wrong choice", "feedback": "Said of it."}],
    "sequence": ["Right choice", "Wrong choice"],
    "hint": "Think",
    "explanation": "Explained.",
    "sources": [{"ref": "un", "locator": "Page 3"}],
}
REFERENCES = [{"id": "un", "type": "webpage", "title": "Titled", "URL": "https://example.org/"}]
PARTLY = {
    "type": "multiple",
    "answers": ["Coal", "Iron"],
    "distractors": ["Rice"],
    "sequence": ["Coal", "Iron", "Rice"],
}


def contrasts(app: Driver) -> list[tuple[float, str]]:
    """Return the contrast of every piece of text with what is behind it; of a dialog, not of what it covers."""
    found = []
    dialog = {"Help": "#help", "Decision": "#choice"}.get(app.screen)
    window = app.region(dialog) if dialog else app.app.screen.region
    for strip in app.strips[window.y : window.bottom]:
        for segment in strip.crop(window.x, window.right):
            text, style = segment.text.strip(), segment.style
            if not text or style is None or style.color is None or style.bgcolor is None:
                continue
            if not any(character.isalnum() or character in "✓×~⚑▸·■" for character in text):
                continue
            front, back = Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor)
            if style.reverse:
                front, back = back, front
            found.append((round(contrast(front, back), 2), text))
    assert found
    return found


def test_the_contrast_is_that_of_wcag() -> None:
    assert contrast(Color(0, 0, 0), Color(255, 255, 255)) == pytest.approx(21)
    assert contrast(Color(119, 119, 119), Color(255, 255, 255)) == pytest.approx(4.48, abs=0.01)


def least(app: Driver, *texts: str, at_least: float) -> list[str]:
    """Say which pieces that contain one of the texts are below a contrast."""
    pieces = [(ratio, piece) for ratio, piece in contrasts(app) if any(text in piece for text in texts)]
    for text in texts:
        assert any(text in piece for _, piece in pieces), f"{text}\n{app.text}"
    return [f"{ratio} {piece}" for ratio, piece in pieces if ratio < at_least]


@pytest.mark.parametrize("theme", THEMES)
async def test_a_theme_on_offer_is_legible(theme: str, banks: Path, tmp_path: Path) -> None:
    path = write_bank(banks, QUESTION, QUESTION, PARTLY, *judgements(1), name="first", references=REFERENCES)
    poor: list[str] = []

    def check(app: Driver) -> None:
        poor.extend(f"{app.screen}: {ratio} {text}" for ratio, text in contrasts(app) if ratio < MUTED)

    put(tmp_path / "config" / FILE_NAME, f'theme = "{theme}"\n')
    async with opened(launch(path)) as app:
        assert app.app.theme == theme
        check(app)
        poor += least(app, "Prompt 1?", "Right choice", "Wrong choice", at_least=BODY)
        await app.press("f2", "2")
        check(app)
        poor += least(app, "Think", "Wrong choice", at_least=BODY)
        await app.press("enter")
        check(app)
        poor += least(
            app, "Wrong", "Right choice", "Wrong choice", "Said of it.", "Explained.", "Titled", at_least=BODY
        )
        await app.press("enter", "1", "enter")
        check(app)
        poor += least(app, "Right", at_least=BODY)
        await app.press("enter", "1", "enter")
        check(app)
        poor += least(app, "Partly right", at_least=BODY)
        await app.press("enter", "enter")  # nothing chosen: an urgent message
        poor += least(app, "Nothing is answered yet.", at_least=BODY)
        await app.press("f6")
        check(app)
        poor += least(app, "Prompt 1?", "Answer sheet", at_least=BODY)
        await app.press("escape", "f1")
        check(app)
        await app.press("escape", "t", "enter", "enter")
        assert app.screen == "ResultScreen"
        check(app)
        poor += least(app, "Prompt 1?", "Prompt 2?", at_least=BODY)  # the first is highlighted
        await app.press("escape")
        check(app)
        poor += least(app, "First", at_least=BODY)
        await app.press("o")
        check(app)
        await app.press("escape", "d" if "Continue" in app.words else "s")
        check(app)
        app.app.navigation.edit(path)
        await app.settle()
        await app.until(lambda: "B040" in app.words)
        check(app)
        poor += least(app, "prompt", "Prompt", at_least=BODY)
    assert not poor, "\n".join(dict.fromkeys(poor))


async def test_the_notice_that_nothing_is_kept_is_legible(data: Path) -> None:
    (data / "scores.db").mkdir(parents=True)
    for theme in THEMES:
        async with opened() as app:
            app.app.theme = theme
            await app.press("u")
            assert least(app, "Not saved", at_least=BODY) == [], theme


async def test_themes_on_offer_are_there() -> None:
    async with opened() as app:
        assert theme_names(app.app) == list(THEMES)
        assert app.app.theme == THEMES[0]


async def _told(path: Path) -> list[str]:
    told = []
    async with opened(launch(path)) as app:
        for keys in (
            ("f2",),
            ("f3",),
            ("2",),
            ("enter",),
            ("enter",),
            ("1", "enter"),
            ("enter", "1", "enter"),
            ("enter",),
        ):
            await app.press(*keys)
            told.append(re.sub(r"\b\d+ s\b", "N s", app.text))  # how long it took is another each time
    return told


async def test_without_colours_the_same_words_and_marks_stand_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_bank(tmp_path / "b", QUESTION, choices(), PARTLY, references=REFERENCES)
    await _told(path)  # so that both have a last time
    monkeypatch.delenv("NO_COLOR", raising=False)
    coloured = await _told(path)
    monkeypatch.setenv("NO_COLOR", "1")
    assert await _told(path) == coloured
    assert any("× Wrong" in text for text in coloured)
    assert any("~ Partly right" in text for text in coloured)


async def test_without_colours_none_reaches_the_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with opened(launch(write_bank(tmp_path / "b", QUESTION, references=REFERENCES))) as app:
        await app.press("2", "enter")
        for strip in app.strips:
            for segment in strip:
                for colour in (segment.style and segment.style.color, segment.style and segment.style.bgcolor):
                    if colour and colour.triplet:
                        assert len(set(colour.triplet)) == 1, (segment, colour)
