"""Several programs, and several windows of one, on the same store."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from quiz.practice.response import DONT_KNOW
from quiz.practice.types import Mode
from quiz.scores.recorder import AttemptRecorder
from quiz.scores.store.records import StoreProblem
from quiz.scores.store.sqlite import connection as connection_module
from quiz.scores.store.sqlite.open import open_store
from quiz.scores.store.sqlite.store import SqliteStore
from tests.scores.conftest import START, Begin

WRITER = """
import sys
from pathlib import Path
from quiz.library.library import open_bank
from quiz.practice.draw import Options
from quiz.practice.response import DONT_KNOW
from quiz.scores.recorder import start
from quiz.scores.store.sqlite.open import open_store

folder, bank, attempts = Path(sys.argv[1]), open_bank(Path(sys.argv[2])).bank, int(sys.argv[3])
print("ready", flush=True)
sys.stdin.readline()
store = open_store(folder)
for seed in range(attempts):
    sitting = start(store, [bank], learner=sys.argv[4], options=Options(count=4), seed=seed)
    for position in range(4):
        sitting.step(sitting.attempt.go(position))
        sitting.answer(DONT_KNOW, 1)
        print(sitting.attempt.uid, position, flush=True)
"""


def writer(data: Path, bank: Path, attempts: int, learner: str) -> subprocess.Popen[str]:
    root = str(Path(connection_module.__file__).parents[4])
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(data), str(bank), str(attempts), learner],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": root},
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def test_two_programs_that_make_the_store_and_write_at_once_lose_nothing(data: Path, nine_file: Path) -> None:
    writers = [writer(data, nine_file, 10, learner) for learner in ("Ada", "Bob")]
    for process in writers:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    said = [process.communicate(timeout=60) for process in writers]
    assert [(process.returncode, errors) for process, (_, errors) in zip(writers, said, strict=True)] == [(0, "")] * 2
    store = open_store(data)
    assert len(store.history("Ada")) == len(store.history("Bob")) == 40
    assert [(one.answered, one.finished is not None) for one in store.summaries()] == [(4, True)] * 20
    store.close()


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no SIGKILL here")
def test_what_is_said_to_be_taken_survives_a_kill_the_next_instant(data: Path, nine_file: Path) -> None:
    taken: list[tuple[str, int]] = []
    for number in range(1, 13):
        process = writer(data, nine_file, 1000, "Ada")
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write("\n")
        process.stdin.flush()
        for _ in range(number):
            uid, position = process.stdout.readline().split()
            taken.append((uid, int(position)))
        process.kill()
        process.communicate()
    store = open_store(data)
    assert store.notice is None
    assert all(store.load(uid).counted[position] is not None for uid, position in taken)
    store.close()


@pytest.fixture
def windows(data: Path, begin: Begin) -> Iterator[tuple[AttemptRecorder, AttemptRecorder]]:
    """One attempt, opened in two windows."""
    stores = open_store(data), open_store(data)
    first = begin(stores[0])
    yield first, AttemptRecorder(stores[1], stores[1].load(first.attempt.uid))
    for store in stores:
        store.close()


def test_the_second_answer_to_a_question_is_refused_and_nothing_is_lost(
    windows: tuple[AttemptRecorder, AttemptRecorder],
) -> None:
    first, second = windows
    first.answer(DONT_KNOW, 1)
    before = second.attempt
    with pytest.raises(StoreProblem, match="question 1 was answered meanwhile in another window"):
        second.answer(DONT_KNOW, 5)
    assert second.attempt is before
    assert second.store.load(before.uid) == first.attempt
    again = AttemptRecorder(second.store, second.store.load(before.uid))
    again.step(again.attempt.go(1))
    again.answer(DONT_KNOW, 1)
    assert first.store.load(before.uid).answered == 2


def test_answers_to_different_questions_are_all_kept(windows: tuple[AttemptRecorder, AttemptRecorder]) -> None:
    first, second = windows
    first.answer(DONT_KNOW, 1)
    second.step(second.attempt.go(5))
    second.answer(DONT_KNOW, 1)
    loaded = first.store.load(first.attempt.uid)
    assert [at for at, taken in enumerate(loaded.counted) if taken] == [0, 5]
    (summary,) = first.store.summaries()
    assert summary.answered == 2


def test_the_answer_of_another_window_is_not_taken_back(windows: tuple[AttemptRecorder, AttemptRecorder]) -> None:
    first, second = windows
    first.answer(DONT_KNOW, 1)
    second.step(second.attempt.go(5))
    second.answer(DONT_KNOW, 1)
    before = first.store.load(first.attempt.uid)
    with pytest.raises(StoreProblem, match="another window"):
        first.step(first.attempt.undo())
    assert first.store.load(first.attempt.uid) == before
    assert first.attempt.answered == 1


def test_an_answer_is_not_taken_back_twice(windows: tuple[AttemptRecorder, AttemptRecorder]) -> None:
    first, second = windows
    first.answer(DONT_KNOW, 1)
    first.step(first.attempt.go(1))
    first.answer(DONT_KNOW, 1)
    stale = AttemptRecorder(second.store, first.attempt)
    first.step(first.attempt.undo())
    with pytest.raises(StoreProblem, match="another window"):
        stale.step(stale.attempt.undo())
    assert first.store.load(first.attempt.uid).answered == 1


def test_a_window_left_behind_does_not_open_a_finished_attempt_again(
    windows: tuple[AttemptRecorder, AttemptRecorder],
) -> None:
    first, second = windows
    for position in range(9):
        first.step(first.attempt.go(position))
        first.answer(DONT_KNOW, 1)
    second.step(second.attempt.go(3))
    second.step(second.attempt.flag())
    loaded = first.store.load(first.attempt.uid)
    assert loaded.finished == first.attempt.finished is not None
    assert loaded.flagged == {3}


def test_two_windows_that_answer_everything_between_them_finish_the_attempt(
    windows: tuple[AttemptRecorder, AttemptRecorder],
) -> None:
    first, second = windows
    for position in range(8):
        first.step(first.attempt.go(position))
        first.answer(DONT_KNOW, 1)
    second.step(second.attempt.go(8))
    second.answer(DONT_KNOW, 1)
    loaded = first.store.load(first.attempt.uid)
    assert loaded.answered == 9
    assert loaded.finished is not None
    assert first.store.summaries(open_only=True) == []


def test_an_exam_that_is_answered_in_full_stays_open_until_it_is_handed_in(store: SqliteStore, begin: Begin) -> None:
    recorder = begin(store, mode=Mode.EXAM)
    for position in range(9):
        recorder.step(recorder.attempt.go(position))
        recorder.answer(DONT_KNOW, 1)
    assert store.load(recorder.attempt.uid).finished is None
    recorder.hand_in()
    assert store.load(recorder.attempt.uid).finished is not None


def test_an_attempt_deleted_in_another_window_is_told(windows: tuple[AttemptRecorder, AttemptRecorder]) -> None:
    first, second = windows
    second.store.delete(first.attempt.uid, START)
    with pytest.raises(StoreProblem, match="deleted meanwhile"):
        first.answer(DONT_KNOW, 1)
    assert first.attempt.answered == 0


def test_a_store_that_another_program_holds_is_told(data: Path, begin: Begin, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection_module, "BUSY_SECONDS", 0.0)
    holder, store = open_store(data), open_store(data)
    recorder = begin(store)
    holder._connection.execute("begin immediate")
    with pytest.raises(StoreProblem, match="another program holds it"):
        recorder.answer(DONT_KNOW, 1)
    assert recorder.attempt.answered == 0
    assert store.load(recorder.attempt.uid) == recorder.attempt  # reading goes on
    holder._connection.execute("rollback")
    recorder.answer(DONT_KNOW, 1)
    assert store.load(recorder.attempt.uid).answered == 1
    holder.close()
    store.close()


def test_programs_that_start_at_once_on_a_damaged_store_set_it_aside_once(data: Path, nine_file: Path) -> None:
    data.mkdir()
    (data / "scores.db").write_bytes(b"no database" * 1000)
    writers = [writer(data, nine_file, 2, f"Learner {number}") for number in range(6)]
    for process in writers:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    said = [process.communicate(timeout=60) for process in writers]
    assert [(process.returncode, errors) for process, (_, errors) in zip(writers, said, strict=True)] == [(0, "")] * 6
    store = open_store(data)
    assert [(one.answered, one.finished is not None) for one in store.summaries()] == [(4, True)] * 12
    store.close()
    assert [path.name for path in data.glob("*damaged*")] == ["scores.damaged-1.db"]
