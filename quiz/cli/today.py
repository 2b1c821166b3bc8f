"""`quiz today`: what the day asks, in one line for a prompt, a status bar or a login message."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any

import click

from quiz.cli.common import Failure, tell_clock, the_library, the_settings, the_store_to_read
from quiz.cli.completion import complete_learners
from quiz.cli.tables import FORMAT, show_json
from quiz.cli.words import WORDS
from quiz.practice.draw import bank_keys
from quiz.practice.lessons import lesson_path
from quiz.practice.today import today as today_of
from quiz.scores.learning import learning
from quiz.scores.store.records import StoreProblem
from quiz.settings import learner_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from quiz.library.library import LibraryEntry
    from quiz.practice.today import LessonAhead, Today
    from quiz.settings import Settings


@click.command
@FORMAT
@click.option(
    "--learner",
    type=WORDS,
    shell_complete=complete_learners,
    help="Whose day.  [default: QUIZ_LEARNER or the login name]",
)
def today(form: str, learner: str | None) -> None:
    """Say in one line what is due, what waits of lessons, new questions and mistakes, and the days in a row.

    Where nothing waits any more it says so, and what tomorrow brings. It only looks, and makes no file of scores.
    """
    settings = the_settings()
    found = the_day(the_library().playable, learner_name(learner, settings), settings)
    if form == "json":
        show_json(_as_json(found))
    else:
        click.echo(found.line)


def the_day(entries: Iterable[LibraryEntry], learner: str, settings: Settings) -> Today:
    """Return what the day asks of a learner over these banks. Raises `Failure`."""
    banks = [entry.bank for entry in entries if entry.bank is not None]
    keys = [key for bank in banks for key in bank_keys(bank)]
    try:
        with closing(the_store_to_read()) as store:
            found = today_of(learning(store, learner, settings), keys, settings.goal, lesson_path(banks))
            tell_clock(store, learner, settings)
    except StoreProblem as problem:
        raise Failure(str(problem)) from problem
    return found


def _lesson_as_json(lesson: LessonAhead) -> dict[str, Any]:
    return {
        "bank": lesson.name.bank,
        "id": lesson.name.id,
        "title": lesson.title,
        "questions": lesson.questions,
        "more": lesson.more,
    }


def _as_json(found: Today) -> dict[str, Any]:
    return {
        "day": found.day.isoformat(),
        "due": found.due,
        "lesson": _lesson_as_json(found.lesson) if found.lesson is not None else None,
        "lessons": found.lessons,
        "new": found.new,
        "mistakes": found.mistakes,
        "left": found.left,
        "to_go": found.to_go,
        "wrong": found.wrong,
        "minutes": found.minutes,
        "done": found.done,
        "goal": found.goal,
        "streak": found.streak,
        "tomorrow": found.tomorrow,
        "week": [{"day": one.day.isoformat(), "responses": one.responses, "met": one.is_met} for one in found.week],
    }
