"""The store in an SQLite file, for what no other engine has: its file, log, lock, tables and pragmas."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from quiz.scores.store.sqlite.open import open_store
from quiz.scores.store.sqlite.store import SqliteStore


@pytest.fixture
def store(data: Path) -> Iterator[SqliteStore]:
    opened = open_store(data)
    yield opened
    opened.close()
