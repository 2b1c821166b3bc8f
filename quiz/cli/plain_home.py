"""`quiz` in a terminal that cannot draw: the banks as lines, and the line mode on the one that is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from quiz.cli.common import Failure, the_library
from quiz.cli.take import take
from quiz.text import clean_line, counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quiz.library.library import LibraryEntry


def take_plainly(ctx: click.Context) -> int:
    """Ask which bank, and take a quiz on it line by line. Return the exit code; 0 where none is chosen."""
    entries = the_library().playable
    if not entries:
        raise Failure("there is no bank to play; see `quiz list`, or put a bank into your own folder")
    click.echo("This terminal cannot draw the app. A quiz can be asked line by line:\n")
    for number, entry in enumerate(entries, start=1):
        assert entry.bank is not None
        click.echo(f"{number:>3}  {clean_line(entry.bank.title)} ({counted(len(entry.bank.questions), 'question')})")
    click.echo("")
    chosen = _chosen(entries)
    if chosen is None:
        return 0
    with take.make_context(take.name, [chosen.id, "--plain"], parent=ctx) as below:
        take.invoke(below)
    return 0


def _chosen(entries: Sequence[LibraryEntry]) -> LibraryEntry | None:
    """Return the bank that a person names by its number, its id or its title; None for q."""
    while True:
        answer = click.prompt("Which one? A number, or q to leave", prompt_suffix=": ").strip()
        if answer.lower() in {"q", "quit", ":quit"}:
            return None
        if answer.isdecimal() and 1 <= int(answer) <= len(entries):
            return entries[int(answer) - 1]
        for entry in entries:
            if answer.lower() in {entry.id.lower(), entry.bank.title.lower() if entry.bank is not None else ""}:
                return entry
        click.echo(f"There is no bank “{clean_line(answer)}”; the numbers go from 1 to {len(entries)}.")
