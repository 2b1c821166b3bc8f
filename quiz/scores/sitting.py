"""An attempt while it is taken: each step is on disk before anything shows it."""

import secrets
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from quiz.bank.model import Bank
from quiz.practice.attempt import Attempt, Confidence, Mode, begin
from quiz.practice.days import learning_day
from quiz.practice.draw import Options, draw
from quiz.practice.response import Response
from quiz.scores.store import Store

Clock = Callable[[], datetime]


def local_now() -> datetime:
    """Return the time with the zone of this machine."""
    return datetime.now().astimezone()


def new_seed() -> int:
    """Return a seed short enough to be read out and typed again."""
    return secrets.randbelow(1_000_000)


class Sitting:
    """The current state of one attempt and the store that keeps it.

    Every method raises `StoreProblem` where the step cannot be kept; the attempt then stays as it was.
    """

    def __init__(self, store: Store, attempt: Attempt, now: Clock = local_now) -> None:
        self.store = store
        self.attempt = attempt
        self._now = now

    def step(self, after: Attempt) -> Attempt:
        """Go on to another state of the attempt."""
        if after is not self.attempt:
            self.store.save(self.attempt, after)
            self.attempt = after
        return after

    def answer(self, response: Response, seconds: float, confidence: Confidence | None = None) -> Attempt:
        """Take a response to the item before the learner, now."""
        now = self._now()
        day = learning_day(now, last=self.store.last_day(self.attempt.learner))
        return self.step(
            self.attempt.answer(response, seconds=seconds, at=now.astimezone(UTC), day=day, confidence=confidence)
        )

    def hand_in(self) -> Attempt:
        return self.step(self.attempt.hand_in(self._now().astimezone(UTC)))


def start(
    store: Store,
    banks: Sequence[Bank],
    *,
    learner: str,
    options: Options,
    seed: int,
    mode: Mode = Mode.PRACTICE,
    now: Clock = local_now,
) -> Sitting:
    """Draw an attempt and put it into the store. Raises `EmptyDraw` and `StoreProblem`."""
    attempt = begin(
        draw(banks, options, seed),
        uid=secrets.token_hex(16),
        learner=learner,
        seed=seed,
        options=options,
        started=now().astimezone(UTC),
        mode=mode,
    )
    store.save(None, attempt)
    return Sitting(store, attempt, now)
