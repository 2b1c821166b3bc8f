"""What keeps an open store: its lock, and the place and content of its file."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Final

from quiz.scores.store.records import StoreGone, StoreProblem
from quiz.scores.store.sqlite.connection import connected
from quiz.scores.store.sqlite.damage import check_pages, is_small
from quiz.scores.store.sqlite.place import Place, log_of, noted, place_of, written

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path

    from quiz.scores.store.sqlite.lock import StoreLock

ALONE_SECONDS: Final = 2.0
"""So long one waits for others to close the store: for those who only look, not for a person."""
OPEN_ELSEWHERE: Final = "another program has the scores open; close it and try again"


class Shifted(OSError):
    """Something else came to lie at the path while it was opened."""


class Hold:
    """What keeps an open store: the lock that it shares, and the place where it was opened."""

    def __init__(self, path: Path, lock: StoreLock) -> None:
        self.path = path
        self.lock = lock
        self.place = Place(None, None)
        self.seen: tuple[int, int] | None = None
        """How the file was when it was last written by this program, or looked through."""

    def settle(self, connection: sqlite3.Connection, before: Place) -> None:
        """Note where the store that was just opened lies; `before`: where it lay before that. Raises `Shifted`."""
        connection.execute("select count(*) from sqlite_schema").fetchone()  # from now on there is a log
        has_log = connection.execute("pragma journal_mode").fetchone()[0] == "wal"
        store, log = place_of(self.path)
        if store is None or store != before.store or (has_log and log is None):
            raise Shifted
        self.place = Place(store, log if has_log else None)
        self.seen = written(self.path)
        old = self.lock.note()
        if old != self.place.note():
            with contextlib.suppress(OSError):
                # What was noted of another store must not outlast this one; a log is new each time, and can wait.
                lasting = (noted(old) or self.place).store != store
                self.lock.set_note(self.place.note(), lasting=lasting)

    def check(self) -> None:
        """Raise `StoreGone` where the path leads to another file by now."""
        now = place_of(self.path)
        if now.store is None:
            raise StoreGone(self.path, "the file of the scores was removed while it was open")
        if now.store != self.place.store:
            raise StoreGone(self.path, "another file was put in the place of the scores while they were open")
        if self.place.log is not None and now.log != self.place.log:
            raise StoreGone(self.path, f"its log, {log_of(self.path).name}, was removed while it was open")

    def check_content(self) -> None:
        """Raise `StoreGone` where something else wrote into the file and left it damaged. Raises `sqlite3.Error`.

        Its log is where programs write; into the file itself only now and then. A large one is passed over.
        """
        now = written(self.path)
        if now == self.seen or now is None:
            return
        if not now[1]:
            raise StoreGone(self.path, "the file was emptied while it was open", is_damaged=True)
        if is_small(now[1]):
            # Another connection: this one still has in memory what was there before.
            with contextlib.closing(connected(self.path, "ro")) as connection:
                check_pages(connection, self.path)
        self.seen = now

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """Keep all others from opening the store meanwhile, where a lock can be had.

        Raises `StoreProblem` where another program has it open.
        """
        if not self.lock.is_possible:
            yield
            return
        if not self.lock.try_exclusive(ALONE_SECONDS):
            raise StoreProblem(self.path, OPEN_ELSEWHERE)
        try:
            yield
        finally:
            self.lock.share()

    @contextlib.contextmanager
    def alone_now(self) -> Iterator[bool]:
        """Keep all others from opening the store meanwhile, without waiting; give False where that cannot be."""
        is_alone = self.lock.is_possible and self.lock.try_exclusive()
        try:
            yield is_alone
        finally:
            if is_alone:
                self.lock.share()

    def end(self) -> None:
        """Let go; the last one notes that there is no log any more."""
        self.lock.release()
        if place_of(self.path) == (self.place.store, None) and self.lock.try_exclusive():
            with contextlib.suppress(OSError):
                self.lock.set_note(Place(self.place.store, None).note())
            self.lock.release()


def take_alone(path: Path, lock: StoreLock, why: str) -> None:
    """Hold the lock of a store alone from now on. why: begins the message of the `StoreProblem` that it may raise."""
    if not lock.try_exclusive(ALONE_SECONDS):
        if lock.is_possible:
            raise StoreProblem(path, f"{why}, and {OPEN_ELSEWHERE}")
        raise StoreProblem(path, f"{why}, and who has it open cannot be known without {lock.path}; move it by hand")
