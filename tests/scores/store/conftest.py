"""Every engine that can keep a store, put through the same tests. A new one is a line in `ENGINES`."""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from quiz.scores.store.base import Store
from quiz.scores.store.engine import unsaved_store
from quiz.scores.store.sqlite.open import open_store

ENGINES: dict[str, Callable[[Path], Store]] = {"sqlite": open_store}
"""How a store of each engine is opened in a data folder, and made where there is none."""

OpenStore = Callable[[], Store]


@pytest.fixture(params=ENGINES)
def open_a_store(request: pytest.FixtureRequest, data: Path) -> Iterator[OpenStore]:
    """Open the store of this test, once more with each call, as another program would."""
    with contextlib.ExitStack() as closing:

        def call() -> Store:
            opened = ENGINES[request.param](data)
            closing.callback(opened.close)
            return opened

        yield call


@pytest.fixture
def store(open_a_store: OpenStore) -> Store:
    return open_a_store()


@pytest.fixture(params=[*ENGINES, "in memory"])
def either_store(request: pytest.FixtureRequest, data: Path) -> Iterator[Store]:
    """A store of any engine, or one that is gone with the program."""
    opened = ENGINES[request.param](data) if request.param in ENGINES else unsaved_store()
    yield opened
    opened.close()
