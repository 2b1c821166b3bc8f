"""The text that Anki exports: notes as lines, with a head that says what is in them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from quiz.formats.anki_collection import Note, NoteType
from quiz.formats.anki_notes import item_of
from quiz.formats.decoding import decoded
from quiz.formats.items import Item, Reading, Unheld
from quiz.formats.report import Fault, Place
from quiz.formats.sheets import csv_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from quiz.formats.items import Source

_HEAD: Final = re.compile(r"#([\w ]+):(.*)")
_SEPARATORS: Final = {"tab": "\t", "comma": ",", "semicolon": ";", "pipe": "|", "colon": ":", "space": " "}
_GUESSED: Final = ("\t", "|", ";", ":", ",")
_SENTENCE: Final = frozenset(",;:")
"""Separators that stand in sentences too, and there before a space."""


def read(source: Source) -> Reading:
    """Read a text that Anki exported. Raises `UnknownEncoding` and `Unreadable`."""
    text, encoding, faults = decoded(source)
    lines = text.removeprefix("\ufeff").split("\n")
    head, first = _head(lines)
    items = tuple(_items(lines, first, head))
    return Reading(items, (), faults, encoding=encoding, form="anki-text")


def _head(lines: list[str]) -> tuple[dict[str, str], int]:
    """Return what the head says, and how many lines it has."""
    head: dict[str, str] = {}
    for number, line in enumerate(lines):
        if match := _HEAD.match(line):
            head[match[1].strip().casefold()] = match[2].strip("\r\n")
        elif number == 0 and line.startswith("tags:"):  # as older versions wrote it
            head["tags"] = line.removeprefix("tags:")
        elif not line.startswith("#"):
            return head, number
    return head, len(lines)


def _items(lines: list[str], first: int, head: Mapping[str, str]) -> Iterator[Item]:
    rest = "\n".join(lines[first:])
    separator = _separator(head.get("separator", ""), lines[first] if first < len(lines) else "")
    is_html = head.get("html", "true").strip().casefold() != "false"
    special = {
        int(number): name.removesuffix(" column")
        for name, number in head.items()
        if name.endswith(" column") and re.fullmatch(r"\s*\d{1,4}\s*", number)
    }
    line = first + 1
    for row, last in csv_lines(rest, separator):
        if any(cell.strip() for cell in row) and not row[0].startswith("#"):
            yield _item(row, Place(line, first + last), head, special, separator, is_html=is_html)
        line = first + last + 1


def _separator(said: str, first: str) -> str:
    if said:
        known = _SEPARATORS.get(said.strip().casefold())
        return known or said[:1]
    return next((sign for sign in _GUESSED if sign in first), "\t")


def _item(
    row: list[str], place: Place, head: Mapping[str, str], special: Mapping[int, str], separator: str, *, is_html: bool
) -> Item:
    values = {name: row[number - 1] for number, name in special.items() if 0 < number <= len(row)}
    fields = [cell for number, cell in enumerate(row, start=1) if number not in special]
    kind = values.get("notetype") or head.get("notetype", "")
    is_cloze = "cloze" in kind.casefold() or (not kind and "{{c1::" in fields[0])
    source = separator.join(row)
    was_cut = separator in _SENTENCE and any(field.startswith(" ") for field in fields[1:])
    code = "too-many-fields" if was_cut else "too-few-fields" if len(fields) < (1 if is_cloze else 2) else ""
    if code:
        return Item(place=place, body=Unheld(), source=source, faults=(Fault(place, code, source),))
    while len(fields) > 2 and not fields[-1].strip():
        fields.pop()
    tags = (*head.get("tags", "").split(), *values.get("tags", "").split())
    deck = (values.get("deck") or head.get("deck", "")).strip().replace("::", "/")
    note = Note(0, NoteType(kind, is_cloze), tuple(fields), tags, deck, 2 if "reversed" in kind.casefold() else 1)
    return item_of(note, place, is_html=is_html)
