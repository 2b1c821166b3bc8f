"""Opening the store: the file made, checked, brought up to date, or set aside where it is damaged."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from datetime import datetime
from typing import TYPE_CHECKING, Final

from quiz.files import private_folder
from quiz.paths import STORE_NAME
from quiz.scores.store.names import FOLDER
from quiz.scores.store.records import StoreGone, StoreProblem
from quiz.scores.store.sqlite.backup import newest_copy, pour
from quiz.scores.store.sqlite.connection import check_sqlite, configured, connected
from quiz.scores.store.sqlite.damage import NAMES_NO_TEXT, Damaged, check_pages, is_damage
from quiz.scores.store.sqlite.errors import explained_errors, explanation
from quiz.scores.store.sqlite.hold import Hold, Shifted, take_alone
from quiz.scores.store.sqlite.lock import StoreLock, one_at_a_time
from quiz.scores.store.sqlite.look import looked_at
from quiz.scores.store.sqlite.place import COMPANIONS, log_is_foreign, log_of, move_log, noted, place_of
from quiz.scores.store.sqlite.schema import migrate, newest_version, version_of
from quiz.scores.store.sqlite.store import SqliteStore
from quiz.text import clean, shell_line

if TYPE_CHECKING:
    from pathlib import Path

FILE_NAME: Final = STORE_NAME
_TRIES: Final = 5


def open_store(folder: Path, *, doubted: bool = False) -> SqliteStore:
    """Open the store of a data folder, and make it where there is none.

    A file that is damaged is set aside under a new name and said in the store's notice. doubted: look through all of
    it for damage, however large it is. Raises `StoreProblem` where the folder or file cannot be used, a newer program
    wrote it, or it is damaged and another program has it open; then nothing was changed.
    """
    check_sqlite()
    path = folder / FILE_NAME
    _make_folder(folder, path)
    lock = StoreLock(folder)
    try:
        with one_at_a_time(folder) as is_alone:
            return _opened(path, lock, is_alone=is_alone, doubted=doubted)
    except BaseException:
        lock.release()
        raise


def _opened(path: Path, lock: StoreLock, *, is_alone: bool, doubted: bool) -> SqliteStore:
    if not is_alone or (not lock.share() and lock.is_possible):
        raise StoreProblem(path, "another program is putting the scores in order; try again in a moment")
    hold, notices = Hold(path, lock), []
    if log_is_foreign(path, noted(lock.note())):
        notices.append(_part_from_log(path, lock))
    try:
        connection, notice = _connect(hold, doubted=doubted)
    except sqlite3.DatabaseError as error:
        if not is_damage(error):
            raise StoreProblem(path, explanation(error)) from error
        aside = set_aside(path, lock)
        notice = _damage_notice(path, aside)
        try:
            connection, _ = _connect(hold, doubted=False)
        except sqlite3.Error as again:
            raise StoreProblem(path, explanation(again)) from again
        lock.share()
    return SqliteStore(connection, path, "\n".join(filter(None, (*notices, notice))) or None, hold)


def open_instead(store: SqliteStore, gone: StoreGone) -> SqliteStore:
    """Close a store that is gone and open the one that is there by now, a new one where there is none.

    Raises `StoreProblem` where none can be opened.
    """
    assert store.path is not None
    store.close()
    another = open_store(store.path.parent, doubted=gone.is_damaged)
    another.tell = store.tell
    return another


def open_for_a_look(folder: Path) -> SqliteStore:
    """Return a store that is only read, an empty one where there is none. Makes, mends and moves nothing.

    Raises `StoreProblem` where it cannot be read.
    """
    check_sqlite()
    path = folder / FILE_NAME
    with contextlib.ExitStack() as closing, explained_errors(path):
        try:
            if not path.is_file() and path.exists():
                raise StoreProblem(path, "something else is in the place of the scores; move it to another name")
            if not path.stat().st_size:
                return unsaved_store()
        except FileNotFoundError:
            return unsaved_store()
        except OSError as error:
            raise _cannot_read(path, error) from error
        lock = StoreLock(folder, make=False)
        closing.callback(lock.release)
        lock.share()
        try:
            foreign = log_is_foreign(path, noted(lock.note()))
            connection = closing.enter_context(looked_at(path, without_log=foreign))
        except OSError as error:
            raise _cannot_read(path, error) from error
        check_pages(connection, path)
        if version_of(connection, path) < newest_version():  # brought up to date in memory
            memory = closing.enter_context(contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)))
            pour(connection, memory)
            migrate(memory, None)
            connection = memory
        connection.row_factory = sqlite3.Row
        return SqliteStore(connection, path, closing=closing.pop_all())
    raise AssertionError(path)  # `explained_errors` lets nothing pass


def _cannot_read(path: Path, error: OSError) -> StoreProblem:
    reason = (error.strerror or str(error)).lower()
    return StoreProblem(path, f"it cannot be read ({reason}); make it readable, or set QUIZ_DATA_DIR to another folder")


def unsaved_store() -> SqliteStore:
    """Return a store in memory, for going on when no file can be used."""
    return store_in(sqlite3.connect(":memory:", isolation_level=None))


def store_in(connection: sqlite3.Connection) -> SqliteStore:
    """Return the store in an open database, brought up to date, without a file of its own that a person knows."""
    migrate(configured(connection), None)
    return SqliteStore(connection, None)


def _make_folder(folder: Path, path: Path) -> None:
    try:
        private_folder(folder)
    except OSError as error:
        raise _cannot_keep(path, error.strerror) from error


def _make_file(path: Path) -> None:
    """Make an empty file that only its owner can read, where there is none.

    One that is there is never opened here: closing it again would drop the locks that another connection of this
    process holds on it, and other programs would then take away its log.
    """
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        if not path.is_file():
            raise _cannot_keep(path, "something else is in its place") from None
        if not os.access(path, os.R_OK | os.W_OK):
            raise _cannot_keep(path, "permission denied") from None
    except OSError as error:
        raise _cannot_keep(path, error.strerror) from error


def _cannot_keep(path: Path, why: str | None) -> StoreProblem:
    reason = (why or "it cannot be made").lower()
    message = f"the scores cannot be kept here ({reason}); make it writable, or set QUIZ_DATA_DIR to another folder"
    return StoreProblem(path, message)


def _connect(hold: Hold, *, doubted: bool) -> tuple[sqlite3.Connection, str | None]:
    """Return a connection, and what a person should know. Raises `StoreProblem` and `sqlite3.Error`."""
    path = hold.path
    for _ in range(_TRIES):
        _make_file(path)
        before = place_of(path)
        connection = connected(path, "rw")
        try:
            configured(connection)
            notice = migrate(connection, path)
            check_pages(connection, path, doubted=doubted)
            # A network folder may refuse it; the journal that SQLite falls back to is as safe.
            with contextlib.suppress(sqlite3.OperationalError):
                connection.execute("pragma journal_mode = wal")
            hold.settle(connection, before)
        except Shifted:
            connection.close()
        except UnicodeDecodeError as error:
            connection.close()
            raise Damaged(NAMES_NO_TEXT) from error
        except BaseException:
            connection.close()
            raise
        else:
            return connection, notice
    raise StoreProblem(path, "the file is replaced again and again; stop what does that, and try again")


def set_aside(path: Path, lock: StoreLock) -> Path:
    """Rename a damaged file, and what belongs to it, to a name that is free, and hold the lock alone from then on.

    Raises `StoreProblem` where another program has it open, or it cannot be known whether one has.
    """
    take_alone(path, lock, "the file is damaged")
    number = 1
    while (aside := path.with_name(f"{path.stem}.damaged-{number}{path.suffix}")).exists():
        number += 1
    try:
        for suffix in ("", *COMPANIONS):
            with contextlib.suppress(FileNotFoundError):
                path.with_name(path.name + suffix).rename(aside.with_name(aside.name + suffix))
    except OSError as error:
        raise StoreProblem(path, "the file is damaged and cannot be set aside; move it by hand") from error
    return aside


def _damage_notice(path: Path, aside: Path) -> str:
    """Say where a damaged file is kept, and by which commands its content comes back."""
    notice = f"The score file was damaged. It is kept as {clean(str(aside))}, and a new one was begun."
    if (copied := newest_copy(path.parent / FOLDER)) is not None:
        made = datetime.fromtimestamp(copied.stat().st_mtime).astimezone()
        notice += f"\nThe copy of {made:%Y-%m-%d} comes back with: {shell_line('quiz', 'restore', str(copied))}"
    more = "What else can be read of the damaged file comes out" if copied is not None else "What can be read comes out"
    return f"{notice}\n{more} with: {shell_line('quiz', 'doctor', '--salvage', str(aside))}"


def _part_from_log(path: Path, lock: StoreLock) -> str:
    """Move a log aside that belongs to another file than the one beside it, and return what a person should know.

    Who still has that other file open loses nothing by it: they hold both, and find at their next commit that they
    were parted from the path.
    """
    log = log_of(path)
    if not lock.is_held:
        message = f"{log.name} beside it belongs to another file, and no lock can be had; move {log.name} by hand"
        raise StoreProblem(path, message)
    had_content = log.stat().st_size > 0
    try:
        aside = move_log(path)
    except OSError as error:
        raise StoreProblem(path, f"{log.name} beside it belongs to another file; move {log.name} by hand") from error
    if not had_content:
        return ""
    return f"The score file was replaced, but not the log of the one before. That log is kept as {aside}."
