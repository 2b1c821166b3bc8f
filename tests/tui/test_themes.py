"""Every theme on offer is legible, and without colours nothing is lost."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from rich.color import Color as RichColor, ColorSystem
from textual.color import Color
from textual.screen import Screen

from quiz.tui.colours import contrast
from quiz.tui.themes import THEMES, theme_names
from tests.tui.driving import Driver, choices, judgements, launch, opened, put, write_bank
from tests.tui.sentences import NOT_SAVED, NOTHING_ANSWERED, WRONG

TEXT, MARK = 4.5, 3.0
ANSI = ("ansi-dark", "ansi-light")
MARKS = set("✓×~+·!■▪▫□○●▸▌‹›↑↓→←≡✗⚠")
OVERLAYS = {"CommandPalette": "#--container", "Palette": "#--container", "Sheet": ".page"}
"""What of a screen that stands over another is looked at, where it is no `.overlay`."""
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
ROOMY = (80, 30)
PARTLY = {
    "type": "multiple",
    "answers": ["Coal", "Iron"],
    "distractors": ["Rice"],
    "sequence": ["Coal", "Iron", "Rice"],
}
MATCH = {"type": "match", "pairs": {"One": "First", "Two": "Second"}}
ORDER = {"type": "order", "items": ["Earliest", "Later", "Latest"]}
CLOZE = {"type": "cloze", "text": "The capital is {{Pyongyang}}."}
NUMBER = {"type": "number", "answer": 12, "unit": "visits"}


Look: TypeAlias = tuple[RichColor, RichColor, bool]


@dataclass(frozen=True)
class Piece:
    """A stretch of text as the terminal is sent it."""

    text: str
    front: RichColor
    back: RichColor

    @property
    def look(self) -> Look:
        return self.front, self.back, self.is_text

    @property
    def is_text(self) -> bool:
        return any(map(str.isalnum, self.text))

    @property
    def ratio(self) -> float:
        return round(contrast(Color.from_rich_color(self.front), Color.from_rich_color(self.back)), 2)

    @property
    def is_legible(self) -> bool:
        return self.ratio >= (TEXT if self.is_text else MARK)

    @property
    def is_seen(self) -> bool:
        """Whether it is no text in its own background, in sixteen colours too."""
        if self.front.is_default or self.back.is_default:
            return True  # the terminal's own text, or its own ground
        systems = (ColorSystem.STANDARD, ColorSystem.EIGHT_BIT)
        return all(self.front.downgrade(system) != self.back.downgrade(system) for system in systems)


def pieces(app: Driver) -> list[Piece]:
    """Return every piece of text and every mark on the screen; of what stands over another, not what it covers."""
    found = []
    screen = app.app.screen
    over = OVERLAYS.get(app.screen) or (".overlay" if screen.is_modal else None)
    window = app.region(over) if over else screen.region
    for strip in app.strips[window.y : window.bottom]:
        for segment in strip.crop(window.x, window.right):
            text, style = segment.text.strip(), segment.style
            if not text or style is None or style.color is None or style.bgcolor is None:
                continue
            piece = Piece(text, *((style.bgcolor, style.color) if style.reverse else (style.color, style.bgcolor)))
            if piece.is_text or MARKS & set(text):
                found.append(piece)
    assert found
    return found


def test_the_contrast_is_that_of_wcag() -> None:
    assert contrast(Color(0, 0, 0), Color(255, 255, 255)) == pytest.approx(21)
    assert contrast(Color(119, 119, 119), Color(255, 255, 255)) == pytest.approx(4.48, abs=0.01)


class Reader:
    """Looks at screens in every theme, and keeps what cannot be read.

    A screen on which every piece looks like one that was seen before, in both of the program's own themes, is not
    looked at in the others: its colours come from the same styles.
    """

    def __init__(self) -> None:
        self.poor: list[str] = []
        self._seen: set[tuple[Look, Look]] = set()

    async def look(self, app: Driver) -> None:
        """Look at this screen; afterwards the theme is as before."""
        before = app.app.theme
        dark, light, *others = THEMES
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Screen, "_compositor_refresh", lambda _: None)  # nothing is painted but what is looked at
            in_dark, in_light = await self._read(app, dark), await self._read(app, light)
            looks = set(zip(in_dark, in_light, strict=False))
            is_same = len(in_dark) == len(in_light)  # a passing message may have gone meanwhile
            if not (is_same and looks <= self._seen):
                self._seen |= looks
                for theme in others:
                    await self._read(app, theme)
        app.app.theme = before
        await app.settle()

    async def _read(self, app: Driver, theme: str) -> list[Look]:
        """Note what cannot be read in a theme, and return how each piece looks."""
        app.app.theme = theme
        await app.pilot.pause()
        found = pieces(app)
        for piece in found:
            if theme not in ANSI and not piece.is_legible:
                self.poor.append(f"{theme}, {app.screen}: {piece.ratio} {piece.text}")
            elif not piece.is_seen:
                self.poor.append(f"{theme}, {app.screen}: hidden {piece.text} {piece.front.name} {piece.back.name}")
        return [piece.look for piece in found]


async def submit(app: Driver, *keys: str) -> None:
    """Answer the question and submit it, also where something lacks."""
    await app.press(*keys)
    for _ in range(3):
        if app.screen == "AttemptScreen" and app.attempt.counted[app.attempt.position] is None:
            await app.press("enter")


async def test_questions_are_legible_in_every_theme(banks: Path) -> None:
    questions = (QUESTION, PARTLY, MATCH, ORDER, CLOZE, NUMBER)
    path = write_bank(banks, *questions, name="first", references=REFERENCES)
    reader = Reader()
    async with opened(launch(path), size=ROOMY) as app:
        await app.press("f2", "2")
        await reader.look(app)
        for keys in ((), ("1", "3"), ("1", "a"), ("space", "down", "space"), tuple("Pyongyang")):
            await submit(app, *keys)
            await reader.look(app)
            await app.press("enter")
        await app.press("enter")
        app.shows(NOTHING_ANSWERED)
        await reader.look(app)
        for key in ("f3", "f6", "f1"):
            await app.press(key)
            await reader.look(app)
        await app.press("escape", "escape")
        await submit(app, "1")
        await app.press("enter")
        await reader.look(app)
        await app.press("escape")
        assert app.screen == "ResultScreen"
        await reader.look(app)
    assert not reader.poor, "\n".join(dict.fromkeys(reader.poor))


async def test_everything_else_is_legible_in_every_theme(banks: Path) -> None:
    path = write_bank(banks, QUESTION, QUESTION, *judgements(1), name="first", references=REFERENCES)
    put(banks / "broken.yaml", "id: broken\ntitle: Broken\nquestions: []\n")
    reader = Reader()
    async with opened(launch(path), size=ROOMY) as app:
        await app.press("2", "enter", "escape")
        for keys in (
            (),
            ("d",),
            ("escape", "ctrl+p"),
            ("escape", "b"),
            ("escape", "o", "right"),
            ("escape", "d", "n", "down"),
            ("escape", "s"),
            ("escape", "p"),
            ("tab", "tab", "tab", "enter"),
            ("t",),
        ):
            await app.press(*keys)
            await reader.look(app)
        app.app.navigation.edit(path)
        await app.settle()
        await app.until(lambda: "B040" in app.words)
        for keys in ((), ("f4",), ("escape", "f8")):
            await app.press(*keys)
            await reader.look(app)
    assert not reader.poor, "\n".join(dict.fromkeys(reader.poor))


async def test_the_notice_that_nothing_is_kept_is_legible(data: Path) -> None:
    (data / "scores.db").mkdir(parents=True)
    async with opened() as app:
        await app.press("u")
        app.shows(NOT_SAVED)
        reader = Reader()
        await reader.look(app)
        assert reader.poor == []


@pytest.mark.parametrize("theme", ANSI)
async def test_where_colours_cannot_be_mixed_the_cursor_is_reverse(theme: str, tmp_path: Path) -> None:
    async with opened(launch(write_bank(tmp_path / "b", choices(), choices()))) as app:
        app.app.theme = theme
        await app.settle()
        assert reversed_in(app) == ["1 Choice A"]
        await app.press("f6")
        assert reversed_in(app) == ["› 1 ·"]
        await app.press("escape", "1", "enter", "escape", "s")
        assert len(reversed_in(app)) == 1


def reversed_in(app: Driver) -> list[str]:
    """Return what is drawn in reverse, a text a line."""
    lines = [
        "".join(segment.text for segment in strip if segment.style and segment.style.reverse) for strip in app.strips
    ]
    return [" ".join(line.replace("○", "").split()) for line in lines if line.strip()]


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
    assert any(WRONG in text for text in coloured)
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
