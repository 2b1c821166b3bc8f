"""A time limit that runs from the moment it is watched."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass
class Countdown:
    """What is left of a limit in seconds, or None without one. `monotonic` is a clock that never goes back."""

    left: float | None
    monotonic: Callable[[], float]
    _since: float | None = field(default=None, init=False)

    def run(self) -> None:
        if self._since is None:
            self._since = self.monotonic()

    def now(self) -> float | None:
        """Return the seconds that are left, never below 0; None without a limit."""
        if self.left is None:
            return None
        spent = self.monotonic() - self._since if self._since is not None else 0.0
        return max(0.0, self.left - spent)

    def set(self, left: float | None) -> None:
        """Go on with another rest, or with none."""
        running = self._since is not None
        self.left, self._since = left, None
        if running:
            self.run()

    @property
    def is_over(self) -> bool:
        return self.now() == 0.0
