"""Who has the store open: between lock holders in one process and in several, and where there are no locks."""

import contextlib
import errno
import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from quiz.scores.store.sqlite import lock as lock_module
from quiz.scores.store.sqlite.lock import LOCK_NAME, StoreLock, one_at_a_time

HOLDER = """
import sys
from pathlib import Path
from quiz.scores.store.sqlite.lock import StoreLock, one_at_a_time

folder, how = Path(sys.argv[1]), sys.argv[2]
lock = StoreLock(folder)
if how == "opening":
    with one_at_a_time(folder):
        print("held", flush=True)
        sys.stdin.readline()
else:
    print("held" if (lock.try_exclusive() if how == "alone" else lock.share()) else "not held", flush=True)
    sys.stdin.readline()
"""


@contextlib.contextmanager
def other_program(folder: Path, how: str) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the lock until it is killed."""
    root = str(Path(lock_module.__file__).parents[4])
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(folder), how],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": root},
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


@pytest.fixture(params=["this system", "bytes"])
def system(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """How files are locked: as this system does, or by bytes that are held alone, as on Windows."""
    if request.param == "bytes":
        pytest.importorskip("fcntl")
        monkeypatch.setitem(sys.modules, "msvcrt", byte_locks())
        monkeypatch.setitem(sys.modules, "fcntl", None)
    return str(request.param)


def byte_locks() -> SimpleNamespace:
    """The locks of Windows: ranges of bytes of a file, each held by one descriptor alone until it is closed."""
    held: list[tuple[int, int, range]] = []

    def locking(descriptor: int, mode: int, length: int) -> None:
        start, file = os.lseek(descriptor, 0, os.SEEK_CUR), os.fstat(descriptor).st_ino
        wanted = range(start, start + length)
        if mode == 0:
            held.remove((descriptor, file, wanted))
            return
        # What is left of a descriptor was closed since: ours lets go before it takes another lock.
        held[:] = [one for one in held if one[0] != descriptor and is_open(one[0])]
        if any(there == file and set(wanted) & set(taken) for _, there, taken in held):
            raise OSError(errno.EACCES, "permission denied")
        held.append((descriptor, file, wanted))

    def is_open(descriptor: int) -> bool:
        try:
            os.fstat(descriptor)
        except OSError:
            return False
        return True

    return SimpleNamespace(locking=locking, LK_UNLCK=0, LK_NBLCK=2)


def test_many_share_and_one_alone_keeps_all_others_out(tmp_path: Path, system: str) -> None:
    first, second, third = (StoreLock(tmp_path) for _ in range(3))
    assert first.share(wait=0)
    assert second.share()
    assert not third.try_exclusive()
    assert not first.try_exclusive()
    assert (first.is_held, first.is_exclusive) == (True, False)
    second.release()
    assert first.try_exclusive()
    assert first.is_exclusive
    assert not third.share(wait=0)
    assert not third.try_exclusive()
    assert third.is_possible
    assert first.share()
    assert third.share()
    first.release()
    third.release()
    assert (first.is_held, third.is_held) == (False, False)
    assert second.try_exclusive()
    second.release()


def test_other_processes_count_and_one_that_was_killed_does_not(tmp_path: Path) -> None:
    lock = StoreLock(tmp_path)
    with other_program(tmp_path, "shared") as process:
        assert not lock.try_exclusive()
        assert lock.share()
        assert not lock.try_exclusive()
        process.kill()
        process.wait()
        assert lock.try_exclusive()
    lock.release()
    with other_program(tmp_path, "alone"):
        assert not lock.share(wait=0)
    assert lock.share()
    lock.release()


def test_the_file_is_for_its_owner_and_stays(tmp_path: Path) -> None:
    lock = StoreLock(tmp_path)
    lock.share()
    lock.release()
    assert stat.S_IMODE((tmp_path / LOCK_NAME).stat().st_mode) == 0o600


def test_a_lock_file_that_was_removed_is_made_anew(tmp_path: Path) -> None:
    lock = StoreLock(tmp_path)
    assert lock.note() == ""
    (tmp_path / LOCK_NAME).unlink()
    assert lock.share()
    other = StoreLock(tmp_path)
    assert not other.try_exclusive()
    lock.release()


def test_a_file_that_is_never_the_one_that_was_opened_is_no_lock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock_module, "_is_same", lambda *_: False)
    lock = StoreLock(tmp_path)
    assert (lock.share(), lock.try_exclusive(), lock.is_possible) == (False, False, False)


def test_a_note_outlives_its_holder_and_is_seen_by_all(tmp_path: Path, system: str) -> None:
    lock, other = StoreLock(tmp_path), StoreLock(tmp_path, make=False)
    lock.share()
    lock.set_note("a long note")
    lock.set_note("short")
    assert other.note() == "short"
    lock.release()
    assert other.note() == "short"
    other.release()


def test_one_who_looks_makes_no_lock_file(tmp_path: Path) -> None:
    lock = StoreLock(tmp_path, make=False)
    assert (lock.share(), lock.try_exclusive(), lock.is_possible, lock.note()) == (False, False, False, "")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("why", ["no folder", "in the way", "no locks"])
def test_where_no_lock_can_be_had_nobody_is_alone(tmp_path: Path, why: str, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "data"
    if why != "no folder":
        folder.mkdir()
    if why == "in the way":
        (folder / LOCK_NAME).mkdir()
    if why == "no locks":
        monkeypatch.setitem(sys.modules, "fcntl", None)
        monkeypatch.setitem(sys.modules, "msvcrt", None)
    lock = StoreLock(folder)
    assert not lock.share()
    assert not lock.try_exclusive(wait=60)
    assert not lock.is_possible
    with one_at_a_time(folder) as alone:
        assert alone
    lock.release()


def test_a_store_is_opened_by_one_program_at_a_time(tmp_path: Path) -> None:
    with one_at_a_time(tmp_path) as alone, one_at_a_time(tmp_path, wait=0) as too:
        assert (alone, too) == (True, False)
    with other_program(tmp_path, "opening"), one_at_a_time(tmp_path, wait=0) as alone:
        assert not alone
    with one_at_a_time(tmp_path, wait=0) as alone:
        assert alone
    assert list(tmp_path.iterdir()) == []
