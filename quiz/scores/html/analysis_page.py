"""The page of an item analysis."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from quiz.practice.wording import body
from quiz.scores.html.charts import bar, distribution, signed_bar
from quiz.scores.html.elements import Child, Markup, element, facts, page, table, time_text
from quiz.scores.item_analysis.analysis import RULE, Analysis, QuestionAnalysis, SetAnalysis
from quiz.scores.item_analysis.formulas import FEW
from quiz.scores.item_analysis.tables import (
    HEAD,
    NONE,
    TOO_FEW_SAID,
    figure_cells,
    left_cells,
    mode_text,
    place_rows,
    set_pairs,
)
from quiz.text import clean_line, counted, percent, shortened

if TYPE_CHECKING:
    from datetime import datetime

    from quiz.scores.item_analysis.choice_counts import PlaceCounts

_MEANINGS: Final = (
    ("People", "how many were asked"),
    ("Facility", "mean share scored: 100 % is a question that everybody answers rightly"),
    ("SD", "standard deviation of the share scored"),
    ("Discrimination", "correlation with the rest of what each person was asked, −100 to 100; below 50 look at it"),
    ("Efficiency", "covariance with the rest as a percentage of what it could be at this facility"),
    ("Weight", "percentage of the spread of the totals that comes from this question"),
    ("Guessing", "what blind guessing earns on average"),
)
_BARS: Final = "Solid bars are right choices, outlined bars wrong ones."


def analysis_page(analysis: Analysis, source: str, made: datetime) -> str:
    """Return the item analysis as a page. source: where the responses come from, in words. made: shown as it is."""
    bank = analysis.bank
    return page(
        f"Item analysis: {clean_line(bank.title)}",
        facts(
            ("Responses", source),
            ("Attempts", mode_text(analysis)),
            ("People", str(analysis.people)),
            ("Made", time_text(made)),
        ),
        element("p", f"Too few people: {TOO_FEW_SAID}", class_="warn") if analysis.people < FEW else None,
        element("p", RULE, class_="soft"),
        _looks(analysis),
        element("h2", "Scores"),
        distribution(analysis.bins, "People by their share of what they were asked", "Share of the points, %"),
        _whole_sets(analysis),
        element("h2", "Questions"),
        _overview(analysis),
        element("p", _BARS, class_="soft"),
        [_question(number, item, bank.language) for number, item in enumerate(analysis.questions, start=1)],
        element("h2", "How to read it"),
        facts(*_MEANINGS),
        element("p", f"Bank {bank.id}", class_="soft foot"),
    )


def _looks(analysis: Analysis) -> Child:
    rows: list[list[Child]] = []
    for number, item in enumerate(analysis.questions, start=1):
        reasons = [flag.why for flag in item.flags if flag.code != "too-few"]
        if reasons:
            rows.append([str(number), _link(number, item), [element("p", reason) for reason in reasons]])
    few = sum(item.figures.too_few for item in analysis.questions)
    return [
        element("h2", "What needs a look"),
        table(("", "Question", "Why"), rows, (0,)) if rows else element("p", "Nothing that the figures show."),
        element("p", f"{counted(few, 'question')} not judged: asked of fewer than {FEW} people.") if few else None,
    ]


def _link(number: int, item: QuestionAnalysis) -> Markup:
    """Return the beginning of a prompt, which leads to what is said of the question."""
    return element("a", shortened(item.question.prompt), href=f"#q{number}")


def _whole_sets(analysis: Analysis) -> Child:
    if analysis.no_sets:
        return [element("h2", "Sets taken whole"), element("p", f"None: {analysis.no_sets}.")]
    more = analysis.sets_found - len(analysis.sets)
    return [
        element("h2", "Sets taken whole"),
        [_whole_set(analysis, taken) for taken in analysis.sets],
        element("p", f"{more} more, of fewer people, not shown.") if more else None,
    ]


def _whole_set(analysis: Analysis, taken: SetAnalysis) -> Markup:
    return element(
        "section",
        element("h3", _set_title(analysis, taken)),
        facts(*set_pairs(taken)),
        distribution(taken.bins, "People by their total", "Share of the points, %"),
    )


def _set_title(analysis: Analysis, taken: SetAnalysis) -> str:
    """Name a set by the numbers that its questions have on the page."""
    if len(taken.questions) == len(analysis.questions):
        return "The whole bank"
    numbers = {item.question.id: number for number, item in enumerate(analysis.questions, start=1)}
    return f"Questions {', '.join(str(numbers[question]) for question in taken.questions)}"


def _overview(analysis: Analysis) -> Markup:
    rows: list[list[Child]] = []
    for number, item in enumerate(analysis.questions, start=1):
        people, facility, _, index, *_ = figure_cells(item)
        item_figures = item.figures
        rows.append(
            [
                str(number),
                _link(number, item),
                people,
                facility,
                bar(item_figures.facility, f"Facility {facility}") if item_figures.facility is not None else None,
                index,
                signed_bar(item_figures.discrimination, f"Discrimination {index}")
                if item_figures.discrimination is not None
                else None,
                str(sum(flag.code != "too-few" for flag in item.flags) or NONE),
            ]
        )
    return table(("", "Question", "People", "Facility", "", "Discrimination", "", "Flags"), rows, (0, 2, 3, 5, 7))


def _question(number: int, item: QuestionAnalysis, language: str) -> Markup:
    question, people = item.question, item.figures.people
    text = body(question)
    return element(
        "section",
        element("h3", f"{number}. ", element("span", question.prompt, class_="text", lang=language)),
        element("p", text, class_="text", lang=language) if text else None,
        element("p", "Not asked yet.") if not people else None,
        [element("p", flag.why, class_="warn") for flag in item.flags],
        table(HEAD, [figure_cells(item)], range(len(HEAD))) if people else None,
        [_place(place, people, language) for place in item.places] if people else None,
        _left(item),
        element("p", question.id, class_="id"),
        class_="question",
        id=f"q{number}",
    )


def _place(place: PlaceCounts, people: int, language: str) -> Markup:
    rows: list[list[Child]] = []
    for text, option, number in place_rows(place):
        right, known = option is not None and option.right, option is None or option.known
        share = number / people
        told = percent(share, 0)
        rows.append(
            [
                element("span", ("✓ " if right else "") + text, class_="right" if right else None, lang=language),
                str(number),
                told,
                bar(
                    share,
                    f"{told} {'right' if right else 'not right'}{'' if known else ', not in the bank'}",
                    solid=right,
                ),
            ]
        )
    return table(("Taken", "People", "Share", ""), rows, (1, 2), place.label)


def _left(item: QuestionAnalysis) -> Child:
    parts = [f"{name} {number} ({percent(number / item.figures.people, 0)})" for name, number in left_cells(item)]
    return element("p", f"No answer counted in the table: {'; '.join(parts)}.", class_="soft") if parts else None
