"""What was worked out of a file, kept by the hash of everything it was worked out of, never by time."""

from __future__ import annotations

import contextlib
import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

import msgspec

from quiz.files import FileProblem, read_bounded, write_atomic

if TYPE_CHECKING:
    from collections.abc import Sequence

_KEPT: Final = 200
"""Entries beyond this number are dropped, those not used for longest first."""

_LARGEST: Final = 256 << 20

Kept = TypeVar("Kept")


class Cache:
    """A folder of entries; without a folder nothing is kept. What cannot be read or written is worked out again."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._used: set[str] = set()
        self._written = False

    def load(self, key: str, kind: type[Kept]) -> Kept | None:
        if self._folder is None:
            return None
        self._used.add(key)
        try:
            return msgspec.msgpack.decode(read_bounded(self._folder / key, _LARGEST), type=kind)
        except (FileProblem, msgspec.MsgspecError, ValueError, ArithmeticError):
            return None

    def save(self, key: str, entry: object) -> None:
        if self._folder is None:
            return
        self._written = True
        with contextlib.suppress(FileProblem):
            write_atomic(self._folder / key, msgspec.msgpack.encode(entry))

    def prune(self) -> None:
        """Drop entries beyond the number kept, after something was added."""
        if self._folder is None or not self._written:
            return
        with contextlib.suppress(OSError):
            others = [entry for entry in os.scandir(self._folder) if entry.name not in self._used]
            others.sort(key=lambda entry: entry.stat().st_mtime, reverse=True)
            for entry in others[max(0, _KEPT - len(self._used)) :]:
                Path(entry.path).unlink()


def key_of(parts: Sequence[bytes]) -> str:
    """Return the name of the entry that was worked out of these parts."""
    digest = hashlib.blake2b(digest_size=20)
    for part in parts:
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return f"{digest.hexdigest()}.msgpack"
