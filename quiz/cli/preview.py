"""`quiz preview`: a bank as a learner sees it."""

from __future__ import annotations

import click

from quiz.cli.common import bank_path, run_app
from quiz.cli.completion import complete_banks
from quiz.cli.words import WORDS


@click.command()
@click.argument("file", metavar="FILE", shell_complete=complete_banks)
@click.option("--line", type=click.IntRange(min=1), default=1, help="Begin at the question on this line.")
@click.option("--question", type=WORDS, metavar="ID", help="Begin at this question.")
def preview(file: str, line: int, question: str | None) -> None:
    """Leaf through a bank as a learner sees it, while you write it in another program.

    FILE is a bank's file or id. Whenever the file is saved, the question that was changed is shown. Nothing that is
    answered here is kept.
    """
    path, start = bank_path(file, question, line)
    from quiz.tui.launch import Launch

    launch = Launch(preview=path, line=start)
    instead = "`quiz take FILE --plain` asks the questions line by line"
    click.get_current_context().exit(run_app(launch, instead=instead))
