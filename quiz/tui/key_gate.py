"""Which keys count for what stands on the screen, told by when they were read."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from textual.events import Key

VERDICT_PAUSE: Final = 0.25
"""Seconds after a verdict or a result in which no key goes on: a double tap does not skip what is said."""


class KeyGate:
    """What is shown anew is closed to keys until a frame with it is written, and for a pause after that.

    A key that was read before was meant for something else. Times are seconds of the monotonic clock that stamps keys.
    """

    def __init__(self) -> None:
        self._pause = 0.0
        self.opens = inf
        """From when on keys count; for ever away until what is expected stands on the screen."""

    def expect(self, pause: float = 0.0) -> None:
        """Close: something else is on its way to the screen."""
        self._pause, self.opens = pause, inf

    def show(self, at: float) -> None:
        """Take the time at which the frame with it is written; later frames change nothing."""
        self.opens = min(self.opens, at + self._pause)

    @property
    def is_waiting(self) -> bool:
        """Whether the frame with what is expected is not written yet."""
        return self.opens == inf

    def admits(self, key_time: float) -> bool:
        """Tell whether a key that was read at a time was meant for what stands there."""
        return key_time >= self.opens


def is_going_on(key: Key) -> bool:
    """Tell whether a key can be one to go on with: enter, or one that writes something."""
    return key.key == "enter" or key.is_printable
