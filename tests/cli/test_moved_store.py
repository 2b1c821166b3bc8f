"""The store goes while `quiz take --plain` is in the middle of an attempt: nothing that was shown is lost."""

import contextlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from quiz.scores.store.engine import open_store
from quiz.scores.store.sqlite.open import FILE_NAME
from tests.conftest import Invoke, Run


class Quiz:
    """`quiz take --plain` in a process of its own, answered line by line."""

    def __init__(self, *arguments: object) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "quiz", "take", *map(str, arguments), "--plain"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONUTF8": "1"},
        )
        self.out = self._read()

    def answer(self, times: int = 1) -> None:
        """Give the next responses, each after its question stands there."""
        for _ in range(times):
            self.type("?")

    def type(self, line: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        self.out += self._read()

    def _read(self) -> str:
        """Read until a question, the sheet or the score was said, or a command was obeyed."""
        assert self.process.stdout is not None
        said = ""
        while line := self.process.stdout.readline():
            said += line
            if line.startswith(("Question ", "Score:", "Hand in?", "Flagged")):
                break
        return said

    def end(self) -> tuple[int, str, str]:
        """Close the input; return exit code, all of standard output and standard error."""
        out, errors = self.process.communicate(timeout=60)
        assert "Traceback" not in errors
        return self.process.returncode, self.out + out, errors


@pytest.fixture
def quiz(nine_file: Path) -> Iterator[Quiz]:
    """A quiz of nine questions, two of them answered."""
    quiz = Quiz(nine_file, "--seed", 7)
    quiz.answer(2)
    yield quiz
    quiz.process.kill()
    quiz.process.communicate()


@pytest.fixture
def another(tmp_path: Path, invoke: Invoke, nine_file: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The store of another machine, on which Bob was asked."""
    with monkeypatch.context() as elsewhere:
        elsewhere.setenv("QUIZ_DATA_DIR", str(tmp_path / "another"))
        invoke("take", nine_file, "--plain", "--learner", "Bob", input="?\n" * 9)
    return tmp_path / "another" / FILE_NAME


def attempts(invoke: Invoke) -> list[dict[str, Any]]:
    done = invoke("scores", "--format", "json")
    assert (done.exit_code, done.stderr) == (0, "")
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def _remove(data: Path) -> None:
    for file in data.glob("scores.db*"):
        file.unlink()


def _remove_all(data: Path) -> None:
    shutil.rmtree(data)


def _remove_main(data: Path) -> None:
    (data / FILE_NAME).unlink()


def _replace(data: Path) -> None:
    (data.parent / "another" / FILE_NAME).replace(data / FILE_NAME)


def _roll_back(data: Path) -> None:
    """Put back what a synchronising tool had: the store as it was, without what stands in the log."""
    shutil.copyfile(data / FILE_NAME, data / "synchronised")
    (data / "synchronised").replace(data / FILE_NAME)


@pytest.mark.parametrize(
    ("move", "more"),
    [
        *((_remove, 1), (_remove_all, 0), (_remove_main, 7)),
        *((_replace, 0), (_replace, 1), (_roll_back, 1), (_roll_back, 7)),
    ],
)
def test_a_store_that_goes_in_the_middle_has_all_that_was_shown_in_the_one_that_is_there(
    quiz: Quiz, another: Path, data: Path, invoke: Invoke, move: Callable[[Path], None], more: int
) -> None:
    with contextlib.closing(open_store(data)) as store:
        (before,) = store.summaries()
    move(data)
    quiz.answer(more)
    code, out, errors = quiz.end()
    assert code == 0
    assert str(data / FILE_NAME) in errors
    assert "brought into the file that is there now" in errors
    assert ("Score: 0 of 10" in out) == (more == 7)
    assert out.count("Question ") == min(9, 3 + more)
    (kept,) = [one for one in attempts(invoke) if one["learner"] == "Ada"]
    assert (kept["id"], kept["answered"]) == (before.uid, 2 + more)
    assert (kept["finished"] is not None) == (more == 7)
    assert [one["learner"] for one in attempts(invoke) if one["learner"] != "Ada"] == ["Bob"] * (move is _replace)
    if more < 7:
        rest = invoke("take", "--plain", "--resume", input="?\n" * 9)
        assert "Score: 0 of 10" in rest.stdout


def test_an_exam_goes_on_too(nine_file: Path, data: Path, invoke: Invoke) -> None:
    quiz = Quiz(nine_file, "--mode", "exam")
    quiz.answer(2)
    _remove(data)
    for line in ("?", ":flag", ":undo", ":go 9", "?", "yes"):
        quiz.type(line)
        _remove(data)
    code, out, _ = quiz.end()
    assert (code, "Score: 0 of 10" in out) == (0, True)
    (kept,) = attempts(invoke)
    assert (kept["answered"], kept["finished"] is not None) == (3, True)


def test_looking_never_takes_the_store_away_from_one_who_writes(
    quiz: Quiz, data: Path, run: Run, invoke: Invoke
) -> None:
    content = bytearray((data / FILE_NAME).read_bytes())
    content[4096:] = b"\xa5" * (len(content) - 4096)
    (data / FILE_NAME).write_bytes(content)
    for command in (["list"], ["scores"], ["progress"], ["export-results", "-"]):
        done = run(*command)
        assert "Traceback" not in done.stderr
    assert not list(data.glob("*damaged*"))
    assert (data / FILE_NAME).stat().st_size == len(content)
    done = run("take", "--plain", "aid", "--count", 1, input="?\n")
    assert (done.returncode, "another program has the scores open" in done.stderr) == (2, True)
    quiz.answer(7)
    code, out, errors = quiz.end()
    assert (code, "Score: 0 of 10" in out) == (0, True)
    assert str(data / "scores.damaged-1.db") in errors
    (kept,) = attempts(invoke)
    assert (kept["answered"], kept["finished"] is not None) == (9, True)


def test_where_no_store_can_be_had_what_was_shown_is_kept_in_a_file_that_can_be_brought_in(
    quiz: Quiz, data: Path, invoke: Invoke
) -> None:
    _remove(data)
    (data / FILE_NAME).mkdir()
    quiz.answer(1)
    code, _, errors = quiz.end()
    assert code == 2
    assert "quiz import-results" in errors
    (data / FILE_NAME).rmdir()
    file = next(data.glob("rescued-*.jsonl"))
    assert str(file) in errors
    assert invoke("import-results", file).exit_code == 0
    (kept,) = attempts(invoke)
    assert kept["answered"] == 2


def test_a_restore_waits_for_nobody_and_breaks_in_on_nobody(
    quiz: Quiz, data: Path, run: Run, invoke: Invoke, another: Path
) -> None:
    done = run("restore", another)
    assert done.returncode == 2
    assert "another program has the scores open" in done.stderr
    quiz.answer(7)
    assert quiz.end()[0] == 0
    assert run("restore", another).returncode == 0
    assert [one["learner"] for one in attempts(invoke)] == ["Bob"]


def test_a_program_that_was_killed_leaves_its_log_to_nobody_else(
    quiz: Quiz, data: Path, invoke: Invoke, another: Path, nine_file: Path
) -> None:
    quiz.process.kill()
    quiz.process.wait()
    assert (data / "scores.db-wal").stat().st_size > 0
    another.replace(data / FILE_NAME)
    assert [one["learner"] for one in attempts(invoke)] == ["Bob"]
    done = invoke("take", nine_file, "--plain", input="?\n")
    assert str(data / "scores.replaced-1.db-wal") in done.stderr
    assert sorted(one["learner"] for one in attempts(invoke)) == ["Ada", "Bob"]
