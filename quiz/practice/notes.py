"""What a learner writes down about a question for themselves: how long it may be, and how it is kept."""

from __future__ import annotations

from typing import Final

from quiz.text import clean

NOTE_LIMIT: Final = 2000
"""So many characters a note has at most."""


class Refused(ValueError):
    """What was written cannot be kept; the message says why, to the one who wrote it."""


def note_text(written: str) -> str:
    """Return a note as it is kept: cleaned, without space around it. Raises `Refused` where it is too long."""
    text = clean(written.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if len(text) > NOTE_LIMIT:
        raise Refused(too_long("note", len(text), NOTE_LIMIT))
    return text


def too_long(what: str, length: int, limit: int) -> str:
    """Say that a text is longer than it may be, and by how much."""
    return f"A {what} is at most {limit:,} characters; this has {length:,}: {length - limit:,} too many"
