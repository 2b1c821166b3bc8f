"""Writing a bank in a real terminal: nothing typed is lost however the program ends; the terminal is shared."""

import os
import re
import signal
from typing import TYPE_CHECKING

import pytest

from tests.terminal.test_hostile_text import BANK, assert_only_own_escapes
from tests.terminal.test_leaving import assert_sane
from tests.tui.sentences import PALETTE, RIGHT, SAVED, SUBMIT, TEXT_NOT_SAVED, UNSAVED, WRONG

if TYPE_CHECKING:
    from tests.terminal.conftest import Place, Terminal

pytestmark = pytest.mark.terminal

LEAVING = 20.0
TEXT = """\
id: towns
title: Towns
questions:
  - id: rome
    type: true-false
    prompt: Rome lies on the Tiber.
    answer: true
    explanation: >-
      It was founded there.
"""
SAVE, QUIT = "\x13", "\x11"
F8, F9 = "\x1b[19~", "\x1b[20~"
ALL, BACK = "\x01", "\x7f"


def edited(place: "Place") -> "Terminal":
    """Return the author screen with text that is not saved but kept."""
    app = place.open("edit", "towns.yaml")
    app.wait("1:1")
    app.press("# mine\r", UNSAVED)
    app.wait(lambda: any((place.data / "drafts").glob("[0-9a-f]*")) if (place.data / "drafts").exists() else False)
    return app


def towns(place: "Place") -> str:
    return (place.folder / "towns.yaml").read_text(encoding="utf-8")


def assert_offered(place: "Place") -> None:
    """The text that was not saved is offered, taken up and saved."""
    assert towns(place) == TEXT
    app = place.open("edit", "towns.yaml")
    app.wait("that was never saved")
    app.press("\r", UNSAVED)
    app.press(SAVE, SAVED)
    assert towns(place) == f"# mine\n{TEXT}"
    app.type(QUIT)
    assert app.wait_end(LEAVING) == 0
    assert_sane(app)


@pytest.fixture
def town(place: "Place") -> "Place":
    (place.folder / "towns.yaml").write_text(TEXT, encoding="utf-8")
    return place


@pytest.mark.parametrize("pasted", [False, True], ids=["typed", "pasted"])
def test_a_bank_is_written_by_keys_alone_and_played(place: "Place", pasted: bool) -> None:
    app = place.open("edit", "banks/towns.yaml")
    app.wait("First question of which type?")
    app.press("\r", "questions:")
    app.type(ALL + BACK)
    app.wait("The file is empty")
    app.type(f"\x1b[200~{TEXT}\x1b[201~" if pasted else TEXT.replace("\n", "\r"))
    app.wait("It was founded there.")
    app.wait("No question of the bank has a source")
    app.press(SAVE, SAVED)
    assert (place.banks / "towns.yaml").read_bytes() == TEXT.encode()
    app.press("\x1b", "All banks")
    app.wait(re.compile(r"▌ (! )?Towns"))  # what was written is highlighted
    app.press("\r", "Rome lies on the Tiber.")
    app.press("t\r", RIGHT)
    app.type(QUIT)
    assert app.wait_end(LEAVING) == 0
    assert_sane(app)
    (attempt,) = place.attempts()
    assert [entry.taken.grade.fraction for entry in attempt.log] == [1.0]


def test_text_outlives_a_kill(town: "Place") -> None:
    edited(town).kill()
    assert_offered(town)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_text_outlives_a_signal_and_the_terminal_is_left_sane(town: "Place", number: signal.Signals) -> None:
    app = edited(town)
    app.process.send_signal(number)
    assert app.wait_end(LEAVING) == 128 + number
    assert_sane(app)
    assert_offered(town)


@pytest.mark.parametrize("controlling", [True, False], ids=["controlling terminal", "no controlling terminal"])
def test_text_outlives_a_closed_window_and_the_program_ends(town: "Place", controlling: bool) -> None:
    app = town.open("edit", "towns.yaml", controlling=controlling)
    app.wait("1:1")
    app.press("# mine\r", UNSAVED)
    app.close_window()
    app.process.wait(LEAVING)
    assert_offered(town)


def test_leaving_asks_and_a_second_ctrl_q_keeps_the_text(town: "Place") -> None:
    app = edited(town)
    app.press(QUIT, TEXT_NOT_SAVED)
    app.type(QUIT)
    assert app.wait_end(LEAVING) == 0
    assert_sane(app)
    assert_offered(town)


def test_the_own_editor_gets_the_terminal_and_the_line_and_gives_it_back(town: "Place") -> None:
    script = town.folder / "nano"
    script.write_text(
        '#!/bin/sh\nprintf "%s\\n" "$@" > said\nprintf "your turn "\nread answer\n'
        'for file; do :; done\necho "# $answer" >> "$file"\n',
        encoding="utf-8",
    )
    script.chmod(0o700)
    app = town.open("edit", "towns.yaml", "--question", "rome", EDITOR=str(script), VISUAL="")
    app.wait("4:1")
    app.press(F9, "your turn")
    assert app.mode(1049) is False
    assert app.mode(1000) is False
    app.type("theirs\n")
    app.wait(lambda: app.mode(1049) is True)
    app.wait("# theirs")
    assert towns(town) == f"{TEXT}# theirs\n"
    assert (town.folder / "said").read_text() == f"+4\n{os.path.realpath(town.folder)}/towns.yaml\n"
    app.press("# mine\r", UNSAVED)
    app.press(SAVE, SAVED)
    app.type(QUIT)
    assert app.wait_end(LEAVING) == 0
    assert_sane(app)


@pytest.mark.parametrize("command", ["edit", "preview"])
@pytest.mark.parametrize("size", [(120, 40), (40, 12)], ids=["wide", "small"])
def test_hostile_text_reaches_the_terminal_as_signs(place: "Place", command: str, size: tuple[int, int]) -> None:
    raw = BANK.replace("id: choices", "id: choices # \x1b]0;t\x07 \u202eend \x9b31m [/x]")
    (place.folder / "evil.yaml").write_text(raw, encoding="utf-8")
    (place.folder / "shown.yaml").write_text(BANK, encoding="utf-8")
    app = place.open(command, "evil.yaml", size=size)
    app.wait(re.compile(r"U\+001B is not|3 errors"))
    app.press("\x10", PALETTE)
    app.type(QUIT)
    assert app.wait_end(LEAVING) == 0
    assert_only_own_escapes(app)
    app = place.open(command, "shown.yaml", "--line", "12", size=size)
    app.wait("12:1" if command == "edit" else "prompt [/x] [red]x[/]")
    if command == "edit":
        app.press(F8, SUBMIT)
    app.press("?", WRONG)
    app.type(QUIT)
    assert app.wait_end(LEAVING) == 0
    assert_only_own_escapes(app)
