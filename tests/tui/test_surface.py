"""What is offered where the program is served to others: what is listed, and nothing else."""

import contextlib
import importlib
import inspect
import pkgutil
from pathlib import Path

import pytest
from textual.dom import DOMNode

import quiz.tui
from quiz.library.library import open_bank
from quiz.practice.draw import Options
from quiz.practice.response import DONT_KNOW
from quiz.practice.types import Mode
from quiz.scores.recorder import start
from quiz.scores.store.engine import open_store
from quiz.tui.app import QuizApp
from quiz.tui.palette import commands
from quiz.tui.screen_table import SCREENS
from quiz.tui.screens.scores import ScoresScreen
from quiz.tui.surface import LEARNER, REFUSED, REFUSED_SCREENS, TEACHER, Surface
from tests.scores.conftest import START
from tests.tui.driving import choices, opened, write_bank

TEXTUALS = {"App", "Screen"}


def declared() -> set[tuple[str, str]]:
    """Return every action that has a key, by the class that declares it."""
    found = set()
    for module in pkgutil.walk_packages(quiz.tui.__path__, "quiz.tui."):
        for name, kind in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
            if kind.__module__ == module.name:
                for binding in vars(kind).get("BINDINGS", ()):
                    action = binding.action.partition("(")[0]
                    found.add(("QuizApp", action[4:]) if action.startswith("app.") else (name, action))
    return found


def done_in_an_own_way() -> set[tuple[str, str]]:
    """Return every action of Textual's that a class of the program does in its own way and that a learner lacks."""
    found = set()
    for module in pkgutil.walk_packages(quiz.tui.__path__, "quiz.tui."):
        for name, kind in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
            if kind.__module__ == module.name and issubclass(kind, DOMNode):
                own = [member[7:] for member in vars(kind) if member.startswith("action_")]
                found |= {
                    (name, action)
                    for action in own
                    if any(hasattr(base, f"action_{action}") for base in kind.__bases__)
                    and not LEARNER.offers(object.__new__(kind), action)
                }
    return found


def listed(actions: object) -> set[tuple[str, str]]:
    assert isinstance(actions, dict)
    return {(name, action) for name, found in actions.items() for action in found if name not in TEXTUALS}


def test_every_key_is_offered_or_refused_and_nothing_is_listed_that_is_not_there() -> None:
    offered, refused = listed(LEARNER.actions), listed(REFUSED)
    assert not offered & refused
    missing = declared() - offered - refused
    assert not missing, f"list them in quiz/tui/surface.py: {sorted(missing)}"
    assert offered | refused <= declared() | {("QuizApp", action) for action in ("command_palette", "home")}


def test_a_list_that_moves_in_its_own_way_moves_for_who_is_served_too() -> None:
    assert done_in_an_own_way() - listed(REFUSED) == {("Editor", "delete_left"), ("QuizApp", "help_quit")}


async def test_who_is_served_reads_nothing_of_files_and_their_faults(banks: Path) -> None:
    write_bank(banks, choices(), name="one")
    async with opened(learner="Ada") as app:
        await app.press("down")
        app.shows("e shows where", "No question of the bank has a source.")
    async with opened(surface=LEARNER, learner="Ada") as app:
        await app.press("down")
        app.shows("1 question")
        app.hides("e shows where", "No question of the bank has a source.", ".yaml")


async def test_who_is_served_goes_through_the_banks_of_home(banks: Path) -> None:
    for name in ("one", "two"):
        write_bank(banks, choices(), name=name)
    async with opened(surface=LEARNER, learner="Ada") as app:
        await app.press("down", "down")
        assert any("▌" in line and "Two" in line for line in app.lines)
        await app.press("up")
        assert any("▌" in line and "One" in line for line in app.lines)


def test_every_screen_is_offered_or_refused() -> None:
    assert LEARNER.screens is not None
    assert LEARNER.screens | REFUSED_SCREENS == set(SCREENS)
    assert not LEARNER.screens & REFUSED_SCREENS


def test_what_is_not_listed_is_closed() -> None:
    app = QuizApp(surface=LEARNER)
    assert app.offers(app, "quit")
    for action in ("suspend", "write_bank", "suspend_process", "screenshot", "change_theme", "add_a_key"):
        assert not app.offers(app, action), action
    assert all(QuizApp().offers(app, action) for action in ("suspend", "screenshot"))


@pytest.mark.parametrize("surface", [LEARNER, TEACHER], ids=["learner", "teacher"])
async def test_a_person_who_is_served_writes_nothing_and_changes_only_colours(surface: Surface, banks: Path) -> None:
    path = write_bank(banks, choices())
    async with opened(surface=surface, learner="Ada") as app:
        await app.press("e", "l", "b", "ctrl+z")
        offered = {entry.title for entry in commands(app.app.screen)}
        assert not offered & {"Edit", "Preview", "New bank", "Suspend"}
        assert {"Scores", "Progress"} <= offered
        app.app.navigation.edit(path)
        app.app.navigation.write_bank()
        app.app.navigation.go("preview", path, 1)
        await app.settle()
        assert app.screen == "HomeScreen"
        await app.press("o")
        app.shows("Settings", "Theme")
        app.hides("Goal", "settings.toml", "Learner")


@pytest.mark.parametrize(("surface", "seen"), [(LEARNER, {"Ada"}), (TEACHER, {None, "Ada", "Bob"})])
async def test_only_who_teaches_sees_the_attempts_of_others(
    surface: Surface, seen: set[str | None], banks: Path, data: Path
) -> None:
    bank = open_bank(write_bank(banks, choices())).bank
    assert bank is not None
    with contextlib.closing(open_store(data)) as store:
        for learner in ("Ada", "Bob"):
            start(store, [bank], learner=learner, options=Options(), seed=1, mode=Mode.EXAM, now=lambda: START)
    async with opened(surface=surface, learner="Ada") as app:
        await app.press("s")
        shown = set()
        for _ in range(4):
            screen = app.app.screen
            assert isinstance(screen, ScoresScreen)
            shown.add(screen._filter.learner)
            await app.press("l")
        assert shown == seen


async def test_who_teaches_sees_what_others_did_and_takes_nothing_of_it_further(banks: Path, data: Path) -> None:
    bank = open_bank(write_bank(banks, choices())).bank
    assert bank is not None
    with contextlib.closing(open_store(data)) as store:
        bob = start(store, [bank], learner="Bob", options=Options(), seed=1, now=lambda: START)
        bob.answer(DONT_KNOW, 1)
    async with opened(surface=TEACHER, learner="Ada") as app:
        await app.press("s", "l")
        app.shows("all learners", "Bob")
        await app.press("r", "d", "w")
        assert app.screen == "ScoresScreen"
        await app.press("enter")
        assert app.screen == "ResultScreen"
        await app.press("r", "p", "f5", "enter")
        app.hides("Put right", "r Again")
    with contextlib.closing(open_store(data)) as store:
        assert store.uids(learner="Bob") == (bob.attempt.uid,)
        assert store.load(bob.attempt.uid) == bob.attempt
