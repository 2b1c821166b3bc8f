"""`quiz analyse`: item analysis of a bank over people."""

from __future__ import annotations

import contextlib
import tempfile
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from quiz.cli.common import Failure, input_from, named_entries, note_problems, the_store_to_read
from quiz.cli.completion import complete_banks
from quiz.cli.filters import OF_CLASS
from quiz.cli.output import OUTPUT, delivered
from quiz.cli.tables import show_csv, show_json, show_table
from quiz.files import FileProblem
from quiz.practice.types import Mode
from quiz.scores.store.engine import store_of_files
from quiz.scores.store.records import StoreProblem
from quiz.text import clean_line, counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from quiz.scores.item_analysis.analysis import Analysis, QuestionAnalysis, SetAnalysis
    from quiz.scores.store.base import Store

_ALL = "all"


@click.command
@click.argument("bank", shell_complete=complete_banks)
@click.argument("results", nargs=-1, type=click.Path(allow_dash=True, path_type=Path))
@click.option(
    "--mode",
    type=click.Choice([*(mode.value for mode in Mode), _ALL]),
    help="Which attempts; `all` mixes them.  [default: the mode with the most people]",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "csv", "html"]),
    default="table",
    show_default=True,
    help="How to print it; csv has a row a question.",
)
@OF_CLASS
@OUTPUT
def analyse(
    bank: str, results: tuple[Path, ...], mode: str | None, form: str, code: str | None, file: Path | None
) -> None:
    """Say how the questions of BANK work, over all people who answered them.

    The responses are those kept on this machine or, where RESULTS are named, those in these files (made by
    `quiz export-results`; - is standard input) and no others. Each learner's first response to a question counts; one
    left unanswered counts 0 once its attempt is finished; what was not asked does not count. Below ten people every
    figure is marked “too few”.
    """
    from quiz.scores.item_analysis.analysis import analyse as analyse_bank

    entry = named_entries([bank])[0]
    note_problems([entry])
    assert entry.bank is not None
    wanted = Mode(mode) if mode not in {None, _ALL} else None
    try:
        with _collected(results) as store:
            analysis = analyse_bank(store, entry.bank, wanted, mixed=mode == _ALL, code=code)
    except StoreProblem as problem:
        raise Failure(str(problem)) from problem
    with delivered(file):
        _show(analysis, form, _source(results))


def _show(analysis: Analysis, form: str, source: str) -> None:
    match form:
        case "json":
            show_json(as_json(analysis))
        case "csv":
            rows = [_row(analysis, item) for item in analysis.questions]
            show_csv(list(rows[0]), [list(row.values()) for row in rows])
        case "html":
            from quiz.scores.html.analysis_page import analysis_page

            click.echo(analysis_page(analysis, source, datetime.now().astimezone()), nl=False)
        case _:
            _print(analysis, source)


def _import(store: Store, path: Path) -> None:
    from quiz.scores.exchange.results_format import ResultsFault, bounded_lines
    from quiz.scores.exchange.transfer import import_results

    name = clean_line(str(path))
    try:
        with input_from(path) as file:
            import_results(store, bounded_lines(file))
    except ResultsFault as fault:
        raise Failure(f"{name}:{fault.line}: {fault.message}; export it again where it comes from") from fault
    except FileProblem as problem:
        raise Failure(f"{name}: {problem.message}") from problem


@contextlib.contextmanager
def _collected(results: Sequence[Path]) -> Iterator[Store]:
    """Open the store, or a temporary one filled from the results files."""
    if not results:
        yield the_store_to_read()
        return
    with (
        tempfile.TemporaryDirectory(prefix="quiz-") as folder,
        contextlib.closing(store_of_files(Path(folder))) as store,
    ):
        for file in results:
            _import(store, file)
        yield store


def _source(results: Sequence[Path]) -> str:
    if not results:
        return "the scores on this machine"
    names = ", ".join("standard input" if str(file) == "-" else clean_line(file.name) for file in results[:5])
    more = len(results) - 5
    return f"{names} and {more} more" if more > 0 else names


def _print(analysis: Analysis, source: str) -> None:
    from quiz.scores.item_analysis.analysis import RULE
    from quiz.scores.item_analysis.tables import mode_text, tables

    people = counted(analysis.people, "person", "people")
    click.echo(f"{clean_line(analysis.bank.title)}: {people}, {mode_text(analysis)}; from {source}")
    click.echo(RULE)
    for table in tables(analysis):
        click.echo(f"\n{table.title}")
        if table.said:
            click.echo(table.said)
        if table.rows:
            show_table(table.head, table.rows, right=table.right)


# JSON and CSV: keys are only ever added


def as_json(analysis: Analysis) -> dict[str, Any]:
    """Return the analysis with its documented keys."""
    return {
        "bank": analysis.bank.id,
        "title": analysis.bank.title,
        "mode": analysis.mode.value if analysis.mode else _ALL,
        "people_by_mode": {mode.value: people for mode, people in analysis.by_mode},
        "people": analysis.people,
        "too_few": analysis.too_few,
        "distribution": list(analysis.bins),
        "questions": [_question(item) for item in analysis.questions],
        "sets": [_set(taken) for taken in analysis.sets],
        "sets_found": analysis.sets_found,
        "no_sets": analysis.no_sets,
    }


def _question(item: QuestionAnalysis) -> dict[str, Any]:
    return {
        **_figures(item),
        "flags": [{"code": flag.code, "why": flag.why} for flag in item.flags],
        "places": [
            {
                "place": place.label,
                "options": [
                    {
                        "text": option.text,
                        "right": option.right,
                        "in_bank": option.known,
                        "people": option.people,
                        "share": option.share,
                        "mean_rest": option.rest,
                    }
                    for option in place.options
                ],
                "other_answers": place.others,
                "left_out": place.left_out,
            }
            for place in item.places
        ],
    }


def _figures(item: QuestionAnalysis) -> dict[str, Any]:
    figures = item.figures
    return {
        "question": item.question.id,
        "type": item.question.type,
        "prompt": item.question.prompt,
        "people": figures.people,
        "too_few": figures.too_few,
        "facility": figures.facility,
        "sd": figures.deviation,
        "discrimination_index": figures.discrimination,
        "discriminative_efficiency": figures.efficiency,
        "compared": figures.compared,
        "effective_weight": figures.weight,
        "negative_covariance": figures.negative,
        "random_guess_score": item.random,
        "dont_know": item.dont_know,
        "unanswered": item.unanswered,
        "unlike": item.unlike,
    }


def _set(taken: SetAnalysis) -> dict[str, Any]:
    figures = taken.figures
    return {
        "questions": list(taken.questions),
        "people": figures.people,
        "too_few": figures.too_few,
        "possible": figures.possible,
        "mean": figures.mean,
        "median": figures.median,
        "sd": figures.deviation,
        "cronbach_alpha": figures.alpha,
        "error_ratio": figures.error_ratio,
        "standard_error": figures.standard_error,
        "skewness": figures.skewness,
        "kurtosis": figures.kurtosis,
        "reading": figures.reading,
        "missing": dict(figures.missing),
        "distribution": list(taken.bins),
    }


def _row(analysis: Analysis, item: QuestionAnalysis) -> dict[str, Any]:
    """Return a question as a row: the figures of the JSON, then flags and choices as text."""
    from quiz.scores.item_analysis.tables import place_rows

    taken = [
        f"{place.label + ': ' if place.label else ''}{text}: {people}"
        for place in item.places
        for text, _, people in place_rows(place)
    ]
    return {
        "bank": analysis.bank.id,
        "mode": analysis.mode.value if analysis.mode else _ALL,
        **_figures(item),
        "flags": "; ".join(flag.why for flag in item.flags),
        "choices": "; ".join(taken),
    }
