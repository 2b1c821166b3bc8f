"""The tables of the store in a PostgreSQL schema: the migrations that make them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from quiz.scores.store.postgres.connection import LOCK, first
from quiz.scores.store.records import StoreProblem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quiz.scores.store.postgres.address import Address
    from quiz.scores.store.postgres.connection import Connection

_MIGRATIONS: Final = Path(__file__).with_name("migrations")
_MARK: Final = "create table quiz_store (version integer not null)"
"""What tells our schema from another program's; the table has the version of all."""
_TABLES: Final = """\
select count(*) from pg_class where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p')
"""
_MARKED: Final = "select to_regclass(quote_ident(current_schema()) || '.quiz_store') is not null"
_FOREIGN: Final = "the schema has another program's tables; give the scores a schema or a database of their own"
_NEWER: Final = "a newer version of this program made the tables; update the program. Nothing was changed"
_OLDER: Final = "an older version of this program made the tables; open the app or take a quiz once, which updates them"


def migrate(connection: Connection, address: Address) -> None:
    """Bring the schema up to date, in one transaction. Raises `StoreProblem`, and then nothing was changed."""
    with connection.transaction():
        # Another program may be making the tables at this moment.
        connection.execute("select pg_advisory_xact_lock(%s, 0)", [LOCK])
        version = version_of(connection, address)
        if version == newest_version():
            return
        if version == 0:
            connection.execute(_MARK)
            connection.execute("insert into quiz_store values (0)")
        for step in migrations()[version:]:
            connection.execute(step)
        connection.execute("update quiz_store set version = %s", [newest_version()])


def check_current(connection: Connection, address: Address) -> bool:
    """Say whether there are tables, which are then those of today. Raises `StoreProblem`."""
    version = version_of(connection, address)
    if 0 < version < newest_version():
        raise StoreProblem(address.shown, _OLDER)
    return version > 0


def version_of(connection: Connection, address: Address) -> int:
    """Return the version of the tables, 0 for an empty schema. Raises `StoreProblem` where they are not ours."""
    if not first(connection, _MARKED):
        if first(connection, _TABLES):
            raise StoreProblem(address.shown, _FOREIGN)
        return 0
    version = first(connection, "select max(version) from quiz_store")
    if not isinstance(version, int):
        raise StoreProblem(address.shown, _FOREIGN)
    if version > newest_version():
        raise StoreProblem(address.shown, _NEWER)
    return version


def newest_version() -> int:
    """Return the version of the tables that this program writes."""
    return len(migrations())


@cache
def migrations() -> Sequence[str]:
    """Return the steps, as SQL, that lead from an empty schema to the tables of today."""
    return [file.read_text(encoding="utf-8") for file in sorted(_MIGRATIONS.glob("*.sql"))]
