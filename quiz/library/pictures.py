"""The picture of a question as a file on this machine: only one that lies beside its bank."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Final

from quiz.bank.pictures import DRAWING, ending, name_fault
from quiz.files import FileProblem, opened

_SIGNATURES: Final = (
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff",
    b"GIF87a",
    b"GIF89a",
    b"BM",
    b"II*\x00",
    b"MM\x00*",
)
_RIFF: Final = (b"RIFF", b"WEBP")
_HEAD: Final = 16
_DEEPEST: Final = 3
_MOST_SEEN: Final = 5_000
_MOST_TOLD: Final = 200
"""Folders below each other, files that are looked at, and pictures that are told."""


class PictureProblem(Exception):
    """Why there is no picture to look at; the message is a sentence without its full stop."""


def pictures_beside(bank: Path) -> list[str]:
    """Return the names of the pictures in the folder of a bank and below it, as the bank would give them, sorted."""
    found: list[str] = []
    folder = bank.parent
    seen = 0
    for place, folders, files in os.walk(folder):
        depth = len(Path(place).relative_to(folder).parts)
        folders[:] = sorted(name for name in folders if not name.startswith(".")) if depth < _DEEPEST else []
        names = ((Path(place) / name).relative_to(folder).as_posix() for name in files)
        found += (name for name in names if name_fault(name) is None)
        seen += len(files)
        if seen > _MOST_SEEN or len(found) > _MOST_TOLD:
            break
    return sorted(found)[:_MOST_TOLD]


def picture_file(bank: Path, name: str) -> Path:
    """Return the file of a picture that a bank names: an ordinary one within the folder of the bank, links followed.

    Raises `PictureProblem`.
    """
    if fault := name_fault(name):
        raise PictureProblem(fault[0])
    folder = bank.resolve().parent
    try:
        path = (folder / name).resolve(strict=True)
        status = path.stat()
    except FileNotFoundError as missing:
        raise PictureProblem("there is no such file") from missing
    except (OSError, RuntimeError, ValueError) as problem:
        raise PictureProblem("it cannot be read") from problem
    if not path.is_relative_to(folder):
        raise PictureProblem("it is a link that leaves the folder of the bank")
    if not stat.S_ISREG(status.st_mode):
        raise PictureProblem("it is no ordinary file")
    return path


def openable_picture(bank: Path, name: str) -> Path:
    """Return the file of a picture that a viewer may be given: one that is what its name says.

    A drawing may hold scripts, and what opens it is often a browser. Raises `PictureProblem`.
    """
    path = picture_file(bank, name)
    if DRAWING in {ending(name), ending(path.name)}:
        raise PictureProblem("an SVG file can hold scripts and is not opened from here")
    if name_fault(path.name):
        raise PictureProblem("it is a link to something else than a picture")
    try:
        with opened(path) as file:
            head = file.read(_HEAD)
    except FileProblem as problem:
        raise PictureProblem("it cannot be read") from problem
    if not (head.startswith(_SIGNATURES) or (head[:4], head[8:12]) == _RIFF):
        raise PictureProblem("what is in it is no picture")
    return path
