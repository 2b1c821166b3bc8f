"""Copies of the store, and back again."""

import contextlib
import sqlite3
import stat
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from quiz.practice.remarks import RemarkKind
from quiz.practice.response import DONT_KNOW
from quiz.practice.types import Key
from quiz.scores.store.records import Note, Remark, StoreProblem
from quiz.scores.store.sqlite import schema as schema_module
from quiz.scores.store.sqlite.backup import back_up_daily
from quiz.scores.store.sqlite.open import open_store
from quiz.scores.store.sqlite.restore import restore
from quiz.scores.store.sqlite.store import SqliteStore
from tests.scores.conftest import START, Begin, Clock

NOTE = Note("Ada", Key("nine", "text"), "a note", star=True, at=START)
REMARK = Remark("a" * 32, "Ada", Key("nine", "text"), RemarkKind.SLIP, "a slip", START)
NOW = datetime(2026, 11, 22, 9, 30)


def names(data: Path) -> list[str]:
    return sorted(path.name for path in (data / "backups").iterdir())


def test_a_copy_is_made_before_the_first_response_of_a_day(
    data: Path, store: SqliteStore, begin: Begin, clock: Clock
) -> None:
    first = begin(store)
    assert not (data / "backups").exists()
    first.answer(DONT_KNOW, 1)
    first.step(first.attempt.go(1))
    first.answer(DONT_KNOW, 1)
    assert names(data) == ["scores-2026-11-22.db"]
    copied = open_store_at(data / "backups" / "scores-2026-11-22.db")
    assert copied.execute("select count(*) from attempt").fetchone() == (1,)
    assert copied.execute("select count(*) from response").fetchone() == (0,)
    copied.close()
    clock.now += timedelta(days=1)
    first.step(first.attempt.go(2))
    first.answer(DONT_KNOW, 1)
    assert names(data) == ["scores-2026-11-22.db", "scores-2026-11-23.db"]


def open_store_at(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path)


def test_the_last_seven_days_are_kept_and_other_copies_too(
    data: Path, store: SqliteStore, begin: Begin, clock: Clock
) -> None:
    store.back_up(data / "backups" / "scores-2020-01-01-101010.db")
    recorder = begin(store)
    for position in range(9):
        recorder.step(recorder.attempt.go(position))
        recorder.answer(DONT_KNOW, 1)
        clock.now += timedelta(days=1)
    assert names(data) == [
        "scores-2020-01-01-101010.db",
        *(f"scores-2026-11-{day}.db" for day in range(24, 31)),
    ]


def test_a_copy_is_for_its_owner_only(data: Path, store: SqliteStore, begin: Begin) -> None:
    begin(store).answer(DONT_KNOW, 1)
    assert stat.S_IMODE((data / "backups").stat().st_mode) == 0o700
    assert stat.S_IMODE((data / "backups" / "scores-2026-11-22.db").stat().st_mode) == 0o600


def test_a_copy_that_fails_prevents_no_answer_and_is_told_once(data: Path, store: SqliteStore, begin: Begin) -> None:
    (data / "backups").write_text("in the way")
    told: list[str] = []
    store.tell = told.append
    recorder = begin(store)
    for position in range(3):
        recorder.step(recorder.attempt.go(position))
        recorder.answer(DONT_KNOW, 1)
    assert store.load(recorder.attempt.uid).answered == 3
    (said,) = told
    assert "could not be backed up" in said


def test_no_copy_is_made_where_it_would_fill_the_disk(
    data: Path, store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quiz.scores.store.sqlite.backup._ROOM", 1 << 62)
    with pytest.raises(OSError, match="nearly full"):
        back_up_daily(store._connection, data / "backups", NOW.date())
    assert names(data) == []


def test_a_store_is_copied_before_it_is_migrated(data: Path, begin: Begin, monkeypatch: pytest.MonkeyPatch) -> None:
    store = open_store(data)
    uid = begin(store).attempt.uid
    store.close()
    steps = schema_module.migrations()
    monkeypatch.setattr(schema_module, "migrations", lambda: [*steps, "create table later (x) strict;"])
    with pytest.raises(StoreProblem):
        open_store(data)
    assert names(data) == [f"scores-version-{len(steps)}.db"]
    with contextlib.closing(open_store_at(data / "backups" / f"scores-version-{len(steps)}.db")) as copied:
        assert copied.execute("select uid from attempt").fetchall() == [(uid,)]
        assert copied.execute("pragma user_version").fetchone() == (len(steps),)


def test_a_store_of_the_first_version_is_brought_up_to_date_with_all_that_is_in_it(
    data: Path, begin: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = schema_module.migrations()
    with monkeypatch.context() as first:
        first.setattr(schema_module, "migrations", lambda: steps[:1])
        store = open_store(data)
        recorder = begin(store)
        recorder.answer(DONT_KNOW, 1)
        store.close()
    store = open_store(data)
    assert store.load(recorder.attempt.uid) == recorder.attempt
    attempts = list(store.every())
    assert store.notes() == []
    assert store.remarks() == []
    store.close()
    restored = open_store(data.with_name("another"))
    restore(restored, data / "backups" / "scores-version-1.db", NOW)
    assert list(restored.every()) == attempts
    assert restored.notes() == []
    restored.close()


# Restoring


@pytest.fixture
def copied(tmp_path: Path, store: SqliteStore, begin: Begin) -> Path:
    """A copy of a store with one attempt; the store went on to two."""
    begin(store, seed=1).answer(DONT_KNOW, 1)
    path = tmp_path / "copy.db"
    store.back_up(path)
    begin(store, seed=2).answer(DONT_KNOW, 1)
    return path


def test_what_was_there_comes_back_and_what_is_there_is_kept(data: Path, store: SqliteStore, copied: Path) -> None:
    aside = restore(store, copied, NOW)
    assert [one.seed for one in store.summaries()] == [1]
    assert aside == data / "backups" / "scores-2026-11-22-093000-before-restore.db"
    assert restore(store, aside, NOW) == aside.with_name("scores-2026-11-22-093000-before-restore-2.db")
    assert [one.seed for one in store.summaries()] == [2, 1]


def test_nothing_is_restored_while_another_program_has_the_store_open(
    data: Path, store: SqliteStore, copied: Path
) -> None:
    other = open_store(data)
    with pytest.raises(StoreProblem, match="another program has the scores open"):
        restore(store, copied, NOW)
    assert len(store.summaries()) == len(other.summaries()) == 2
    other.close()
    restore(store, copied, NOW)
    assert len(store.summaries()) == 1
    begin_again = open_store(data)  # the lock is shared again
    assert len(begin_again.summaries()) == 1
    begin_again.close()


def test_notes_and_remarks_come_back_with_a_copy_and_are_kept_before_it(store: SqliteStore, tmp_path: Path) -> None:
    store.put_note(NOTE)
    store.add_remark(REMARK)
    path = tmp_path / "copy.db"
    store.back_up(path)
    store.erase_notebook(learner="Ada")
    store.put_note(replace(NOTE, text="later"))
    aside = restore(store, path, NOW)
    assert (store.notes(), store.remarks()) == ([NOTE], [REMARK])
    assert aside is not None
    restore(store, aside, NOW)
    assert (store.notes(), store.remarks()) == ([replace(NOTE, text="later")], [])


def test_an_empty_store_is_not_set_aside(tmp_path: Path, copied: Path) -> None:
    store = open_store(tmp_path / "fresh")
    assert restore(store, copied, NOW) is None
    assert len(store.summaries()) == 1
    store.close()
    assert {path.name for path in (tmp_path / "fresh").iterdir()} == {"scores.db", "scores.lock"}


def test_nothing_is_restored_while_another_program_writes(data: Path, store: SqliteStore, copied: Path) -> None:
    store._connection.execute("pragma busy_timeout = 0")
    with contextlib.closing(sqlite3.connect(data / "scores.db", isolation_level=None)) as holder:  # not one of ours
        holder.execute("begin immediate")
        with pytest.raises(StoreProblem, match="another program holds it"):
            restore(store, copied, NOW)
        holder.execute("rollback")
    assert len(store.summaries()) == 2


def _sql(statement: str) -> Callable[[Path], object]:
    def change(path: Path) -> None:
        with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute(statement)

    return change


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda path: path.unlink(), "no such file"),
        (lambda path: path.write_bytes(b"not a database, but long enough to be read as one" * 100), "no sound backup"),
        (lambda path: path.write_bytes(b""), "another program's database"),
        (lambda path: path.write_bytes(path.read_bytes()[:20_000]), "no sound backup|damaged"),
        (_sql("pragma application_id = 5"), "another program's database"),
        (_sql("pragma user_version = 99"), "newer version"),
        (_sql("drop index part_by_bank"), "tables are not those"),
        (_sql("create trigger t after insert on attempt begin delete from attempt; end"), "tables are not those"),
        (_sql("delete from snapshot"), "damaged"),
        (
            _sql("insert into note values ('Ada', 'nine', 'text', 'x', 0, 'now')"),
            "the note on nine/text makes no sense",
        ),
        (
            _sql("insert into remark values ('x', 'Ada', 'nine', 'text', 'slip', '', 'now', null)"),
            "the remark x makes no",
        ),
    ],
)
def test_a_file_that_is_no_sound_copy_changes_nothing(
    data: Path, store: SqliteStore, copied: Path, spoil: Callable[[Path], object], message: str
) -> None:
    spoil(copied)
    before = list(store._connection.iterdump())
    with pytest.raises(StoreProblem, match=message) as problem:
        restore(store, copied, NOW)
    assert str(copied) in str(problem.value)
    assert list(store._connection.iterdump()) == before
    assert names(data) == ["scores-2026-11-22.db"]
    assert not list(data.glob(".restore-*"))


def test_the_store_is_not_restored_from_itself(data: Path, store: SqliteStore, copied: Path) -> None:
    with pytest.raises(StoreProblem, match="the store itself"):
        restore(store, data / "scores.db", NOW)
    with pytest.raises(StoreProblem, match="not a regular file"):
        restore(store, data, NOW)
