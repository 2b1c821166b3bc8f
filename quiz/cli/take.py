"""`quiz take`: straight into an attempt, new or left open."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from quiz.bank.questions.base import DIFFICULTIES
from quiz.cli.common import (
    Failure,
    named_entries,
    note_problems,
    run_app,
    tell_clock,
    the_library,
    the_settings,
    the_store,
)
from quiz.cli.completion import complete_attempts, complete_banks
from quiz.cli.filters import TAGS, TYPES, Count
from quiz.cli.words import WORDS
from quiz.files import FileProblem
from quiz.paths import data_folder
from quiz.practice.draw import EmptyDraw, NothingDue, Options, Purpose, cut_short, lesson_options, too_few, usual_count
from quiz.practice.types import DEFAULT_COUNT, Mode
from quiz.scores.recorder import AttemptRecorder, clear_away, left_open, new_seed, start
from quiz.scores.store.records import NoSuchAttempt, StoreGone, StoreProblem
from quiz.scores.unsubmitted import Unsubmitted
from quiz.settings import Settings, learner_name
from quiz.text import clean_line, counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quiz.library.library import LibraryEntry
    from quiz.practice.attempt import Attempt
    from quiz.practice.types import Key
    from quiz.scores.store.base import Store

_BANKS_NAMED: Final = 12
_DRAWING: Final = frozenset(
    {"mode", "today", "ahead", "count", "seed", "tags", "types", "difficulties", "unseen_first", "confidence"}
    | {"time_limit"}
)
"""The options that say what is drawn, and how it is taken."""


@click.command
@click.argument("banks", nargs=-1, metavar="[BANK]...", shell_complete=complete_banks)
@click.option("--mode", type=click.Choice([mode.value for mode in Mode]), default="practice", show_default=True)
@click.option("--today", is_flag=True, help="Go on with today: what is due, lessons, what is new, mistakes.")
@click.option("--ahead", is_flag=True, help="Review what is due next, before its time.")
@click.option("--count", type=Count(), help=f"How many questions.  [default: {DEFAULT_COUNT}; review, mistakes: a set]")
@click.option("--seed", type=click.IntRange(0, 2**63 - 1), help="Repeat the draw and order of an earlier attempt.")
@TAGS
@TYPES
@click.option(
    "--difficulty",
    "difficulties",
    multiple=True,
    type=click.Choice(DIFFICULTIES),
    help="Only this difficulty. May be repeated.",
)
@click.option("--unseen-first", is_flag=True, help="Draw questions that you never answered first.")
@click.option("--confidence", is_flag=True, help="Say with each response how sure you are.")
@click.option(
    "--time-limit", type=click.FloatRange(0, 100_000, min_open=True), metavar="MINUTES", help="Hand in after this time."
)
@click.option(
    "--learner", type=WORDS, help="Under whose name the score is kept.  [default: QUIZ_LEARNER or the login name]"
)
@click.option("--plain", is_flag=True, help="Line by line, for screen readers, pipes and simple terminals.")
@click.option("--echo", is_flag=True, help="With --plain: say on standard output what was answered too.")
@click.option(
    "--resume",
    is_flag=False,
    flag_value="",
    metavar="[ATTEMPT]",
    shell_complete=complete_attempts(open_only=True),
    help="Continue an attempt that was left open; the newest when none is named.",
)
@click.pass_context
def take(
    ctx: click.Context,
    banks: tuple[str, ...],
    mode: str,
    today: bool,
    ahead: bool,
    count: int | None,
    seed: int | None,
    tags: tuple[str, ...],
    types: tuple[str, ...],
    difficulties: tuple[str, ...],
    unseen_first: bool,
    confidence: bool,
    time_limit: float | None,
    learner: str | None,
    plain: bool,
    echo: bool,
    resume: str | None,
) -> None:
    """Take a quiz on one or more banks; without a name, on all of them together.

    BANK is the id of a bank (see `quiz list`) or a file.

    practice gives feedback at once; exam only after handing in; review asks what is due and some new questions;
    mistakes asks what was last not wholly right. Review, mistakes and today go on with what was left open, unless a
    seed is given.
    """
    if echo and not plain:
        raise Failure("--echo is for the line mode; add --plain")
    settings = the_settings()
    if resume is not None:
        take_plainly(_resumed(ctx, resume, banks, learner, settings, plain=plain), settings, echoes=echo)
        return
    if today and ahead:
        raise Failure("--today and --ahead are two different sets; leave out one")
    purpose = Purpose.TODAY if today else Purpose.AHEAD if ahead else None
    if purpose is not None and _is_given(ctx, "mode") and mode != Mode.REVIEW.value:
        raise Failure(f"--{purpose.value} is a review; leave out --mode {mode}")
    chosen = Mode(mode) if purpose is None else Mode.REVIEW
    is_counted = _is_given(ctx, "count")
    if not is_counted:
        count = usual_count(chosen, settings.set_size)
    options = Options(
        count=count,
        tags=tags,
        types=types,
        difficulties=difficulties,
        unseen_first=unseen_first,
        confidence=confidence,
        time_limit=time_limit * 60 if time_limit is not None else None,
        purpose=purpose,
    )
    entries = named_entries(banks)
    if not plain:
        from quiz.tui.launch import Launch

        ctx.exit(run_app(Launch(entries, options, seed, chosen), learner))
    note_problems(entries)
    try:
        recorder = begin_plainly(entries, options, seed, learner_name(learner, settings), chosen, settings)
    except NothingDue as news:
        click.echo(str(news), err=True)
        return
    is_lesson = recorder.attempt.options.lesson is not None
    if not banks and not recorder.attempt.log and not is_lesson:  # what is gone on with was drawn before
        _note_banks(entries)
    drawn = len(recorder.attempt.items)
    lacking = (
        too_few(drawn, options) if not is_lesson and (is_counted or chosen in {Mode.PRACTICE, Mode.EXAM}) else None
    )
    if note := cut_short(drawn, recorder.left_out, options) or lacking:
        click.echo(note, err=True)
    take_plainly(recorder, settings, echoes=echo)


def _is_given(ctx: click.Context, name: str) -> bool:
    return ctx.get_parameter_source(name) is not click.core.ParameterSource.DEFAULT


def _note_banks(entries: Sequence[LibraryEntry]) -> None:
    """Say on standard error of which banks the questions are, where none was named."""
    titles = [clean_line(entry.bank.title) for entry in entries if entry.bank is not None]
    rest = len(titles[_BANKS_NAMED:])
    more = f" and {rest} more" if rest else ""
    click.echo(
        f"The questions are drawn from {counted(len(entries), 'bank')}: {', '.join(titles[:_BANKS_NAMED])}{more}.",
        err=True,
    )


def _resumed(
    ctx: click.Context, uid: str, banks: Sequence[str], learner: str | None, settings: Settings, *, plain: bool
) -> AttemptRecorder:
    """Return the recorder of an attempt that was left open, for the line mode; the app ends the command itself."""
    if banks:
        raise Failure("--resume continues an attempt as it was drawn; leave out the banks")
    for option in ctx.command.params:
        if option.name in _DRAWING and _is_given(ctx, option.name):
            raise Failure(f"--resume continues an attempt as it was drawn; leave out {option.opts[0]}")
    store = the_store()
    try:
        attempt = store.load(_open_uid(store, uid, learner_name(learner, settings)))
        if attempt.finished is not None:
            raise Failure(f"attempt {attempt.uid[:8]} is finished; `quiz scores {attempt.uid[:8]}` shows it")
        if not plain:
            store.close()  # the app has it open itself
            from quiz.tui.launch import Launch

            ctx.exit(run_app(Launch(attempt=attempt), attempt.learner))
        tell_clock(store, attempt.learner, settings)
    except (NoSuchAttempt, StoreProblem) as problem:
        raise Failure(str(problem)) from problem
    return AttemptRecorder(store, attempt, settings)


def _open_uid(store: Store, uid: str, learner: str) -> str:
    if uid:
        return store.find(uid)
    newest = store.summaries(learner=learner, open_only=True, limit=1)
    if not newest:
        raise Failure("no attempt is open; `quiz take` starts one")
    return newest[0].uid


def begin_plainly(
    entries: Sequence[LibraryEntry],
    options: Options,
    seed: int | None,
    learner: str,
    mode: Mode,
    settings: Settings,
    only: Sequence[Key] | None = None,
) -> AttemptRecorder:
    """Return an attempt that was left open for the same purpose, else a new one, of chosen questions with `only`.

    Today goes on with a lesson where nothing is due. Raises `NothingDue` and `Failure`.
    """
    store = the_store()
    banks = [entry.bank for entry in entries if entry.bank is not None]
    try:
        tell_clock(store, learner, settings)
        clear_away(store, Unsubmitted(data_folder()))
        if seed is None and (uid := left_open(store, learner, banks, options, mode)) is not None:
            attempt = store.load(uid)
            click.echo(
                f"Going on with what was left open: {attempt.answered} of {counted(len(attempt.items), 'question')} "
                "answered. With --seed another one is begun.",
                err=True,
            )
            return AttemptRecorder(store, attempt, settings)
        if seed is None and options.purpose is Purpose.TODAY and only is None:
            from quiz.scores.lessons import lesson_of_today

            if (lesson := lesson_of_today(store, learner, banks, options, settings)) is not None:
                options, mode, only = lesson_options(lesson, Purpose.TODAY), Mode.PRACTICE, lesson.keys
        return start(
            store,
            banks,
            learner=learner,
            options=options,
            seed=new_seed() if seed is None else seed,
            mode=mode,
            settings=settings,
            only=only,
        )
    except NothingDue:
        raise
    except (EmptyDraw, StoreProblem) as problem:
        raise Failure(str(problem)) from problem


def take_plainly(recorder: AttemptRecorder, settings: Settings, *, echoes: bool) -> None:
    from quiz.plain.dialogue import Dialogue
    from quiz.plain.streams import Streams

    try:
        Dialogue(recorder, Streams(sys.stdin, sys.stdout, sys.stderr, echoes=echoes)).run()
    except StoreGone as gone:
        rescued = f". {_rescued(recorder.attempt)}" if recorder.attempt.log else ""
        raise Failure(f"{gone}{rescued}") from gone
    except StoreProblem as problem:
        raise Failure(str(problem)) from problem
    except KeyboardInterrupt:
        way_on = "; quiz take --resume goes on" if recorder.attempt.finished is None else ""
        click.echo(f"\nLeft. What you answered is kept{way_on}.", err=True)
        raise
    finally:
        with contextlib.suppress(StoreProblem):  # what is empty is cleared away at the next start too
            recorder.leave(Unsubmitted(data_folder()))
        recorder.store.close()
    if recorder.attempt.options.is_of_today and recorder.attempt.finished is not None:
        from quiz.cli.today import the_day

        click.echo(the_day(the_library().playable, recorder.attempt.learner, settings).sentence, err=True)


def _rescued(attempt: Attempt) -> str:
    """Put what was answered into a file of its own, and say where it is and how it comes into a store."""
    import shlex
    import tempfile

    from quiz.scores.exchange.transfer import rescue

    try:
        file = rescue(attempt, (data_folder(), Path.cwd(), Path(tempfile.gettempdir())))
    except FileProblem as problem:
        return f"What you answered could not be kept: {problem.path}: {problem.message}"
    return f"What you answered is kept in {file}; this brings it in: quiz import-results {shlex.quote(str(file))}"
