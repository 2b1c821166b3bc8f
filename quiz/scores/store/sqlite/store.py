"""The store in one SQLite file. A change is one transaction, on disk before it shows as taken."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import takewhile
from typing import TYPE_CHECKING, Any, Final, TypeVar

from quiz.practice.digest import digest
from quiz.practice.types import Key, Mode
from quiz.scores.store import values
from quiz.scores.store.records import (
    AskedQuestion,
    BadAttempt,
    BankScore,
    DatedAttempt,
    DatedResponse,
    NoSuchAttempt,
    NumberTaken,
    PastResponse,
    Sort,
    StoreProblem,
    Summary,
    TakenFurther,
)
from quiz.scores.store.sqlite.backup import FOLDER, back_up_daily, copy, named, not_backed_up, pour
from quiz.scores.store.sqlite.database import guarded, query_text
from quiz.scores.store.sqlite.errors import explained_errors, explanation
from quiz.scores.store.sqlite.notebook import Notebook
from quiz.scores.store.sqlite.rows import (
    as_json,
    read_asked_for,
    read_dated_attempt,
    read_dated_response,
    read_day,
    read_log_entry,
    read_seconds,
    read_share,
    read_summary,
    read_uid,
    time_text,
)
from quiz.scores.store.sqlite.schema import migrate
from quiz.scores.store.values import BadValue

if TYPE_CHECKING:
    import contextlib
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from quiz.practice.attempt import Attempt, Item, LogLine
    from quiz.practice.draw import Options
    from quiz.practice.schedule import LogEntry
    from quiz.scores.store.sqlite.hold import Hold

KEPT_DELETED: Final = timedelta(days=1)
_SORTS: Final[dict[Sort, str]] = {
    "newest": "started desc, id desc",
    "oldest": "started, id",
    "best": "case when finished is not null then score / possible end desc, started desc, id desc",
    "worst": "case when finished is not null then score / possible end asc nulls last, started, id",
}
_LAST: Final = "earlier.started desc, earlier.id desc"
"""The order of like_before.sql in which the last attempt comes first."""
_FILTERS: Final = {
    "learner": "unlikely(learner = :learner)",
    "bank": "exists (select 1 from part where attempt_id = id and bank = :bank)",
    "mode": "mode = :mode",
    "since": "started >= :since",
}
"""What a list of attempts can be ordered and narrowed by; the values are always bound.

No filter narrows it as much as the learner, which SQLite cannot know by itself.
"""
T = TypeVar("T")


class SqliteStore(Notebook):
    """A store in one SQLite file. `path` is None for one in memory."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        path: Path | None,
        notice: str | None = None,
        hold: Hold | None = None,
        closing: contextlib.ExitStack | None = None,
    ) -> None:
        super().__init__(connection, path, notice, hold, closing)
        self._unlisted: set[int] = set()
        self._backed_up: date | None = None

    # Writing

    @guarded
    def save(self, before: Attempt | None, after: Attempt, numbers: Sequence[int] = ()) -> None:
        self._check_whole()
        if after.log and (before is None or len(after.log) > len(before.log)):
            self._back_up_daily(after.log[-1].taken.day)
        with self._transaction():
            if before is None:
                attempt = self._insert(after)
                before = replace(after, log=(), flagged=frozenset(), hinted=frozenset(), finished=None, written={})
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
            new = after.written.keys() ^ before.written.keys()
            for position in (before.flagged ^ after.flagged) | (before.hinted ^ after.hinted) | new:
                self._run(
                    "update_item",
                    attempt=attempt,
                    position=position,
                    flagged=position in after.flagged,
                    hinted=position in after.hinted,
                    written=after.written.get(position),
                )
            self._run(
                "update_attempt",
                attempt=attempt,
                position=after.position,
                time_left=after.time_left,
                extended=after.extended,
                turned=before.finished != after.finished,
                finished=time_text(after.finished),
            )
            if after.log[shared:]:
                self._run("finish_answered", attempt=attempt, at=time_text(after.log[-1].taken.at))

    @guarded
    def delete(self, uid: str, at: datetime) -> None:
        with self._transaction():
            self._run("purge_deleted", before=time_text(at - KEPT_DELETED))
            self._run("delete_attempt", uid=uid, at=time_text(at))

    @guarded
    def delete_empty(self, at: datetime, but: Sequence[str] = ()) -> None:
        bound = {"but": as_json(list(but))}
        if self._hold is None or self._run("empty", **bound).fetchone() is None:
            return
        with self._hold.alone_now() as is_alone:
            if is_alone:
                with self._transaction():
                    self._run("delete_empty", at=time_text(at), **bound)

    @guarded
    def restore(self, uid: str) -> bool:
        with self._transaction():
            return self._run("restore_attempt", uid=uid).rowcount > 0

    @guarded
    def is_deleted(self, uid: str) -> bool:
        return self._run("is_deleted", uid=uid).fetchone() is not None

    @guarded
    def erase(self, uids: Iterable[str]) -> None:
        with self._transaction():
            for uid in uids:
                self._run("erase_attempt", uid=uid)
            self._run("erase_snapshots")

    @guarded
    def redate(self, number: int, at: datetime, day: date) -> None:
        with self._transaction():
            self._run("redate_response", number=number, at=time_text(at), day=day.isoformat())

    @guarded
    def retime(self, uid: str, started: datetime, finished: datetime | None) -> None:
        with self._transaction():
            self._run("retime_attempt", uid=uid, started=time_text(started), finished=time_text(finished))

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

    def keep_copy(self, occasion: str, now: datetime) -> Path | None:
        if self.path is None:
            return None
        target = named(self.path.parent / FOLDER, occasion, now)
        self.back_up(target)
        return target

    def is_kept_in(self, file: Path) -> bool:
        return self.path is not None and file.exists() and file.samefile(self.path)

    @guarded
    def take_over(self, source: sqlite3.Connection) -> None:
        """Replace all there is by the content of another store."""
        self.check_place()
        pour(source, self._connection)
        migrate(self._connection, self.path)
        self.check_place()

    # Reading

    @guarded
    def load(self, uid: str) -> Attempt:
        row = self._row("attempt", uid=uid)
        if row is None:
            raise NoSuchAttempt(uid)
        return self._attempt(row)

    def every(self) -> Iterator[Attempt | BadAttempt]:
        with explained_errors(self.path):
            for row in self._rows("every_attempt"):
                try:
                    yield self._attempt(row, whole=True)
                except BadAttempt as bad:
                    yield bad

    @guarded
    def find(self, prefix: str) -> str:
        folded = prefix.strip().lower()
        if not folded or not set(folded) <= set("0123456789abcdef"):
            raise NoSuchAttempt(f"“{prefix}” is no attempt id; see `quiz scores` for the ids")
        found = list(self._rows("uids", prefix=folded, after=folded + "g"))
        if not found:
            raise NoSuchAttempt(f"no attempt has the id {folded}; see `quiz scores` for the ids")
        if len(found) > 1:
            raise NoSuchAttempt(f"more than one attempt has an id that begins with {folded}; type more of it")
        return str(found[0]["uid"])

    @guarded
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
        bound = {"learner": learner, "bank": bank, "mode": mode, "since": time_text(since)}
        # What is left out must not be counted in the offset of the next page.
        left = [f"id not in ({', '.join(map(str, self._unlisted))})"] if self._unlisted else []
        where = _where(bound, *left, *(["finished is null"] if open_only else []))
        sql = f"{query_text('summaries')} {where} order by {_SORTS[sort]} limit -1 offset :offset"
        found: list[Summary] = []
        for row in self._selected(sql, {**bound, "offset": offset}, None):
            if limit is not None and len(found) == limit:
                break
            try:
                found.append(read_summary(row))
            except BadValue as bad:
                self._unlisted.add(row[0])
                self._leave_out(row[0], bad)
        return found

    @guarded
    def seconds(self, uids: Sequence[str]) -> dict[str, float]:
        return dict(self._sound(self._tuples("seconds", uids=as_json(list(uids))), read_seconds))

    @guarded
    def uids(
        self, *, learner: str | None = None, bank: str | None = None, since: datetime | None = None
    ) -> tuple[str, ...]:
        bound = {"learner": learner, "bank": bank, "since": time_text(since)}
        rows = self._selected(f"{query_text('all_uids')} {_where(bound)} order by id", bound)
        return tuple(self._sound(rows, read_uid))

    @guarded
    def numbers(self, uid: str) -> tuple[int, ...]:
        return tuple(row["id"] for row in self._rows("numbers", uid=uid))

    @guarded
    def last_number(self) -> int:
        return int(self._run("last_number").fetchone()[0])

    @guarded
    def learners(self) -> list[str]:
        return [row["learner"] for row in self._rows("learners") if isinstance(row["learner"], str)]

    @guarded
    def bank_scores(self, learner: str) -> dict[str, BankScore]:
        scores: dict[str, BankScore] = {}
        for bank, fraction in self._sound(self._tuples("bank_scores", learner=learner), read_share):
            before = scores.get(bank)
            scores[bank] = BankScore(fraction, max(fraction, before.best) if before else fraction)
        return scores

    @guarded
    def last_day(self, learner: str) -> date | None:
        row = self._row("last_day", learner=learner)
        assert row is not None
        if row[0] is None:
            return None
        try:
            return values.day(row[0])
        except BadValue:  # it is told where its response is read
            return next(self._sound(self._rows("days", learner=learner), read_day), None)

    @guarded
    def day_before(self, learner: str, day: date, number: int) -> date | None:
        rows = self._rows("days_before", learner=learner, day=day.isoformat(), number=number)
        return next(self._sound(rows, read_day), None)

    @guarded
    def later_responses(self, day: date, learner: str | None = None) -> list[DatedResponse]:
        rows = self._rows("later_responses", day=day.isoformat(), learner=learner)
        return list(self._sound(rows, read_dated_response))

    @guarded
    def later_attempts(self, time: datetime) -> list[DatedAttempt]:
        return list(self._sound(self._rows("later_attempts", time=time_text(time)), read_dated_attempt))

    @guarded
    def history(self, learner: str) -> list[LogEntry]:
        return list(self._sound(self._tuples("history", learner=learner), read_log_entry))

    @guarded
    def question_log(self, learner: str, key: Key) -> list[LogEntry]:
        rows = self._tuples("question_log", learner=learner, bank=key.bank, question=key.question)
        return list(self._sound(rows, read_log_entry))

    @guarded
    def previous(self, uid: str) -> Summary | None:
        return self._first_like_before(uid, _LAST)

    @guarded
    def best_before(self, uid: str) -> Summary | None:
        return self._first_like_before(uid, f"earlier.score / earlier.possible desc, {_LAST}")

    def _first_like_before(self, uid: str, order: str) -> Summary | None:
        rows = self._selected(f"{query_text('like_before')} order by {order}", {"uid": uid}, None)
        return next(self._sound(rows, read_summary), None)

    @guarded
    def responses_to(self, learner: str, key: Key, limit: int = 200) -> list[PastResponse]:
        from quiz.scores.store.sqlite.attempt_rows import read_past_response

        rows = self._rows("responses_to", learner=learner, bank=key.bank, question=key.question, limit=limit)
        return list(self._sound(rows, read_past_response))

    @guarded
    def newest_item(self, learner: str, key: Key) -> Item | None:
        from quiz.scores.store.sqlite.attempt_rows import read_item

        rows = self._rows("newest_item", learner=learner, bank=key.bank, question=key.question)
        return next(self._sound(rows, read_item), None)

    @guarded
    def last_asked(self, learner: str) -> tuple[Mode, Options, tuple[str, ...]] | None:
        return next(self._sound(self._rows("last_options", learner=learner), read_asked_for), None)

    @guarded
    def people(self, bank: str) -> dict[Mode, int]:
        found = {row[0]: row[1] for row in self._rows("people", bank=bank)}
        return {mode: found[mode] for mode in Mode if mode in found}

    def asked(self, bank: str, mode: Mode | None = None) -> Iterator[AskedQuestion]:
        from quiz.scores.store.sqlite.attempt_rows import read_asked_question

        with explained_errors(self.path):
            yield from self._sound(self._tuples("asked", bank=bank, mode=mode), read_asked_question, number=1)

    # Steps of reading

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
        from quiz.scores.store.sqlite.attempt_rows import check_copies, read_attempt

        number = row["id"]
        items, log = list(self._rows("items", attempt=number)), list(self._rows("log", attempt=number))
        try:
            attempt = read_attempt(row, items, log)
            if whole:
                check_copies(attempt, row, items, log, list(self._rows("parts", attempt=number)))
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
            self.tell(not_backed_up(self.path, error))

    def _id(self, uid: str) -> int:
        row = self._row("attempt_id", uid=uid)
        if row is None:
            raise StoreProblem(self.path, "the attempt was deleted meanwhile; start a new one")
        return int(row["id"])

    def _insert(self, attempt: Attempt) -> int:
        from quiz.practice.grading import blind_chance
        from quiz.scores.store.snapshot import snapshot_of

        number = self._run(
            "insert_attempt",
            uid=attempt.uid,
            learner=attempt.learner,
            mode=attempt.mode,
            seed=attempt.seed,
            options=as_json(attempt.options),
            banks=as_json(sorted({item.bank for item in attempt.items})),
            started=time_text(attempt.started),
            position=attempt.position,
            time_left=attempt.time_left,
            questions=len(attempt.items),
            possible=attempt.possible,
        ).fetchone()["id"]
        for position, item in enumerate(attempt.items):
            body = as_json(snapshot_of(item))
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
                presentation=as_json(item.presentation),
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
                response=as_json(taken.response),
                grade=as_json(taken.grade),
                fraction=taken.grade.fraction,
                points=taken.grade.fraction * attempt.items[entry.position].question.points,
                confidence=taken.confidence,
                seconds=taken.seconds,
                at=time_text(taken.at),
                day=taken.day.isoformat(),
            )
        except sqlite3.IntegrityError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY:
                raise NumberTaken(place) from error
            message = f"question {entry.position + 1} was answered meanwhile in another window; open the attempt again"
            raise TakenFurther(self.path, message) from error

    def _withdraw(self, number: int, entry: LogLine) -> None:
        gone = self._run("delete_last_response", attempt=number).fetchone()
        if gone is None or (gone["position"], gone["at"]) != (entry.position, time_text(entry.taken.at)):
            raise TakenFurther(self.path, "the attempt went on meanwhile in another window; open the attempt again")
        if gone["counts"]:
            self._run("reinstate_response", attempt=number, position=gone["position"])


def _where(bound: dict[str, str | None], *more: str) -> str:
    """Return the condition that narrows a list by those of the bound values that are given."""
    conditions = [*(_FILTERS[name] for name, value in bound.items() if value is not None), *more]
    return f"where {' and '.join(conditions)}" if conditions else ""


def _shared_length(left: Sequence[LogLine], right: Sequence[LogLine]) -> int:
    """Return how many entries two logs have in common from their beginning."""
    same = takewhile(lambda pair: pair[0] is pair[1] or pair[0] == pair[1], zip(left, right, strict=False))
    return sum(1 for _ in same)
