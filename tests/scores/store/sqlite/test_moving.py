"""A store that is moved, replaced or removed while a program has it open, and a log that belongs to another file."""

import contextlib
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from quiz.practice.response import DONT_KNOW
from quiz.scores.recorder import AttemptRecorder
from quiz.scores.store.engine import open_instead
from quiz.scores.store.records import StoreGone, StoreProblem
from quiz.scores.store.sqlite import hold as hold_module, schema as schema_module
from quiz.scores.store.sqlite.lock import LOCK_NAME
from quiz.scores.store.sqlite.open import FILE_NAME, open_for_a_look, open_store
from tests.scores.conftest import START, Begin

Move = Callable[[Path], object]


@pytest.fixture
def path(data: Path) -> Path:
    return data / FILE_NAME


@pytest.fixture
def another(tmp_path: Path, begin: Begin) -> Path:
    """A store of another place, closed, with one attempt of Bob in it."""
    store = open_store(tmp_path / "another")
    begin(store, learner="Bob").answer(DONT_KNOW, 1)
    store.close()
    return tmp_path / "another" / FILE_NAME


def _remove(path: Path) -> None:
    for file in path.parent.glob(path.name + "*"):
        file.unlink()


def _remove_folder(path: Path) -> None:
    shutil.rmtree(path.parent)


def _rename(path: Path) -> None:
    path.rename(path.with_name("elsewhere.db"))


def _rename_folder(path: Path) -> None:
    path.parent.rename(path.parent.with_name("elsewhere"))


def _put_another(path: Path) -> None:
    (path.parents[1] / "another" / FILE_NAME).replace(path)


def _put_a_copy(path: Path) -> None:
    copied = path.with_name("copied.db")
    shutil.copyfile(path, copied)
    copied.replace(path)


def _remove_log(path: Path) -> None:
    path.with_name(path.name + "-wal").unlink()


MOVES: list[Move] = [
    _remove,
    _remove_folder,
    _rename,
    _rename_folder,
    _put_another,
    _put_a_copy,
    _remove_log,
]


def go_on(recorder: AttemptRecorder) -> AttemptRecorder:
    """Go on in the store that is there by now."""
    with pytest.raises(StoreGone) as gone:
        recorder.confirm()
    recorder.move(open_instead(recorder.store, gone.value))
    return recorder


def learners(folder: Path) -> set[str]:
    with contextlib.closing(open_for_a_look(folder)) as store:
        return set(store.learners())


@pytest.mark.parametrize("move", MOVES)
def test_a_response_to_a_store_that_is_gone_is_not_taken_and_is_kept_once_in_the_one_that_is_there(
    path: Path, another: Path, begin: Begin, move: Move
) -> None:
    recorder = begin(open_store(path.parent))
    recorder.answer(DONT_KNOW, 1)
    before = recorder.attempt
    move(path)
    with pytest.raises(StoreGone) as gone:
        recorder.step(recorder.attempt.go(1))
    assert str(path) in str(gone.value)
    assert recorder.attempt is before
    go_on(recorder)
    assert recorder.attempt == before
    recorder.step(recorder.attempt.go(1))
    recorder.answer(DONT_KNOW, 2)
    recorder.store.close()
    with contextlib.closing(open_store(path.parent)) as store:
        assert store.load(before.uid) == recorder.attempt
        assert [one.answered for one in store.summaries(learner="Ada")] == [2]
        assert len(store.history("Ada")) == 2
    assert learners(path.parent) == ({"Ada", "Bob"} if move is _put_another else {"Ada"})


@pytest.mark.parametrize("move", MOVES)
def test_every_change_is_refused_once_the_store_is_gone(path: Path, another: Path, begin: Begin, move: Move) -> None:
    store = open_store(path.parent)
    recorder = begin(store)
    move(path)
    for change in (
        lambda: begin(store),
        lambda: recorder.answer(DONT_KNOW, 1),
        recorder.hand_in,
        lambda: store.delete(recorder.attempt.uid, START),
        lambda: store.restore(recorder.attempt.uid),
        lambda: store.together().__enter__(),
    ):
        with pytest.raises(StoreGone):
            change()
    store.close()
    with pytest.raises(StoreGone):
        recorder.answer(DONT_KNOW, 1)


class Meddler(sqlite3.Connection):
    """A connection whose file is moved at the moment before, or after, it commits."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.before: Callable[[], object] | None = None
        self.after: Callable[[], object] | None = None

    def execute(self, sql: str, *values: object) -> sqlite3.Cursor:
        if sql == "commit" and self.before is not None:
            self.before()
        done = super().execute(sql, *values)  # type: ignore[arg-type]
        if sql == "commit" and self.after is not None:
            self.after()
        return done


@pytest.fixture
def meddled(path: Path, begin: Begin, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[AttemptRecorder, Meddler]]:
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda *args, **named: connect(*args, **{"factory": Meddler} | named))
    store = open_store(path.parent)
    assert isinstance(store._connection, Meddler)
    recorder = begin(store)
    yield recorder, store._connection
    recorder.store.close()


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("move", MOVES)
def test_a_store_that_goes_while_a_response_is_committed_keeps_it_once(
    path: Path, another: Path, meddled: tuple[AttemptRecorder, Meddler], move: Move, moment: str
) -> None:
    recorder, meddler = meddled
    recorder.answer(DONT_KNOW, 1)
    recorder.step(recorder.attempt.go(1))
    before = recorder.attempt
    setattr(meddler, moment, lambda: move(path))
    with pytest.raises(StoreGone):
        recorder.answer(DONT_KNOW, 2)
    meddler.before = meddler.after = None
    assert recorder.attempt is before
    go_on(recorder)
    if recorder.attempt.answered == 1:
        recorder.answer(DONT_KNOW, 2)
    recorder.store.close()
    with contextlib.closing(open_store(path.parent)) as store:
        assert store.load(before.uid) == recorder.attempt
        assert len(store.history("Ada")) == 2


def test_a_file_that_comes_back_after_the_commit_has_the_response_once(
    path: Path, meddled: tuple[AttemptRecorder, Meddler]
) -> None:
    recorder, meddler = meddled
    names = [path.with_name(path.name + suffix) for suffix in ("", "-wal", "-shm")]

    def away() -> None:
        for name in names:
            name.rename(name.with_name("away-" + name.name))

    meddler.after = away
    with pytest.raises(StoreGone) as gone:
        recorder.answer(DONT_KNOW, 1)
    meddler.after = None
    for name in names:
        name.with_name("away-" + name.name).rename(name)
    recorder.move(open_instead(recorder.store, gone.value))
    assert recorder.attempt.answered == 1
    assert len(recorder.store.history("Ada")) == 1


def test_an_attempt_that_went_on_in_the_new_file_is_taken_up_there(path: Path, begin: Begin, tmp_path: Path) -> None:
    recorder = begin(open_store(path.parent))
    recorder.answer(DONT_KNOW, 1)
    recorder.store.back_up(tmp_path / "other" / FILE_NAME)
    with contextlib.closing(open_store(tmp_path / "other")) as store:
        further = AttemptRecorder(store, store.load(recorder.attempt.uid))
        further.step(further.attempt.go(1))
        further.answer(DONT_KNOW, 1)
    (tmp_path / "other" / FILE_NAME).replace(path)
    assert go_on(recorder).attempt == further.attempt
    assert len(recorder.store.history("Ada")) == 2
    recorder.store.close()


def test_an_attempt_that_went_on_differently_in_the_new_file_is_kept_beside_it(
    path: Path, begin: Begin, tmp_path: Path
) -> None:
    recorder = begin(open_store(path.parent))
    recorder.answer(DONT_KNOW, 1)
    recorder.store.back_up(tmp_path / "other" / FILE_NAME)
    with contextlib.closing(open_store(tmp_path / "other")) as store:
        other = AttemptRecorder(store, store.load(recorder.attempt.uid))
        other.step(other.attempt.go(5))
        other.answer(DONT_KNOW, 1)
        store.delete(other.attempt.uid, START)  # it comes back, and ours does not take its place
    recorder.step(recorder.attempt.go(1))
    recorder.answer(DONT_KNOW, 1)
    mine = recorder.attempt
    (tmp_path / "other" / FILE_NAME).replace(path)
    go_on(recorder)
    assert recorder.attempt.uid != mine.uid
    assert recorder.attempt.log == mine.log
    assert recorder.store.load(mine.uid) == other.attempt
    assert recorder.store.load(recorder.attempt.uid) == recorder.attempt
    recorder.store.close()


def test_flags_hints_place_and_time_come_along(path: Path, begin: Begin) -> None:
    recorder = begin(open_store(path.parent))
    recorder.store.back_up(path.with_name("copied.db"))
    recorder.step(recorder.attempt.go(3))
    recorder.step(recorder.attempt.flag())
    recorder.step(recorder.attempt.hint())
    path.with_name("copied.db").replace(path)
    before = recorder.attempt
    go_on(recorder)
    assert recorder.store.load(before.uid) == recorder.attempt == before
    recorder.store.close()


# The log of another file

WRITER = """
import os, signal, sys
from pathlib import Path
from quiz.library.library import open_bank
from quiz.practice.draw import Options
from quiz.practice.response import DONT_KNOW
from quiz.scores.recorder import start
from quiz.scores.store.sqlite.open import open_store

store = open_store(Path(sys.argv[1]))
for seed in range(12):
    start(store, [open_bank(Path(sys.argv[2])).bank], learner="Ada", options=Options(), seed=seed).answer(DONT_KNOW, 1)
os.kill(os.getpid(), signal.SIGKILL)
"""


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(Path(schema_module.__file__).parents[4])}


@pytest.fixture
def left_behind(path: Path, nine_file: Path) -> Path:
    """A store whose program was killed: its attempts stand in a log of more than 100 pages."""
    code = subprocess.run(
        [sys.executable, "-c", WRITER, str(path.parent), str(nine_file)],
        env=environment(),
        check=False,
    ).returncode
    assert code == -9
    assert log(path).stat().st_size > 100 * 4096
    return path


def log(path: Path) -> Path:
    return path.with_name(path.name + "-wal")


def names(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir() if file.is_file()}


def test_a_log_that_was_left_behind_is_read(left_behind: Path) -> None:
    with contextlib.closing(open_for_a_look(left_behind.parent)) as store:
        assert len(store.summaries()) == 12
    with contextlib.closing(open_store(left_behind.parent)) as store:
        assert (len(store.summaries()), store.notice) == (12, None)
    assert names(left_behind.parent) == {FILE_NAME, LOCK_NAME}


def test_a_log_is_never_read_into_another_file_that_took_the_place_of_its_own(left_behind: Path, another: Path) -> None:
    kept = log(left_behind).read_bytes()
    another.replace(left_behind)
    assert learners(left_behind.parent) == {"Bob"}
    assert log(left_behind).read_bytes() == kept  # a look moves nothing
    with contextlib.closing(open_store(left_behind.parent)) as store:
        aside = left_behind.with_name("scores.replaced-1.db-wal")
        assert store.notice is not None
        assert str(aside) in store.notice
        assert store.learners() == ["Bob"]
        assert store._connection.execute("pragma integrity_check").fetchone()[0] == "ok"
    assert aside.read_bytes() == kept
    assert names(left_behind.parent) == {FILE_NAME, LOCK_NAME, aside.name, "scores.replaced-1.db-shm"}
    with contextlib.closing(open_store(left_behind.parent)) as store:
        assert (store.learners(), store.notice) == (["Bob"], None)


@pytest.mark.parametrize("empty", [False, True])
def test_a_log_without_its_file_is_moved_aside(left_behind: Path, empty: bool) -> None:
    left_behind.unlink()
    if empty:
        left_behind.touch()
    assert learners(left_behind.parent) == set()
    with contextlib.closing(open_store(left_behind.parent)) as store:
        assert store.summaries() == []
    assert "scores.replaced-1.db-wal" in names(left_behind.parent)


def test_a_file_and_its_log_that_were_moved_together_belong_together(left_behind: Path, tmp_path: Path) -> None:
    shutil.copytree(left_behind.parent, tmp_path / "moved")
    with contextlib.closing(open_store(tmp_path / "moved")) as store:
        assert (len(store.summaries()), store.notice) == (12, None)


def test_a_log_without_a_note_of_whose_it_is_belongs_to_the_file_beside_it(left_behind: Path) -> None:
    left_behind.with_name(LOCK_NAME).unlink()
    with contextlib.closing(open_store(left_behind.parent)) as store:
        assert (len(store.summaries()), store.notice) == (12, None)


@pytest.mark.parametrize("note", ["", "1 2 3", "a b c d", "\n", "1 2 3 4 5\n", "9" * 500])
def test_a_note_that_makes_no_sense_is_passed_over(left_behind: Path, note: str) -> None:
    left_behind.with_name(LOCK_NAME).write_text(note)
    with contextlib.closing(open_store(left_behind.parent)) as store:
        assert (len(store.summaries()), store.notice) == (12, None)


def test_a_program_that_has_the_old_file_open_hinders_nobody_and_harms_nothing(
    path: Path, another: Path, begin: Begin
) -> None:
    mine = begin(open_store(path.parent))
    for seed in range(12):
        begin(mine.store, seed=seed)
    assert log(path).stat().st_size > 100 * 4096
    another.replace(path)
    with contextlib.closing(open_store(path.parent)) as other:
        assert other.learners() == ["Bob"]
        theirs = begin(other, learner="Cleo")
        with pytest.raises(StoreGone):
            mine.answer(DONT_KNOW, 1)
        mine.store.close()
        theirs.answer(DONT_KNOW, 1)
        other.check_place()
        assert log(path).exists()
    assert learners(path.parent) == {"Bob", "Cleo"}
    with contextlib.closing(open_instead(mine.store, StoreGone(path, ""))) as store:
        assert begin(store).answer(DONT_KNOW, 1).answered == 1


def test_a_store_behind_a_link_has_its_log_beside_the_file_itself(path: Path, tmp_path: Path, begin: Begin) -> None:
    real = tmp_path / "real" / FILE_NAME
    with contextlib.closing(open_store(real.parent)):
        pass
    path.parent.mkdir()
    path.symlink_to(real)
    store = open_store(path.parent)
    begin(store).answer(DONT_KNOW, 1)
    _remove_log(real)
    with pytest.raises(StoreGone):
        store.check_place()
    store.close()


@pytest.mark.parametrize("name", ["a b?c#d%41", "données 조선", os.fsdecode(b"d\xe9but")])
def test_a_folder_of_any_name_will_do(tmp_path: Path, begin: Begin, name: str) -> None:
    folder = tmp_path / name
    try:
        folder.mkdir()
    except OSError:
        pytest.skip("file names must be text here")
    with contextlib.closing(open_store(folder)) as store:
        uid = begin(store).attempt.uid
        store.check_place()
    with contextlib.closing(open_for_a_look(folder)) as store:
        assert store.load(uid).uid == uid
    assert names(folder) == {FILE_NAME, LOCK_NAME}


# One process with several connections


def test_a_second_connection_of_one_program_leaves_the_log_of_the_first(path: Path, begin: Begin) -> None:
    recorder = begin(open_store(path.parent))
    open_store(path.parent).close()
    open_for_a_look(path.parent).close()
    for arguments in (["list"], ["take", "--plain", "--resume", "0"]):
        subprocess.run([sys.executable, "-m", "quiz", *arguments], env=environment(), check=False, capture_output=True)
    assert log(path).exists()
    recorder.answer(DONT_KNOW, 1)
    recorder.store.close()
    with contextlib.closing(open_store(path.parent)) as store:
        assert store.load(recorder.attempt.uid) == recorder.attempt


# Damage while it is open


def _overwrite(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[4096:] = os.urandom(len(content) - 4096)
    put(path, bytes(content))


def _header(path: Path) -> None:
    put(path, b"no database" * 1000)


def _cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def _empty(path: Path) -> None:
    os.truncate(path, 0)


def put(path: Path, content: bytes) -> None:
    """Overwrite a file in place, from another process: closing it in this one would drop the locks of SQLite."""
    code = "import sys; open(sys.argv[1], 'r+b').write(sys.stdin.buffer.read())"
    subprocess.run([sys.executable, "-c", code, str(path)], input=content, check=True)


@pytest.mark.parametrize("spoil", [_overwrite, _header, _cut, _empty])
def test_a_store_that_is_damaged_while_it_is_open_is_set_aside_and_gone_on_in_a_new_one(
    path: Path, begin: Begin, spoil: Move
) -> None:
    for seed in range(3):
        with contextlib.closing(open_store(path.parent)) as store:
            begin(store, seed=seed).answer(DONT_KNOW, 1)
    recorder = begin(open_store(path.parent), seed=9)
    recorder.answer(DONT_KNOW, 1)
    before = recorder.attempt
    spoil(path)
    with pytest.raises(StoreGone) as gone:
        recorder.step(recorder.attempt.go(1))
    assert gone.value.is_damaged
    assert recorder.attempt is before
    recorder.move(open_instead(recorder.store, gone.value))
    recorder.step(recorder.attempt.go(1))
    recorder.answer(DONT_KNOW, 1)
    recorder.store.close()
    with contextlib.closing(open_store(path.parent)) as store:
        assert store.load(before.uid) == recorder.attempt
        assert store.notice is None
    assert path.with_name("scores.damaged-1.db").exists()


def test_what_other_programs_write_into_the_file_is_no_damage(path: Path, begin: Begin) -> None:
    recorder = begin(open_store(path.parent))
    for seed in range(3):
        with contextlib.closing(open_store(path.parent)) as store:
            begin(store, seed=seed)
            store._connection.execute("pragma wal_checkpoint(restart)")
        recorder.step(recorder.attempt.go(seed))
        recorder.answer(DONT_KNOW, 1)
    assert len(recorder.store.summaries()) == 4
    recorder.store.close()


# Setting aside


def damage(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[4096:] = bytes(len(content) - 4096)
    path.write_bytes(content)


def test_a_damaged_file_that_another_program_has_open_is_not_set_aside(
    path: Path, begin: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hold_module, "ALONE_SECONDS", 0.0)
    with contextlib.closing(open_store(path.parent)) as store:
        begin(store)
    holder = open_store(path.parent)
    damage(path)
    for _ in range(2):
        with pytest.raises(StoreProblem, match="the file is damaged, and another program has the scores open"):
            open_store(path.parent)
    assert names(path.parent) >= {FILE_NAME}
    assert not path.with_name("scores.damaged-1.db").exists()
    holder.close()
    with contextlib.closing(open_store(path.parent)) as store:
        assert store.notice is not None
        assert store.summaries() == []
        with contextlib.closing(open_store(path.parent)) as second:  # the lock is shared again
            assert second.summaries() == []


def test_without_a_lock_file_nothing_is_set_aside(path: Path) -> None:
    path.parent.mkdir()
    path.write_text("no database")
    path.with_name(LOCK_NAME).mkdir()
    with pytest.raises(StoreProblem, match=r"scores\.lock; move it by hand"):
        open_store(path.parent)
    assert path.read_text() == "no database"


def test_one_who_looks_sets_nothing_aside_and_begins_nothing(path: Path) -> None:
    with contextlib.closing(open_for_a_look(path.parent)) as store:
        assert store.summaries() == []
    assert not path.parent.exists()
    path.parent.mkdir()
    path.write_text("no database")
    with pytest.raises(StoreGone, match="the file is damaged"):
        open_for_a_look(path.parent)
    assert names(path.parent) == {FILE_NAME}


@pytest.mark.parametrize("kind", ["folder", "pipe"])
def test_what_is_no_file_is_told_to_one_who_looks(path: Path, kind: str) -> None:
    path.parent.mkdir()
    if kind == "folder":
        path.mkdir()
    else:
        os.mkfifo(path)
    with pytest.raises(StoreProblem, match="something else is in the place"):
        open_for_a_look(path.parent)


def test_an_older_store_is_brought_up_to_date_for_a_look_in_memory_alone(
    path: Path, begin: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    with contextlib.closing(open_store(path.parent)) as store:
        begin(store)
    before = path.read_bytes()
    later = [*schema_module.migrations(), "create table extra (id integer) strict;\n"]
    monkeypatch.setattr(schema_module, "migrations", lambda: later)
    with contextlib.closing(open_for_a_look(path.parent)) as store:
        assert len(store.summaries()) == 1
        assert store._connection.execute("select count(*) from extra").fetchone()[0] == 0
    assert path.read_bytes() == before
    assert names(path.parent) == {FILE_NAME, LOCK_NAME}
