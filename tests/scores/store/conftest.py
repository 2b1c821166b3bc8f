"""Every engine that can keep a store, put through the same tests. A new one is a line in `ENGINES`."""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from quiz.scores.store.base import Store
from quiz.scores.store.engine import unsaved_store
from quiz.scores.store.sqlite.open import open_store

OpenStore = Callable[[], Store]


def _sqlite(_: pytest.FixtureRequest, folder: Path) -> OpenStore:
    return lambda: open_store(folder)


def _postgres(request: pytest.FixtureRequest, folder: Path) -> OpenStore:
    address = request.getfixturevalue("postgres").new_schema()
    from quiz.scores.store.postgres.open import open_store as open_postgres

    return lambda: open_postgres(address, folder)


ENGINES: dict[str, Callable[[pytest.FixtureRequest, Path], OpenStore]] = {"sqlite": _sqlite, "postgres": _postgres}
"""What opens a new store of each engine, and once more with each call. Its copies go into a data folder."""


@pytest.fixture(params=ENGINES)
def open_a_store(request: pytest.FixtureRequest, data: Path) -> Iterator[OpenStore]:
    """Open the store of this test, once more with each call, as another program would."""
    with contextlib.ExitStack() as closing:
        open_it = ENGINES[request.param](request, data)

        def call() -> Store:
            opened = open_it()
            closing.callback(opened.close)
            return opened

        yield call


@pytest.fixture
def store(open_a_store: OpenStore) -> Store:
    return open_a_store()


@pytest.fixture(params=[*ENGINES, "in memory"])
def either_store(request: pytest.FixtureRequest, data: Path) -> Iterator[Store]:
    """A store of any engine, or one that is gone with the program."""
    opened = ENGINES[request.param](request, data)() if request.param in ENGINES else unsaved_store()
    yield opened
    opened.close()
