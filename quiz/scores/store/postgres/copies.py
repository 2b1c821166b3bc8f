"""A PostgreSQL store as one file, and back: the same tables are in both."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Final

from psycopg import sql

from quiz.scores.store.records import StoreProblem
from quiz.scores.store.sqlite.backup import whole_file
from quiz.scores.store.sqlite.schema import migrate

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from quiz.scores.store.postgres.connection import Connection

TABLES: Final = (
    *("snapshot", "attempt", "item", "part", "response", "note", "remark", "aside"),
    *("membership", "ticket", "preference"),
)
"""In the order in which they can be filled: what refers to another comes after it."""
_NUMBERED: Final = ("snapshot", "attempt", "response")
_AT_ONCE: Final = 1000


def pour_into_file(source: Connection, target: Path) -> None:
    """Replace a file by a copy of a store, whole or not at all. To be called in a look that stays the same.

    Raises `psycopg.Error`, and `StoreProblem` where the file cannot be written.
    """
    try:
        with whole_file(target) as file:
            migrate(file, None)
            file.execute("begin")
            for table in TABLES:
                _pour_out(source, file, table)
            file.execute("commit")
    except OSError as error:
        raise StoreProblem(target, f"the backup cannot be written ({error.strerror})") from error
    except sqlite3.Error as error:
        raise StoreProblem(target, f"the backup cannot be written ({error})") from error


def pour_from_file(file: sqlite3.Connection, target: Connection) -> None:
    """Replace all that is in a store by what is in a file. To be called in a transaction.

    Raises `psycopg.Error` and `sqlite3.Error`.
    """
    target.execute(sql.SQL("truncate {}").format(sql.SQL(", ").join(map(sql.Identifier, TABLES))))
    for table in TABLES:
        columns = _columns(file, table)
        names = sql.SQL(", ").join(map(sql.Identifier, columns))
        with target.cursor().copy(sql.SQL("copy {} ({}) from stdin").format(sql.Identifier(table), names)) as rows:
            for row in file.execute(f"select {_listed(columns)} from {table}"):  # noqa: S608 - our own names
                rows.write_row(row)
    for table in _NUMBERED:
        newest = sql.SQL("select setval(pg_get_serial_sequence({}, 'id'), coalesce(max(id), 0) + 1, false) from {}")
        target.execute(newest.format(table, sql.Identifier(table)))
    _count_rows(target)


def _count_rows(target: Connection) -> None:
    """Have the server count what is in the tables: until it does so by itself it plans as for a store without rows."""
    target.execute(sql.SQL("analyze {}").format(sql.SQL(", ").join(map(sql.Identifier, TABLES))))


def _pour_out(source: Connection, file: sqlite3.Connection, table: str) -> None:
    columns = _columns(file, table)
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    into = f"insert into {table} ({_listed(columns)}) values ({', '.join('?' * len(columns))})"  # noqa: S608
    with source.cursor(f"copy_{table}") as rows:
        rows.itersize = _AT_ONCE
        file.executemany(into, rows.execute(sql.SQL("select {} from {}").format(names, sql.Identifier(table))))


def _columns(file: sqlite3.Connection, table: str) -> list[str]:
    return [row[1] for row in file.execute(f"pragma table_info({table})")]


def _listed(columns: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in columns)
