"""What a learner remembers, computed from their log, without what an attempt needs: a short command is quick."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from quiz.practice.draw import Learning
from quiz.practice.lessons import LeftOpen
from quiz.practice.schedule import learning_day, remember
from quiz.scores.now import Clock, local_now
from quiz.settings import DEFAULTS, Settings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from quiz.scores.store.base import Store

ENOUGH_RESPONSES: Final = 5
"""Of fewer responses no statistic is told."""


def learning(store: Store, learner: str, settings: Settings = DEFAULTS, now: Clock = local_now) -> Learning:
    """Return what a learner remembers today, computed from their log. Raises `StoreProblem`."""
    log = store.history(learner)
    return Learning(
        today=learning_day(now(), settings.day_start, store.last_day(learner)),
        memories=remember(log, settings.retention),
        new_a_day=settings.new_per_day,
        responses=Counter(logged.day for logged in log),
        aside=store.lessons_aside(learner),
        seconds=_median([logged.seconds for logged in log]) if len(log) >= ENOUGH_RESPONSES else None,
        left=tuple(_left_of_days(store, learner)),
    )


def _left_of_days(store: Store, learner: str) -> Iterator[LeftOpen]:
    """Give the sets and lessons of a day that are open and gone on with by whoever goes on with today."""
    for summary in store.summaries(learner=learner, open_only=True):
        options = summary.options
        if options.is_of_any_today:
            lesson = options.lesson.name if options.lesson is not None else None
            yield LeftOpen(summary.uid, frozenset(summary.banks), store.open_keys(summary.uid), lesson)


def _median(figures: Sequence[float]) -> float:
    """Return the median; `statistics` takes longer to import than a short command has."""
    ordered, half = sorted(figures), len(figures) // 2
    return ordered[half] if len(figures) % 2 else (ordered[half - 1] + ordered[half]) / 2
