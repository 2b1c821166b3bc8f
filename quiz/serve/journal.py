"""The log of the server: who came, who went, and what a teacher did. A line of JSON each, for its owner alone."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Final

import msgspec

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

NAME: Final = "serve.log"


class Journal:
    """The log in a folder. now: with its zone."""

    def __init__(self, folder: Path, now: Callable[[], datetime]) -> None:
        self.path = folder / NAME
        self._now = now

    def note_where_kept(self, what: str, **details: Any) -> None:
        """Write what was done from outside the server, where one has run in this folder. Raises `OSError`."""
        if self.path.exists():
            self.note(what, **details)

    def note(self, what: str, **details: Any) -> None:
        """Write what happened. Raises `OSError`."""
        line = msgspec.json.encode({"at": self._now().isoformat(timespec="seconds"), "what": what, **details})
        target = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(target, line + b"\n")
        finally:
            os.close(target)
