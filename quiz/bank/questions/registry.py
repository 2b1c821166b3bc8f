"""All types of question.

The structs are the one declaration of the bank format: the reader converts to them, the JSON Schema is made from
them, and an attempt stores them as its snapshot.
"""

from __future__ import annotations

from typing import Final, TypeAlias, get_args

from quiz.bank.questions.choice import Multiple, Single, TrueFalse
from quiz.bank.questions.listing import ListQuestion
from quiz.bank.questions.number import Number
from quiz.bank.questions.order import Order
from quiz.bank.questions.placement import Classify, Match
from quiz.bank.questions.typed import Cloze, TextQuestion
from quiz.bank.questions.written import OpenQuestion

Question: TypeAlias = (
    Single
    | Multiple
    | TrueFalse
    | Number
    | TextQuestion
    | ListQuestion
    | OpenQuestion
    | Order
    | Match
    | Classify
    | Cloze
)
QUESTION_TYPES: Final[dict[str, type[Question]]] = {
    str(question.__struct_config__.tag): question for question in get_args(Question)
}
"""Every type by its name in a bank, in the order in which types are listed."""


def meaning_of(kind: str) -> str:
    """Return what a type of question is, in a few words."""
    return (QUESTION_TYPES[kind].__doc__ or "").partition(";")[0].rstrip(".")
