"""Typing: a number, a text, or the blanks of a cloze text."""

from __future__ import annotations

import re
from decimal import Decimal, localcontext
from typing import TYPE_CHECKING, Final, TypeAlias, assert_never

from msgspec import Struct

from quiz.bank.matching import fold
from quiz.bank.quantities import read_number
from quiz.bank.questions.typed import Blank, Cloze, Number, TextQuestion
from quiz.practice.edit_distance import distance
from quiz.practice.grade import Grade, Part, grade_of_parts
from quiz.practice.questions.base import (
    GAP,
    LONGEST_TEXT,
    AnswerPlace,
    PlacedAnswer,
    Presentation,
    Shuffle,
    StemAndChoices,
    Unreadable,
)
from quiz.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

TypedQuestion: TypeAlias = Number | TextQuestion | Cloze

_COUNTED: Final = 200
"""Characters by which typed answers are told apart where they are counted."""

_EXACT: Final = 400
"""Digits enough for the difference of any two numbers that a bank and a learner can write."""

_NEAR_MISS: Final = "A near miss: one letter more is off than is forgiven."
_STORED_NUMBER: Final = re.compile(r"-?[0-9]{1,70}(\.[0-9]{1,70})?")


class Typed(Struct, frozen=True, tag="typed"):
    """To number (a plain decimal such as `-1500.5`) and text (as typed)."""

    text: str


class Filled(Struct, frozen=True, tag="filled"):
    """To cloze: a text a blank, empty where it was left."""

    blanks: tuple[str, ...]


RESPONSES: Final[Mapping[type[TypedQuestion], type[Typed | Filled]]] = {
    Number: Typed,
    TextQuestion: Typed,
    Cloze: Filled,
}


def _texts(response: Typed | Filled) -> tuple[str, ...]:
    return response.blanks if isinstance(response, Filled) else (response.text,)


def present(_question: TypedQuestion, _shuffled: Shuffle) -> Presentation:
    return Presentation()


def stem_and_choices(question: TypedQuestion) -> StemAndChoices | None:
    return None if isinstance(question, Cloze) else StemAndChoices(question.prompt)


def grade(question: TypedQuestion, response: Typed | Filled) -> Grade:
    texts = _texts(response)
    match question:
        case Number():
            return _number_grade(question, Decimal(texts[0]))
        case TextQuestion():
            slips = _slips(texts[0], question.answers, case_sensitive=question.case_sensitive)
            return Grade(float(slips <= question.typos), _near_miss(slips, question.typos))
        case Cloze():
            return _cloze_grade(question, texts)
        case _:
            assert_never(question)


def _number_grade(question: Number, given: Decimal) -> Grade:
    with localcontext() as exact:
        exact.prec = _EXACT
        return Grade(float(abs(given - question.answer) <= question.tolerance))


def _near_miss(slips: int, allowed: int) -> str | None:
    if slips == 0 or slips > allowed + 1:
        return None
    if slips <= allowed:
        return "Accepted with a slip of the fingers: compare the spelling."
    return _NEAR_MISS


def _slips(given: str, answers: tuple[str, ...], *, case_sensitive: bool) -> int:
    """Return how many letters a text is away from the nearest of the answers."""
    folded = fold(given, case_sensitive=case_sensitive)
    return min(distance(folded, fold(answer, case_sensitive=case_sensitive)) for answer in answers)


def _cloze_grade(question: Cloze, texts: tuple[str, ...]) -> Grade:
    parts = []
    is_near = False
    for number, (given, blank) in enumerate(zip(texts, question.blanks, strict=True), start=1):
        slips = _slips(given, blank.answers, case_sensitive=question.case_sensitive) if given.strip() else None
        is_right = slips is not None and slips <= question.typos
        is_near = is_near or slips == question.typos + 1
        parts.append(Part(f"Blank {number}", given.strip() or None, blank.answers[0], is_right))
    shared = grade_of_parts(tuple(parts))
    return Grade(shared.fraction, f"{shared.how} {_NEAR_MISS}", shared.parts) if is_near else shared


def blind_chance(_question: TypedQuestion) -> float:
    return 0.0


def random_score(_question: TypedQuestion) -> float | None:
    return 0.0


def missing(_question: TypedQuestion, response: Typed | Filled) -> str | None:
    if isinstance(response, Typed):
        return None
    filled = sum(bool(blank.strip()) for blank in response.blanks)
    return None if filled == len(response.blanks) else f"{filled} of {len(response.blanks)} blanks filled."


def cleaned(question: TypedQuestion, response: Typed | Filled, _presentation: Presentation) -> Typed | Filled | None:
    texts = _texts(response)
    if isinstance(question, Number):
        return response if _STORED_NUMBER.fullmatch(texts[0]) else None
    if len(texts) != len(line_labels(question)) or any(len(text) > LONGEST_TEXT for text in texts):
        return None
    shown = tuple(map(clean_line, texts))
    return Filled(shown) if isinstance(question, Cloze) else Typed(*shown)


def line_labels(question: TypedQuestion) -> tuple[str, ...]:
    if isinstance(question, Cloze):
        return tuple(f"blank {number} " for number in range(1, len(question.blanks) + 1))
    return ("",)


def parse(question: TypedQuestion, _presentation: Presentation, lines: Sequence[str]) -> Typed | Filled:
    if isinstance(question, Cloze):
        return Filled(tuple(lines))
    if not lines[0]:
        raise Unreadable
    if isinstance(question, TextQuestion):
        return Typed(lines[0])
    number = read_number(lines[0], question.unit)
    if number is None:
        raise Unreadable
    return Typed(f"{number:f}")


def expected(question: TypedQuestion, _presentation: Presentation) -> str:
    match question:
        case Number():
            return "Type a number such as 1500, 1,500 or 2.5; the point is the decimal sign"
        case TextQuestion():
            return "Type the answer"
        case Cloze():
            return "Type one line for each blank; leave a line empty to leave that blank"
        case _:
            assert_never(question)


def instruction(question: TypedQuestion) -> str:
    match question:
        case Number():
            return f"Type a number ({question.unit})." if question.unit else "Type a number."
        case TextQuestion():
            return "Type the answer."
        case Cloze():
            return "Fill in the blanks."
        case _:
            assert_never(question)


def body(question: TypedQuestion) -> str | None:
    """Return the text of a cloze question with its blanks numbered: `Relations date from [1] ____.`"""
    if not isinstance(question, Cloze):
        return None
    number = 0
    text = ""
    for part in question.segments:
        if isinstance(part, Blank):
            number += 1
            text += f"[{number}] {GAP}"
        else:
            text += part
    return text


def answer_lines(question: TypedQuestion) -> tuple[str, ...]:
    match question:
        case Number():
            return (_number_text(question),)
        case TextQuestion():
            return (question.answers[0],)
        case Cloze():
            return ("".join(part.answers[0] if isinstance(part, Blank) else part for part in question.segments),)
        case _:
            assert_never(question)


def _number_text(question: Number) -> str:
    text = figure(question.answer)
    if question.unit:
        text += f" {question.unit}"
    if question.tolerance:
        text += f" (± {figure(question.tolerance)})"
    return text


def figure(number: Decimal) -> str:
    """Return a number in plain digits, in groups of three from five digits on, so that a year stays a year."""
    return f"{number:,f}" if abs(number) >= 10_000 else f"{number:f}"


def response_text(response: Typed | Filled) -> str:
    return response.text if isinstance(response, Typed) else "; ".join(blank or GAP for blank in response.blanks)


def choices_taken(_response: Typed | Filled) -> tuple[str, ...]:
    return ()


def choice_feedback(_question: TypedQuestion, _response: Typed | Filled) -> tuple[tuple[str, str], ...]:
    return ()


def places(question: TypedQuestion) -> tuple[AnswerPlace, ...]:
    match question:
        case Number():
            return (_typed_place(question, None, f"{question.answer:f}"),)
        case TextQuestion():
            return (_typed_place(question, None, question.answers[0]),)
        case Cloze():
            return tuple(
                _typed_place(question, f"Blank {number}", blank.answers[0])
                for number, blank in enumerate(question.blanks, start=1)
            )
        case _:
            assert_never(question)


def _typed_place(question: TypedQuestion, label: str | None, answer: str) -> AnswerPlace:
    return AnswerPlace(label, {_key(question, answer): (answer, True)}, is_typed=True)


def _key(question: TypedQuestion, text: str) -> str:
    return fold(text, case_sensitive=not isinstance(question, Number) and question.case_sensitive)


def placed_answers(question: TypedQuestion, response: Typed | Filled, grade: Grade) -> Iterator[PlacedAnswer]:
    if isinstance(response, Typed):
        text = response.text[:_COUNTED]
        yield PlacedAnswer(0, _key(question, text), text, grade.fraction >= 1)
        return
    for at, part in enumerate(grade.parts):
        text = (part.given or "")[:_COUNTED]
        yield PlacedAnswer(at, _key(question, text) if text else None, text, part.is_right)
