"""The command `quiz`, also called `eu-dprk-quiz`."""

from __future__ import annotations

import contextlib
import gc
import io
import os
import sys
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Sequence

INTERRUPTED = 130
GARBAGE = 200_000
"""So many new objects before the collector looks for cycles: with its usual 700 it takes a quarter of the start-up.

A start makes half as many.
"""


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and leave with its exit code."""
    gc.set_threshold(GARBAGE)
    import click

    from quiz.cli import OutputClosed, quiz
    from quiz.cli.names import called

    _open_streams()
    _open_words()
    try:
        code = quiz.main(arguments, prog_name=called(sys.argv[0]), standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as problem:
        with contextlib.suppress(OSError):  # standard error may be full or closed: the code says it all the same
            problem.show()
        code = problem.exit_code
    except (click.Abort, KeyboardInterrupt):
        with contextlib.suppress(OSError):
            click.echo(err=True)
        # Where the interrupt came amid code made from text, as `dataclass` makes it, the interpreter would end by the
        # signal whatever the code: it forgets that at the next such text.
        exec("")  # noqa: S102 - runs nothing
        code = INTERRUPTED
    except (OutputClosed, BrokenPipeError):
        # The interpreter must not complain when it flushes.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except OSError as problem:
        if problem.filename is not None:
            raise
        # What has no file name is a stream: a full disk behind standard output, a terminal that went away.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        with contextlib.suppress(OSError):
            click.echo(f"Error: the output cannot be written: {problem.strerror}", err=True)
        code = 2
    _empty_standard_error()
    sys.exit(code or 0)


def _empty_standard_error() -> None:
    """Drop what standard error cannot take, full or closed: the interpreter would flush it again and exit with 120."""
    try:
        sys.stderr.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())


def _open_streams() -> None:
    """Make the three streams safe to use, those too that were closed when the program was started."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115 - for the whole run
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _open_words() -> None:
    """Put a stand-in for what is not UTF-8 in the words that a shell asks to complete: click cannot answer them."""
    if "_QUIZ_COMPLETE" in os.environ:
        for name in ("COMP_WORDS", "COMP_CWORD"):
            os.environ[name] = os.environ.get(name, "").encode("utf-8", "replace").decode("utf-8")


if __name__ == "__main__":
    main()
