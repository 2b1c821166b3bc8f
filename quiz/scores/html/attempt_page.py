"""The page of one attempt, for a portfolio or a teacher."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.bank.addresses import openable
from quiz.practice.marking import Marks, marks
from quiz.practice.summary import Tally, breakdowns, counts
from quiz.practice.wording import (
    answer_lines,
    body,
    chosen_feedback,
    citation_line,
    instruction,
    response_text,
    source_note,
)
from quiz.scores.html.charts import bar
from quiz.scores.html.elements import Child, Markup, element, facts, page, table, time_text
from quiz.scores.item_analysis.tables import NONE
from quiz.text import clean_line, counted, decimals, percent, span_text

if TYPE_CHECKING:
    from datetime import tzinfo

    from quiz.practice.attempt import Attempt, Item, RecordedResponse, SourceCitation
    from quiz.practice.grade import Part


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
            ("Started", time_text(attempt.started.astimezone(zone))),
            ("Finished", time_text(attempt.finished.astimezone(zone)) if attempt.finished else "still open"),
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
    parts = [str(counts(attempt))]
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
    rows = [("✓" if part.is_right else "×", part.label, part.given or NONE, part.right) for part in parts]
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
