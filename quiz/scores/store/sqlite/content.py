"""What is in the file of a store, sound or not, read without changing one byte of it or beside it."""

from __future__ import annotations

import contextlib
import sqlite3
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from quiz.scores.store.audit import audit
from quiz.scores.store.records import StoreProblem, short_uid
from quiz.scores.store.sqlite.backup import pour
from quiz.scores.store.sqlite.look import looked_at
from quiz.scores.store.sqlite.open import store_in, unsaved_store
from quiz.scores.store.sqlite.schema import APPLICATION_ID, schema, schema_of
from quiz.scores.store.sqlite.store import SqliteStore

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from quiz.scores.store.base import Store

_TOLD_FAULTS: Final = 3
"""So many faults of one kind are told."""


@dataclass(slots=True)
class Content:
    """What is in a file.

    facts: the version of its tables, and how many attempts, responses, notes and remarks, as far as it is known.
    out_of_reach: why it cannot be looked at now. unreadable: why nothing can be known of what is damaged. faults: what
    does not fit together. bad_values: by the short id of an attempt, what makes no sense in it; bad_entries: the same
    by the name of a note or remark.
    """

    facts: dict[str, int] = field(default_factory=dict)
    out_of_reach: str | None = None
    unreadable: str | None = None
    is_foreign: bool = False
    is_newer: bool = False
    faults: list[str] = field(default_factory=list)
    bad_values: dict[str, str] = field(default_factory=dict)
    bad_entries: dict[str, str] = field(default_factory=dict)


def examine(path: Path, *, without_log: bool) -> Content:
    """Look through a file. without_log: the log beside it belongs to another file. Raises `StoreProblem`."""
    content = Content()
    try:
        with looked_at(path, without_log=without_log, unchanged=True) as connection:
            _look_through(connection, path, content)
    except sqlite3.OperationalError as error:
        content.out_of_reach = str(error)
    except sqlite3.DatabaseError as error:
        content.unreadable = str(error)
    except OSError as error:
        content.out_of_reach = error.strerror or "it cannot be read"
    return content


def _look_through(connection: sqlite3.Connection, path: Path, content: Content) -> None:
    application = connection.execute("pragma application_id").fetchone()[0]
    version = connection.execute("pragma user_version").fetchone()[0]
    tables = connection.execute("select count(*) from sqlite_schema").fetchone()[0]
    content.facts["version"] = version
    if application not in {0, APPLICATION_ID} or (tables and application != APPLICATION_ID):
        content.is_foreign = True
        return
    if not tables:
        return
    try:
        expected = schema(version)
    except IndexError:
        content.is_newer = True
        return
    content.faults = _faults(connection, expected)
    if content.faults:
        return
    with _of_today(connection, path, version) as store:
        content.facts["attempts"], content.facts["responses"] = store.counts()
        content.facts["notes"], content.facts["remarks"] = len(store.notes()), len(store.remarks())
        content.bad_values = {short_uid(bad.uid): bad.what for bad in audit(store)}
        content.bad_entries = {bad.name: bad.what for bad in store.bad_entries()}


def _faults(connection: sqlite3.Connection, expected: list[tuple[str, ...]]) -> list[str]:
    faults = [str(row[0]) for row in connection.execute(f"pragma integrity_check({_TOLD_FAULTS})") if row[0] != "ok"]
    if schema_of(connection) != expected:
        faults.append("its tables are not those of this program")
    elif not faults and connection.execute("pragma foreign_key_check").fetchone() is not None:
        faults.append("rows in it belong to nothing")
    return faults


@contextlib.contextmanager
def _of_today(connection: sqlite3.Connection, path: Path, version: int) -> Iterator[Store]:
    """Open a database as a store; an older one is brought up to date in memory."""
    with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as memory:
        store = SqliteStore(connection, path)
        with contextlib.suppress(IndexError):
            schema(version + 1)
            pour(connection, memory)
            store = store_in(memory)
        yield store


@contextlib.contextmanager
def store_as_it_is(path: Path) -> Iterator[Store]:
    """Open the store to be held against others; an empty one where there is none that can be read."""
    with contextlib.ExitStack() as stack:
        store: Store | None = None
        with contextlib.suppress(sqlite3.Error, OSError, StoreProblem):
            if path.is_file() and path.stat().st_size:
                connection = stack.enter_context(looked_at(path, unchanged=True))
                connection.execute("select 1 from attempt, item, response limit 1")
                version = connection.execute("pragma user_version").fetchone()[0]
                store = stack.enter_context(_of_today(connection, path, version))
        yield store or stack.enter_context(contextlib.closing(unsaved_store()))
