"""What the app opens with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from quiz.practice.types import Mode

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from quiz.bank.model import Bank
    from quiz.library.library import LibraryEntry
    from quiz.practice.attempt import Attempt
    from quiz.practice.draw import Options
    from quiz.practice.lessons import PathLesson


@dataclass(frozen=True)
class Launch:
    """What to open right away instead of the list of banks.

    Either banks to draw an attempt from (options and seed: None for the usual ones), an attempt to go on with, a
    lesson, the timeline of banks (of all where it is empty), or a bank file to edit or preview from a line on.
    """

    entries: Sequence[LibraryEntry] = ()
    options: Options | None = None
    seed: int | None = None
    mode: Mode = Mode.PRACTICE
    attempt: Attempt | None = None
    lesson: PathLesson | None = None
    timeline: Sequence[Bank] | None = None
    edit: Path | None = None
    preview: Path | None = None
    line: int = 1

    @property
    def screen(self) -> str:
        """The name of the screen that it opens first."""
        if self.edit is not None:
            return "author"
        if self.preview is not None:
            return "preview"
        if self.timeline is not None:
            return "timeline"
        return "lesson" if self.lesson is not None else "attempt"
