"""Rows of lists, logs and notes read as the values they stand for. Raises `BadValue` where one makes no sense.

What reads whole attempts stands apart: it needs every question type, which a short command does not.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import msgspec

from quiz.bank.lessons import FullName
from quiz.practice.draw import Options
from quiz.practice.notes import NOTE_LIMIT
from quiz.practice.remarks import REMARK_LIMIT, RemarkKind
from quiz.practice.schedule import LogEntry
from quiz.practice.types import Confidence, Key, Mode
from quiz.scores.store import values
from quiz.scores.store.records import (
    DatedAttempt,
    DatedResponse,
    Note,
    PutAside,
    Remark,
    Summary,
)
from quiz.scores.store.values import BadValue, Form
from quiz.text import clean_line

if TYPE_CHECKING:
    from quiz.scores.store.sql.database import Row


def as_json(value: Any) -> str:
    """Return a value as it stands in the tables."""
    return msgspec.json.encode(value).decode()


def time_text(time: datetime | None) -> str | None:
    """Return a time as it stands in the tables, where the order of text is the order of time."""
    return time.astimezone(UTC).isoformat() if time else None


class _Titled(msgspec.Struct):
    """What is read of a question as it was drawn where only its bank is named."""

    bank_title: str


_OPTIONS: Final = Form[Options](Options)
_TITLED: Final = Form[_Titled](_Titled)
_TEXTS: Final = Form[tuple[str, ...]](tuple[str, ...])


def read_uid(row: Row) -> str:
    return values.uid(row["uid"])


def read_day(row: Row) -> date:
    return values.day(row["day"])


def read_dated_response(row: Row) -> DatedResponse:
    if not isinstance(row["learner"], str):
        raise values.bad("learner", row["learner"])
    at = values.time(row["at"], "time of a response")
    return DatedResponse(row["number"], values.uid(row["uid"]), row["learner"], at, read_day(row))


def read_dated_attempt(row: Row) -> DatedAttempt:
    return DatedAttempt(
        values.uid(row["uid"]),
        values.time(row["started"], "start"),
        values.time_or_none(row["finished"], "end"),
        values.time_or_none(row["first"], "time of a response"),
        values.time_or_none(row["last"], "time of a response"),
    )


def confidence_of(value: object) -> Confidence | None:
    return None if value is None else values.member(Confidence, value, "confidence")


@lru_cache(maxsize=256)
def banks_of(value: object) -> tuple[str, ...]:
    found = values.decoded(value, _TEXTS, "list of banks")
    return tuple(values.identifier(bank, "bank") for bank in found)


@lru_cache(maxsize=16384)
def key_of(bank: object, question: object) -> Key:
    return Key(values.identifier(bank, "bank"), values.identifier(question, "question"))


def read_bank_title(row: tuple[Any, ...]) -> str:
    return values.decoded(row[1], _TITLED, "question").bank_title


def read_key(row: tuple[Any, ...]) -> Key:
    _, bank, question = row
    return key_of(bank, question)


def seed_of(value: object) -> int:
    if isinstance(value, int):
        return value
    raise values.bad("seed", value)


@lru_cache(maxsize=256)
def options_of(value: object) -> Options:
    options = values.decoded(value, _OPTIONS, "options")
    if options.count is not None:
        values.whole(options.count, "number of questions asked for", 10**9, 1)
    if options.time_limit is not None:
        values.number(options.time_limit, "time limit", values.MOST_SECONDS)
    return options


def read_share(row: tuple[Any, ...]) -> tuple[str, float]:
    """Return a bank with the share of its points in an attempt."""
    _, bank, score, possible = row
    return values.identifier(bank, "bank"), _fraction(score, possible)


@lru_cache(maxsize=4096)
def read_seconds(row: tuple[Any, ...]) -> tuple[str, float]:
    _, uid, seconds = row
    return values.uid(uid), values.number(seconds, "seconds", values.MOST_SECONDS * values.MOST_ITEMS)


def _fraction(score: object, possible: object) -> float:
    points, most = values.points(score, possible)
    return points / most


def read_asked_for(row: Row) -> tuple[Mode, Options, tuple[str, ...]]:
    return values.member(Mode, row["mode"], "mode"), options_of(row["options"]), banks_of(row["banks"])


def read_log_entry(row: tuple[Any, ...]) -> LogEntry:
    _, bank, question, chance, fraction, confidence, day, seconds, at = row
    return LogEntry(
        key=key_of(bank, question),
        fraction=values.number(fraction, "share scored", 1),
        chance=values.number(chance, "chance of a blind hit", 1),
        day=values.day(day),
        confidence=confidence_of(confidence),
        seconds=values.number(seconds, "seconds", values.MOST_SECONDS),
        at=values.time(at, "time of a response"),
    )


@lru_cache(maxsize=4096)
def check_totals(questions: int, answered: int, score: float, possible: float) -> None:
    values.whole(questions, "number of questions", values.MOST_ITEMS, 1)
    values.whole(answered, "number of responses", questions)
    values.points(score, possible)


def read_summary(row: tuple[Any, ...]) -> Summary:
    _, uid, banks, mode, learner, seed, started, finished, questions, answered, score, possible, options = row
    check_totals(questions, answered, score, possible)
    return Summary(
        uid=values.uid(uid),
        banks=banks_of(banks),
        mode=values.member(Mode, mode, "mode"),
        learner=values.learner(learner),
        seed=seed_of(seed),
        started=values.time(started, "start"),
        finished=values.time_or_none(finished, "end"),
        questions=questions,
        answered=answered,
        score=score,
        possible=possible,
        options=options_of(options),
    )


def read_note(row: Row) -> Note:
    note = Note(
        learner=values.learner(row["learner"]),
        key=key_of(row["bank"], row["question"]),
        text=values.text(row["text"], "text of a note", NOTE_LIMIT),
        star=values.flag(row["star"], "star"),
        at=values.time(row["at"], "time of a note"),
    )
    if note.is_empty:
        raise BadValue("it says nothing")
    return note


def read_put_aside(row: Row) -> PutAside:
    return PutAside(
        learner=values.learner(row["learner"]),
        lesson=FullName(*key_of(row["bank"], row["lesson"])),
        at=values.time(row["at"], "time at which a lesson was put aside"),
    )


def read_remark(row: Row) -> Remark:
    kind = values.member(RemarkKind, row["kind"], "kind of remark")
    return Remark(
        uid=values.uid(row["uid"]),
        learner=values.learner(row["learner"]),
        key=key_of(row["bank"], row["question"]),
        kind=kind,
        text=clean_line(values.text(row["text"], "text of a remark", REMARK_LIMIT)),
        at=values.time(row["at"], "time of a remark"),
        attempt=None if row["attempt"] is None else values.uid(row["attempt"]),
    )
