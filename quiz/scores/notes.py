"""A learner's notes and stars, in the store. What they are stands in `quiz.practice.notes`."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from msgspec.structs import replace

from quiz.practice.notes import note_text
from quiz.scores.now import local_now
from quiz.scores.store.records import Note

if TYPE_CHECKING:
    from quiz.practice.types import Key
    from quiz.scores.now import Clock
    from quiz.scores.store.base import Store


def noted(store: Store, learner: str, key: Key) -> str:
    """Return what a learner wrote down about a question, empty where that is nothing. Raises `StoreProblem`."""
    note = store.note(learner, key)
    return note.text if note is not None else ""


def is_starred(store: Store, learner: str, key: Key) -> bool:
    """Say whether a learner starred a question. Raises `StoreProblem`."""
    note = store.note(learner, key)
    return note is not None and note.star


def save_note(store: Store, learner: str, key: Key, text: str, now: Clock = local_now) -> str:
    """Keep what a learner wrote down about a question in place of what they had, and return it as it is kept.

    An empty text removes it; the star stays as it is. Raises `Refused` where it is too long, and `StoreProblem`.
    """
    kept = note_text(text)
    before = _note(store, learner, key, now)
    if kept != before.text:
        store.put_note(replace(before, text=kept))
    return kept


def turn_star(store: Store, learner: str, key: Key, now: Clock = local_now) -> bool:
    """Star a question, or take the star off, and return whether it has one now. Raises `StoreProblem`."""
    before = _note(store, learner, key, now)
    store.put_note(replace(before, star=not before.star))
    return not before.star


def _note(store: Store, learner: str, key: Key, now: Clock) -> Note:
    """Return the note of a learner on a question as it is, dated now; an empty one where there is none."""
    note = store.note(learner, key)
    at = now().astimezone(UTC)
    return replace(note, at=at) if note is not None else Note(learner, key, text="", star=False, at=at)
