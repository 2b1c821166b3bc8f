"""Where an open store lies: whether its path still leads to it, and whether the log beside it is its own.

A log (`-wal`) of SQLite says nothing of the file that it belongs to: it would be read into whatever lies beside it. So
each program that opens a store notes in the lock file which file it is and which log belongs to it.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from pathlib import Path

Identity: TypeAlias = tuple[int, int]
"""Device and inode: the same for as long as a file is the same."""
COMPANIONS = ("-wal", "-shm")


class Place(NamedTuple):
    """Which files lie at the path of a store and of its log; None where there is none."""

    store: Identity | None
    log: Identity | None

    def note(self) -> str:
        """Return the place as a line that `noted` reads."""
        return " ".join(str(number) for identity in (self.store, self.log) for number in identity or (0, 0)) + "\n"


def place_of(path: Path) -> Place:
    """Return what lies at a path now."""
    return Place(_identity(path), _identity(log_of(path)))


def written(path: Path) -> tuple[int, int] | None:
    """Return when a file was last written into, in nanoseconds, and its size; None where there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size


def noted(note: str) -> Place | None:
    """Read the line that `Place.note` wrote; None where it is no such line."""
    try:
        numbers = tuple(map(int, note.split()))
    except ValueError:
        return None
    if len(numbers) != 4:
        return None
    return Place((numbers[0], numbers[1]), (numbers[2], numbers[3]) if any(numbers[2:]) else None)


def log_of(path: Path) -> Path:
    """Return the log of a store, beside the file itself where the path is a link."""
    return _beside(path, COMPANIONS[0])


def log_is_foreign(path: Path, before: Place | None) -> bool:
    """Say whether the log beside a store belongs to another file; `before`: what was noted last.

    It does where it is the log that was noted and the store is not, and where there is no store that it could belong
    to. Where both are others than those noted, both were moved here together.
    """
    now = place_of(path)
    if now.log is None:
        return False
    if now.store is None or path.stat().st_size == 0:
        return True
    return before is not None and now.log == before.log and now.store != before.store


def move_log(path: Path) -> Path:
    """Rename a log, and what belongs to it, to a name that is free, and return that. Raises `OSError`."""
    number = 1
    while (aside := path.with_name(f"{path.stem}.replaced-{number}{path.suffix}{COMPANIONS[0]}")).exists():
        number += 1
    log_of(path).rename(aside)
    with contextlib.suppress(FileNotFoundError):
        _beside(path, COMPANIONS[1]).rename(aside.with_name(aside.name.removesuffix(COMPANIONS[0]) + COMPANIONS[1]))
    return aside


def _beside(path: Path, suffix: str) -> Path:
    real = path.resolve() if path.is_symlink() else path
    return real.with_name(real.name + suffix)


def _identity(path: Path) -> Identity | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
