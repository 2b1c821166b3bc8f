"""`quiz import-results`: attempts and remarks from other machines and people."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Final

import click

from quiz.cli.common import Failure, input_from, the_store
from quiz.files import FileProblem
from quiz.scores.exchange.results_format import ResultsFault, bounded_lines
from quiz.scores.exchange.transfer import ImportResult, Outcome, import_results as brought
from quiz.scores.store.clock import REMEDY
from quiz.scores.store.records import StoreProblem
from quiz.text import clean_line, counted

_WORDS: Final = {
    Outcome.NEW: "new",
    Outcome.LONGER: "taken further there",
    Outcome.RESTORED: "deleted here and brought back",
    Outcome.KNOWN: "known already",
    Outcome.DIVERGED: "different here and left as it is",
}


@click.command(name="import-results")
@click.argument("files", nargs=-1, required=True, type=click.Path(allow_dash=True, path_type=Path), metavar="FILE ...")
@click.pass_context
def import_results(ctx: click.Context, files: tuple[Path, ...]) -> None:
    """Bring what `quiz export-results` wrote into each FILE into the store; - is standard input.

    A file is imported whole, or not at all where a line of it is at fault. Importing it again changes nothing.
    """
    store = the_store()
    failed = False
    for file in files:
        name = clean_line(str(file))
        try:
            with input_from(file) as source:
                imported = brought(store, bounded_lines(source))
        except ResultsFault as fault:
            failed = True
            remedy = "Nothing of this file was imported; export it again where it comes from."
            click.echo(f"{name}:{fault.line}: {fault.message}. {remedy}", err=True)
        except FileProblem as problem:
            failed = True
            click.echo(f"{name}: {problem.message}", err=True)
        except StoreProblem as problem:
            raise Failure(f"{problem}. Nothing of {name} was imported") from problem
        else:
            _tell(name, imported)
    if failed:
        ctx.exit(Failure.exit_code)


def _tell(name: str, imported: ImportResult) -> None:
    parts = [f"{imported.outcomes[outcome]} {words}" for outcome, words in _WORDS.items() if imported.outcomes[outcome]]
    total = counted(sum(imported.outcomes.values()), "attempt") + (f" ({', '.join(parts)})" if parts else "")
    if imported.remarks:
        total += f", {counted(imported.remarks, 'remark')} ({imported.new_remarks} new)"
    if imported.notes:
        total += f", {counted(imported.notes, 'note')} ({imported.new_notes} new)"
    if imported.aside:
        total += f", {counted(imported.aside, 'lesson')} put aside ({imported.new_aside} new)"
    click.echo(f"{name}: {total}")
    for uid in imported.diverged:
        click.echo(f"{name}: the attempt {uid[:8]} went on differently here; yours is kept", err=True)
    if imported.last_day is not None and imported.last_day > date.today() + timedelta(days=1):
        message = f"it has responses of {imported.last_day}, a day to come: until then its learner's days stand still"
        click.echo(f"{name}: {message}. This mends it: {REMEDY}, if the clock here is right", err=True)
