"""Copies of the store: once a day before the first response, before a migration, when asked for; and back again.

SQLite's own backup makes the copy: it is whole even while other programs write. A copy is one file, for its owner only.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import sqlite3
from typing import TYPE_CHECKING, Final

from quiz.files import private_folder, sync_folder, unfinished
from quiz.scores.store.names import FOLDER
from quiz.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

KEPT: Final = 7
"""So many daily copies are kept; those of other occasions stay until someone deletes them."""
_ROOM: Final = 1 << 20
"""Bytes that a daily copy leaves free: the responses need them more."""
_DAILY: Final = r"scores-[0-9]{4}-[0-9]{2}-[0-9]{2}\.db"


class StoreBusy(sqlite3.OperationalError):
    """Another program kept on writing for as long as a connection waits."""

    sqlite_errorcode = sqlite3.SQLITE_BUSY


def copy(source: sqlite3.Connection, target: Path) -> None:
    """Replace `target` by a copy of a store, whole or not at all. Raises `OSError` and `sqlite3.Error`."""
    with whole_file(target) as copied:
        pour(source, copied)
        copied.execute("pragma journal_mode = delete")  # one file, without companions


@contextlib.contextmanager
def whole_file(target: Path) -> Iterator[sqlite3.Connection]:
    """Give an empty database that takes the place of `target` once it is filled, or leaves it as it was.

    Raises `OSError` and `sqlite3.Error`.
    """
    private_folder(target.parent)
    temporary = unfinished(target)
    try:
        os.close(os.open(temporary, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        with contextlib.closing(sqlite3.connect(temporary, isolation_level=None)) as made:
            yield made
        temporary.replace(target)
        sync_folder(target.parent)
    finally:
        for name in (temporary, temporary.with_name(temporary.name + "-journal")):
            with contextlib.suppress(OSError):
                name.unlink()


def pour(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    """Replace the content of an open database by that of another, in one transaction.

    Raises `StoreBusy` where another program holds either for longer than one waits for it.
    """

    def look(status: int, _remaining: int, _total: int) -> None:
        if status in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:  # left alone it would try for ever
            raise StoreBusy("database is locked")

    source.backup(target, pages=-1, progress=look)


def back_up_daily(source: sqlite3.Connection, folder: Path, day: date) -> None:
    """Copy the store unless there is a copy of that day, and keep the last few.

    Raises `OSError` and `sqlite3.Error`.
    """
    target = folder / f"scores-{day.isoformat()}.db"
    if target.exists():
        return
    import shutil

    size = source.execute("pragma page_count").fetchone()[0] * source.execute("pragma page_size").fetchone()[0]
    private_folder(folder)
    if shutil.disk_usage(folder).free < 2 * size + _ROOM:
        raise OSError(errno.ENOSPC, "the disk is nearly full")
    copy(source, target)
    for old in daily_copies(folder)[:-KEPT]:
        old.unlink(missing_ok=True)


def daily_copies(folder: Path) -> list[Path]:
    """Return the daily copies in a folder, the newest last. Raises `OSError`."""
    daily = [path for path in folder.iterdir() if re.fullmatch(_DAILY, path.name)] if folder.is_dir() else []
    # By when they were made: a clock that was once ahead must not make its copy the last for ever.
    return sorted(daily, key=lambda path: path.stat().st_mtime_ns)


def newest_copy(folder: Path) -> Path | None:
    """Return the newest daily copy that is sound and holds an attempt; None where there is none."""
    with contextlib.suppress(OSError):
        for path in reversed(daily_copies(folder)):
            if fault_of(path) is None and _holds_attempts(path):
                return path
    return None


def fault_of(copied: Path) -> str | None:
    """Say why a copy cannot be brought back; None where it can."""
    try:
        with contextlib.closing(_opened(copied)) as connection:
            if connection.execute("pragma quick_check(1)").fetchone()[0] != "ok":
                return "it is damaged"
            connection.execute("select 1 from attempt limit 1").fetchone()
    except sqlite3.Error as error:
        return f"it is no sound copy of scores ({error})"
    return None


def _holds_attempts(copied: Path) -> bool:
    with contextlib.closing(_opened(copied)) as connection:
        return connection.execute("select 1 from attempt limit 1").fetchone() is not None


def _opened(copied: Path) -> sqlite3.Connection:
    """Open a copy, which is one file that nobody writes."""
    return sqlite3.connect(f"{copied.absolute().as_uri()}?immutable=1", uri=True)


def not_backed_up(path: Path, error: OSError | sqlite3.Error) -> str:
    """Say that the store at a path could not be copied into the folder of backups."""
    reason = error.strerror if isinstance(error, OSError) else str(error)
    return (
        f"{clean(str(path.parent / FOLDER))}: the scores could not be backed up ({reason}); they are kept all the same."
    )
