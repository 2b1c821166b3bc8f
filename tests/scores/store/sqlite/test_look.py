"""Looking at a store without writing: read-only files, folders and file systems, and a log that cannot be opened."""

import contextlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from quiz.practice.response import DONT_KNOW
from quiz.scores.store.sqlite import look as look_module
from quiz.scores.store.sqlite.look import copy_both, looked_at
from quiz.scores.store.sqlite.open import FILE_NAME, open_for_a_look, open_store
from quiz.scores.store.sqlite.store import SqliteStore
from tests.conftest import Invoke
from tests.scores.conftest import Begin

ROOT = Path(look_module.__file__).parents[4]
COMMANDS = (
    ["list"],
    ["list", "--format", "json"],
    ["scores"],
    ["progress"],
    ["progress", "--format", "json"],
    ["export-results", "-"],
    ["export-reviews"],
    ["analyse", "nine"],
)


@pytest.fixture
def store(data: Path, begin: Begin) -> Iterator[SqliteStore]:
    """A store that is open, its attempt in the log."""
    opened = open_store(data)
    begin(opened).answer(DONT_KNOW, 1)
    yield opened
    opened.close()


@pytest.fixture
def path(data: Path) -> Path:
    return data / FILE_NAME


def log(path: Path) -> Path:
    return path.with_name(path.name + "-wal")


def state(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}


def count(connection: sqlite3.Connection) -> int:
    return int(connection.execute("select count(*) from response").fetchone()[0])


# The ways in, one by one


def test_one_who_may_write_leaves_no_files_of_the_log_behind(path: Path, store: SqliteStore) -> None:
    store.close()
    before = state(path.parent)
    with looked_at(path) as connection:
        assert count(connection) == 1
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            connection.execute("delete from response")
    assert state(path.parent) == before


def test_a_store_without_a_log_is_read_by_itself(path: Path, store: SqliteStore) -> None:
    store.close()
    before = state(path.parent)
    with look_module._without_rights(path) as connection:
        assert count(connection) == 1
    log(path).touch()
    with look_module._without_rights(path) as connection:
        assert count(connection) == 1
    log(path).unlink()
    assert state(path.parent) == before


def test_a_log_with_content_is_read_from_a_copy_that_is_gone_afterwards(
    path: Path, store: SqliteStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copies = tmp_path / "copies"
    copies.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(copies))
    before = state(path.parent)
    with look_module._without_rights(path) as connection:
        assert count(connection) == 1
        assert len(list(copies.iterdir())) == 1
    assert list(copies.iterdir()) == []
    assert state(path.parent) == before
    with looked_at(path, without_log=True) as connection:
        assert count(connection) == 0


def test_a_copy_that_another_program_wrote_into_is_made_again(
    path: Path, store: SqliteStore, begin: Begin, tmp_path: Path
) -> None:
    recorder = begin(store)
    made: list[Path] = []

    def copy(source: Path, target: Path) -> None:
        shutil.copyfile(source, target)
        if len(made) < 3 and recorder.attempt.open_positions:
            recorder.step(recorder.attempt.go(recorder.attempt.open_positions[0]))
            recorder.answer(DONT_KNOW, 1)
        made.append(source)

    copy_both(path, tmp_path / "copy.db", copy)
    assert len(made) == 6
    with contextlib.closing(sqlite3.connect(tmp_path / "copy.db")) as connection:
        assert count(connection) == 4
        assert connection.execute("pragma integrity_check").fetchone() == ("ok",)


def test_a_copy_that_is_never_whole_is_told(path: Path, store: SqliteStore, begin: Begin, tmp_path: Path) -> None:
    def copy(source: Path, target: Path) -> None:
        shutil.copyfile(source, target)
        begin(store)

    with pytest.raises(OSError, match="goes on writing"):
        copy_both(path, tmp_path / "copy.db", copy)


# As another person, and on a read-only file system


WITHOUT_PRIVILEGE = """
import ctypes, os, sys
if os.geteuid() == 0:
    libc = ctypes.CDLL(None)
    for capability in (1, 2, 3):  # to pass over the permissions of files
        if libc.prctl(24, capability, 0, 0, 0):
            sys.exit(77)
os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
"""
EACH_COMMAND = """
import json, sys
from click.testing import CliRunner
from quiz.cli import quiz
for words in json.loads(sys.argv[1]):
    done = CliRunner().invoke(quiz, words, catch_exceptions=False)
    print(json.dumps([done.exit_code, done.stdout, done.stderr]))
"""


def each_without_privilege(*commands: Sequence[str]) -> list[tuple[int, str, str]]:
    """Run commands, one after another, in one process without that right; return code, output and errors of each."""
    done = python_without_privilege("-c", EACH_COMMAND, json.dumps(commands))
    assert (done.returncode, done.stderr) == (0, "")
    return [tuple(json.loads(line)) for line in done.stdout.splitlines()]


def without_privilege(*arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a command without the right to pass over permissions, with more in its environment."""
    return python_without_privilege("-m", "quiz", *arguments, **more)


def python_without_privilege(*arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    if sys.platform != "linux":
        pytest.skip("gives up a privilege of Linux")
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_PRIVILEGE, *arguments],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **more},
        check=False,
        timeout=60,
    )
    if done.returncode == 77:
        pytest.skip("the right to pass over permissions cannot be given up here")
    assert "Traceback" not in done.stderr
    return done


@pytest.fixture(params=["closed", "left behind", "open"])
def filled(request: pytest.FixtureRequest, data: Path, store: SqliteStore, tmp_path: Path) -> str:
    """A store with one attempt: closed in order, with the log of a program that was killed, or open; the uid."""
    (summary,) = store.summaries()
    if request.param == "left behind":
        shutil.copytree(data, tmp_path / "killed")
        store.close()
        shutil.rmtree(data)
        (tmp_path / "killed").rename(data)
        (data / "scores.db-shm").unlink()
        assert log(data / FILE_NAME).stat().st_size > 0
    if request.param == "closed":
        store.close()
    return summary.uid


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Make a folder and all files in it read-only."""
    for file in folder.rglob("*"):
        file.chmod(0o500 if file.is_dir() else 0o400)
    folder.chmod(0o500)
    try:
        yield
    finally:
        folder.chmod(0o700)
        for file in folder.rglob("*"):
            file.chmod(0o700 if file.is_dir() else 0o600)


def test_every_look_works_where_nothing_can_be_written(
    filled: str, data: Path, nine_file: Path, tmp_path: Path
) -> None:
    before = state(data)
    report, copy = str(tmp_path / "report.html"), str(tmp_path / "copy.db")
    commands = (*COMMANDS, ["scores", filled[:8]], ["report", filled[:8], report], ["backup", copy])
    with locked(data):
        said = {}
        for command, (code, out, errors) in zip(commands, each_without_privilege(*commands), strict=True):
            assert code == 0, command
            assert errors == "" or command[0] in {"report", "backup"}, command
            said[tuple(command)] = out
        assert filled[:8] in said["scores",]
        assert filled in said["export-results", "-"]
        asked = {"_QUIZ_COMPLETE": "bash_complete", "COMP_WORDS": "quiz scores ", "COMP_CWORD": "2"}
        assert filled[:8] in without_privilege(**asked).stdout
    assert state(data) == before
    with contextlib.closing(sqlite3.connect(copy)) as connection:
        assert count(connection) == 1


def test_one_file_that_cannot_be_written_in_a_folder_that_can_is_read(filled: str, data: Path, nine_file: Path) -> None:
    (data / FILE_NAME).chmod(0o400)
    assert filled[:8] in without_privilege("scores").stdout


def test_a_store_that_may_not_be_read_is_told_and_the_banks_are_listed(filled: str, data: Path) -> None:
    (data / FILE_NAME).chmod(0o000)
    done = without_privilege("list")
    assert done.returncode == 2
    assert str(data / FILE_NAME) in done.stderr
    assert "sanctions" in done.stdout
    assert without_privilege("scores").returncode == 2


def test_one_who_writes_is_told_that_nothing_can_be_written(filled: str, data: Path, nine_file: Path) -> None:
    before = state(data)
    with locked(data):
        done = without_privilege("take", str(nine_file), "--plain")
    assert done.returncode == 2
    assert str(data / FILE_NAME) in done.stderr
    assert state(data) == before


def test_a_read_only_file_system_is_read(filled: str, data: Path, nine_file: Path, invoke: Invoke) -> None:
    mounts = (["--bind", str(data), str(data)], ["-o", "remount,bind,ro", str(data)])
    try:
        done = [subprocess.run(["mount", *mount], capture_output=True, check=False).returncode for mount in mounts]
    except OSError:
        pytest.skip("there is no mount here")
    try:
        if any(done):
            pytest.skip("a folder cannot be mounted read-only here")
        for command in COMMANDS:
            looked = invoke(*command)
            assert (looked.exit_code, looked.stderr) == (0, ""), command
        assert filled[:8] in invoke("scores").stdout
        refused = invoke("take", nine_file, "--plain")
        assert (refused.exit_code, str(data / FILE_NAME) in refused.stderr) == (2, True)
    finally:
        if not done[0]:
            subprocess.run(["umount", "-l", str(data)], check=True)


# Nothing there yet


@pytest.mark.parametrize("command", COMMANDS)
def test_a_look_begins_no_store(command: list[str], data: Path, nine_file: Path, invoke: Invoke) -> None:
    for make in (False, True):
        if make:
            data.mkdir()
        done = invoke(*command)
        assert done.exit_code == 0
        assert data.exists() == make
        assert not make or list(data.iterdir()) == []


def test_a_look_at_an_empty_file_leaves_it_empty(path: Path, invoke: Invoke) -> None:
    path.parent.mkdir()
    path.touch()
    assert invoke("scores").exit_code == 0
    assert state(path.parent) == {FILE_NAME: b""}


def test_a_backup_is_never_written_over_the_store_itself(path: Path, store: SqliteStore, invoke: Invoke) -> None:
    done = invoke("backup", path)
    assert done.exit_code == 2
    assert "the store itself" in done.stderr
    store.check_place()


def test_a_look_reads_what_was_committed_last(path: Path, store: SqliteStore, begin: Begin) -> None:
    with contextlib.closing(open_for_a_look(path.parent)) as look:
        begin(store)
        assert len(look.summaries()) == 2
