"""Connections to a PostgreSQL server, and how they are set up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias

import psycopg

from quiz.scores.store.postgres.errors import explained_errors
from quiz.scores.store.records import StoreProblem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quiz.scores.store.postgres.address import Address

Connection: TypeAlias = "psycopg.Connection[tuple[Any, ...]]"
OLDEST: Final = 13
"""The oldest PostgreSQL that is known to do."""
PATIENCE: Final = 5
"""Seconds for a connection to come about."""
LOCK: Final = 0x5155495A
"""`QUIZ`: the first half of our advisory locks; the second is the schema."""
TRIES: Final = 20
PAUSE: Final = 0.1
"""So often, and so many seconds each time, one waits for others to let go of the store."""


def connected(address: Address, *, looking: bool = False) -> Connection:
    """Return a connection that commits nothing by itself but each statement. looking: it can write nothing.

    Raises `StoreProblem`.
    """
    with explained_errors(address):
        connection = psycopg.connect(
            address.url,
            autocommit=True,
            connect_timeout=PATIENCE,
            application_name="quiz",
            client_encoding="utf8",
        )
        try:
            connection.execute("set synchronous_commit = on")  # what shows as taken is on disk, however it is set there
            if looking:
                connection.execute("set default_transaction_read_only = on")
            _check_server(connection, address)
        except BaseException:
            connection.close()
            raise
    return connection


def _check_server(connection: Connection, address: Address) -> None:
    version = connection.info.server_version
    if version < OLDEST * 10_000:
        message = f"PostgreSQL {version // 10_000} is too old; the program needs {OLDEST} or newer"
        raise StoreProblem(address.shown, message)
    if first(connection, "select current_schema()") is None:
        raise StoreProblem(address.shown, "the database has no schema that its user sees; make one")


def first(connection: Connection, sql: str, bound: Sequence[object] = ()) -> Any:
    """Return the first value of the first row."""
    row = connection.execute(sql, bound).fetchone()
    return row[0] if row is not None else None
