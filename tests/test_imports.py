"""What a fresh process loads and makes."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

SCREEN = ("textual", "rich")
OPTIONAL = ("psycopg", "psycopg_binary", "aiohttp", "textual_serve", "selectolax", "openpyxl", "genanki", "zstandard")
OF_A_CLASS = ("quiz.serve", "quiz.tui.web", "quiz.tui.textual_private.web", "quiz.scores.store.postgres")
PROBE = """
import runpy, sys
wanted = sys.argv.pop(1)
try:
    if wanted.startswith("quiz."):
        for name in wanted.split():
            __import__(name)
    else:
        sys.argv = ["quiz", *wanted.split()]
        runpy.run_module("quiz", run_name="__main__")
except SystemExit as end:
    assert end.code in (0, None), end.code
sys.stderr.write("LOADED " + " ".join(sys.modules))
"""


def loaded(wanted: str, folder: Path) -> set[str]:
    """Return the modules that a fresh process has after importing modules or running a command."""
    done = subprocess.run(
        [sys.executable, "-c", PROBE, wanted], capture_output=True, text=True, check=False, cwd=folder, input=""
    )
    assert done.returncode == 0, done.stderr
    return set(done.stderr.rpartition("LOADED ")[2].split())


_LOADED: Final[dict[str, set[str]]] = {}


def loaded_anew(wanted: str, folder: Path) -> set[str]:
    """Return what is loaded where the program was never started before: several tests look at the same."""
    if wanted not in _LOADED:
        _LOADED[wanted] = loaded(wanted, folder)
    return _LOADED[wanted]


WITHOUT_SCREENS = """
quiz.practice.attempt quiz.practice.draw quiz.practice.grading quiz.practice.marking
quiz.scores.store.sqlite.store quiz.scores.store.engine quiz.scores.recorder
quiz.plain.dialogue quiz.library.library quiz.settings quiz.cli.common
""".strip()
"""What is imported in one process: what none of them loads stands for each."""


@pytest.mark.parametrize(
    "wanted",
    [
        pytest.param(WITHOUT_SCREENS, id="modules"),
        "check",
        "list",
        "today",
        "scores",
        "doctor",
        "schema",
        "take --plain --seed 1 aid",
        "--help",
        "take --help",
    ],
)
def test_only_the_app_loads_what_draws_screens(wanted: str, tmp_path: Path) -> None:
    modules = loaded_anew(wanted, tmp_path)
    assert "quiz" in modules
    assert {name.split(".")[0] for name in modules}.isdisjoint(SCREEN)
    assert not any(name.startswith("quiz.tui") for name in modules)


@pytest.mark.parametrize(
    "wanted",
    [
        "quiz.tui.app",
        pytest.param(WITHOUT_SCREENS, id="modules"),
        "list",
        "scores",
        "doctor",
        "take --plain --seed 1 aid",
    ],
)
def test_nothing_optional_is_loaded_before_it_is_asked_for(wanted: str, tmp_path: Path) -> None:
    modules = loaded_anew(wanted, tmp_path)
    assert {name.split(".")[0] for name in modules}.isdisjoint(OPTIONAL)
    assert not [name for name in modules if name.startswith(OF_A_CLASS)]


def test_the_app_does_load_them(tmp_path: Path) -> None:
    assert set(SCREEN) <= loaded_anew("quiz.tui.app", tmp_path)


@pytest.mark.parametrize("wanted", ["--help", "check", "list", "take --plain --seed 1 aid", "quiz.tui.app"])
def test_nothing_of_other_formats_is_loaded_where_no_file_of_them_is_met(wanted: str, tmp_path: Path) -> None:
    modules = loaded_anew(wanted, tmp_path)
    assert modules.isdisjoint({"selectolax", "openpyxl", "genanki", "zstandard", "quiz.formats.mapper"})


@pytest.mark.parametrize("wanted", ["check", "schema"])
def test_checking_needs_no_store_and_no_schedule(wanted: str, tmp_path: Path) -> None:
    assert loaded_anew(wanted, tmp_path).isdisjoint({"sqlite3", "fsrs", "tomlkit"})


def test_a_plain_quiz_needs_no_schedule_and_nothing_that_writes_settings(tmp_path: Path) -> None:
    assert loaded_anew("take --plain --seed 1 aid", tmp_path).isdisjoint({"fsrs", "tomlkit"})


@pytest.mark.parametrize("wanted", ["today", "list", "take --plain --seed 1 aid"])
def test_no_other_hashes_are_loaded_than_the_one_that_draws(wanted: str, tmp_path: Path) -> None:
    assert "_hashlib" not in loaded_anew(wanted, tmp_path)


def test_banks_that_did_not_change_need_no_reader(tmp_path: Path) -> None:
    loaded("list", tmp_path)
    assert loaded("list", tmp_path).isdisjoint({"yaml", "quiz.reading.reader"})


def test_home_is_drawn_without_library_and_store(tmp_path: Path) -> None:
    assert loaded_anew("quiz.tui.screens.home", tmp_path).isdisjoint(
        {"sqlite3", "quiz.library.library", "quiz.reading"}
    )
    assert loaded_anew("quiz.cli.common", tmp_path).isdisjoint({"sqlite3", "quiz.library.library", "quiz.reading"})


PLAIN_BANK = """
id: plain
title: Plain
references:
  - {id: window, title: The window}
questions:
  - {id: one, type: true-false, prompt: It rains., answer: true, explanation: It does. Look out., sources: [window]}
"""


@pytest.mark.parametrize("wanted", ["check plain.yaml", "take --plain --seed 1 aid", "list", "scores"])
def test_a_plain_bank_needs_neither_markdown_nor_colours_of_code(wanted: str, tmp_path: Path) -> None:
    """The bundled banks are plain but for their lessons, which a check reads."""
    (tmp_path / "plain.yaml").write_text(PLAIN_BANK)
    assert loaded_anew(wanted, tmp_path).isdisjoint({"markdown_it", "pygments"})


def test_the_app_loads_no_markdown_before_a_text_that_is(tmp_path: Path) -> None:
    modules = loaded_anew("quiz.tui.widgets.question_pane", tmp_path)
    assert not {"quiz.bank.markup", "quiz.tui.markup"} - modules
    assert "markdown_it" not in modules


def test_practice_needs_no_store(tmp_path: Path) -> None:
    assert loaded_anew("quiz.practice.attempt", tmp_path).isdisjoint({"sqlite3", "click", "quiz.scores", "quiz.cli"})


EVERY_MODULE = """
import importlib, pkgutil, quiz
for module in pkgutil.walk_packages(quiz.__path__, "quiz."):
    if module.name != "quiz.__main__":
        importlib.import_module(module.name)
        print(module.name)
import quiz.__main__
"""


def test_importing_everything_makes_nothing_reads_no_folder_and_says_nothing(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    names = ("HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME")
    folders = {f"QUIZ_{name}_DIR": str(home / name) for name in ("DATA", "CACHE", "CONFIG")}
    done = subprocess.run(
        [sys.executable, "-B", "-W", "error", "-c", EVERY_MODULE],
        capture_output=True,
        text=True,
        check=False,
        cwd=home,
        env={**os.environ, **dict.fromkeys(names, str(home)), **folders},
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert {"quiz.tui.app", "quiz.scores.store.sqlite.store", "quiz.reading.reader"} <= set(done.stdout.split())
    assert list(home.iterdir()) == []
