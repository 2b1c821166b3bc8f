"""`quiz export`: a bank as a file of another program."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quiz.cli.common import Failure, named_entries
from quiz.cli.completion import complete_banks
from quiz.cli.exchange import tell_losses
from quiz.cli.output import PUBLIC, is_standard, output as opened
from quiz.formats.records import question_text
from quiz.formats.registry import FORMATS, WRITTEN, written_as
from quiz.text import clean_line, counted

if TYPE_CHECKING:
    from quiz.formats.items import Writing


@click.command(name="export")
@click.argument("bank", shell_complete=complete_banks)
@click.argument("file", type=click.Path(dir_okay=False, allow_dash=True, path_type=Path))
@click.option("--to", "form", type=click.Choice(WRITTEN), help="The format.  [default: by the name of FILE]")
@click.option("--seed", type=int, default=0, show_default=True, help="The draw of --count, and the order of a paper.")
@click.option("--count", type=click.IntRange(1), help="How many questions.  [default: all]")
@click.option("--key", is_flag=True, help="A paper with its key, on a page of its own.")
@click.option("--strict", is_flag=True, help="Write nothing where anything would be lost, and end with 1.")
@click.option("--format", "report", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_context
def export_bank(
    ctx: click.Context,
    bank: str,
    file: Path,
    form: str | None,
    seed: int,
    count: int | None,
    key: bool,
    strict: bool,
    report: str,
) -> None:
    """Write a bank as a file of another program.

    BANK is a bank id or a file; FILE - is standard output, for the formats that are text. What the format cannot hold
    is told on standard error.
    """
    from quiz.authoring.exporting import exported
    from quiz.formats.packages import PackageMissing

    form = form or _form_of(file)
    if is_standard(file) and not FORMATS[form].is_text:
        raise click.UsageError(f"{form} is no text; name a file")
    (entry,) = named_entries([bank])
    assert entry.bank is not None
    try:
        writing = exported(entry.bank, form, file=entry.path, seed=seed, count=count, has_key=key)
    except PackageMissing as problem:
        raise Failure(f"{problem}. Nothing was written") from problem
    has_losses = any(loss.kind != "note" for loss in writing.losses)
    is_written = not (strict and has_losses)
    if is_written:
        with opened(file, PUBLIC) as out:
            out.write(writing.data)
    _tell(writing, file, form, report, is_written=is_written)
    ctx.exit(0 if is_written else 1)


def _form_of(file: Path) -> str:
    forms = written_as(file.name)
    if len(forms) != 1:
        why = f"may be {' or '.join(forms)}" if forms else "does not say its format"
        raise click.UsageError(f"{clean_line(str(file))} {why}; give --to: {', '.join(forms or WRITTEN)}")
    return forms[0]


def _tell(writing: Writing, file: Path, form: str, report: str, *, is_written: bool) -> None:
    name = clean_line(str(file))
    if report == "json":
        from quiz.formats.records import VERSION, loss_record

        losses = [loss_record(loss) for loss in writing.losses]
        record = {"file": str(file), "format": form, "written": is_written, "losses": losses, "faults": []}
        click.echo(
            json.dumps({"version": VERSION, "files": [record]}, ensure_ascii=False, indent=2), err=is_standard(file)
        )
        return
    tell_losses(name, writing.losses, question_text)
    if not is_written:
        click.echo(f"{name}: nothing was written, for --strict; without it what is told above is lost", err=True)
    elif not is_standard(file):
        left = sum(loss.kind == "left-out" for loss in writing.losses)
        click.echo(f"{name} is written" + (f"; {counted(left, 'question')} left out" if left else ""))
