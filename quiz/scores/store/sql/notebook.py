"""The tables of notes, remarks and lessons that were put aside."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from quiz.scores.store.records import BadEntry, short_uid
from quiz.scores.store.sql.database import Database, guarded
from quiz.scores.store.sql.rows import read_note, read_put_aside, read_remark, time_text
from quiz.scores.store.values import BadValue
from quiz.text import shortened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from quiz.bank.lessons import FullName
    from quiz.practice.types import Key
    from quiz.scores.store.records import Note, PutAside, Remark
    from quiz.scores.store.sql.database import Row

T = TypeVar("T")


class Notebook(Database):
    """A store in SQL tables, as far as notes, remarks and what was put aside go."""

    @guarded
    def put_note(self, note: Note) -> None:
        place = {"learner": note.learner, "bank": note.key.bank, "question": note.key.question}
        with self._transaction():
            if note.is_empty:
                self._run("delete_note", **place)
            else:
                self._run("put_note", **place, text=note.text, star=note.star, at=time_text(note.at))

    @guarded
    def note(self, learner: str, key: Key) -> Note | None:
        rows = self._rows("note", learner=learner, bank=key.bank, question=key.question)
        return next(self._sound_entries(rows, read_note, _note_name), None)

    @guarded
    def notes(
        self,
        *,
        learner: str | None = None,
        bank: str | None = None,
        since: datetime | None = None,
        code: str | None = None,
    ) -> list[Note]:
        rows = self._rows("notes", learner=learner, bank=bank, since=time_text(since), code=code)
        return list(self._sound_entries(rows, read_note, _note_name))

    @guarded
    def add_remark(self, remark: Remark) -> bool:
        with self._transaction():
            added = self._run(
                "insert_remark",
                uid=remark.uid,
                learner=remark.learner,
                bank=remark.key.bank,
                question=remark.key.question,
                kind=remark.kind,
                text=remark.text,
                at=time_text(remark.at),
                attempt=remark.attempt,
            )
            return added.rowcount > 0

    @guarded
    def remarks(
        self,
        *,
        learner: str | None = None,
        bank: str | None = None,
        since: datetime | None = None,
        code: str | None = None,
    ) -> list[Remark]:
        rows = self._rows("remarks", learner=learner, bank=bank, since=time_text(since), code=code)
        return list(self._sound_entries(rows, read_remark, _remark_name))

    @guarded
    def put_lesson_aside(self, learner: str, lesson: FullName, at: datetime) -> None:
        with self._transaction():
            self._run("put_aside", learner=learner, bank=lesson.bank, lesson=lesson.id, at=time_text(at))

    @guarded
    def take_lesson_back(self, learner: str, lesson: FullName) -> None:
        with self._transaction():
            self._run("take_back", learner=learner, bank=lesson.bank, lesson=lesson.id)

    @guarded
    def put_aside(
        self,
        *,
        learner: str | None = None,
        bank: str | None = None,
        since: datetime | None = None,
        code: str | None = None,
    ) -> list[PutAside]:
        rows = self._rows("aside", learner=learner, bank=bank, since=time_text(since), code=code)
        return list(self._sound_entries(rows, read_put_aside, _lesson_name))

    @guarded
    def erase_notebook(self, *, learner: str | None = None, bank: str | None = None) -> None:
        with self._transaction():
            self._run("erase_notes", learner=learner, bank=bank)
            self._run("erase_remarks", learner=learner, bank=bank)
            self._run("erase_aside", learner=learner, bank=bank)

    def bad_entries(self) -> Iterator[BadEntry]:
        everything = {"learner": None, "bank": None, "since": None, "code": None}
        with self.explained_errors():
            for row in self._rows("notes", **everything):
                yield from _faults(row, read_note, _note_name)
            for row in self._rows("remarks", **everything):
                yield from _faults(row, read_remark, _remark_name)
            for row in self._rows("aside", **everything):
                yield from _faults(row, read_put_aside, _lesson_name)

    def _sound_entries(self, rows: Iterator[Row], read: Callable[[Row], T], name: Callable[[Row], str]) -> Iterator[T]:
        """Give what `read` makes of each row; one with a value that makes no sense is left out."""
        for row in rows:
            try:
                yield read(row)
            except BadValue as bad:
                self.leave_entry_out(BadEntry(name(row), str(bad)))


def _faults(row: Row, read: Callable[[Row], object], name: Callable[[Row], str]) -> Iterator[BadEntry]:
    try:
        read(row)
    except BadValue as bad:
        yield BadEntry(name(row), str(bad))


def _note_name(row: Row) -> str:
    return f"the note on {shortened(str(row['bank']), 40)}/{shortened(str(row['question']), 40)}"


def _remark_name(row: Row) -> str:
    return f"the remark {short_uid(row['uid'])}"


def _lesson_name(row: Row) -> str:
    return f"the lesson put aside {shortened(str(row['bank']), 40)}/{shortened(str(row['lesson']), 40)}"
