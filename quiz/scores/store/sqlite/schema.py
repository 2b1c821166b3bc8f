"""The tables of the store: the migrations that make them, and how they should be."""

from __future__ import annotations

import contextlib
import sqlite3
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from quiz.scores.store.names import FOLDER
from quiz.scores.store.records import StoreProblem
from quiz.scores.store.sqlite.backup import copy, not_backed_up

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MIGRATIONS: Final = Path(__file__).with_name("migrations")
APPLICATION_ID: Final = 0x5155495A
"""`QUIZ` in the header of the file: what tells our store from another program's database."""


def migrate(connection: sqlite3.Connection, path: Path | None) -> str | None:
    """Bring the schema up to date, each step in a transaction of its own, and copy an older store before.

    Return what a person should know about that.
    """
    steps = migrations()
    connection.execute("begin")  # one look at all three: another program may be making the store at this moment
    version = version_of(connection, path)
    connection.execute("commit")
    notice = None
    if path is not None and 0 < version < len(steps):
        try:
            copy(connection, path.parent / FOLDER / f"scores-version-{version}.db")
        except (OSError, sqlite3.Error) as error:
            notice = not_backed_up(path, error)
    while version < len(steps):
        connection.execute("begin immediate")
        version = connection.execute("pragma user_version").fetchone()[0]
        if version < len(steps):
            for statement in _statements(steps[version]):
                connection.execute(statement)
            version += 1
            connection.execute(f"pragma application_id = {APPLICATION_ID}")
            connection.execute(f"pragma user_version = {version}")
        connection.execute("commit")
    return notice


def version_of(connection: sqlite3.Connection, path: Path | None) -> int:
    """Return the version of the tables in a store, 0 for an empty file. Raises `StoreProblem` where it is no store."""
    application = connection.execute("pragma application_id").fetchone()[0]
    version = int(connection.execute("pragma user_version").fetchone()[0])
    tables = connection.execute("select count(*) from sqlite_schema").fetchone()[0]
    if (application != APPLICATION_ID and tables) or (application not in {0, APPLICATION_ID}):
        raise StoreProblem(path, "this is another program's database; move it, or set QUIZ_DATA_DIR to another folder")
    if version > newest_version():
        raise StoreProblem(path, "a newer version of this program wrote it; update the program. Nothing was changed")
    return version


def newest_version() -> int:
    """Return the version of the tables that this program writes."""
    return len(migrations())


def schema(version: int) -> list[tuple[str, ...]]:
    """Return what stands in the schema of a store of that version. Raises `IndexError` where there is none."""
    steps = migrations()
    if not 0 < version <= len(steps):
        raise IndexError(version)
    with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        for step in steps[:version]:
            for statement in _statements(step):
                connection.execute(statement)
        return schema_of(connection)


def schema_of(connection: sqlite3.Connection) -> list[tuple[str, ...]]:
    """Return the type, name and text of everything in the schema of a database."""
    return [tuple(row) for row in connection.execute("select type, name, sql from sqlite_schema order by type, name")]


@cache
def migrations() -> Sequence[str]:
    """Return the steps, as SQL, that lead from an empty file to the tables of today."""
    return [file.read_text(encoding="utf-8") for file in sorted(_MIGRATIONS.glob("*.sql"))]


def _statements(script: str) -> Iterator[str]:
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
