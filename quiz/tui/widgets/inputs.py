"""The answer input of each question type."""

from typing import Final

from quiz.practice.attempt import Item
from quiz.tui.widgets.answer import AnswerInput
from quiz.tui.widgets.choice_input import ChoiceInput
from quiz.tui.widgets.order_input import OrderInput
from quiz.tui.widgets.place_input import PlaceInput
from quiz.tui.widgets.typed_input import TypedInput

INPUTS: Final[dict[str, type[AnswerInput]]] = {
    "single": ChoiceInput,
    "multiple": ChoiceInput,
    "true-false": ChoiceInput,
    "number": TypedInput,
    "text": TypedInput,
    "order": OrderInput,
    "match": PlaceInput,
    "classify": PlaceInput,
    "cloze": TypedInput,
}


def answer_input(item: Item) -> AnswerInput:
    return INPUTS[item.question.type](item)
