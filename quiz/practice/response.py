"""What a learner can give to a question, as values that are stored as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from msgspec import Struct

from quiz.practice.questions.choice import Chosen, Judged
from quiz.practice.questions.listing import Named
from quiz.practice.questions.order import Ordered
from quiz.practice.questions.placement import Placed
from quiz.practice.questions.registry import family_of, is_response_to
from quiz.practice.questions.typed import Filled, Typed
from quiz.practice.questions.written import SelfGraded

if TYPE_CHECKING:
    from quiz.bank.questions.registry import Question
    from quiz.practice.questions.base import Presentation


class DontKnow(Struct, frozen=True, tag="dont-know"):
    """The learner says that they do not know: worth nothing, and better than a guess for what follows."""


Response: TypeAlias = DontKnow | Chosen | Judged | Typed | Named | Ordered | Placed | Filled | SelfGraded

DONT_KNOW: Final = DontKnow()


def missing(question: Question, response: Response | None) -> str | None:
    """Say what is missing in an incomplete response, or None where it is whole."""
    if response is None:
        return "Nothing is answered yet."
    return None if isinstance(response, DontKnow) else family_of(question).missing(question, response)


def cleaned(question: Question, response: Response, presentation: Presentation) -> Response | None:
    """Return a response that came from elsewhere, its text cleaned; None where it is none to that question."""
    if isinstance(response, DontKnow):
        return response
    if not is_response_to(question, response):
        return None
    fitting = family_of(question).cleaned(question, response, presentation)
    assert fitting is None or isinstance(fitting, Response)
    return fitting
