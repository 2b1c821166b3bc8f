"""A place at which the YAML parser gave up, with what it said there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from quiz.diagnostics.findings import Diagnostic, Edit, finding
from quiz.reading.yaml.complaints import understood

if TYPE_CHECKING:
    from quiz.diagnostics.lines import Lines

LOOK_BACK: Final = 600
"""Lines above the place that are looked at, at most."""


class Slip:
    """The text with the place.

    at, began: the indexes where the parser noticed, and where what it was in began. meaning: what it said there, None
    where that is not known; words: the same in its own words.
    """

    def __init__(self, file: str, text: str, lines: Lines, error: Any, offset: int | None) -> None:
        self.file = file
        self.text = text
        self.lines = lines
        context, problem = getattr(error, "context", None), getattr(error, "problem", None)
        self.meaning = understood(context, str(problem))
        self.words = ", ".join(str(part) for part in (context, problem) if part) or str(error)
        noticed = getattr(error, "problem_mark", None)
        began = getattr(error, "context_mark", None)
        position = getattr(error, "position", 0)
        begin = offset or 0
        self.at: int = min(begin + (noticed.index if noticed else int(position or 0)), len(text))
        self.began: int = min(begin + began.index if began else self.at, len(text))
        if self.at == len(text) and offset is not None:
            # of a part of a file the last line that says something, not the next part
            self.at = max(begin, len(text.rstrip()))
            self.began = min(self.began, self.at)

    def found(
        self, code: str, message: str, start: int, end: int, help_: str, fix: tuple[Edit, ...] = ()
    ) -> Diagnostic:
        """Return a finding between two indexes of the text."""
        return finding(code, message, self.file, self.lines.span(start, end), help=help_, fix=fix)

    def line_of(self, index: int) -> int:
        """Return the line of an index, from 1."""
        return self.lines.place(index)[0]

    def suspects(self) -> list[int]:
        """Return the lines to look at: where it was noticed, the text line above it, where the surroundings began."""
        noticed = self.line_of(self.at)
        above = next((line for line in range(noticed - 1, 0, -1) if self.lines[line].strip()), noticed)
        return list(dict.fromkeys((noticed, above)))
