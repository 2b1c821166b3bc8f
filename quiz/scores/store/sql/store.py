"""A store in SQL tables. A change is one transaction: when it shows as taken it is on disk."""

from __future__ import annotations

from abc import abstractmethod
from datetime import timedelta
from itertools import takewhile
from typing import TYPE_CHECKING, Any, Final

from msgspec.structs import replace

from quiz.practice.digest import digest
from quiz.practice.types import Mode
from quiz.scores.store.names import named
from quiz.scores.store.records import StoreProblem, TakenFurther
from quiz.scores.store.sql.attempts import Attempts
from quiz.scores.store.sql.database import guarded
from quiz.scores.store.sql.roster import Roster
from quiz.scores.store.sql.rows import as_json, time_text

if TYPE_CHECKING:
    import contextlib
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime
    from pathlib import Path

    from quiz.practice.attempt import Attempt, LogLine

KEPT_DELETED: Final = timedelta(days=1)


class SqlStore(Attempts, Roster):
    """A store in SQL tables."""

    # What an engine has to know

    def _prepare(self, before: Attempt | None, after: Attempt) -> None:
        """Do what an engine does before each change of an attempt."""

    @property
    @abstractmethod
    def copies_folder(self) -> Path | None:
        """Where copies of the store go; None for one in memory."""

    @abstractmethod
    def take_over(self, source: Any) -> None:
        """Replace all there is by the content of a copy, an open SQLite database that was looked through.

        To be called while all others are kept from the store.
        """

    @abstractmethod
    def _alone_now(self) -> contextlib.AbstractContextManager[bool]:
        """Keep all others from opening the store meanwhile, without waiting; give False where that cannot be."""

    @abstractmethod
    def _told_conflict(self, place: int | None, question: int) -> contextlib.AbstractContextManager[None]:
        """Turn the error of a response that stands there already.

        Into `NumberTaken` for its place in the order of all responses, else into `TakenFurther`. question: its number
        for a person.
        """

    # Writing

    @guarded
    def save(self, before: Attempt | None, after: Attempt, numbers: Sequence[int] = ()) -> None:
        self._prepare(before, after)
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
        if self._run("empty", **bound).fetchone() is None:
            return
        with self._alone_now() as is_alone:
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
    def keep_copy(self, occasion: str, now: datetime) -> Path | None:
        if self.copies_folder is None:
            return None
        target = named(self.copies_folder, occasion, now)
        self.back_up(target)
        return target

    # Steps of a transaction

    def _id(self, uid: str) -> int:
        row = self._row("attempt_id", uid=uid)
        if row is None:
            raise StoreProblem(self.place, "the attempt was deleted meanwhile; start a new one")
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
        bodies = [as_json(snapshot_of(item)) for item in attempt.items]
        keys = [digest(0, body) for body in bodies]
        # In one order everywhere: two programs that put the same questions in would wait for each other for ever.
        for key, body in sorted(dict(zip(keys, bodies, strict=True)).items()):
            self._run("insert_snapshot", digest=key, body=body)
        for position, (item, key) in enumerate(zip(attempt.items, keys, strict=True)):
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
        with self._told_conflict(place, entry.position + 1):
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

    def _withdraw(self, number: int, entry: LogLine) -> None:
        gone = self._run("delete_last_response", attempt=number).fetchone()
        if gone is None or (gone["position"], gone["at"]) != (entry.position, time_text(entry.taken.at)):
            raise TakenFurther(self.place, "the attempt went on meanwhile in another window; open the attempt again")
        if gone["counts"]:
            self._run("reinstate_response", attempt=number, position=gone["position"])


def another_window(place: str | None, question: int) -> TakenFurther:
    """Return what is wrong where a question was answered meanwhile in another window."""
    return TakenFurther(place, f"question {question} was answered meanwhile in another window; open the attempt again")


def _shared_length(left: Sequence[LogLine], right: Sequence[LogLine]) -> int:
    """Return how many entries two logs have in common from their beginning."""
    same = takewhile(lambda pair: pair[0] is pair[1] or pair[0] == pair[1], zip(left, right, strict=False))
    return sum(1 for _ in same)
