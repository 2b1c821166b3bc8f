"""What is read of attempts and responses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final, TypeVar

from quiz.practice.types import Key, Mode
from quiz.scores.store import values
from quiz.scores.store.records import (
    AskedQuestion,
    BadAttempt,
    BankScore,
    DatedAttempt,
    DatedResponse,
    NoSuchAttempt,
    PastResponse,
    Sort,
    Summary,
)
from quiz.scores.store.sql.database import guarded
from quiz.scores.store.sql.notebook import Notebook
from quiz.scores.store.sql.rows import (
    as_json,
    read_asked_for,
    read_bank_title,
    read_dated_attempt,
    read_dated_response,
    read_day,
    read_key,
    read_log_entry,
    read_seconds,
    read_share,
    read_summary,
    read_uid,
    time_text,
)
from quiz.scores.store.values import BadValue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date, datetime

    from quiz.practice.attempt import Attempt, Item
    from quiz.practice.draw import Options
    from quiz.practice.schedule import LogEntry
    from quiz.scores.store.sql.database import Row

_SORTS: Final[dict[Sort, str]] = {
    "newest": "started desc, id desc",
    "oldest": "started, id",
    "best": "case when finished is not null then score / possible end desc nulls last, started desc, id desc",
    "worst": "case when finished is not null then score / possible end asc nulls last, started, id",
}
_LAST: Final = "earlier.started desc, earlier.id desc"
"""The order of like_before.sql in which the last attempt comes first."""
_FROM: Final = f"limit {2**62} offset :offset"
T = TypeVar("T")


class Attempts(Notebook):
    """A store in SQL tables, as far as reading goes."""

    FILTERS: ClassVar[Mapping[str, str]] = {
        "learner": "learner = :learner",
        "bank": "exists (select 1 from part where attempt_id = id and bank = :bank)",
        "mode": "mode = :mode",
        "since": "started >= :since",
        "code": "learner in (select person from membership where code = :code)",
    }
    """What a list of attempts can be narrowed by; the values are always bound."""

    def __init__(self, notice: str | None = None) -> None:
        super().__init__(notice)
        self._unlisted: set[int] = set()

    # Reading

    @guarded
    def load(self, uid: str) -> Attempt:
        row = self._row("attempt", uid=uid)
        if row is None:
            raise NoSuchAttempt(uid)
        return self._attempt(row)

    def every(self) -> Iterator[Attempt | BadAttempt]:
        with self.explained_errors():
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
        code: str | None = None,
        open_only: bool = False,
        sort: Sort = "newest",
        limit: int | None = None,
        offset: int = 0,
    ) -> list[Summary]:
        bound = {"learner": learner, "bank": bank, "mode": mode, "since": time_text(since), "code": code}
        # What is left out must not be counted in the offset of the next page.
        left = [f"id not in ({', '.join(map(str, self._unlisted))})"] if self._unlisted else []
        where = self._where(bound, *left, *(["finished is null"] if open_only else []))
        sql = f"{self._query('summaries')} {where} order by {_SORTS[sort]} {_FROM}"
        found: list[Summary] = []
        for row in self._selected(sql, {**bound, "offset": offset}, plain=True):
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
        self,
        *,
        learner: str | None = None,
        bank: str | None = None,
        since: datetime | None = None,
        code: str | None = None,
    ) -> tuple[str, ...]:
        bound = {"learner": learner, "bank": bank, "since": time_text(since), "code": code}
        rows = self._selected(f"{self._query('all_uids')} {self._where(bound)} order by id", bound)
        return tuple(self._sound(rows, read_uid))

    @guarded
    def numbers(self, uid: str) -> tuple[int, ...]:
        return tuple(row["id"] for row in self._rows("numbers", uid=uid))

    @guarded
    def counts(self) -> tuple[int, int]:
        row = self._row("counts")
        assert row is not None
        return row["attempts"], row["responses"]

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
        rows = self._selected(f"{self._query('like_before')} order by {order}", {"uid": uid}, plain=True)
        return next(self._sound(rows, read_summary), None)

    @guarded
    def responses_to(self, learner: str, key: Key, limit: int = 200) -> list[PastResponse]:
        from quiz.scores.store.sql.attempt_rows import read_past_response

        rows = self._rows("responses_to", learner=learner, bank=key.bank, question=key.question, limit=limit)
        return list(self._sound(rows, read_past_response))

    @guarded
    def newest_item(self, learner: str, key: Key) -> Item | None:
        from quiz.scores.store.sql.attempt_rows import read_item

        rows = self._rows("newest_item", learner=learner, bank=key.bank, question=key.question)
        return next(self._sound(rows, read_item), None)

    @guarded
    def bank_title(self, uid: str, bank: str) -> str | None:
        return next(self._sound(self._tuples("bank_title", uid=uid, bank=bank), read_bank_title), None)

    @guarded
    def open_keys(self, uid: str) -> tuple[Key, ...]:
        return tuple(self._sound(self._tuples("open_keys", uid=uid), read_key))

    @guarded
    def last_asked(self, learner: str) -> tuple[Mode, Options, tuple[str, ...]] | None:
        return next(self._sound(self._rows("last_options", learner=learner), read_asked_for), None)

    @guarded
    def people(self, bank: str, code: str | None = None) -> dict[Mode, int]:
        found = {row[0]: row[1] for row in self._rows("people", bank=bank, code=code)}
        return {mode: found[mode] for mode in Mode if mode in found}

    def asked(self, bank: str, mode: Mode | None = None, code: str | None = None) -> Iterator[AskedQuestion]:
        from quiz.scores.store.sql.attempt_rows import read_asked_question

        with self.explained_errors():
            yield from self._sound(
                self._streamed("asked", bank=bank, mode=mode, code=code), read_asked_question, number=1
            )

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

    def _attempt(self, row: Row, *, whole: bool = False) -> Attempt:
        from quiz.scores.store.sql.attempt_rows import check_copies, read_attempt

        number = row["id"]
        items, log = list(self._rows("items", attempt=number)), list(self._rows("log", attempt=number))
        try:
            attempt = read_attempt(row, items, log)
            if whole:
                check_copies(attempt, row, items, log, list(self._rows("parts", attempt=number)))
        except BadValue as bad:
            raise BadAttempt(self.place, self._uid(number), str(bad)) from bad
        return attempt

    def _where(self, bound: dict[str, str | None], *more: str) -> str:
        """Return the condition that narrows a list by those of the bound values that are given."""
        conditions = [*(self.FILTERS[name] for name, value in bound.items() if value is not None), *more]
        return f"where {' and '.join(conditions)}" if conditions else ""
