"""Damage of the file: pages that do not fit together."""

from __future__ import annotations

import re
import sqlite3
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from pathlib import Path

CHECKED_BYTES: Final = 4 << 20
"""Up to this size a store is checked for damage when it is opened: a few milliseconds."""
NAMES_NO_TEXT: Final = "its tables have names that are no text"
"""What SQLite wants to say where its own message cannot be decoded."""
_ABOUT_VALUES: Final = re.compile(r"CHECK constraint failed in |(NULL|TEXT|NUMERIC|non-[A-Z]+) value in ")
"""How SQLite 3.37 to 3.51 begin a line about a value in a row that is sound by itself."""


class Damaged(sqlite3.DatabaseError):
    """The file opens, but its pages do not fit together."""


def is_damage(error: sqlite3.DatabaseError) -> bool:
    """Say whether an error means that the file is damaged, or is no database at all."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return isinstance(error, Damaged) or code in {sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT}


def is_small(size: int) -> bool:
    """Say whether a store of so many bytes is looked through whenever it is opened."""
    return size <= CHECKED_BYTES


def check_pages(connection: sqlite3.Connection, path: Path, *, doubted: bool = False) -> None:
    """Look through a small store for damage; in a large one that would be felt, and reading finds it.

    Raises `Damaged`.
    """
    if doubted or is_small(path.stat().st_size):
        found = damage_in(connection, "integrity_check" if doubted else "quick_check")
        if found is not None:
            raise Damaged(found)


def damage_in(connection: sqlite3.Connection, look: Literal["quick_check", "integrity_check"]) -> str | None:
    """Return what SQLite says of pages that do not fit together, None where they do.

    A value that breaks a constraint is no damage: whoever reads it finds it, and the rest of the file is sound.
    """
    said = (str(row[0]) for row in connection.execute(f"pragma {look}"))
    return next((line for line in said if line != "ok" and not _ABOUT_VALUES.match(line)), None)
