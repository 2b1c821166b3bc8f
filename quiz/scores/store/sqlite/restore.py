"""Bringing a copy of the store back."""

from __future__ import annotations

import contextlib
import sqlite3
import stat
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from quiz.files import RESTORING, FileProblem, opened, private_folder
from quiz.scores.store.audit import audit
from quiz.scores.store.names import named
from quiz.scores.store.records import StoreProblem, short_uid
from quiz.scores.store.sqlite.backup import copy
from quiz.scores.store.sqlite.damage import damage_in
from quiz.scores.store.sqlite.open import store_in
from quiz.scores.store.sqlite.schema import APPLICATION_ID, schema, schema_of
from quiz.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from quiz.scores.store.sql.store import SqlStore


def restore(store: SqlStore, file: Path, now: datetime) -> Path | None:
    """Replace all that is in a store by what is in a copy, and return where what was there is kept now.

    None where nothing was there. Every attempt of the copy is read as strictly as `import-results` reads one. Raises
    `StoreProblem` where the copy is not sound or from a newer program, or another program has the store open; then
    nothing was changed.
    """
    folder = store.copies_folder
    assert folder is not None
    with _sound(file, store, folder.parent) as source, store.alone():
        has_content = store.uids() or store.notes() or store.remarks() or store.put_aside()
        aside = named(folder, "before-restore", now) if has_content else None
        if aside is not None:
            store.back_up(aside)
        store.take_over(source)
        return aside


def is_store(file: Path) -> bool:
    """Say whether a file is a store of this program, as far as its header tells."""
    try:
        with opened(file) as source:
            header = source.read(72)
    except FileProblem:
        return False
    return header.startswith(b"SQLite format 3\0") and header[68:] == APPLICATION_ID.to_bytes(4)


@contextlib.contextmanager
def _sound(file: Path, store: SqlStore, folder: Path) -> Iterator[sqlite3.Connection]:
    """Open a private copy of a file that is a store, whole and of a known version. folder: where the copy is made."""
    try:
        regular = stat.S_ISREG(file.stat().st_mode)
        same = store.is_kept_in(file)
    except OSError as error:
        raise StoreProblem(file, "there is no such file that can be read; check the name") from error
    if not regular:
        raise StoreProblem(file, "this is not a regular file; name a file that `quiz backup` made")
    if same:
        raise StoreProblem(file, "this is the store itself; name a file that `quiz backup` made")
    private_folder(folder)
    with tempfile.TemporaryDirectory(prefix=RESTORING, dir=folder) as made:
        private = Path(made) / "scores.db"
        try:
            with contextlib.closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as given:
                given.execute("pragma trusted_schema = off")
                copy(given, private)
            with contextlib.closing(sqlite3.connect(private, isolation_level=None)) as connection:
                connection.execute("pragma trusted_schema = off")
                _check(connection, file)
                yield connection
        except (sqlite3.Error, UnicodeDecodeError) as error:
            raise StoreProblem(file, f"the file is no sound backup ({clean_line(str(error))}); take another") from error
        except OSError as error:
            raise StoreProblem(
                file, f"the file cannot be copied ({error.strerror}); make room beside the scores"
            ) from error


def _check(connection: sqlite3.Connection, file: Path) -> None:
    if connection.execute("pragma application_id").fetchone()[0] != APPLICATION_ID:
        raise StoreProblem(file, "this is another program's database; name a file that `quiz backup` made")
    version = connection.execute("pragma user_version").fetchone()[0]
    try:
        expected = schema(version)
    except IndexError:
        raise StoreProblem(file, "a newer version of this program wrote it; update the program") from None
    if schema_of(connection) != expected:
        raise StoreProblem(file, "its tables are not those of this program; take another")
    if damage_in(connection, "integrity_check") is not None:
        raise StoreProblem(file, "the file is damaged; take another")
    is_whole = connection.execute("pragma foreign_key_check").fetchone() is None
    copied = store_in(connection)
    for bad in audit(copied):
        what = "makes no sense" if is_whole else "is damaged"
        raise StoreProblem(file, f"the attempt {short_uid(bad.uid)} {what}: {bad.what}; take another copy")
    for entry in copied.bad_entries():
        raise StoreProblem(file, f"{entry.name} makes no sense: {entry.what}; take another copy")
    if not is_whole or [row[0] for row in connection.execute("pragma integrity_check(1)")] != ["ok"]:
        raise StoreProblem(file, "the file is damaged; take another")
