"""`quiz progress`: what the progress screen shows, as text or JSON."""

from __future__ import annotations

from datetime import date
from typing import Any

import click
import msgspec

from quiz.cli.common import Failure, named_entries, tell_clock, the_library, the_settings, the_store_to_read
from quiz.cli.completion import complete_banks
from quiz.cli.tables import FORMAT, show_json, show_table
from quiz.cli.words import WORDS
from quiz.scores.store.records import StoreProblem
from quiz.settings import learner_name
from quiz.text import clean_line


@click.command
@FORMAT
@click.option("--bank", type=WORDS, shell_complete=complete_banks, help="Only the questions of this bank.")
@click.option("--learner", type=WORDS, help="Whose progress.  [default: QUIZ_LEARNER or the login name]")
def progress(form: str, bank: str | None, learner: str | None) -> None:
    """Show what is known, days of learning, what is due, confidence, time, scores, hardest questions and leeches."""
    from quiz.scores.progress.load import records_of
    from quiz.scores.progress.tables import tables
    from quiz.scores.progress.words import summary

    settings = the_settings()
    name = learner_name(learner, settings)
    entries = the_library().playable if bank is None else named_entries([bank])
    banks = [entry.bank for entry in entries if entry.bank is not None]
    only = None if bank is None else entries[0]
    try:
        store = the_store_to_read()
        tell_clock(store, name, settings)
        figures = records_of(store, name, banks, settings).progress(only.id if only is not None else None)
    except StoreProblem as problem:
        raise Failure(str(problem)) from problem
    if form == "json":
        show_json(msgspec.to_builtins(figures, enc_hook=_plain))
        return
    of = f", {clean_line(only.title)}" if only is not None else ""
    click.echo(f"Progress of {clean_line(name)}{of}, {figures.today.isoformat()}")
    click.echo(str(summary(figures)))
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
