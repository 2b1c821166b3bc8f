"""Which engine keeps the scores. It is chosen here and in `copies`, and the rest of the program knows only the port."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.scores.store.sqlite import open as sqlite
from quiz.scores.store.sqlite.store import SqliteStore

if TYPE_CHECKING:
    from pathlib import Path

    from quiz.scores.store.base import Store
    from quiz.scores.store.records import StoreGone


def open_store(folder: Path, *, doubted: bool = False) -> Store:
    """Open the store of a data folder, and make it where there is none.

    One that is damaged is set aside under a new name and said in the store's notice. doubted: look through all of it
    for damage, however large it is. Raises `StoreProblem` where it cannot be used; then nothing was changed.
    """
    return sqlite.open_store(folder, doubted=doubted)


def open_instead(store: Store, gone: StoreGone) -> Store:
    """Close a store that is gone and open the one that is there by now, a new one where there is none.

    Raises `StoreProblem` where none can be opened.
    """
    assert isinstance(store, SqliteStore)
    return sqlite.open_instead(store, gone)


def open_for_a_look(folder: Path) -> Store:
    """Return a store that is only read, an empty one where there is none. Makes, mends and moves nothing.

    Raises `StoreProblem` where it cannot be read.
    """
    return sqlite.open_for_a_look(folder)


def unsaved_store() -> Store:
    """Return a store in memory, for going on when none can be saved."""
    return sqlite.unsaved_store()
