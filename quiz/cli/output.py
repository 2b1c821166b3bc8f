"""Output of commands: a file, written whole, or standard output."""

from __future__ import annotations

import contextlib
import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

import click

from quiz.files import PRIVATE, FileProblem, replaced
from quiz.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator

PUBLIC: Final = 0o666
"""The permissions of a new file with neither names nor scores."""

_PATH: Final = click.Path(dir_okay=False, allow_dash=True, path_type=Path)

FILE = click.argument("file", required=False, type=_PATH)
"""The file of a command that writes one; standard output where none is named."""

OUTPUT = click.option("--output", "file", type=_PATH, metavar="FILE", help="Write to FILE.  [default: standard output]")
"""The file of a command that prints and can write instead."""


@contextlib.contextmanager
def delivered(file: Path | None, mode: int = PRIVATE) -> Iterator[None]:
    """Write everything printed inside to a file at the end; for None and `-` to standard output.

    A new file gets the permissions `mode` less the umask, by default those of names and scores: for its owner alone.
    Raises `Failure` where it cannot be written.
    """
    if is_standard(file):
        yield
        return
    with contextlib.redirect_stdout(io.StringIO()) as text:
        yield
    with output(file, mode) as out:
        out.write(text.getvalue().encode("utf-8"))


@contextlib.contextmanager
def output(file: Path | None, mode: int = PRIVATE) -> Iterator[BinaryIO]:
    """Open a file, or standard output, for bytes, as `delivered` does. Raises `Failure` where it cannot be written."""
    if file is None or is_standard(file):
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    try:
        with _written(file) if _is_device(file) else replaced(file, mode) as out:
            yield out
    except FileProblem as problem:
        from quiz.cli.common import Failure

        raise Failure(f"{clean_line(str(file))}: {problem.message}") from problem


def is_standard(file: Path | None) -> bool:
    """Tell whether standard output is meant: nothing was named, or `-`."""
    return file is None or str(file) == "-"


def _is_device(file: Path) -> bool:
    """Tell whether a name is that of a pipe or device, such as /dev/stdout: it is written into and never replaced."""
    return file.exists() and not file.is_file() and not file.is_dir()


@contextlib.contextmanager
def _written(file: Path) -> Iterator[BinaryIO]:
    try:
        with file.open("wb") as out:
            yield out
    except BrokenPipeError:
        raise
    except OSError as error:
        raise FileProblem(file, (error.strerror or "it cannot be written").lower()) from error
