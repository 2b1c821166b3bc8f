"""`quiz schema`: the JSON Schema by which editors help to write banks."""

from pathlib import Path

import click


@click.command()
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write it to a file instead of standard output.",
)
def schema(output: Path | None) -> None:
    """Print the JSON Schema of a question bank.

    Editors with a YAML language server use it when the first line of a bank names it:
    # yaml-language-server: $schema=bank.schema.json
    """
    from quiz.bank.schema import dump  # noqa: PLC0415
    from quiz.files import FileProblem, write_atomic  # noqa: PLC0415

    text = dump()
    if output is None:
        click.echo(text, nl=False)
        return
    try:
        write_atomic(output, text.encode())
    except FileProblem as problem:
        raise click.UsageError(f"{problem.path}: {problem.message}") from problem
