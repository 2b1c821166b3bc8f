"""A trash for banks: what is deleted lies there until it is put back or the trash is emptied."""

from __future__ import annotations

import contextlib
import os
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from quiz.files import OWN_LIMIT, FileProblem, private_folder, read_bounded, write_new, write_private
from quiz.paths import bank_mode

if TYPE_CHECKING:
    from collections.abc import Sequence


class DeletedBank(Struct, frozen=True):
    """A bank in the trash: where it was, its title, its bytes, and when it was deleted (UTC)."""

    path: bytes
    title: str
    data: bytes
    at: datetime

    @property
    def file(self) -> Path:
        return Path(os.fsdecode(self.path))


class Trash:
    """The banks that were deleted, one a file of a folder of the program's own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, path: Path, title: str, at: datetime) -> None:
        """Move a bank file into the trash. It is gone from its place only once it lies there. Raises `FileProblem`."""
        data = read_bounded(path, OWN_LIMIT)
        try:
            private_folder(self._folder)
        except OSError as error:
            raise FileProblem(self._folder, "the trash cannot be made; see its permissions") from error
        name = f"{at:%Y%m%d-%H%M%S}-{os.urandom(4).hex()}"
        write_private(self._folder / name, msgspec.msgpack.encode(DeletedBank(os.fsencode(path), title, data, at)))
        try:
            path.unlink()
        except OSError as error:
            with contextlib.suppress(OSError):
                (self._folder / name).unlink()
            reason = (error.strerror or "it cannot be removed").lower()
            raise FileProblem(path, f"{reason}; change the permissions of its folder") from error

    def every(self) -> Sequence[tuple[str, DeletedBank]]:
        """Return what lies in the trash, the newest first, each with the name under which it lies there."""
        found = []
        with contextlib.suppress(OSError):
            for file in self._folder.iterdir():
                with contextlib.suppress(FileProblem, ValueError, RecursionError):
                    found.append((file.name, msgspec.msgpack.decode(read_bounded(file, OWN_LIMIT), type=DeletedBank)))
        return sorted(found, key=lambda entry: entry[1].at, reverse=True)

    def put_back(self, name: str) -> Path:
        """Put a bank back where it was, and return the place. Raises `FileProblem`, where something is there too."""
        file = self._folder / name
        try:
            deleted = msgspec.msgpack.decode(read_bounded(file, OWN_LIMIT), type=DeletedBank)
        except (ValueError, RecursionError) as error:
            raise FileProblem(file, "it cannot be read") from error
        path = deleted.file
        with contextlib.suppress(OSError):
            private_folder(path.parent)
        write_new(path, deleted.data, bank_mode(path))
        with contextlib.suppress(OSError):
            file.unlink()
        return path

    def empty(self) -> int:
        """Delete for good what lies in the trash; return how many banks that were."""
        count = 0
        for name, _ in self.every():
            with contextlib.suppress(OSError):
                (self._folder / name).unlink()
                count += 1
        return count
