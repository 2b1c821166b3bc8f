"""`quiz export-results`: the attempts as JSON Lines."""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from quiz.cli.common import Failure, the_store_to_read
from quiz.cli.filters import OF_BANK, OF_CLASS, OF_LEARNER, SINCE
from quiz.cli.output import FILE, output
from quiz.scores.exchange.transfer import export_results as results
from quiz.scores.store.records import StoreProblem

if TYPE_CHECKING:
    from pathlib import Path


@click.command(name="export-results")
@FILE
@OF_LEARNER
@OF_CLASS
@OF_BANK
@SINCE
@click.option("--notes", is_flag=True, help="With the private notes and stars, and what was put aside, too.")
def export_results(
    file: Path | None,
    learner: str | None,
    code: str | None,
    bank: str | None,
    since: datetime | None,
    *,
    notes: bool,
) -> None:
    """Write the attempts with all their responses, and what was reported of questions, to FILE or standard output.

    The file is JSON Lines and holds everything: `quiz import-results` brings it into the store of another machine.
    """
    lines = results(
        the_store_to_read(),
        datetime.now(UTC).replace(microsecond=0),
        learner=learner,
        bank=bank,
        since=since,
        code=code,
        notes=notes,
    )
    try:
        # What is not read to its end is closed before the store is.
        with contextlib.closing(lines), output(file) as out:
            out.writelines(lines)
    except StoreProblem as problem:
        raise Failure(str(problem)) from problem
