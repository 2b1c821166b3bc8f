"""Numbers in choices: read from many notations, with the text around them."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from fractions import Fraction
from itertools import islice
from typing import Final, NamedTuple

_GROUP: Final = "[,'’\u00a0\u202f\u2009 ]"
_NUMBER: Final = re.compile(
    rf"""
    (?P<sign>(?<![\w)])[-+−–]\s?)?
    (?:
        (?P<whole>\d+)\s+(?P<top>\d+)\s?[/⁄]\s?(?P<bottom>\d+)       # 4 1/3
      | (?P<above>\d+)\s?[/⁄]\s?(?P<below>\d+)                       # 1/3
      | (?P<digits>\d{{1,3}}(?:{_GROUP}\d{{3}})+(?!\d)|\d+)(?P<decimals>\.\d+)?(?:\s?(?P<vulgar>[¼½¾⅓⅔⅛]))?
      | (?P<point>\.\d+)
      | (?P<alone>[¼½¾⅓⅔⅛])
    )
    """,
    re.VERBOSE,
)
_VULGAR: Final = {
    "¼": Fraction(1, 4),
    "½": Fraction(1, 2),
    "¾": Fraction(3, 4),
    "⅓": Fraction(1, 3),
    "⅔": Fraction(2, 3),
    "⅛": Fraction(1, 8),
}
_DIGIT: Final = re.compile(r"[\d¼½¾⅓⅔⅛]")
_LATEX: Final = re.compile(r"\\[dt]?frac\{(\d+)\}\{(\d+)\}")
_SIZES: Final = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_PLURAL: Final = re.compile(r"(?<=[^\W\d]{2})s\b")
_LONGEST: Final = 40
"""Digits beyond this number make a text no quantity that anyone compares."""


NUMBER: Final = re.compile(r"-?(0|[1-9][0-9]{0,29})(\.[0-9]{1,30})?([eE][+-]?[0-9]{1,2})?")
"""A number in a bank: as JSON writes it, finite, exact and of a sensible size."""


class Quantity(NamedTuple):
    """The numbers of a text, and the text without them."""

    values: tuple[Fraction, ...]
    frame: str


def quantity(text: str) -> Quantity | None:
    """Return the numbers of a text with what stands around them; None where it has none, or more than a range has."""
    if not _DIGIT.search(text):
        return None
    text = _LATEX.sub(r"\1/\2", text)
    found = list(islice(_NUMBER.finditer(text), 3))
    if not 1 <= len(found) <= 2 or any(len(match[0]) > _LONGEST for match in found):
        return None
    values = numbers(text)
    frame = " ".join(_NUMBER.sub("\0", text).casefold().split()).strip(" .")
    for name, size in _SIZES.items():
        if len(values) == 1 and f"\0 {name}" in frame:
            values = (values[0] * size,)
            frame = frame.replace(f" {name}", "", 1)
    return Quantity(values, _PLURAL.sub("", frame)) if len(values) == len(found) else None


def numbers(text: str) -> tuple[Fraction, ...]:
    """Return the first numbers of a text in order, one more than a range has."""
    values = (_value(match) for match in islice(_NUMBER.finditer(text), 3) if len(match[0]) <= _LONGEST)
    return tuple(value for value in values if value is not None)


def _value(match: re.Match[str]) -> Fraction | None:
    sign = -1 if (match["sign"] or "").strip() in {"-", "−", "–"} else 1
    top, bottom = match["top"] or match["above"], match["bottom"] or match["below"]
    if bottom:
        if not int(bottom):
            return None
        return sign * (int(match["whole"] or 0) + Fraction(int(top), int(bottom)))
    if match["alone"]:
        return sign * _VULGAR[match["alone"]]
    digits = re.sub(_GROUP, "", match["digits"] or "0") + (match["decimals"] or match["point"] or "")
    return sign * (Fraction(digits) + _VULGAR.get(match["vulgar"] or "", 0))


# Layout

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
    values = {text: tuple(_layout_value(found) for found in _QUANTITY.finditer(text)) for text in texts}
    return tuple(sorted(texts, key=lambda text: (values[text], text)))


def _layout_value(found: re.Match[str]) -> tuple[float, ...]:
    if iso := found["iso"]:
        return tuple(map(float, iso.split("-")))
    if found["date"]:
        return (float(found["year"]), float(_MONTHS[found["month"].lower()]), float(found["day"] or 0))
    return (float(re.sub(r"[,'\u2019\u00a0\u202f ]", "", found["number"].replace("\u2212", "-"))),)


# Typed

_LONGEST_TYPED: Final = 60
_PLAIN_NUMBER: Final = re.compile(r"[+-]?(?:\d+(?:\.\d+)?|\.\d+)", re.ASCII)
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
    if len(folded) > _LONGEST_TYPED or _RAISED.search(text):
        return None
    bare = _without_unit(folded, unit)
    if _PLAIN_NUMBER.fullmatch(bare) or _GROUPED.fullmatch(bare):
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
