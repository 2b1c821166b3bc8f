"""The store: every response on disk before it shows as taken.

One SQLite file in the data folder. A change of an attempt is saved as the difference between two immutable attempts, in
one transaction: `store.save(before, after)`.
"""

import contextlib
import os
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache
from importlib import resources
from itertools import islice, takewhile
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple, ParamSpec, TypeAlias, TypeVar

import msgspec

from quiz.bank.questions.registry import Question
from quiz.files import private_folder
from quiz.practice.attempt import Attempt, Item, LogLine, RecordedResponse, SourceCitation
from quiz.practice.draw import Options
from quiz.practice.grade import Grade
from quiz.practice.grading import blind_chance
from quiz.practice.presentation import digest
from quiz.practice.questions.base import Presentation
from quiz.practice.response import Response
from quiz.practice.schedule import LogEntry
from quiz.practice.types import Confidence, Key, Mode
from quiz.scores.store import values
from quiz.scores.store.fit import Layout
from quiz.scores.store.sqlite.backup import FOLDER, back_up_daily, copy, newest_copy, pour
from quiz.scores.store.sqlite.lock import StoreLock, one_at_a_time
from quiz.scores.store.sqlite.look import looked_at
from quiz.scores.store.sqlite.place import COMPANIONS, Place, log_is_foreign, log_of, move_log, noted, place_of, written
from quiz.scores.store.values import BadValue
from quiz.text import clean, clean_line, shell_line

FILE_NAME: Final = "scores.db"
APPLICATION_ID: Final = 0x5155495A
"""`QUIZ` in the header of the file: what tells our store from another program's database."""
OLDEST_SQLITE: Final = (3, 37, 0)
BUSY_SECONDS: Final = 10.0
ALONE_SECONDS: Final = 2.0
"""So long one waits for others to close the store: for those who only look, not for a person."""
KEPT_DELETED: Final = timedelta(days=1)
CHECKED_BYTES: Final = 4 << 20
"""Up to this size a store is checked for damage when it is opened: a few milliseconds."""
_TRIES: Final = 5
TOLD_ATTEMPTS: Final = 5
"""So many attempts with bad values are named to a person one by one."""
REMEDY: Final = "`quiz doctor` says what can be done"
_NO_TEXT: Final = "its tables have names that are no text"
"""What SQLite wants to say where its own message cannot be decoded."""
_ABOUT_VALUES: Final = re.compile(r"CHECK constraint failed in |(NULL|TEXT|NUMERIC|non-[A-Z]+) value in ")
"""How SQLite 3.37 to 3.51 begin a line about a value in a row that is sound by itself."""

Sort: TypeAlias = Literal["newest", "oldest", "best", "worst"]
_SORTS: Final[dict[Sort, str]] = {
    "newest": "started desc, id desc",
    "oldest": "started, id",
    "best": "case when finished is not null then score / possible end desc, started desc, id desc",
    "worst": "case when finished is not null then score / possible end asc nulls last, started, id",
}
SORTS: Final = tuple(_SORTS)
_FILTERS: Final = {
    "learner": "unlikely(learner = :learner)",
    "bank": "exists (select 1 from part where attempt_id = id and bank = :bank)",
    "mode": "mode = :mode",
    "since": "started >= :since",
}
"""What a list of attempts can be ordered and narrowed by; the values are always bound.

No filter narrows it as much as the learner, which SQLite cannot know by itself.
"""

P = ParamSpec("P")
T = TypeVar("T")


class StoreProblem(Exception):
    """The store cannot be used; the message names the file and says what to do."""

    def __init__(self, path: Path | None, message: str) -> None:
        super().__init__(f"{clean(str(path))}: {message}" if path else message)
        self.path = path
        self.message = message


class StoreGone(StoreProblem):
    """The file that is open is the store no more: it was moved, replaced or damaged. Another can be opened.

    Nothing of the change that failed is in the file that a person will find. is_damaged: whether the file itself is.
    """

    def __init__(self, path: Path | None, message: str, *, is_damaged: bool = False) -> None:
        super().__init__(path, message)
        self.is_damaged = is_damaged


class BadAttempt(StoreProblem):
    """An attempt in which a value makes no sense. what: the value and where it stands, in words."""

    def __init__(self, path: Path | None, uid: str, what: str) -> None:
        super().__init__(path, f"the attempt {short_uid(uid)} cannot be read: {what}; {REMEDY}")
        self.uid = uid
        self.what = what


def short_uid(uid: object) -> str:
    """Return the beginning of an attempt's id, by which it can be named; the whole of what is none, cleaned."""
    try:
        return values.uid(uid)[:8]
    except BadValue:
        return clean_line(str(uid))[:40] or "without an id"


class Damaged(sqlite3.DatabaseError):
    """The file opens, but its pages do not fit together."""


class NoSuchAttempt(LookupError):
    """No attempt, or more than one, has that id."""


class NumberTaken(ValueError):
    """Another response stands at that place in the order already."""


class Snapshot(msgspec.Struct, frozen=True, omit_defaults=True):
    """The part of an item that is the same whenever its question is drawn."""

    bank_title: str
    topic: str
    question: Question
    sources: tuple[SourceCitation, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """One line of the list of attempts. score and possible are points; finished is None while open."""

    uid: str
    banks: tuple[str, ...]
    mode: Mode
    learner: str
    seed: int
    started: datetime
    finished: datetime | None
    questions: int
    answered: int
    score: float
    possible: float

    @property
    def fraction(self) -> float:
        return self.score / self.possible if self.possible else 0.0

    @property
    def holds_back(self) -> bool:
        """Whether verdicts are held back: in an exam until it is handed in."""
        return self.mode is Mode.EXAM and self.finished is None


@dataclass(frozen=True, slots=True)
class Given:
    """One response to a question, in whatever attempt."""

    uid: str
    mode: Mode
    at: datetime
    response: Response
    fraction: float
    confidence: Confidence | None
    seconds: float
    retry: bool


class Asked(NamedTuple):
    """A question as one learner was asked it in one attempt; fraction and response (JSON) are None where it is open."""

    learner: str
    attempt: int
    finished: int
    question: str
    fraction: float | None
    response: str | None


class DatedResponse(NamedTuple):
    """When a response was given. number: where it stands in the order of all responses."""

    number: int
    uid: str
    learner: str
    at: datetime
    day: date


class DatedAttempt(NamedTuple):
    """When an attempt was taken. first, last: the times of its responses, None without any."""

    uid: str
    started: datetime
    finished: datetime | None
    first: datetime | None
    last: datetime | None


@dataclass(frozen=True, slots=True)
class BankScore:
    """The share of a bank's points in the last finished attempt, and the best one."""

    last: float
    best: float


@contextlib.contextmanager
def _told(path: Path | None) -> Iterator[None]:
    """Turn the errors of SQLite into a `StoreProblem` that says what is wrong and where."""
    try:
        yield
    except sqlite3.Error as error:
        if isinstance(error, sqlite3.DatabaseError) and _is_damage(error):
            raise StoreGone(path, _explained(error), is_damaged=True) from error
        raise StoreProblem(path, _explained(error)) from error
    except UnicodeDecodeError as error:
        raise StoreGone(path, _explained(Damaged(_NO_TEXT)), is_damaged=True) from error


def _guarded(method: Callable[P, T]) -> Callable[P, T]:
    """Make a method of the store raise `StoreProblem` and no error of SQLite."""

    def call(*args: P.args, **kwargs: P.kwargs) -> T:
        store = args[0]
        assert isinstance(store, Store)
        store.check_open()
        with _told(store.path):
            return method(*args, **kwargs)

    return call


class Store:
    """An open store. `path` is None for one that lives in memory and is gone with the program.

    notice: what a person should know about how it was opened, such as a damaged file that was set aside. tell: is
    called with what they should know later. problems: by the id of an attempt a value of it that makes no sense, as far
    as anything was read; what such a value belongs to is left out, and that is told once an attempt.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        path: Path | None,
        notice: str | None = None,
        hold: "_Hold | None" = None,
        closing: contextlib.ExitStack | None = None,
    ) -> None:
        self._connection = connection
        self.path = path
        self.notice = notice
        self.tell: Callable[[str], None] = lambda _: None
        self.problems: dict[str, str] = {}
        self._unlisted: set[int] = set()
        self._backed_up: date | None = None
        self._hold = hold
        self._closing = closing or contextlib.ExitStack()
        self._closing.callback(connection.close)
        self._is_closed = False

    @property
    def saved(self) -> bool:
        return self.path is not None

    def close(self) -> None:
        self._is_closed = True
        self._closing.close()
        if self._hold is not None:
            self._hold.end()

    def check_open(self) -> None:
        """Raise `StoreGone` where it was closed: another is open in its place."""
        if self._is_closed:
            raise StoreGone(self.path, "it is not open any more")

    def check_place(self) -> None:
        """Raise `StoreGone` where a person who looks for the store would not find the file that is open."""
        self.check_open()
        if self._hold is not None:
            self._hold.check()

    def _check_whole(self) -> None:
        """Raise `StoreGone` where it is not in its place, or something else wrote damage into it."""
        self.check_place()
        if self._hold is not None:
            self._hold.check_content()

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """Keep all others from opening it meanwhile. Raises `StoreProblem` where another program has it open."""
        lock = self._hold.lock if self._hold is not None else None
        if lock is None or not lock.is_possible:
            yield
            return
        if not lock.try_exclusive(ALONE_SECONDS):
            raise StoreProblem(self.path, OPEN_ELSEWHERE)
        try:
            yield
        finally:
            lock.share()

    # Writing

    @_guarded
    def save(self, before: Attempt | None, after: Attempt, numbers: Sequence[int] = ()) -> None:
        """Put the difference between two states of an attempt on disk; `before` is None for a new one.

        numbers: where in the order of all responses those of the log belong; unless given, new ones are the last. When
        this returns, the change is committed. Raises `StoreProblem`, and then nothing of it was kept.
        """
        self._check_whole()
        if after.log and (before is None or len(after.log) > len(before.log)):
            self._back_up_daily(after.log[-1].taken.day)
        with self._transaction():
            if before is None:
                attempt = self._insert(after)
                before = replace(after, log=(), flagged=frozenset(), hinted=frozenset(), finished=None)
            else:
                attempt = self._id(after.uid)
            shared = _shared_length(before.log, after.log)
            for entry in reversed(before.log[shared:]):
                self._withdraw(attempt, entry)
            for place, entry in enumerate(after.log[shared:], start=shared):
                self._record(attempt, after, entry, numbers[place] if numbers else None)
            if before.log != after.log:
                self._run("update_totals", attempt=attempt)
                self._run("update_parts", attempt=attempt)
            for position in (before.flagged ^ after.flagged) | (before.hinted ^ after.hinted):
                self._run(
                    "update_item",
                    attempt=attempt,
                    position=position,
                    flagged=position in after.flagged,
                    hinted=position in after.hinted,
                )
            self._run(
                "update_attempt",
                attempt=attempt,
                position=after.position,
                time_left=after.time_left,
                extended=after.extended,
                turned=before.finished != after.finished,
                finished=_time_text(after.finished),
            )
            if after.log[shared:]:
                self._run("finish_answered", attempt=attempt, at=_time_text(after.log[-1].taken.at))

    @_guarded
    def delete(self, uid: str, at: datetime) -> None:
        """Delete an attempt; `restore` takes that back within a day."""
        with self._transaction():
            self._run("purge_deleted", before=_time_text(at - KEPT_DELETED))
            self._run("delete_attempt", uid=uid, at=_time_text(at))

    @_guarded
    def restore(self, uid: str) -> bool:
        """Take back that an attempt was deleted; say whether there was one to take back."""
        with self._transaction():
            return self._run("restore_attempt", uid=uid).rowcount > 0

    @_guarded
    def is_deleted(self, uid: str) -> bool:
        """Say whether an attempt was deleted, and could still be taken back."""
        return self._run("is_deleted", uid=uid).fetchone() is not None

    @_guarded
    def erase(self, uids: Iterable[str]) -> None:
        """Delete attempts for good, with the questions that no other attempt has."""
        with self._transaction():
            for uid in uids:
                self._run("erase_attempt", uid=uid)
            self._run("erase_snapshots")

    @_guarded
    def redate(self, number: int, at: datetime, day: date) -> None:
        """Give a response another time and learning day."""
        with self._transaction():
            self._run("redate_response", number=number, at=_time_text(at), day=day.isoformat())

    @_guarded
    def retime(self, uid: str, started: datetime, finished: datetime | None) -> None:
        """Give an attempt other times."""
        with self._transaction():
            self._run("retime_attempt", uid=uid, started=_time_text(started), finished=_time_text(finished))

    @_guarded
    def back_up(self, target: Path) -> None:
        """Replace `target` by a copy of the store. Raises `StoreProblem`."""
        try:
            copy(self._connection, target)
        except OSError as error:
            raise StoreProblem(target, f"the backup cannot be written ({error.strerror})") from error
        except sqlite3.Error as error:
            if getattr(error, "sqlite_errorcode", 0) != sqlite3.SQLITE_FULL:
                raise
            raise StoreProblem(target, _explained(error)) from error

    @_guarded
    def take_over(self, source: sqlite3.Connection) -> None:
        """Replace all there is by the content of another store."""
        self.check_place()
        pour(source, self._connection)
        _migrate(self._connection, self.path)
        self.check_place()

    @contextlib.contextmanager
    def together(self) -> Iterator[None]:
        """Make all that is saved inside one change: kept whole or, where an error leaves it, not at all."""
        with _told(self.path), self._transaction():
            yield

    # Reading

    @contextlib.contextmanager
    def still(self) -> Iterator[None]:
        """Read as things are now, whatever other programs write meanwhile."""
        with _told(self.path), self._transaction("deferred"):
            yield

    @_guarded
    def load(self, uid: str) -> Attempt:
        """Return an attempt as it stands, from its own snapshots. Raises `NoSuchAttempt` and `BadAttempt`."""
        row = self._row("attempt", uid=uid)
        if row is None:
            raise NoSuchAttempt(uid)
        return self._attempt(row)

    def every(self) -> Iterator[Attempt | BadAttempt]:
        """Give every attempt, deleted ones too; where a value of it makes no sense, that.

        Also what is repeated of an attempt, so that lists need not add it up, must agree with it.
        """
        with _told(self.path):
            for row in self._rows("every_attempt"):
                try:
                    yield self._attempt(row, whole=True)
                except BadAttempt as bad:
                    yield bad

    @_guarded
    def find(self, prefix: str) -> str:
        """Return the uid that begins with `prefix`. Raises `NoSuchAttempt` with a message for people."""
        folded = prefix.strip().lower()
        if not folded or not set(folded) <= set("0123456789abcdef"):
            raise NoSuchAttempt(f"“{prefix}” is no attempt id; see `quiz scores` for the ids")
        found = list(self._rows("uids", prefix=folded, after=folded + "g"))
        if not found:
            raise NoSuchAttempt(f"no attempt has the id {folded}; see `quiz scores` for the ids")
        if len(found) > 1:
            raise NoSuchAttempt(f"more than one attempt has an id that begins with {folded}; type more of it")
        return str(found[0]["uid"])

    @_guarded
    def summaries(
        self,
        *,
        learner: str | None = None,
        bank: str | None = None,
        mode: Mode | None = None,
        since: datetime | None = None,
        open_only: bool = False,
        sort: Sort = "newest",
        limit: int | None = None,
        offset: int = 0,
    ) -> list[Summary]:
        """Return attempts, by when they were started or by their share of points; open ones have none and come last."""
        bound = {"learner": learner, "bank": bank, "mode": mode, "since": _time_text(since)}
        # What is left out must not be counted in the offset of the next page.
        left = [f"id not in ({', '.join(map(str, self._unlisted))})"] if self._unlisted else []
        where = _where(bound, *left, *(["finished is null"] if open_only else []))
        sql = f"{_query('summaries')} {where} order by {_SORTS[sort]} limit -1 offset :offset"
        found: list[Summary] = []
        for row in self._selected(sql, {**bound, "offset": offset}, None):
            if limit is not None and len(found) == limit:
                break
            try:
                found.append(_summary(row))
            except BadValue as bad:
                self._unlisted.add(row[0])
                self._leave_out(row[0], bad)
        return found

    @_guarded
    def uids(
        self, *, learner: str | None = None, bank: str | None = None, since: datetime | None = None
    ) -> tuple[str, ...]:
        """Return the ids of attempts, in the order in which they came into the store."""
        bound = {"learner": learner, "bank": bank, "since": _time_text(since)}
        rows = self._selected(f"{_query('all_uids')} {_where(bound)} order by id", bound)
        return tuple(self._sound(rows, _uid))

    @_guarded
    def numbers(self, uid: str) -> tuple[int, ...]:
        """Return where the responses of an attempt stand in the order of all responses, as its log has them."""
        return tuple(row["id"] for row in self._rows("numbers", uid=uid))

    @_guarded
    def last_number(self) -> int:
        """Return where the last of all responses stands, 0 without any."""
        return int(self._run("last_number").fetchone()[0])

    @_guarded
    def learners(self) -> list[str]:
        """Return everyone who has an attempt, by name: as it stands in the store, not cleaned."""
        return [row["learner"] for row in self._rows("learners") if isinstance(row["learner"], str)]

    @_guarded
    def bank_scores(self, learner: str) -> dict[str, BankScore]:
        """Return the last and best score of a learner by bank id, from finished attempts in practice and exam."""
        scores: dict[str, BankScore] = {}
        for bank, fraction in self._sound(self._tuples("bank_scores", learner=learner), _share):
            before = scores.get(bank)
            scores[bank] = BankScore(fraction, max(fraction, before.best) if before else fraction)
        return scores

    @_guarded
    def last_day(self, learner: str) -> date | None:
        """Return the latest learning day of a learner, to which the next response may not fall behind."""
        row = self._row("last_day", learner=learner)
        assert row is not None
        if row[0] is None:
            return None
        try:
            return values.day(row[0])
        except BadValue:  # it is told where its response is read
            return next(self._sound(self._rows("days", learner=learner), _day), None)

    @_guarded
    def day_before(self, learner: str, day: date, number: int) -> date | None:
        """Return the latest learning day up to `day` of what a learner answered before a certain response."""
        rows = self._rows("days_before", learner=learner, day=day.isoformat(), number=number)
        return next(self._sound(rows, _day), None)

    @_guarded
    def later_responses(self, day: date, learner: str | None = None) -> list[DatedResponse]:
        """Return the responses on later learning days than `day`, in the order in which they were given."""
        rows = self._rows("later_responses", day=day.isoformat(), learner=learner)
        return list(self._sound(rows, _dated_response))

    @_guarded
    def later_attempts(self, time: datetime) -> list[DatedAttempt]:
        """Return the attempts that were started or finished later than a time."""
        return list(self._sound(self._rows("later_attempts", time=_time_text(time)), _dated_attempt))

    @_guarded
    def history(self, learner: str) -> list[LogEntry]:
        """Return every response of a learner that counts, in the order in which they were given."""
        return list(self._sound(self._tuples("history", learner=learner), _logged))

    @_guarded
    def previous(self, uid: str) -> Summary | None:
        """Return the finished attempt before this one on the same banks, in the same mode and by the same learner."""
        return next(self._sound(self._tuples("previous", uid=uid), _summary), None)

    @_guarded
    def responses_to(self, learner: str, key: Key, limit: int = 200) -> list[Given]:
        """Return the responses of a learner to one question, the newest first."""
        rows = self._rows("responses_to", learner=learner, bank=key.bank, question=key.question, limit=limit)
        return list(self._sound(rows, _given))

    @_guarded
    def newest_item(self, learner: str, key: Key) -> Item | None:
        """Return a question as the learner met it last."""
        rows = self._rows("newest_item", learner=learner, bank=key.bank, question=key.question)
        return next(self._sound(rows, _item), None)

    @_guarded
    def last_asked(self, learner: str) -> tuple[Mode, Options, tuple[str, ...]] | None:
        """Return how the newest attempt of a learner was asked for: mode, options, bank ids."""
        return next(self._sound(self._rows("last_options", learner=learner), _asked_for), None)

    @_guarded
    def people(self, bank: str) -> dict[Mode, int]:
        """Return how many learners answered to a bank, by mode."""
        found = {row[0]: row[1] for row in self._rows("people", bank=bank)}
        return {mode: found[mode] for mode in Mode if mode in found}

    def asked(self, bank: str, mode: Mode | None = None) -> Iterator[Asked]:
        """Give what was asked of a bank, in any mode for None; learner by learner, attempt by attempt, oldest first."""
        with _told(self.path):
            yield from self._sound(self._tuples("asked", bank=bank, mode=mode), _asked, number=1)

    def leave_out(self, uid: str, what: str) -> None:
        """Note that a value of an attempt makes no sense, and tell it the first time that one of the attempt does."""
        if uid in self.problems:
            return
        self.problems[uid] = what
        if len(self.problems) <= TOLD_ATTEMPTS:
            self.tell(f"Attempt {short_uid(uid)}: {what}. What belongs to that is left out; {REMEDY}.")
        elif len(self.problems) == TOLD_ATTEMPTS + 1:
            self.tell(f"Values of more attempts make no sense, and what belongs to them is left out; {REMEDY}.")

    # Steps of reading

    def _rows(self, query: str, **bound: Any) -> Iterator[sqlite3.Row]:
        return self._selected(_query(query), bound)

    def _row(self, query: str, **bound: Any) -> sqlite3.Row | None:
        return next(self._rows(query, **bound), None)

    def _tuples(self, query: str, **bound: Any) -> Iterator[tuple[Any, ...]]:
        """Give rows as plain tuples, for there may be millions."""
        return self._selected(_query(query), bound, None)

    def _selected(self, sql: str, bound: dict[str, Any], factory: Any = sqlite3.Row) -> Iterator[Any]:
        """Give the rows of a query. Text that is not UTF-8 comes as bytes: it must not stop what stands around it."""
        cursor = self._connection.cursor()
        cursor.row_factory = factory
        given = 0
        try:
            for row in cursor.execute(sql, bound):
                given += 1
                yield row
        except sqlite3.OperationalError as error:
            is_of_sqlite = getattr(error, "sqlite_errorcode", None) is not None
            if is_of_sqlite or self._connection.text_factory is not str:
                raise
            self._connection.text_factory = values.text_or_bytes
            yield from islice(self._selected(sql, bound, factory), given, None)

    def _sound(self, rows: Iterator[Any], read: Callable[[Any], T], number: int = 0) -> Iterator[T]:
        """Give what `read` makes of each row; one with a value that makes no sense is left out.

        number: the column with the number of the attempt.
        """
        for row in rows:
            try:
                yield read(row)
            except BadValue as bad:
                self._leave_out(row[number], bad)

    def _leave_out(self, number: int, bad: BadValue) -> None:
        self.leave_out(self._uid(number), str(bad))

    def _uid(self, number: int) -> str:
        """Return the id of an attempt, cleaned where it is none."""
        row = self._row("uid", attempt=number)
        uid = row["uid"] if row is not None else ""
        return uid if isinstance(uid, str) else repr(uid)

    def _attempt(self, row: sqlite3.Row, *, whole: bool = False) -> Attempt:
        number = row["id"]
        items, log = list(self._rows("items", attempt=number)), list(self._rows("log", attempt=number))
        try:
            attempt = _attempt(row, items, log)
            if whole:
                _check_copies(attempt, row, items, log, list(self._rows("parts", attempt=number)))
        except BadValue as bad:
            raise BadAttempt(self.path, self._uid(number), str(bad)) from bad
        return attempt

    # Steps of a transaction

    def _back_up_daily(self, day: date) -> None:
        """Copy the store before the first response of a day. Where that fails it is told, and prevents nothing."""
        if self.path is None or day == self._backed_up or self._connection.in_transaction:
            return
        self._backed_up = day
        try:
            back_up_daily(self._connection, self.path.parent / FOLDER, day)
        except (OSError, sqlite3.Error) as error:
            self.tell(_not_backed_up(self.path, error))

    @contextlib.contextmanager
    def _transaction(self, kind: str = "immediate") -> Iterator[None]:
        nested = self._connection.in_transaction  # this is a part of a larger change
        if nested:
            yield
            return
        writes = kind != "deferred"
        if writes:
            self._check_whole()
        self._connection.execute(f"begin {kind}")
        try:
            yield
            if writes:
                self.check_place()
            self._connection.execute("commit")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("rollback")
            raise
        if writes:
            self.check_place()
            if self._hold is not None:
                self._hold.seen = written(self._hold.path)

    def _run(self, query: str, **values: Any) -> sqlite3.Cursor:
        return self._connection.execute(_query(query), values)

    def _id(self, uid: str) -> int:
        row = self._row("attempt_id", uid=uid)
        if row is None:
            raise StoreProblem(self.path, "the attempt was deleted meanwhile; start a new one")
        return int(row["id"])

    def _insert(self, attempt: Attempt) -> int:
        number = self._run(
            "insert_attempt",
            uid=attempt.uid,
            learner=attempt.learner,
            mode=attempt.mode,
            seed=attempt.seed,
            options=_json(attempt.options),
            banks=_json(sorted({item.bank for item in attempt.items})),
            started=_time_text(attempt.started),
            position=attempt.position,
            time_left=attempt.time_left,
            questions=len(attempt.items),
            possible=attempt.possible,
        ).fetchone()["id"]
        for position, item in enumerate(attempt.items):
            body = _json(Snapshot(item.bank_title, item.topic, item.question, item.sources))
            key = digest(0, body)
            self._run("insert_snapshot", digest=key, body=body)
            self._run(
                "insert_item",
                attempt=number,
                position=position,
                digest=key,
                bank=item.bank,
                question=item.question.id,
                type=item.question.type,
                chance=blind_chance(item.question),
                points=item.question.points,
                presentation=_json(item.presentation),
            )
        self._run("insert_parts", attempt=number)
        return int(number)

    def _record(self, number: int, attempt: Attempt, entry: LogLine, place: int | None) -> None:
        taken = entry.taken
        if not entry.retry and attempt.mode is Mode.EXAM:
            self._run("supersede_response", attempt=number, position=entry.position)
        try:
            self._run(
                "insert_response",
                id=place,
                attempt=number,
                position=entry.position,
                counts=not entry.retry,
                retry=entry.retry,
                response=_json(taken.response),
                grade=_json(taken.grade),
                fraction=taken.grade.fraction,
                points=taken.grade.fraction * attempt.items[entry.position].question.points,
                confidence=taken.confidence,
                seconds=taken.seconds,
                at=_time_text(taken.at),
                day=taken.day.isoformat(),
            )
        except sqlite3.IntegrityError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY:
                raise NumberTaken(place) from error
            message = f"question {entry.position + 1} was answered meanwhile in another window; open the attempt again"
            raise StoreProblem(self.path, message) from error

    def _withdraw(self, number: int, entry: LogLine) -> None:
        gone = self._run("delete_last_response", attempt=number).fetchone()
        if gone is None or (gone["position"], gone["at"]) != (entry.position, _time_text(entry.taken.at)):
            raise StoreProblem(self.path, "the attempt went on meanwhile in another window; open the attempt again")
        if gone["counts"]:
            self._run("reinstate_response", attempt=number, position=gone["position"])


# Opening


OPEN_ELSEWHERE: Final = "another program has the scores open; close it and try again"


class _Hold:
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
        if now[1] <= CHECKED_BYTES:
            uri = f"{self.path.absolute().as_uri()}?mode=ro"
            # Another connection: this one still has in memory what was there before.
            with contextlib.closing(sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS)) as connection:
                _check(connection, self.path)
        self.seen = now

    def end(self) -> None:
        """Let go; the last one notes that there is no log any more."""
        self.lock.release()
        if place_of(self.path) == (self.place.store, None) and self.lock.try_exclusive():
            with contextlib.suppress(OSError):
                self.lock.set_note(Place(self.place.store, None).note())
            self.lock.release()


class Shifted(OSError):
    """Something else came to lie at the path while it was opened."""


def open_store(folder: Path, *, doubted: bool = False) -> Store:
    """Open the store of a data folder, and make it where there is none.

    A file that is damaged is set aside under a new name and said in the store's notice. doubted: look through all of
    it for damage, however large it is. Raises `StoreProblem` where the folder or file cannot be used, a newer program
    wrote it, or it is damaged and another program has it open; then nothing was changed.
    """
    _check_sqlite()
    path = folder / FILE_NAME
    _make_folder(folder, path)
    lock = StoreLock(folder)
    try:
        with one_at_a_time(folder) as is_alone:
            return _opened(path, lock, is_alone=is_alone, doubted=doubted)
    except BaseException:
        lock.release()
        raise


def _opened(path: Path, lock: StoreLock, *, is_alone: bool, doubted: bool) -> Store:
    if not is_alone or (not lock.share() and lock.is_possible):
        raise StoreProblem(path, "another program is putting the scores in order; try again in a moment")
    hold, notices = _Hold(path, lock), []
    if log_is_foreign(path, noted(lock.note())):
        notices.append(_part_from_log(path, lock))
    try:
        connection, notice = _connect(hold, doubted=doubted)
    except sqlite3.DatabaseError as error:
        if not _is_damage(error):
            raise StoreProblem(path, _explained(error)) from error
        aside = set_aside(path, lock)
        notice = _damage_notice(path, aside)
        try:
            connection, _ = _connect(hold, doubted=False)
        except sqlite3.Error as again:
            raise StoreProblem(path, _explained(again)) from again
        lock.share()
    return Store(connection, path, "\n".join(filter(None, (*notices, notice))) or None, hold)


def open_instead(store: Store, gone: StoreGone) -> Store:
    """Close a store that is gone and open the one that is there by now, a new one where there is none.

    Raises `StoreProblem` where none can be opened.
    """
    assert store.path is not None
    store.close()
    another = open_store(store.path.parent, doubted=gone.is_damaged)
    another.tell = store.tell
    return another


def open_for_a_look(folder: Path) -> Store:
    """Return a store that is only read, an empty one where there is none. Makes, mends and moves nothing.

    Raises `StoreProblem` where it cannot be read.
    """
    _check_sqlite()
    path = folder / FILE_NAME
    with contextlib.ExitStack() as closing, _told(path):
        try:
            if not path.is_file() and path.exists():
                raise StoreProblem(path, "something else is in the place of the scores; move it to another name")
            if not path.stat().st_size:
                return unsaved_store()
        except FileNotFoundError:
            return unsaved_store()
        except OSError as error:
            raise _cannot_read(path, error) from error
        lock = StoreLock(folder, make=False)
        closing.callback(lock.release)
        lock.share()
        try:
            foreign = log_is_foreign(path, noted(lock.note()))
            connection = closing.enter_context(looked_at(path, without_log=foreign))
        except OSError as error:
            raise _cannot_read(path, error) from error
        _check(connection, path)
        if _version(connection, path) < len(_migrations()):  # brought up to date in memory
            memory = closing.enter_context(contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)))
            pour(connection, memory)
            _migrate(memory, None)
            connection = memory
        connection.row_factory = sqlite3.Row
        return Store(connection, path, closing=closing.pop_all())
    raise AssertionError(path)  # `_told` lets nothing pass


def _cannot_read(path: Path, error: OSError) -> StoreProblem:
    reason = (error.strerror or str(error)).lower()
    return StoreProblem(path, f"it cannot be read ({reason}); make it readable, or set QUIZ_DATA_DIR to another folder")


def unsaved_store() -> Store:
    """Return a store in memory, for going on when no file can be used."""
    return store_in(sqlite3.connect(":memory:", isolation_level=None))


def store_in(connection: sqlite3.Connection) -> Store:
    """Return the store in an open database, brought up to date, without a file of its own that a person knows."""
    _migrate(_configured(connection), None)
    return Store(connection, None)


def _check_sqlite() -> None:
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        raise StoreProblem(
            None, f"SQLite {sqlite3.sqlite_version} is too old; install a Python with SQLite 3.37 or newer"
        )


def _make_folder(folder: Path, path: Path) -> None:
    try:
        private_folder(folder)
    except OSError as error:
        raise _cannot_keep(path, error.strerror) from error


def _make_file(path: Path) -> None:
    """Make an empty file that only its owner can read, where there is none.

    One that is there is never opened here: closing it again would drop the locks that another connection of this
    process holds on it, and other programs would then take away its log.
    """
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        if not path.is_file():
            raise _cannot_keep(path, "something else is in its place") from None
        if not os.access(path, os.R_OK | os.W_OK):
            raise _cannot_keep(path, "permission denied") from None
    except OSError as error:
        raise _cannot_keep(path, error.strerror) from error


def _cannot_keep(path: Path, why: str | None) -> StoreProblem:
    reason = (why or "it cannot be made").lower()
    message = f"the scores cannot be kept here ({reason}); make it writable, or set QUIZ_DATA_DIR to another folder"
    return StoreProblem(path, message)


def _connect(hold: _Hold, *, doubted: bool) -> tuple[sqlite3.Connection, str | None]:
    """Return a connection, and what a person should know. Raises `StoreProblem` and `sqlite3.Error`."""
    path = hold.path
    for _ in range(_TRIES):
        _make_file(path)
        before = place_of(path)
        uri = f"{path.absolute().as_uri()}?mode=rw"
        connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=BUSY_SECONDS)
        try:
            _configured(connection)
            notice = _migrate(connection, path)
            _check(connection, path, doubted=doubted)
            # A network folder may refuse it; the journal that SQLite falls back to is as safe.
            with contextlib.suppress(sqlite3.OperationalError):
                connection.execute("pragma journal_mode = wal")
            hold.settle(connection, before)
        except Shifted:
            connection.close()
        except UnicodeDecodeError as error:
            connection.close()
            raise Damaged(_NO_TEXT) from error
        except BaseException:
            connection.close()
            raise
        else:
            return connection, notice
    raise StoreProblem(path, "the file is replaced again and again; stop what does that, and try again")


def _configured(connection: sqlite3.Connection) -> sqlite3.Connection:
    connection.row_factory = sqlite3.Row
    connection.execute("pragma foreign_keys = on")
    connection.execute("pragma synchronous = full")
    return connection


def _migrate(connection: sqlite3.Connection, path: Path | None) -> str | None:
    """Bring the schema up to date, each step in a transaction of its own, and copy an older store before.

    Return what a person should know about that.
    """
    steps = _migrations()
    connection.execute("begin")  # one look at all three: another program may be making the store at this moment
    version = _version(connection, path)
    connection.execute("commit")
    notice = None
    if path is not None and 0 < version < len(steps):
        try:
            copy(connection, path.parent / FOLDER / f"scores-version-{version}.db")
        except (OSError, sqlite3.Error) as error:
            notice = _not_backed_up(path, error)
    while version < len(steps):
        connection.execute("begin immediate")
        version = connection.execute("pragma user_version").fetchone()[0]
        if version < len(steps):
            for statement in _statements(steps[version]):
                connection.execute(statement)
            version += 1
            connection.execute(f"pragma application_id = {APPLICATION_ID}")
            connection.execute(f"pragma user_version = {version}")
        connection.execute("commit")
    return notice


def _version(connection: sqlite3.Connection, path: Path | None) -> int:
    """Return the version of the tables in a store, 0 for an empty file. Raises `StoreProblem` where it is no store."""
    application = connection.execute("pragma application_id").fetchone()[0]
    version = int(connection.execute("pragma user_version").fetchone()[0])
    tables = connection.execute("select count(*) from sqlite_schema").fetchone()[0]
    if (application != APPLICATION_ID and tables) or (application not in {0, APPLICATION_ID}):
        raise StoreProblem(path, "this is another program's database; move it, or set QUIZ_DATA_DIR to another folder")
    if version > len(_migrations()):
        raise StoreProblem(path, "a newer version of this program wrote it; update the program. Nothing was changed")
    return version


def _not_backed_up(path: Path, error: OSError | sqlite3.Error) -> str:
    reason = error.strerror if isinstance(error, OSError) else str(error)
    return (
        f"{clean(str(path.parent / FOLDER))}: the scores could not be backed up ({reason}); they are kept all the same."
    )


def schema(version: int) -> list[tuple[str, ...]]:
    """Return what stands in the schema of a store of that version. Raises `IndexError` where there is none."""
    steps = _migrations()
    if not 0 < version <= len(steps):
        raise IndexError(version)
    with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        for step in steps[:version]:
            for statement in _statements(step):
                connection.execute(statement)
        return schema_of(connection)


def schema_of(connection: sqlite3.Connection) -> list[tuple[str, ...]]:
    """Return the type, name and text of everything in the schema of a database."""
    return [tuple(row) for row in connection.execute("select type, name, sql from sqlite_schema order by type, name")]


def _check(connection: sqlite3.Connection, path: Path, *, doubted: bool = False) -> None:
    """Look through a small store for damage; in a large one that would be felt, and reading finds it."""
    if doubted or path.stat().st_size <= CHECKED_BYTES:
        found = damage_in(connection, "integrity_check" if doubted else "quick_check")
        if found is not None:
            raise Damaged(found)


def damage_in(connection: sqlite3.Connection, look: Literal["quick_check", "integrity_check"]) -> str | None:
    """Return what SQLite says of pages that do not fit together, None where they do.

    A value that breaks a constraint is no damage: whoever reads it finds it, and the rest of the file is sound.
    """
    said = (str(row[0]) for row in connection.execute(f"pragma {look}"))
    return next((line for line in said if line != "ok" and not _ABOUT_VALUES.match(line)), None)


def _migrations() -> list[str]:
    folder = resources.files(__package__) / "migrations"
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".sql")), key=lambda file: file.name)
    return [file.read_text(encoding="utf-8") for file in files]


def _statements(script: str) -> Iterator[str]:
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def _is_damage(error: sqlite3.DatabaseError) -> bool:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return isinstance(error, Damaged) or code in {sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT}


def set_aside(path: Path, lock: StoreLock) -> Path:
    """Rename a damaged file, and what belongs to it, to a name that is free, and hold the lock alone from then on.

    Raises `StoreProblem` where another program has it open, or it cannot be known whether one has.
    """
    _take_alone(path, lock, "the file is damaged")
    number = 1
    while (aside := path.with_name(f"{path.stem}.damaged-{number}{path.suffix}")).exists():
        number += 1
    try:
        for suffix in ("", *COMPANIONS):
            with contextlib.suppress(FileNotFoundError):
                path.with_name(path.name + suffix).rename(aside.with_name(aside.name + suffix))
    except OSError as error:
        raise StoreProblem(path, "the file is damaged and cannot be set aside; move it by hand") from error
    return aside


def _damage_notice(path: Path, aside: Path) -> str:
    """Say where a damaged file is kept, and by which commands its content comes back."""
    notice = f"The score file was damaged. It is kept as {clean(str(aside))}, and a new one was begun."
    if (copied := newest_copy(path.parent / FOLDER)) is not None:
        made = datetime.fromtimestamp(copied.stat().st_mtime).astimezone()
        notice += f"\nThe copy of {made:%Y-%m-%d} comes back with: {shell_line('quiz', 'restore', str(copied))}"
    more = "What else can be read of the damaged file comes out" if copied is not None else "What can be read comes out"
    return f"{notice}\n{more} with: {shell_line('quiz', 'doctor', '--salvage', str(aside))}"


def _take_alone(path: Path, lock: StoreLock, why: str) -> None:
    if not lock.try_exclusive(ALONE_SECONDS):
        if lock.is_possible:
            raise StoreProblem(path, f"{why}, and {OPEN_ELSEWHERE}")
        raise StoreProblem(path, f"{why}, and who has it open cannot be known without {lock.path}; move it by hand")


def _part_from_log(path: Path, lock: StoreLock) -> str:
    """Move a log aside that belongs to another file than the one beside it, and return what a person should know.

    Who still has that other file open loses nothing by it: they hold both, and find at their next commit that they
    were parted from the path.
    """
    log = log_of(path)
    if not lock.is_held:
        message = f"{log.name} beside it belongs to another file, and no lock can be had; move {log.name} by hand"
        raise StoreProblem(path, message)
    had_content = log.stat().st_size > 0
    try:
        aside = move_log(path)
    except OSError as error:
        raise StoreProblem(path, f"{log.name} beside it belongs to another file; move {log.name} by hand") from error
    if not had_content:
        return ""
    return f"The score file was replaced, but not the log of the one before. That log is kept as {aside}."


def _explained(error: sqlite3.Error) -> str:
    code = sqlite3.SQLITE_CORRUPT if isinstance(error, Damaged) else getattr(error, "sqlite_errorcode", 0) & 0xFF
    match code:
        case sqlite3.SQLITE_FULL:
            return "the disk is full; make room and try again"
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM | sqlite3.SQLITE_CANTOPEN:
            return "it cannot be written; make it and its folder writable, or set QUIZ_DATA_DIR to another folder"
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return "another program holds it; close that program and try again"
        case sqlite3.SQLITE_NOTADB | sqlite3.SQLITE_CORRUPT:
            return "the file is damaged; the next `quiz take`, or start of the app, sets it aside and begins a new one"
        case _:
            return f"it cannot be used ({clean_line(str(error))})"


# Rows


def _where(bound: dict[str, str | None], *more: str) -> str:
    """Return the condition that narrows a list by those of the bound values that are given."""
    conditions = [*(_FILTERS[name] for name, value in bound.items() if value is not None), *more]
    return f"where {' and '.join(conditions)}" if conditions else ""


@cache
def _query(name: str) -> str:
    return (resources.files(__package__) / "queries" / f"{name}.sql").read_text(encoding="utf-8")


def _json(value: Any) -> str:
    return msgspec.json.encode(value).decode()


def _time_text(time: datetime | None) -> str | None:
    return time.astimezone(UTC).isoformat() if time else None


_SNAPSHOT: Final = msgspec.json.Decoder(Snapshot)
_PRESENTATION: Final = msgspec.json.Decoder(Presentation)
_RESPONSE: Final[msgspec.json.Decoder[Response]] = msgspec.json.Decoder(Response)
_GRADE: Final = msgspec.json.Decoder(Grade)
_OPTIONS: Final = msgspec.json.Decoder(Options)
_TEXTS: Final = msgspec.json.Decoder(tuple[str, ...])


@lru_cache(maxsize=1024)
def _snapshot(key: object, body: object) -> tuple[Snapshot, Layout]:
    """Return a question as it was drawn, and the layout that any presentation of it has."""
    snapshot = values.decoded(body, _SNAPSHOT, "question")
    if not isinstance(body, str) or digest(0, body) != key:
        raise BadValue(f"the question {clean_line(snapshot.question.id)} is not the one that was drawn")
    try:
        return snapshot, Layout(snapshot.question)
    except (ValueError, LookupError, TypeError, ArithmeticError) as error:
        raise BadValue(f"the question {clean_line(snapshot.question.id)} cannot be asked") from error


def _uid(row: sqlite3.Row) -> str:
    return values.uid(row["uid"])


def _day(row: sqlite3.Row) -> date:
    return values.day(row["day"])


def _dated_response(row: sqlite3.Row) -> DatedResponse:
    if not isinstance(row["learner"], str):
        raise values.bad("learner", row["learner"])
    at = values.time(row["at"], "time of a response")
    return DatedResponse(row["number"], values.uid(row["uid"]), row["learner"], at, _day(row))


def _dated_attempt(row: sqlite3.Row) -> DatedAttempt:
    return DatedAttempt(
        values.uid(row["uid"]),
        values.time(row["started"], "start"),
        values.time_or_none(row["finished"], "end"),
        values.time_or_none(row["first"], "time of a response"),
        values.time_or_none(row["last"], "time of a response"),
    )


def _confidence(value: object) -> Confidence | None:
    return None if value is None else values.member(Confidence, value, "confidence")


@lru_cache(maxsize=256)
def _banks(value: object) -> tuple[str, ...]:
    found = values.decoded(value, _TEXTS, "list of banks")
    return tuple(values.identifier(bank, "bank") for bank in found)


@lru_cache(maxsize=16384)
def _key(bank: object, question: object) -> Key:
    return Key(values.identifier(bank, "bank"), values.identifier(question, "question"))


def _seed(value: object) -> int:
    if isinstance(value, int):
        return value
    raise values.bad("seed", value)


@lru_cache(maxsize=256)
def _options(value: object) -> Options:
    options = values.decoded(value, _OPTIONS, "options")
    if options.count is not None:
        values.whole(options.count, "number of questions asked for", 10**9, 1)
    if options.time_limit is not None:
        values.number(options.time_limit, "time limit", values.MOST_SECONDS)
    return options


def _share(row: tuple[Any, ...]) -> tuple[str, float]:
    """Return a bank with the share of its points in an attempt."""
    _, bank, score, possible = row
    return values.identifier(bank, "bank"), _fraction(score, possible)


@lru_cache(maxsize=4096)
def _fraction(score: object, possible: object) -> float:
    points, most = values.points(score, possible)
    return points / most


def _asked_for(row: sqlite3.Row) -> tuple[Mode, Options, tuple[str, ...]]:
    return values.member(Mode, row["mode"], "mode"), _options(row["options"]), _banks(row["banks"])


def _attempt(row: sqlite3.Row, items: Sequence[sqlite3.Row], log: Sequence[sqlite3.Row]) -> Attempt:
    """Return an attempt from its row, those of its items in their order and those of its log in theirs."""
    if not items:
        raise BadValue("it has no questions")
    if [item["position"] for item in items] != list(range(len(items))):
        raise BadValue("the positions of its questions do not count from 0")
    drawn = [_item(item) for item in items]
    layouts = [_snapshot(item["digest"], item["body"])[1] for item in items]
    attempt = Attempt(
        uid=values.uid(row["uid"]),
        mode=values.member(Mode, row["mode"], "mode"),
        learner=values.learner(row["learner"]),
        seed=_seed(row["seed"]),
        options=_options(row["options"]),
        started=values.time(row["started"], "start"),
        items=tuple(drawn),
        log=tuple(_entry(entry, drawn, layouts) for entry in log),
        position=values.whole(row["position"], "position", len(items) - 1),
        flagged=frozenset(item["position"] for item in items if values.flag(item["flagged"], "flag")),
        hinted=frozenset(item["position"] for item in items if values.flag(item["hinted"], "mark of a hint")),
        finished=values.time_or_none(row["finished"], "end"),
        time_left=_seconds_or_none(row["time_left"], "time left"),
        extended=values.number(row["extended"], "time added", values.MOST_SECONDS),
    )
    counted = [entry.position for entry in attempt.log if not entry.retry]
    if attempt.mode is not Mode.EXAM and len(set(counted)) < len(counted):
        raise BadValue("a question is answered twice, which only an exam allows")
    return attempt


def _seconds_or_none(value: object, name: str) -> float | None:
    return None if value is None else values.number(value, name, values.MOST_SECONDS)


def _item(row: sqlite3.Row) -> Item:
    snapshot, layout = _snapshot(row["digest"], row["body"])
    key = _key(row["bank"], row["question"])
    if key.question != snapshot.question.id:
        raise BadValue(f"the question {key.question} is that of {clean_line(snapshot.question.id)}")
    presentation = values.decoded(row["presentation"], _PRESENTATION, "presentation")
    if not layout.shows(presentation):
        raise BadValue(f"the presentation of the question {key.question} does not show its choices")
    return Item(
        bank=key.bank,
        bank_title=snapshot.bank_title,
        topic=snapshot.topic,
        question=snapshot.question,
        presentation=presentation,
        sources=snapshot.sources,
    )


def _entry(row: sqlite3.Row, items: Sequence[Item], layouts: Sequence[Layout]) -> LogLine:
    position = values.whole(row["position"], "position of a response", len(items) - 1)
    question = items[position].question
    response = values.decoded(row["response"], _RESPONSE, "response")
    if layouts[position].fitting(question, response) is None:
        raise BadValue(f"this is no response to the question {question.id}: {clean_line(str(row['response']))[:80]}")
    grade = values.decoded(row["grade"], _GRADE, "grade")
    if grade.fraction != values.number(row["fraction"], "share scored", 1):
        raise BadValue(f"the grade of the response to {question.id} is not the share scored, {row['fraction']}")
    taken = RecordedResponse(
        response=response,
        grade=grade,
        seconds=values.number(row["seconds"], "seconds", values.MOST_SECONDS),
        at=values.time(row["at"], "time of a response"),
        day=values.day(row["day"]),
        confidence=_confidence(row["confidence"]),
    )
    values.whole(row["id"], "number of a response", values.MOST_NUMBER, 1)
    return LogLine(position, taken, retry=values.flag(row["retry"], "mark of a retry"))


def _check_copies(
    attempt: Attempt,
    row: sqlite3.Row,
    items: Sequence[sqlite3.Row],
    log: Sequence[sqlite3.Row],
    parts: Sequence[sqlite3.Row],
) -> None:
    """Raise `BadValue` where what is repeated of an attempt, for lists and sums, does not agree with it."""
    values.time_or_none(row["deleted"], "time of deletion")
    banks = sorted({item.bank for item in attempt.items})
    if _banks(row["banks"]) != tuple(banks):
        raise BadValue("its list of banks is not that of its questions")
    for item, kept in zip(attempt.items, items, strict=True):
        values.number(kept["chance"], "chance of a blind hit", 1)
        if (kept["type"], kept["points"]) != (item.question.type, item.question.points):
            raise BadValue(f"type or points of the question {item.question.id} are not those of the question")
    last = {entry.position: place for place, entry in enumerate(attempt.log) if not entry.retry}
    for place, (entry, kept) in enumerate(zip(attempt.log, log, strict=True)):
        question = attempt.items[entry.position].question
        points = values.number(kept["points"], "points of a response", values.MOST_POINTS)
        if not values.same_points(points, entry.taken.grade.fraction * question.points):
            raise BadValue(f"the points of the response to {question.id} are not its share of the question's")
        if kept["counts"] != (last.get(entry.position) == place):
            raise BadValue(f"whether the response to {question.id} counts is not what the log says")
    _check_sums(row, attempt, range(len(attempt.items)), "the attempt")
    if [part["bank"] for part in parts] != banks:
        raise BadValue("its parts are not the banks of its questions")
    for part in parts:
        positions = [position for position, item in enumerate(attempt.items) if item.bank == part["bank"]]
        _check_sums(part, attempt, positions, f"the part {part['bank']}")


def _check_sums(row: sqlite3.Row, attempt: Attempt, positions: Sequence[int], name: str) -> None:
    _check_totals(row["questions"], row["answered"], row["score"], row["possible"])
    answered = sum(attempt.counted[position] is not None for position in positions)
    score = sum(attempt.points(position) for position in positions)
    possible = sum(attempt.items[position].question.points for position in positions)
    is_same = values.same_points(row["score"], score) and values.same_points(row["possible"], possible)
    if (row["questions"], row["answered"]) != (len(positions), answered) or not is_same:
        raise BadValue(f"the sums of {name} are not what its responses add up to")


def _logged(row: tuple[Any, ...]) -> LogEntry:
    _, bank, question, chance, fraction, confidence, day, seconds, at = row
    return LogEntry(
        key=_key(bank, question),
        fraction=values.number(fraction, "share scored", 1),
        chance=values.number(chance, "chance of a blind hit", 1),
        day=values.day(day),
        confidence=_confidence(confidence),
        seconds=values.number(seconds, "seconds", values.MOST_SECONDS),
        at=values.time(at, "time of a response"),
    )


def _given(row: sqlite3.Row) -> Given:
    return Given(
        uid=values.uid(row["uid"]),
        mode=values.member(Mode, row["mode"], "mode"),
        at=values.time(row["at"], "time of a response"),
        response=values.decoded(row["response"], _RESPONSE, "response"),
        fraction=values.number(row["fraction"], "share scored", 1),
        confidence=_confidence(row["confidence"]),
        seconds=values.number(row["seconds"], "seconds", values.MOST_SECONDS),
        retry=values.flag(row["retry"], "mark of a retry"),
    )


@lru_cache(maxsize=4096)
def _is_response(value: object) -> bool:
    values.decoded(value, _RESPONSE, "response")
    return True


def _asked(row: tuple[Any, ...]) -> Asked:
    learner, _, _, _, fraction, response = row
    if not isinstance(learner, str):
        raise values.bad("learner", learner)
    if fraction is not None:
        values.number(fraction, "share scored", 1)
        _is_response(response)
    return Asked._make(row)


@lru_cache(maxsize=4096)
def _check_totals(questions: int, answered: int, score: float, possible: float) -> None:
    values.whole(questions, "number of questions", values.MOST_ITEMS, 1)
    values.whole(answered, "number of responses", questions)
    values.points(score, possible)


def _summary(row: tuple[Any, ...]) -> Summary:
    _, uid, banks, mode, learner, seed, started, finished, questions, answered, score, possible = row
    _check_totals(questions, answered, score, possible)
    return Summary(
        uid=values.uid(uid),
        banks=_banks(banks),
        mode=values.member(Mode, mode, "mode"),
        learner=values.learner(learner),
        seed=_seed(seed),
        started=values.time(started, "start"),
        finished=values.time_or_none(finished, "end"),
        questions=questions,
        answered=answered,
        score=score,
        possible=possible,
    )


def _shared_length(left: Sequence[LogLine], right: Sequence[LogLine]) -> int:
    """Return how many entries two logs have in common from their beginning."""
    same = takewhile(lambda pair: pair[0] is pair[1] or pair[0] == pair[1], zip(left, right, strict=False))
    return sum(1 for _ in same)
