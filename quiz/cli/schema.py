"""`quiz schema`: the JSON Schema by which editors help to write banks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from quiz.cli.output import OUTPUT, is_standard
from quiz.text import clean

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@OUTPUT
def schema(file: Path | None) -> None:
    """Print the JSON Schema of a question bank.

    Editors with a YAML language server use it when the first line of a bank names it:
    # yaml-language-server: $schema=bank.schema.json
    """
    from quiz.bank.format.json_schema import dump
    from quiz.cli.output import PUBLIC, delivered

    if file is not None and not is_standard(file) and file.is_file() and not _is_schema(file):
        raise click.UsageError(f"{clean(str(file))} is there and is no schema of ours; name another file")
    with delivered(file, PUBLIC):
        click.echo(dump(), nl=False)


def _is_schema(path: Path) -> bool:
    """Tell whether a file is what this command wrote, now or in an earlier version, so that it may be replaced."""
    from quiz.files import FileProblem, read_bounded

    try:
        return b'"title": "Question bank"' in read_bounded(path, 1 << 22)[:200]
    except FileProblem:
        return False
