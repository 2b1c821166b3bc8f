"""A quick look at a converted question: does it also make sense?

The form alone does not say that choices differ or that a number is exact. This look is cheap and may doubt too much;
what it doubts is looked at again, field by field, by `faults`. What it lets pass has no fault.
"""

import datetime as dt
import re
from collections.abc import Callable, Container, Sequence
from typing import Any, Final

from quiz.bank.questions.base import DATE_PATTERN, Choice, Citation
from quiz.bank.questions.choice import Multiple, Single, TrueFalse
from quiz.bank.questions.order import Order
from quiz.bank.questions.placement import Classify, Match
from quiz.bank.questions.registry import Question
from quiz.bank.questions.typed import Cloze, ClozeFault, Number, TextQuestion
from quiz.reading.normalize import fold_case

NUMBER: Final = re.compile(r"-?(0|[1-9][0-9]{0,29})(\.[0-9]{1,30})?([eE][+-]?[0-9]{1,2})?")
"""The numbers that are taken: as JSON writes them, finite, exact and of a sensible size."""

FLAGS: Final = frozenset({"true", "false"})


def is_date(text: str) -> bool:
    """Tell whether `text` is a year, month or day that the calendar has."""
    if text.endswith("\n") or not re.fullmatch(DATE_PATTERN, text):
        return False
    if len(text) == len("2006-10-14"):
        try:
            dt.date.fromisoformat(text)
        except ValueError:
            return False
    return True


def is_sound(question: Question, data: dict[str, Any], references: Container[str] | None) -> bool:
    """Tell whether there is nothing to say about a question, made from the plain `data`.

    `references` are the ids of the known references, None where they are not known.
    """
    if question.explanation is None or not question.sources:
        return False
    if references is not None:
        for source in question.sources:
            ref = source.ref if isinstance(source, Citation) else source.partition(",")[0].rstrip()
            if ref not in references:
                return False
    if question.as_of is not None and not is_date(question.as_of):
        return False
    if "points" in data and not NUMBER.fullmatch(data["points"]):
        return False
    return _LOOKS[question.__class__](question, data)


def _differ(texts: Sequence[str]) -> bool:
    return len(set(map(fold_case, texts))) == len(texts)


def _texts(choices: Sequence[str | Choice]) -> list[str]:
    return [choice.text if isinstance(choice, Choice) else choice for choice in choices]


def _sequence_fits(sequence: Sequence[str] | None, texts: Sequence[str]) -> bool:
    # Choices are known by their text: one that only looks the same would never be the right one.
    return sequence is None or (len(sequence) == len(texts) and set(sequence) == set(texts))


def _single(question: Single, _data: dict[str, Any]) -> bool:
    texts = _texts((question.answer, *question.distractors))
    return _differ(texts) and _sequence_fits(question.sequence, texts)


def _multiple(question: Multiple, _data: dict[str, Any]) -> bool:
    texts = _texts((*question.answers, *question.distractors))
    return _differ(texts) and _sequence_fits(question.sequence, texts)


def _true_false(_question: TrueFalse, data: dict[str, Any]) -> bool:
    return data["answer"].lower() in FLAGS


def _number(_question: Number, data: dict[str, Any]) -> bool:
    tolerance = data.get("tolerance", "0")
    return bool(NUMBER.fullmatch(data["answer"]) and NUMBER.fullmatch(tolerance) and not tolerance.startswith("-"))


def _text(_question: TextQuestion | Cloze, data: dict[str, Any]) -> bool:
    return data.get("case_sensitive", "true").lower() in FLAGS and data.get("typos", "0") in {"0", "1", "2", "3"}


def _order(question: Order, _data: dict[str, Any]) -> bool:
    return _differ(question.items)


def _match(question: Match, _data: dict[str, Any]) -> bool:
    rights = dict.fromkeys(question.pairs.values())
    return _differ(tuple(question.pairs)) and _differ((*rights, *question.distractors))


def _classify(question: Classify, _data: dict[str, Any]) -> bool:
    items = [item for items in question.categories.values() for item in items]
    return _differ(tuple(question.categories)) and _differ(items)


def _cloze(question: Cloze, data: dict[str, Any]) -> bool:
    try:
        return bool(question.blanks) and _text(question, data)
    except ClozeFault:
        return False


_LOOKS: Final[dict[type, Callable[[Any, dict[str, Any]], bool]]] = {
    Single: _single,
    Multiple: _multiple,
    TrueFalse: _true_false,
    Number: _number,
    TextQuestion: _text,
    Order: _order,
    Match: _match,
    Classify: _classify,
    Cloze: _cloze,
}
