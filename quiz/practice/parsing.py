"""Reading typed lines as a response: the syntax of the line mode."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from quiz.practice.questions.base import Presentation, Unreadable
from quiz.practice.questions.registry import family_of
from quiz.practice.response import DONT_KNOW, Response

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quiz.bank.questions.registry import Question

DONT_KNOW_SIGN: Final = "?"


def line_labels(question: Question) -> tuple[str, ...]:
    """Return what stands before the prompt of each line of a response: nothing, or the number of the blank."""
    return family_of(question).line_labels(question)


def is_whole(question: Question, lines: Sequence[str]) -> bool:
    """Tell whether the lines read so far are a whole response: “don't know” is one on any of them."""
    stripped = [line.strip() for line in lines]
    return _is_dont_know(question, stripped) or family_of(question).is_whole(question, stripped)


def shown_after(question: Question, lines: Sequence[str]) -> tuple[str, ...]:
    """Return what is shown once these lines are read, after which they cannot be changed; mostly nothing."""
    return family_of(question).shown_after(question, [line.strip() for line in lines])


def written(lines: Sequence[str]) -> str:
    """Return lines, of which an empty one is the last, as the text that they are."""
    return "\n".join(line.strip() for line in lines[:-1])


def lines_written(text: str) -> list[str]:
    """Return the lines of a text as they were read, the empty one that ended it among them."""
    return [*(line for line in text.split("\n") if line.strip()), ""]


def _is_dont_know(question: Question, stripped: Sequence[str]) -> bool:
    """Tell whether a line that has a label is the sign; what follows them is text that may say anything."""
    return DONT_KNOW_SIGN in stripped[: len(line_labels(question))]


def parse(question: Question, presentation: Presentation, lines: Sequence[str]) -> Response:
    """Read a response to a question as it is presented, from its lines.

    Raises `Unreadable`; its message says what is expected.
    """
    stripped = [line.strip() for line in lines] or [""]
    if _is_dont_know(question, stripped):
        return DONT_KNOW
    try:
        response = family_of(question).parse(question, presentation, stripped)
    except Unreadable as problem:
        raise Unreadable(f"{problem} {expected(question, presentation)}".lstrip()) from None
    assert isinstance(response, Response)
    return response


def expected(question: Question, presentation: Presentation) -> str:
    """Say in a sentence what a response to the question looks like in the line mode."""
    return f"{family_of(question).expected(question, presentation)}; or ? for “don't know”."
