"""The time spent on a question: it stands still while something else is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class Stopwatch:
    """Counts seconds while it runs. `monotonic` is a clock that never goes back."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._counted = 0.0
        self._since: float | None = None

    @property
    def seconds(self) -> float:
        return self._counted + (self._monotonic() - self._since if self._since is not None else 0.0)

    def start(self) -> None:
        """Begin at none."""
        self._counted, self._since = 0.0, self._monotonic()

    def stop(self) -> None:
        self._counted, self._since = self.seconds, None

    def go_on(self) -> None:
        self._since = self._monotonic() if self._since is None else self._since
