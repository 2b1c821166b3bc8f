"""`quiz restore`: a copy of the scores brought back."""

from datetime import datetime
from pathlib import Path

import click

from quiz.cli.common import Failure, the_store
from quiz.scores.store.sqlite.restore import restore as bring_back
from quiz.scores.store.sqlite.store import StoreProblem
from quiz.text import clean, counted


@click.command
@click.argument("file", type=click.Path(path_type=Path))
def restore(file: Path) -> None:
    """Bring the scores back that FILE, which `quiz backup` made, holds.

    What is there now is kept as a backup of its own before. Close whatever else has the scores open first.
    """
    store = the_store()
    try:
        aside = bring_back(store, file, datetime.now())
        click.echo(f"{counted(len(store.uids()), 'attempt')} brought back from {clean(str(file))}")
    except StoreProblem as problem:
        raise Failure(str(problem)) from problem
    if aside is not None:
        click.echo(f"What was there before is kept as {clean(str(aside))}")
