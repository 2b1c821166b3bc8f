"""What an attempt came to: how it stands beside those before it, what is known now, and what comes back when."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from quiz.practice.knowledge import Changes, Returns, changes, returns
from quiz.practice.schedule import learning_day
from quiz.practice.summary import Counts, counts
from quiz.scores.recorder import Clock, local_now
from quiz.scores.sequel import memories_around
from quiz.settings import DEFAULTS, Settings
from quiz.text import ago_text, decimals, percent

if TYPE_CHECKING:
    from quiz.practice.attempt import Attempt
    from quiz.scores.store.base import Store
    from quiz.scores.store.records import Summary


class Standing(NamedTuple):
    """An attempt beside those before it that are like it. best, last: in words, empty where it is the first.

    is_record: whether it is better than all of them.
    """

    best: str = ""
    last: str = ""
    is_record: bool = False


class Result(NamedTuple):
    """What an attempt came to. changes: the steps that its responses made; returns: as of today."""

    counts: Counts
    standing: Standing
    changes: Changes
    returns: Returns


def result_of(store: Store, attempt: Attempt, settings: Settings = DEFAULTS, now: Clock = local_now) -> Result:
    """Return what a finished attempt came to. Raises `StoreProblem`."""
    time = now()
    last, best = store.previous(attempt.uid), store.best_before(attempt.uid)
    # The same clock for both: the day of a response may have been held back by the learner's last one.
    day, last_day = (
        learning_day(one.started.astimezone(time.tzinfo), settings.day_start) for one in (attempt, last or attempt)
    )
    answered = [position for position, taken in enumerate(attempt.counted) if taken is not None]
    found = [memories_around(store, attempt, position, settings) for position in answered]
    return Result(
        counts(attempt),
        standing(attempt, last, best, (day - last_day).days),
        changes((one.before, one.after) for one in found),
        returns(
            [one.now for one in found if one.now is not None],
            learning_day(time, settings.day_start, store.last_day(attempt.learner)),
        ),
    )


def standing(attempt: Attempt, last: Summary | None, best: Summary | None, days: int) -> Standing:
    """Say how an attempt stands beside the last one before it, that many days ago, and beside the best one."""
    if last is None or best is None:
        return Standing()
    told_last = f"last time {_score(last, attempt)}, {ago_text(days)}"
    if attempt.fraction > best.fraction:
        return Standing(f"best so far, was {_score(best, attempt)}", told_last, is_record=True)
    if attempt.fraction == best.fraction:
        return Standing("as good as the best so far", told_last)
    return Standing(f"best so far {_score(best, attempt)}", told_last)


def _score(summary: Summary, attempt: Attempt) -> str:
    """Return a score as points where both attempts have as many, else as a share."""
    return decimals(summary.score) if summary.possible == attempt.possible else percent(summary.fraction, 0)
