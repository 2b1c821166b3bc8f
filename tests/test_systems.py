"""What Windows does not have is not needed: the program runs with the modules of POSIX systems blocked."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ONLY_POSIX = (
    *("fcntl", "termios", "pty", "tty", "pwd", "grp", "resource", "syslog", "crypt", "spwd", "nis"),
    *("curses", "_curses", "readline"),
)
HEADLESS = "textual.drivers.headless_driver:HeadlessDriver"
"""The driver that needs no terminal; Textual's for POSIX systems needs `termios`, that for Windows needs Windows."""
BLOCKED = f"""
import sys
for name in {ONLY_POSIX!r}:
    sys.modules[name] = None  # what importing a module that is not there ends in
"""
IMPORTING = """
import importlib, pkgutil, quiz
for module in pkgutil.walk_packages(quiz.__path__, "quiz."):
    importlib.import_module(module.name)
    print(module.name)
"""
RUNNING = """
import quiz.__main__
quiz.__main__.main()
"""
OPENING = """
import asyncio
from quiz.tui.app import QuizApp

async def run():
    app = QuizApp()
    async with app.run_test() as pilot:
        await pilot.pause()
        await pilot.press("ctrl+q")
    app.services.store.close()
    print("left", app.return_code)

asyncio.run(run())
"""


def blocked(program: str, folder: Path, *arguments: str, said: str = "") -> str:
    """Return what a fresh process without these modules prints; it ends with 0."""
    folders = {f"QUIZ_{name}_DIR": str(folder / name.lower()) for name in ("DATA", "CACHE", "CONFIG")}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", BLOCKED + program, *arguments],
        capture_output=True,
        encoding="utf-8",
        check=False,
        cwd=folder,
        input=said,
        env={**os.environ, **folders, "PYTHONUTF8": "1", "TEXTUAL_DRIVER": HEADLESS},
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout


@pytest.mark.parametrize("name", ONLY_POSIX)
def test_a_blocked_module_is_not_there(name: str, tmp_path: Path) -> None:
    proof = f"try:\n    import {name}\nexcept ImportError:\n    print('not there')\n"
    assert blocked(proof, tmp_path) == "not there\n"


def test_every_module_is_imported_without_what_only_posix_has(tmp_path: Path) -> None:
    found = blocked(IMPORTING, tmp_path).split()
    assert {
        "quiz.__main__",
        "quiz.tui.app",
        "quiz.tui.screens.author",
        "quiz.scores.store.sqlite.store",
        "quiz.plain.dialogue",
    } <= set(found)


def test_commands_run_without_what_only_posix_has(tmp_path: Path) -> None:
    assert "Sanctions" in blocked(RUNNING, tmp_path, "list")
    taken = blocked(RUNNING, tmp_path, "take", "aid", "--plain", "--count", "2", "--seed", "1", said="?\n\n?\n\n")
    assert "Score: 0 of 2" in taken
    assert "aid" in blocked(RUNNING, tmp_path, "scores")
    assert "aid" in blocked(RUNNING, tmp_path, "progress", "--format", "json")
    assert blocked(RUNNING, tmp_path, "schema").startswith("{")
    assert blocked(RUNNING, tmp_path, "backup", "copy.db")
    assert (tmp_path / "copy.db").stat().st_size > 0


def test_the_app_opens_without_what_only_posix_has(tmp_path: Path) -> None:
    assert "left 0" in blocked(OPENING, tmp_path)
