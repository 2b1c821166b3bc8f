"""A store in SQL tables, as far as its tables do not matter: what an engine has to know.

SQL is written once, with parameters as `:name`; where an engine needs other words a query of the same name stands in
its own folder.
"""

from __future__ import annotations

import contextlib
from abc import abstractmethod
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, ParamSpec, Protocol, TypeVar

from quiz.scores.store.base import Store
from quiz.scores.store.records import StoreGone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_QUERIES: Final = Path(__file__).with_name("queries")
P = ParamSpec("P")
T = TypeVar("T")


class Row(Protocol):
    """A row, whose values have both a place and a name."""

    def __getitem__(self, key: int | str, /) -> Any: ...


class Outcome(Protocol):
    """What a statement did. rowcount: how many rows it changed."""

    @property
    def rowcount(self) -> int: ...

    def fetchone(self) -> Any: ...


def guarded(method: Callable[P, T]) -> Callable[P, T]:
    """Make a method of a store raise `StoreProblem` and no error of its engine."""

    def call(*args: P.args, **kwargs: P.kwargs) -> T:
        store = args[0]
        assert isinstance(store, Database)
        store.check_open()
        with store.explained_errors():
            return method(*args, **kwargs)

    return call


class Database(Store):
    """A store in SQL tables, as far as its tables do not matter."""

    _is_closed = False

    def check_open(self) -> None:
        if self._is_closed:
            raise StoreGone(self.place, "it is not open any more")

    @contextlib.contextmanager
    def together(self) -> Iterator[None]:
        with self.explained_errors(), self._transaction():
            yield

    @contextlib.contextmanager
    def still(self) -> Iterator[None]:
        with self.explained_errors(), self._transaction(writes=False):
            yield

    # What an engine has to know

    @abstractmethod
    def explained_errors(self) -> contextlib.AbstractContextManager[None]:
        """Turn the errors of the engine into a `StoreProblem` that says what is wrong and where."""

    @abstractmethod
    def _query(self, name: str) -> str:
        """Return the SQL of a query, as the engine takes it."""

    @abstractmethod
    def _selected(self, sql: str, bound: dict[str, Any], *, plain: bool = False) -> Iterator[Any]:
        """Give the rows of what `_query` made, as `Row` or as plain tuples, for there may be millions."""

    @abstractmethod
    def _run(self, query: str, **bound: Any) -> Outcome:
        """Run a query that changes something."""

    @abstractmethod
    def _transaction(self, *, writes: bool = True) -> contextlib.AbstractContextManager[None]:
        """Make what happens inside one change, or one look; within another it is a part of that."""

    # Steps of reading

    def _rows(self, query: str, **bound: Any) -> Iterator[Row]:
        return self._selected(self._query(query), bound)

    def _row(self, query: str, **bound: Any) -> Row | None:
        return next(self._rows(query, **bound), None)

    def _tuples(self, query: str, **bound: Any) -> Iterator[tuple[Any, ...]]:
        return self._selected(self._query(query), bound, plain=True)

    def _streamed(self, query: str, **bound: Any) -> Iterator[tuple[Any, ...]]:
        """Give rows as plain tuples, a few at a time: more than memory takes."""
        return self._tuples(query, **bound)


@cache
def query_text(name: str) -> str:
    """Return the SQL of a query that all engines share."""
    return (_QUERIES / f"{name}.sql").read_text(encoding="utf-8")
