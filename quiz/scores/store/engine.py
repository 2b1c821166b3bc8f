"""Which engine keeps the scores. It is chosen here and in `copies`, and the rest of the program knows only the port.

One SQLite file in the data folder, unless `QUIZ_STORE` has the address of a PostgreSQL database.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from quiz.paths import FILE_SCHEME, store_address
from quiz.scores.store.records import StoreProblem
from quiz.scores.store.sqlite import open as sqlite
from quiz.scores.store.sqlite.store import SqliteStore

if TYPE_CHECKING:
    from quiz.scores.store.base import Store
    from quiz.scores.store.records import StoreGone

INSTALL: Final = "pip install 'eu-dprk-quiz[class]'"


class Server(Protocol):
    """What opens stores on a server: `quiz.scores.store.postgres.open`, loaded only where it is wanted."""

    def open_store(self, url: str, folder: Path) -> Store: ...

    def open_instead(self, store: Store) -> Store: ...

    def open_for_a_look(self, url: str, folder: Path) -> Store | None: ...


def open_store(folder: Path, *, doubted: bool = False) -> Store:
    """Open the store of a data folder, and make it where there is none.

    One that is damaged is set aside under a new name and said in the store's notice. doubted: look through all of it
    for damage, however large it is. Raises `StoreProblem` where it cannot be used; then nothing was changed.
    """
    url, files = _chosen(folder)
    if url:
        return load_server().open_store(url, folder)
    return sqlite.open_store(files, doubted=doubted)


def open_instead(store: Store, gone: StoreGone) -> Store:
    """Close a store that is gone and open the one that is there by now, a new one where there is none.

    Raises `StoreProblem` where none can be opened.
    """
    if isinstance(store, SqliteStore):
        return sqlite.open_instead(store, gone)
    return load_server().open_instead(store)


def open_for_a_look(folder: Path) -> Store:
    """Return a store that is only read, an empty one where there is none. Makes, mends and moves nothing.

    Raises `StoreProblem` where it cannot be read.
    """
    url, files = _chosen(folder)
    if url:
        return load_server().open_for_a_look(url, folder) or unsaved_store()
    return sqlite.open_for_a_look(files)


def _chosen(folder: Path) -> tuple[str, Path]:
    """Return the address of the server that keeps the scores, empty for none, and the folder that has them in a file.

    folder: the data folder.
    """
    address = store_address()
    if address.startswith(FILE_SCHEME):
        return "", Path(address.removeprefix(FILE_SCHEME))
    return address, folder


def store_of_files(folder: Path) -> Store:
    """Open a store in a folder of its own, wherever the scores are kept: for what only passes through."""
    return sqlite.open_store(folder)


def unsaved_store() -> Store:
    """Return a store in memory, for going on when none can be saved."""
    return sqlite.unsaved_store()


def load_server() -> Server:
    """Load what opens a store on a server, and return it. Raises `StoreProblem` where it is not installed."""
    try:
        from quiz.scores.store.postgres import open as postgres
    except ImportError as missing:
        if (missing.name or "").partition(".")[0] not in {"psycopg", "psycopg_binary"}:
            raise
        raise StoreProblem("QUIZ_STORE", f"a store on a server needs more: {INSTALL}") from missing
    return postgres
