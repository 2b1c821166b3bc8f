"""Anki packages: the reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.formats.anki_collection import notes_of
from quiz.formats.anki_notes import item_of
from quiz.formats.items import Reading
from quiz.formats.report import Place

if TYPE_CHECKING:
    from quiz.formats.items import Source


def read(source: Source) -> Reading:
    """Read the notes of an Anki package. Raises `Unreadable` and `PackageMissing`."""
    notes = notes_of(source.data)
    items = (item_of(note, Place(number, record=note.id)) for number, note in enumerate(notes, start=1))
    return Reading(tuple(items), form="anki")
