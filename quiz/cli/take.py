"""`quiz take`: straight into an attempt."""

import re
import sys

import click

from quiz.bank.library import Entry
from quiz.bank.model import DIFFICULTIES, QUESTION_TYPES
from quiz.cli.opening import Failure, named_entries, note_problems, run_app, the_store
from quiz.practice.draw import DEFAULT_COUNT, EmptyDraw, Options
from quiz.scores.sitting import Sitting, new_seed, start
from quiz.scores.store import StoreProblem
from quiz.settings import learner_name
from quiz.text import clean_line


class Count(click.ParamType[int | None]):
    """A number of questions, or `all`."""

    name = "NUMBER|all"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int | None:
        text = str(value)
        if text == "all":
            return None
        if not re.fullmatch(r"[0-9]{1,9}", text) or int(text) == 0:
            self.fail(f"“{clean_line(text)}” is neither a number from 1 nor “all”.", param, ctx)
        return int(text)


@click.command
@click.argument("banks", nargs=-1, metavar="[BANK]...")
@click.option("--count", type=Count(), default=str(DEFAULT_COUNT), show_default=True, help="How many questions.")
@click.option("--seed", type=click.IntRange(0, 2**63 - 1), help="Repeat the draw and order of an earlier attempt.")
@click.option("--tag", "tags", multiple=True, help="Only questions with this tag. May be repeated.")
@click.option(
    "--type", "types", multiple=True, type=click.Choice(list(QUESTION_TYPES)), help="Only this type. May be repeated."
)
@click.option(
    "--difficulty",
    "difficulties",
    multiple=True,
    type=click.Choice(DIFFICULTIES),
    help="Only this difficulty. May be repeated.",
)
@click.option("--learner", help="Under whose name the score is kept.  [default: QUIZ_LEARNER or the login name]")
@click.option("--plain", is_flag=True, help="Line by line, for screen readers, pipes and simple terminals.")
@click.pass_context
def take(
    ctx: click.Context,
    banks: tuple[str, ...],
    count: int | None,
    seed: int | None,
    tags: tuple[str, ...],
    types: tuple[str, ...],
    difficulties: tuple[str, ...],
    learner: str | None,
    plain: bool,
) -> None:
    """Take a quiz on one or more banks; without a name, on all of them together.

    BANK is the id of a bank (see `quiz list`) or a file.
    """
    entries = named_entries(banks)
    options = Options(count=count, tags=tags, types=types, difficulties=difficulties)
    if not plain:
        ctx.exit(run_app(entries=entries, options=options, seed=seed, learner=learner))
    note_problems(entries)
    try:
        sitting = _start(entries, options, seed, learner)
        _take_plainly(sitting)
    except StoreProblem as problem:
        raise Failure(str(problem)) from problem


def _start(entries: list[Entry], options: Options, seed: int | None, learner: str | None) -> Sitting:
    try:
        sitting = start(
            the_store(),
            [entry.bank for entry in entries if entry.bank is not None],
            learner=learner_name(learner),
            options=options,
            seed=new_seed() if seed is None else seed,
        )
    except EmptyDraw as problem:
        raise Failure(str(problem)) from problem
    if options.count is not None and len(sitting.attempt.items) < options.count:
        click.echo(f"There are only {len(sitting.attempt.items)} such questions; all are asked.", err=True)
    return sitting


def _take_plainly(sitting: Sitting) -> None:
    from quiz.plain import Dialogue  # noqa: PLC0415 - needed on this branch alone

    try:
        Dialogue(sitting, sys.stdin, sys.stdout, sys.stderr).run()
    except KeyboardInterrupt:
        click.echo("\nLeft. What you answered is kept.", err=True)
        raise
