"""`quiz timeline`: what happened when, as far as the learner has met it."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any

import click

from quiz.cli.common import Failure, named_entries, run_app, the_settings, the_store_to_read
from quiz.cli.completion import complete_banks, complete_learners
from quiz.cli.tables import FORMAT, show_json
from quiz.cli.words import WORDS
from quiz.practice.timeline import timeline as timeline_of, timeline_lines
from quiz.scores.learning import learning
from quiz.scores.store.records import StoreProblem
from quiz.settings import learner_name

if TYPE_CHECKING:
    from quiz.practice.timeline import DatedEvent


@click.command
@click.argument("bank", required=False, shell_complete=complete_banks)
@click.option("--all", "shows_all", is_flag=True, help="With --plain: say what you have not met too.")
@FORMAT
@click.option(
    "--learner",
    type=WORDS,
    shell_complete=complete_learners,
    help="Who has met what.  [default: QUIZ_LEARNER or the login name]",
)
@click.option("--plain", is_flag=True, help="In words, an event a line.")
@click.pass_context
def timeline(
    ctx: click.Context, bank: str | None, shows_all: bool, form: str, learner: str | None, plain: bool
) -> None:
    """Show what happened when, in columns that fill as you are asked the questions of each event.

    BANK is the id of a bank or a file; without one the events of all banks stand in one chronology.
    """
    settings = the_settings()
    name = learner_name(learner, settings)
    entries = named_entries([bank] if bank is not None else [])
    banks = [entry.bank for entry in entries if entry.bank is not None]
    if not any(one.events for one in banks):
        raise Failure(f"there is no event in {f'the bank {banks[0].id}' if bank is not None else 'the library'}")
    if form != "json" and not plain:
        from quiz.tui.launch import Launch

        ctx.exit(run_app(Launch(timeline=banks if bank is not None else ()), name, instead=_PLAIN))
    try:
        with closing(the_store_to_read()) as store:
            found = timeline_of(banks, learning(store, name, settings).memories)
    except StoreProblem as problem:
        raise Failure(str(problem)) from problem
    if form == "json":
        show_json([_as_json(one) for one in found.events])
    else:
        for line in timeline_lines(found, shows_all=shows_all):
            click.echo(line)


_PLAIN = "`quiz timeline --plain` says it in words"


def _as_json(one: DatedEvent) -> dict[str, Any]:
    return {
        "date": one.event.date,
        "column": one.event.column,
        "text": one.event.text,
        "bank": one.bank.id,
        "met": one.is_met,
        "questions": list(one.event.questions),
    }
