"""`quiz reset`: begin anew for a learner or a bank."""

from __future__ import annotations

import sys
from datetime import datetime

import click

from quiz.cli.common import Failure, the_store
from quiz.cli.completion import complete_bank_ids, complete_learners
from quiz.cli.words import WORDS
from quiz.scores.store.records import StoreProblem
from quiz.scores.store.reset import Extent, Scope, extent, reset as begin_anew
from quiz.text import clean, clean_line, counted, shell_line


@click.command
@click.option("--learner", type=WORDS, shell_complete=complete_learners, help="Begin anew for this learner.")
@click.option("--bank", type=WORDS, shell_complete=complete_bank_ids, help="Begin anew with this bank (its id).")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_context
def reset(ctx: click.Context, learner: str | None, bank: str | None, yes: bool) -> None:
    """Take what a learner answered, or what was answered to a bank, out of the scores, to begin anew.

    Notes, stars and remarks on the questions go with it, and what was put aside is offered again. With both options
    only what is of that learner in that bank. A backup is made first, and named with the command that brings everything
    back. Banks and settings stay as they are.
    """
    scope = Scope(learner=learner, bank=bank)
    if scope.learner is None and scope.bank is None:
        raise click.UsageError("Name whom or what to begin anew for: --learner NAME, --bank BANK, or both.")
    store = the_store()
    try:
        found = extent(store, scope)
        if found.is_empty:
            raise Failure(_nothing(scope, found, store.learners()))
        click.echo(f"This takes out {_amount(found, scope)}.")
        if not (yes or _is_agreed()):
            click.echo("Nothing was changed.")
            ctx.exit(1)
        done, copied = begin_anew(store, scope, datetime.now())
    except StoreProblem as problem:
        raise Failure(str(problem)) from problem
    click.echo(f"Taken out: {_amount(done, scope)}.")
    for uid in done.unreadable:
        click.echo(f"The attempt {uid[:8]} has several banks and cannot be read; it stays. See: quiz doctor", err=True)
    click.echo(f"Everything as it was is kept as {clean(str(copied))}; this brings it back:")
    click.echo(f"    {clean(shell_line('quiz', 'restore', str(copied)))}")


def _amount(found: Extent, scope: Scope) -> str:
    parts = [f"{counted(len(found.whole), 'attempt')}"] if found.whole else []
    if found.mixed:
        parts.append(f"what {counted(len(found.mixed), 'attempt')} of several banks has of it")
    written = [counted(found.notes, "note")] if found.notes else []
    written += [counted(found.remarks, "remark")] if found.remarks else []
    written += [f"{counted(found.aside, 'lesson')} put aside"] if found.aside else []
    whose = " ".join(
        filter(
            None,
            (
                f"of {scope.learner}" if scope.learner is not None else "",
                f"in the bank {clean_line(scope.bank)}" if scope.bank is not None else "",
            ),
        )
    )
    if not found.attempts:
        return f"{' and '.join(written)} {whose}"
    answered = f"{' and '.join(parts)} {whose}, with {counted(found.responses, 'response')} in all"
    return ", and ".join(filter(None, (answered, " and ".join(written))))


def _nothing(scope: Scope, found: Extent, learners: list[str]) -> str:
    if found.unreadable:
        return "the attempts with that bank have other banks too, and cannot be read; see `quiz doctor`"
    whose = f" of {scope.learner}" if scope.learner is not None else ""
    where = f" with the bank “{clean_line(scope.bank)}”" if scope.bank is not None else ""
    there = f"; there are attempts of {', '.join(map(clean_line, learners))}" if whose and learners else ""
    return f"there is no attempt{whose}{where}{there}"


def _is_agreed() -> bool:
    try:
        return click.confirm("Go on?")
    except click.Abort:
        if sys.stdin.isatty():
            raise
        raise Failure("nobody could be asked, so nothing was changed; --yes agrees beforehand") from None
