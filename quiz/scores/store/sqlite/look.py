"""Reading a store without writing: on a disk, in a folder or of a person where nothing can be written."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

from quiz.scores.store.sqlite.place import log_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    _Way: TypeAlias = Callable[[Path], contextlib.AbstractContextManager[sqlite3.Connection]]

_TRIES: Final = 5
_NO_WAY_IN: Final = {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_IOERR}


@contextlib.contextmanager
def looked_at(path: Path, *, without_log: bool = False, unchanged: bool = False) -> Iterator[sqlite3.Connection]:
    """Open a database to be read alone; `without_log`: pass over the log beside it.

    `unchanged`: change not one byte in its folder; one who opens it in the usual way writes the log into it at the end.
    Raises `sqlite3.Error` and `OSError`.
    """
    ways: list[_Way] = [partial(_without_rights, without_log=without_log)]
    if not without_log and not unchanged:
        ways = [_with_rights, _read_only, *ways]
    elif not without_log and _has_content(log_of(path)) and _index_of(path).exists():
        ways = [_read_only]  # all that this makes beside a log is there already
    for way in ways:
        with contextlib.ExitStack() as stack:
            try:
                connection = stack.enter_context(way(path))
                connection.execute("pragma query_only = on")
                connection.execute("select count(*) from sqlite_schema").fetchone()
            except sqlite3.OperationalError as error:
                if way is ways[-1] or error.sqlite_errorcode & 0xFF not in _NO_WAY_IN:
                    raise
                continue
            yield connection
            return


def _with_rights(path: Path) -> contextlib.AbstractContextManager[sqlite3.Connection]:
    """Open it as one who may write: unlike a mere reader that one leaves no files of the log behind."""
    may_write = os.access(path, os.W_OK) and os.access(log_of(path).parent, os.W_OK)
    return _connected(path, "mode=rw" if may_write else "mode=ro")


def _read_only(path: Path) -> contextlib.AbstractContextManager[sqlite3.Connection]:
    return _connected(path, "mode=ro")


@contextlib.contextmanager
def _without_rights(path: Path, *, without_log: bool = False) -> Iterator[sqlite3.Connection]:
    """Open it where SQLite cannot make the files that it needs beside it: what is in those is read from a copy."""
    journal = path.with_name(f"{path.name}-journal")
    has_log = not without_log and _has_content(log_of(path))
    if not has_log and not _has_content(journal):
        with _connected(path, "immutable=1") as connection:
            yield connection
        return
    import tempfile
    from shutil import copyfile

    with tempfile.TemporaryDirectory(prefix="quiz-") as folder:
        copied = Path(folder) / "scores.db"
        if has_log:
            copy_both(path, copied)
        else:
            copyfile(journal, copied.with_name(f"{copied.name}-journal"))
            copyfile(path, copied)
        with _connected(copied, "mode=rw") as connection:
            yield connection


def _has_content(path: Path) -> bool:
    return path.exists() and path.stat().st_size > 0


def _index_of(path: Path) -> Path:
    """Return the file by which programs that have the database open share its log."""
    log = log_of(path)
    return log.with_name(f"{log.name.removesuffix('-wal')}-shm")


def copy_both(path: Path, target: Path, copy: Callable[[Path, Path], object] | None = None) -> None:
    """Copy a database and its log as they are at one moment. Raises `OSError`."""
    from shutil import copyfile

    copy = copy or copyfile
    log = log_of(path)
    for _ in range(_TRIES):
        before = _state(path), _state(log)
        copy(log, target.with_name(target.name + "-wal"))
        copy(path, target)
        if (_state(path), _state(log)) == before:
            return
    raise OSError(None, "another program goes on writing into it")


def _state(path: Path) -> tuple[int, int, int]:
    status = path.stat()
    return status.st_ino, status.st_size, status.st_mtime_ns


@contextlib.contextmanager
def _connected(path: Path, how: str) -> Iterator[sqlite3.Connection]:
    uri = f"{path.absolute().as_uri()}?{how}"
    with contextlib.closing(sqlite3.connect(uri, uri=True, isolation_level=None)) as connection:
        connection.row_factory = sqlite3.Row
        yield connection
