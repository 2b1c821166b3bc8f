"""Writing a bank in a real terminal: nothing typed is lost however the program ends; the terminal is shared."""

import os
import re
import signal
from functools import partial
from typing import TYPE_CHECKING, Final

import pytest

from quiz.authoring.drafts import Drafts
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


def begun(place: "Place", lines: int, *, controlling: bool = True) -> "Terminal":
    """Return the author screen with the last of so many lines typed; the others were not saved, and are offered."""
    app = place.open("edit", "towns.yaml", controlling=controlling)
    if lines > 1:
        app.wait("that was never saved")
        app.press("\r", UNSAVED)
    else:
        app.wait("1:1")
    app.press("# mine\r", lambda: UNSAVED in app.text and app.text.count("# mine") == lines)
    return app


def noted(lines: int) -> str:
    return "# mine\n" * lines + TEXT


def is_kept(place: "Place", lines: int) -> bool:
    """Say whether a text with so many lines of one's own is kept, and the file is as it was."""
    draft = Drafts(place.data / "drafts").kept(place.folder / "towns.yaml")
    return draft is not None and draft.data.decode() == noted(lines) and towns(place) == TEXT


def towns(place: "Place") -> str:
    return (place.folder / "towns.yaml").read_text(encoding="utf-8")


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


def killed(app: "Terminal") -> None:
    app.kill()


def terminated(app: "Terminal") -> None:
    app.process.terminate()
    assert app.wait_end(LEAVING) == 128 + signal.SIGTERM
    assert_sane(app)


def hung_up(app: "Terminal") -> None:
    app.process.send_signal(signal.SIGHUP)
    assert app.wait_end(LEAVING) == 128 + signal.SIGHUP
    assert_sane(app)


def window_closed(app: "Terminal") -> None:
    app.close_window()
    app.process.wait(LEAVING)


def left_by_a_second_ctrl_q(app: "Terminal") -> None:
    app.press(QUIT, TEXT_NOT_SAVED)
    app.type(QUIT)
    assert app.wait_end(LEAVING) == 0
    assert_sane(app)


ENDS: Final = (killed, terminated, hung_up, window_closed, window_closed, left_by_a_second_ctrl_q)


def test_text_outlives_each_way_in_which_the_program_ends(town: "Place") -> None:
    for lines, end in enumerate(ENDS, 1):
        app = begun(town, lines, controlling=end is not window_closed or lines % 2 == 0)
        if end is not window_closed:
            app.wait(partial(is_kept, town, lines))
        end(app)
        assert is_kept(town, lines), (end, lines)
    app = begun(town, len(ENDS) + 1)
    app.press(SAVE, SAVED)
    assert towns(town) == noted(len(ENDS) + 1)
    app.type(QUIT)
    assert app.wait_end(LEAVING) == 0
    assert_sane(app)


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


@pytest.mark.parametrize(("command", "size"), [("edit", (120, 40)), ("preview", (40, 12))])
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
