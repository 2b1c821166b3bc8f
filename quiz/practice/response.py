"""What a learner can give to a question, as values that are stored as JSON."""

from typing import Final, TypeAlias

from msgspec import Struct

from quiz.bank.questions.placement import Classify, Match
from quiz.bank.questions.registry import Question


class DontKnow(Struct, frozen=True, tag="dont-know"):
    """The learner says that they do not know: worth nothing, and better than a guess for what follows."""


class Chosen(Struct, frozen=True, tag="chosen"):
    """To single and multiple: the texts of the choices taken, in the order of the bank."""

    choices: tuple[str, ...]


class Judged(Struct, frozen=True, tag="judged"):
    """To true-false."""

    value: bool


class Typed(Struct, frozen=True, tag="typed"):
    """To number (a plain decimal such as `-1500.5`) and text (as typed)."""

    text: str


class Ordered(Struct, frozen=True, tag="ordered"):
    """To order: all items, first to last."""

    items: tuple[str, ...]


class Placed(Struct, frozen=True, tag="placed"):
    """To match and classify: left to right, item to category. What is left out is unanswered."""

    places: dict[str, str]


class Filled(Struct, frozen=True, tag="filled"):
    """To cloze: a text a blank, empty where it was left."""

    blanks: tuple[str, ...]


Response: TypeAlias = DontKnow | Chosen | Judged | Typed | Ordered | Placed | Filled

DONT_KNOW: Final = DontKnow()

FORMS: Final[dict[str, type[Response]]] = {
    "single": Chosen,
    "multiple": Chosen,
    "true-false": Judged,
    "number": Typed,
    "text": Typed,
    "order": Ordered,
    "match": Placed,
    "classify": Placed,
    "cloze": Filled,
}
"""The form of a response to each question type; `DontKnow` goes with all."""


def missing(question: Question, response: Response | None) -> str | None:
    """Say what is missing in an incomplete response, or None where it is whole."""
    match response:
        case None:
            return "Nothing is answered yet."
        case Placed(places):
            wanted = len(places_wanted(question))
            return None if len(places) == wanted else f"{len(places)} of {wanted} placed."
        case Filled(blanks):
            filled = sum(bool(blank.strip()) for blank in blanks)
            return None if filled == len(blanks) else f"{filled} of {len(blanks)} blanks filled."
        case _:
            return None


def places_wanted(question: Question) -> tuple[str, ...]:
    """Return the lefts of a match or the items of a classify question, in the order of the bank; else nothing."""
    match question:
        case Match():
            return tuple(question.pairs)
        case Classify():
            return tuple(question.places)
        case _:
            return ()
