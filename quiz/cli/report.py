"""`quiz report`: one attempt as a page for a portfolio or a teacher."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from quiz.cli.common import Failure, the_store_to_read
from quiz.cli.completion import complete_attempts
from quiz.cli.output import FILE, delivered
from quiz.practice.attempt import EXAM_TELLS_NOTHING
from quiz.scores.store.records import NoSuchAttempt, StoreProblem

if TYPE_CHECKING:
    from pathlib import Path


@click.command
@click.argument("attempt", shell_complete=complete_attempts())
@FILE
def report(attempt: str, file: Path | None) -> None:
    """Write one attempt as an HTML page, to FILE or to standard output.

    ATTEMPT is an id or its beginning, see `quiz scores`. The page loads nothing and can be printed or sent: score by
    topic, tag and difficulty, what the confidence tells, and each question with response, answer, explanation and
    sources.
    """
    from quiz.scores.html.attempt_page import attempt_page

    store = the_store_to_read()
    try:
        loaded = store.load(store.find(attempt))
    except (NoSuchAttempt, StoreProblem) as problem:
        raise Failure(str(problem)) from problem
    if loaded.holds_back:
        uid = loaded.uid[:8]
        raise Failure(f"{EXAM_TELLS_NOTHING} {uid} is still open; hand it in first: quiz take --resume {uid}")
    with delivered(file):
        click.echo(attempt_page(loaded), nl=False)
