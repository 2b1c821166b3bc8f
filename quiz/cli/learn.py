"""`quiz learn`: the next lesson, or one that is named."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any, Final

import click

from quiz.cli.common import (
    Failure,
    looks_like_file,
    named_entries,
    note_problems,
    run_app,
    tell_clock,
    the_library,
    the_settings,
    the_store_to_read,
)
from quiz.cli.completion import complete_banks, complete_learners, complete_lessons
from quiz.cli.tables import FORMAT, TITLE_LIMIT, show_json, show_table
from quiz.cli.words import WORDS
from quiz.practice.lessons import find_lesson, lesson_path, next_lesson
from quiz.scores.learning import learning
from quiz.scores.store.records import StoreProblem
from quiz.settings import learner_name
from quiz.text import clean_line, counted, shortened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quiz.library.library import LibraryEntry
    from quiz.practice.draw import Learning
    from quiz.practice.lessons import PathLesson
    from quiz.settings import Settings

_HEAD: Final = ("Lesson", "Title", "State", "Right", "Questions")


@click.command
@click.argument("bank", required=False, shell_complete=complete_banks)
@click.argument("lesson", required=False, shell_complete=complete_lessons)
@click.option("--list", "lists", is_flag=True, help="List the lessons in their order, with what was done of them.")
@FORMAT
@click.option(
    "--learner",
    type=WORDS,
    shell_complete=complete_learners,
    help="Under whose name the score is kept.  [default: QUIZ_LEARNER or the login name]",
)
@click.option("--plain", is_flag=True, help="Line by line, for screen readers, pipes and simple terminals.")
@click.pass_context
def learn(
    ctx: click.Context,
    bank: str | None,
    lesson: str | None,
    lists: bool,
    form: str,
    learner: str | None,
    plain: bool,
) -> None:
    """Read the next lesson and answer its questions; those of a bank, or the one that is named.

    BANK is the id of a bank or a file, LESSON the id of a lesson in it. The next lesson is the first on the path with a
    question that you were never asked; --list shows the path.
    """
    settings = the_settings()
    name = learner_name(learner, settings)
    entries = _entries(bank)
    path = lesson_path([entry.bank for entry in entries if entry.bank is not None])
    there = [one for one in path if bank is None or one.bank.id == entries[0].id]
    if not there:
        where = f"the bank {entries[0].id}" if bank is not None else "the library"
        raise Failure(f"there is no lesson in {where}; `quiz take` asks questions")
    learned = _learned(name, settings)
    if lists or form == "json":
        _show(form, there, learned)
        return
    found = _named(there, lesson) if lesson is not None else next_lesson(there, learned.memories, learned.aside)
    if found is None:
        click.echo(_all_taken(there), err=True)
        return
    if not plain:
        from quiz.tui.launch import Launch

        ctx.exit(run_app(Launch(entries, lesson=found), learner, instead=_PLAIN))
    _learn_plainly(found, entries, name, settings)


_PLAIN: Final = "`quiz learn --plain` goes line by line"


def _entries(bank: str | None) -> Sequence[LibraryEntry]:
    """Return the banks, the named one first: a lesson may ask questions of others. Raises `Failure`."""
    library = the_library()
    if bank is None:
        return library.playable
    (named,) = named_entries([bank])
    others = [entry for entry in library.playable if entry.id != named.id]
    if looks_like_file(bank):
        note_problems([named])
    return [named, *others]


def _learned(learner: str, settings: Settings) -> Learning:
    try:
        with closing(the_store_to_read()) as store:
            tell_clock(store, learner, settings)
            return learning(store, learner, settings)
    except StoreProblem as problem:
        raise Failure(str(problem)) from problem


def _named(path: Sequence[PathLesson], lesson: str) -> PathLesson:
    from quiz.bank.lessons import full_name
    from quiz.diagnostics.suggest import suggestion

    found = find_lesson(path, full_name(lesson, path[0].bank.id))
    if found is None:
        near = suggestion(lesson, [one.lesson.id for one in path])
        hint = f"did you mean {near}?" if near else "`quiz learn --list` shows the lessons there are"
        raise Failure(f"there is no lesson “{clean_line(lesson)}” in the bank {path[0].bank.id}; {hint}")
    return found


def _all_taken(path: Sequence[PathLesson]) -> str:
    """Say that no lesson is left, and what can be done."""
    first = path[0]
    again = f"`quiz learn {first.bank.id} {first.lesson.id}` takes one again"
    return f"You have been through all {counted(len(path), 'lesson')}, but for what you put aside; {again}."


def _show(form: str, path: Sequence[PathLesson], learned: Learning) -> None:
    if form == "json":
        show_json([_as_json(one, learned) for one in path])
        return
    rows = []
    for one in path:
        state = "put aside" if one.name in learned.aside else one.state(learned.memories).value
        right = one.right(learned.memories)
        title = shortened(one.lesson.title, TITLE_LIMIT)
        rows.append(("/".join(one.name), title, state, str(right or "–"), str(len(one.keys))))
    show_table(_HEAD, rows, right=range(3, len(_HEAD)))


def _as_json(one: PathLesson, learned: Learning) -> dict[str, Any]:
    return {
        "bank": one.bank.id,
        "id": one.lesson.id,
        "title": one.lesson.title,
        "state": one.state(learned.memories).value,
        "aside": one.name in learned.aside,
        "start": one.lesson.start,
        "questions": ["/".join(key) for key in one.keys],
        "right": one.right(learned.memories),
        "valid_until": one.lesson.valid_until,
    }


def _learn_plainly(lesson: PathLesson, entries: Sequence[LibraryEntry], learner: str, settings: Settings) -> None:
    """Read a lesson line by line and ask its questions, then name the next one."""
    from quiz.cli.take import begin_plainly, take_plainly
    from quiz.practice.draw import lesson_options
    from quiz.practice.types import Mode

    options = lesson_options(lesson)
    recorder = begin_plainly(entries, options, None, learner, Mode.PRACTICE, settings, only=lesson.keys)
    take_plainly(recorder, settings, echoes=False)
    if recorder.attempt.finished is None:
        return
    learned = _learned(learner, settings)
    path = lesson_path([entry.bank for entry in entries if entry.bank is not None])
    click.echo(lesson_end(lesson, path, learned), err=True)


def lesson_end(lesson: PathLesson, path: Sequence[PathLesson], learned: Learning) -> str:
    """Say what is known of a lesson's questions after it, and which lesson comes next."""
    right = lesson.right(learned.memories)
    following = next_lesson(path, learned.memories, learned.aside)
    told = f"{lesson.lesson.title}: {right} of {counted(len(lesson.keys), 'question')} right so far."
    if following is None:
        return f"{told} No lesson is left."
    return f"{told} Next lesson: {following.lesson.title}; `quiz learn` goes on."
