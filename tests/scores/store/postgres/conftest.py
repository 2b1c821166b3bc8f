"""Stores on a server, for what no other engine has: its connection, its schema and its locks."""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from quiz.scores.store.base import Store
from tests.postgres import Cluster

OpenAt = Callable[[str], Store]


@pytest.fixture
def open_at(data: Path) -> Iterator[OpenAt]:
    """Open the store at an address."""
    from quiz.scores.store.postgres.open import open_store

    with contextlib.ExitStack() as closing:

        def call(url: str) -> Store:
            opened = open_store(url, data)
            closing.callback(opened.close)
            return opened

        yield call


@pytest.fixture
def address(postgres: Cluster) -> str:
    """The address of an empty schema."""
    return postgres.new_schema()
