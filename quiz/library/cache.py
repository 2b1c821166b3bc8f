"""Cache of results about files, keyed by the hash of all content that a result depends on, never by time."""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

import msgspec

from quiz.files import OWN_LIMIT, FileProblem, is_own, is_owner, read_bounded, write_private
from quiz.practice.digest import hash_of

if TYPE_CHECKING:
    from collections.abc import Sequence

_KEPT: Final = 200
"""Entries beyond this number are dropped, those not used for longest first."""

_SUFFIX: Final = ".msgpack"

Kept = TypeVar("Kept")


class Cache:
    """A folder of entries; without a folder nothing is kept. An entry that cannot be read or written counts as missing.

    A folder or entry that another user owns or may write to is not trusted: it could tell anything.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder if folder is not None and _is_trusted(folder) else None
        self._used: set[str] = set()
        self._written = False

    def load(self, key: str, kind: type[Kept]) -> Kept | None:
        if self._folder is None:
            return None
        self._used.add(key)
        return entry_of(self._folder / key, kind)

    def save(self, key: str, entry: object) -> None:
        if self._folder is None:
            return
        self._written = True
        with contextlib.suppress(FileProblem, UnicodeEncodeError):  # a file name that is not UTF-8 cannot be encoded
            write_private(self._folder / key, msgspec.msgpack.encode(entry), lasting=False)

    def prune(self) -> None:
        """Drop entries beyond the number kept, after something was added."""
        if self._folder is None or not self._written:
            return
        with contextlib.suppress(OSError):
            others = [entry for entry in _entries(self._folder) if entry.name not in self._used]
            others.sort(key=lambda entry: entry.stat().st_mtime, reverse=True)
            for entry in others[max(0, _KEPT - len(self._used)) :]:
                Path(entry.path).unlink()


def entry_of(path: Path, kind: type[Kept]) -> Kept | None:
    """Return what an entry holds; None where there is none that can be read and is the person's own."""
    try:
        return msgspec.msgpack.decode(read_bounded(path, OWN_LIMIT, own=True), type=kind)
    except (FileProblem, msgspec.MsgspecError, ValueError, ArithmeticError):
        return None


def _is_trusted(folder: Path) -> bool:
    """Tell whether a folder is missing, or real, owned by the person and writable by nobody else.

    An own folder that others could write to is closed to them and emptied.
    """
    try:
        status = folder.lstat()
        if not stat.S_ISDIR(status.st_mode):
            return False
        if is_own(status):
            return True
        if not is_owner(status):
            return False
        folder.chmod(0o700)
        for entry in _entries(folder):
            Path(entry.path).unlink()
        return is_own(folder.lstat())
    except FileNotFoundError:
        return True
    except (OSError, ValueError):
        return False


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as files:
        return [entry for entry in files if entry.name.endswith(_SUFFIX)]


def key_of(parts: Sequence[bytes]) -> str:
    """Return the name of the entry that depends on these parts."""
    return f"{hash_of(parts, size=20).hex()}{_SUFFIX}"
