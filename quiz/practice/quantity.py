"""Reading a typed number strictly: what could be read in two ways is asked again, never guessed."""

import re
import unicodedata
from decimal import Decimal
from typing import Final

_LONGEST: Final = 60
_PLAIN: Final = re.compile(r"[+-]?(?:\d+(?:\.\d+)?|\.\d+)", re.ASCII)
_GROUPED: Final = re.compile(r"[+-]?[1-9]\d{0,2}(?:(?P<sign>[ ,'])\d{3})(?:(?P=sign)\d{3})*(?:\.\d+)?", re.ASCII)
_RAISED: Final = re.compile(r"\d\s*[²³¹⁰-₉]")
"""A digit that NFKC would bring down onto the line: 10³ is not 103."""
_CURRENCIES: Final = (
    frozenset({"€", "eur", "euro", "euros"}),
    frozenset({"us$", "$", "usd", "dollar", "dollars", "us dollars", "us dollar"}),
    frozenset({"£", "gbp", "pound", "pounds"}),
    frozenset({"¥", "jpy", "yen"}),
    frozenset({"₩", "krw", "won"}),
    frozenset({"chf", "franc", "francs", "swiss francs"}),
)


def read_number(text: str, unit: str | None = None) -> Decimal | None:
    """Return the number typed, or None where it is none or could be read in two ways.

    The point is the decimal sign. Spaces, apostrophes and commas separate groups of three digits and nothing else. The
    question's own unit, its currency sign or code, and `%` may stand around it.

    >>> read_number("1,500"), read_number("1,5"), read_number("EUR 3 million", "million euros")
    (Decimal('1500'), None, Decimal('3'))
    """
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_FOLDED).strip()
    if len(folded) > _LONGEST or _RAISED.search(text):
        return None
    bare = _without_unit(folded, unit)
    if _PLAIN.fullmatch(bare) or _GROUPED.fullmatch(bare):
        return Decimal(re.sub("[ ,']", "", bare))
    return None


_FOLDED: Final = str.maketrans({"−": "-", "’": "'", "‘": "'", "\u202f": " ", "\u00a0": " "})


def _without_unit(text: str, unit: str | None) -> str:
    text = text.removesuffix("%").rstrip()
    if unit is None:
        return text
    words = unicodedata.normalize("NFKC", unit).casefold().split()
    whole = " ".join(words)
    if text.endswith(whole):
        return text.removesuffix(whole).rstrip()
    for currency in _CURRENCIES:
        if currency.intersection(words):
            text = _stripped(text, currency)
            words = [word for word in words if word not in currency]
    for word in reversed(words):
        text = text.removesuffix(word).rstrip()
    return text


def _stripped(text: str, names: frozenset[str]) -> str:
    """Return `text` without one of the names at its start or end, the longest first."""
    for name in sorted(names, key=len, reverse=True):
        if text.startswith(name):
            return text.removeprefix(name).lstrip()
        if text.endswith(name):
            return text.removesuffix(name).rstrip()
    return text
