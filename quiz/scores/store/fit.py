"""What fits together: a question and how it was laid out, a question and a response to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.practice.presentation import present
from quiz.practice.questions.registry import family_of
from quiz.practice.response import Response, cleaned
from quiz.practice.wording import answer_lines

if TYPE_CHECKING:
    from quiz.bank.questions.registry import Question
    from quiz.practice.questions.base import Presentation


class Layout:
    """The rows and options that any presentation of a question must have, in whatever order.

    Raises `ValueError`, `LookupError`, `TypeError` or `ArithmeticError` where the question can be neither laid out nor
    graded.
    """

    __slots__ = ("_options", "_presentation", "_rows")

    def __init__(self, question: Question) -> None:
        self._presentation = present(question, "", 0)
        self._rows, self._options = sorted(self._presentation.rows), sorted(self._presentation.options)
        answer_lines(question)
        family_of(question).places(question)  # reads all that a response is judged by

    def shows(self, presentation: Presentation) -> bool:
        """Say whether a presentation shows these rows and options and nothing else."""
        return (
            sorted(presentation.rows) == self._rows
            and sorted(presentation.options) == self._options
            and [*map(sorted, presentation.lists)] == [*map(sorted, self._presentation.lists)]
        )

    def fitting(self, question: Question, response: Response) -> Response | None:
        """Return a response with what was typed cleaned, or None where it is none to that question."""
        return cleaned(question, response, self._presentation)
