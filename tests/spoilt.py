"""Values that make no sense, for every column of every table, and ways to put them into a store.

A program, a flipped bit or a person could have written them; SQLite finds the file sound all the same.
"""

import contextlib
import random
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

ESCAPE: Final = "char(27) || ']0;EVIL' || char(7)"
NO_UTF8: Final = "cast(x'6eff6f' as text)"
_TEXTS: Final = ("''", NO_UTF8, ESCAPE)
_TIMES: Final = (
    *_TEXTS,
    "'2026-13-45T00:00:00+00:00'",
    "'2026-11-22T09:00:00'",
    "'2026-11-22T09:00:00+05:00'",
    "'20261122T090000+00:00'",
    "'0001-01-01T00:00:00+00:00'",
    "'9999-12-31T23:59:59+00:00'",
    "'2026-11-22'",
    "'yesterday'",
)
_NUMBERS: Final = ("-1", "-0.5", "1e308", "9e999", "-9e999")
_WHOLE: Final = ("-1", "9223372036854775807", "-9223372036854775808")
_BODIES: Final = (*_TEXTS, "'{'", "'null'", "'[]'", "'\"x\"'", "'[[[[[['")

BAD: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    "attempt": {
        "uid": ("'../../etc'", "'ABCDEF' || substr(uid, 7)", *_TEXTS),
        "learner": ("''", "'  '", NO_UTF8),
        "mode": ("'party'", "''", NO_UTF8),
        "options": (*_BODIES, "'{\"count\": -1}'", "'{\"time_limit\": -5}'", "'{\"time_limit\": 1e999}'"),
        "banks": (*_TEXTS, "'{'", "'nine'", "'[1]'", "'[\"../etc\"]'", "'{\"nine\": 1}'"),
        "started": _TIMES,
        "finished": _TIMES,
        "position": ("99", *_WHOLE),
        "time_left": _NUMBERS,
        "extended": _NUMBERS,
        "questions": ("0", *_WHOLE),
        "answered": ("99", *_WHOLE),
        "score": ("99.0", *_NUMBERS),
        "possible": ("0", *_NUMBERS),
    },
    "item": {
        "bank": ("'../etc'", *_TEXTS),
        "question": ("'another'", *_TEXTS),
        "snapshot_id": ("999", "-1"),
        "type": ("'spell'", *_TEXTS),
        "chance": ("2", *_NUMBERS),
        "points": ("0", *_NUMBERS),
        "presentation": (*_BODIES, '\'{"rows": ["evil"]}\''),
        "flagged": ("2", *_WHOLE),
        "hinted": ("2", *_WHOLE),
        "written": (NO_UTF8, "printf('%10001d', 1)"),
    },
    "snapshot": {
        "digest": ("x''", "randomblob(16)"),
        "body": (*_BODIES, "replace(body, 'prompt', 'prompd')", "replace(body, 'Resolution', 'Revolution')"),
    },
    "part": {
        "bank": ("'../etc'", *_TEXTS),
        "questions": ("99", *_WHOLE),
        "answered": ("99", *_WHOLE),
        "score": ("99.0", *_NUMBERS),
        "possible": ("0", *_NUMBERS),
    },
    "response": {
        "id": _WHOLE,
        "position": ("99", *_WHOLE),
        "counts": ("2", "0"),
        "retry": ("2", "-1"),
        "response": (
            *_BODIES,
            '\'{"type": "spell"}\'',
            '\'{"type": "judged", "value": 3}\'',
            '\'{"type": "chosen", "choices": []}\'',
        ),
        "grade": (*_BODIES, "'{\"fraction\": 7}'", "'{\"fraction\": -1}'"),
        "fraction": ("0.123", "2", *_NUMBERS),
        "points": ("99.0", *_NUMBERS),
        "confidence": ("'certain'", "''", NO_UTF8),
        "seconds": _NUMBERS,
        "at": _TIMES,
        "day": (*_TEXTS, "'2026-1q-29'", "'2026-02-31'", "'20261122'", "'2026-W48-1'", "'0001-01-01'", "'9999-12-31'"),
    },
}
"""By table and column, as SQL."""


class BadValue(NamedTuple):
    table: str
    column: str
    value: str

    def put(self, store: Path, attempt: str) -> None:
        """Put it into one row of an attempt; of a question into the one that it shares with other attempts."""
        number = "(select id from attempt where uid = :uid)"
        where = {
            "attempt": "uid = :uid",
            "snapshot": f"id = (select snapshot_id from item where attempt_id = {number} and type = 'single')",
            "part": f"attempt_id = {number}",
            "item": f"attempt_id = {number} and position = 1",
            "response": f"id = (select max(id) from response where attempt_id = {number})",
        }[self.table]
        with contextlib.closing(sqlite3.connect(store, isolation_level=None)) as connection:
            connection.execute("pragma ignore_check_constraints = on")
            changed = connection.execute(
                f"update {self.table} set {self.column} = {self.value} where {where}", {"uid": attempt}
            )
            assert changed.rowcount == 1, self


def bad_values() -> Iterator[BadValue]:
    for table, columns in BAD.items():
        for column, found in columns.items():
            yield from (BadValue(table, column, value) for value in found)


def one_each() -> Iterator[BadValue]:
    """Give the first bad value of every column."""
    for table, columns in BAD.items():
        for column, found in columns.items():
            yield BadValue(table, column, found[0])


# Damage to the bytes of a file

Damage = Callable[[bytearray, random.Random], None]
PAGE: Final = 4096


def _flip(content: bytearray, chance: random.Random) -> None:
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)


def _flip_many(content: bytearray, chance: random.Random) -> None:
    for _ in range(50):
        _flip(content, chance)


def _page(content: bytearray, chance: random.Random) -> slice:
    start = chance.randrange(len(content) // PAGE) * PAGE
    return slice(start, start + PAGE)


def _zero_page(content: bytearray, chance: random.Random) -> None:
    content[_page(content, chance)] = bytes(PAGE)


def _random_page(content: bytearray, chance: random.Random) -> None:
    content[_page(content, chance)] = chance.randbytes(PAGE)


def _twin_page(content: bytearray, chance: random.Random) -> None:
    content[_page(content, chance)] = content[_page(content, chance)]


def _cut(content: bytearray, chance: random.Random) -> None:
    del content[chance.randrange(len(content)) :]


def _header(content: bytearray, chance: random.Random) -> None:
    content[chance.randrange(100)] = chance.randrange(256)


def _letters(content: bytearray, chance: random.Random) -> None:
    """Put another byte in the place of letters and digits: what is least likely to be seen by SQLite."""
    places = [place for place, byte in enumerate(content) if chr(byte).isalnum()]
    for place in chance.sample(places, 20):
        content[place] = chance.randrange(256)


DAMAGES: Final[tuple[Damage, ...]] = (
    *(_flip, _flip_many, _zero_page, _random_page, _twin_page, _cut, _header, _letters),
)


def damage(store: Path, seed: int) -> None:
    """Damage a file in a way that the seed decides."""
    content = bytearray(store.read_bytes())
    DAMAGES[seed % len(DAMAGES)](content, random.Random(seed))
    store.write_bytes(content)
