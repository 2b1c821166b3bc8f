"""`quiz scores`: the attempts, or one of them response by response."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

import click

from quiz.cli.common import Failure, the_store_to_read
from quiz.cli.completion import complete_attempts
from quiz.cli.filters import OF_BANK, OF_CLASS, OF_LEARNER, SINCE
from quiz.cli.tables import FORMAT_WITH_CSV, show_csv, show_json, show_table
from quiz.practice.sight import seen_item, seen_response
from quiz.practice.types import Mode
from quiz.practice.wording import answer_lines, response_text
from quiz.scores.store.records import SORTS, NoSuchAttempt, Sort, StoreProblem, Summary
from quiz.text import counted, decimals, percent

if TYPE_CHECKING:
    from quiz.practice.attempt import Attempt, RecordedResponse


@click.command
@click.argument("attempt", required=False, shell_complete=complete_attempts())
@FORMAT_WITH_CSV
@OF_LEARNER
@OF_CLASS
@OF_BANK
@click.option("--mode", type=click.Choice([mode.value for mode in Mode]), help="Only attempts in this mode.")
@SINCE
@click.option("--sort", type=click.Choice(SORTS), default="newest", show_default=True, help="Which come first.")
@click.option("--limit", type=click.IntRange(1), help="At most so many.")
def scores(
    attempt: str | None,
    form: str,
    learner: str | None,
    code: str | None,
    bank: str | None,
    mode: str | None,
    since: datetime | None,
    sort: Sort,
    limit: int | None,
) -> None:
    """List the attempts, the newest first; with ATTEMPT (an id or its beginning), show one response by response."""
    store = the_store_to_read()
    try:
        if attempt is not None:
            _show_attempt(store.load(store.find(attempt)), form)
            return
        summaries = store.summaries(
            learner=learner,
            bank=bank,
            mode=Mode(mode) if mode is not None else None,
            since=since,
            code=code,
            sort=sort,
            limit=limit,
        )
    except (NoSuchAttempt, StoreProblem) as problem:
        raise Failure(str(problem)) from problem
    match form:
        case "json":
            show_json([_head(summary) for summary in summaries])
        case "csv":
            show_csv(_HEAD, [_flat(_head(summary)) for summary in summaries])
        case _ if summaries:
            rows = [_row(summary) for summary in summaries]
            show_table(("Id", "Started", "Banks", "Mode", "Learner", "Answered", "Score"), rows, right={5, 6})
        case _ if any(value is not None for value in (learner, code, bank, mode, since)):
            click.echo("No attempt is like that. `quiz scores` without options lists all.")
        case _:
            click.echo("No attempt yet. `quiz take` starts one.")


def _show_attempt(attempt: Attempt, form: str) -> None:
    match form:
        case "json":
            show_json(_whole(attempt))
        case "csv":
            show_csv(_RESPONSE, [tuple(response.values()) for response in _responses(attempt)])
        case _:
            _print_attempt(attempt)


_HEAD: Final = (
    *("id", "banks", "mode", "learner", "seed", "started", "finished", "questions", "answered", "score", "possible"),
    "lesson",
)
_RESPONSE: Final = (
    *("bank", "question", "type", "prompt", "response", "right", "fraction", "points", "verdict", "seconds", "at"),
)


def _flat(head: dict[str, Any]) -> tuple[object, ...]:
    """Return the values of `_head` in its order, the banks in one cell."""
    return tuple(" ".join(value) if isinstance(value, list) else value for value in head.values())


def utc_text(time: datetime | None) -> str | None:
    """Return a time as ISO 8601 in UTC, to the second: `2026-11-22T09:30:00Z`."""
    return f"{time.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" if time else None


def _head(attempt: Summary | Attempt) -> dict[str, Any]:
    banks = attempt.banks if isinstance(attempt, Summary) else sorted({item.bank for item in attempt.items})
    return {
        "id": attempt.uid,
        "banks": list(banks),
        "mode": attempt.mode.value,
        "learner": attempt.learner,
        "seed": attempt.seed,
        "started": utc_text(attempt.started),
        "finished": utc_text(attempt.finished),
        "questions": attempt.questions if isinstance(attempt, Summary) else len(attempt.items),
        "answered": attempt.answered,
        "score": None if attempt.holds_back else attempt.score,
        "possible": attempt.possible,
        "lesson": "/".join(attempt.options.lesson.name) if attempt.options.lesson is not None else None,
    }


def _whole(attempt: Attempt) -> dict[str, Any]:
    return {**_head(attempt), "responses": _responses(attempt)}


def _responses(attempt: Attempt) -> list[dict[str, Any]]:
    is_told = not attempt.holds_back
    return [
        {
            "bank": item.bank,
            "question": item.question.id,
            "type": item.question.type,
            "prompt": seen_item(item).question.prompt,
            "response": response_text(seen_response(item, taken.response)),
            "right": "; ".join(answer_lines(seen_item(item).question)) if is_told else None,
            "fraction": taken.grade.fraction if is_told else None,
            "points": attempt.points(position) if is_told else None,
            "verdict": taken.grade.verdict.word if is_told else None,
            "seconds": taken.seconds,
            "at": utc_text(taken.at),
        }
        for position, (item, taken) in enumerate(zip(attempt.items, attempt.counted, strict=True))
        if taken is not None
    ]


def _row(summary: Summary) -> tuple[str, ...]:
    score = percent(summary.fraction) if summary.finished else "open"
    return (
        summary.uid[:8],
        f"{summary.started.astimezone():%Y-%m-%d %H:%M}",
        ", ".join(summary.banks),
        summary.options.kind(summary.mode),
        summary.learner,
        f"{summary.answered}/{summary.questions}",
        score,
    )


def _print_attempt(attempt: Attempt) -> None:
    banks = ", ".join(dict.fromkeys(item.bank_title for item in attempt.items))
    state = "" if attempt.finished else ", still open"
    lesson = attempt.options.lesson
    kind = attempt.mode.value if lesson is None else f"lesson “{lesson.title}”"
    click.echo(f"Attempt {attempt.uid[:8]}: {banks}, {kind}, {attempt.started.astimezone():%Y-%m-%d %H:%M}")
    if attempt.holds_back:
        answered = f"{attempt.answered} of {counted(len(attempt.items), 'question')} answered"
        click.echo(f"{answered}; no score until it is handed in")
        for position, (item, taken) in enumerate(zip(attempt.items, attempt.counted, strict=True), start=1):
            click.echo(f"\n{position}. {seen_item(item).question.prompt}")
            click.echo(f"   {response_text(seen_response(item, taken.response) if taken is not None else None)}")
        return
    click.echo(
        f"Score: {decimals(attempt.score)} of {decimals(attempt.possible)} ({percent(attempt.fraction)}), "
        f"{attempt.answered} of {counted(len(attempt.items), 'question')} answered{state}"
    )
    for position, (item, taken) in enumerate(zip(attempt.items, attempt.counted, strict=True), start=1):
        click.echo(f"\n{position}. {seen_item(item).question.prompt}")
        click.echo(
            f"   {_verdict(taken)}: {response_text(seen_response(item, taken.response) if taken is not None else None)}"
        )
        answer = answer_lines(seen_item(item).question)
        if taken.grade.fraction < 1 if taken is not None else attempt.finished is not None:
            click.echo(f"   Answer: {answer[0]}" if len(answer) == 1 else "   Answer:")
            for line in answer if len(answer) > 1 else ():
                click.echo(f"     {line}")


def _verdict(taken: RecordedResponse | None) -> str:
    return f"{taken.grade.verdict.mark} {taken.grade.verdict.word}" if taken is not None else "– Open"
