"""An attempt while it is taken: each step is on disk before anything shows it."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from quiz.practice.attempt import Attempt, begin, retake
from quiz.practice.draw import Learning, Options, draw
from quiz.practice.schedule import learning_day, remember
from quiz.practice.types import Confidence, Mode
from quiz.settings import DEFAULTS, Settings

if TYPE_CHECKING:
    from quiz.bank.model import Bank
    from quiz.practice.response import Response
    from quiz.scores.store.base import Store

Clock = Callable[[], datetime]


def local_now() -> datetime:
    """Return the time with the zone of this machine."""
    return datetime.now().astimezone()


def new_seed() -> int:
    """Return a seed short enough to be read out and typed again."""
    return secrets.randbelow(1_000_000)


class AttemptRecorder:
    """The current state of one attempt and the store that keeps it.

    Every method raises `StoreProblem` where the step cannot be kept; the attempt then stays as it was.
    """

    def __init__(self, store: Store, attempt: Attempt, settings: Settings = DEFAULTS, now: Clock = local_now) -> None:
        self.store = store
        self.attempt = attempt
        self._settings = settings
        self._now = now

    def move(self, store: Store) -> None:
        """Go on in another store, into which the attempt is brought as far as it was taken."""
        from quiz.scores.exchange.transfer import carry_over

        self.attempt = carry_over(store, self.attempt)
        self.store = store

    def confirm(self) -> Attempt:
        """Return the attempt where the store that keeps it is the one that a person finds."""
        self.store.check_place()
        return self.attempt

    def step(self, after: Attempt) -> Attempt:
        """Go on to another state of the attempt."""
        if after is not self.attempt:
            self.store.save(self.attempt, after)
            self.attempt = after
        return after

    def answer(
        self,
        response: Response,
        seconds: float,
        confidence: Confidence | None = None,
        time_left: float | None = None,
    ) -> Attempt:
        """Take a response to the item before the learner, now. `time_left`: of the limit, None for no news."""
        now, day = self._today()
        after = self.attempt.answer(response, seconds=seconds, at=now.astimezone(UTC), day=day, confidence=confidence)
        return self.step(_timed(after, time_left))

    def retry(self, position: int, response: Response, seconds: float) -> Attempt:
        """Take another try at an item, which counts nowhere."""
        now, day = self._today()
        return self.step(self.attempt.retry(position, response, seconds=seconds, at=now.astimezone(UTC), day=day))

    def hand_in(self, time_left: float | None = None) -> Attempt:
        """Finish now, whatever is unanswered."""
        return self.step(_timed(self.attempt, time_left).hand_in(self._now().astimezone(UTC)))

    def _today(self) -> tuple[datetime, date]:
        now = self._now()
        return now, learning_day(now, self._settings.day_start, self.store.last_day(self.attempt.learner))


def _timed(attempt: Attempt, time_left: float | None) -> Attempt:
    return attempt if time_left is None else attempt.with_time_left(time_left)


def learning(store: Store, learner: str, settings: Settings = DEFAULTS, now: Clock = local_now) -> Learning:
    """Return what a learner remembers today, computed from their log. Raises `StoreProblem`."""
    return Learning(
        today=learning_day(now(), settings.day_start, store.last_day(learner)),
        memories=remember(store.history(learner), settings.retention),
        new_a_day=settings.new_per_day,
    )


def start_retake(
    store: Store,
    attempt: Attempt,
    positions: Sequence[int],
    *,
    seed: int,
    settings: Settings = DEFAULTS,
    now: Clock = local_now,
) -> AttemptRecorder:
    """Start anew on the same questions, or on some of them, and put it into the store. Raises `StoreProblem`."""
    again = retake(attempt, positions, uid=secrets.token_hex(16), seed=seed, started=now().astimezone(UTC))
    store.save(None, again)
    return AttemptRecorder(store, again, settings, now)


def start(
    store: Store,
    banks: Sequence[Bank],
    *,
    learner: str,
    options: Options,
    seed: int,
    mode: Mode = Mode.PRACTICE,
    settings: Settings = DEFAULTS,
    now: Clock = local_now,
) -> AttemptRecorder:
    """Draw an attempt and put it into the store. Raises `EmptyDraw` and `StoreProblem`."""
    learned = mode in {Mode.REVIEW, Mode.MISTAKES} or options.unseen_first
    attempt = begin(
        draw(banks, options, seed, mode, learning(store, learner, settings, now) if learned else None),
        uid=secrets.token_hex(16),
        learner=learner,
        seed=seed,
        options=options,
        started=now().astimezone(UTC),
        mode=mode,
    )
    store.save(None, attempt)
    return AttemptRecorder(store, attempt, settings, now)
