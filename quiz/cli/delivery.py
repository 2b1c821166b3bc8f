"""Where what a command makes goes: to a file whole, or to standard output."""

import contextlib
import io
from collections.abc import Iterator
from pathlib import Path

import click

from quiz.cli.opening import Failure
from quiz.files import FileProblem, write_atomic
from quiz.text import clean_line

OUTPUT = click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write it to this file.  [default: standard output]",
)


@contextlib.contextmanager
def delivered(file: Path | None) -> Iterator[None]:
    """Put what is printed inside into a file, once all of it is there; None leaves it to standard output.

    Raises `Failure` where the file cannot be written.
    """
    if file is None:
        yield
        return
    with contextlib.redirect_stdout(io.StringIO()) as text:
        yield
    try:
        write_atomic(file, text.getvalue().encode("utf-8"))
    except FileProblem as problem:
        raise Failure(f"{clean_line(str(file))}: {problem.message}") from problem
