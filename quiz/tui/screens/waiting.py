"""What a person sees while the server that keeps the scores is away: it goes on by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.containers import Vertical
from textual.widgets import Static

from quiz.tui import callbacks
from quiz.tui.screens.base import Dialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult

PAUSES: Final = (1, 2, 4, 8, 15)
"""Seconds before each further try; the last of them before all that follow."""
_SAID: Final = (
    "The class's server is away for a moment. Nothing is lost: what you answered is kept, what stands here stays, and "
    "it goes on by itself."
)


class Waiting(Dialog[None]):
    """Tries again until the server answers, and takes no key meanwhile: each was meant for what stands beneath."""

    CSS_PATH = "waiting.tcss"

    def __init__(self, answers: Callable[[], bool], goes_on: Callable[[], bool]) -> None:
        """answers: says in a thread whether the server is there. goes_on: does what failed, and says whether it did."""
        super().__init__()
        self._answers = answers
        self._goes_on = goes_on
        self._tries = 0
        self._left = PAUSES[0]
        """Seconds to the next try; none while one is under way."""

    def compose(self) -> ComposeResult:
        with Vertical(id="waiting", classes="overlay"):
            yield Static(_SAID)
            yield Static(id="next-try")

    def on_mount(self) -> None:
        self._show()
        callbacks.every(self, 1, self._count)

    def _show(self) -> None:
        self.query_one("#next-try", Static).update(f"Next try in {self._left} s" if self._left else "Trying again …")

    def _count(self) -> None:
        if not self._left:
            return
        self._left -= 1
        self._show()
        if not self._left:
            self.run_worker(self._ask, thread=True, exit_on_error=False)

    def _ask(self) -> None:
        callbacks.later(self, self._settle, self._answers())

    def _settle(self, is_there: bool) -> None:
        if is_there and self._goes_on():
            self.dismiss(None)
            return
        self._tries += 1
        self._left = PAUSES[min(self._tries, len(PAUSES) - 1)]
        self._show()
