"""The pages that are printed or sent: the item analysis of a bank, and one attempt for a portfolio or a teacher."""

from datetime import datetime, tzinfo
from typing import Final

from quiz.bank.addresses import openable
from quiz.practice.attempt import Attempt, Item, RecordedResponse, SourceCitation
from quiz.practice.grade import Part
from quiz.practice.marking import Marks, marks
from quiz.practice.summary import Tally, breakdowns, right_count
from quiz.practice.wording import (
    answer_lines,
    body,
    chosen_feedback,
    citation_line,
    instruction,
    response_text,
    source_note,
)
from quiz.scores.html.charts import bar, distribution, signed_bar
from quiz.scores.html.elements import Child, Markup, element, facts, page, table
from quiz.scores.item_analysis.analysis import RULE, Analysis, QuestionAnalysis, SetAnalysis
from quiz.scores.item_analysis.choice_counts import PlaceCounts
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
    set_title,
)
from quiz.text import clean_line, counted, decimals, percent, span_text

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
            ("Bank", bank.id),
            ("Responses", source),
            ("Attempts", mode_text(analysis)),
            ("People", str(analysis.people)),
            ("Made", _time(made)),
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
    )


def _time(time: datetime) -> str:
    return f"{time:%Y-%m-%d %H:%M}"


def _looks(analysis: Analysis) -> Child:
    looks = [
        element("li", element("a", f"{number}. {item.question.id}", href=f"#q{number}"), f": {flag.why}")
        for number, item in enumerate(analysis.questions, start=1)
        for flag in item.flags
        if flag.code != "too-few"
    ]
    few = sum(item.figures.too_few for item in analysis.questions)
    return [
        element("h2", "What needs a look"),
        element("ul", looks) if looks else element("p", "Nothing that the figures show."),
        element("p", f"{counted(few, 'question')} not judged: asked of fewer than {FEW} people.") if few else None,
    ]


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
    title = set_title(analysis, taken)
    return element(
        "section",
        element("h3", title[0].upper() + title[1:]),
        facts(*set_pairs(taken)),
        distribution(taken.bins, "People by their total", "Share of the points, %"),
    )


def _overview(analysis: Analysis) -> Markup:
    rows: list[list[Child]] = []
    for number, item in enumerate(analysis.questions, start=1):
        people, facility, _, index, *_ = figure_cells(item)
        item_figures = item.figures
        rows.append(
            [
                element("a", f"{number}. {item.question.id}", href=f"#q{number}"),
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
    return table(("Question", "People", "Facility", "", "Discrimination", "", "Flags"), rows, (1, 2, 4, 6))


def _question(number: int, item: QuestionAnalysis, language: str) -> Markup:
    question, people = item.question, item.figures.people
    prompt = "\n".join(filter(None, (question.prompt, body(question))))
    return element(
        "section",
        element("h3", f"{number}. {question.id}"),
        element("p", prompt, class_="text", lang=language),
        element("p", "Not asked yet.") if not people else None,
        [element("p", flag.why, class_="warn") for flag in item.flags],
        table(HEAD, [figure_cells(item)], range(len(HEAD))) if people else None,
        [_place(place, people, language) for place in item.places] if people else None,
        _left(item),
        id=f"q{number}",
    )


def _place(place: PlaceCounts, people: int, language: str) -> Markup:
    rows: list[list[Child]] = []
    for text, option, number in place_rows(place):
        right, known = option is not None and option.right, option is None or option.known
        share = number / people
        told = percent(share)
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
    parts = [f"{name} {number} ({percent(number / item.figures.people)})" for name, number in left_cells(item)]
    return element("p", f"No answer counted in the table: {'; '.join(parts)}.", class_="soft") if parts else None


# One attempt


def attempt_page(attempt: Attempt, zone: tzinfo | None = None) -> str:
    """Return an attempt as a page, with times in a zone (None: this machine's).

    What is still open shows neither its answer nor its explanation; an open exam should not be shown at all.
    """
    titles = ", ".join(dict.fromkeys(clean_line(item.bank_title) for item in attempt.items))
    confidence = marks(attempt)
    return page(
        f"{attempt.mode.value.capitalize()}: {titles}",
        facts(
            ("Learner", attempt.learner),
            ("Started", _time(attempt.started.astimezone(zone))),
            ("Finished", _time(attempt.finished.astimezone(zone)) if attempt.finished else "still open"),
            ("Time", span_text(attempt.seconds)),
            ("Attempt", attempt.uid),
        ),
        _score(attempt),
        [_breakdown(name, tallies) for name, tallies in breakdowns(attempt)],
        _confidence(confidence),
        element("h2", "Questions"),
        [_response(attempt, position, confidence) for position in range(len(attempt.items))],
    )


def _score(attempt: Attempt) -> Child:
    unanswered = len(attempt.open_positions)
    parts = [f"{right_count(attempt)} of {counted(len(attempt.items), 'question')} wholly right"]
    if unanswered:
        parts.append(f"{unanswered} not answered")
    if attempt.hinted:
        parts.append(counted(len(attempt.hinted), "hint"))
    score = f"{decimals(attempt.score)} of {decimals(attempt.possible)} points, {percent(attempt.fraction)}"
    return [
        element("h2", "Score"),
        element("p", score, class_="big"),
        element("div", bar(attempt.fraction, f"Score {percent(attempt.fraction)}"), class_="bar"),
        element("p", "; ".join(parts) + "."),
    ]


def _breakdown(name: str, tallies: tuple[Tally, ...]) -> Markup:
    rows: list[list[Child]] = [
        [
            part.name,
            str(part.questions),
            f"{decimals(part.score)} of {decimals(part.possible)}",
            percent(part.fraction),
            bar(part.fraction, f"{part.name}: {percent(part.fraction)}"),
        ]
        for part in tallies
    ]
    return table((name.removeprefix("By ").capitalize(), "Questions", "Points", "Share", ""), rows, (1, 2, 3))


def _confidence(confidence: Marks | None) -> Child:
    if confidence is None:
        return None
    rows = [
        (level.confidence.value, str(level.responses), percent(level.accuracy), level.judgement.value)
        for level in confidence.levels
    ]
    return element(
        "section",
        element("h2", "Confidence"),
        element(
            "p",
            f"With confidence {percent(confidence.adjusted)}: score {percent(confidence.accuracy)}, average mark "
            f"{decimals(confidence.average)}, bonus {decimals(confidence.bonus * 100)}.",
        ),
        table(("Confidence", "Responses", "Right", "Judgement"), rows, (1, 2)),
        _numbered("Lucky guesses", confidence.lucky),
        _numbered("Misconceptions (sure but wrong)", confidence.misconceptions),
    )


def _numbered(name: str, positions: tuple[int, ...]) -> Child:
    if not positions:
        return None
    numbers: list[Child] = []
    for position in positions:
        numbers += [", " if numbers else None, element("a", str(position + 1), href=f"#q{position + 1}")]
    return element("p", f"{name}: question ", numbers, ".")


def _response(attempt: Attempt, position: int, confidence: Marks | None) -> Markup:
    item, taken = attempt.items[position], attempt.counted[position]
    question = item.question
    prompt = "\n".join(filter(None, (question.prompt, body(question))))
    shown = taken is not None or attempt.finished is not None
    return element(
        "section",
        element("h3", f"{position + 1}. {_verdict(taken)}, {_points(attempt, position)}"),
        element("p", prompt, class_="text"),
        element("p", instruction(question), class_="soft"),
        facts(
            ("Response", response_text(taken.response if taken else None)),
            ("How", taken.grade.how if taken else None),
            ("Confidence", _level(position, taken, confidence)),
            ("Hint", question.hint if position in attempt.hinted else None),
            ("Answer", "\n".join(answer_lines(question)) if shown else None),
            ("Feedback", "\n".join(f"{text}: {feedback}" for text, feedback in _feedback(item, taken)) or None),
            ("Explanation", question.explanation if shown else None),
        ),
        _parts(taken.grade.parts) if taken and taken.grade.fraction < 1 and taken.grade.parts else None,
        _sources(item) if shown else None,
        id=f"q{position + 1}",
    )


def _verdict(taken: RecordedResponse | None) -> str:
    return f"{taken.grade.verdict.mark} {taken.grade.verdict.word}" if taken else f"{NONE} Not answered"


def _points(attempt: Attempt, position: int) -> str:
    possible = attempt.items[position].question.points
    return f"{decimals(attempt.points(position))} of {_point_text(possible)}"


def _point_text(points: float) -> str:
    return f"{decimals(points)} {'point' if points == 1 else 'points'}"


def _level(position: int, taken: RecordedResponse | None, confidence: Marks | None) -> str | None:
    if taken is None or taken.confidence is None or confidence is None:
        return None
    note = ""
    if position in confidence.lucky:
        note = " (a lucky guess)"
    elif position in confidence.misconceptions:
        note = " (a misconception: sure but wrong)"
    return taken.confidence.value + note


def _feedback(item: Item, taken: RecordedResponse | None) -> tuple[tuple[str, str], ...]:
    return chosen_feedback(item.question, taken.response if taken else None)


def _parts(parts: tuple[Part, ...]) -> Markup:
    rows = [("✓" if part.is_right else "✗", part.label, part.given or NONE, part.right) for part in parts]
    return table(("", "Place", "Given", "Right"), rows)


def _sources(item: Item) -> Child:
    if not item.sources:
        return None
    return [
        element("p", "Sources", class_="soft"),
        element("ul", [element("li", _source(cited, item.question.as_of)) for cited in item.sources]),
    ]


def _source(cited: SourceCitation, as_of: str | None) -> Child:
    line, note = citation_line(cited, as_of), source_note(cited)
    more = element("span", f" ({note})", class_="soft") if note else None
    url = cited.reference.url if cited.reference is not None else None
    if url is None or not openable(url):
        return [line, more]
    return [line.removesuffix(url), element("a", url, href=url, rel="noreferrer noopener"), more]
