"""The answer input of each question type, loaded when a question of that type is first shown."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from quiz.bank.questions.registry import Question
    from quiz.practice.attempt import Item
    from quiz.tui.widgets.answer import AnswerInput

FAMILIES: Final = {
    "choice": "ChoiceInput",
    "listing": "ListingInput",
    "number": "NumberInput",
    "order": "OrderInput",
    "placement": "PlacementInput",
    "typed": "TypedInput",
    "written": "WrittenInput",
}
"""The class of input by family: it stands in `quiz.tui.widgets`, in the module of the family's name and `_input`."""


def input_class(question: type[Question]) -> type[AnswerInput]:
    """Return the input of a question type, by the module of its family. Raises `KeyError` where it has none."""
    family = question.__module__.rpartition(".")[2]
    module = importlib.import_module(f"quiz.tui.widgets.{family}_input")
    found: type[AnswerInput] = getattr(module, FAMILIES[family])
    return found


def answer_input(item: Item) -> AnswerInput:
    return input_class(item.question.__class__)(item)
