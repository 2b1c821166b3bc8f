"""Anki packages: the reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from quiz.formats.anki_collection import media_of, notes_of
from quiz.formats.anki_notes import item_of
from quiz.formats.items import Gaps, Reading
from quiz.formats.pictures import shown_name
from quiz.formats.report import Place

if TYPE_CHECKING:
    from collections.abc import Mapping

    from quiz.formats.items import Item, Source


def read(source: Source) -> Reading:
    """Read the notes of an Anki package. Raises `Unreadable` and `PackageMissing`."""
    notes = notes_of(source.data)
    items = [item_of(note, Place(number, record=note.id)) for number, note in enumerate(notes, start=1)]
    media = media_of(source.data, {name for item in items for name in _shown(item)})
    return Reading(tuple(_with_pictures(item, media) for item in items) if media else tuple(items), form="anki")


def _with_pictures(item: Item, media: Mapping[str, bytes]) -> Item:
    names = _shown(item)
    return replace(item, pictures={name: media[name] for name in names & set(media)}) if names else item


def _shown(item: Item) -> set[str]:
    """Return the names of the pictures that a question shows."""
    dropped = (*item.prompt.dropped, *(item.body.text.dropped if isinstance(item.body, Gaps) else ()))
    return {shown_name(one.text) for one in dropped if one.code == "image"}
