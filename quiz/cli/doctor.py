"""`quiz doctor`: what is wrong, and the command that mends it; and what can be read of damaged scores."""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quiz.cli.common import Failure, Faulty
from quiz.cli.tables import show_json
from quiz.files import FileProblem
from quiz.paths import data_folder
from quiz.text import clean, clean_line, counted, shell_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quiz.scores.store.sqlite.lock import StoreLock
    from quiz.scores.store.sqlite.salvage import Tally


@click.command
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to print it.",
)
@click.option(
    "--salvage",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Read what can be read of the damaged scores in FILE into a results file.",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    help="With --salvage: the results file to make.  [default: a new one in the data folder]",
)
@click.option("--fix-clock", is_flag=True, help="Put days right that a clock left in the scores when it was ahead.")
@click.pass_context
def doctor(ctx: click.Context, form: str, salvage: Path | None, output: Path | None, fix_clock: bool) -> None:
    """Say what is wrong with scores, banks, settings, cache, clock, permissions, terminal or versions.

    Each finding names the commands that mend it, to be run in turn. Nothing is changed by looking. The exit code is 0
    where all is well, 1 where something is wrong.
    """
    if salvage is not None and fix_clock:
        raise click.UsageError("--salvage and --fix-clock are two things; do one after the other.")
    if salvage is not None:
        _salvage(salvage, output)
        return
    if fix_clock:
        _fix_clock()
        return
    if output is not None:
        raise click.UsageError("--output goes with --salvage.")
    from quiz.doctor.examination import examine, is_well, page, record, this_terminal

    sections = examine(datetime.now().astimezone(), this_terminal())
    if form == "json":
        show_json(record(sections))
    else:
        click.echo("\n".join(page(sections)))
    ctx.exit(0 if is_well(sections) else 1)


def _salvage(file: Path, output: Path | None) -> None:
    """Read what can be read of damaged scores into a results file; what is the store now is set aside after that."""
    from quiz.scores.store.records import StoreProblem
    from quiz.scores.store.sqlite.open import FILE_NAME
    from quiz.scores.store.sqlite.salvage import NothingReadable, free_output, write_salvage

    folder = data_folder()
    is_live = _is_same(file, folder / FILE_NAME)
    tally: Tally | None = None
    try:
        with _alone(folder, is_live) as lock:
            if output is None:
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                output = free_output(folder)
            with contextlib.suppress(NothingReadable):
                tally = write_salvage(file, output, datetime.now(UTC).replace(microsecond=0))
            aside = _set_aside(folder, lock) if lock is not None else None
    except FileProblem as problem:
        raise Failure(f"{clean_line(str(problem.path))}: {problem.message}") from problem
    except StoreProblem as problem:
        raise Failure(str(problem)) from problem
    if tally is not None:
        _tell(file, output, tally)
    if aside is not None:
        click.echo(f"The damaged file is kept as {clean(str(aside))}; a new one is begun when something is answered.")
    if tally is not None:
        click.echo(f"Bring them in with: {clean(shell_line('quiz', 'import-results', str(output)))}")
    if tally is None:
        raise Faulty(f"{clean_line(str(file))}: nothing can be read of it, so no results file was made")


def _fix_clock() -> None:
    from quiz.cli.common import the_settings, the_store
    from quiz.scores.store.clock import mend_clock
    from quiz.scores.store.records import StoreProblem

    try:
        mend = mend_clock(the_store(), datetime.now().astimezone(), the_settings().day_start)
    except StoreProblem as problem:
        raise Failure(str(problem)) from problem
    if not mend.attempts:
        click.echo("No day in the scores is ahead of the clock; nothing was changed.")
        return
    amount = f"{counted(mend.responses, 'response')} in {counted(mend.attempts, 'attempt')}"
    click.echo(f"Put right: {amount}.")
    if mend.backup is not None:
        click.echo(f"Everything as it was is kept as {clean(str(mend.backup))}; this brings it back:")
        click.echo(f"    {clean(shell_line('quiz', 'restore', str(mend.backup)))}")


def _tell(file: Path, output: Path, tally: Tally) -> None:
    name = clean_line(str(file))
    amount = f"{counted(tally.attempts, 'attempt')} with {counted(tally.responses, 'response')}"
    if tally.remarks or tally.notes:
        amount += f", {counted(tally.remarks, 'remark')} and {counted(tally.notes, 'note')}"
    if tally.aside:
        amount += f", {counted(tally.aside, 'lesson')} put aside"
    click.echo(f"{name}: {amount} written to {clean(str(output))}")
    if tally.lost:
        parts = [f"{counted(tally.incomplete, 'attempt')} without some of theirs" if tally.incomplete else ""]
        parts.append(f"{counted(tally.unreadable, 'attempt')} of which nothing can be read" if tally.unreadable else "")
        told = f" ({'; '.join(filter(None, parts))})" if any(parts) else ""
        click.echo(f"{name}: {counted(tally.lost, 'response')} lost{told}", err=True)
    elif tally.unreadable:
        click.echo(f"{name}: nothing can be read of {counted(tally.unreadable, 'attempt')}", err=True)


def _is_same(file: Path, other: Path) -> bool:
    try:
        return file.samefile(other)
    except OSError:
        return False


@contextlib.contextmanager
def _alone(folder: Path, wanted: bool) -> Iterator[StoreLock | None]:
    """Keep all others from opening the store meanwhile, where that is wanted and can be. Raises `StoreProblem`."""
    from quiz.scores.store.records import StoreProblem
    from quiz.scores.store.sqlite.hold import ALONE_SECONDS, OPEN_ELSEWHERE
    from quiz.scores.store.sqlite.lock import StoreLock
    from quiz.scores.store.sqlite.open import FILE_NAME

    if not wanted:
        yield None
        return
    lock = StoreLock(folder)
    try:
        if lock.is_possible and not lock.try_exclusive(ALONE_SECONDS):
            raise StoreProblem(folder / FILE_NAME, OPEN_ELSEWHERE)
        yield lock if lock.is_exclusive else None
    finally:
        lock.release()


def _set_aside(folder: Path, lock: StoreLock) -> Path | None:
    """Set the store aside where it is damaged, and return its new name."""
    from quiz.doctor.store import DAMAGED, VALUES, check_store
    from quiz.scores.store.sqlite.open import FILE_NAME, set_aside

    found = {finding.name for finding in check_store(folder).findings}
    return set_aside(folder / FILE_NAME, lock) if found & {DAMAGED, VALUES} else None
