"""Rows of the tables read as the values they stand for. Raises `BadValue` where one makes no sense."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import msgspec

from quiz.practice.attempt import Attempt, Item, LogLine, RecordedResponse
from quiz.practice.draw import Options
from quiz.practice.grade import Grade
from quiz.practice.notes import NOTE_LIMIT
from quiz.practice.presentation import digest
from quiz.practice.questions.base import LONGEST_TEXT, Presentation
from quiz.practice.remarks import REMARK_LIMIT, RemarkKind
from quiz.practice.response import Response
from quiz.practice.schedule import LogEntry
from quiz.practice.types import Confidence, Key, Mode
from quiz.scores.store import values
from quiz.scores.store.fit import Layout
from quiz.scores.store.records import (
    AskedQuestion,
    DatedAttempt,
    DatedResponse,
    Note,
    PastResponse,
    Remark,
    Snapshot,
    Summary,
)
from quiz.scores.store.values import BadValue, Form
from quiz.text import clean_line

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence


def as_json(value: Any) -> str:
    """Return a value as it stands in the tables."""
    return msgspec.json.encode(value).decode()


def time_text(time: datetime | None) -> str | None:
    """Return a time as it stands in the tables, where the order of text is the order of time."""
    return time.astimezone(UTC).isoformat() if time else None


_SNAPSHOT: Final = Form[Snapshot](Snapshot)
_PRESENTATION: Final = Form[Presentation](Presentation)
_RESPONSE: Final = Form[Response](Response)
_GRADE: Final = Form[Grade](Grade)
_OPTIONS: Final = Form[Options](Options)
_TEXTS: Final = Form[tuple[str, ...]](tuple[str, ...])


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


def read_uid(row: sqlite3.Row) -> str:
    return values.uid(row["uid"])


def read_day(row: sqlite3.Row) -> date:
    return values.day(row["day"])


def read_dated_response(row: sqlite3.Row) -> DatedResponse:
    if not isinstance(row["learner"], str):
        raise values.bad("learner", row["learner"])
    at = values.time(row["at"], "time of a response")
    return DatedResponse(row["number"], values.uid(row["uid"]), row["learner"], at, read_day(row))


def read_dated_attempt(row: sqlite3.Row) -> DatedAttempt:
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


def read_asked_for(row: sqlite3.Row) -> tuple[Mode, Options, tuple[str, ...]]:
    return values.member(Mode, row["mode"], "mode"), _options(row["options"]), _banks(row["banks"])


def read_attempt(row: sqlite3.Row, items: Sequence[sqlite3.Row], log: Sequence[sqlite3.Row]) -> Attempt:
    """Return an attempt from its row, those of its items in their order and those of its log in theirs."""
    if not items:
        raise BadValue("it has no questions")
    if [item["position"] for item in items] != list(range(len(items))):
        raise BadValue("the positions of its questions do not count from 0")
    drawn = [read_item(item) for item in items]
    layouts = [_snapshot(item["digest"], item["body"])[1] for item in items]
    attempt = Attempt(
        uid=values.uid(row["uid"]),
        mode=values.member(Mode, row["mode"], "mode"),
        learner=values.learner(row["learner"]),
        seed=_seed(row["seed"]),
        options=_options(row["options"]),
        started=values.time(row["started"], "start"),
        items=tuple(drawn),
        log=tuple(_log_line(entry, drawn, layouts) for entry in log),
        position=values.whole(row["position"], "position", len(items) - 1),
        flagged=frozenset(item["position"] for item in items if values.flag(item["flagged"], "flag")),
        hinted=frozenset(item["position"] for item in items if values.flag(item["hinted"], "mark of a hint")),
        finished=values.time_or_none(row["finished"], "end"),
        written=_written(items),
        time_left=_seconds_or_none(row["time_left"], "time left"),
        extended=values.number(row["extended"], "time added", values.MOST_SECONDS),
    )
    counted = [entry.position for entry in attempt.log if not entry.retry]
    if attempt.mode is not Mode.EXAM and len(set(counted)) < len(counted):
        raise BadValue("a question is answered twice, which only an exam allows")
    return attempt


def _written(items: Sequence[sqlite3.Row]) -> dict[int, str]:
    return {
        item["position"]: values.text(item["written"], "what was written", LONGEST_TEXT)
        for item in items
        if item["written"] is not None
    }


def _seconds_or_none(value: object, name: str) -> float | None:
    return None if value is None else values.number(value, name, values.MOST_SECONDS)


def read_item(row: sqlite3.Row) -> Item:
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
        markup=snapshot.markup,
    )


def _log_line(row: sqlite3.Row, items: Sequence[Item], layouts: Sequence[Layout]) -> LogLine:
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


def check_copies(
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


def read_log_entry(row: tuple[Any, ...]) -> LogEntry:
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


def read_past_response(row: sqlite3.Row) -> PastResponse:
    return PastResponse(
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


def read_asked_question(row: tuple[Any, ...]) -> AskedQuestion:
    learner, _, _, _, fraction, response = row
    if not isinstance(learner, str):
        raise values.bad("learner", learner)
    if fraction is not None:
        values.number(fraction, "share scored", 1)
        _is_response(response)
    return AskedQuestion._make(row)


@lru_cache(maxsize=4096)
def _check_totals(questions: int, answered: int, score: float, possible: float) -> None:
    values.whole(questions, "number of questions", values.MOST_ITEMS, 1)
    values.whole(answered, "number of responses", questions)
    values.points(score, possible)


def read_summary(row: tuple[Any, ...]) -> Summary:
    _, uid, banks, mode, learner, seed, started, finished, questions, answered, score, possible, options = row
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
        options=_options(options),
    )


def read_note(row: sqlite3.Row) -> Note:
    note = Note(
        learner=values.learner(row["learner"]),
        key=_key(row["bank"], row["question"]),
        text=values.text(row["text"], "text of a note", NOTE_LIMIT),
        star=values.flag(row["star"], "star"),
        at=values.time(row["at"], "time of a note"),
    )
    if note.is_empty:
        raise BadValue("it says nothing")
    return note


def read_remark(row: sqlite3.Row) -> Remark:
    kind = values.member(RemarkKind, row["kind"], "kind of remark")
    return Remark(
        uid=values.uid(row["uid"]),
        learner=values.learner(row["learner"]),
        key=_key(row["bank"], row["question"]),
        kind=kind,
        text=clean_line(values.text(row["text"], "text of a remark", REMARK_LIMIT)),
        at=values.time(row["at"], "time of a remark"),
        attempt=None if row["attempt"] is None else values.uid(row["attempt"]),
    )
