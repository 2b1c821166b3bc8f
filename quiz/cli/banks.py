"""`quiz list`: the banks there are."""

from typing import Any

import click

from quiz.bank.library import Entry
from quiz.cli.opening import the_library, the_store
from quiz.cli.tables import FORMAT, show_json, show_table
from quiz.scores.store import BankScore
from quiz.settings import learner_name
from quiz.text import clean_line, percent


@click.command(name="list")
@FORMAT
@click.option("--learner", help="Whose scores are shown.  [default: QUIZ_LEARNER or the login name]")
def banks(form: str, learner: str | None) -> None:
    """List the banks with their questions, problems, last and best score."""
    library = the_library()
    scores = the_store().bank_scores(learner_name(learner))
    for found in library.diagnostics:
        click.echo(f"{clean_line(found.file)}: {found.message}", err=True)
    if form == "json":
        show_json([_as_json(entry, scores) for entry in library.entries if entry.shadowed_by is None])
        return
    rows = [_as_row(entry, scores.get(entry.id)) for entry in library.entries]
    show_table(("Bank", "Title", "Questions", "Problems", "Last", "Best"), rows, right={2, 3, 4, 5})


def _as_json(entry: Entry, scores: dict[str, BankScore]) -> dict[str, Any]:
    score = scores.get(entry.id)
    return {
        "id": entry.id,
        "title": entry.title,
        "topic": entry.bank.topic if entry.bank else None,
        "path": str(entry.path),
        "questions": len(entry.bank.questions) if entry.bank else 0,
        "problems": entry.problems,
        "last_score": score.last if score else None,
        "best_score": score.best if score else None,
    }


def _as_row(entry: Entry, score: BankScore | None) -> tuple[str, ...]:
    title = f"{entry.title} (shadowed by {clean_line(str(entry.shadowed_by))})" if entry.shadowed_by else entry.title
    return (
        entry.id,
        title,
        str(len(entry.bank.questions) if entry.bank else 0),
        str(entry.problems or "–"),
        percent(score.last) if score else "–",
        percent(score.best) if score else "–",
    )
