"""`quiz today` in one line, and what it does where it cannot know."""

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete

from quiz.cli import quiz
from quiz.practice.types import Mode
from quiz.scores.store.engine import open_store
from tests.conftest import Invoke, Run
from tests.tui.driving import judgements, write_bank

BASH = shutil.which("bash") or ""


@pytest.fixture(autouse=True)
def _library_without_lessons(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let another bank stand in the place of the bundled ones, which have lessons."""
    write_bank(tmp_path / "others", *judgements(30), name="others")
    monkeypatch.setattr("quiz.library.folders.bundled_banks_folder", lambda: tmp_path / "others")


def test_a_first_day_has_what_is_new_and_makes_nothing(
    invoke: Invoke, shelf: Path, nine_file: Path, data: Path
) -> None:
    done = invoke("today")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "10 new\n", "")
    assert not (data / "scores.db").exists()


def test_what_was_done_counts_and_the_questions_of_the_day_go_down(
    invoke: Invoke, shelf: Path, nine_file: Path
) -> None:
    invoke("take", "nine", "--plain", "--count", 4, input="?\n" * 4)
    assert invoke("today").stdout == "6 new · day 1\n"
    found = json.loads(invoke("today", "--format", "json").stdout)
    told = ("due", "new", "mistakes", "wrong", "done", "goal", "streak", "tomorrow")
    assert {name: found[name] for name in told} == {
        "due": 0,
        "new": 6,
        "mistakes": 0,
        "wrong": 4,
        "done": 4,
        "goal": 20,
        "streak": 1,
        "tomorrow": 4,
    }
    assert [day["responses"] for day in found["week"]] == [0, 0, 0, 0, 0, 0, 4]
    assert invoke("today", "--learner", "Bob").stdout == "10 new\n"


def test_a_day_that_is_done_says_what_tomorrow_brings(invoke: Invoke, shelf: Path) -> None:
    invoke("take", "--plain", input="?\n" * 10)
    assert invoke("today").stdout == "done for today · tomorrow 10 · day 1\n"


def test_a_store_that_cannot_be_read_is_no_zero(invoke: Invoke, shelf: Path, nine_file: Path, data: Path) -> None:
    data.mkdir(exist_ok=True)
    (data / "scores.db").mkdir()
    done = invoke("today")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "scores.db" in done.stderr


def test_a_store_of_a_newer_program_is_no_zero_and_stays_as_it_is(invoke: Invoke, shelf: Path, data: Path) -> None:
    open_store(data).close()
    with closing(sqlite3.connect(data / "scores.db")) as connection:
        connection.execute("pragma user_version = 99")
    before = (data / "scores.db").read_bytes()
    done = invoke("today")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "newer version" in done.stderr
    assert (data / "scores.db").read_bytes() == before


def test_a_set_of_today_is_taken_line_by_line_and_gone_on_with(
    invoke: Invoke, shelf: Path, nine_file: Path, data: Path
) -> None:
    first = invoke("take", "--today", "--plain", input="?\n?\n")
    assert first.exit_code == 0, first.stderr
    again = invoke("take", "--today", "--plain", input="")
    assert "Going on with what was left open: 2 of 10 questions answered." in again.stderr
    (one,) = open_store(data).summaries()
    assert (one.mode, one.options.purpose, one.options.count) == (Mode.REVIEW, "today", 12)


def test_a_set_of_today_ends_with_what_the_day_still_asks(invoke: Invoke, shelf: Path) -> None:
    done = invoke("take", "--today", "--plain", "--count", 4, input="?\n" * 4)
    assert done.stderr.endswith("Today: 6 new · day 1. 4 of 20 answers.\n")
    assert "Today:" not in done.stdout
    assert "Today:" not in invoke("take", "--plain", "--count", 1, input="?\n").stderr


def test_two_kinds_of_sets_at_once_are_none(invoke: Invoke, shelf: Path) -> None:
    for wrong in (("--today", "--ahead"), ("--today", "--mode", "exam"), ("--ahead", "--mode", "mistakes")):
        done = invoke("take", "--plain", *wrong)
        assert (done.exit_code, done.stdout) == (2, "")
        assert "leave out" in done.stderr


@pytest.mark.skipif(not BASH, reason="there is no bash")
def test_the_line_of_readme_puts_the_day_into_a_prompt(run: Run, shelf: Path, tmp_path: Path) -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    (line,) = re.findall(r"^\| bash, `~/.bashrc` \| `(.+)` \|$", readme, re.MULTILINE)
    said = run("today").stdout.strip()
    function = f'quiz() {{ "{sys.executable}" -m quiz "$@"; }}'
    shell = subprocess.run(
        [BASH, "--norc", "-c", f'{function}; PS1="> "; {line}; printf %s "$PS1"'],
        capture_output=True,
        encoding="utf-8",
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONUTF8": "1"},
        check=True,
    )
    assert (shell.stdout, shell.stderr) == (f"[{said}] > ", "")
    assert said == "2 lessons"  # the program by itself has the bundled banks


def test_the_names_of_learners_are_offered(invoke: Invoke, shelf: Path, nine_file: Path) -> None:
    invoke("take", "nine", "--plain", "--count", 1, input="?\n")
    completion = ShellComplete(quiz, {}, "quiz", "_QUIZ_COMPLETE")
    assert [item.value for item in completion.get_completions(["today", "--learner"], "")] == ["Ada"]
