"""However the program is left, the terminal is as it was found, nothing is lost, and no process stays behind."""

import os
import re
import signal
import termios
from typing import TYPE_CHECKING, Any

import pytest

from tests.terminal.conftest import ALT_SCREEN, Terminal
from tests.tui.sentences import PALETTE, RIGHT, nth

if TYPE_CHECKING:
    from tests.terminal.conftest import Place

pytestmark = pytest.mark.terminal

MOUSE_MODES = (1000, 1002, 1003, 1006, 1015, 1016)
LEAVING = 20.0
"""Seconds within which the program must be gone; usually it takes a third of one."""


def assert_sane(terminal: "Terminal") -> None:
    assert terminal.mode(1049) is False, "the alternate screen is left"
    assert terminal.mode(25) is True, "the cursor is shown"
    assert not any(terminal.mode(number) for number in MOUSE_MODES), "the mouse is not reported"
    assert not terminal.mode(2004), "pasting is not bracketed"
    assert not terminal.mode(1004), "focus is not reported"
    assert terminal.mode(7) is not False, "lines wrap"
    pushed, popped = terminal.raw.count(b"\x1b[>"), terminal.raw.count(b"\x1b[<u")
    assert pushed == popped, "the keyboard protocol is given back"
    local: Any = terminal.flags[3]
    for flag in (termios.ECHO, termios.ICANON, termios.ISIG):
        assert local & flag, "the terminal echoes, edits lines and sends signals"
    assert terminal.flags == terminal.flags_before


def answered_once(place: "Place", **options: Any) -> "Terminal":
    """Return the app with one response shown as taken."""
    app = place.open("take", "capitals", "--seed", "3", **options)
    app.wait(nth(1, 6))
    app.press("1", "●  1")
    app.press("\r", RIGHT)
    return app


def drawn(terminal: "Terminal", times: int) -> bool:
    """Tell whether the alternate screen was entered so many times, and the question written since: it is blank then."""
    _, *frames = terminal.raw.split(ALT_SCREEN)
    return len(frames) == times and b"Capitals" in frames[-1]


def assert_kept(place: "Place") -> None:
    (attempt,) = place.attempts()
    assert [entry.taken.grade.fraction for entry in attempt.log] == [1.0]
    assert attempt.finished is None


@pytest.mark.parametrize(("number", "where"), [(signal.SIGTERM, "question"), (signal.SIGHUP, "home")])
def test_a_signal_leaves_a_sane_terminal_and_says_so_in_the_exit_code(
    place: "Place", number: signal.Signals, where: str
) -> None:
    if where == "question":
        app = answered_once(place)
    else:
        app = place.open()
        app.wait(re.compile(r"Capitals +6\b"))
    assert app.mode(1049)
    assert app.mode(1000)
    assert app.cursor_hidden
    app.process.send_signal(number)
    assert app.wait_end(LEAVING) == 128 + number
    assert_sane(app)
    if where == "question":
        assert_kept(place)


@pytest.mark.parametrize("keys", ["\x11", "\x1bq", "\x03\x11"], ids=["ctrl+q", "escape q", "ctrl+c ctrl+q"])
def test_leaving_by_a_key_loses_nothing(place: "Place", keys: str) -> None:
    app = answered_once(place)
    for key in keys:
        if key == "q":
            app.wait("Continue  ")
        app.type(key)
    assert app.wait_end(LEAVING) == 0
    assert_sane(app)
    assert_kept(place)


def test_ctrl_c_does_not_end_the_app_unasked(place: "Place") -> None:
    app = answered_once(place)
    app.press("\x03", "Ctrl+C once more leaves")
    app.go_on(nth(2, 6))
    assert app.process.poll() is None


@pytest.mark.parametrize("over", ["", "\x1bOP"], ids=["question", "help over it"])
def test_ctrl_c_twice_leaves_and_loses_nothing(place: "Place", over: str) -> None:
    app = answered_once(place)
    if over:
        app.press(over, "Take back the last response")
    app.type("\x03\x03")
    assert app.wait_end(LEAVING) == 130
    assert_sane(app)
    assert_kept(place)


def test_ctrl_z_waits_in_the_background_of_a_shell_until_fg_brings_it_back(place: "Place") -> None:
    quiz = " ".join(place.command("take", "capitals", "--seed", "3"))
    shell = Terminal(["/bin/sh", "-mc", f"{quiz}; echo suspended; read line; fg"], place.environment, place.folder)
    place.opened.append(shell)
    shell.wait(nth(1, 6))
    shell.press("1", re.compile(r"[1A] .*True"))
    shell.press("\x1a", "suspended")
    assert shell.mode(1049) is False
    assert shell.mode(25) is True
    assert shell.flags[3] & termios.ECHO
    shell.press("\n", lambda: drawn(shell, 2))
    shell.press("\r", re.compile("Right|Wrong"))
    shell.type("\x11")
    assert shell.wait_end(LEAVING) == 0
    assert_sane(shell)
    assert_kept(place)


def test_a_program_that_was_stopped_from_outside_goes_on_and_leaves(place: "Place") -> None:
    app = answered_once(place)
    for times in (2, 3):
        app.process.send_signal(signal.SIGSTOP)
        os.waitid(os.P_PID, app.process.pid, os.WSTOPPED)
        app.set_back()
        app.process.send_signal(signal.SIGCONT)
        app.wait(lambda: drawn(app, times))  # noqa: B023 - it is not kept
    app.go_on(nth(2, 6))
    app.type("\x11")
    assert app.wait_end(LEAVING) == 0
    assert_sane(app)
    assert_kept(place)


def test_ctrl_z_does_nothing_where_no_shell_could_bring_the_program_back(place: "Place") -> None:
    app = answered_once(place)
    app.type("\x1a")
    app.go_on(nth(2, 6))


def test_ctrl_q_works_while_a_text_is_typed_and_a_dialog_is_open(place: "Place") -> None:
    place.write_bank(
        "id: words\ntitle: Words\nlanguage: en\nquestions:\n"
        "  - {id: a, type: text, prompt: Which town is it?, answers: [Paris]}\n",
        "words.yaml",
    )
    app = place.open("take", "words")
    app.wait("Which town")
    app.press("Par", "Par")
    app.press("\x10", PALETTE)
    app.type("\x11")
    assert app.wait_end(LEAVING) == 0
    assert_sane(app)


@pytest.mark.parametrize(
    ("controlling", "where"),
    [(True, "question"), (False, "question"), (False, "home")],
    ids=["controlling terminal", "no controlling terminal", "no controlling terminal, home"],
)
def test_a_closed_window_ends_the_program_and_loses_nothing(place: "Place", controlling: bool, where: str) -> None:
    if where == "question":
        app = answered_once(place, controlling=controlling)
    else:
        app = place.open(controlling=controlling)
        app.wait(re.compile(r"Capitals +6\b"))
    app.close_window()
    app.process.wait(LEAVING)
    if where == "question":
        assert_kept(place)


@pytest.mark.parametrize("controlling", [True, False], ids=["controlling terminal", "no controlling terminal"])
def test_a_closed_window_ends_the_line_mode_too(place: "Place", controlling: bool) -> None:
    lines = place.open("take", "capitals", "--plain", controlling=controlling)
    lines.wait(nth(1, 6))
    lines.press("1\r", "Right.")
    lines.close_window()
    lines.process.wait(LEAVING)
    assert_kept(place)


def test_ctrl_c_in_the_line_mode_keeps_what_was_answered_and_exits_130(place: "Place") -> None:
    lines = place.open("take", "capitals", "--plain")
    lines.wait(nth(1, 6))
    lines.press("1\r", nth(2, 6))
    lines.type("\x03")
    assert lines.wait_end(LEAVING) == 130
    assert "Traceback" not in lines.text
    assert lines.flags == lines.flags_before
    assert_kept(place)


def test_a_program_that_was_told_to_hang_up_before_it_drew_leaves_too(place: "Place") -> None:
    app = place.open()
    app.wait(lambda: b"\x1b[?1049h" in app.raw)
    app.process.send_signal(signal.SIGHUP)
    assert app.wait_end(LEAVING) in {128 + signal.SIGHUP, -signal.SIGHUP}
