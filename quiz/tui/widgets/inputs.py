"""The answer input of each question type."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from quiz.tui.widgets.choice_input import ChoiceInput
from quiz.tui.widgets.listing_input import ListingInput
from quiz.tui.widgets.order_input import OrderInput
from quiz.tui.widgets.placement_input import PlacementInput
from quiz.tui.widgets.typed_input import TypedInput
from quiz.tui.widgets.written_input import WrittenInput

if TYPE_CHECKING:
    from quiz.bank.questions.registry import Question
    from quiz.practice.attempt import Item
    from quiz.tui.widgets.answer import AnswerInput

FAMILIES: Final[tuple[type[AnswerInput], ...]] = (
    ChoiceInput,
    ListingInput,
    OrderInput,
    PlacementInput,
    TypedInput,
    WrittenInput,
)

INPUTS: Final[dict[type[Question], type[AnswerInput]]] = {
    question: family for family in FAMILIES for question in family.TYPES
}


def answer_input(item: Item) -> AnswerInput:
    return INPUTS[item.question.__class__](item)
