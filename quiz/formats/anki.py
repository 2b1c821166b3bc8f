"""Anki packages: the reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from quiz.formats.anki_collection import media_of, notes_of
from quiz.formats.anki_notes import item_of
from quiz.formats.items import Reading
from quiz.formats.pictures import shown_name
from quiz.formats.report import Place

if TYPE_CHECKING:
    from collections.abc import Mapping

    from quiz.formats.items import Item, Source


def read(source: Source) -> Reading:
    """Read the notes of an Anki package. Raises `Unreadable` and `PackageMissing`."""
    notes = notes_of(source.data)
    items = [item_of(note, Place(number, record=note.id)) for number, note in enumerate(notes, start=1)]
    media = media_of(source.data, {shown_name(one.text) for item in items for one in item.shown})
    return Reading(tuple(_with_pictures(item, media) for item in items) if media else tuple(items), form="anki")


def _with_pictures(item: Item, media: Mapping[str, bytes]) -> Item:
    names = {shown_name(one.text) for one in item.shown}
    return replace(item, pictures={name: media[name] for name in names & set(media)}) if names else item
