"""An attempt while it is taken: each step is on disk before anything shows it."""

from __future__ import annotations

import operator
import os
from datetime import UTC
from typing import TYPE_CHECKING

from msgspec import structs

from quiz.practice.attempt import Attempt, begin, retake
from quiz.practice.draw import Options, Purpose, draw, pick
from quiz.practice.schedule import learning_day
from quiz.practice.types import Confidence, Mode
from quiz.scores.learning import learning
from quiz.scores.now import Clock, local_now
from quiz.settings import DEFAULTS, Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date, datetime

    from quiz.bank.model import Bank
    from quiz.practice.response import Response
    from quiz.practice.types import Key
    from quiz.scores.store.base import Store
    from quiz.scores.unsubmitted import Unsubmitted


def new_seed() -> int:
    """Return a seed short enough to be read out and typed again."""
    return int.from_bytes(os.urandom(8), "big") % 1_000_000


class AttemptRecorder:
    """The current state of one attempt and the store that keeps it.

    Every method raises `StoreProblem` where the step cannot be kept; the attempt then stays as it was.
    """

    def __init__(
        self,
        store: Store,
        attempt: Attempt,
        settings: Settings = DEFAULTS,
        now: Clock = local_now,
        *,
        is_new: bool = False,
        left_out: int = 0,
    ) -> None:
        """`is_new`: whether the attempt was begun by this program just now, so that no other can be at it.

        `left_out`: how many questions on its one text are more than were asked for.
        """
        self.store = store
        self.attempt = attempt
        self.left_out = left_out
        self._failed: Attempt | None = None
        """The state to which the last step could not go."""
        self._is_new = is_new
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
            self._failed = after
            self.store.save(self.attempt, after)
            self.attempt, self._failed = after, None
        return after

    def repeat(self, step: Callable[[], object]) -> None:
        """Take a step that failed once more.

        Where the store may have kept it and could not say so, it finds out only by the very same change.
        """
        if self._failed is not None:
            self.step(self._failed)
        else:
            step()

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

    def leave(self, unsubmitted: Unsubmitted) -> bool:
        """Delete the attempt where nothing was done in it, and say so.

        An exam stays, for its questions were seen, and so does one that was gone on with: another program may be at it.
        """
        attempt = self.attempt
        is_begun = bool(attempt.log or attempt.written or attempt.finished)
        is_empty = self._is_new and not is_begun and attempt.mode is not Mode.EXAM
        if is_empty and attempt.uid not in unsubmitted.uids:
            self.store.delete(attempt.uid, self._now().astimezone(UTC))
            return True
        return False

    def _today(self) -> tuple[datetime, date]:
        now = self._now()
        return now, learning_day(now, self._settings.day_start, self.store.last_day(self.attempt.learner))


def _timed(attempt: Attempt, time_left: float | None) -> Attempt:
    return attempt if time_left is None else attempt.with_time_left(time_left)


def left_open(store: Store, learner: str, banks: Sequence[Bank], options: Options, mode: Mode) -> str | None:
    """Return the newest open attempt for the same purpose, to go on with; None where a new one is begun.

    Review, mistakes, today and each lesson have one open attempt; the questions of a beginner are the first set of
    today. It must have been asked for in the same way, on these banks or some of them. Raises `StoreProblem`.
    """
    wanted = next(iter(_purposes(mode, options)), None)
    if wanted is None:
        return None
    ids = {bank.id for bank in banks}
    for summary in store.summaries(learner=learner, open_only=True):
        is_same = wanted in _purposes(summary.mode, summary.options) and _kind(summary.options) == _kind(options)
        if is_same and ids.issuperset(summary.banks):
            return summary.uid
    return None


_kind = operator.attrgetter("tags", "types", "difficulties", "time_limit")
"""How an attempt was asked for, beside what it is for."""


def _purposes(mode: Mode, options: Options) -> tuple[str, ...]:
    """Return what an attempt is for, of which one is open at a time; nothing for practice and exams, which may be many.

    A lesson of today is both: that lesson, and what today goes on with.
    """
    of_today = (Purpose.TODAY,) if options.is_of_today else ()
    if options.lesson is not None:
        return ("/".join(options.lesson.name), *of_today)
    if options.purpose is not None:
        return of_today or (options.purpose,)
    return (mode,) if mode in {Mode.REVIEW, Mode.MISTAKES} else ()


def clear_away(store: Store, unsubmitted: Unsubmitted, now: Clock = local_now) -> None:
    """Delete the attempts that were begun and left without a response, by a program that was stopped.

    Where another program has the store open they may be its own, and stay. So do exams, whose questions were seen, and
    attempts in which an answer stands that was not submitted. Raises `StoreProblem`.
    """
    store.delete_empty(now().astimezone(UTC), unsubmitted.uids)


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
    again = retake(attempt, positions, uid=os.urandom(16).hex(), seed=seed, started=now().astimezone(UTC))
    store.save(None, again)
    return AttemptRecorder(store, again, settings, now, is_new=True)


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
    only: Sequence[Key] | None = None,
) -> AttemptRecorder:
    """Draw an attempt and put it into the store; `only` are the questions where they are chosen, in their order.

    Raises `EmptyDraw` and `StoreProblem`.
    """
    learned = only is None and (mode in {Mode.REVIEW, Mode.MISTAKES} or options.unseen_first)
    options = structs.replace(options, until_right=options.until_right and settings.until_right)
    known = learning(store, learner, settings, now) if learned else None
    drawn = draw(banks, options, seed, mode, known) if only is None else pick(banks, only, options.count)
    attempt = begin(
        drawn,
        uid=os.urandom(16).hex(),
        learner=learner,
        seed=seed,
        options=options,
        started=now().astimezone(UTC),
        mode=mode,
    )
    store.save(None, attempt)
    left_out = sum(one.left_out for one in drawn)
    return AttemptRecorder(store, attempt, settings, now, is_new=True, left_out=left_out)
