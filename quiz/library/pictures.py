"""The picture of a question as a file on this machine: only one that lies beside its bank."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING, Final

from quiz.bank.pictures import DRAWING, ending, name_fault
from quiz.files import FileProblem, opened

if TYPE_CHECKING:
    from pathlib import Path

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


class PictureProblem(Exception):
    """Why there is no picture to look at; the message is a sentence without its full stop."""


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
