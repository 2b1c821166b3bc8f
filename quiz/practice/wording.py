"""Questions, answers, responses and sources in words, the same on every screen, in the line mode and in lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from quiz.practice.questions.base import Told
from quiz.practice.questions.registry import family_of, family_of_response, is_response_to
from quiz.practice.response import DontKnow, Response
from quiz.text import decimals

if TYPE_CHECKING:
    from datetime import date

    from quiz.bank.questions.base import Picture
    from quiz.bank.questions.registry import Question
    from quiz.practice.attempt import Item, RecordedResponse
    from quiz.practice.citations import SourceCitation
    from quiz.practice.grade import Verdict
    from quiz.practice.questions.base import AnswerPlace, FeedbackRow

OUT_OF_DATE: Final = "May be out of date"
"""What stands before the words of `out_of_date`."""

_NOT_KNOWN: Final = Told("You said that you don't know.", "not known")


class VerdictText(NamedTuple):
    """A verdict in words. sentence: how it came about, or empty; short: the same where there is little room.

    points: what was earned, where that is neither nothing nor all, or where the question has not just one point.
    """

    verdict: Verdict
    sentence: str = ""
    short: str = ""
    points: str = ""

    @property
    def mark(self) -> str:
        return self.verdict.mark

    @property
    def word(self) -> str:
        return self.verdict.word


def instruction(question: Question) -> str:
    """Say in a few words what is to be done."""
    return family_of(question).instruction(question)


def body(question: Question) -> str | None:
    """Return the text that stands below the prompt, if there is one: a cloze text with its blanks numbered."""
    return family_of(question).body(question)


def answer_lines(question: Question) -> tuple[str, ...]:
    """Return the right answer, a line a part where it has several."""
    return family_of(question).answer_lines(question)


def answer_places(question: Question) -> tuple[AnswerPlace, ...]:
    """Return where an answer is given, and what can stand there."""
    return family_of(question).places(question)


def response_text(response: Response | None) -> str:
    """Return a response on one line."""
    if response is None:
        return "No response"
    return "Don't know" if isinstance(response, DontKnow) else family_of_response(response).response_text(response)


def choices_taken(response: Response) -> tuple[str, ...]:
    """Return the choices that a response takes; nothing where it does not choose."""
    return () if isinstance(response, DontKnow) else family_of_response(response).choices_taken(response)


def verdict_text(question: Question, taken: RecordedResponse) -> VerdictText:
    """Return the verdict on a response in words, made from the two and not from what was once kept with them."""
    grade, told = taken.grade, _told(question, taken.response)
    return VerdictText(grade.verdict, told.sentence, told.short, _points_text(grade.fraction, question.points))


def _told(question: Question, response: Response) -> Told:
    """Say how a grade came about; nothing where the response is none to that question."""
    if isinstance(response, DontKnow):
        return _NOT_KNOWN
    return family_of(question).told(question, response) if is_response_to(question, response) else Told()


def _points_text(fraction: float, points: float) -> str:
    if 0 < fraction < 1:
        earned = fraction * points
        if points == 1:
            return f"{decimals(earned)} points"
        return f"{decimals(earned)} of {counted_points(points)}"
    if points == 1:
        return ""
    return counted_points(points) if fraction else f"0 of {counted_points(points)}"


def counted_points(points: float) -> str:
    """Return a number of points with its noun: `1 point`, `2.5 points`."""
    return f"{decimals(points)} {'point' if points == 1 else 'points'}"


def out_of_date(question: Question, day: date) -> str:
    """Return until when a question was valid, where that day is over by `day`; else nothing."""
    until = question.valid_until
    return f"valid until {until}" if until is not None and until < day.isoformat() else ""


def feedback_rows(item: Item, response: Response | None) -> tuple[FeedbackRow, ...]:
    """Return what feedback says row by row, in the order asked; of an order in the right one."""
    question = item.question
    given = response if is_response_to(question, response) else None
    return tuple(family_of(question).feedback_rows(question, given, item.presentation))


def citation_line(cited: SourceCitation, as_of: str | None = None) -> str:
    """Return a source on one line: title, publisher, date, locator, as-of date, URL, as far as they are known."""
    reference = cited.reference
    if reference is None:
        parts = [cited.citation.ref, cited.citation.locator, "not in the source list"]
    else:
        parts = [reference.title, reference.author, reference.publisher, reference.issued, cited.citation.locator]
    if as_of:
        parts.append(f"as of {as_of}")
    if reference is not None:
        parts.append(reference.url)
    return "; ".join(part for part in parts if part)


def picture_text(picture: Picture) -> str:
    """Return what is said in the place of a picture."""
    return picture.alt or f"{picture.file}, of which nothing is said"


def source_details(cited: SourceCitation, as_of: str | None = None) -> tuple[tuple[str, str], ...]:
    """Return all that is known of a source, each thing with its name; the title, which comes first, has none."""
    reference, locator = cited.reference, cited.citation.locator
    if reference is None:
        details = [("", cited.citation.ref), ("Where", locator), ("Note", "not in the source list")]
    else:
        details = [
            ("", reference.title),
            ("Where", locator),
            ("By", reference.author),
            ("Publisher", reference.publisher),
            ("Issued", reference.issued),
            ("Kind", reference.genre or reference.type),
            ("Read", reference.accessed),
            ("Note", reference.note),
            ("Address", reference.url),
        ]
    details.append(("As of", as_of))
    return tuple((name, text) for name, text in details if text)


def source_note(cited: SourceCitation) -> str:
    """Return what a source is and when it was read, then what a reader should know; empty where nothing is known."""
    reference = cited.reference
    if reference is None:
        return ""
    parts = (reference.genre, f"read {reference.accessed}" if reference.accessed else None, reference.note)
    return "; ".join(part for part in parts if part)
