"""`quiz edit`: write a bank in the app."""

from __future__ import annotations

import click

from quiz.cli.common import bank_path, run_app
from quiz.cli.completion import complete_banks
from quiz.cli.words import WORDS


@click.command()
@click.argument("bank", shell_complete=complete_banks)
@click.option("--line", type=click.IntRange(min=1), default=1, help="Begin at this line.")
@click.option("--question", type=WORDS, metavar="ID", help="Begin at this question.")
def edit(bank: str, line: int, question: str | None) -> None:
    """Write or change a bank: its text, what is found in it, and each question as a learner sees it.

    BANK is a bank id or a file; a file that is not there is begun. A bundled bank is shown, and can be copied into your
    own folder.
    """
    path, start = bank_path(bank, question, line, may_be_new=True)
    from quiz.tui.launch import Launch

    launch = Launch(edit=path, line=start)
    click.get_current_context().exit(run_app(launch, instead="edit the file in your own editor, and `quiz check` it"))
