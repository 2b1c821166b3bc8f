"""Rows of attempts, questions and responses read as the values they stand for.

Raises `BadValue` where one makes no sense.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from quiz.practice.attempt import Attempt, Item, LogLine, RecordedResponse
from quiz.practice.digest import digest
from quiz.practice.grade import Grade
from quiz.practice.questions.base import LONGEST_TEXT, Presentation
from quiz.practice.response import Response
from quiz.practice.types import Mode
from quiz.scores.store import values
from quiz.scores.store.fit import Layout
from quiz.scores.store.records import AskedQuestion, PastResponse
from quiz.scores.store.snapshot import Snapshot
from quiz.scores.store.sql.rows import banks_of, check_totals, confidence_of, key_of, options_of, seed_of
from quiz.scores.store.values import BadValue, Form
from quiz.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quiz.scores.store.sql.database import Row

_SNAPSHOT: Final = Form[Snapshot](Snapshot)
_PRESENTATION: Final = Form[Presentation](Presentation)
_RESPONSE: Final = Form[Response](Response)
_GRADE: Final = Form[Grade](Grade)


@lru_cache(maxsize=1024)
def _snapshot(key: object, body: object, *, has_lists: bool) -> tuple[Snapshot, Layout]:
    """Return a question as it was drawn, and the layout that any presentation of it has.

    has_lists: whether a blank of it was picked from a list.
    """
    snapshot = values.decoded(body, _SNAPSHOT, "question")
    if not has_lists:
        snapshot = snapshot.before_lists()
    if not isinstance(body, str) or digest(0, body) != key:
        raise BadValue(f"the question {clean_line(snapshot.question.id)} is not the one that was drawn")
    try:
        return snapshot, Layout(snapshot.question)
    except (ValueError, LookupError, TypeError, ArithmeticError) as error:
        raise BadValue(f"the question {clean_line(snapshot.question.id)} cannot be asked") from error


def read_attempt(row: Row, items: Sequence[Row], log: Sequence[Row]) -> Attempt:
    """Return an attempt from its row, those of its items in their order and those of its log in theirs."""
    if not items:
        raise BadValue("it has no questions")
    if [item["position"] for item in items] != list(range(len(items))):
        raise BadValue("the positions of its questions do not count from 0")
    drawn = [read_item(item) for item in items]
    layouts = [
        _snapshot(row["digest"], row["body"], has_lists=bool(item.presentation.lists))[1]
        for row, item in zip(items, drawn, strict=True)
    ]
    attempt = Attempt(
        uid=values.uid(row["uid"]),
        mode=values.member(Mode, row["mode"], "mode"),
        learner=values.learner(row["learner"]),
        seed=seed_of(row["seed"]),
        options=options_of(row["options"]),
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


def _written(items: Sequence[Row]) -> dict[int, str]:
    return {
        item["position"]: values.text(item["written"], "what was written", LONGEST_TEXT)
        for item in items
        if item["written"] is not None
    }


def _seconds_or_none(value: object, name: str) -> float | None:
    return None if value is None else values.number(value, name, values.MOST_SECONDS)


def read_item(row: Row) -> Item:
    presentation = values.decoded(row["presentation"], _PRESENTATION, "presentation")
    snapshot, layout = _snapshot(row["digest"], row["body"], has_lists=bool(presentation.lists))
    key = key_of(row["bank"], row["question"])
    if key.question != snapshot.question.id:
        raise BadValue(f"the question {key.question} is that of {clean_line(snapshot.question.id)}")
    if not layout.shows(presentation):
        raise BadValue(f"the presentation of the question {key.question} does not show its choices")
    return snapshot.item(key.bank, presentation)


def _log_line(row: Row, items: Sequence[Item], layouts: Sequence[Layout]) -> LogLine:
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
        confidence=confidence_of(row["confidence"]),
    )
    values.whole(row["id"], "number of a response", values.MOST_NUMBER, 1)
    return LogLine(position, taken, retry=values.flag(row["retry"], "mark of a retry"))


def check_copies(
    attempt: Attempt,
    row: Row,
    items: Sequence[Row],
    log: Sequence[Row],
    parts: Sequence[Row],
) -> None:
    """Raise `BadValue` where what is repeated of an attempt, for lists and sums, does not agree with it."""
    values.time_or_none(row["deleted"], "time of deletion")
    banks = sorted({item.bank for item in attempt.items})
    if banks_of(row["banks"]) != tuple(banks):
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


def _check_sums(row: Row, attempt: Attempt, positions: Sequence[int], name: str) -> None:
    check_totals(row["questions"], row["answered"], row["score"], row["possible"])
    answered = sum(attempt.counted[position] is not None for position in positions)
    score = sum(attempt.points(position) for position in positions)
    possible = sum(attempt.items[position].question.points for position in positions)
    is_same = values.same_points(row["score"], score) and values.same_points(row["possible"], possible)
    if (row["questions"], row["answered"]) != (len(positions), answered) or not is_same:
        raise BadValue(f"the sums of {name} are not what its responses add up to")


def read_past_response(row: Row) -> PastResponse:
    return PastResponse(
        uid=values.uid(row["uid"]),
        mode=values.member(Mode, row["mode"], "mode"),
        at=values.time(row["at"], "time of a response"),
        response=values.decoded(row["response"], _RESPONSE, "response"),
        fraction=values.number(row["fraction"], "share scored", 1),
        confidence=confidence_of(row["confidence"]),
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
