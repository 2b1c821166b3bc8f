"""What was begun and not finished, kept beside the scores until it is gone on with: responses and notes.

It is a comfort, not a record: where a file cannot be read or written there is nothing.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Final, Generic, TypeVar

import msgspec
from msgspec import Struct

from quiz.files import OWN_LIMIT, FileProblem, private_folder, read_bounded, write_private
from quiz.practice.response import Response

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from quiz.practice.types import Key

NAME: Final = "unsubmitted"
"""The file of responses in the data folder."""
NOTES: Final = "unsaved-notes"
"""The file of notes in the data folder."""
MOST: Final = 20
"""So many of a kind are kept, the newest."""
Kept = TypeVar("Kept", bound=Struct)


class _Newest(Generic[Kept]):
    """The newest of a kind in a file."""

    def __init__(self, path: Path, kind: type[Kept]) -> None:
        self._path = path
        self._kind = kind

    def read(self) -> list[Kept]:
        try:
            kept: list[Kept] = msgspec.json.decode(read_bounded(self._path, OWN_LIMIT), type=list[self._kind])  # type: ignore[name-defined]
        except (FileProblem, ValueError, RecursionError):
            return []
        return kept

    def put(self, new: Kept | None, is_replaced: Callable[[Kept], bool]) -> None:
        """Keep what is new, if anything, in place of what it replaces."""
        before = self.read()
        others = [kept for kept in before if not is_replaced(kept)]
        after = others if new is None else [*others, new][-MOST:]
        if after != before:
            with contextlib.suppress(FileProblem, OSError):
                private_folder(self._path.parent)
                write_private(self._path, msgspec.json.encode(after), lasting=False)


class _KeptResponse(Struct, frozen=True):
    """A response to the item at `position` of the attempt `uid` that was not submitted."""

    uid: str
    position: int
    response: Response


class Unsubmitted:
    """What was typed or chosen and not submitted: one response for each question that was left with something in it."""

    def __init__(self, folder: Path) -> None:
        self._file = _Newest(folder / NAME, _KeptResponse)

    def keep(self, uid: str, position: int, response: Response | None) -> None:
        """Keep what stands in the answer of a question, in place of what was kept of it; None where nothing does."""
        new = _KeptResponse(uid, position, response) if response is not None else None
        self._file.put(new, lambda kept: (kept.uid, kept.position) == (uid, position))

    def kept(self, uid: str, position: int) -> Response | None:
        """Return what was kept of a question."""
        found = (kept.response for kept in self._file.read() if (kept.uid, kept.position) == (uid, position))
        return next(found, None)

    @property
    def uids(self) -> tuple[str, ...]:
        """The attempts of which something is kept."""
        return tuple(dict.fromkeys(kept.uid for kept in self._file.read()))


class _KeptNote(Struct, frozen=True):
    """What a learner wrote about a question and did not save."""

    learner: str
    bank: str
    question: str
    text: str


class UnsavedNotes:
    """What was written about questions and not saved: one text for each learner and question."""

    def __init__(self, folder: Path) -> None:
        self._file = _Newest(folder / NOTES, _KeptNote)

    def keep(self, learner: str, key: Key, text: str | None) -> None:
        """Keep what is written about a question, in place of what was kept of it; None where nothing is unsaved."""
        new = _KeptNote(learner, key.bank, key.question, text) if text is not None else None
        self._file.put(new, lambda kept: (kept.learner, kept.bank, kept.question) == (learner, *key))

    def kept(self, learner: str, key: Key) -> str | None:
        """Return what was kept of a question."""
        found = (kept.text for kept in self._file.read() if (kept.learner, kept.bank, kept.question) == (learner, *key))
        return next(found, None)
