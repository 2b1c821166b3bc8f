"""Reading typed lines as a response: the syntax of the line mode."""

from __future__ import annotations

import unicodedata
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
    return means_dont_know(question, stripped) or family_of(question).is_whole(question, stripped)


def shown_after(question: Question, lines: Sequence[str]) -> tuple[str, ...]:
    """Return what is shown once these lines are read, after which they cannot be changed; mostly nothing."""
    return family_of(question).shown_after(question, [line.strip() for line in lines])


def written(lines: Sequence[str]) -> str:
    """Return lines, of which an empty one is the last, as the text that they are."""
    return "\n".join(line.strip() for line in lines[:-1])


def lines_written(text: str) -> list[str]:
    """Return the lines of a text as they were read, the empty one that ended it among them."""
    return [*(line for line in text.split("\n") if line.strip()), ""]


def means_dont_know(question: Question, stripped: Sequence[str]) -> bool:
    """Tell whether a line that has a label is the sign; what follows them is text that may say anything.

    Where the sign is an answer that the question knows, right or near, it is that, and never “don't know”.
    """
    if DONT_KNOW_SIGN not in stripped:
        return False
    labelled = enumerate(stripped[: len(line_labels(question))])
    return any(text == DONT_KNOW_SIGN and not _is_accepted(question, line) for line, text in labelled)


def sign_is_answer(question: Question) -> bool:
    """Tell whether the sign of “don't know” is an accepted answer somewhere, so that this is said in another way."""
    return any(_is_accepted(question, line) for line in range(len(line_labels(question))))


def sign_line(question: Question) -> int | None:
    """Return the first line on which the sign means “don't know”, if there is one."""
    return next((line for line in range(len(line_labels(question))) if not _is_accepted(question, line)), None)


def _is_accepted(question: Question, line: int) -> bool:
    return any(unicodedata.normalize("NFKC", text).strip() == DONT_KNOW_SIGN for text in question.accepted_on(line))


def parse(question: Question, presentation: Presentation, lines: Sequence[str]) -> Response:
    """Read a response to a question as it is presented, from its lines.

    Raises `Unreadable`; its message says what is expected.
    """
    stripped = [line.strip() for line in lines] or [""]
    if means_dont_know(question, stripped):
        return DONT_KNOW
    try:
        response = family_of(question).parse(question, presentation, stripped)
    except Unreadable as problem:
        raise Unreadable(f"{problem} {expected(question, presentation)}".lstrip()) from None
    assert isinstance(response, Response)
    return response


def expected(question: Question, presentation: Presentation) -> str:
    """Say in a sentence what a response to the question looks like in the line mode."""
    unknown = "? is an answer here, “don't know” a command" if sign_is_answer(question) else "or ? for “don't know”"
    return f"{family_of(question).expected(question, presentation)}; {unknown}."
