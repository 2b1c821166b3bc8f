"""How a question is laid out for one attempt: which choices, in which order. Fixed once, never moved again."""

import re
from collections.abc import Callable, Sequence
from hashlib import blake2b
from typing import Final, TypeAlias, assert_never

from msgspec import Struct

from quiz.bank.questions.choice import Multiple, Single, TrueFalse
from quiz.bank.questions.order import Order
from quiz.bank.questions.placement import Classify, Match
from quiz.bank.questions.registry import Question
from quiz.bank.questions.typed import Cloze, Number, TextQuestion

TRUE_FALSE: Final = ("True", "False")


class Presentation(Struct, frozen=True, omit_defaults=True):
    """What stands on the screen: numbered rows, and lettered options to place them with.

    rows: the choices (single, multiple, true-false), the items (order, classify), the lefts (match); else empty.
    options: the rights (match), the categories (classify); else empty.
    """

    rows: tuple[str, ...] = ()
    options: tuple[str, ...] = ()


def present(question: Question, bank: str, seed: int) -> Presentation:
    """Lay out a question of a bank for an attempt with that seed."""

    def shuffled(texts: Sequence[str], salt: str = "") -> tuple[str, ...]:
        return tuple(sorted(texts, key=lambda text: digest(seed, bank, question.id, salt, text)))

    match question:
        case Single() | Multiple():
            return Presentation(_choice_order(question, shuffled))
        case TrueFalse():
            return Presentation(TRUE_FALSE)
        case Order():
            return Presentation(_disorder(question.items, shuffled))
        case Match():
            # Both sides as the author wrote them would often be a straight line: the first with the first.
            return Presentation(shuffled(tuple(question.pairs)), in_order(question.rights) or shuffled(question.rights))
        case Classify():
            return Presentation(shuffled(tuple(question.places)), tuple(question.categories))
        case Number() | TextQuestion() | Cloze():
            return Presentation()
        case _:
            assert_never(question)


def digest(seed: int, *parts: str) -> bytes:
    """Return a number that is the same on every machine and independent of everything but its arguments."""
    hashed = blake2b(str(seed).encode(), digest_size=16)
    for part in parts:
        encoded = part.encode("utf-8", "surrogatepass")
        hashed.update(len(encoded).to_bytes(8) + encoded)
    return hashed.digest()


Shuffle: TypeAlias = Callable[..., tuple[str, ...]]


def _choice_order(question: Single | Multiple, shuffled: Shuffle) -> tuple[str, ...]:
    texts = tuple(choice.text for choice in question.choices)
    if question.sequence is not None:
        return question.sequence
    return in_order(texts) or shuffled(texts)


def _disorder(items: tuple[str, ...], shuffled: Shuffle) -> tuple[str, ...]:
    """Shuffle, but never into the right order: there an untouched list would be an answer."""
    for attempt in range(100):
        order = shuffled(items, str(attempt))
        if order != items:
            return order
    return items[::-1]


# Quantities

_MONTH_NAMES: Final = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_MONTHS: Final = {name: number for number, full in enumerate(_MONTH_NAMES, start=1) for name in (full, full[:3])}
_MONTH: Final = "|".join(sorted(_MONTHS, key=len, reverse=True))
_QUANTITY: Final = re.compile(
    rf"""
    (?P<iso>\b\d{{4}}-\d\d(?:-\d\d)?\b)
  | (?P<date>\b(?:(?P<day>\d{{1,2}})\s+)?(?P<month>{_MONTH})\s+(?P<year>\d{{4}})\b)
  | (?P<number>(?:(?<!\w)[-\u2212])?(?:\d{{1,3}}(?:[,'\u2019\u00a0\u202f ]\d{{3}})+(?!\d)|\d+)(?:\.\d+)?)
    """,
    re.VERBOSE | re.IGNORECASE,
)


def in_order(texts: tuple[str, ...]) -> tuple[str, ...] | None:
    """Return the texts ascending if they are quantities or dates with the same text around them, else None."""
    frames = {_QUANTITY.sub("\0", text).casefold() for text in texts}
    if len(frames) != 1 or "\0" not in next(iter(frames)):
        return None
    values = {text: tuple(_value(found) for found in _QUANTITY.finditer(text)) for text in texts}
    return tuple(sorted(texts, key=lambda text: (values[text], text)))


def _value(found: re.Match[str]) -> tuple[float, ...]:
    if iso := found["iso"]:
        return tuple(map(float, iso.split("-")))
    if found["date"]:
        return (float(found["year"]), float(_MONTHS[found["month"].lower()]), float(found["day"] or 0))
    return (float(re.sub(r"[,'\u2019\u00a0\u202f ]", "", found["number"].replace("\u2212", "-"))),)
