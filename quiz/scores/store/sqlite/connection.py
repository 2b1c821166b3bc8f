"""Connections to the file, and how they are set up."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Final, Literal

from quiz.scores.store.records import StoreProblem

if TYPE_CHECKING:
    from pathlib import Path

OLDEST_SQLITE: Final = (3, 37, 0)
BUSY_SECONDS: Final = 10.0
"""So long a connection waits for another program that writes."""


def sqlite_version() -> tuple[int, ...]:
    """Return the version of the SQLite that this Python has."""
    return sqlite3.sqlite_version_info


def check_sqlite() -> None:
    """Raise `StoreProblem` where the SQLite of this Python is too old for the store."""
    if sqlite_version() < OLDEST_SQLITE:
        raise StoreProblem(
            None, f"SQLite {sqlite3.sqlite_version} is too old; install a Python with SQLite 3.37 or newer"
        )


def connected(path: Path, mode: Literal["ro", "rw"]) -> sqlite3.Connection:
    """Return a connection to a file that is there. Raises `sqlite3.Error`."""
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    return sqlite3.connect(uri, uri=True, isolation_level=None, timeout=BUSY_SECONDS)


def configured(connection: sqlite3.Connection) -> sqlite3.Connection:
    """Make a connection durable and mindful of references, and return it. Raises `sqlite3.Error`."""
    connection.row_factory = sqlite3.Row
    connection.execute("pragma foreign_keys = on")
    connection.execute("pragma synchronous = full")
    return connection
