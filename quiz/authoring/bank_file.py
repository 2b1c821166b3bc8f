"""A bank file that is edited: its bytes as read, its line ends, and how it is saved."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Final

from quiz.files import FileProblem, read_bounded, write_atomic
from quiz.library.library import home_of
from quiz.paths import bank_mode
from quiz.reading.reading import MAX_BYTES

LONGEST_LINE: Final = 100_000
"""Bytes that a line may have: a longer one cannot be drawn quickly, and nobody writes it by hand."""

_MARK: Final = b"\xef\xbb\xbf"
_ODD_BREAK: Final = re.compile("[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]|\r(?!\n)")


class ChangeOnDisk(Exception):
    """The file was changed on disk since it was read, so that saving would overwrite the change."""


@dataclass(frozen=True)
class EditedFile:
    """A version of a bank file.

    path: the file itself, links followed. base: its bytes as last read or saved; None where it is not there yet.
    locked: why it cannot be changed here; empty where it can. note: what the person should know.
    """

    path: Path
    base: bytes | None
    locked: str = ""
    note: str = ""
    is_bundled: bool = False
    _newline: str = "\n"
    _has_mark: bool = False

    @property
    def folder(self) -> Path:
        """The folder of the library that the file belongs to."""
        return home_of(self.path)

    @property
    def is_new(self) -> bool:
        return self.base is None

    @cached_property  # it is asked for at every key
    def text(self) -> str:
        """The text of the file, its lines broken by newlines alone."""
        return text_of(self.base or b"")

    def data(self, text: str) -> bytes:
        """Return the bytes of the file with another text: its line ends and its byte order mark stay as they were."""
        written = text if self._newline == "\n" else text.replace("\n", self._newline)
        return (_MARK if self._has_mark else b"") + written.encode("utf-8", "replace")

    def is_changed(self, text: str) -> bool:
        """Tell whether a text differs from that of the file as last read or saved."""
        return text != self.text

    def on_disk(self) -> bytes | None:
        """Return the bytes of the file on disk now, None where it is missing. Raises `FileProblem`."""
        return read_bounded(self.path, MAX_BYTES) if os.path.lexists(self.path) else None

    def save(self, text: str, *, over: bytes | None = None) -> EditedFile:
        """Save a text in the file, whole or not at all, and return the new version.

        `over` are other bytes that the person agreed to overwrite. Raises `ChangeOnDisk` and `FileProblem`.
        """
        if self.on_disk() not in {self.base, over}:
            raise ChangeOnDisk
        data = self.data(text)
        write_atomic(self.path, data, bank_mode(self.path))
        return replace(self, base=data, note="")


def open_to_edit(path: Path, *, bundled: bool = False) -> EditedFile:
    """Read a file to be edited; one that is not there is begun. Raises `FileProblem`, also for too long a line."""
    real = Path(os.path.realpath(path))
    if not os.path.lexists(real):
        return EditedFile(real, None)
    data = read_bounded(real, MAX_BYTES)
    if long := next((row for row, line in enumerate(data.split(b"\n"), 1) if len(line) > LONGEST_LINE), None):
        message = f"line {long} has more than {LONGEST_LINE:,} characters; break it in your own editor"
        raise FileProblem(real, message)
    windows = data.count(b"\r\n")
    unix = data.count(b"\n") - windows
    return EditedFile(
        real,
        data,
        locked=_lock(real, data, bundled=bundled),
        note="It mixes line ends; saving makes them all alike." if windows and unix else "",
        is_bundled=bundled,
        _newline="\r\n" if windows > unix else "\n",
        _has_mark=data.startswith(_MARK),
    )


def _lock(path: Path, data: bytes, *, bundled: bool) -> str:
    if bundled:
        return "This bank comes with the program."
    try:
        odd = _ODD_BREAK.search(data.decode())
    except UnicodeDecodeError:
        return "This file is not written in UTF-8; save it so in your own editor."
    if odd is not None:
        line = data.decode()[: odd.start()].count("\n") + 1
        return f"Line {line} has an odd line break; replace it in your own editor."
    if not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        return "You may not write to this file or its folder; change their permissions."
    return ""


def text_of(data: bytes) -> str:
    """Return the text of a bank's bytes, without a mark, its lines broken by newlines alone."""
    return data.decode("utf-8-sig", "replace").replace("\r\n", "\n")
