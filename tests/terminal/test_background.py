"""The terminal is asked for its background: no time is lost, no key, and no response to an answer that comes late."""

import signal
from typing import TYPE_CHECKING

import pytest
from textual.theme import Theme

from quiz.practice.questions.choice import Chosen
from quiz.settings import FILE_NAME
from quiz.tui.background import QUERY
from quiz.tui.themes import DARK, LIGHT
from tests.terminal.conftest import ALT_SCREEN

if TYPE_CHECKING:
    from tests.terminal.conftest import Place, Terminal

pytestmark = pytest.mark.terminal

COLOUR, ATTRIBUTES = "\x1b]11;rgb:1234/5678/9abc", "\x1b[?64;1;2;3;4;5;6;7;8;9c"
NINE = """\
id: nine
title: Nine
language: en
questions:
  - id: a
    type: multiple
    prompt: Which of them?
    answers: ['1', '2', '3', '4', '5', '6', '7', '8']
    distractors: ['9']
"""


def asked(terminal: "Terminal") -> None:
    terminal.wait(lambda: QUERY in terminal.raw)


@pytest.mark.parametrize(("part", "end"), [(1, "\x1b\\"), (7, "\x07"), (100, "\x1b\\")], ids=["1", "7", "100"])
def test_a_late_answer_in_the_middle_of_a_question_chooses_nothing(place: "Place", part: int, end: str) -> None:
    place.write_bank(NINE, "nine.yaml")
    app = place.open("take", "nine")
    app.wait("Which of them?")
    answer = COLOUR + end + ATTRIBUTES
    for start in range(0, len(answer), part):
        app.type(answer[start : start + part])
        app.watch(0.01)
    app.type("4\r")
    app.wait(lambda: bool(place.attempts()[0].log))
    assert place.attempts()[0].log[0].taken.response == Chosen(("4",))


def test_it_is_asked_before_the_app_is_loaded_and_nothing_is_echoed(place: "Place") -> None:
    app = place.open()
    asked(app)
    app.type(COLOUR + "\x07" + ATTRIBUTES)
    app.wait(lambda: ALT_SCREEN in app.raw)
    assert app.raw.startswith(QUERY + ALT_SCREEN)


@pytest.mark.parametrize(("colour", "theme"), [("ffff/ffff/ffff", LIGHT), ("1e1e/1e1e/2e2e", DARK)])
def test_the_app_is_light_where_the_terminal_is(place: "Place", colour: str, theme: Theme) -> None:
    place.environment["COLORTERM"] = "truecolor"
    app = place.open()
    asked(app)
    app.type(f"\x1b]11;rgb:{colour}\x07{ATTRIBUTES}")
    app.wait("Capitals")
    assert theme.background is not None
    assert app.background(0, 3) == theme.background.lower()


def test_what_is_typed_meanwhile_is_given_on_to_the_app(place: "Place") -> None:
    app = place.open()
    asked(app)
    app.type(COLOUR + "\x07so" + ATTRIBUTES)
    app.wait("Scores")
    assert app.process.poll() is None


def test_a_program_that_is_stopped_while_it_loads_leaves_the_terminal_as_it_was(place: "Place") -> None:
    app = place.open()
    asked(app)
    app.type("\x03")
    app.wait(lambda: app.process.poll() is not None)
    assert app.wait_end() == 130
    assert app.flags == app.flags_before
    assert b"Traceback" not in app.raw


@pytest.mark.parametrize("shown", [ALT_SCREEN, b"Scores"], ids=["at once", "on home"])
def test_a_program_that_is_interrupted_ends_in_order(place: "Place", shown: bytes) -> None:
    app = place.open()
    app.wait(lambda: shown in app.raw)
    app.process.send_signal(signal.SIGINT)
    assert app.wait_end() == 130
    assert app.flags == app.flags_before
    assert b"Traceback" not in app.raw


@pytest.mark.parametrize(("name", "value"), [("TMUX", "/tmp/tmux-0/default,1,0"), ("TERM", "screen-256color")])
def test_what_is_no_terminal_of_its_own_is_not_asked(place: "Place", name: str, value: str) -> None:
    place.environment[name] = value
    app = place.open()
    app.wait("Capitals")
    assert QUERY not in app.raw


def test_a_theme_once_chosen_is_never_asked_about(place: "Place") -> None:
    settings = place.folder / "config" / FILE_NAME
    settings.parent.mkdir()
    settings.write_text('theme = "nord"\n', encoding="utf-8")
    app = place.open()
    app.wait("Capitals")
    assert QUERY not in app.raw
