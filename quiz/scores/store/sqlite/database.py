"""The database of a store: its connection, its transactions, and the queries that are run in it."""

from __future__ import annotations

import contextlib
import sqlite3
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, ParamSpec, TypeVar

from quiz.scores.store import values
from quiz.scores.store.base import Store
from quiz.scores.store.records import StoreGone
from quiz.scores.store.sqlite.errors import explained_errors
from quiz.scores.store.sqlite.place import written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from quiz.scores.store.sqlite.hold import Hold

_QUERIES: Final = Path(__file__).with_name("queries")
P = ParamSpec("P")
T = TypeVar("T")


def guarded(method: Callable[P, T]) -> Callable[P, T]:
    """Make a method of a store raise `StoreProblem` and no error of SQLite."""

    def call(*args: P.args, **kwargs: P.kwargs) -> T:
        store = args[0]
        assert isinstance(store, Database)
        store.check_open()
        with explained_errors(store.path):
            return method(*args, **kwargs)

    return call


class Database(Store):
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
        self._is_closed = False

    @property
    def place(self) -> str | None:
        return str(self.path) if self.path is not None else None

    def close(self) -> None:
        self._is_closed = True
        self._closing.close()
        if self._hold is not None:
            self._hold.end()

    def check_open(self) -> None:
        if self._is_closed:
            raise StoreGone(self.path, "it is not open any more")

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

    @contextlib.contextmanager
    def together(self) -> Iterator[None]:
        with explained_errors(self.path), self._transaction():
            yield

    @contextlib.contextmanager
    def still(self) -> Iterator[None]:
        with explained_errors(self.path), self._transaction("deferred"):
            yield

    # Steps of reading

    def _rows(self, query: str, **bound: Any) -> Iterator[sqlite3.Row]:
        return self._selected(query_text(query), bound)

    def _row(self, query: str, **bound: Any) -> sqlite3.Row | None:
        return next(self._rows(query, **bound), None)

    def _tuples(self, query: str, **bound: Any) -> Iterator[tuple[Any, ...]]:
        """Give rows as plain tuples, for there may be millions."""
        return self._selected(query_text(query), bound, None)

    def _selected(self, sql: str, bound: dict[str, Any], factory: Any = sqlite3.Row) -> Iterator[Any]:
        """Give the rows of a query. Text that is not UTF-8 comes as bytes: it must not stop what stands around it."""
        cursor = self._connection.cursor()
        cursor.row_factory = factory
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
            yield from islice(self._selected(sql, bound, factory), given, None)

    # Steps of a change

    def _run(self, query: str, **values: Any) -> sqlite3.Cursor:
        return self._connection.execute(query_text(query), values)

    @contextlib.contextmanager
    def _transaction(self, kind: str = "immediate") -> Iterator[None]:
        nested = self._connection.in_transaction  # this is a part of a larger change
        if nested:
            yield
            return
        writes = kind != "deferred"
        if writes:
            self._check_whole()
        self._connection.execute(f"begin {kind}")
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


@cache
def query_text(name: str) -> str:
    """Return the SQL of a query."""
    return (_QUERIES / f"{name}.sql").read_text(encoding="utf-8")
