"""`quiz export-reviews`: the review log for FSRS optimisers."""

from pathlib import Path

import click

from quiz.cli.common import Failure, the_settings, the_store_to_read
from quiz.cli.output import output
from quiz.cli.words import WORDS
from quiz.practice.schedule import LogEntry, reviews
from quiz.scores.store.sqlite.store import StoreProblem
from quiz.settings import learner_name

COLUMNS = ("card_id", "review_time", "review_rating", "review_state", "review_duration")
"""The columns that FSRS optimisers read: time in milliseconds since 1970 UTC, duration in milliseconds."""
_NEW, _REVIEW = 0, 2


@click.command(name="export-reviews")
@click.argument("file", required=False, type=click.Path(dir_okay=False, allow_dash=True, path_type=Path))
@click.option("--learner", type=WORDS, help="Whose reviews.  [default: QUIZ_LEARNER or the login name]")
def export_reviews(file: Path | None, learner: str | None) -> None:
    """Write the review log as CSV, as FSRS optimisers read it, to FILE or to standard output.

    One row for the first response to a question a day; ratings are 1 Again, 2 Hard, 3 Good.
    """
    try:
        log = the_store_to_read().history(learner_name(learner, the_settings()))
    except StoreProblem as problem:
        raise Failure(str(problem)) from problem
    with output(file) as out:
        out.write("".join(_lines(log)).encode("utf-8"))


def _lines(log: list[LogEntry]) -> list[str]:
    seen: set[int] = set()
    rows: list[tuple[object, ...]] = [COLUMNS]
    for card, logged, rated in reviews(log):
        assert logged.at is not None
        state = _REVIEW if card in seen else _NEW
        seen.add(card)
        rows.append((card, round(logged.at.timestamp() * 1000), rated, state, round(logged.seconds * 1000)))
    return [",".join(map(str, row)) + "\n" for row in rows]
