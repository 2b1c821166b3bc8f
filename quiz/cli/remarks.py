"""`quiz remarks`: what learners reported of questions."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from quiz.authoring.closed_remarks import ClosedRemarks
from quiz.cli.common import Failure, looks_like_file, named_entries, the_library, the_store_to_read
from quiz.cli.completion import complete_banks, complete_learners
from quiz.cli.filters import OF_CLASS, Since
from quiz.cli.scores import utc_text
from quiz.cli.tables import FORMAT, show_json
from quiz.cli.words import WORDS
from quiz.library.find_line import lines_of
from quiz.paths import data_folder
from quiz.scores.store.records import StoreProblem
from quiz.text import clean, clean_line, counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from quiz.library.library import LibraryEntry
    from quiz.scores.store.base import Store
    from quiz.scores.store.records import Remark


class Placed(NamedTuple):
    """A remark with the bank that it is on and the line of its question; None where there is no such thing any more."""

    remark: Remark
    entry: LibraryEntry | None
    line: int | None

    @property
    def place(self) -> str:
        """Where the question stands, as editors and terminals know it."""
        if self.entry is None:
            return "no bank in the library"
        path = clean(str(self.entry.path))
        return f"{path}:{self.line}" if self.line is not None else f"{path}, no question of that id"


@click.command
@click.argument("bank", required=False, shell_complete=complete_banks)
@FORMAT
@click.option("--learner", type=WORDS, shell_complete=complete_learners, help="Only what this learner reported.")
@OF_CLASS
@click.option("--since", type=Since(), help="Only what was reported since that date, or in so many days.")
@click.option("--closed", is_flag=True, help="Also what was closed on the author screen.")
def remarks(
    bank: str | None, form: str, learner: str | None, code: str | None, since: datetime | None, closed: bool
) -> None:
    """List what learners reported of questions, bank by bank, with the file and line of each question.

    BANK is the id or the file of a bank; all of them unless given. The JSON has for each remark: id, bank, question,
    kind (wrong-key, unclear, out-of-date, slip, other), text, learner, at, attempt, path, line, closed.
    """
    try:
        store = the_store_to_read()
        entries = _entries(store, bank)
        names = entries if bank is not None else None
        told = store.remarks(learner=learner, since=since, code=code)
        found = [one for one in told if names is None or one.key.bank in names]
    except StoreProblem as problem:
        raise Failure(str(problem)) from problem
    done = ClosedRemarks(data_folder()).every()
    placed = _placed([one for one in found if closed or one.uid not in done], entries)
    if form == "json":
        show_json([{**_as_json(one), "closed": one.remark.uid in done} for one in placed])
    elif placed:
        _print(placed)
    else:
        click.echo("No remark is like that." if learner or since else "No remark yet.")


def _entries(store: Store, name: str | None) -> dict[str, LibraryEntry | None]:
    """Return the banks that are meant, by id; None for one of which only remarks are left. Raises `Failure`."""
    if name is not None and looks_like_file(name):
        return {entry.id: entry for entry in named_entries([name])}
    there: dict[str, LibraryEntry | None] = {
        entry.id: entry for entry in reversed(the_library().entries) if entry.shadowed_by is None
    }
    if name is None:
        return there
    typed = clean_line(name)  # a name that is not in the encoding of the system is in no store
    if typed in there or store.remarks(bank=typed):
        return {typed: there.get(typed)}
    return {entry.id: entry for entry in named_entries([name])}  # says which are near


def _placed(found: Sequence[Remark], entries: dict[str, LibraryEntry | None]) -> list[Placed]:
    """Return remarks with their places, by bank, then in the order of the file, then by time."""
    placed: list[Placed] = []
    for bank, of_bank in groupby(sorted(found, key=lambda one: one.key.bank), key=lambda one: one.key.bank):
        kept, entry = list(of_bank), entries.get(bank)
        lines = lines_of(Path(entry.path), {one.key.question for one in kept}) if entry is not None else {}
        of_this = [Placed(one, entry, lines.get(one.key.question)) for one in kept]
        placed += sorted(of_this, key=lambda one: (one.line is None, one.line or 0, one.remark.key.question))
    return placed


def _as_json(one: Placed) -> dict[str, Any]:
    remark = one.remark
    return {
        "id": remark.uid,
        "bank": remark.key.bank,
        "question": remark.key.question,
        "kind": remark.kind.value,
        "text": remark.text,
        "learner": remark.learner,
        "at": utc_text(remark.at),
        "attempt": remark.attempt,
        "path": str(one.entry.path) if one.entry is not None else None,
        "line": one.line,
    }


def _print(placed: Iterable[Placed]) -> None:
    for number, (bank, of_bank) in enumerate(groupby(placed, key=lambda one: one.remark.key.bank)):
        if number:
            click.echo()
        kept = list(of_bank)
        entry = kept[0].entry
        title = f"{entry.title} ({bank})" if entry is not None else bank
        click.echo(f"{title}: {counted(len(kept), 'remark')}")
        for place, of_question in groupby(kept, key=lambda one: (one.place, one.remark.key.question)):
            click.echo(f"  {place[0]}  {place[1]}")
            for one in of_question:
                remark = one.remark
                said = f"{remark.kind.word}: {remark.text}" if remark.text else remark.kind.word
                click.echo(f"    {said}  ({remark.learner}, {remark.at.astimezone():%Y-%m-%d %H:%M})")
