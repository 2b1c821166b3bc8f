"""What was typed or chosen and not submitted, kept beside the scores until the question is shown again."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Final

import msgspec
from msgspec import Struct

from quiz.files import OWN_LIMIT, FileProblem, private_folder, read_bounded, write_private
from quiz.practice.response import Response

if TYPE_CHECKING:
    from pathlib import Path

NAME: Final = "unsubmitted"
"""The file in the data folder."""
MOST: Final = 20
"""So many are kept, the newest."""


class _Kept(Struct, frozen=True):
    """A response to the item at `position` of the attempt `uid` that was not submitted."""

    uid: str
    position: int
    response: Response


class Unsubmitted:
    """The responses in a file: one for each question that was left with something in it.

    They are a comfort, not a record: where the file cannot be read or written there are none.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME

    def keep(self, uid: str, position: int, response: Response | None) -> None:
        """Keep what stands in the answer of a question, in place of what was kept of it; None where nothing does."""
        before = self._read()
        others = [kept for kept in before if (kept.uid, kept.position) != (uid, position)]
        after = others if response is None else [*others, _Kept(uid, position, response)][-MOST:]
        if after != before:
            with contextlib.suppress(FileProblem, OSError):
                private_folder(self._path.parent)
                write_private(self._path, msgspec.json.encode(after), lasting=False)

    def kept(self, uid: str, position: int) -> Response | None:
        """Return what was kept of a question."""
        found = (kept.response for kept in self._read() if (kept.uid, kept.position) == (uid, position))
        return next(found, None)

    @property
    def uids(self) -> tuple[str, ...]:
        """The attempts of which something is kept."""
        return tuple(dict.fromkeys(kept.uid for kept in self._read()))

    def _read(self) -> list[_Kept]:
        try:
            return msgspec.json.decode(read_bounded(self._path, OWN_LIMIT), type=list[_Kept])
        except (FileProblem, ValueError, RecursionError):
            return []
