"""`quiz import`: question files of other programs into banks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from quiz.cli.common import Failure
from quiz.cli.exchange import tell_faults, tell_losses
from quiz.cli.words import WORDS
from quiz.formats.registry import READ
from quiz.text import clean_line, counted

if TYPE_CHECKING:
    from quiz.authoring.importing import ImportOptions, Plan


@click.command(name="import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE ...")
@click.option("--from", "form", type=click.Choice(READ), help="The format.  [default: by content, then by name]")
@click.option(
    "--output",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="The folder of the banks.  [default: your own]",
)
@click.option("--id", "bank_id", type=WORDS, help="The id of the bank.  [default: of the file's name]")
@click.option("--title", type=WORDS, help="The title of the bank.")
@click.option("--language", type=WORDS, help="The language of the questions, such as fr.  [default: en]")
@click.option("--encoding", type=WORDS, help="The encoding of a text file.  [default: as it says, UTF-8, else cp1252]")
@click.option("--split", type=click.Choice(["category"]), help="One bank for each category.")
@click.option(
    "--map", "columns", multiple=True, type=WORDS, metavar="FIELD=COLUMN", help="Which column is a field; repeatable."
)
@click.option("--update", is_flag=True, help="Bring banks that are there up to date: new questions in, none taken out.")
@click.option("--dry-run", is_flag=True, help="Say what would come and what would be lost; write nothing.")
@click.option("--strict", is_flag=True, help="End with 1 where anything is lost or changed.")
@click.option("--format", "output", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_context
def import_questions(
    ctx: click.Context,
    files: tuple[Path, ...],
    form: str | None,
    folder: Path | None,
    bank_id: str | None,
    title: str | None,
    language: str | None,
    encoding: str | None,
    split: str | None,
    columns: tuple[str, ...],
    update: bool,
    dry_run: bool,
    strict: bool,
    output: str,
) -> None:
    """Make banks of question files of other programs.

    What does not come over is told, with its line. A bank that is there is never overwritten; --update brings it up to
    date. Ends with 0 where all came over, losses allowed, 1 where something is wrong in a file (all else is imported),
    2 where a file cannot be read at all.
    """
    from quiz.authoring.importing import ImportOptions
    from quiz.paths import own_banks_folder

    if bank_id is not None and len(files) > 1:
        raise click.UsageError("--id names one bank; give one file")
    options = ImportOptions(
        folder=folder or own_banks_folder(),
        form=form,
        bank_id=_checked(bank_id),
        title=title,
        language=language,
        encoding=encoding,
        split=split is not None,
        columns=dict(map(_column, columns)),
        update=update,
        taken=_bundled_ids(),
    )
    plans = [_planned(file, options) for file in files]
    if not dry_run:
        _write(plans)
    if output == "json":
        from quiz.formats.records import VERSION

        records = {"version": VERSION, "files": [record_of(plan) for plan in plans]}
        click.echo(json.dumps(records, ensure_ascii=False, indent=2))
    else:
        for plan in plans:
            _tell(plan, dry_run=dry_run)
    ctx.exit(max(_status(plan, strict=strict) for plan in plans))


def record_of(plan: Plan) -> dict[str, Any]:
    """Return the report of a file as JSON holds it."""
    from quiz.formats.records import fault_record, loss_record, question_record

    contents = [bank.content for bank in plan.banks]
    banks = [str(bank.path) for bank in plan.banks if bank.content.questions]
    return {
        "file": plan.file,
        "format": plan.form,
        "encoding": plan.encoding,
        "bank": banks[0] if banks else None,
        "banks": banks,
        "assets": [str(bank.path.parent / name) for bank in plan.banks for name in bank.content.assets],
        "blocks": sum(content.blocks for content in contents),
        "questions": [question_record(question) for content in contents for question in content.questions],
        "losses": [loss_record(loss) for content in contents for loss in content.losses],
        "faults": [fault_record(fault) for fault in plan.all_faults],
        "kept": [one for bank in plan.banks for one in bank.kept],
    }


def _checked(bank_id: str | None) -> str | None:
    import re

    from quiz.bank.questions.base import ID_PATTERN

    if bank_id is not None and re.fullmatch(ID_PATTERN, bank_id) is None:
        raise click.UsageError(
            f"“{bank_id}” cannot be the id of a bank; an id has letters, digits, '.', '_' and '-', at most 100 of "
            f"them, and starts with a letter or digit"
        )
    return bank_id


def _column(text: str) -> tuple[str, tuple[str, ...]]:
    field, sign, names = text.partition("=")
    if not sign or not field or not names:
        raise click.UsageError(f"--map {text}: write FIELD=COLUMN, such as prompt=Question")
    return field.strip(), tuple(name.strip() for name in names.split(","))


def _bundled_ids() -> frozenset[str]:
    from quiz.paths import bundled_banks_folder

    return frozenset(path.stem for path in bundled_banks_folder().glob("*.y*ml"))


def _planned(file: Path, options: ImportOptions) -> Plan:
    from quiz.authoring.importing import ImportProblem, planned
    from quiz.files import FileProblem
    from quiz.formats.decoding import UnknownEncoding
    from quiz.formats.packages import PackageMissing

    try:
        return planned(file, options)
    except FileProblem as problem:
        raise Failure(f"{clean_line(str(problem.path))}: {problem.message}") from problem
    except (ImportProblem, PackageMissing, UnknownEncoding) as problem:
        raise Failure(f"{clean_line(str(problem))}. Nothing was written") from problem


def _write(plans: list[Plan]) -> None:
    from quiz.authoring.importing import ImportProblem, written
    from quiz.files import FileProblem

    for plan in plans:
        try:
            written(plan)
        except FileProblem as problem:
            raise Failure(f"{clean_line(str(problem.path))}: {problem.message}") from problem
        except ImportProblem as problem:
            raise Failure(clean_line(str(problem))) from problem


def _tell(plan: Plan, *, dry_run: bool) -> None:
    tell_faults(plan.file, plan.all_faults)
    tell_losses(plan.file, [loss for bank in plan.banks for loss in bank.content.losses])
    for bank in plan.banks:
        number = len(bank.content.questions)
        name = clean_line(str(bank.path))
        if not number:
            click.echo(f"{clean_line(plan.file)}: no question was imported", err=True)
            continue
        kept = f"; kept, though no longer in the source: {', '.join(bank.kept)}" if bank.kept else ""
        doing = "would hold" if dry_run else "holds"
        click.echo(f"{name} {doing} {counted(number, 'question')} of {bank.content.blocks}{kept}")


def _status(plan: Plan, *, strict: bool) -> int:
    if plan.unreadable:
        return 2
    return int(plan.has_faults or (strict and plan.has_losses))
