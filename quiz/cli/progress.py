"""`quiz progress`: what the progress screen shows, as text or JSON."""

from __future__ import annotations

from datetime import date
from typing import Any

import click
import msgspec

from quiz.cli.common import Failure, tell_clock, the_library, the_settings, the_store_to_read
from quiz.cli.tables import FORMAT, show_json, show_table
from quiz.cli.words import WORDS
from quiz.scores.store.records import StoreProblem
from quiz.settings import learner_name
from quiz.text import clean_line


@click.command
@FORMAT
@click.option("--learner", type=WORDS, help="Whose progress.  [default: QUIZ_LEARNER or the login name]")
def progress(form: str, learner: str | None) -> None:
    """Show scores over time, mastery, days, what is due, calibration, time, hardest questions and leeches."""
    from quiz.scores.progress.load import progress_of
    from quiz.scores.progress.tables import tables

    settings = the_settings()
    name = learner_name(learner, settings)
    banks = [entry.bank for entry in the_library().playable if entry.bank is not None]
    try:
        store = the_store_to_read()
        tell_clock(store, name, settings)
        figures = progress_of(store, name, banks, settings)
    except StoreProblem as problem:
        raise Failure(str(problem)) from problem
    if form == "json":
        show_json(msgspec.to_builtins(figures, enc_hook=_plain))
        return
    click.echo(f"Progress of {clean_line(name)}, {figures.today.isoformat()}")
    for table in tables(figures):
        click.echo(f"\n{table.title}")
        if table.said:
            click.echo(table.said)
        if table.rows:
            show_table(table.head, table.rows, right=table.right)


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)
