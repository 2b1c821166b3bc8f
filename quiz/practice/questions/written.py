"""Writing an answer in one's own words, and judging it by a model answer.

What is written is settled before the model answer is shown. The judgement is the response: nothing grades it again.
"""

from __future__ import annotations

from enum import StrEnum
from textwrap import indent
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from quiz.bank.questions.written import OpenQuestion
from quiz.practice.grade import Grade
from quiz.practice.questions.base import (
    LONGEST_TEXT,
    AnswerPlace,
    FeedbackRow,
    PlacedAnswer,
    Presentation,
    RowState,
    Shuffle,
    StemAndChoices,
    Told,
    Unreadable,
)
from quiz.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


class Judgement(StrEnum):
    """What a learner says of what they wrote, in the order of the keys 1, 2, 3."""

    RIGHT = "right"
    PARTLY = "partly"
    WRONG = "wrong"


_WORTH: Final = {Judgement.RIGHT: 1.0, Judgement.PARTLY: 0.5, Judgement.WRONG: 0.0}
JUDGEMENTS: Final = {str(number): judgement for number, judgement in enumerate(Judgement, start=1)}
"""Each judgement by its key."""
JUDGING: Final = "Judge it yourself: " + ", ".join(f"{key} {judgement}" for key, judgement in JUDGEMENTS.items())
NOTHING: Final = "(nothing written)"


class SelfGraded(Struct, frozen=True, tag="self-graded"):
    """To open: what was written, empty where it was only thought, and what the learner says of it."""

    text: str
    judgement: Judgement


RESPONSES: Final[Mapping[type[OpenQuestion], type[SelfGraded]]] = {OpenQuestion: SelfGraded}


def present(_question: OpenQuestion, _shuffled: Shuffle) -> Presentation:
    return Presentation()


def stem_and_choices(question: OpenQuestion) -> StemAndChoices | None:
    return StemAndChoices(question.prompt)


def grade(_question: OpenQuestion, response: SelfGraded) -> Grade:
    return Grade(_WORTH[response.judgement], "Judged by the learner.")


def blind_chance(_question: OpenQuestion) -> float:
    return 0.0


def random_score(_question: OpenQuestion) -> float | None:
    return None


def missing(_question: OpenQuestion, _response: SelfGraded) -> str | None:
    return None


def cleaned(_question: OpenQuestion, response: SelfGraded, _presentation: Presentation) -> SelfGraded | None:
    if len(response.text) > LONGEST_TEXT:
        return None
    return SelfGraded(clean(response.text).strip(), response.judgement)


def line_labels(_question: OpenQuestion) -> tuple[str, ...]:
    return ("",)


def shown_after(question: OpenQuestion, lines: Sequence[str]) -> tuple[str, ...]:
    """Return the model answer and what to look for, once an empty line has ended what is written."""
    if not lines or lines[-1]:
        return ()
    points = ("Look for:", *(indent(point, "  ") for point in question.rubric)) if question.rubric else ()
    parting = "\n" if "\n" in question.answer else " "
    return (f"Model answer:{parting}{question.answer}", *points, f"{JUDGING}.")


def is_whole(_question: OpenQuestion, lines: Sequence[str]) -> bool:
    return "" in lines[:-1]


def parse(_question: OpenQuestion, _presentation: Presentation, lines: Sequence[str]) -> SelfGraded:
    if "" not in lines[:-1]:
        raise Unreadable
    end = lines.index("")
    judgement = JUDGEMENTS.get(lines[-1])
    if judgement is None:
        raise Unreadable(f"{JUDGING}.")
    return SelfGraded("\n".join(lines[:end]), judgement)


def expected(_question: OpenQuestion, _presentation: Presentation) -> str:
    return "Write an answer or think of one; an empty line shows the model answer, by which you judge it yourself"


def instruction(_question: OpenQuestion) -> str:
    return "Write or think; you grade it yourself."


def body(_question: OpenQuestion) -> str | None:
    return None


def answer_lines(question: OpenQuestion) -> tuple[str, ...]:
    return (question.answer, *question.rubric)


def response_text(response: SelfGraded) -> str:
    return f"{' '.join(response.text.split()) or NOTHING} (self-graded: {response.judgement})"


def choices_taken(_response: SelfGraded) -> tuple[str, ...]:
    return ()


def told(_question: OpenQuestion, _response: SelfGraded) -> Told:
    return Told("By your own judgement.", "self-graded")


def feedback_rows(
    question: OpenQuestion, response: SelfGraded | None, _presentation: Presentation
) -> Iterator[FeedbackRow]:
    if response is not None:
        state = RowState.WRONG if response.judgement is Judgement.WRONG else RowState.RIGHT
        state = RowState.NEUTRAL if response.judgement is Judgement.PARTLY else state
        yield FeedbackRow(response.text or NOTHING, state, "self-graded", form="plain")
    state = RowState.ANSWER if response is None else RowState.RIGHT
    yield FeedbackRow(question.answer, state, "model answer", form="prose")
    for point in question.rubric:
        yield FeedbackRow(point, RowState.NEUTRAL, "look for")


def places(_question: OpenQuestion) -> tuple[AnswerPlace, ...]:
    return (AnswerPlace(None, {one.value: (one.value, one is Judgement.RIGHT) for one in Judgement}),)


def placed_answers(_question: OpenQuestion, response: SelfGraded, _grade: Grade) -> Iterator[PlacedAnswer]:
    is_right = response.judgement is Judgement.RIGHT
    yield PlacedAnswer(0, response.judgement.value, response.judgement.value, is_right)
