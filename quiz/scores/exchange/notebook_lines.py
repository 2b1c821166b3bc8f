"""Remarks, notes and lessons put aside as lines of a results file."""

from __future__ import annotations

from msgspec import Struct

from quiz.bank.lessons import FullName
from quiz.bank.questions.base import Identifier
from quiz.practice.notes import Refused, note_text
from quiz.practice.remarks import RemarkKind, remark_text
from quiz.practice.types import Key
from quiz.scores.exchange.lines import Hex, LearnerName, Refusal, Time, check_time, learner_of
from quiz.scores.store.records import Note, PutAside, Remark


class RemarkLine(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What a learner reported of a question. remark: the id of it. attempt: of the one in which they met it."""

    remark: Hex
    learner: LearnerName
    bank: Identifier
    question: Identifier
    kind: RemarkKind
    text: str
    at: Time
    attempt: Hex | None = None


class NoteLine(Struct, frozen=True, forbid_unknown_fields=True):
    """What a learner wrote down about a question for themselves, and whether they starred it."""

    note: str
    star: bool
    learner: LearnerName
    bank: Identifier
    question: Identifier
    at: Time


class AsideLine(Struct, frozen=True, forbid_unknown_fields=True):
    """A lesson that a learner does not want offered. aside: the id of the lesson. at: since when."""

    aside: Identifier
    learner: LearnerName
    bank: Identifier
    at: Time


def remark_line(remark: Remark) -> RemarkLine:
    return RemarkLine(
        remark=remark.uid,
        learner=remark.learner,
        bank=remark.key.bank,
        question=remark.key.question,
        kind=remark.kind,
        text=remark.text,
        at=remark.at,
        attempt=remark.attempt,
    )


def note_line(note: Note) -> NoteLine:
    return NoteLine(
        note=note.text,
        star=note.star,
        learner=note.learner,
        bank=note.key.bank,
        question=note.key.question,
        at=note.at,
    )


def aside_line(one: PutAside) -> AsideLine:
    return AsideLine(aside=one.lesson.id, learner=one.learner, bank=one.lesson.bank, at=one.at)


def remark_of(line: RemarkLine) -> Remark:
    """Return the remark of a line. Raises `Refusal`."""
    check_time(line.at)
    try:
        text = remark_text(line.kind, line.text)
    except Refused as refused:
        raise Refusal(f"text: {refused}") from refused
    key = Key(line.bank, line.question)
    return Remark(line.remark, learner_of(line.learner), key, line.kind, text, line.at, line.attempt)


def note_of(line: NoteLine) -> Note:
    """Return the note of a line. Raises `Refusal`."""
    check_time(line.at)
    try:
        text = note_text(line.note)
    except Refused as refused:
        raise Refusal(f"note: {refused}") from refused
    note = Note(learner_of(line.learner), Key(line.bank, line.question), text, line.star, line.at)
    if note.is_empty:
        raise Refusal("note: it says nothing and has no star")
    return note


def put_aside_of(line: AsideLine) -> PutAside:
    """Return the lesson put aside of a line. Raises `Refusal`."""
    check_time(line.at)
    return PutAside(learner_of(line.learner), FullName(line.bank, line.aside), line.at)
