"""The PostgreSQL database of a store: its connection, its transactions, and the queries that are run in it."""

from __future__ import annotations

import contextlib
import itertools
import re
import time
from enum import Enum
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import psycopg
from psycopg.pq import TransactionStatus
from psycopg.sql import SQL, Identifier

from quiz.scores.store.postgres.connection import PAUSE, TRIES
from quiz.scores.store.postgres.errors import explained_errors, is_lost
from quiz.scores.store.records import StoreProblem
from quiz.scores.store.sql.database import Database, query_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from quiz.scores.store.postgres.address import Address
    from quiz.scores.store.postgres.connection import Connection

_QUERIES: Final = Path(__file__).with_name("queries")
_PARAMETER: Final = re.compile(r"(?<![:\w]):([a-z_]+)")
_COMMENT: Final = re.compile(r"--.*")
_OPEN_ELSEWHERE: Final = "another program has the scores open; close it and try again"
_AT_ONCE: Final = 2000
"""So many rows of a long list are fetched at a time."""


class NamedRow:
    """A row, whose values have both a place and a name."""

    __slots__ = ("_names", "_values")

    def __init__(self, names: Mapping[str, int], values: Sequence[Any]) -> None:
        self._names, self._values = names, values

    def __getitem__(self, key: int | str, /) -> Any:
        return self._values[key if isinstance(key, int) else self._names[key]]


def named_row(cursor: psycopg.Cursor[Any]) -> Callable[[Sequence[Any]], NamedRow]:
    """Return what makes rows of the values that a cursor gives."""
    names = {column.name: place for place, column in enumerate(cursor.description or ())}
    return lambda values: NamedRow(names, values)


class PostgresDatabase(Database):
    """A store in a PostgreSQL database, as far as its tables do not matter.

    connect: makes a connection to it, with the store's lock shared; it is made again where it was lost.
    """

    def __init__(self, address: Address, connect: Callable[[], Connection], notice: str | None = None) -> None:
        super().__init__(notice)
        self.address = address
        self._connect = connect
        self._connection = connect()
        self._names = (f"rows_{number}" for number in itertools.count())

    @property
    def place(self) -> str:
        return self.address.shown

    def close(self) -> None:
        self._is_closed = True
        self._connection.close()

    def check_place(self) -> None:
        self.check_open()

    def explained_errors(self) -> contextlib.AbstractContextManager[None]:
        return explained_errors(self.address)

    # Alone

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        with self.explained_errors(), contextlib.ExitStack() as held:
            for _ in range(TRIES):
                if held.enter_context(self._alone_now()):
                    break
                time.sleep(PAUSE)
            else:
                raise StoreProblem(self.place, _OPEN_ELSEWHERE)
            yield

    @contextlib.contextmanager
    def _alone_now(self) -> Iterator[bool]:
        row = self._row("lock_alone")
        is_alone = row is not None and row[0]
        try:
            yield is_alone
        finally:
            if is_alone and not self._connection.closed:
                self._run("unlock_alone")

    # Queries

    def _query(self, name: str) -> str:
        return postgres_text(name)

    def _selected(self, sql: str, bound: dict[str, Any], *, plain: bool = False) -> Iterator[Any]:
        return iter(self._executed(sql, bound, plain=plain))

    def _streamed(self, query: str, **bound: Any) -> Iterator[tuple[Any, ...]]:
        name = next(self._names)
        fetch = SQL("fetch {} from {}").format(_AT_ONCE, Identifier(name))
        with self._transaction(writes=False), self._connection.cursor(name) as cursor:
            cursor.execute(_translated(postgres_text(query)), _plain(bound))
            with self._connection.pipeline():
                following = self._connection.execute(fetch)
                while rows := following.fetchall():
                    following = self._connection.execute(fetch)  # the server finds these while the others are read
                    yield from rows

    def _run(self, query: str, **bound: Any) -> psycopg.Cursor[Any]:
        return self._executed(postgres_text(query), bound, plain=False)

    def _executed(self, sql: str, bound: dict[str, Any], *, plain: bool) -> psycopg.Cursor[Any]:
        """Run a statement; where the connection was lost before it and nothing is begun, in a new one."""
        self._go_on()
        is_idle = self._is_idle
        try:
            return self._cursor(plain=plain).execute(_translated(sql), _plain(bound))
        except psycopg.OperationalError as error:
            if not is_idle or not is_lost(error, self._connection):
                raise
        self._go_on()
        return self._cursor(plain=plain).execute(_translated(sql), _plain(bound))

    def _cursor(self, *, plain: bool) -> psycopg.Cursor[Any]:
        return self._connection.cursor() if plain else self._connection.cursor(row_factory=named_row)

    @property
    def _is_idle(self) -> bool:
        return self._connection.info.transaction_status is TransactionStatus.IDLE

    def _go_on(self) -> None:
        """Connect again where the connection was lost. Raises `StoreProblem`."""
        if not self._is_closed and self._connection.closed:
            self._connection = self._connect()

    @contextlib.contextmanager
    def _transaction(self, *, writes: bool = True) -> Iterator[None]:
        self._go_on()
        if not self._is_idle:  # this is a part of a larger change
            yield
            return
        self._executed(_BEGIN if writes else _BEGIN_STILL, {}, plain=True)
        begun = self._connection
        try:
            yield
            begun.execute("commit")
        except BaseException:
            with contextlib.suppress(psycopg.Error):
                begun.execute("rollback")
            raise


_BEGIN: Final = "begin isolation level read committed"
_BEGIN_STILL: Final = "begin isolation level repeatable read read only"


def _plain(bound: Mapping[str, Any]) -> dict[str, Any]:
    """Return values as PostgreSQL takes them: flags are numbers there, and a text has no NUL."""
    return {name: _plain_value(value) for name, value in bound.items()}


def _plain_value(value: Any) -> Any:
    match value:
        case bool():
            return int(value)
        case Enum():
            return value.value
        case str():
            return value.replace("\0", "␀")
        case _:
            return value


@cache
def postgres_text(name: str) -> str:
    """Return the SQL of a query, PostgreSQL's own where it has one."""
    own = _QUERIES / f"{name}.sql"
    return own.read_text(encoding="utf-8") if own.is_file() else query_text(name)


@lru_cache(maxsize=256)
def _translated(sql: str) -> str:
    """Return SQL as psycopg takes it: with parameters as `%(name)s`."""
    return _PARAMETER.sub(r"%(\1)s", _COMMENT.sub("", sql).replace("%", "%%"))
