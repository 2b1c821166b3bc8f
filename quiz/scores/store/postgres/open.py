"""Opening the store in a PostgreSQL database: the connection, its lock, and the tables brought up to date."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING, Final

from quiz.scores.store.postgres.address import address as read_address
from quiz.scores.store.postgres.connection import PAUSE, TRIES, connected, first
from quiz.scores.store.postgres.database import postgres_text
from quiz.scores.store.postgres.errors import explained_errors
from quiz.scores.store.postgres.schema import check_current, migrate
from quiz.scores.store.postgres.store import PostgresStore
from quiz.scores.store.records import StoreProblem

if TYPE_CHECKING:
    from pathlib import Path

    from quiz.scores.store.base import Store
    from quiz.scores.store.postgres.address import Address
    from quiz.scores.store.postgres.connection import Connection

_LOCKED: Final = "another program is putting the scores in order; try again in a moment"


def open_store(url: str, folder: Path) -> PostgresStore:
    """Open the store at an address, and make its tables where there are none. folder: where copies of it go.

    Raises `StoreProblem` where the server, the database or the tables cannot be used; then nothing was changed.
    """
    address = read_address(url)
    return PostgresStore(address, partial(_shared, address), folder)


def open_instead(store: Store) -> PostgresStore:
    """Close a store and open it anew. Raises `StoreProblem` where it cannot be opened."""
    assert isinstance(store, PostgresStore)
    store.close()
    another = open_store(store.address.url, store.folder)
    another.tell = store.tell
    return another


def open_for_a_look(url: str, folder: Path) -> PostgresStore | None:
    """Return a store that is only read; None where there are no tables yet. Raises `StoreProblem`."""
    address = read_address(url)
    with connected(address, looking=True) as connection, explained_errors(address):
        if not check_current(connection, address):
            return None
    return PostgresStore(address, partial(connected, address, looking=True), folder)


def _shared(address: Address) -> Connection:
    """Return a connection that shares the store's lock, to tables that are up to date."""
    connection = connected(address)
    try:
        with explained_errors(address):
            migrate(connection, address)
            _share(connection, address)
    except BaseException:
        connection.close()
        raise
    return connection


def _share(connection: Connection, address: Address) -> None:
    for _ in range(TRIES):
        if first(connection, postgres_text("lock_shared")):
            return
        time.sleep(PAUSE)
    raise StoreProblem(address.shown, _LOCKED)
