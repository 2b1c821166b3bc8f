"""`quiz today`: what the day asks, in one line for a prompt, a status bar or a login message."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from quiz.cli.common import Failure, tell_clock, the_library, the_settings, the_store_to_read
from quiz.cli.tables import FORMAT, show_json
from quiz.cli.words import WORDS
from quiz.practice.draw import bank_keys
from quiz.practice.today import today as today_of
from quiz.scores.recorder import learning
from quiz.scores.store.records import StoreProblem
from quiz.settings import learner_name

if TYPE_CHECKING:
    from quiz.practice.today import Today


@click.command
@FORMAT
@click.option("--learner", type=WORDS, help="Whose day.  [default: QUIZ_LEARNER or the login name]")
def today(form: str, learner: str | None) -> None:
    """Say in one line what is due, what is new, which mistakes wait, and how many days in a row you learned.

    Where nothing waits any more it says so, and what tomorrow brings. It only looks, and makes no file of scores.
    """
    settings = the_settings()
    name = learner_name(learner, settings)
    keys = [key for entry in the_library().playable for key in bank_keys(entry.bank)]
    try:
        store = the_store_to_read()
        found = today_of(learning(store, name, settings), keys, settings.goal)
        tell_clock(store, name, settings)
    except StoreProblem as problem:
        raise Failure(str(problem)) from problem
    if form == "json":
        show_json(_as_json(found))
    else:
        click.echo(found.line)


def _as_json(found: Today) -> dict[str, Any]:
    return {
        "day": found.day.isoformat(),
        "due": found.due,
        "new": found.new,
        "mistakes": found.mistakes,
        "minutes": found.minutes,
        "done": found.done,
        "goal": found.goal,
        "streak": found.streak,
        "tomorrow": found.tomorrow,
        "week": [{"day": one.day.isoformat(), "responses": one.responses, "met": one.is_met} for one in found.week],
    }
