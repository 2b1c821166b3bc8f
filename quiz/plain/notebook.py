"""What a learner says of a question in the line mode: a note of their own, a star, a report.

All of it is told beside what is said: it depends on what the store had before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from quiz.plain.session import position_of
from quiz.plain.wording import WHICH
from quiz.practice.notes import Refused
from quiz.practice.remarks import typed_remark
from quiz.scores.notes import noted, save_note, turn_star
from quiz.scores.remarks import report
from quiz.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from quiz.plain.session import Session
    from quiz.practice.types import Key
    from quiz.scores.store.base import Store

NO_NOTE: Final = "-"
"""Typed in the place of a note it removes the one that is there."""


def write_note(session: Session, typed: str) -> None:
    """Keep a note, or say the one that is kept."""

    def write(store: Store, learner: str, key: Key) -> str:
        before = clean_line(noted(store, learner, key))
        if not text:
            return f"Your note: {before}" if before else "You have no note on it. Type :note and a text."
        kept = save_note(store, learner, key, "" if text == NO_NOTE else text)
        replaced = f" It was: {before}" if before not in {"", kept} else ""
        return f"{'The note is kept.' if kept else 'There is no note now.'}{replaced}"

    position, text = session.about(typed)
    _write(session, ":note 3: TEXT", position, write)


def star(session: Session, typed: str) -> None:
    """Star a question, or take the star off."""

    def turn(store: Store, learner: str, key: Key) -> str:
        return "Starred." if turn_star(store, learner, key) else "The star is off."

    position = position_of(typed.rstrip(": "), session.attempt) if typed else session.spoken_of
    _write(session, ":star 3", position, turn)


def report_question(session: Session, typed: str) -> None:
    """Report a question to those who write it."""

    def add(store: Store, learner: str, key: Key) -> str:
        kind, text = typed_remark(line)
        report(store, learner, key, kind, text, attempt=session.attempt.uid)
        return f"Reported as {kind.word}."

    position, line = session.about(typed)
    _write(session, ":report 3: KIND TEXT", position, add)


def _write(session: Session, example: str, position: int | None, write: Callable[[Store, str, Key], str]) -> None:
    """Write about a question into the store, and tell what came of it or why it cannot be written."""
    if position is None:
        session.streams.say(WHICH.format(example))
        return
    keeper = session.keeper
    try:
        told = keeper.keep(lambda: write(keeper.store, session.attempt.learner, session.key(position)))
    except Refused as problem:
        told = f"{problem}."
    session.streams.note(f"Question {position + 1}: {told}")
