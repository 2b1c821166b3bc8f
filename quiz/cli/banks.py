"""`quiz list`: the banks there are."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any, Final

import click

from quiz.cli.common import Failure, tell_clock, the_library, the_settings, the_store_to_read
from quiz.cli.tables import FORMAT, TITLE_LIMIT, show_json, show_table
from quiz.cli.words import WORDS
from quiz.practice.draw import Learning, bank_keys
from quiz.practice.knowledge import state_counts
from quiz.practice.schedule import due, mastery
from quiz.scores.learning import learning
from quiz.scores.store.engine import unsaved_store
from quiz.scores.store.records import BankScore, StoreProblem
from quiz.settings import learner_name
from quiz.text import clean_line, percent, shortened

if TYPE_CHECKING:
    from quiz.library.library import Library, LibraryEntry


@click.command(name="list")
@FORMAT
@click.option("--learner", type=WORDS, help="Whose scores are shown.  [default: QUIZ_LEARNER or the login name]")
def banks(form: str, learner: str | None) -> None:
    """List the banks: problems, what is known, learned and new, what is due, last and best score."""
    library = the_library()
    settings = the_settings()
    name = learner_name(learner, settings)
    failure: Failure | None = None
    try:
        store = the_store_to_read()
        scores, learned = store.bank_scores(name), learning(store, name, settings)
        tell_clock(store, name, settings)
    except (Failure, StoreProblem) as problem:  # the banks are there all the same
        failure = Failure(str(problem))
        with contextlib.closing(unsaved_store()) as empty:
            scores, learned = {}, learning(empty, name, settings)
    _show(form, library, scores, learned)
    if failure is not None:
        raise failure


def _show(form: str, library: Library, scores: dict[str, BankScore], learned: Learning) -> None:
    for finding in library.diagnostics:
        click.echo(f"{clean_line(finding.file)}: {finding.message}", err=True)
    if form == "json":
        show_json([_as_json(entry, scores, learned) for entry in library.entries if entry.shadowed_by is None])
        return
    rows = [_as_row(entry, scores.get(entry.id), learned) for entry in library.entries]
    show_table(_HEAD, rows, right=range(2, len(_HEAD)))


_HEAD: Final = ("Bank", "Title", "Problems", "Known", "Solid", "Learning", "New", "Due", "Last", "Best")


def _as_json(entry: LibraryEntry, scores: dict[str, BankScore], learned: Learning) -> dict[str, Any]:
    score = scores.get(entry.id)
    keys = bank_keys(entry.bank)
    counts = state_counts(learned.memories, keys)
    return {
        "id": entry.id,
        "title": entry.title,
        "topic": entry.bank.topic if entry.bank else None,
        "description": entry.bank.description if entry.bank else None,
        "authors": list(entry.bank.authors) if entry.bank else [],
        "license": entry.bank.license if entry.bank else None,
        "updated": entry.bank.updated if entry.bank else None,
        "path": str(entry.path),
        "questions": len(entry.bank.questions) if entry.bank else 0,
        "drafts": len(entry.bank.drafts) if entry.bank else 0,
        "problems": entry.problems,
        "due": len(due(learned.memories, keys, learned.today)),
        "mastery": mastery(learned.memories, keys),
        **counts._asdict(),
        "seen": counts.seen,
        "last_score": score.last if score else None,
        "best_score": score.best if score else None,
    }


def _as_row(entry: LibraryEntry, score: BankScore | None, learned: Learning) -> tuple[str, ...]:
    title = shortened(entry.title, TITLE_LIMIT)
    title = f"{title} (shadowed by {clean_line(str(entry.shadowed_by))})" if entry.shadowed_by else title
    keys = bank_keys(entry.bank)
    waiting = len(due(learned.memories, keys, learned.today))
    counts = state_counts(learned.memories, keys)
    return (
        entry.id,
        title,
        str(entry.problems or "–"),
        f"{counts.at_least_known} of {counts.total}" if keys else "–",
        *(str(count or "–") for count in (counts.solid, counts.learning, counts.new)),
        str(waiting or "–"),
        percent(score.last) if score else "–",
        percent(score.best) if score else "–",
    )
