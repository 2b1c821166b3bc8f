"""The store in one SQLite file."""

from __future__ import annotations

import contextlib
import sqlite3
from typing import TYPE_CHECKING, ClassVar

from quiz.scores.store.names import FOLDER
from quiz.scores.store.records import NumberTaken, StoreProblem
from quiz.scores.store.sql.database import guarded
from quiz.scores.store.sql.store import SqlStore, another_window
from quiz.scores.store.sqlite.backup import back_up_daily, copy, not_backed_up, pour
from quiz.scores.store.sqlite.database import SqliteDatabase
from quiz.scores.store.sqlite.errors import explanation
from quiz.scores.store.sqlite.schema import migrate

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from quiz.practice.attempt import Attempt
    from quiz.scores.store.sqlite.hold import Hold


class SqliteStore(SqliteDatabase, SqlStore):
    """A store in one SQLite file. `path` is None for one in memory."""

    # No other filter narrows a list as much as the learner, which SQLite cannot know by itself.
    FILTERS: ClassVar[Mapping[str, str]] = {**SqlStore.FILTERS, "learner": "unlikely(learner = :learner)"}

    def __init__(
        self,
        connection: sqlite3.Connection,
        path: Path | None,
        notice: str | None = None,
        hold: Hold | None = None,
        closing: contextlib.ExitStack | None = None,
    ) -> None:
        super().__init__(connection, path, notice, hold, closing)
        self._backed_up: date | None = None

    # Copies

    @guarded
    def back_up(self, target: Path) -> None:
        try:
            copy(self._connection, target)
        except OSError as error:
            raise StoreProblem(target, f"the backup cannot be written ({error.strerror})") from error
        except sqlite3.Error as error:
            if getattr(error, "sqlite_errorcode", 0) != sqlite3.SQLITE_FULL:
                raise
            raise StoreProblem(target, explanation(error)) from error

    @property
    def copies_folder(self) -> Path | None:
        return self.path.parent / FOLDER if self.path is not None else None

    def is_kept_in(self, file: Path) -> bool:
        return self.path is not None and file.exists() and file.samefile(self.path)

    @guarded
    def take_over(self, source: sqlite3.Connection) -> None:
        self.check_place()
        pour(source, self._connection)
        migrate(self._connection, self.path)
        self.check_place()

    # Steps of a change

    def _prepare(self, before: Attempt | None, after: Attempt) -> None:
        self._check_whole()
        if after.log and (before is None or len(after.log) > len(before.log)):
            self._back_up_daily(after.log[-1].taken.day)

    def _back_up_daily(self, day: date) -> None:
        """Copy the store before the first response of a day. Where that fails it is told, and prevents nothing."""
        if self.path is None or day == self._backed_up or self._connection.in_transaction:
            return
        self._backed_up = day
        try:
            back_up_daily(self._connection, self.path.parent / FOLDER, day)
        except (OSError, sqlite3.Error) as error:
            self.tell(not_backed_up(self.path, error))

    def _alone_now(self) -> contextlib.AbstractContextManager[bool]:
        return self._hold.alone_now() if self._hold is not None else contextlib.nullcontext(enter_result=False)

    @contextlib.contextmanager
    def _told_conflict(self, place: int | None, question: int) -> Iterator[None]:
        try:
            yield
        except sqlite3.IntegrityError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY:
                raise NumberTaken(place) from error
            raise another_window(self.place, question) from error
