"""`quiz restore`: a copy of the scores brought back."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quiz.cli.common import Failure, input_from, the_store
from quiz.cli.output import is_standard
from quiz.scores.store.copies import bring_back
from quiz.scores.store.records import StoreProblem
from quiz.text import clean, counted

if TYPE_CHECKING:
    from collections.abc import Iterator


@click.command
@click.argument("file", type=click.Path(allow_dash=True, path_type=Path))
def restore(file: Path) -> None:
    """Bring the scores back that FILE, which `quiz backup` made, holds; - is standard input.

    What is there now is kept as a backup of its own before. Close whatever else has the scores open first.
    """
    store = the_store()
    name = clean(str(file))
    with _on_disk(file) as copy:
        try:
            aside = bring_back(store, copy, datetime.now())
            source = "standard input" if is_standard(file) else name
            click.echo(f"{counted(len(store.uids()), 'attempt')} brought back from {source}")
        except StoreProblem as problem:
            raise Failure(f"{name}: {problem.message}" if problem.place == str(copy) else str(problem)) from problem
    if aside is not None:
        click.echo(f"What was there before is kept as {clean(str(aside))}")


@contextlib.contextmanager
def _on_disk(file: Path) -> Iterator[Path]:
    """Give the file itself; where it is `-`, one with all that standard input has. Raises `Failure`."""
    if not is_standard(file):
        yield file
        return
    with tempfile.TemporaryDirectory(prefix="quiz-") as folder:
        copy = Path(folder) / "copy.db"
        try:
            with input_from(file) as source, copy.open("wb") as out:
                shutil.copyfileobj(source, out)
        except OSError as error:
            raise Failure(f"standard input cannot be copied into {clean(folder)}: {error.strerror}") from error
        yield copy
