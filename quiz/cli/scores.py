"""`quiz scores`: the attempts, or one of them response by response."""

from datetime import UTC, datetime
from typing import Any

import click

from quiz.cli.opening import Failure, the_store
from quiz.cli.tables import FORMAT, show_json, show_table
from quiz.practice.attempt import Attempt, Taken
from quiz.practice.wording import answer_lines, response_text
from quiz.scores.store import NoSuchAttempt, StoreProblem, Summary
from quiz.text import clean_line, counted, decimals, percent


@click.command
@click.argument("attempt", required=False)
@FORMAT
@click.option("--learner", help="Only the attempts of this learner.")
@click.option("--limit", type=click.IntRange(1), help="At most so many, the newest first.")
def scores(attempt: str | None, form: str, learner: str | None, limit: int | None) -> None:
    """List the attempts, the newest first; with ATTEMPT (an id or its beginning), show one response by response."""
    store = the_store()
    try:
        if attempt is not None:
            one = store.load(store.find(attempt))
            show_json(_whole(one)) if form == "json" else _print_attempt(one)
            return
        summaries = store.summaries(learner=clean_line(learner) if learner else None, limit=limit)
    except NoSuchAttempt as problem:
        raise Failure(str(problem)) from problem
    except StoreProblem as problem:
        raise Failure(str(problem)) from problem
    if form == "json":
        show_json([_head(summary) for summary in summaries])
    elif not summaries:
        click.echo("No attempt yet. `quiz take` starts one.")
    else:
        rows = [_row(summary) for summary in summaries]
        show_table(("Id", "Started", "Banks", "Mode", "Learner", "Answered", "Score"), rows, right={5, 6})


def utc_text(time: datetime | None) -> str | None:
    """Return a time as ISO 8601 in UTC, to the second: `2026-11-22T09:30:00Z`."""
    return f"{time.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" if time else None


def _head(one: Summary | Attempt) -> dict[str, Any]:
    banks = one.banks if isinstance(one, Summary) else sorted({item.bank for item in one.items})
    return {
        "id": one.uid,
        "banks": list(banks),
        "mode": one.mode.value,
        "learner": one.learner,
        "seed": one.seed,
        "started": utc_text(one.started),
        "finished": utc_text(one.finished),
        "questions": one.questions if isinstance(one, Summary) else len(one.items),
        "answered": one.answered,
        "score": one.score,
        "possible": one.possible,
    }


def _whole(attempt: Attempt) -> dict[str, Any]:
    responses = [
        {
            "bank": item.bank,
            "question": item.question.id,
            "type": item.question.type,
            "prompt": item.question.prompt,
            "response": response_text(taken.response),
            "right": "; ".join(answer_lines(item.question)),
            "fraction": taken.grade.fraction,
            "points": attempt.points(position),
            "verdict": taken.grade.verdict.word,
            "seconds": taken.seconds,
            "at": utc_text(taken.at),
        }
        for position, (item, taken) in enumerate(zip(attempt.items, attempt.counted, strict=True))
        if taken is not None
    ]
    return {**_head(attempt), "responses": responses}


def _row(summary: Summary) -> tuple[str, ...]:
    score = percent(summary.fraction) if summary.finished else "open"
    return (
        summary.uid[:8],
        f"{summary.started.astimezone():%Y-%m-%d %H:%M}",
        ", ".join(summary.banks),
        summary.mode.value,
        summary.learner,
        f"{summary.answered}/{summary.questions}",
        score,
    )


def _print_attempt(attempt: Attempt) -> None:
    banks = ", ".join(dict.fromkeys(item.bank_title for item in attempt.items))
    state = "" if attempt.finished else ", still open"
    click.echo(
        f"Attempt {attempt.uid[:8]}: {banks}, {attempt.mode.value}, {attempt.started.astimezone():%Y-%m-%d %H:%M}"
    )
    click.echo(
        f"Score: {decimals(attempt.score)} of {decimals(attempt.possible)} ({percent(attempt.fraction)}), "
        f"{attempt.answered} of {counted(len(attempt.items), 'question')} answered{state}"
    )
    for position, (item, taken) in enumerate(zip(attempt.items, attempt.counted, strict=True), start=1):
        click.echo(f"\n{position}. {item.question.prompt}")
        click.echo(f"   {_verdict(taken)}: {response_text(taken.response if taken is not None else None)}")
        answer = answer_lines(item.question)
        if taken is None or taken.grade.fraction < 1:
            click.echo(f"   Answer: {answer[0]}" if len(answer) == 1 else "   Answer:")
            for line in answer if len(answer) > 1 else ():
                click.echo(f"     {line}")


def _verdict(taken: Taken | None) -> str:
    return f"{taken.grade.verdict.mark} {taken.grade.verdict.word}" if taken is not None else "– Open"
