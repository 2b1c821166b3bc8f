"""An item analysis in words and as tables, the same on the command line and on the page."""

from quiz.practice.questions.base import GAP
from quiz.scores.item_analysis.analysis import Analysis, QuestionAnalysis, SetAnalysis
from quiz.scores.item_analysis.choice_counts import OptionCount, PlaceCounts
from quiz.scores.item_analysis.formulas import FEW
from quiz.scores.progress.tables import Table
from quiz.text import clean_line, counted, decimals, percent, shortened

NONE = "–"
TOO_FEW = "?"
"""The mark behind a figure that rests on too few people."""
TOO_FEW_SAID = f"{TOO_FEW} = too few: fewer than {FEW} people, so the figure cannot be relied on."
HEAD = ("People", "Facility", "SD", "Discrimination", "Efficiency", "Weight", "Guessing")


def figure_cells(one: QuestionAnalysis) -> tuple[str, ...]:
    """Return the figures of a question as texts, in the order of `HEAD`."""
    found = one.figures
    few = found.too_few
    return (
        str(found.people),
        _share(found.facility, few),
        _share(found.deviation, few),
        _number(found.discrimination, few or found.compared < FEW),
        _number(found.efficiency, few or found.compared < FEW),
        "negative covariance" if found.negative else _number(found.weight, few, " %"),
        percent(one.random) if one.random is not None else NONE,
    )


def set_pairs(taken: SetAnalysis) -> tuple[tuple[str, str], ...]:
    """Return the figures of a set taken whole as names and texts; where there is none, why not."""
    found = taken.figures
    few = found.too_few

    def text(name: str, value: float | None, unit: str = "") -> str:
        return _number(value, few, unit) if value is not None else f"none: {found.missing[name]}"

    of = f" of {decimals(found.possible)} points"
    mean = f"{decimals(found.mean)}{of} ({percent(found.mean / found.possible)})"
    return (
        ("People", str(found.people)),
        ("Questions", str(found.questions)),
        ("Mean", mean + (f" {TOO_FEW}" if few else "")),
        ("Median", _number(found.median, few, of)),
        ("Standard deviation", text("deviation", found.deviation, " points")),
        ("Cronbach's alpha", text("alpha", found.alpha, " %")),
        ("Reliability", found.reading),
        ("Error ratio", text("error_ratio", found.error_ratio, " %")),
        ("Standard error", text("standard_error", found.standard_error, " points")),
        ("Skewness", text("skewness", found.skewness)),
        ("Kurtosis", text("kurtosis", found.kurtosis)),
    )


def _share(value: float | None, few: bool) -> str:
    return (percent(value) + (f" {TOO_FEW}" if few else "")) if value is not None else NONE


def _number(value: float | None, few: bool, unit: str = "") -> str:
    return (decimals(value) + unit + (f" {TOO_FEW}" if few else "")) if value is not None else NONE


def mode_text(analysis: Analysis) -> str:
    """Say which attempts were analysed, and which were not."""
    people = ", ".join(f"{mode} {counted(number, 'person', 'people')}" for mode, number in analysis.by_mode)
    if analysis.mode is None:
        return f"all modes mixed ({people})" if people else "all modes mixed"
    if len(analysis.by_mode) > 1:
        return f"{analysis.mode} only (there are {people}; --mode chooses)"
    return analysis.mode.value


def left_cells(one: QuestionAnalysis) -> tuple[tuple[str, int], ...]:
    """Return how many people gave no answer, by kind; only the kinds that there are."""
    kinds = (
        ("don't know", one.dont_know),
        ("unanswered", one.unanswered),
        ("answered an earlier form of the question", one.unlike),
    )
    return tuple((name, people) for name, people in kinds if people)


def place_rows(place: PlaceCounts) -> tuple[tuple[str, OptionCount | None, int], ...]:
    """Return a line for each thing that was taken in a place: its text, the option where it is one, the people."""
    rows: list[tuple[str, OptionCount | None, int]] = [(option_text(one), one, one.people) for one in place.options]
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
    rows = tuple((one.question.id, *figure_cells(one)) for one in analysis.questions)
    said = TOO_FEW_SAID if any(one.figures.too_few for one in analysis.questions) else ""
    return Table("questions", "Questions", ("Question", *HEAD), rows, tuple(range(1, len(HEAD) + 1)), said)


def _look(analysis: Analysis) -> Table:
    rows = tuple(
        (one.question.id, clean_line(flag.why))
        for one in analysis.questions
        for flag in one.flags
        if flag.code != "too-few"
    )
    judged = sum(not one.figures.too_few for one in analysis.questions)
    said = f"None of {counted(judged, 'question')} asked of {FEW} people or more." if not rows else ""
    return Table("look", "What needs a look", ("Question", "Why"), rows, (), said)


def _choices(analysis: Analysis) -> Table:
    rows = []
    for one in analysis.questions:
        people = one.figures.people
        if not people:
            continue
        for place in one.places:
            for text, option, number in place_rows(place):
                label = f"{place.label}: " if place.label else ""
                right = "✓" if option is not None and option.right else ""
                rows.append((one.question.id, shortened(label + text), right, str(number), percent(number / people)))
        for text, number in left_cells(one):
            rows.append((one.question.id, text, "", str(number), percent(number / people)))
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
