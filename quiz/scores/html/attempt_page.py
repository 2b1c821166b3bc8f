"""The page of one attempt, for a portfolio or a teacher."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.bank.addresses import openable
from quiz.practice.grade import OPEN_MARK
from quiz.practice.marking import Marks, marks
from quiz.practice.passages import passage_place
from quiz.practice.questions.base import FeedbackRow, RowState
from quiz.practice.summary import Tally, breakdowns, counts
from quiz.practice.wording import (
    body,
    citation_line,
    feedback_rows,
    instruction,
    picture_text,
    source_note,
    verdict_text,
)
from quiz.scores.html.charts import bar
from quiz.scores.html.elements import Child, Markup, element, facts, page, table, time_text
from quiz.scores.html.prose import blanked, marked as text_element, prose, row as marked
from quiz.scores.item_analysis.tables import NONE
from quiz.text import clean_line, counted, decimals, percent, span_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import tzinfo

    from quiz.bank.questions.registry import Question
    from quiz.practice.attempt import Attempt, Item, RecordedResponse
    from quiz.practice.citations import SourceCitation
    from quiz.practice.lessons import LessonText


def attempt_page(attempt: Attempt, zone: tzinfo | None = None) -> str:
    """Return an attempt as a page, with times in a zone (None: this machine's).

    What is still open shows neither its answer nor its explanation; an open exam should not be shown at all.
    """
    titles = ", ".join(dict.fromkeys(clean_line(item.bank_title) for item in attempt.items))
    confidence = marks(attempt)
    lesson = attempt.options.lesson
    return page(
        f"{attempt.mode.value.capitalize()}: {titles}" if lesson is None else f"Lesson: {lesson.title} ({titles})",
        element("p", _circumstances(attempt, zone), class_="soft"),
        _score(attempt),
        [_breakdown(name, tallies) for name, tallies in breakdowns(attempt)],
        _confidence(confidence),
        _lesson(lesson) if lesson is not None else None,
        element("h2", "Questions"),
        [[_passage(attempt, at), _response(attempt, at, confidence)] for at in range(len(attempt.items))],
        element("p", f"Attempt {attempt.uid}", class_="soft foot"),
    )


def _circumstances(attempt: Attempt, zone: tzinfo | None) -> list[Child]:
    """Return who took it, when, and in how much time."""
    started = time_text(attempt.started.astimezone(zone))
    if attempt.finished is None:
        return _in_a_row(attempt.learner, started, "still open")
    finished = attempt.finished.astimezone(zone)
    until = f"{finished:%H:%M}" if finished.date() == attempt.started.astimezone(zone).date() else time_text(finished)
    return _in_a_row(attempt.learner, f"{started} to {until}", span_text(attempt.seconds))


def _in_a_row(*texts: str) -> list[Child]:
    return [[" · " if number else None, element("span", text)] for number, text in enumerate(texts)]


def _score(attempt: Attempt) -> Child:
    parts = [percent(attempt.fraction, 0), str(counts(attempt))]
    if attempt.hinted:
        parts.append(counted(len(attempt.hinted), "hint"))
    of = decimals(attempt.possible)
    score = f"{decimals(attempt.score)} of {of}" if attempt.possible == len(attempt.items) else None
    return [
        element("p", score or f"{decimals(attempt.score)} of {of} points", class_="big"),
        element("p", [_mark(attempt, position) for position in range(len(attempt.items))], class_="marks"),
        element("p", " · ".join(parts)),
    ]


def _mark(attempt: Attempt, position: int) -> Markup:
    """Return the mark of a question, which leads to it."""
    taken = attempt.counted[position]
    mark, state = (taken.grade.verdict.mark, taken.grade.verdict.value) if taken else (OPEN_MARK, "open")
    said = f"Question {position + 1}: {taken.grade.verdict.word if taken else 'not answered'}"
    return element("a", mark, href=f"#q{position + 1}", class_=state, title=said, aria_label=said)


def _breakdown(name: str, tallies: tuple[Tally, ...]) -> Markup:
    rows: list[list[Child]] = [
        [
            part.name,
            str(part.questions),
            f"{decimals(part.score)} of {decimals(part.possible)}",
            percent(part.fraction, 0),
            bar(part.fraction, f"{part.name}: {percent(part.fraction, 0)}"),
        ]
        for part in tallies
    ]
    return table((name.removeprefix("By ").capitalize(), "Questions", "Points", "Share", ""), rows, (1, 2, 3))


def _confidence(confidence: Marks | None) -> Child:
    if confidence is None:
        return None
    rows = [
        (level.confidence.value, str(level.responses), percent(level.accuracy, 0), level.judgement.value)
        for level in confidence.calibration
    ]
    return element(
        "section",
        element("h2", "Confidence"),
        element(
            "p",
            f"With confidence {percent(confidence.adjusted, 0)}: score {percent(confidence.accuracy, 0)}, average mark "
            f"{decimals(confidence.average)}, bonus {decimals(confidence.bonus * 100)}.",
        ),
        table(("Confidence", "Responses", "Right", "Judgement"), rows, (1, 2)) if rows else None,
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


def _lesson(lesson: LessonText) -> Child:
    """Return the lesson that was read before the questions."""
    return element(
        "section",
        element("h2", "Lesson"),
        element("h3", lesson.title),
        text_element(lesson.text, lesson.markup),
        _source_list(lesson.sources),
        class_="passage",
    )


def _passage(attempt: Attempt, position: int) -> Child:
    """Return the text that a question is about, before the first of its set."""
    passage, place = attempt.items[position].passage, passage_place(attempt.items, position)
    if passage is None or place is None or not place.is_first:
        return None
    return element(
        "section",
        element("p", place.heading, class_="soft"),
        element("h3", passage.title),
        text_element(passage.text, passage.markup),
        _source_list(passage.sources),
        class_="passage",
    )


def _response(attempt: Attempt, position: int, confidence: Marks | None) -> Markup:
    item, taken = attempt.items[position], attempt.counted[position]
    question = item.question
    shown = taken is not None or attempt.finished is not None
    more = (
        ("Confidence", _level(position, taken, confidence)),
        ("Hint", prose(question.hint, item) if question.hint and position in attempt.hinted else None),
    )
    return element(
        "section",
        _band(item, taken),
        element("h3", f"{position + 1}. {question.prompt}", class_="text")
        if item.markup == "plain"
        else [element("h3", f"{position + 1}."), prose(question.prompt, item)],
        _picture(question),
        _body(item),
        element(
            "ul", [_row(item, row) for row in feedback_rows(item, taken.response if taken else None)], class_="rows"
        )
        if shown
        else element("p", instruction(question), class_="soft"),
        facts(*more) if any(value for _, value in more) else None,
        prose(question.explanation, item, "text why") if shown and question.explanation else None,
        element("p", f"Valid until {question.valid_until}.", class_="soft") if shown and question.valid_until else None,
        _sources(item) if shown else None,
        class_="question",
        id=f"q{position + 1}",
    )


def _band(item: Item, taken: RecordedResponse | None) -> Markup:
    """Return the verdict with how it came about and what it was worth."""
    if taken is None:
        return element("p", element("b", f"{OPEN_MARK} Not answered"), class_="band")
    told = verdict_text(item.question, taken)
    return element(
        "p",
        element("b", f"{told.mark} {told.word}"),
        element("span", told.sentence) if told.sentence else None,
        element("span", told.points, class_="points") if told.points else None,
        class_=f"band {told.verdict.value}",
    )


def _picture(question: Question) -> Child:
    """Return what is said in the place of a picture: a report needs no other file, now or later."""
    if question.image is None:
        return None
    said = element("span", picture_text(question.image))
    return element("p", "Picture: ", said, f" (file {question.image.file})", class_="soft")


def _body(item: Item) -> Child:
    """Return the text below the prompt, if there is one."""
    if item.markup != "plain" and (names := item.question.BLANKED):
        return [blanked(getattr(item.question, name), item) for name in sorted(names)]
    text = body(item.question)
    return element("p", text, class_="text") if text else None


def _row(item: Item, row: FeedbackRow) -> Markup:
    """Return a choice, an item with its place, a blank, or what was typed, with what is to be said of it."""
    is_placed = row.right is not None
    shows_right = is_placed and row.state in {RowState.WRONG, RowState.MISSED}
    spelling: list[Child] = [element("span", part.text, class_="off" if part.is_off else None) for part in row.spelling]
    given = spelling or marked(row.given, item)
    if row.state is RowState.ANSWER and is_placed:
        given = marked(row.right, item)
    stem = _stem(item, row)
    text: Child = [stem, " → ", given or NONE] if is_placed else given or stem
    return element(
        "li",
        element("span", row.mark, class_="mark"),
        element("div" if row.form == "prose" and item.markup != "plain" else "span", text),
        element("span", row.tag, class_="tag") if row.tag else None,
        element("span", "right: ", marked(row.right, item), class_="note") if shows_right else None,
        element("span", f"also listed: {', '.join(row.others)}", class_="note") if row.others else None,
        _note(item, row),
        class_=row.state.value,
    )


def _stem(item: Item, row: FeedbackRow) -> Child:
    match row.form:
        case "plain":
            return row.text
        case "prose":
            return prose(row.text, item) if item.markup != "plain" else row.text
        case "row":
            return marked(row.text, item)


def _note(item: Item, row: FeedbackRow) -> Child:
    """Return what is said of a row."""
    if not row.feedback:
        return None
    if item.markup == "plain" or row.form == "plain":
        return element("span", row.feedback, class_="note text")
    return prose(row.feedback, item, "note text")


def _level(position: int, taken: RecordedResponse | None, confidence: Marks | None) -> str | None:
    if taken is None or taken.confidence is None or confidence is None:
        return None
    note = ""
    if position in confidence.lucky:
        note = " (a lucky guess)"
    elif position in confidence.misconceptions:
        note = " (a misconception: sure but wrong)"
    return taken.confidence.value + note


def _sources(item: Item) -> Child:
    return _source_list(item.sources, item.question.as_of)


def _source_list(sources: Sequence[SourceCitation], as_of: str | None = None) -> Child:
    if not sources:
        return None
    return [
        element("p", "Sources", class_="soft"),
        element("ol", [element("li", _source(cited, as_of)) for cited in sources]),
    ]


def _source(cited: SourceCitation, as_of: str | None) -> Child:
    line, note = citation_line(cited, as_of), source_note(cited)
    more = element("span", f" ({note})", class_="soft") if note else None
    url = cited.reference.url if cited.reference is not None else None
    if url is None or not openable(url):
        return [line, more]
    return [line.removesuffix(url), element("a", url, href=url, rel="noreferrer noopener"), more]
