"""Commands on a store with values that make no sense: what does not need them goes on, and nothing ends in a trace."""

import json
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import Result

from quiz.library.library import open_bank
from quiz.practice.draw import Options
from quiz.practice.response import DONT_KNOW
from quiz.practice.types import Mode
from quiz.scores.recorder import start
from quiz.scores.store.sqlite.open import open_store
from tests import spoilt
from tests.conftest import NINE, SOURCES
from tests.examples import TIMES

Invoke = Callable[..., Result]
DAMAGES = 16 * TIMES
"""So many files are damaged in a run; `QUIZ_EXAMPLES=10 pytest …` makes it 160."""


class Kept:
    """A data folder with a finished attempt, one to be spoilt, an open one and an exam; its ids in that order."""

    def __init__(self, folder: Path, uids: list[str]) -> None:
        self.folder = folder
        self.store = folder / "scores.db"
        self.uids = uids
        self.sound, self.bad, self.open, self.exam = uids


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """A data folder to be copied: its responses are written once."""
    folder = tmp_path_factory.mktemp("filled")
    (folder / "nine.yaml").write_text(NINE, encoding="utf-8")
    (folder / "sources.yaml").write_text(SOURCES, encoding="utf-8")
    bank = open_bank(folder / "nine.yaml").bank
    assert bank is not None
    store = open_store(folder / "data")
    uids = []
    for seed, mode in enumerate([Mode.PRACTICE, Mode.PRACTICE, Mode.PRACTICE, Mode.EXAM]):
        recorder = start(store, [bank], learner="Ada", options=Options(count=None), seed=seed, mode=mode)
        for position in range(2 if seed == 2 else 9):
            recorder.step(recorder.attempt.go(position))
            recorder.answer(DONT_KNOW, 1.5)
        if mode is Mode.EXAM:
            recorder.hand_in()
        uids.append(recorder.attempt.uid)
    store.close()
    return Kept(folder / "data", uids)


@pytest.fixture
def kept(filled: Kept, nine_file: Path, data: Path) -> Kept:
    shutil.copytree(filled.folder, data)
    return Kept(data, filled.uids)


def check_told(done: Result) -> None:
    """Fail where a command ended in a fault of its own, or what it said would steer the terminal."""
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    assert done.exit_code in {0, 1, 2}
    assert "Traceback" not in done.output
    for sign in ("\x1b", "\x07", "\u202e"):
        assert sign not in done.output


def commands(kept: Kept, nine_file: Path, folder: Path) -> Iterator[tuple[bool, tuple[object, ...]]]:
    """Give what is run: whether it needs nothing of the attempt that is bad, and the arguments."""
    sound, bad = kept.sound, kept.bad
    yield True, ("list",)
    yield True, ("scores",)
    yield True, ("scores", "--format", "json", "--sort", "best")
    yield True, ("scores", sound)
    yield False, ("scores", bad)
    yield True, ("progress",)
    yield True, ("export-results", folder / "all.jsonl")
    yield True, ("export-reviews",)
    yield True, ("report", sound)
    yield False, ("report", bad)
    yield True, ("analyse", nine_file, "--mode", "all")
    yield True, ("take", nine_file, "--plain", "--mode", "mistakes")
    yield True, ("take", "--plain", "--resume", kept.open)
    yield False, ("restore", folder / "copy.db")


@pytest.mark.parametrize("bad", list(spoilt.one_each()), ids=str)
def test_no_command_that_does_not_need_what_is_bad_is_stopped(
    invoke: Invoke, kept: Kept, nine_file: Path, tmp_path: Path, bad: spoilt.BadValue
) -> None:
    bad.put(kept.store, kept.bad)
    shutil.copy(kept.store, tmp_path / "copy.db")
    shared = bad.table == "snapshot"  # every attempt has that question
    for goes_on, arguments in commands(kept, nine_file, tmp_path):
        done = invoke(*arguments, input="?\n")
        check_told(done)
        if goes_on and not shared:
            assert done.exit_code == 0, (arguments, done.output)
    if not shared:
        exported = (tmp_path / "all.jsonl").read_text(encoding="utf-8")
        assert kept.sound in exported
        assert kept.open in exported
    assert invoke("restore", tmp_path / "copy.db").exit_code == 2


@pytest.mark.parametrize(
    "bad",
    [
        spoilt.BadValue("response", "day", "'2026-1q-29'"),
        spoilt.BadValue("response", "day", spoilt.NO_UTF8),
        spoilt.BadValue("attempt", "started", "'2026-13-45'"),
        spoilt.BadValue("attempt", "learner", "''"),
    ],
    ids=str,
)
def test_the_attempt_is_named_on_standard_error_once_with_what_to_do(
    invoke: Invoke, kept: Kept, bad: spoilt.BadValue
) -> None:
    bad.put(kept.store, kept.bad)
    command = "scores" if bad.table == "attempt" else "list"
    done = invoke(command, "--format", "json")
    assert done.exit_code == 0
    json.loads(done.stdout)
    (said,) = done.stderr.splitlines()
    assert kept.bad[:8] in said
    assert "quiz doctor" in said


def test_one_attempt_that_cannot_be_read_says_why(invoke: Invoke, kept: Kept) -> None:
    spoilt.BadValue("response", "day", "'2026-1q-29'").put(kept.store, kept.bad)
    for command in ("scores", "report"):
        done = invoke(command, kept.bad)
        assert (done.exit_code, done.stdout) == (2, "")
        assert kept.bad[:8] in done.stderr
        assert "“2026-1q-29”" in done.stderr


def test_a_name_that_would_steer_the_terminal_is_shown_cleaned(invoke: Invoke, kept: Kept) -> None:
    spoilt.BadValue("attempt", "learner", spoilt.ESCAPE).put(kept.store, kept.bad)
    for form in ("table", "json", "csv"):
        done = invoke("scores", "--format", form)
        check_told(done)
        assert done.exit_code == 0
        assert kept.bad[:8] in done.stdout
        assert "EVIL" in done.stdout
    done = invoke("scores", kept.bad)
    check_told(done)
    assert done.exit_code == 0


def test_nothing_is_exported_where_nothing_can_be_read(invoke: Invoke, kept: Kept, tmp_path: Path) -> None:
    file = tmp_path / "all.jsonl"
    file.write_text("before")
    store = open_store(kept.folder)
    store._connection.execute("update response set day = '2026-1q-29'")
    store.close()
    done = invoke("export-results", file)
    check_told(done)
    assert done.exit_code == 2
    assert "none of the attempts can be read" in done.stderr
    assert file.read_text() == "before"
    for command in ("list", "progress", "scores", "export-reviews"):
        assert invoke(command).exit_code == 0


@pytest.mark.parametrize("seed", range(DAMAGES))
def test_no_damage_to_the_file_brings_a_trace(
    invoke: Invoke, kept: Kept, nine_file: Path, tmp_path: Path, seed: int
) -> None:
    spoilt.damage(kept.store, seed)
    before = kept.store.read_bytes()
    for _, arguments in commands(kept, nine_file, tmp_path):
        if arguments[0] == "restore":
            (tmp_path / "copy.db").write_bytes(before)
        check_told(invoke(*arguments, input="?\n"))
    check_told(invoke("take", nine_file, "--plain", "--count", 2, input="?\n?\n"))


# A clock that was ahead


@pytest.mark.parametrize("command", ["list", "progress", "take", "resume", "today"])
def test_a_clock_that_was_ahead_is_told_with_the_attempt_and_the_command_that_mends_it(
    invoke: Invoke, kept: Kept, nine_file: Path, command: str
) -> None:
    arguments = {
        "take": ("take", nine_file, "--plain", "--count", 1),
        "resume": ("take", "--plain", "--resume", kept.open),
    }.get(command, (command,))
    assert "clock" not in invoke(*arguments, input="?\n").stderr
    far = (datetime.now(UTC) + timedelta(days=900)).date()
    spoilt.BadValue("response", "day", f"'{far}'").put(kept.store, kept.bad)
    done = invoke(*arguments, input="?\n")
    assert done.exit_code == 0
    (said,) = [line for line in done.stderr.splitlines() if "clock" in line]
    for text in (kept.bad[:8], str(far), "quiz doctor --fix-clock"):
        assert text in said
