"""`quiz person`: all that is kept of a person, given out or forgotten."""

from __future__ import annotations

import contextlib
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quiz.cli.common import Failure, the_store
from quiz.cli.output import output
from quiz.cli.words import WORDS
from quiz.paths import data_folder
from quiz.scores.exchange.results_format import ClassLine, PersonLine
from quiz.scores.exchange.transfer import export_results
from quiz.scores.store.names import FOLDER, own_folder
from quiz.scores.store.records import StoreProblem
from quiz.serve.journal import NAME as LOG, Journal
from quiz.text import clean, clean_line, counted

if TYPE_CHECKING:
    from quiz.scores.store.base import Store


@click.command
@click.argument("name", type=WORDS)
@click.option("--output", "file", type=click.Path(allow_dash=True, path_type=Path), help="Write it all to FILE.")
@click.option("--forget", is_flag=True, help="Take it all out of the scores, for good.")
def person(name: str, file: Path | None, *, forget: bool) -> None:
    """Give out all that is kept of the person NAME, or forget it.

    What is given out is a results file with attempts, responses, notes and remarks, which `quiz import-results` reads;
    its first line has the classes and settings.
    """
    if (file is None) == (not forget):
        raise click.UsageError("Say --output FILE or --forget.")
    store = the_store()
    try:
        if file is not None:
            _give_out(store, name, file)
            what = "given out"
        else:
            _forget(store, name)
            what = "forgotten"
    except StoreProblem as problem:
        raise Failure(str(problem)) from problem
    with contextlib.suppress(OSError):
        Journal(data_folder(), lambda: datetime.now(UTC)).note_where_kept(what, person=name)


def _give_out(store: Store, name: str, file: Path) -> None:
    members = store.members(person=name)
    classes = tuple(ClassLine(one.code, one.role.value, one.joined, one.seen, one.left) for one in members)
    person = PersonLine(classes, store.preferences(name))
    now = datetime.now(UTC).replace(microsecond=0)
    lines = export_results(store, now, learner=name, notes=True, person=person)
    with contextlib.closing(lines), output(file) as out:
        out.writelines(lines)
    codes = ", ".join(member.code for member in members) or "none"
    click.echo(f"{counted(len(store.uids(learner=name)), 'attempt')} of {clean_line(name)}; classes: {codes}", err=True)


def _forget(store: Store, name: str) -> None:
    """Take out what is kept of somebody. Nothing is copied before: what is to be forgotten would be in the copy."""
    with store.together():
        uids = store.uids(learner=name)
        store.erase(uids)
        store.erase_notebook(learner=name)
        store.erase_person(name)
    folder = data_folder()
    shutil.rmtree(own_folder(folder, name), ignore_errors=True)
    click.echo(f"{clean_line(name)}: {counted(len(uids), 'attempt')} with all notes and remarks forgotten.")
    backups = clean(str(folder / FOLDER))
    click.echo(f"Copies in {backups} may have them still; the daily ones go within a week of use.", err=True)
    if (folder / LOG).exists():
        click.echo(
            f"{clean(str(folder / LOG))} says under that name who came and went; delete it if it is old.", err=True
        )
