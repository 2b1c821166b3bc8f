"""The errors of SQLite in our words."""

from __future__ import annotations

import contextlib
import sqlite3
from typing import TYPE_CHECKING

from quiz.scores.store.records import StoreGone, StoreProblem
from quiz.scores.store.sqlite.damage import NAMES_NO_TEXT, Damaged, is_damage
from quiz.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextlib.contextmanager
def explained_errors(path: Path | None) -> Iterator[None]:
    """Turn the errors of SQLite into a `StoreProblem` that says what is wrong and where."""
    try:
        yield
    except sqlite3.Error as error:
        if isinstance(error, sqlite3.DatabaseError) and is_damage(error):
            raise StoreGone(path, explanation(error), is_damaged=True) from error
        raise StoreProblem(path, explanation(error)) from error
    except UnicodeDecodeError as error:
        raise StoreGone(path, explanation(Damaged(NAMES_NO_TEXT)), is_damaged=True) from error


def explanation(error: sqlite3.Error) -> str:
    """Say what an error of SQLite means for a person, and what they can do."""
    code = sqlite3.SQLITE_CORRUPT if isinstance(error, Damaged) else getattr(error, "sqlite_errorcode", 0) & 0xFF
    match code:
        case sqlite3.SQLITE_FULL:
            return "the disk is full; make room and try again"
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM | sqlite3.SQLITE_CANTOPEN:
            return "it cannot be written; make it and its folder writable, or set QUIZ_DATA_DIR to another folder"
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return "another program holds it; close that program and try again"
        case sqlite3.SQLITE_NOTADB | sqlite3.SQLITE_CORRUPT:
            return "the file is damaged; the next `quiz take`, or start of the app, sets it aside and begins a new one"
        case _:
            return f"it cannot be used ({clean_line(str(error))})"
