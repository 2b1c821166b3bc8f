"""What comes late for a screen or widget that leaves does no harm, and every screen schedules it where that is held."""

import ast
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from textual.css.query import NoMatches
from textual.screen import Screen
from textual.widgets import OptionList

import quiz.tui
from quiz.tui import callbacks
from quiz.tui.screens.base import QuizScreen
from quiz.tui.screens.decision import Decision
from quiz.tui.screens.help import Help
from quiz.tui.textual_private import PageKeys, ScreenGuards, is_leaving
from tests.tui.driving import Driver, judgements, launch, opened, write_bank

SOURCES: Final = sorted(Path(quiz.tui.__file__).parent.rglob("*.py"))
UNGUARDED: Final = {"call_after_refresh", "call_later", "call_next", "call_from_thread", "set_timer", "set_interval"}


def in_thread(node: QuizScreen, call: Callable[[], None]) -> None:
    thread = threading.Thread(target=lambda: callbacks.later(node, call))
    thread.start()
    thread.join()


WAYS: Final[dict[str, Callable[[QuizScreen, Callable[[], None]], object]]] = {
    "later": callbacks.later,
    "in a thread": in_thread,
    "after a refresh": callbacks.after_refresh,
    "after a time": lambda node, call: callbacks.after(node, 0.001, call),
    "every so often": lambda node, call: callbacks.every(node, 0.001, call),
    "after a dialog": lambda node, call: callbacks.ask(node, Decision("Really?", {"y": "yes"}), lambda _: call()),
}


def note(screen: QuizScreen, called: list[str]) -> None:
    called.append("called")
    screen.query_one("#body")


def taking(app: Driver) -> QuizScreen:
    screen = app.app.screen
    assert isinstance(screen, QuizScreen)
    return screen


@pytest.mark.parametrize("way", WAYS)
async def test_a_callback_comes_while_its_screen_is_there(way: str, banks: Path) -> None:
    async with opened(launch(write_bank(banks, *judgements(2)))) as app:
        called: list[str] = []
        screen = taking(app)
        WAYS[way](screen, lambda: note(screen, called))
        if way == "after a dialog":
            await app.press("y")
        await app.until(lambda: called[:1] == ["called"])


@pytest.mark.parametrize("way", WAYS)
async def test_no_callback_comes_once_its_screen_left(way: str, banks: Path) -> None:
    async with opened(launch(write_bank(banks, *judgements(2)))) as app:
        called: list[str] = []
        screen = taking(app)
        WAYS[way](screen, lambda: note(screen, called))
        app.app.navigation.home()
        await app.until(lambda: not screen.children)
        called.clear()
        await app.settle()
        assert called == []


async def test_what_is_scheduled_by_a_screen_that_left_is_not_called(banks: Path) -> None:
    async with opened(launch(write_bank(banks, *judgements(2)))) as app:
        called: list[str] = []
        screen = taking(app)
        app.app.navigation.home()
        await app.until(lambda: not screen.children)
        for call in WAYS.values():
            call(screen, lambda: note(screen, called))
        await app.press("y")
        assert is_leaving(screen)
        assert called == []


async def test_a_callback_whose_screen_leaves_while_it_waits_does_no_harm(banks: Path) -> None:
    async with opened(launch(write_bank(banks, *judgements(2)))) as app:
        screen, ended = taking(app), []

        async def slow() -> None:
            app.app.navigation.home()
            await app.until(lambda: not screen.children)
            ended.append("left")
            screen.query_one("#body")

        app.app.call_later(callbacks._guarded(screen, slow))
        await app.until(lambda: ended == ["left"])
        await app.settle()
        assert app.screen == "HomeScreen"


async def test_what_is_missing_on_a_screen_that_is_there_is_a_fault(banks: Path) -> None:
    write_bank(banks, *judgements(2))

    async def look_for_nothing() -> None:
        async with opened() as app:
            callbacks.later(app.home, lambda: app.home.query_one("#no-such-widget"))
            await app.settle()

    with pytest.raises(NoMatches):
        await look_for_nothing()


async def test_a_screen_that_is_left_before_it_came_does_no_harm(banks: Path) -> None:
    path = write_bank(banks, *judgements(2))
    async with opened() as app:
        for _ in range(5):
            app.app.navigation.go("scores")
            app.app.navigation.home()
            app.app.navigation.go("settings")
            app.app.navigation.edit(path)
            app.app.navigation.go("preview", path)
            app.app.navigation.show_progress()
        app.app.navigation.home()
        await app.settle()
        assert app.screen == "HomeScreen"


async def test_keys_that_come_after_the_last_one_do_nothing(banks: Path) -> None:
    async with opened(launch(write_bank(banks, *judgements(2)))) as app:
        screen = taking(app)
        app.app.exit()
        await screen.run_action("home")
        await screen.run_action("page(1)")
        assert app.app.screen is screen


async def test_a_dialog_is_dismissed_once_and_takes_no_other_screen_with_it(banks: Path) -> None:
    write_bank(banks, *judgements(2))
    async with opened() as app:
        answers: list[str | None] = []
        choice = Decision("Really?", {"y": "yes"})
        callbacks.ask(app.home, choice, answers.append)
        await app.settle()
        app.app.push_screen(Help("", {}))
        await app.settle()
        choice.dismiss("covered")
        await app.settle()
        assert app.screen == "Help"
        await app.press("escape")
        choice.dismiss("y")
        choice.dismiss("twice")
        app.home.dismiss()
        await app.settle()
        assert answers == ["y"]
        assert app.screen == "HomeScreen"


def test_every_screen_and_every_list_is_guarded() -> None:
    for path in SOURCES:
        parts = path.relative_to(SOURCES[0].parent).with_suffix("").parts
        __import__(".".join(["quiz", "tui", *(part for part in parts if part != "__init__")]))

    def below(kind: type) -> set[type]:
        return {kind}.union(*map(below, kind.__subclasses__()))

    ours = {kind for kind in below(Screen) | below(OptionList) if kind.__module__.startswith("quiz.")}
    assert len(ours) > 10
    for kind in ours:
        assert issubclass(kind, ScreenGuards if issubclass(kind, Screen) else PageKeys), kind


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_nothing_is_scheduled_past_the_guard(path: Path) -> None:
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            asks = node.func.attr == "push_screen" and len(node.args) + len(node.keywords) > 1
            if node.func.attr in UNGUARDED or node.func.attr == "push_screen_wait" or asks:
                found.append((node.lineno, node.func.attr))
    assert found == [] or path.stem == "callbacks"
