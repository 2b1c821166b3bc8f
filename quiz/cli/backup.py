"""`quiz backup`: a copy of everything that was answered."""

from __future__ import annotations

import shutil
import tempfile
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quiz.cli.common import Failure, the_store_to_read
from quiz.cli.output import is_standard, output
from quiz.paths import data_folder
from quiz.scores.store.copies import free_name, is_copy
from quiz.scores.store.records import StoreProblem
from quiz.text import clean, clean_line, counted

if TYPE_CHECKING:
    from quiz.scores.store.base import Store


@click.command
@click.argument("file", required=False, type=click.Path(dir_okay=False, allow_dash=True, path_type=Path))
def backup(file: Path | None) -> None:
    """Copy all scores to FILE (- is standard output), or into the folder of backups beside them.

    A copy is also made by itself on every day on which something is answered; the last seven of these are kept.
    """
    store = the_store_to_read()
    try:
        if file is not None and is_standard(file):
            _print(store)
        else:
            _copy(store, file)
    except StoreProblem as problem:
        raise Failure(str(problem)) from problem


def _copy(store: Store, file: Path | None) -> None:
    target = file if file is not None else free_name(data_folder(), datetime.now())
    if store.is_kept_in(target):
        raise Failure(f"{clean_line(str(target))}: this is the store itself; choose another name")
    if target.exists() and not is_copy(target):
        raise Failure(f"{clean_line(str(target))}: this file is no backup and is not replaced; choose another name")
    store.back_up(target)
    click.echo(f"{_attempts(store)} copied to {clean(str(target))}")


def _print(store: Store) -> None:
    with tempfile.TemporaryDirectory(prefix="quiz-") as folder:
        copy = Path(folder) / "copy.db"
        store.back_up(copy)
        with copy.open("rb") as source, output(None) as out:
            shutil.copyfileobj(source, out)
    click.echo(f"{_attempts(store)} copied to standard output", err=True)


def _attempts(store: Store) -> str:
    return counted(len(store.uids()), "attempt")
