"""Text of banks, files and learners is shown as it stands, on every screen."""

import json
from pathlib import Path
from typing import Any

import pytest

from quiz.bank.questions.registry import QUESTION_TYPES
from quiz.practice.types import Mode
from quiz.text import clean
from tests.tui.driving import SMALL, USUAL, Driver, launch, opened, put

EVIL = "[/x] [red]x[/] [@click=app.exit]x list[int] \x1b]0;t\x07\u202eb"
SHOWN = clean(EVIL)
FIELDS: dict[str, dict[str, Any]] = {
    "single": {"answer": f"a {EVIL}", "distractors": [{"text": f"b {EVIL}", "feedback": f"f {EVIL}"}]},
    "multiple": {"answers": [f"a {EVIL}"], "distractors": [f"b {EVIL}"]},
    "true-false": {"answer": True},
    "number": {"answer": "1", "unit": f"u {EVIL}"},
    "text": {"answers": [f"a {EVIL}"]},
    "list": {"answers": [f"a {EVIL}", [f"b {EVIL}"]]},
    "open": {"answer": f"a {EVIL}", "rubric": [f"r {EVIL}"]},
    "order": {"items": [f"a {EVIL}", f"b {EVIL}", f"c {EVIL}"]},
    "match": {"pairs": {f"l {EVIL}": f"r {EVIL}", "m": "s"}, "distractors": [f"d {EVIL}"]},
    "classify": {"categories": {f"c {EVIL}": [f"i {EVIL}"], "d": ["j"]}},
    "cloze": {"text": f"Text {EVIL} {{{{a {EVIL}}}}}."},
}
KEYS = {
    "number": ["2"],
    "text": ["x"],
    "list": ["x", "enter", "y"],
    "open": ["x", "ctrl+s", "2"],
    "cloze": ["x"],
    "order": ["2"],
    "match": ["a"],
    "classify": ["a"],
}


def hostile_bank(folder: Path, *kinds: str) -> Path:
    questions = [
        {
            "id": f"q{number}",
            "type": kind,
            "prompt": f"p {EVIL}",
            "hint": f"h {EVIL}",
            "explanation": f"e {EVIL}",
            "tags": [f"t {EVIL}", "other"],
            "sources": [{"ref": "un", "locator": f"l {EVIL}"}, {"ref": f"r {EVIL}"}],
            "as_of": "2020",
            **FIELDS[kind],
        }
        for number, kind in enumerate(kinds)
    ]
    references = [
        {
            "id": "un",
            "type": "webpage",
            "title": f"T {EVIL}",
            "publisher": f"P {EVIL}",
            "author": f"A {EVIL}",
            "issued": f"I {EVIL}",
            "URL": f"https://example.org/{EVIL}",
        }
    ]
    bank = {
        "id": "evil",
        "title": f"Title {EVIL}",
        "topic": f"topic {EVIL}",
        "description": f"D {EVIL}",
        "references": references,
        "questions": questions,
    }
    path = folder / "evil [red]x[:].yaml"
    put(path, json.dumps(bank, ensure_ascii=True))
    return path


def is_clean(app: Driver) -> None:
    """Fail where something reaches the terminal that could steer it."""
    for line in app.lines:
        assert not any(ord(character) < 32 or 0x7F <= ord(character) < 0xA0 for character in line), repr(line)
        assert "\u202e" not in line


def flat(app: Driver) -> str:
    return "".join(app.words.split())


def shows_evil(app: Driver, *before: str) -> None:
    is_clean(app)
    shown = flat(app)
    for one in before:
        assert "".join((one + SHOWN).split()) in shown, f"{one}\n{app.text}"


@pytest.mark.parametrize("kind", QUESTION_TYPES)
async def test_a_question_of_any_type_shows_its_text_as_it_stands(kind: str, tmp_path: Path) -> None:
    assert kind in FIELDS, f"the type {kind} has no hostile text here: write it in FIELDS"
    async with opened(launch(hostile_bank(tmp_path / "b", kind), seed=1), size=(110, 60)) as app:
        await app.press("f2")
        shows_evil(app, "Title ", "p ", "h ")
        presentation, shown = app.attempt.items[0].presentation, flat(app)
        for text in (*presentation.rows, *presentation.options):
            for word in text.split():  # rows stand beside each other, and go on in the next line
                assert word[:6] in shown, app.text
        await app.press(*KEYS.get(kind, ["2"]), *(["enter"] if kind != "open" else []))
        if app.attempt.answered == 0:
            await app.press("enter")
        shows_evil(app, "e ", "l ")
        assert "".join(f"r {SHOWN}".split()) in flat(app)
        await app.press("f8")
        shows_evil(app, "T ", "P ", "A ", "I ", "l ")
        await app.press("escape", "enter")
        if app.screen == "AttemptScreen":  # what was not right comes again
            shows_evil(app, "p ")
            await app.press("escape")
        assert app.screen == "ResultScreen"
        is_clean(app)
        shown = flat(app)
        for begun in ("Title ", "p ", "t "):  # a row is cut where it has no room
            assert "".join(f"{begun}{SHOWN[:16]}".split()) in shown, app.text
        await app.press("right")
        assert app.screen == "LookbackScreen"
        shows_evil(app, "p ", "e ")
        await app.press("escape", "enter")
        shows_evil(app, "p ")


@pytest.mark.parametrize("size", [USUAL, SMALL, (30, 9)])
async def test_no_screen_stumbles_over_hostile_text(banks: Path, size: tuple[int, int]) -> None:
    hostile_bank(banks, *FIELDS)
    put(banks / "b [x[.yaml", "id: [")
    async with opened(size=size, learner=f"Ada {EVIL}") as app:
        for keys in (
            ("down",), ("up",), ("n",), ("down", "down", "right"), ("escape",), ("o",), ("escape",), ("p",),
            ("escape",), ("x",), ("f3",), ("f6",), ("f1",), ("escape",), ("escape",), ("ctrl+p",), ("escape",),
            ("f6",), ("h",), ("y",),
            ("f1",), ("escape",), ("end", "enter"), ("f1",), ("escape",), ("escape",), ("escape",), ("s",), ("enter",),
            ("escape",), ("d",), ("escape",), ("escape",), ("end",), ("enter",), ("escape",), ("home",), ("d",), ("d",),
        ):  # fmt: skip
            await app.press(*keys)
            is_clean(app)
            assert app.app.is_running
            assert app.app.return_code is None


async def test_the_palette_takes_a_hostile_title(banks: Path) -> None:
    hostile_bank(banks, "single")
    async with opened() as app:
        await app.press("enter", "ctrl+p", *"[/x] [red]")
        is_clean(app)
        await app.press("escape", "escape")
        if app.screen == "CommandPalette":
            await app.press("escape")
        assert app.app.is_running
        is_clean(app)


async def test_the_home_screen_shows_hostile_text_as_it_stands(banks: Path) -> None:
    hostile_bank(banks, "single", "text")
    async with opened(size=(200, 40), learner=f"Ada {EVIL}") as app:
        await app.press("down")
        shows_evil(app, "Title ", "D ", "t ")
        assert "".join(f"Ada {SHOWN[:16]}".split()) in flat(app)  # a name is cut where it has no room


async def test_typed_and_pasted_text_cannot_steer_the_terminal(tmp_path: Path) -> None:
    from textual.events import Paste

    async with opened(launch(hostile_bank(tmp_path / "b", "text"), seed=1), size=(110, 40)) as app:
        app.app.screen.focused.post_message(Paste(EVIL))  # type: ignore[union-attr]
        await app.settle()
        is_clean(app)
        await app.press("enter")
        assert app.attempt.answered == 1
        is_clean(app)
        shows_evil(app, "× ")


@pytest.mark.parametrize("size", [USUAL, SMALL])
async def test_wide_and_combining_characters_keep_their_columns(tmp_path: Path, size: tuple[int, int]) -> None:
    texts = ["朝鮮民主主義人民共和国" * 6, "e\u0301\u0301\u0301a\u0308 " * 20, "한국어 조선말", "👩‍👩‍👧‍👦 family"]
    bank = {
        "id": "wide",
        "title": "朝鮮" * 40,
        "questions": [
            {"id": "q", "type": "single", "prompt": "質問" * 60, "answer": texts[0], "distractors": texts[1:]}
        ],
    }
    put(tmp_path / "wide.yaml", json.dumps(bank, ensure_ascii=False))
    async with opened(launch(tmp_path / "wide.yaml", mode=Mode.PRACTICE), size=size) as app:
        for key in ("down", "1", "enter", "end", "home", "enter"):
            await app.press(key)
            assert all(strip.cell_length == size[0] for strip in app.strips)
        if app.screen == "AttemptScreen":
            await app.press("escape")
        assert app.screen == "ResultScreen"
        await app.press("down", "down", "down", "down")
        assert "質問" in app.text
        assert all(strip.cell_length == size[0] for strip in app.strips)
