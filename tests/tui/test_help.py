"""Help on each screen, and the palette."""

from itertools import takewhile
from pathlib import Path
from typing import Final

import pytest

from quiz.practice.types import Mode
from quiz.tui.commands import key_name
from tests.tui.driving import SMALL, USUAL, Driver, choices, judgements, launch, opened, write_bank
from tests.tui.sentences import LEAVING_LOSES_NOTHING

SCREENS: Final[dict[str, tuple[tuple[str, ...], str]]] = {
    "HomeScreen": ((), "Go on with today"),
    "AttemptScreen": (("enter",), "Mark the question to come back to"),
    "ResultScreen": (("enter", "t", "enter", "enter"), "Ten more questions from the same banks"),
    "LookbackScreen": (("s", "enter", "right"), "Back to the list"),
    "ScoresScreen": (("s",), "filter"),
    "SetupScreen": (("n",), "Start with these settings"),
    "SettingsScreen": (("o",), "Save the settings"),
    "ProgressScreen": (("p",), "The figures of the panel as a table"),
}
"""The keys that lead there from home, one screen after the other, and what its help says."""
PAIRS = {f"Left {number}": f"Right {number}" for number in range(6)}
SORTS = {"Odd": ["1", "3"], "Even": ["2", "4"]}


async def go_home(app: Driver) -> None:
    while app.screen != "HomeScreen":
        await app.press("escape")


@pytest.mark.parametrize(("size", "screens"), [(USUAL, [*SCREENS]), (SMALL, ["HomeScreen", "AttemptScreen"])])
async def test_f1_tells_what_a_screen_is_for_and_its_keys(
    size: tuple[int, int], screens: list[str], banks: Path
) -> None:
    write_bank(banks, *judgements(1), name="first")
    async with opened(size=size) as app:
        for screen in screens:
            keys, told = SCREENS[screen]
            await app.press(*keys)
            assert app.screen == screen
            await app.press("f1")
            assert app.screen == "Help"
            app.shows("esc closes")
            seen, before = "", ""
            while app.text != before:
                before = app.text
                seen += " " + app.words
                await app.press("pagedown")
            for told_everywhere in ("On this screen", "Everywhere", "Every command by name", LEAVING_LOSES_NOTHING):
                assert told_everywhere in seen, screen
            if size == USUAL:
                assert told in seen, screen
            await app.press("f1")
            assert app.screen == screen
            await go_home(app)


async def test_help_begins_with_what_enter_does_and_ends_with_what_has_no_key(banks: Path) -> None:
    write_bank(banks, *judgements(1), name="first")
    async with opened(size=(80, 60)) as app:
        await app.press("f1")
        rows = app.words.partition("On this screen ")[2]
        assert rows.startswith("enter ")
        assert rows.index("Read the banks again") < rows.index("empty the trash")


async def test_the_sheet_has_help_too(banks: Path) -> None:
    path = write_bank(banks, *judgements(2), name="first")
    async with opened(launch(path, mode=Mode.EXAM)) as app:
        await app.press("f6", "f1")
        assert app.screen == "Help"
        app.shows("Jump to a question, or hand in.", "Go to the highlighted question")
        await app.press("escape")
        assert app.screen == "Sheet"


async def test_help_does_not_stack(banks: Path) -> None:
    async with opened() as app:
        await app.press("f1", "f1", "f1")
        assert app.screen == "Help"
        await app.press("escape")
        assert app.screen == "HomeScreen"


async def test_the_help_of_a_question_names_what_works_there_and_nothing_else(tmp_path: Path) -> None:
    async with opened(launch(write_bank(tmp_path / "b", choices()))) as app:
        await app.press("f1")
        app.hides("Show the hint", "Extend the time limit")  # it has neither
        app.shows("Say that you don't know")


PLACES: Final = (
    ("scores", "Look at past attempts", "ScoresScreen"),
    ("settings", "Learner, goal", "SettingsScreen"),
    ("keys and", "What this screen is for", "Help"),
    ("progress", "What you know, your days", "ProgressScreen"),
    ("time limit", "set-up: When the time is over", "SetupScreen"),
    ("automatic", "settings: The colours", "SettingsScreen"),
)
"""What is typed into the palette, what it then says, and where enter leads."""


async def test_the_palette_leads_to_every_place(banks: Path) -> None:
    write_bank(banks, *judgements(1), name="first")
    async with opened() as app:
        for typed, told, screen in PLACES:
            await app.find(typed)
            await app.until(lambda: told in app.words and LEAVING_LOSES_NOTHING not in app.words)  # noqa: B023 - it ends
            await app.press("enter")
            await app.until(lambda: app.screen != "CommandPalette")
            await app.settle()
            assert app.screen == screen, f"typed {typed}:\n{app.text}"
            await go_home(app)


async def test_an_option_is_opened_at_its_line(banks: Path) -> None:
    write_bank(banks, *judgements(1), name="first")
    async with opened() as app:
        await app.find("confidence")
        await app.until(lambda: "set-up: You say" in app.words)
        await app.press("enter")
        await app.until(lambda: app.screen == "SetupScreen")
        await app.settle()
        app.shows("Confidence ‹ no ›", "You say guess, unsure or sure")


async def test_the_palette_offers_each_thing_once_with_its_key(banks: Path) -> None:
    path = write_bank(banks, *judgements(1), name="first")
    async with opened(size=(80, 40)) as app:
        for keys in ((), ("s",), ("o",), ("n",), ("p",)):
            await app.press("escape", *keys, "ctrl+p")
            await app.until(lambda: LEAVING_LOSES_NOTHING in app.words)
            palette = takewhile(lambda line: "╰" not in line, (line.strip("▌ ") for line in app.lines))
            rows = [line.strip("│ ").split("  ")[0] for line in palette if line.startswith("│")]
            names = [row for row in rows if row][1:]  # the first is the field
            assert len(names) == len(set(names)), names
            assert {"Home", "Scores", "Progress", "Settings", "Keys and help", "Quit"} - set(names) <= {
                {(): "Home", ("s",): "Scores", ("o",): "Settings", ("p",): "Progress"}.get(keys)
            }
            await app.press("escape")
        await app.press("escape", "ctrl+p")
        await app.until(lambda: LEAVING_LOSES_NOTHING in app.words)
        for name, key in (("Start", "enter"), ("Review", "v"), ("Keys and help", "f1"), ("Preview", "l")):
            row = next(line for line in app.lines if line.strip("│ ").startswith(f"{name}  "))
            assert row.rstrip("│ ").endswith(f"  {key}"), row
    async with opened(launch(path), size=SMALL) as app:
        await app.press("ctrl+p")
        await app.until(lambda: "f3" in app.words)
        app.shows("Submit enter", "Flag f3")


async def test_help_forgets_no_key(banks: Path) -> None:
    path = write_bank(banks, choices(), name="first")
    async with opened(launch(path), size=(80, 60)) as app:
        ours = {
            key_name(key)
            for key, active in app.app.screen.active_bindings.items()
            if active.enabled and active.binding.tooltip and not active.binding.system
        }
        await app.press("f1")
        told = set(app.words.replace("1–9", " ".join("123456789")).split())
        assert ours <= told, ours - told
        app.shows("1–9 Choose or place by number", "pgup pgdn", "↑ ↓")


@pytest.mark.parametrize(
    ("question", "letters"),
    [({"type": "match", "pairs": PAIRS}, "a–f"), ({"type": "classify", "categories": SORTS}, "a b")],
)
async def test_help_tells_the_letters_of_the_options_and_no_others(
    question: dict[str, object], letters: str, tmp_path: Path
) -> None:
    async with opened(launch(write_bank(tmp_path / "b", question)), size=(80, 60)) as app:
        await app.press("f1")
        app.shows(f"{letters} Give the row the option of that letter")


async def test_the_palette_offers_what_the_screen_can_do(tmp_path: Path) -> None:
    async with opened(launch(write_bank(tmp_path / "b", choices(), choices()))) as app:
        await app.find("flag")
        await app.until(lambda: "Mark the question" in app.words)
        await app.press("enter")
        await app.until(lambda: app.screen == "AttemptScreen")
        await app.settle()
        assert app.attempt.flagged == {0}
