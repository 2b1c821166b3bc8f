"""Choosing: single, multiple and true-false."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias, assert_never

from msgspec import Struct

from quiz.bank.ascending import in_ascending_order
from quiz.bank.questions.choice import Multiple, Single, TrueFalse
from quiz.practice.grade import Grade
from quiz.practice.questions.base import (
    AnswerPlace,
    FeedbackRow,
    PlacedAnswer,
    Presentation,
    RowState,
    Shuffle,
    StemAndChoices,
    Told,
    Unreadable,
    rows_named,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

ChoiceQuestion: TypeAlias = Single | Multiple | TrueFalse

TRUE_FALSE: Final = ("True", "False")
_TRUTHS: Final = {"true": True, "t": True, "1": True, "false": False, "f": False, "2": False}


class Chosen(Struct, frozen=True, tag="chosen"):
    """To single and multiple: the texts of the choices taken, in the order of the bank."""

    choices: tuple[str, ...]


class Judged(Struct, frozen=True, tag="judged"):
    """To true-false."""

    value: bool


RESPONSES: Final[Mapping[type[ChoiceQuestion], type[Chosen | Judged]]] = {
    Single: Chosen,
    Multiple: Chosen,
    TrueFalse: Judged,
}


def truth(value: bool) -> str:
    return TRUE_FALSE[0] if value else TRUE_FALSE[1]


def present(question: ChoiceQuestion, shuffled: Shuffle) -> Presentation:
    if isinstance(question, TrueFalse):
        return Presentation(TRUE_FALSE)
    return Presentation(_fixed_order(question) or shuffled(_texts(question)))


def _texts(question: Single | Multiple) -> tuple[str, ...]:
    return tuple(choice.text for choice in question.choices)


def _fixed_order(question: Single | Multiple) -> tuple[str, ...] | None:
    """Return the choices in the order in which they are always shown, or None where they are shuffled."""
    return question.sequence or in_ascending_order(_texts(question))


def stem_and_choices(question: ChoiceQuestion) -> StemAndChoices | None:
    if isinstance(question, TrueFalse):
        return None
    fixed = _fixed_order(question)
    shown = fixed or _texts(question)
    right = set(answer_lines(question))
    places = frozenset(place for place, text in enumerate(shown) if text in right)
    return StemAndChoices(question.prompt, shown, places, is_fixed=fixed is not None)


def grade(question: ChoiceQuestion, response: Chosen | Judged) -> Grade:
    if isinstance(question, Multiple):
        return _share(question, frozenset(choices_taken(response)))
    taken = choices_taken(response)
    if isinstance(question, Single) and len(taken) == 1 and taken[0] in question.credits:
        return Grade(question.credits[taken[0]])
    return Grade(float(taken == answer_lines(question)))


def _share(question: Multiple, taken: frozenset[str]) -> Grade:
    answers = frozenset(question.right_texts)
    right, wrong = len(taken & answers), len(taken - answers)
    fraction = right / len(answers)
    if wrong:
        fraction -= wrong / min(len(answers), len(question.distractors))
    return Grade(max(0.0, fraction), f"{right} right, {wrong} wrong of {len(answers)}.")


def blind_chance(question: ChoiceQuestion) -> float:
    match question:
        case Single():
            return 1 / len(question.choices)
        case Multiple():
            return 1 / ((1 << len(question.choices)) - 1)
        case TrueFalse():
            return 1 / 2
        case _:
            assert_never(question)


def random_score(question: ChoiceQuestion) -> float | None:
    if isinstance(question, Multiple):
        return None
    earned = sum(question.credits.values()) if isinstance(question, Single) else 0.0
    return blind_chance(question) * (1 + earned)


def missing(_question: ChoiceQuestion, _response: Chosen | Judged) -> str | None:
    return None


def cleaned(question: ChoiceQuestion, response: Chosen | Judged, presentation: Presentation) -> Chosen | Judged | None:
    taken = choices_taken(response)
    fits = set(taken) <= set(presentation.rows) and len(set(taken)) == len(taken) > 0
    return response if fits and (len(taken) == 1 or isinstance(question, Multiple)) else None


def line_labels(_question: ChoiceQuestion) -> tuple[str, ...]:
    return ("",)


def shown_after(_question: ChoiceQuestion, _lines: Sequence[str]) -> tuple[str, ...]:
    return ()


def is_whole(_question: ChoiceQuestion, lines: Sequence[str]) -> bool:
    return bool(lines)


def parse(question: ChoiceQuestion, presentation: Presentation, lines: Sequence[str]) -> Chosen | Judged:
    if isinstance(question, TrueFalse):
        value = _TRUTHS.get(lines[0].casefold())
        if value is None:
            raise Unreadable
        return Judged(value)
    named = list(rows_named(lines[0], presentation.rows))
    if not named or (len(named) > 1 and isinstance(question, Single)):
        raise Unreadable
    return Chosen(tuple(presentation.rows[place] for place in sorted(set(named))))


def expected(question: ChoiceQuestion, presentation: Presentation) -> str:
    rows = len(presentation.rows)
    match question:
        case Single():
            return f"Type one number from 1 to {rows}"
        case Multiple():
            return f"Type the numbers of all right choices, from 1 to {rows}, such as 1,2"
        case TrueFalse():
            return "Type true or false (t or f, 1 or 2)"
        case _:
            assert_never(question)


def instruction(question: ChoiceQuestion) -> str:
    match question:
        case Single():
            return "Choose one."
        case Multiple():
            return "Choose all that are right."
        case TrueFalse():
            return "True or false?"
        case _:
            assert_never(question)


def body(_question: ChoiceQuestion) -> str | None:
    return None


def answer_lines(question: ChoiceQuestion) -> tuple[str, ...]:
    match question:
        case Single():
            return (question.choices[0].text,)
        case Multiple():
            return question.right_texts
        case TrueFalse():
            return (truth(question.answer),)
        case _:
            assert_never(question)


def response_text(response: Chosen | Judged) -> str:
    return "; ".join(choices_taken(response)) or "None chosen"


def choices_taken(response: Chosen | Judged) -> tuple[str, ...]:
    return (truth(response.value),) if isinstance(response, Judged) else response.choices


def told(question: ChoiceQuestion, response: Chosen | Judged) -> Told:
    if not isinstance(question, Multiple):
        return Told()
    taken, answers = frozenset(choices_taken(response)), frozenset(question.right_texts)
    right, wrong, total = len(taken & answers), len(taken - answers), len(answers)
    if not taken:
        return Told("You chose none.", "none chosen")
    if not right:
        return Told(
            "What you chose does not belong." if wrong == 1 else f"None of the {wrong} you chose belongs.", "none right"
        )
    if wrong:
        belong = "does not belong" if wrong == 1 else "do not belong"
        return Told(
            f"You found {right} of {total}, and {wrong} that {belong}.", f"{right} of {total}, {wrong} too many"
        )
    if right < total:
        return Told(f"You found {right} of {total}.", f"{right} of {total}")
    return Told(f"You found all {total}.", f"all {total}") if total > 1 else Told()


def _feedback(question: ChoiceQuestion, taken: tuple[str, ...]) -> dict[str, str | None]:
    """Return what is said of each choice, should it be shown as taken or as right."""
    if not isinstance(question, TrueFalse):
        return {choice.text: choice.feedback for choice in question.choices}
    said = question.feedback
    return {} if said is None else {truth(value): said.to(value) for value in (True, False) if truth(value) in taken}


def feedback_rows(
    question: ChoiceQuestion, response: Chosen | Judged | None, presentation: Presentation
) -> Iterator[FeedbackRow]:
    taken = choices_taken(response) if response is not None else ()
    right = answer_lines(question)
    feedback = _feedback(question, taken)
    several = isinstance(question, Multiple)
    partly = question.credits if isinstance(question, Single) else {}
    for row in presentation.rows:
        if row in taken:
            state = RowState.RIGHT if row in right else RowState.PARTLY if row in partly else RowState.WRONG
            tag = "yours" if several else "your answer"
        elif row in right:
            was_missed = several and response is not None
            state, tag = (RowState.MISSED, "missed") if was_missed else (RowState.ANSWER, "right answer")
        else:
            state, tag = RowState.NEUTRAL, ""
        yield FeedbackRow(row, state, tag, None if state is RowState.NEUTRAL else feedback.get(row))


def places(question: ChoiceQuestion) -> tuple[AnswerPlace, ...]:
    is_judged = isinstance(question, TrueFalse)
    texts = TRUE_FALSE if isinstance(question, TrueFalse) else _texts(question)
    right = answer_lines(question)
    return (AnswerPlace(None, {text: (text, text in right) for text in texts}, has_distractors=not is_judged),)


def placed_answers(_question: ChoiceQuestion, response: Chosen | Judged, _grade: Grade) -> Iterator[PlacedAnswer]:
    return (PlacedAnswer(0, text, text) for text in choices_taken(response))
