"""Copies of the store as files: how one is named, known and brought back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.scores.store.names import FOLDER, named
from quiz.scores.store.sql.store import SqlStore
from quiz.scores.store.sqlite.restore import is_store, restore

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from quiz.scores.store.base import Store


def free_name(folder: Path, now: datetime) -> Path:
    """Return a free name in a data folder for a copy that a person asked for."""
    return named(folder / FOLDER, "", now)


def is_copy(file: Path) -> bool:
    """Say whether a file is a store of this program, as far as its header tells."""
    return is_store(file)


def bring_back(store: Store, file: Path, now: datetime) -> Path | None:
    """Replace all that is in a store by what is in a copy, and return where what was there is kept now.

    None where nothing was there. Every attempt of the copy is read as strictly as `import-results` reads one. Raises
    `StoreProblem` where the copy is not sound or from a newer program, or another program has the store open; then
    nothing was changed.
    """
    assert isinstance(store, SqlStore)
    return restore(store, file, now)
