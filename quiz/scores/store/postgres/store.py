"""The store in a PostgreSQL database, for many people on several machines."""

from __future__ import annotations

import contextlib
import time
from typing import TYPE_CHECKING, Any, Final

import psycopg
from psycopg import errors

from quiz.scores.store.names import FOLDER
from quiz.scores.store.postgres.copies import pour_from_file, pour_into_file
from quiz.scores.store.postgres.database import PostgresDatabase
from quiz.scores.store.postgres.errors import is_lost
from quiz.scores.store.records import NoSuchAttempt, NumberTaken, StoreProblem
from quiz.scores.store.sql.database import guarded
from quiz.scores.store.sql.store import SqlStore, another_window

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from quiz.practice.attempt import Attempt
    from quiz.scores.store.postgres.address import Address
    from quiz.scores.store.postgres.connection import Connection

_PAUSES: Final = (0.1, 0.2, 0.4, 0.8, 1.6)
"""Seconds before each further try where the server went away: a restart is over by then."""


class PostgresStore(PostgresDatabase, SqlStore):
    """A store in a PostgreSQL database. folder: where copies of it go."""

    def __init__(self, address: Address, connect: Callable[[], Connection], folder: Path) -> None:
        super().__init__(address, connect)
        self.folder = folder
        self._doubtful: str | None = None
        """The attempt of which it is not known whether the last change was kept: the server went away meanwhile."""

    def save(self, before: Attempt | None, after: Attempt, numbers: Sequence[int] = ()) -> None:
        """Save a change; where the server went away try again, and find out first whether it was kept."""
        if not self._is_idle and not self._connection.closed:  # a part of a larger change, which is tried as a whole
            super().save(before, after, numbers)
            return
        for pause in (*_PAUSES, None):
            try:
                if self._doubtful != after.uid or not self._is_kept(after):
                    self._doubtful = after.uid
                    super().save(before, after, numbers)
            except StoreProblem as problem:
                cause = problem.__cause__
                is_lost_now = isinstance(cause, psycopg.Error) and (
                    is_lost(cause, self._connection) or isinstance(cause, _PASSING)
                )
                if not is_lost_now:
                    self._doubtful = None
                if not is_lost_now or pause is None:
                    raise
                time.sleep(pause)
            else:
                self._doubtful = None
                return

    def _is_kept(self, after: Attempt) -> bool:
        """Say whether an attempt stands there as it should after a change of which that is not known."""
        try:
            return self.load(after.uid) == after
        except NoSuchAttempt:
            return False

    def last_number(self) -> int:
        if not self._is_idle:  # what follows counts on from it
            self._run("lock_numbers")
        return super().last_number()

    # Copies

    def back_up(self, target: Path) -> None:
        self.check_open()
        with self.explained_errors(), self._transaction(writes=False):
            pour_into_file(self._connection, target)

    @property
    def copies_folder(self) -> Path:
        return self.folder / FOLDER

    def is_kept_in(self, file: Path) -> bool:  # noqa: ARG002
        return False

    @guarded
    def take_over(self, source: Any) -> None:
        with self._transaction():
            pour_from_file(source, self._connection)

    # Steps of a change

    @contextlib.contextmanager
    def _told_conflict(self, place: int | None, question: int) -> Iterator[None]:
        if place is not None:
            self._run("lock_numbers")
        try:
            yield
        except psycopg.IntegrityError as error:
            if isinstance(error, errors.UniqueViolation) and error.diag.constraint_name == "response_pkey":
                raise NumberTaken(place) from error
            raise another_window(self.place, question) from error
        if place is not None:
            self._run("pass_number", id=place)


_PASSING: Final = (errors.DeadlockDetected, errors.SerializationFailure)
"""What two programs can do to each other at the same moment; it is gone at the next try."""
