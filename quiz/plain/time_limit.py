"""The time of an attempt in the line mode, told in notes: at its start, when it runs out, and when it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from quiz.plain.wording import spoken_time
from quiz.practice.countdown import Countdown

if TYPE_CHECKING:
    from collections.abc import Callable

    from quiz.plain.streams import Streams
    from quiz.practice.attempt import Attempt

_WARNED_AT: Final = 1 / 4
"""The share of the time at which it is said how much is left."""


class TimeLimit:
    """The limit of an attempt, and the time of the question that is asked. monotonic: a clock that never goes back."""

    def __init__(self, attempt: Attempt, streams: Streams, monotonic: Callable[[], float]) -> None:
        self._streams = streams
        self._monotonic = monotonic
        self._limit = attempt.options.time_limit
        self._countdown = Countdown(attempt.time_left, monotonic)
        self._asked = monotonic()
        self._is_warned = False
        if self._limit is not None:
            self._limit += attempt.extended

    def begin(self) -> None:
        """Let the time run, and say how much there is."""
        left = self.left
        self._countdown.run()
        if left is None or self._limit is None:
            return
        if left < self._limit:
            self._streams.note(f"Time left: {spoken_time(left)} of {spoken_time(self._limit)}.")
            self._is_warned = self._runs_out
        else:
            self._streams.note(f"Time limit: {spoken_time(left)}.")

    def go_on(self, left: float | None) -> None:
        """Go on with what was left when a response was taken that is taken back."""
        self._countdown.set(left)

    @property
    def left(self) -> float | None:
        """The seconds that are left, None without a limit."""
        return self._countdown.now()

    @property
    def is_over(self) -> bool:
        return self._countdown.is_over

    @property
    def _runs_out(self) -> bool:
        return self._limit is not None and self.left is not None and self.left <= self._limit * _WARNED_AT

    def warn(self) -> None:
        """Say once that the time is running out."""
        if not self._is_warned and self._runs_out and self.left:
            self._is_warned = True
            self._streams.note(f"Less than a quarter of the time is left: {spoken_time(self.left)}.")

    def begin_question(self) -> None:
        self._asked = self._monotonic()

    @property
    def on_question(self) -> float:
        """Seconds since the question was asked."""
        return self._monotonic() - self._asked

    def tell(self, attempt: Attempt) -> None:
        """Say what is left, or else what was spent."""
        if (left := self.left) is not None:
            self._streams.note(f"Time left: {spoken_time(left)}.")
        else:
            spent = spoken_time(attempt.seconds + self.on_question)
            self._streams.note(f"Time spent: {spent}. There is no limit.")
