"""An item analysis in words and as tables, the same on the command line and on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.practice.questions.base import GAP
from quiz.scores.item_analysis.formulas import FEW
from quiz.scores.progress.tables import Table
from quiz.text import clean_line, counted, decimals, percent, shortened

if TYPE_CHECKING:
    from quiz.scores.item_analysis.analysis import Analysis, QuestionAnalysis, SetAnalysis
    from quiz.scores.item_analysis.choice_counts import OptionCount, PlaceCounts

NONE = "–"
TOO_FEW = "?"
"""The mark behind a figure that rests on too few people."""
TOO_FEW_SAID = f"{TOO_FEW} = too few: fewer than {FEW} people, so the figure cannot be relied on."
HEAD = ("People", "Facility", "SD", "Discrimination", "Efficiency", "Weight", "Guessing")


def figure_cells(item: QuestionAnalysis) -> tuple[str, ...]:
    """Return the figures of a question as texts, in the order of `HEAD`."""
    item_figures = item.figures
    few = item_figures.too_few
    return (
        str(item_figures.people),
        _share(item_figures.facility, few),
        _share(item_figures.deviation, few),
        _number(item_figures.discrimination, few or item_figures.compared < FEW),
        _number(item_figures.efficiency, few or item_figures.compared < FEW),
        "negative covariance" if item_figures.negative else _number(item_figures.weight, few, " %"),
        percent(item.random, 0) if item.random is not None else NONE,
    )


def set_pairs(taken: SetAnalysis) -> tuple[tuple[str, str], ...]:
    """Return the figures of a set taken whole as names and texts; where there is none, why not."""
    set_figures = taken.figures
    few = set_figures.too_few

    def text(name: str, value: float | None, unit: str = "") -> str:
        return _number(value, few, unit) if value is not None else f"none: {set_figures.missing[name]}"

    of = f" of {decimals(set_figures.possible)} points"
    mean = f"{decimals(set_figures.mean)}{of} ({percent(set_figures.mean / set_figures.possible, 0)})"
    return (
        ("People", str(set_figures.people)),
        ("Questions", str(set_figures.questions)),
        ("Mean", mean + (f" {TOO_FEW}" if few else "")),
        ("Median", _number(set_figures.median, few, of)),
        ("Standard deviation", text("deviation", set_figures.deviation, " points")),
        ("Cronbach's alpha", text("alpha", set_figures.alpha, " %")),
        ("Reliability", set_figures.reading),
        ("Error ratio", text("error_ratio", set_figures.error_ratio, " %")),
        ("Standard error", text("standard_error", set_figures.standard_error, " points")),
        ("Skewness", text("skewness", set_figures.skewness)),
        ("Kurtosis", text("kurtosis", set_figures.kurtosis)),
    )


def _share(value: float | None, few: bool) -> str:
    return (percent(value, 0) + (f" {TOO_FEW}" if few else "")) if value is not None else NONE


def _number(value: float | None, few: bool, unit: str = "") -> str:
    places = 0 if unit.endswith("%") else 2
    return (decimals(value, places) + unit + (f" {TOO_FEW}" if few else "")) if value is not None else NONE


def mode_text(analysis: Analysis) -> str:
    """Say which attempts were analysed, and which were not."""
    people = ", ".join(f"{mode} {counted(number, 'person', 'people')}" for mode, number in analysis.by_mode)
    if analysis.mode is None:
        return f"all modes mixed ({people})" if people else "all modes mixed"
    if len(analysis.by_mode) > 1:
        return f"{analysis.mode} only (there are {people}; --mode chooses)"
    return analysis.mode.value


def left_cells(item: QuestionAnalysis) -> tuple[tuple[str, int], ...]:
    """Return how many people gave no answer, by kind; only the kinds that there are."""
    kinds = (
        ("don't know", item.dont_know),
        ("unanswered", item.unanswered),
        ("answered an earlier form of the question", item.unlike),
    )
    return tuple((name, people) for name, people in kinds if people)


def place_rows(place: PlaceCounts) -> tuple[tuple[str, OptionCount | None, int], ...]:
    """Return a line for each thing that was taken in a place: its text, the option where it is one, the people."""
    rows: list[tuple[str, OptionCount | None, int]] = [
        (option_text(option), option, option.people) for option in place.options
    ]
    if place.others:
        rows.append(("other answers", None, place.others))
    if place.left_out:
        rows.append(("left out", None, place.left_out))
    return tuple(rows)


def option_text(option: OptionCount) -> str:
    return option.text or GAP


def tables(analysis: Analysis) -> tuple[Table, ...]:
    """Return the analysis as tables: questions, what needs a look, choices, sets."""
    return (_questions(analysis), _look(analysis), _choices(analysis), *_sets(analysis))


def _questions(analysis: Analysis) -> Table:
    rows = tuple((item.question.id, *figure_cells(item)) for item in analysis.questions)
    note = TOO_FEW_SAID if any(item.figures.too_few for item in analysis.questions) else ""
    return Table("questions", "Questions", ("Question", *HEAD), rows, tuple(range(1, len(HEAD) + 1)), note)


def _look(analysis: Analysis) -> Table:
    rows = tuple(
        (item.question.id, clean_line(flag.why))
        for item in analysis.questions
        for flag in item.flags
        if flag.code != "too-few"
    )
    judged = sum(not item.figures.too_few for item in analysis.questions)
    note = f"None of {counted(judged, 'question')} asked of {FEW} people or more." if not rows else ""
    return Table("look", "What needs a look", ("Question", "Why"), rows, (), note)


def _choices(analysis: Analysis) -> Table:
    rows = []
    for item in analysis.questions:
        people = item.figures.people
        if not people:
            continue
        for place in item.places:
            for text, option, number in place_rows(place):
                label = f"{place.label}: " if place.label else ""
                right = "✓" if option is not None and option.right else ""
                rows.append(
                    (item.question.id, shortened(label + text), right, str(number), percent(number / people, 0))
                )
        for text, number in left_cells(item):
            rows.append((item.question.id, text, "", str(number), percent(number / people, 0)))
    return Table("choices", "Choices", ("Question", "Taken", "Right", "People", "Share"), tuple(rows), (3, 4))


def _sets(analysis: Analysis) -> tuple[Table, ...]:
    if analysis.no_sets:
        return (Table("sets", "Sets taken whole", (), (), (), f"None: {analysis.no_sets}."),)
    return tuple(
        Table("sets", f"Set taken whole: {set_title(analysis, taken)}", ("Figure", "Value"), set_pairs(taken))
        for taken in analysis.sets
    )


def set_title(analysis: Analysis, taken: SetAnalysis) -> str:
    """Name a set by its questions."""
    if len(taken.questions) == len(analysis.bank.questions):
        return "the whole bank"
    shown = ", ".join(taken.questions[:3])
    more = len(taken.questions) - 3
    return f"{shown} and {more} more" if more > 0 else shown
