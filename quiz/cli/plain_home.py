"""`quiz` in a terminal that cannot draw: today and the banks as lines, and the line mode on what is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from quiz.cli.common import Failure, the_library, the_settings
from quiz.cli.take import take
from quiz.cli.today import the_day
from quiz.practice.knowledge import coming_back
from quiz.settings import learner_name
from quiz.text import clean_line, counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quiz.library.library import LibraryEntry
    from quiz.practice.today import Today


def take_plainly(ctx: click.Context) -> int:
    """Ask what to take, and take it line by line. Return the exit code; 0 where nothing is chosen."""
    entries = the_library().playable
    if not entries:
        raise Failure("there is no bank to play; see `quiz list`, or put a bank into your own folder")
    settings = the_settings()
    day = the_day(entries, learner_name(None, settings), settings)
    click.echo("This terminal cannot draw the app. A quiz can be asked line by line:\n")
    click.echo(f"  t  {_today_text(day)}")
    for number, entry in enumerate(entries, start=1):
        assert entry.bank is not None
        click.echo(f"{number:>3}  {clean_line(entry.bank.title)} ({counted(len(entry.bank.questions), 'question')})")
    click.echo("")
    chosen = _chosen(entries)
    if chosen is None:
        return 0
    with take.make_context(take.name, [*chosen, "--plain"], parent=ctx) as below:
        take.invoke(below)
    return 0


def _today_text(day: Today) -> str:
    """Say what today has in store, as it is read out."""
    if day.is_done:
        return f"Today: all is done. {coming_back(day.tomorrow, 1)}."
    return f"Today: {', '.join(day.waiting)}; about {counted(day.minutes, 'minute')}"


def _chosen(entries: Sequence[LibraryEntry]) -> Sequence[str] | None:
    """Return what a person names, in the words of `quiz take`: today, or a bank by number, id or title; None for q."""
    while True:
        question = "Which one? Enter for today, a number, or q to leave"
        answer = click.prompt(question, default="", show_default=False, prompt_suffix=": ").strip().lower()
        if answer in {"q", "quit", ":quit"}:
            return None
        if answer in {"", "t", "today"}:
            return ("--today",)
        if answer.isdecimal() and 1 <= int(answer) <= len(entries):
            return (entries[int(answer) - 1].id,)
        for entry in entries:
            if answer in {entry.id.lower(), entry.bank.title.lower() if entry.bank is not None else ""}:
                return (entry.id,)
        click.echo(f"There is no bank “{clean_line(answer)}”; the numbers go from 1 to {len(entries)}.")
