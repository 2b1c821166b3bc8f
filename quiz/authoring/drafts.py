"""Drafts: unsaved text of banks, kept beside the scores, so that it outlives a crash."""

from __future__ import annotations

import contextlib
import hashlib
import os
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from quiz.files import OWN_LIMIT, FileProblem, is_unfinished, private_folder, read_bounded, write_private

if TYPE_CHECKING:
    from collections.abc import Callable


class Draft(Struct, frozen=True):
    """Unsaved bytes of the file at `path`, typed at `at` (UTC) over a file with the checksum `base`."""

    path: bytes
    base: str
    data: bytes
    at: datetime

    @property
    def file(self) -> Path:
        return Path(os.fsdecode(self.path))

    @property
    def checksum(self) -> str:
        return checksum(self.data)


class Drafts:
    """The drafts in a folder, one a file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, path: Path, base: bytes | None, data: bytes, at: datetime) -> None:
        """Keep `data` as unsaved text of a file that held `base` when it was opened. Raises `FileProblem`."""
        try:
            private_folder(self._folder)
        except OSError as error:
            raise FileProblem(self._folder, "the folder for unsaved text cannot be made") from error
        draft = Draft(os.fsencode(path), checksum(base), data, at)
        write_private(self._place(path), msgspec.msgpack.encode(draft))

    def kept(self, path: Path) -> Draft | None:
        """Return the draft of a file; None where there is none, or none that can be read."""
        return self._draft_at(self._place(path))

    def every(self) -> list[Draft]:
        """Return the drafts that differ from their files, the newest first."""
        with contextlib.suppress(OSError):
            read = (self._draft_at(file) for file in self._folder.iterdir())
            drafts = [draft for draft in read if draft is not None and draft.checksum != _on_disk(draft)]
            return sorted(drafts, key=lambda draft: draft.at, reverse=True)
        return []

    def drop(self, path: Path) -> None:
        """Forget the draft of a file, if there is one."""
        with contextlib.suppress(OSError):
            self._place(path).unlink()

    def _draft_at(self, file: Path) -> Draft | None:
        """Return the draft in a file of the folder; None for one that a killed write left, or under a wrong name."""
        draft = None if is_unfinished(file.name) else _read(file)
        return draft if draft is not None and self._place(draft.file) == file else None

    def _place(self, path: Path) -> Path:
        return self._folder / hashlib.blake2b(os.fsencode(path), digest_size=16).hexdigest()


class FileDraft:
    """The draft of the file at `path` while that is edited: what was dropped does not come back, whoever writes it."""

    def __init__(self, drafts: Drafts, path: Path) -> None:
        self._drafts = drafts
        self._path = path
        self._lock = Lock()
        self._dropped = 0
        """How often the draft was dropped."""
        self._is_written = False
        """Whether a draft was written from here and not dropped since."""

    def kept(self) -> Draft | None:
        return self._drafts.kept(self._path)

    def writer(self, base: bytes | None, data: bytes) -> Callable[[], None]:
        """Return what keeps `data` as unsaved text of a file that held `base`; it may be called in another thread.

        It does nothing once the draft was dropped: what became of the text was decided before it came to be written.
        It raises `FileProblem`.
        """
        dropped = self._dropped

        def write() -> None:
            with self._lock:
                if dropped == self._dropped:
                    self._is_written = True
                    self._drafts.keep(self._path, base, data, datetime.now(UTC))

        return write

    def drop(self) -> None:
        """Forget the draft, one of an earlier time too."""
        with self._lock:
            self._forget()

    def take_back(self) -> None:
        """Forget what was kept from here, and what is about to be; a draft of an earlier time stays."""
        with self._lock:
            if self._is_written:
                self._forget()
            else:
                self._dropped += 1

    def _forget(self) -> None:
        self._dropped += 1
        self._is_written = False
        self._drafts.drop(self._path)


def _read(file: Path) -> Draft | None:
    try:
        return msgspec.msgpack.decode(read_bounded(file, OWN_LIMIT), type=Draft)
    except (FileProblem, ValueError, RecursionError):
        return None


def _on_disk(draft: Draft) -> str:
    try:
        return checksum(read_bounded(draft.file, OWN_LIMIT))
    except FileProblem:
        return checksum(None)


def checksum(data: bytes | None) -> str:
    """Return the hash of a file's bytes in hexadecimal digits; empty for a missing file."""
    return "" if data is None else hashlib.blake2b(data, digest_size=16).hexdigest()
