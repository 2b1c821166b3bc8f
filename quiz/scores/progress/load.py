"""A learner's progress, gathered from the store and the library."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.practice.schedule import learning_day, remember
from quiz.scores.progress.figures import FinishedAttempt, Progress, known_questions, progress
from quiz.scores.recorder import Clock, local_now
from quiz.settings import DEFAULTS, Settings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from quiz.bank.model import Bank
    from quiz.scores.store.base import Store


def progress_of(
    store: Store, learner: str, banks: Iterable[Bank], settings: Settings = DEFAULTS, now: Clock = local_now
) -> Progress:
    """Return the figures of a learner today. Raises `StoreProblem`."""
    log = store.history(learner)
    zone = now().tzinfo
    attempts = [
        FinishedAttempt(
            learning_day(summary.started.astimezone(zone), settings.day_start), summary.fraction, summary.banks
        )
        for summary in reversed(store.summaries(learner=learner))
        if summary.finished is not None
    ]
    return progress(
        log,
        remember(log, settings.retention),
        attempts,
        known_questions(banks),
        learning_day(now(), settings.day_start, store.last_day(learner)),
    )
