"""Single numbers, as authors write them in a bank and learners type them, and what each is worth, exactly.

Whatever could be two numbers is none. The bounds hold for both: `LONGEST` characters, an exponent of
`LARGEST_EXPONENT`, a denominator of `LONGEST_DENOMINATOR` digits, so that no number takes time to speak of.
"""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction
from functools import lru_cache
from typing import Final

from quiz.bank.questions.base import NUMBER_PATTERN

LONGEST: Final = 60
"""Characters of a number."""

LARGEST_EXPONENT: Final = 308
LONGEST_DENOMINATOR: Final = 18
"""Digits below the line of a fraction."""


class NumberFault(ValueError):
    """A text that is no number, or no single one, or one beyond the bounds.

    readings: the numbers that it could be, as they are written to mean one of them; empty where it is none.
    is_beyond: whether it is a number, and beyond the bounds.
    """

    def __init__(self, message: str, readings: tuple[str, ...] = (), *, is_beyond: bool = False) -> None:
        super().__init__(message)
        self.readings = readings
        self.is_beyond = is_beyond


# Patterns as text: they are compiled when a first number is read, not where a quiz starts

_RAISED_DIGITS: Final = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_TIMES: Final = "×x*·⋅"
_POWER: Final = rf"(?:e(?P<e>[+-]?\d+)|\s?[{_TIMES}]\s?10\s?(?:\^|\*\*)\s?(?P<power>[+-]?\d+))"
_DECIMAL: Final = rf"(?P<sign>[+-]?)(?P<whole>\d*)(?:(?P<mark>[.,])(?P<decimals>\d+))?{_POWER}?"
_TEN: Final = r"(?P<sign>[+-]?)10\s?(?:\^|\*\*)\s?(?P<power>[+-]?\d+)"
_FRACTION: Final = r"(?P<sign>[+-]?)(?P<top>\d+)\s?/\s?(?P<bottom>\d+)"
_GROUPED: Final = (
    r"(?P<sign>[+-]?)(?P<whole>[1-9]\d{0,2}(?P<gap>[ ,'.])\d{3}(?:(?P=gap)\d{3})*)(?:(?P<mark>[.,])(?P<decimals>\d+))?"
)
_DOUBTFUL: Final = r"[+-]?[1-9]\d{0,2}[.,]\d{3}"
"""With a comma or a point that parts groups in one country and decimals in another."""

_RAISED_POWER: Final = rf"(?P<before>(?:\A\s*[+−-]?|[{_TIMES}X])\s?10)(?P<raised>⁻?[{_RAISED_DIGITS}]+)"
_OFF_THE_LINE: Final = r"\d\s*[²³¹⁰-₉¼-¾⅐-⅞]"
"""A digit or a fraction that NFKC would bring down onto the line: 10³ is not 103, nor 1½ 11/2."""

_FOLDED: Final = str.maketrans({"−": "-", "’": "'", "‘": "'", "\u202f": " ", "\u00a0": " ", "⁄": "/"})
_LONGEST_STORED: Final = 150
_NO_NUMBER: Final = ""


def _match(pattern: str, text: str) -> re.Match[str] | None:
    return re.fullmatch(pattern, text, re.ASCII)


def _folded(text: str) -> str:
    """Return a number with the signs of one keyboard. Raises `NumberFault` where a digit stands off the line."""
    level = re.sub(_RAISED_POWER, r"\g<before>^\g<raised>", text)
    if level == text and text.isascii():
        return text.casefold().strip()
    if re.search(_OFF_THE_LINE, level):
        raise NumberFault(_NO_NUMBER)
    return unicodedata.normalize("NFKC", level).casefold().translate(_FOLDED).strip()


@lru_cache(maxsize=4096)
def number_value(text: str) -> Fraction:
    """Return what a number that was written or read before is worth; a comma in it is the decimal sign.

    Raises `NumberFault`, which is a `ValueError`.
    """
    if len(text) > _LONGEST_STORED:
        raise NumberFault(_NO_NUMBER)
    bare = _folded(text)
    if fraction := _match(_FRACTION, bare):
        value = Fraction(int(fraction["top"]), _denominator(fraction))
        return -value if fraction["sign"] == "-" else value
    if ten := _match(_TEN, bare):
        value = Fraction(10) ** _exponent(ten["power"])
        return -value if ten["sign"] == "-" else value
    number = _match(_DECIMAL, bare)
    if number is None or not (number["whole"] or number["decimals"]):
        raise NumberFault(_NO_NUMBER)
    decimals = number["decimals"] or ""
    value = Fraction(int(number["whole"] + decimals), 10 ** len(decimals))
    if power := number["e"] or number["power"]:
        value *= Fraction(10) ** _exponent(power)
    return -value if number["sign"] == "-" else value


def _denominator(fraction: re.Match[str]) -> int:
    """Return what stands below the line. Raises `NumberFault` where it is beyond the bounds."""
    bottom = fraction["bottom"]
    if len(bottom) > LONGEST_DENOMINATOR:
        raise NumberFault(f"Below the line of a fraction stand at most {LONGEST_DENOMINATOR} digits.", is_beyond=True)
    if not int(bottom):
        raise NumberFault("Below the line of a fraction stands a 0.", is_beyond=True)
    return int(bottom)


def _exponent(text: str) -> int:
    """Return an exponent. Raises `NumberFault` where it is beyond the bounds."""
    digits = text.lstrip("+-0") or "0"
    if len(digits) > len(str(LARGEST_EXPONENT)) or int(digits) > LARGEST_EXPONENT:
        raise NumberFault(f"An exponent is at most {LARGEST_EXPONENT} either way.", is_beyond=True)
    return -int(digits) if text.startswith("-") else int(digits)


def check_number(text: str, *, decimal_comma: bool) -> None:
    """Look at a number that an author wrote; no groups are parted in one. Raises `NumberFault`."""
    bare = _bounded(_folded(text))
    if grouped := _match(_GROUPED, bare):
        if grouped["gap"] != "." or decimal_comma or not _match(_DOUBTFUL, bare):
            raise _group_fault(text, bare, grouped, decimal_comma=decimal_comma)
    elif "," in bare and not decimal_comma:
        raise _comma_fault(text, bare)
    if not re.search(NUMBER_PATTERN, text):
        raise NumberFault(_NO_NUMBER)
    number_value(text)


def typed_number(text: str, unit: str | None = None, *, decimal_comma: bool = False) -> str:
    """Return the number that a learner typed, without its unit and its groups: `-1500.5`, `6.02e23` or `1/3`.

    The point is the decimal sign; with `decimal_comma` a lone comma is one too. Spaces, apostrophes and commas part
    groups of three digits and nothing else. The question's own unit, its currency sign or code, and `%` may stand
    around it. Raises `NumberFault`.

    >>> typed_number("1,500"), typed_number("12,5", decimal_comma=True), typed_number("EUR 3 million", "million euros")
    ('1500', '12,5', '3')
    """
    bare = _bounded(_without_unit(_folded(text), unit))
    grouped = _match(_GROUPED, bare)
    if grouped:
        return _typed_groups(bare, grouped, decimal_comma=decimal_comma)
    if "," in bare and not decimal_comma:
        raise _comma_fault(bare, bare)
    number_value(bare)
    if fraction := _match(_FRACTION, bare):
        return f"{_minus(fraction)}{int(fraction['top'])}/{int(fraction['bottom'])}"
    if ten := _match(_TEN, bare):
        return f"{_minus(ten)}1e{int(ten['power'])}"
    number = _match(_DECIMAL, bare)
    assert number is not None
    power = number["e"] or number["power"]
    return _plain(number, number["whole"]) + (f"e{int(power)}" if power else "")


def _bounded(bare: str) -> str:
    if len(bare) > LONGEST:
        raise NumberFault(f"A number has at most {LONGEST} characters.", is_beyond=True)
    return bare


def _minus(match: re.Match[str]) -> str:
    return "-" if match["sign"] == "-" else ""


def _plain(match: re.Match[str], digits: str) -> str:
    decimals = f"{match['mark']}{match['decimals']}" if match["mark"] else ""
    return f"{_minus(match)}{digits.lstrip('0') or '0'}{decimals}"


def _typed_groups(bare: str, grouped: re.Match[str], *, decimal_comma: bool) -> str:
    gap, mark = grouped["gap"], grouped["mark"]
    if gap == "." and not decimal_comma and _match(_DOUBTFUL, bare):
        return bare.lstrip("+")  # a point is the decimal sign wherever a comma is none
    is_doubtful = decimal_comma and _match(_DOUBTFUL, bare)
    if gap == "." or is_doubtful or (mark == "," and (gap == "," or not decimal_comma)):
        raise _group_fault(bare, bare, grouped, decimal_comma=decimal_comma)
    return _plain(grouped, _without_gaps(grouped["whole"]))


def _without_gaps(text: str) -> str:
    return re.sub("[ ,'.]", "", text)


def _group_fault(text: str, bare: str, grouped: re.Match[str], *, decimal_comma: bool) -> NumberFault:
    """Say what a number with groups could be, in the signs of the bank."""
    sign = "," if decimal_comma else "."
    if _match(_DOUBTFUL, bare):
        whole, _, decimals = bare.partition(grouped["gap"])
        short = decimals.rstrip("0")
        if len(short) == len(decimals):
            short += "0"  # three decimals would be asked again
        return _doubt(text, f"{whole}{decimals}", f"{whole}{sign}{short}" if short else whole)
    decimals = f"{sign}{grouped['decimals']}" if grouped["decimals"] else ""
    return _doubt(text, f"{_minus(grouped)}{_without_gaps(grouped['whole'])}{decimals}")


def _comma_fault(text: str, bare: str) -> NumberFault:
    """Say what a number with a comma could be where the point is the decimal sign."""
    match = _match(_DECIMAL, bare)
    if match is None:
        return NumberFault(_NO_NUMBER)
    return _doubt(text, bare.replace(",", "."), bare.replace(",", ""))


def _doubt(text: str, *readings: str) -> NumberFault:
    if len(readings) == 1:
        return NumberFault(f"{text} has signs between its digits that are none here.", readings)
    return NumberFault(f"{text} could be {' or '.join(readings)}.", readings)


# The unit beside a number

_CURRENCIES: Final = (
    frozenset({"€", "eur", "euro", "euros"}),
    frozenset({"us$", "$", "usd", "dollar", "dollars", "us dollars", "us dollar"}),
    frozenset({"£", "gbp", "pound", "pounds"}),
    frozenset({"¥", "jpy", "yen"}),
    frozenset({"₩", "krw", "won"}),
    frozenset({"chf", "franc", "francs", "swiss francs"}),
)


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
