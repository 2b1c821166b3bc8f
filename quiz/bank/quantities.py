"""Numbers in choices: read from many notations, with the text around them."""

from __future__ import annotations

import re
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
