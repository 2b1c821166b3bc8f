"""What the line mode says: a question, the feedback, the answer sheet and the result, line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from quiz.practice.attempt import EXAM_TELLS_NOTHING
from quiz.practice.marking import marks
from quiz.practice.misspelling import marked_text
from quiz.practice.parsing import expected
from quiz.practice.passages import origin_of, passage_place
from quiz.practice.picking import listed
from quiz.practice.questions.base import FeedbackRow, RowState, letter
from quiz.practice.sight import seen_item, seen_response, seen_taken, seen_text
from quiz.practice.summary import breakdowns, counts, hand_in_warning
from quiz.practice.wording import (
    OUT_OF_DATE,
    answer_lines,
    body,
    feedback_rows,
    instruction,
    out_of_date,
    picture_text,
    response_text,
    source_details,
    verdict_text,
)
from quiz.text import counted, decimals, percent

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from quiz.practice.attempt import Attempt, Item, RecordedResponse
    from quiz.practice.lessons import LessonText

CONFIDENCE_PROMPT: Final = "1 guess, 2 unsure, 3 sure, Enter none"
HAND_IN_PROMPT: Final = "Hand in? yes, or a question number"
WHICH: Final = "Say of which question, as in {}."
AFTER_RESULT: Final = "Enter leaves, :undo takes back the last response, :retry asks again what was not right."


def question_lines(item: Item, number: int, total: int, *, is_again: bool = False) -> Iterator[str]:
    """Yield a question as it is asked."""
    item = seen_item(item)
    question, presentation = item.question, item.presentation
    start = "Again, question" if is_again else "Question"
    yield f"{start} {number} of {total} ({item.bank_title}). {instruction(question)}"
    yield question.prompt
    if question.image is not None:
        yield f"Picture: {picture_text(question.image)} (file {question.image.file})"
    if (text := body(question)) is not None:
        yield text
    for place, row in enumerate(presentation.rows, start=1):
        yield from _hung(f"  {place}. ", row)
    for place, option in enumerate(presentation.options):
        yield from _hung(f"  {letter(place)}. ", option)
    for blank, choices in enumerate(presentation.lists, start=1):
        if choices:
            yield f"  Blank {blank}: {listed(choices)}"


def passage_lines(attempt: Attempt, position: int) -> Iterator[str]:
    """Yield the text that a question is about, and for which questions it is; nothing where it is about none."""
    passage, place = attempt.items[position].passage, passage_place(attempt.items, position)
    if passage is None or place is None:
        return
    yield f"{place.heading}: {passage.title}"
    yield from seen_text(passage.text, passage.markup).split("\n")
    if origin := origin_of(passage):
        yield f"From: {origin}"


def passage_line(item: Item, asking: str = ":text") -> Iterator[str]:
    """Yield which text a question is about, once that was read, and the command that reads it again."""
    if item.passage is not None:
        yield f"On the text “{item.passage.title}”; {asking} reads it."


def _hung(lead: str, text: str) -> Iterator[str]:
    """Yield a text with something before it; further lines of it stand under the first."""
    first, *rest = text.split("\n")
    yield lead + first
    yield from (f"{' ' * len(lead)}{line}".rstrip() for line in rest)


def again_line(attempt: Attempt) -> str:
    """Say what comes after the score, and that it may be left."""
    number = len(attempt.to_put_right)
    was, until = ("was", "it is. It counts") if number == 1 else ("were", "they are. They count")
    return f"Again: {counted(number, 'question')} that {was} not right, until {until} nowhere; :quit leaves."


def form_line(item: Item) -> str:
    """Say how the question is answered."""
    return expected(item.question, item.presentation)


def feedback_lines(item: Item, taken: RecordedResponse, asking: str = ":source") -> Iterator[str]:
    """Yield the verdict, the answer, what is to be said row by row, the explanation and how many sources there are.

    asking: the command that tells these in full.
    """
    told = verdict_text(item.question, taken)
    item, taken = seen_item(item), seen_taken(item, taken)
    points = f"{told.points}." if told.points else ""
    yield " ".join(filter(None, (f"{told.word}.", told.sentence, points)))
    yield from _answer_lines(item)
    for row in feedback_rows(item, taken.response):
        yield from _row_lines(row)
    yield from _explanation_lines(item, asking, taken.day)


def _row_lines(row: FeedbackRow) -> Iterator[str]:
    """Yield what the answer and the verdict do not say of a row already."""
    given = marked_text(row.spelling) or row.given or row.tag
    if row.feedback is not None:
        yield f"{row.text}: {row.feedback}"
    elif row.shift:
        yield f"  {row.mark} {row.text}: {row.tag}"
    elif row.right is not None and row.state in {RowState.WRONG, RowState.MISSED}:
        yield f"  {row.text}: yours {given}, right {row.right}"
    elif row.right is None and row.spelling:
        yield f"  Yours: {given}"


def _answer_lines(item: Item) -> Iterator[str]:
    answer = answer_lines(item.question)
    if len(answer) == 1:
        yield from _hung("Answer: ", answer[0])
    else:
        yield "Answer:"
        for line in answer:
            yield from _hung("  ", line)


def _explanation_lines(item: Item, asking: str, day: date) -> Iterator[str]:
    question = item.question
    if question.explanation:
        yield f"{question.explanation} (as of {question.as_of})" if question.as_of else question.explanation
    if until := out_of_date(question, day):
        yield f"{OUT_OF_DATE}: {until}."
    if number := len(item.every_source):
        yield f"Sources: {number} ({asking} reads {'it' if number == 1 else 'them'})."


def lesson_lines(lesson: LessonText, day: date) -> Iterator[str]:
    """Yield a lesson as it is read on a day."""
    yield f"Lesson: {lesson.title} ({lesson.bank_title})"
    yield from seen_text(lesson.text, lesson.markup).split("\n")
    if lesson.valid_until is not None and lesson.valid_until < day.isoformat():
        yield f"{OUT_OF_DATE}: valid until {lesson.valid_until}."
    if number := len(lesson.sources):
        yield f"Sources: {number} (:lesson reads {'it' if number == 1 else 'them'} with the text)."


def lesson_source_lines(lesson: LessonText) -> Iterator[str]:
    """Yield all that is known of the sources of a lesson."""
    for number, source in enumerate(lesson.sources, start=1):
        (_, title), *details = source_details(source)
        yield f"Source {number} of {len(lesson.sources)}: {title}"
        for name, text in details:
            yield f"  {name}: {text}"


def source_lines(item: Item, number: int) -> Iterator[str]:
    """Yield all that is known of a source of a question, by its number from 1."""
    (_, title), *details = source_details(item.every_source[number - 1], item.question.as_of)
    yield f"Source {number} of {len(item.every_source)}: {title}"
    for name, text in details:
        yield f"  {name}: {text}"


def review_lines(attempt: Attempt, position: int) -> Iterator[str]:
    """Yield a question of an exam that was handed in, with its response and feedback."""
    item, taken = attempt.items[position], attempt.counted[position]
    asking = f":source {position + 1}:"
    seen = seen_item(item)
    yield f"Review {position + 1} of {len(attempt.items)}. {seen.question.prompt}"
    yield from passage_line(item, f":text {position + 1}:")
    yield f"Your answer: {response_text(seen_response(item, taken.response) if taken is not None else None)}"
    if taken is not None:
        yield from feedback_lines(item, taken, asking)
    elif attempt.finished is not None:
        yield "Not answered."
        yield from _answer_lines(seen)
        yield from _explanation_lines(seen, asking, attempt.finished.astimezone().date())


def sheet_lines(attempt: Attempt) -> Iterator[str]:
    """Yield the answer sheet: how much is answered, what is open, what is flagged."""
    yield f"Answer sheet: {attempt.answered} of {len(attempt.items)} answered."
    yield hand_in_warning(attempt)
    if attempt.flagged:
        yield f"Flagged: {_numbers(sorted(attempt.flagged))}."


def summary_lines(attempt: Attempt) -> Iterator[str]:
    """Yield the result by part and what the confidence tells, as far as there is anything to tell."""
    for name, tallies in breakdowns(attempt):
        yield f"{name}: " + ", ".join(
            f"{part.name} {decimals(part.score)}/{decimals(part.possible)}" for part in tallies
        )
    if (confidence := marks(attempt)) is None:
        return
    yield (
        f"With confidence: {percent(confidence.adjusted)} (average mark {decimals(confidence.average)}, "
        f"bonus {decimals(confidence.bonus * 100)} points)"
    )
    for level in confidence.calibration:
        yield f"  {level.confidence}: {percent(level.accuracy)} of {level.responses} right, {level.judgement}"
    if confidence.lucky:
        yield f"Lucky guesses: {_numbers(confidence.lucky)}"
    if confidence.misconceptions:
        yield f"Misconceptions (sure but wrong): {_numbers(confidence.misconceptions)}"


def score_text(attempt: Attempt) -> str:
    return f"{decimals(attempt.score)} of {decimals(attempt.possible)} ({percent(attempt.fraction)})"


def so_far_text(attempt: Attempt) -> str:
    """Say how many questions were answered how, in an attempt that is open."""
    return EXAM_TELLS_NOTHING if attempt.holds_back else f"So far: {counts(attempt)}."


def spoken_time(seconds: float) -> str:
    """Return a duration in whole words, as it is read out: `3 minutes 20 seconds`, `1 hour 5 minutes`."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    parts = [(hours, "hour"), (minutes, "minute"), (0 if hours else rest, "second")]
    return " ".join(counted(number, noun) for number, noun in parts if number) or "0 seconds"


def _numbers(positions: tuple[int, ...] | list[int]) -> str:
    return ", ".join(str(position + 1) for position in positions)
