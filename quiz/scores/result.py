"""What an attempt came to: how it stands beside those before it, what is known now, and what comes back when."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from quiz.practice.knowledge import Changes, Returns, State, StateCounts, changes, returns, state_of
from quiz.practice.schedule import learning_day
from quiz.practice.summary import Counts, Tally, by_tag, counts
from quiz.scores.now import Clock, local_now
from quiz.scores.sequel import memories_around
from quiz.settings import DEFAULTS, Settings
from quiz.text import ago_text, decimals, percent

if TYPE_CHECKING:
    from collections.abc import Mapping

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
    """What an attempt came to. changes: the steps that its responses made; returns: as of today.

    states: what is known today of the question at each position that was answered.
    """

    counts: Counts
    standing: Standing
    changes: Changes
    returns: Returns
    states: Mapping[int, State]


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
        {position: state_of(one.now) for position, one in zip(answered, found, strict=True)},
    )


def states_by_tag(result: Result, attempt: Attempt) -> tuple[tuple[Tally, StateCounts], ...]:
    """Return how each tag went and what is known of its questions, the weakest first; nothing of a single tag."""
    tallies = by_tag(attempt)
    if len(tallies) < ENOUGH_TAGS:
        return ()
    states: dict[str, Counter[State]] = {}
    for position, item in enumerate(attempt.items):
        for tag in item.question.tags:
            states.setdefault(tag, Counter())[result.states.get(position, State.NEW)] += 1
    return tuple((one, StateCounts(*(states[one.name][state] for state in State))) for one in tallies)


ENOUGH_TAGS: Final = 2
"""Of so many there is something to compare."""


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
