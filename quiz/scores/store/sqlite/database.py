"""The SQLite file of a store: its connection, its transactions, and the queries that are run in it."""

from __future__ import annotations

import contextlib
import sqlite3
from itertools import islice
from typing import TYPE_CHECKING, Any

from quiz.scores.store import values
from quiz.scores.store.sql.database import Database, query_text
from quiz.scores.store.sqlite.errors import explained_errors
from quiz.scores.store.sqlite.place import written

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from quiz.scores.store.sqlite.hold import Hold


class SqliteDatabase(Database):
    """A store in one SQLite file, as far as its tables do not matter. `path` is None for one in memory."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        path: Path | None,
        notice: str | None = None,
        hold: Hold | None = None,
        closing: contextlib.ExitStack | None = None,
    ) -> None:
        super().__init__(notice)
        self._connection = connection
        self.path = path
        self._hold = hold
        self._closing = closing or contextlib.ExitStack()
        self._closing.callback(connection.close)

    @property
    def place(self) -> str | None:
        return str(self.path) if self.path is not None else None

    def close(self) -> None:
        self._is_closed = True
        self._closing.close()
        if self._hold is not None:
            self._hold.end()

    def check_place(self) -> None:
        self.check_open()
        if self._hold is not None:
            self._hold.check()

    def _check_whole(self) -> None:
        """Raise `StoreGone` where it is not in its place, or something else wrote damage into it."""
        self.check_place()
        if self._hold is not None:
            self._hold.check_content()

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        with self._hold.alone() if self._hold is not None else contextlib.nullcontext():
            yield

    def explained_errors(self) -> contextlib.AbstractContextManager[None]:
        return explained_errors(self.path)

    def _query(self, name: str) -> str:
        return query_text(name)

    def _selected(self, sql: str, bound: dict[str, Any], *, plain: bool = False) -> Iterator[Any]:
        """Give the rows of a query. Text that is not UTF-8 comes as bytes: it must not stop what stands around it."""
        cursor = self._connection.cursor()
        cursor.row_factory = None if plain else sqlite3.Row
        given = 0
        try:
            for row in cursor.execute(sql, bound):
                given += 1
                yield row
        except sqlite3.OperationalError as error:
            is_of_sqlite = getattr(error, "sqlite_errorcode", None) is not None
            if is_of_sqlite or self._connection.text_factory is not str:
                raise
            self._connection.text_factory = values.text_or_bytes
            yield from islice(self._selected(sql, bound, plain=plain), given, None)

    def _run(self, query: str, **bound: Any) -> sqlite3.Cursor:
        return self._connection.execute(query_text(query), bound)

    @contextlib.contextmanager
    def _transaction(self, *, writes: bool = True) -> Iterator[None]:
        nested = self._connection.in_transaction  # this is a part of a larger change
        if nested:
            yield
            return
        if writes:
            self._check_whole()
        self._connection.execute("begin immediate" if writes else "begin deferred")
        try:
            yield
            if writes:
                self.check_place()
            self._connection.execute("commit")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("rollback")
            raise
        if writes:
            self.check_place()
            if self._hold is not None:
                self._hold.seen = written(self._hold.path)
