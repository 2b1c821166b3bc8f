"""Putting things where they belong: match and classify."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, TypeAlias

from msgspec import Struct

from quiz.bank.ascending import in_ascending_order
from quiz.bank.questions.placement import Classify, Match
from quiz.practice.grade import Grade, Part, grade_of_parts
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
    letter,
    told_parts,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

PlacementQuestion: TypeAlias = Match | Classify

_NUMBER_AND_LETTER: Final = re.compile(r"(\d+)\s*([a-z]+)", re.ASCII)


class Placed(Struct, frozen=True, tag="placed"):
    """To match and classify: left to right, item to category. What is left out is unanswered."""

    places: dict[str, str]


RESPONSES: Final[Mapping[type[PlacementQuestion], type[Placed]]] = {Match: Placed, Classify: Placed}


def _right_places(question: PlacementQuestion) -> dict[str, str]:
    """Return where everything belongs, in the order of the bank."""
    return question.pairs if isinstance(question, Match) else question.places


def _options(question: PlacementQuestion) -> tuple[str, ...]:
    return question.rights if isinstance(question, Match) else tuple(question.categories)


def present(question: PlacementQuestion, shuffled: Shuffle) -> Presentation:
    rows = shuffled(tuple(_right_places(question)))
    if isinstance(question, Classify):
        return Presentation(rows, _options(question))
    # Both sides as the author wrote them would often be a straight line: the first with the first.
    return Presentation(rows, in_ascending_order(question.rights) or shuffled(question.rights))


def stem_and_choices(_question: PlacementQuestion) -> StemAndChoices | None:
    return None


def grade(question: PlacementQuestion, response: Placed) -> Grade:
    given = response.places
    return grade_of_parts(
        tuple(
            Part(left, given.get(left), right, given.get(left) == right)
            for left, right in _right_places(question).items()
        )
    )


def blind_chance(question: PlacementQuestion) -> float:
    return float(len(_options(question))) ** -len(_right_places(question))


def random_score(question: PlacementQuestion) -> float | None:
    return 1 / len(_options(question))


def missing(question: PlacementQuestion, response: Placed) -> str | None:
    wanted = len(_right_places(question))
    return None if len(response.places) == wanted else f"{len(response.places)} of {wanted} placed."


def cleaned(_question: PlacementQuestion, response: Placed, presentation: Presentation) -> Placed | None:
    places = response.places
    fits = places.keys() <= set(presentation.rows) and set(places.values()) <= set(presentation.options)
    return response if fits else None


def line_labels(_question: PlacementQuestion) -> tuple[str, ...]:
    return ("",)


def shown_after(_question: PlacementQuestion, _lines: Sequence[str]) -> tuple[str, ...]:
    return ()


def is_whole(_question: PlacementQuestion, lines: Sequence[str]) -> bool:
    return bool(lines)


def parse(_question: PlacementQuestion, presentation: Presentation, lines: Sequence[str]) -> Placed:
    letters = {letter(place): option for place, option in enumerate(presentation.options)}
    line = lines[0].casefold()
    if re.sub(r"[,\s]+", "", _NUMBER_AND_LETTER.sub("", line)):
        raise Unreadable
    places: dict[str, str] = {}
    for number, label in _NUMBER_AND_LETTER.findall(line):
        at = int(number) - 1 if len(number) < 5 else -1
        if not 0 <= at < len(presentation.rows) or label not in letters:
            raise Unreadable
        row = presentation.rows[at]
        if places.setdefault(row, letters[label]) != letters[label]:
            raise Unreadable(f"Number {at + 1} is placed twice.")
    if not places:
        raise Unreadable
    return Placed({row: places[row] for row in presentation.rows if row in places})


def expected(_question: PlacementQuestion, presentation: Presentation) -> str:
    rows, last = len(presentation.rows), letter(len(presentation.options) - 1)
    return f"Type a number and a letter for each, such as 1b,2a (numbers 1 to {rows}, letters a to {last})"


def instruction(question: PlacementQuestion) -> str:
    return "Match each with its partner." if isinstance(question, Match) else "Sort each into its category."


def body(_question: PlacementQuestion) -> str | None:
    return None


def answer_lines(question: PlacementQuestion) -> tuple[str, ...]:
    if isinstance(question, Match):
        return tuple(f"{left} → {right}" for left, right in question.pairs.items())
    return tuple(f"{category}: {'; '.join(items)}" for category, items in question.categories.items())


def response_text(response: Placed) -> str:
    return "; ".join(f"{left} → {right}" for left, right in response.places.items())


def choices_taken(_response: Placed) -> tuple[str, ...]:
    return ()


def told(question: PlacementQuestion, response: Placed) -> Told:
    belongs = _right_places(question)
    right = sum(response.places.get(row) == place for row, place in belongs.items())
    left_out = sum(row not in response.places for row in belongs)
    return told_parts(right, len(belongs) - right - left_out, left_out)


def feedback_rows(
    question: PlacementQuestion, response: Placed | None, presentation: Presentation
) -> Iterator[FeedbackRow]:
    belongs = _right_places(question)
    for row in presentation.rows:
        right, given = belongs[row], response.places.get(row) if response is not None else None
        if response is None:
            state, tag = RowState.ANSWER, ""
        elif given is None:
            state, tag = RowState.MISSED, "left out"
        else:
            state, tag = (RowState.RIGHT, "") if given == right else (RowState.WRONG, "yours")
        yield FeedbackRow(row, state, tag, given=given, right=right)


def places(question: PlacementQuestion) -> tuple[AnswerPlace, ...]:
    options = _options(question)
    return tuple(
        AnswerPlace(left, {option: (option, option == right) for option in options})
        for left, right in _right_places(question).items()
    )


def placed_answers(_question: PlacementQuestion, _response: Placed, grade: Grade) -> Iterator[PlacedAnswer]:
    return (PlacedAnswer(at, part.given, part.given or "", part.is_right) for at, part in enumerate(grade.parts))
