"""Reading a typed line as a response: the syntax of the line mode."""

import re
from collections.abc import Sequence
from typing import Final, assert_never

from quiz.bank.questions.choice import Multiple, Single, TrueFalse
from quiz.bank.questions.order import Order
from quiz.bank.questions.placement import Classify, Match
from quiz.bank.questions.registry import Question
from quiz.bank.questions.typed import Cloze, Number, TextQuestion
from quiz.practice.presentation import Presentation
from quiz.practice.quantity import read_number
from quiz.practice.response import DONT_KNOW, Chosen, Filled, Judged, Ordered, Placed, Response, Typed

DONT_KNOW_SIGN: Final = "?"
_TRUTHS: Final = {"true": True, "t": True, "1": True, "false": False, "f": False, "2": False}
_PLACE: Final = re.compile(r"(\d+)\s*([a-z]+)", re.ASCII)


class Unreadable(ValueError):
    """A line that is no response to the question; the message says what is expected."""


def parse(question: Question, presentation: Presentation, lines: Sequence[str]) -> Response:
    """Read a response to a question as it is presented.

    `lines` is one line, or for cloze one line a blank. Raises `Unreadable`.
    """
    if any(line.strip() == DONT_KNOW_SIGN for line in lines):
        return DONT_KNOW
    line = lines[0].strip() if lines else ""
    if not line and not isinstance(question, Cloze):
        raise Unreadable(expected(question, presentation))
    match question:
        case Single():
            return _single(question, presentation, line)
        case Multiple():
            taken = set(_numbers(question, presentation, line))
            return Chosen(tuple(text for at, text in enumerate(presentation.rows) if at in taken))
        case TrueFalse():
            if line.casefold() not in _TRUTHS:
                raise Unreadable(expected(question, presentation))
            return Judged(_TRUTHS[line.casefold()])
        case Number():
            number = read_number(line, question.unit)
            if number is None:
                raise Unreadable(expected(question, presentation))
            return Typed(f"{number:f}")
        case TextQuestion():
            return Typed(line)
        case Order():
            order = _numbers(question, presentation, line)
            if sorted(order) != list(range(len(presentation.rows))):
                raise Unreadable(expected(question, presentation))
            return Ordered(tuple(presentation.rows[at] for at in order))
        case Match() | Classify():
            return _placed(question, presentation, line)
        case Cloze():
            return Filled(tuple(text.strip() for text in lines))
        case _:
            assert_never(question)


def expected(question: Question, presentation: Presentation) -> str:
    """Say in a sentence what a response to the question looks like in the line mode."""
    rows, options = len(presentation.rows), len(presentation.options)
    match question:
        case Single():
            form = f"Type one number from 1 to {rows}"
        case Multiple():
            form = f"Type the numbers of all right choices, from 1 to {rows}, such as 1,2"
        case TrueFalse():
            form = "Type true or false (t or f, 1 or 2)"
        case Number():
            form = "Type a number such as 1500, 1,500 or 2.5; the point is the decimal sign"
        case TextQuestion():
            form = "Type the answer"
        case Order():
            form = f"Type all {rows} numbers, first to last, such as {','.join(map(str, range(rows, 0, -1)))}"
        case Match() | Classify():
            form = f"Type numbers with letters, such as 1b,2a (numbers 1 to {rows}, letters a to {letter(options - 1)})"
        case Cloze():
            form = "Type one line for each blank; leave a line empty to leave that blank"
        case _:
            assert_never(question)
    return f"{form}; or ? for “don't know”."


def letter(place: int) -> str:
    """Return the label of the option at `place`, counted from 0: a, b, … z, aa, ab, …"""
    label = ""
    place += 1
    while place > 0:
        place, rest = divmod(place - 1, 26)
        label = chr(ord("a") + rest) + label
    return label


def _single(question: Single, presentation: Presentation, line: str) -> Chosen:
    numbers = _numbers(question, presentation, line)
    if len(numbers) != 1:
        raise Unreadable(expected(question, presentation))
    return Chosen((presentation.rows[numbers[0]],))


def _numbers(question: Question, presentation: Presentation, line: str) -> list[int]:
    """Return the places (from 0) that the numbers of the line name, as typed."""
    places: list[int] = []
    for word in re.split(r"[,\s]+", line.strip(", \t")):
        if not re.fullmatch(r"[0-9]{1,4}", word) or not 1 <= int(word) <= len(presentation.rows):
            raise Unreadable(expected(question, presentation))
        places.append(int(word) - 1)
    return places


def _placed(question: Match | Classify, presentation: Presentation, line: str) -> Placed:
    letters = {letter(place): option for place, option in enumerate(presentation.options)}
    folded = line.casefold()
    if re.sub(r"[,\s]+", "", _PLACE.sub("", folded)):
        raise Unreadable(expected(question, presentation))
    places: dict[str, str] = {}
    for number, label in _PLACE.findall(folded):
        at = int(number) - 1 if len(number) < 5 else -1
        if not 0 <= at < len(presentation.rows) or label not in letters:
            raise Unreadable(expected(question, presentation))
        row = presentation.rows[at]
        if places.setdefault(row, letters[label]) != letters[label]:
            raise Unreadable(f"Number {at + 1} is placed twice. {expected(question, presentation)}")
    if not places:
        raise Unreadable(expected(question, presentation))
    return Placed({row: places[row] for row in presentation.rows if row in places})
