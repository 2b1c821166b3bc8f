"""The collection in an Anki package: its notes, whatever the layout. The database is copied, and only read."""

from __future__ import annotations

import contextlib
import io
import json
import re
import sqlite3
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from quiz.formats.archive import LARGEST_MEDIA, Package
from quiz.formats.packages import package
from quiz.formats.report import Unreadable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

LARGEST: Final = 512 << 20
"""Bytes of a database that was packed."""
MOST_NOTES: Final = 100_000
_LONGEST: Final = 16 << 20
"""Bytes of one value of a database."""
_STEPS: Final = 200_000
"""Steps of the database engine after which it is asked whether it goes on."""
_ROUNDS: Final = 2_000
_TABLES: Final = frozenset({"col", "notes", "cards"})
_DECK_SIGN: Final = "\x1f"
_OCCLUSION: Final = 6
"""The number of the note type of Anki that covers parts of a picture."""


_FIELD: Final = re.compile(r"\{\{\s*(?![#^/!])((?:[\w -]+:)*)\s*([^{}:]+?)\s*\}\}")
"""A field that a side of a card shows, with its filters before it."""


class NoteType(NamedTuple):
    """What kind of note it is: cloze, or one that covers a picture; else front and back.

    front, back: the places of the fields that a card asks and answers.
    """

    name: str
    is_cloze: bool = False
    is_occlusion: bool = False
    front: int = 0
    back: int = 1


class Note(NamedTuple):
    """A note of a collection. cards: how many there are of it. deck: its path, parted by `/`."""

    id: int
    type: NoteType
    fields: tuple[str, ...]
    tags: tuple[str, ...]
    deck: str
    cards: int


def notes_of(data: bytes) -> list[Note]:
    """Return the notes of a package, in the order of their ids.

    Raises `Unreadable`, and `PackageMissing` where the layout needs zstandard and it is not installed.
    """
    database = _database(Package(data))
    if not database.startswith(b"SQLite format 3\0"):
        raise Unreadable("not-a-package", "there is no database in it")
    with tempfile.TemporaryDirectory(prefix="quiz-anki-") as folder:
        path = Path(folder) / "collection"
        path.write_bytes(database)
        try:
            with contextlib.closing(_opened(path)) as connection:
                return list(_notes(connection))
        except (sqlite3.Error, ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
            raise Unreadable("not-a-package", f"its database cannot be read: {error}") from error


def _database(archive: Package) -> bytes:
    """Return the database of the layout that the package says: the others hold nothing but a hint to update."""
    layout = _layout(archive)
    name = {1: "collection.anki2", 2: "collection.anki21", 3: "collection.anki21b"}.get(layout)
    if name is None:
        name = "collection.anki21" if "collection.anki21" in archive.names else "collection.anki2"
    if name not in archive.names:
        raise Unreadable("not-a-package", "there is no collection in it")
    data = archive.read(name, LARGEST)
    return _unpacked(data) if layout == 3 else data


def _layout(archive: Package) -> int:
    """Return the number of the layout that a package says; 0 where it says none."""
    if "meta" not in archive.names:
        return 0
    meta = archive.read("meta", 1 << 10)
    return next((value for number, value in _proto(meta) if number == 1 and isinstance(value, int)), 0)


def media_of(data: bytes, wanted: Collection[str]) -> dict[str, bytes]:
    """Return the files of a package with these names; those that are missing, broken or too large are left out."""
    if not wanted:
        return {}
    archive = Package(data)
    is_packed = _layout(archive) == 3
    found: dict[str, bytes] = {}
    with contextlib.suppress(Unreadable, ValueError, UnicodeDecodeError):
        for member, name in _media_names(archive, is_packed=is_packed):
            if name in wanted and member in archive.names:
                with contextlib.suppress(Unreadable):
                    content = archive.read(member, LARGEST_MEDIA)
                    found[name] = _unpacked(content, LARGEST_MEDIA) if is_packed else content
    return found


def _media_names(archive: Package, *, is_packed: bool) -> Iterator[tuple[str, str]]:
    """Give each member of a package that is a file of its media, with the name of that."""
    listed = archive.read("media", LARGEST_MEDIA)
    if not is_packed:
        yield from ((str(member), str(name)) for member, name in json.loads(listed or b"{}").items())
        return
    entries = (value for number, value in _proto(_unpacked(listed, LARGEST_MEDIA)) if number == 1)
    for member, entry in enumerate(entries):
        name = next((one for number, one in _proto(entry) if number == 1), b"") if isinstance(entry, bytes) else b""
        yield str(member), name.decode("utf-8", "replace") if isinstance(name, bytes) else ""


def _unpacked(data: bytes, limit: int = LARGEST) -> bytes:
    zstandard = package("zstandard", "an Anki package of today")
    try:
        with zstandard.ZstdDecompressor(max_window_size=1 << 27).stream_reader(io.BytesIO(data)) as reader:
            unpacked: bytes = reader.read(limit + 1)
    except zstandard.ZstdError as error:
        raise Unreadable("not-a-package", str(error)) from error
    if len(unpacked) > limit:
        raise Unreadable("too-large")
    return unpacked


def _opened(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)
    connection.execute("PRAGMA trusted_schema=OFF")
    connection.execute("PRAGMA query_only=ON")
    connection.create_collation(
        "unicase", lambda one, two: (one.casefold() > two.casefold()) - (one.casefold() < two.casefold())
    )
    connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
    rounds = iter(range(_ROUNDS))
    connection.set_progress_handler(lambda: next(rounds, None) is None, _STEPS)
    return connection


def _notes(connection: sqlite3.Connection) -> Iterator[Note]:
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not tables >= _TABLES:
        raise Unreadable("not-a-package", "its database is of another kind")
    types = _types_in_tables(connection) if "notetypes" in tables else _types_in_json(connection)
    decks = _decks(connection, in_tables="decks" in tables)
    cards: dict[int, tuple[str, int]] = {}
    for note, deck, number in connection.execute("SELECT nid, min(did), count(*) FROM cards GROUP BY nid"):
        cards[note] = (decks.get(deck, ""), number)
    rows = connection.execute("SELECT id, mid, tags, flds FROM notes ORDER BY id")
    for count, (note, kind, tags, fields) in enumerate(rows):
        if count >= MOST_NOTES:
            raise Unreadable("too-large", f"more than {MOST_NOTES} notes")
        deck, number = cards.get(note, ("", 1))
        known = types.get(kind, NoteType(""))
        yield Note(int(note), known, tuple(str(fields).split("\x1f")), tuple(str(tags).split()), deck, number)


def _types_in_json(connection: sqlite3.Connection) -> dict[int, NoteType]:
    (text,) = connection.execute("SELECT models FROM col").fetchone()
    models: dict[str, Any] = json.loads(text)
    types: dict[int, NoteType] = {}
    for number, model in models.items():
        card: dict[str, Any] = next(iter(model.get("tmpls", ())), {})
        names = [str(field["name"]) for field in model.get("flds", ())]
        sides = _sides(names, str(card.get("qfmt", "")), str(card.get("afmt", "")))
        is_occlusion = model.get("originalStockKind") == _OCCLUSION
        types[int(number)] = NoteType(str(model["name"]), model.get("type") == 1, is_occlusion, *sides)
    return types


def _types_in_tables(connection: sqlite3.Connection) -> dict[int, NoteType]:
    types: dict[int, NoteType] = {}
    names: dict[int, list[str]] = {}
    for number, name in connection.execute("SELECT ntid, name FROM fields ORDER BY ntid, ord"):
        names.setdefault(number, []).append(str(name))
    cards = {
        int(number): bytes(config)
        for number, config in connection.execute("SELECT ntid, config FROM templates ORDER BY ntid, ord DESC")
    }
    for number, name, config in connection.execute("SELECT id, name, config FROM notetypes"):
        values = dict(_proto(bytes(config)))
        card = dict(_proto(cards.get(number, b"")))
        sides = _sides(names.get(number, []), _decoded(card.get(1)), _decoded(card.get(2)))
        types[number] = NoteType(str(name), values.get(1) == 1, values.get(9) == _OCCLUSION, *sides)
    return types


def _decoded(value: int | bytes | None) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else ""


def _sides(names: Sequence[str], front: str, back: str) -> tuple[int, int]:
    """Return the places of the fields that a card asks and answers, by what its two sides show.

    A field that is typed or that is a hint is not asked. The first two where the sides do not say.
    """
    places = {name: place for place, name in enumerate(names)}
    asked = [
        places[name]
        for filters, name in _FIELD.findall(front)
        if name in places and not {"type", "hint"} & set(filters.split(":"))
    ]
    answered = [places[name] for _, name in _FIELD.findall(back) if name in places and places[name] not in asked]
    if not asked or not answered:
        return 0, 1
    return asked[0], answered[0]


def _decks(connection: sqlite3.Connection, *, in_tables: bool) -> dict[int, str]:
    if in_tables:
        decks = {number: str(name) for number, name in connection.execute("SELECT id, name FROM decks")}
    else:
        (text,) = connection.execute("SELECT decks FROM col").fetchone()
        decks = {int(number): str(deck["name"]) for number, deck in json.loads(text).items()}
    return {number: "/".join(re.split(f"{_DECK_SIGN}|::", name.replace("/", "∕"))) for number, name in decks.items()}


def _proto(data: bytes) -> Iterator[tuple[int, int | bytes]]:
    """Give the fields of a message of protobuf by number: integers, and the bytes of what is longer."""
    at = 0
    while at < len(data):
        key, at = _varint(data, at)
        number, kind = key >> 3, key & 7
        if kind == 0:
            value, at = _varint(data, at)
            yield number, value
        elif kind == 2:
            size, at = _varint(data, at)
            yield number, data[at : at + size]
            at += size
        else:
            at += {1: 8, 5: 4}.get(kind, len(data))


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for shift in range(0, 70, 7):
        if at >= len(data):
            break
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            break
    return value, at
