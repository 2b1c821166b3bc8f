"""How sure the learner is: three caps in one row, set before the response is submitted, or left alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from quiz.practice.types import Confidence
from quiz.tui.styles import MUTED

if TYPE_CHECKING:
    from textual.events import Click

LEVELS: Final = {"g": Confidence.GUESS, "u": Confidence.UNSURE, "s": Confidence.SURE}
"""The key of each level, where letters mean nothing else."""
_LEAD: Final = "How sure?  "
_GAP: Final = "  "


class ConfidenceCaps(Widget):
    """The levels as caps; the one that is set is filled."""

    class Changed(Message):
        """Another level is set, or none."""

    def __init__(self) -> None:
        super().__init__(id="confidence")
        self.level: Confidence | None = None
        self._has_letters = True

    def show(self, level: Confidence | None, *, has_letters: bool) -> None:
        """Begin with a level; `has_letters` where letters set it."""
        self.level, self._has_letters = level, has_letters
        self.refresh()

    def set(self, level: Confidence | None) -> None:
        """Set a level; the one that is set already is taken back."""
        self.level = None if level is self.level else level
        self.refresh()
        self.post_message(self.Changed())

    def step(self) -> None:
        """Set the next level; after the last there is none."""
        levels = [None, *LEVELS.values()]
        self.set(levels[(levels.index(self.level) + 1) % len(levels)])

    def render(self) -> Content:
        caps = (
            Content.styled(
                f" {self._word(key)} ", "bold $on-primary on $primary" if level is self.level else "on $panel"
            )
            for key, level in LEVELS.items()
        )
        lead = "" if self.is_cramped else _LEAD
        return Content.assemble((lead, MUTED), Content(_GAP).join(caps), ("" if self._has_letters else "  f9", MUTED))

    @property
    def is_cramped(self) -> bool:
        return self.size.width < len(_LEAD) + sum(len(self._word(key)) + 2 + len(_GAP) for key in LEVELS)

    def _word(self, key: str) -> str:
        """Return what a cap says: its letter where that sets it, and its level."""
        return f"{key} {LEVELS[key]}" if self._has_letters else str(LEVELS[key])

    def on_click(self, event: Click) -> None:
        left = 0 if self.is_cramped else len(_LEAD)
        for key, level in LEVELS.items():
            right = left + len(self._word(key)) + 2
            if left <= event.x < right:
                self.set(level)
            left = right + len(_GAP)
