"""The whole of a store read as strictly as a results file: what `quiz restore` asks before it takes a copy over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.scores.exchange.results_format import refusal
from quiz.scores.store.records import BadAttempt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quiz.scores.store.base import Store


def audit(store: Store) -> Iterator[BadAttempt]:
    """Give every attempt in which a value makes no sense, deleted ones too. Raises `StoreProblem`."""
    for attempt in store.every():
        if isinstance(attempt, BadAttempt):
            yield attempt
        elif (reason := refusal(attempt)) is not None:
            yield BadAttempt(store.place, attempt.uid, reason)
