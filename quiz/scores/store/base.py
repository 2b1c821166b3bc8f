"""The store as the rest of the program knows it, whatever keeps it.

A change of an attempt is saved as the difference between two immutable attempts, whole or not at all:
`store.save(before, after)`. Every method raises `StoreProblem` where the store cannot do it.
"""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Final

from quiz.scores.store.notebook import Notebook
from quiz.scores.store.records import (
    REMEDY,
    AskedQuestion,
    BadAttempt,
    BadEntry,
    BankScore,
    DatedAttempt,
    DatedResponse,
    PastResponse,
    Sort,
    Summary,
    short_uid,
)
from quiz.scores.store.roster import Roster

if TYPE_CHECKING:
    import contextlib
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date, datetime
    from pathlib import Path

    from quiz.practice.attempt import Attempt, Item
    from quiz.practice.draw import Options
    from quiz.practice.schedule import LogEntry
    from quiz.practice.types import Key, Mode

TOLD_ATTEMPTS: Final = 5
"""So many attempts with bad values are named to a person one by one."""


class Store(Notebook, Roster):
    """An open store.

    notice: what a person should know about how it was opened, such as a damaged file that was set aside. tell: is
    called with what they should know later. problems: by the id of an attempt, or the name of a note or remark, a value
    of it that makes no sense, as far as anything was read; what such a value belongs to is left out, and that is told
    once an attempt.
    """

    def __init__(self, notice: str | None = None) -> None:
        self.notice = notice
        self.tell: Callable[[str], None] = lambda _: None
        self.problems: dict[str, str] = {}

    def leave_out(self, uid: str, what: str) -> None:
        """Note that a value of an attempt makes no sense, and tell it the first time that one of the attempt does."""
        told = f"Attempt {short_uid(uid)}: {what}. What belongs to that is left out; {REMEDY}."
        self._leave_out_once(uid, what, told)

    def leave_entry_out(self, bad: BadEntry) -> None:
        """Note that a value of a note or remark makes no sense, and tell it the first time."""
        told = f"{bad.name[0].upper()}{bad.name[1:]}: {bad.what}. It is left out; {REMEDY}."
        self._leave_out_once(bad.name, bad.what, told)

    def _leave_out_once(self, name: str, what: str, told: str) -> None:
        if name in self.problems:
            return
        self.problems[name] = what
        if len(self.problems) <= TOLD_ATTEMPTS:
            self.tell(told)
        elif len(self.problems) == TOLD_ATTEMPTS + 1:
            self.tell(f"In more attempts, notes or remarks values make no sense, and are left out; {REMEDY}.")

    @property
    @abstractmethod
    def place(self) -> str | None:
        """Where it lies, in words for a person; None for one that is gone with the program."""

    @property
    def saved(self) -> bool:
        """Whether what is in it outlasts the program."""
        return self.place is not None

    @abstractmethod
    def close(self) -> None:
        """Let go of the store; from then on every method raises `StoreGone`."""

    @abstractmethod
    def check_open(self) -> None:
        """Raise `StoreGone` where it was closed: another is open in its place."""

    @abstractmethod
    def check_place(self) -> None:
        """Raise `StoreGone` where a person who looks for the store would not find the file that is open."""

    @abstractmethod
    def alone(self) -> contextlib.AbstractContextManager[None]:
        """Keep all others from opening it meanwhile. Raises `StoreProblem` where another program has it open."""

    # Writing

    @abstractmethod
    def save(self, before: Attempt | None, after: Attempt, numbers: Sequence[int] = ()) -> None:
        """Put the difference between two states of an attempt on disk; `before` is None for a new one.

        numbers: where in the order of all responses those of the log belong; unless given, new ones are the last. When
        this returns, the change is committed. Raises `StoreProblem`, and then nothing of it was kept.
        """

    @abstractmethod
    def delete(self, uid: str, at: datetime) -> None:
        """Delete an attempt; `restore` takes that back within a day."""

    @abstractmethod
    def delete_empty(self, at: datetime, but: Sequence[str] = ()) -> None:
        """Delete all open attempts without a response but exams and those named; `restore` takes that back too.

        Nothing is deleted while another program has the store open: they may be what it shows.
        """

    @abstractmethod
    def restore(self, uid: str) -> bool:
        """Take back that an attempt was deleted; say whether there was one to take back."""

    @abstractmethod
    def is_deleted(self, uid: str) -> bool:
        """Say whether an attempt was deleted, and could still be taken back."""

    @abstractmethod
    def erase(self, uids: Iterable[str]) -> None:
        """Delete attempts for good, with the questions that no other attempt has."""

    @abstractmethod
    def redate(self, number: int, at: datetime, day: date) -> None:
        """Give a response another time and learning day."""

    @abstractmethod
    def retime(self, uid: str, started: datetime, finished: datetime | None) -> None:
        """Give an attempt other times."""

    @abstractmethod
    def together(self) -> contextlib.AbstractContextManager[None]:
        """Make all that is saved inside one change: kept whole or, where an error leaves it, not at all."""

    # Copies

    @abstractmethod
    def back_up(self, target: Path) -> None:
        """Replace a file by a copy of the store, from which it can be brought back."""

    @abstractmethod
    def keep_copy(self, occasion: str, now: datetime) -> Path | None:
        """Copy the store as it is, under a free name that tells the occasion; None for one that is not saved."""

    @abstractmethod
    def is_kept_in(self, file: Path) -> bool:
        """Say whether a file is the store itself."""

    # Reading

    @abstractmethod
    def still(self) -> contextlib.AbstractContextManager[None]:
        """Read as things are now, whatever other programs write meanwhile."""

    @abstractmethod
    def load(self, uid: str) -> Attempt:
        """Return an attempt as it stands, from its own snapshots. Raises `NoSuchAttempt` and `BadAttempt`."""

    @abstractmethod
    def every(self) -> Iterator[Attempt | BadAttempt]:
        """Give every attempt, deleted ones too; where a value of it makes no sense, that.

        Also what is repeated of an attempt, so that lists need not add it up, must agree with it.
        """

    @abstractmethod
    def find(self, prefix: str) -> str:
        """Return the uid that begins with `prefix`. Raises `NoSuchAttempt` with a message for people."""

    @abstractmethod
    def summaries(
        self,
        *,
        learner: str | None = None,
        bank: str | None = None,
        mode: Mode | None = None,
        since: datetime | None = None,
        code: str | None = None,
        open_only: bool = False,
        sort: Sort = "newest",
        limit: int | None = None,
        offset: int = 0,
    ) -> list[Summary]:
        """Return attempts, by when they were started or by their share of points; open ones have none and come last.

        code: of the class whose members' attempts alone are wanted.
        """

    @abstractmethod
    def seconds(self, uids: Sequence[str]) -> dict[str, float]:
        """Return how many seconds each of some attempts took, by its id, retries too."""

    @abstractmethod
    def uids(
        self,
        *,
        learner: str | None = None,
        bank: str | None = None,
        since: datetime | None = None,
        code: str | None = None,
    ) -> tuple[str, ...]:
        """Return the ids of attempts, in the order in which they came into the store."""

    @abstractmethod
    def numbers(self, uid: str) -> tuple[int, ...]:
        """Return where the responses of an attempt stand in the order of all responses, as its log has them."""

    @abstractmethod
    def counts(self) -> tuple[int, int]:
        """Return how many attempts there are, and how many responses their logs have."""

    @abstractmethod
    def last_number(self) -> int:
        """Return where the last of all responses stands, 0 without any."""

    @abstractmethod
    def learners(self) -> list[str]:
        """Return everyone who has an attempt, by name: as it stands in the store, not cleaned."""

    @abstractmethod
    def bank_scores(self, learner: str) -> dict[str, BankScore]:
        """Return the last and best score of a learner by bank id, from finished attempts in practice and exam."""

    @abstractmethod
    def last_day(self, learner: str) -> date | None:
        """Return the latest learning day of a learner, to which the next response may not fall behind."""

    @abstractmethod
    def day_before(self, learner: str, day: date, number: int) -> date | None:
        """Return the latest learning day up to `day` of what a learner answered before a certain response."""

    @abstractmethod
    def later_responses(self, day: date, learner: str | None = None) -> list[DatedResponse]:
        """Return the responses on later learning days than `day`, in the order in which they were given."""

    @abstractmethod
    def later_attempts(self, time: datetime) -> list[DatedAttempt]:
        """Return the attempts that were started or finished later than a time."""

    @abstractmethod
    def history(self, learner: str) -> list[LogEntry]:
        """Return every response of a learner that counts, in the order in which they were given."""

    @abstractmethod
    def question_log(self, learner: str, key: Key) -> list[LogEntry]:
        """Return what `history` has of one question; in less time than the history of many takes."""

    @abstractmethod
    def previous(self, uid: str) -> Summary | None:
        """Return the finished attempt before this one that is like it.

        It is of the same learner and in the same mode, of the same banks and as many questions.
        """

    @abstractmethod
    def best_before(self, uid: str) -> Summary | None:
        """Return the best of the finished attempts before this one that are like it; of several the newest."""

    @abstractmethod
    def responses_to(self, learner: str, key: Key, limit: int = 200) -> list[PastResponse]:
        """Return the responses of a learner to one question, the newest first."""

    @abstractmethod
    def newest_item(self, learner: str, key: Key) -> Item | None:
        """Return a question as the learner met it last."""

    @abstractmethod
    def bank_title(self, uid: str, bank: str) -> str | None:
        """Return the title that a bank of an attempt had when it was drawn; None where that is not known."""

    @abstractmethod
    def open_keys(self, uid: str) -> tuple[Key, ...]:
        """Return the questions of an attempt to which no response counts yet, in their order."""

    @abstractmethod
    def last_asked(self, learner: str) -> tuple[Mode, Options, tuple[str, ...]] | None:
        """Return how the newest attempt of a learner was asked for: mode, options, bank ids."""

    @abstractmethod
    def people(self, bank: str, code: str | None = None) -> dict[Mode, int]:
        """Return how many learners, or members of a class, answered to a bank, by mode."""

    @abstractmethod
    def asked(self, bank: str, mode: Mode | None = None, code: str | None = None) -> Iterator[AskedQuestion]:
        """Give what was asked of a bank; learner by learner, attempt by attempt, oldest first.

        In any mode for None, and of all people unless the code of a class is given.
        """
