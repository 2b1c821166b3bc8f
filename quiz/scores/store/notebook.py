"""What a store keeps besides responses: notes and stars, what was reported, and the lessons that were put aside."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from quiz.bank.lessons import FullName
    from quiz.practice.types import Key
    from quiz.scores.store.records import BadEntry, Note, PutAside, Remark


class Notebook(ABC):
    """Notes, remarks and lessons put aside. Every method raises `StoreProblem` where it cannot be done.

    A list is narrowed by what is given: the learner, the bank, the time from which on, the class by its code.
    """

    @abstractmethod
    def put_note(self, note: Note) -> None:
        """Keep a note in place of the one on the same question; one that says nothing and has no star is removed."""

    @abstractmethod
    def note(self, learner: str, key: Key) -> Note | None:
        """Return what a learner noted of a question."""

    @abstractmethod
    def notes(
        self,
        *,
        learner: str | None = None,
        bank: str | None = None,
        since: datetime | None = None,
        code: str | None = None,
    ) -> list[Note]:
        """Return notes, by learner, bank and question."""

    @abstractmethod
    def add_remark(self, remark: Remark) -> bool:
        """Keep a remark, and say whether it was not there yet."""

    @abstractmethod
    def remarks(
        self,
        *,
        learner: str | None = None,
        bank: str | None = None,
        since: datetime | None = None,
        code: str | None = None,
    ) -> list[Remark]:
        """Return remarks, the oldest first."""

    @abstractmethod
    def put_lesson_aside(self, learner: str, lesson: FullName, at: datetime) -> None:
        """Keep that a learner does not want a lesson offered."""

    @abstractmethod
    def take_lesson_back(self, learner: str, lesson: FullName) -> None:
        """Forget that a lesson was put aside."""

    @abstractmethod
    def put_aside(
        self,
        *,
        learner: str | None = None,
        bank: str | None = None,
        since: datetime | None = None,
        code: str | None = None,
    ) -> list[PutAside]:
        """Return what was put aside, by learner, bank and lesson."""

    def lessons_aside(self, learner: str) -> frozenset[FullName]:
        """Return the lessons that a learner put aside."""
        return frozenset(one.lesson for one in self.put_aside(learner=learner))

    @abstractmethod
    def erase_notebook(self, *, learner: str | None = None, bank: str | None = None) -> None:
        """Remove the notes and remarks of a learner, on a bank, or of a learner on a bank, and what was put aside."""

    @abstractmethod
    def bad_entries(self) -> Iterator[BadEntry]:
        """Give the notes, remarks and lessons put aside in which a value makes no sense; every list leaves them out."""
