"""Making, opening, refusing and setting aside the file of the scores."""

import contextlib
import os
import random
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from quiz.practice.response import DONT_KNOW
from quiz.scores.recorder import AttemptRecorder
from quiz.scores.store.records import StoreProblem
from quiz.scores.store.sqlite import damage as damage_module, schema as schema_module
from quiz.scores.store.sqlite.lock import LOCK_NAME
from quiz.scores.store.sqlite.open import FILE_NAME, open_store, unsaved_store
from quiz.scores.store.sqlite.schema import APPLICATION_ID
from quiz.scores.store.sqlite.store import SqliteStore
from tests.scores.conftest import Begin

Change = Callable[[Path], None]


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@contextlib.contextmanager
def raw(path: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        yield connection
    finally:
        connection.close()


@pytest.fixture
def path(data: Path) -> Path:
    return data / FILE_NAME


@pytest.fixture
def filled(data: Path, begin: Begin) -> str:
    """A store with a few attempts in it, closed; the uid of the newest."""
    store = open_store(data)
    uid = ""
    for seed in range(20):
        recorder = begin(store, seed=seed)
        recorder.answer(DONT_KNOW, 1)
        uid = recorder.attempt.uid
    store.close()
    return uid


# A new one


def test_a_new_store_is_for_its_owner_alone(data: Path, path: Path, begin: Begin) -> None:
    old = os.umask(0)
    try:
        store = open_store(data)
        begin(store)
    finally:
        os.umask(old)
    assert mode_of(data) == 0o700
    files = list(data.iterdir())
    assert path in files
    assert {mode_of(file) for file in files} == {0o600}
    store.close()


def test_a_new_store_has_the_marks_of_ours_and_of_its_version(data: Path, path: Path) -> None:
    open_store(data).close()
    with raw(path) as connection:
        assert connection.execute("pragma application_id").fetchone() == (APPLICATION_ID,)
        assert connection.execute("pragma user_version").fetchone() == (len(schema_module.migrations()),)
        query = "select name, strict from pragma_table_list where schema = 'main' and type = 'table'"
        tables = connection.execute(query).fetchall()
    ours = {name: strict for name, strict in tables if not name.startswith("sqlite_")}
    assert {"attempt", "item", "response", "snapshot", "part"} <= ours.keys()
    assert set(ours.values()) == {1}


def test_a_connection_is_durable_and_minds_its_references(store: SqliteStore) -> None:
    def pragma(name: str) -> object:
        return store._connection.execute(f"pragma {name}").fetchone()[0]

    assert (pragma("foreign_keys"), pragma("synchronous"), pragma("journal_mode")) == (1, 2, "wal")
    assert pragma("busy_timeout") == 10_000
    with pytest.raises(sqlite3.IntegrityError):
        store._connection.execute("insert into part (attempt_id, bank, questions, possible) values (99, 'x', 1, 1)")


def test_an_empty_file_becomes_a_store(data: Path, path: Path) -> None:
    data.mkdir()
    path.touch()
    store = open_store(data)
    assert (store.notice, store.summaries()) == (None, [])
    store.close()


def test_opening_again_changes_nothing(data: Path, path: Path, filled: str) -> None:
    before = path.read_bytes()
    store = open_store(data)
    assert store.notice is None
    assert store.find(filled) == filled
    store.close()
    assert path.read_bytes() == before


def test_a_migration_that_fails_leaves_the_store_as_it_was(
    data: Path, path: Path, filled: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = schema_module.migrations()
    bad = [*steps, "create table extra (id integer) strict;\nalter table attempt rename column nothing to more;\n"]
    monkeypatch.setattr(schema_module, "migrations", lambda: bad)
    with pytest.raises(StoreProblem, match="cannot be used"):
        open_store(data)
    monkeypatch.undo()
    with raw(path) as connection:
        assert connection.execute("pragma user_version").fetchone() == (len(steps),)
        assert connection.execute("select count(*) from sqlite_schema where name = 'extra'").fetchone() == (0,)
        assert connection.execute("select count(*) from attempt").fetchone() == (20,)


def test_a_further_migration_brings_an_old_store_up_to_date(
    data: Path, path: Path, filled: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = schema_module.migrations()
    later = [*steps, "create table extra (id integer) strict;\ninsert into extra values (1);\n"]
    monkeypatch.setattr(schema_module, "migrations", lambda: later)
    for _ in range(2):
        store = open_store(data)
        assert len(store.summaries()) == 20
        assert store._connection.execute("select id from extra").fetchall()[0][0] == 1
        assert store._connection.execute("select count(*) from extra").fetchone()[0] == 1
        store.close()


def test_a_store_in_memory_says_that_it_is_not_kept(data: Path, store: SqliteStore) -> None:
    memory = unsaved_store()
    assert not memory.saved
    assert memory.path is None
    assert store.saved
    assert store.path == data / FILE_NAME
    memory.close()


# Refused


def test_a_store_of_a_newer_program_is_refused_and_not_changed(data: Path, path: Path, filled: str) -> None:
    with raw(path) as connection:
        connection.execute("pragma user_version = 99")
    before = path.read_bytes()
    for _ in range(2):
        with pytest.raises(StoreProblem, match="newer version") as problem:
            open_store(data)
        assert str(path) in str(problem.value)
    assert path.read_bytes() == before
    assert sorted(file.name for file in data.iterdir() if file.is_file()) == [FILE_NAME, LOCK_NAME]


@pytest.mark.parametrize("mark", [0, 77])
def test_a_database_of_another_program_is_refused_and_not_changed(data: Path, path: Path, mark: int) -> None:
    data.mkdir()
    with raw(path) as connection:
        connection.execute("create table theirs (id integer)")
        connection.execute(f"pragma application_id = {mark}")
    before = path.read_bytes()
    with pytest.raises(StoreProblem, match="another program") as problem:
        open_store(data)
    assert str(path) in str(problem.value)
    assert "QUIZ_DATA_DIR" in str(problem.value)
    assert path.read_bytes() == before
    assert sorted(file.name for file in data.iterdir() if file.is_file()) == [FILE_NAME, LOCK_NAME]


# Damaged


def _header(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[:16] = b"not a database!!"
    path.write_bytes(data)


def _half(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])


def _stump(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:700])


def _garbage(path: Path) -> None:
    path.write_bytes(random.Random(1).randbytes(5000))


def _text(path: Path) -> None:
    path.write_text("my scores\n")


def _middle(path: Path) -> None:
    data = bytearray(path.read_bytes())
    page = 4096
    middle = len(data) // page // 2 * page
    data[middle : middle + page] = random.Random(2).randbytes(page)
    path.write_bytes(data)


def _zeros(path: Path) -> None:
    path.write_bytes(bytes(path.stat().st_size))


DAMAGES: list[Change] = [_header, _half, _stump, _garbage, _text, _middle, _zeros]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_is_set_aside_under_a_new_name_and_never_overwritten(
    data: Path, path: Path, filled: str, begin: Begin, damage: Change
) -> None:
    kept: list[bytes] = []
    for time in (1, 2):
        damage(path)
        kept.append(path.read_bytes())
        store = open_store(data)
        aside = data / f"scores.damaged-{time}.db"
        assert store.notice is not None
        assert str(aside) in store.notice
        assert store.summaries() == []
        for seed in range(20):
            begin(store, seed=seed).answer(DONT_KNOW, 1)
        assert len(store.summaries()) == 20
        store.close()
        assert [(data / f"scores.damaged-{one}.db").read_bytes() for one in range(1, time + 1)] == kept
        assert mode_of(path) == 0o600
        assert mode_of(aside) == 0o600


def test_a_sound_store_beside_damaged_ones_is_opened(data: Path, path: Path, filled: str) -> None:
    (data / "scores.damaged-1.db").write_bytes(b"old")
    store = open_store(data)
    assert store.notice is None
    assert len(store.summaries()) == 20
    store.close()
    assert (data / "scores.damaged-1.db").read_bytes() == b"old"


def test_damage_in_a_store_too_large_to_be_looked_through_is_told(
    data: Path, path: Path, filled: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(damage_module, "CHECKED_BYTES", 0)
    with contextlib.closing(sqlite3.connect(path)) as connection:
        roots = [row[0] for row in connection.execute("select rootpage from sqlite_schema where rootpage > 0")]
    content = bytearray(path.read_bytes())
    for root in roots:
        content[(root - 1) * 4096 : root * 4096] = random.Random(root).randbytes(4096)
    path.write_bytes(content)
    store = open_store(data)
    with pytest.raises(StoreProblem, match="the file is damaged") as problem:
        store.summaries()
    assert str(path) in str(problem.value)
    store.close()


def test_a_store_without_one_of_its_tables_is_told(store: SqliteStore) -> None:
    store._connection.execute("drop table part")
    with pytest.raises(StoreProblem, match=r"scores\.db: .*part"):
        store.bank_scores("Ada")


# No room, no right


def answer_all(recorder: AttemptRecorder) -> None:
    for position in range(len(recorder.attempt.items)):
        recorder.step(recorder.attempt.go(position))
        recorder.answer(DONT_KNOW, 1)


def test_a_full_disk_refuses_the_response_and_keeps_what_was_there(data: Path, begin: Begin) -> None:
    store = open_store(data)
    recorder = begin(store)
    recorder.answer(DONT_KNOW, 1)
    before = recorder.attempt
    pages = store._connection.execute("pragma page_count").fetchone()[0]
    store._connection.execute(f"pragma max_page_count = {pages}")
    refused = None
    for seed in range(200):
        try:
            begin(store, seed=seed)
        except StoreProblem as problem:
            refused = problem
            break
    assert refused is not None
    assert "the disk is full" in str(refused)
    assert str(store.path) in str(refused)
    assert store.load(before.uid) == before
    store._connection.execute("pragma max_page_count = 100000")
    recorder.step(recorder.attempt.go(1))
    recorder.answer(DONT_KNOW, 1)
    assert store.load(before.uid).answered == 2
    store.close()


def _mounted(folder: Path, size: str) -> bool:
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def test_a_disk_that_is_really_full_loses_nothing_of_what_was_taken(tmp_path: Path, begin: Begin) -> None:
    disk = tmp_path / "disk"
    if not _mounted(disk, "512k"):
        pytest.skip("a small file system cannot be mounted here")
    try:
        store = open_store(disk / "data")
        recorder = begin(store)
        filler = disk / "filler"
        with contextlib.suppress(OSError), filler.open("wb", buffering=0) as file:
            while True:
                file.write(bytes(512))
        with pytest.raises(StoreProblem, match="the disk is full"):
            answer_all(recorder)
        assert recorder.attempt.finished is None
        store.close()
        filler.unlink()
        again = open_store(disk / "data")
        assert again.notice is None
        assert again.load(recorder.attempt.uid) == recorder.attempt
        again.close()
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    with pytest.raises(StoreProblem, match="QUIZ_DATA_DIR") as problem:
        open_store(file / "data")
    assert str(file / "data" / FILE_NAME) in str(problem.value)


@pytest.mark.parametrize("kind", ["folder", "pipe", "broken link"])
def test_what_is_no_file_in_the_place_of_the_store_is_told(data: Path, path: Path, kind: str) -> None:
    data.mkdir()
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to(data / "nowhere" / "else")
    with pytest.raises(StoreProblem) as problem:
        open_store(data)
    assert str(path) in str(problem.value)


WITHOUT_PRIVILEGE = """
import ctypes, os, sys
if os.geteuid() == 0:
    libc = ctypes.CDLL(None)
    for capability in (1, 2, 3):  # to pass over the permissions of files
        if libc.prctl(24, capability, 0, 0, 0):
            sys.exit(77)
os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
"""
OPEN = """
import sys
from pathlib import Path
from quiz.scores.store.records import StoreProblem
from quiz.scores.store.sqlite.open import open_store
try:
    store = open_store(Path(sys.argv[1]))
    print(len(store.summaries()))
except StoreProblem as problem:
    print(problem)
    sys.exit(3)
"""


def opened_without_privilege(folder: Path) -> tuple[int, str]:
    root = Path(schema_module.__file__).parents[4]
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_PRIVILEGE, "-c", OPEN, str(folder)],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(root)},
        check=False,
        timeout=60,
    )
    if done.returncode == 77:
        pytest.skip("the right to pass over permissions cannot be given up here")
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout


def test_a_read_only_folder_is_told(tmp_path: Path) -> None:
    if sys.platform != "linux":
        pytest.skip("gives up a privilege of Linux")
    home = tmp_path / "home"
    home.mkdir(mode=0o500)
    code, said = opened_without_privilege(home / "data")
    assert code == 3
    assert str(home / "data" / FILE_NAME) in said
    assert "permission denied" in said
    assert list(home.iterdir()) == []


def test_a_read_only_file_is_told_and_not_set_aside(data: Path, path: Path, filled: str) -> None:
    if sys.platform != "linux":
        pytest.skip("gives up a privilege of Linux")
    path.chmod(0o400)
    before = path.read_bytes()
    code, said = opened_without_privilege(data)
    assert code == 3
    assert str(path) in said
    assert path.read_bytes() == before
    assert sorted(file.name for file in data.iterdir() if file.is_file()) == [FILE_NAME, LOCK_NAME]


def test_an_old_sqlite_is_told(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 36, 0))
    with pytest.raises(StoreProblem, match=r"3\.37"):
        open_store(data)
    assert not data.exists()
