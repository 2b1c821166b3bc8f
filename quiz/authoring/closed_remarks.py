"""Remarks that who writes the banks has dealt with: their ids, kept beside the scores."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from quiz.files import OWN_LIMIT, FileProblem, read_bounded, write_private

if TYPE_CHECKING:
    from pathlib import Path

NAME: Final = "closed-remarks"


class ClosedRemarks:
    """The ids of closed remarks in a file of a folder.

    A remark stays in the store, and comes again with results that are brought in; whether it is closed is no matter of
    the learner who made it, and hangs on its id alone.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME

    def every(self) -> frozenset[str]:
        """Return the ids; none where the file is missing or cannot be read."""
        try:
            return msgspec.msgpack.decode(read_bounded(self._path, OWN_LIMIT), type=frozenset[str])
        except (FileProblem, ValueError, RecursionError):
            return frozenset()

    def close(self, uid: str) -> None:
        """Note that a remark is dealt with. Raises `FileProblem`."""
        self._keep(self.every() | {uid})

    def reopen(self, uid: str) -> None:
        """Take that back. Raises `FileProblem`."""
        self._keep(self.every() - {uid})

    def _keep(self, uids: frozenset[str]) -> None:
        write_private(self._path, msgspec.msgpack.encode(sorted(uids)))
