"""What fits together: a question and how it was laid out, a question and a response to it."""

import re
from collections.abc import Collection
from typing import Final, assert_never

from quiz.bank.questions.choice import Multiple, Single, TrueFalse
from quiz.bank.questions.order import Order
from quiz.bank.questions.placement import Classify, Match
from quiz.bank.questions.registry import Question
from quiz.bank.questions.typed import Cloze, Number, TextQuestion
from quiz.practice.grading import grade
from quiz.practice.presentation import Presentation, present
from quiz.practice.response import FORMS, Chosen, DontKnow, Filled, Judged, Ordered, Placed, Response, Typed
from quiz.scores.store.values import LONGEST_TEXT
from quiz.text import clean_line

_NUMBER: Final = re.compile(r"-?[0-9]{1,70}(\.[0-9]{1,70})?")


class Layout:
    """The rows and options that any presentation of a question must have, in whatever order.

    Raises `ValueError`, `LookupError`, `TypeError` or `ArithmeticError` where the question can be neither laid out nor
    graded.
    """

    __slots__ = ("_options", "_rows", "options", "rows")

    def __init__(self, question: Question) -> None:
        presentation = present(question, "", 0)
        self._rows, self._options = sorted(presentation.rows), sorted(presentation.options)
        self.rows, self.options = frozenset(self._rows), frozenset(self._options)
        grade(question, _any_response(question))

    def shows(self, presentation: Presentation) -> bool:
        """Say whether a presentation shows these rows and options and nothing else."""
        return sorted(presentation.rows) == self._rows and sorted(presentation.options) == self._options

    def orders(self, items: Collection[str]) -> bool:
        """Say whether items are the rows, each once."""
        return sorted(items) == self._rows


def fitting(question: Question, layout: Layout, response: Response) -> Response | None:
    """Return a response with what was typed cleaned, or None where it is none to that question."""
    if isinstance(response, DontKnow):
        return response
    if not isinstance(response, FORMS[question.type]):
        return None
    match response:
        case Chosen(choices):
            fits = layout.rows.issuperset(choices) and len(set(choices)) == len(choices) > 0
            return response if fits and (len(choices) == 1 or not isinstance(question, Single)) else None
        case Judged():
            return response
        case Ordered(items):
            return response if layout.orders(items) else None
        case Placed(places):
            fits = layout.rows.issuperset(places) and layout.options.issuperset(places.values())
            return response if fits else None
        case Typed(text) if isinstance(question, Number):
            return response if _NUMBER.fullmatch(text) else None
        case Typed(text):
            return Typed(clean_line(text)) if len(text) <= LONGEST_TEXT else None
        case Filled(blanks):
            wanted = len(question.blanks) if isinstance(question, Cloze) else 0
            fits = len(blanks) == wanted and all(len(text) <= LONGEST_TEXT for text in blanks)
            return Filled(tuple(map(clean_line, blanks))) if fits else None
        case _:
            assert_never(response)


def _any_response(question: Question) -> Response:
    """Return some response of the form that a question asks for."""
    match question:
        case Single() | Multiple():
            return Chosen((question.choices[0].text,))
        case TrueFalse():
            return Judged(True)
        case Number():
            return Typed("0")
        case TextQuestion():
            return Typed("")
        case Order():
            return Ordered(question.items)
        case Match() | Classify():
            return Placed({})
        case Cloze():
            return Filled(("",) * len(question.blanks))
        case _:
            assert_never(question)
