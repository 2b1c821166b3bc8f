"""Keys of a field taken in the order in which they come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.tui.textual_private import run_own_key

if TYPE_CHECKING:
    from textual.events import Key
    from textual.widget import Widget as Base
else:
    Base = object  # a second widget among the bases would take the place of the first in styles


class KeysInOrder(Base):
    """Runs the field's own bindings as its letters are taken: at once."""

    async def _on_key(self, event: Key) -> None:
        if await run_own_key(self, event.key):
            event.prevent_default()
            event.stop()


class TextHistory:
    """What a field held before, step by step: a word that was typed is one step, and so is any other change."""

    def __init__(self) -> None:
        self._steps: list[str] = []
        self._is_typing = False

    def note(self, before: str, after: str) -> None:
        """Take note of a change."""
        is_typing = len(after) == len(before) + 1
        if not (is_typing and self._is_typing and not before.endswith(" ")):
            self._steps.append(before)
        self._is_typing = is_typing

    def back(self) -> str | None:
        """Return what the field held before the last step, None where that is the first."""
        self._is_typing = False
        return self._steps.pop() if self._steps else None
