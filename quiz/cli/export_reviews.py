"""`quiz export-reviews`: the review log for FSRS optimisers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from quiz.cli.common import Failure, the_settings, the_store_to_read
from quiz.cli.output import FILE, delivered
from quiz.cli.tables import show_csv
from quiz.cli.words import WORDS
from quiz.practice.schedule import LogEntry, reviews
from quiz.scores.store.records import StoreProblem
from quiz.settings import learner_name

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

COLUMNS = ("card_id", "review_time", "review_rating", "review_state", "review_duration")
"""The columns that FSRS optimisers read: time in milliseconds since 1970 UTC, duration in milliseconds."""
_NEW, _REVIEW = 0, 2


@click.command(name="export-reviews")
@FILE
@click.option("--learner", type=WORDS, help="Whose reviews.  [default: QUIZ_LEARNER or the login name]")
def export_reviews(file: Path | None, learner: str | None) -> None:
    """Write the review log as CSV, as FSRS optimisers read it, to FILE or to standard output.

    One row for the first response to a question a day; ratings are 1 Again, 2 Hard, 3 Good.
    """
    try:
        log = the_store_to_read().history(learner_name(learner, the_settings()))
    except StoreProblem as problem:
        raise Failure(str(problem)) from problem
    with delivered(file):
        show_csv(COLUMNS, _rows(log))


def _rows(log: list[LogEntry]) -> Iterator[tuple[int, ...]]:
    seen: set[int] = set()
    for card, logged, rated in reviews(log):
        assert logged.at is not None
        state = _REVIEW if card in seen else _NEW
        seen.add(card)
        yield card, round(logged.at.timestamp() * 1000), rated, state, round(logged.seconds * 1000)
