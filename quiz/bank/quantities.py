"""Quantities: the numbers and dates of a text, exact, with the text around them.

One reader decides in which order choices are shown, what is said of their order, and whether two of them say the same.
No number is longer than `LONGEST` characters, so that reading any text takes no time to speak of. A number that stands
alone, as an author writes it or a learner types it, is read by `quiz.bank.numerals`.
"""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from quiz.bank.numerals import LARGEST_EXPONENT, LONGEST, LONGEST_DENOMINATOR

if TYPE_CHECKING:
    from collections.abc import Sequence

NUMBER: Final = re.compile(r"-?(0|[1-9][0-9]{0,29})(\.[0-9]{1,30})?([eE][+-]?[0-9]{1,2})?")
"""A number of the format itself, such as a count or a credit: as JSON writes it, and of a sensible size."""

_MOST: Final = 12
"""Numbers of a text: one that has more is no quantity that anyone compares."""

Value: TypeAlias = tuple[int | Fraction, ...]
"""A number alone, or a date as year, month and day, 0 where the day or the month is not told."""


class Quantity(NamedTuple):
    """The numbers and dates of a text in order, and the text without them: two quantities of one frame compare."""

    values: tuple[Value, ...]
    frame: str

    @property
    def numbers(self) -> tuple[int | Fraction, ...]:
        """The values that are numbers, without the dates."""
        return tuple(value[0] for value in self.values if len(value) == 1)


@lru_cache(maxsize=1024)
def quantity(text: str) -> Quantity | None:
    r"""Return the numbers and dates of a text with what stands around them; None where it has none to compare.

    The last texts are remembered, so that each rule may ask for those of its question.

    >>> quantity("1 1/2 million euros")
    Quantity(values=((Fraction(1500000, 1),),), frame='\x00 euro')
    """
    before, *parts = _PLAIN.split(text)
    if plain := _plain_quantity(before, parts[::2], parts[1::2]):
        return plain
    return _special_quantity(text) if parts or _VULGAR_SIGN.search(text) else None


# Numbers and dates in a text

_VULGAR: Final = {sign: Fraction(unicodedata.numeric(sign)).limit_denominator(100) for sign in "¼½¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"}
_VULGARS: Final = "".join(_VULGAR)
_MONTH_NAMES: Final = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_MONTHS: Final = {name: number for number, full in enumerate(_MONTH_NAMES, start=1) for name in (full, full[:3])}
_MONTH: Final = "|".join(sorted(_MONTHS, key=len, reverse=True))
_SIZES: Final = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_SIZE_WORD: Final = rf"[\ \u00a0-]?(?P<size>{'|'.join(_SIZES)})s?\b"
_GROUP: Final = "[,'’\u00a0\u202f\u2009 ]"
_NO_YEAR: Final = r"(?!(?:19|20)\d\d(?!\d))"

_PLAIN: Final = re.compile(rf"(\d{{1,3}}(?:{_GROUP}\d{{3}})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)")
"""A number as it is nearly always written."""

_SEPARATOR: Final = re.compile(_GROUP)
_QUANTITY: Final = re.compile(
    rf"""
    (?P<iso>\b\d{{4}}-\d\d(?:-\d\d)?\b)
  | (?P<date>\b(?:(?P<day>\d{{1,2}})\s)?(?P<month>{_MONTH})\s(?P<year>\d{{4}})\b)
  | (?P<american>\b(?P<a_month>{_MONTH})\s(?P<a_day>\d{{1,2}}),\s?(?P<a_year>\d{{4}})\b)
  | (?:
        (?<![\w)%])(?P<sign>[-−+])(?P<currency>[$€£¥₩])?(?=[\d.{_VULGARS}])
      | \A(?P<lead>[-−–+])\s?(?=[\d.{_VULGARS}])
    )?
    (?:
        # 1/3 and 4 1/3, but neither 2017/1509, which is a document, nor 9/10/2006
        (?:(?<![\w/⁄.])(?P<whole>\d+)[\ \u00a0])?
        (?<![\w/⁄.])(?P<top>{_NO_YEAR}\d+)\s?[/⁄]\s?(?P<bottom>{_NO_YEAR}\d+)(?![\w/⁄])
      | (?P<digits>\d{{1,3}}(?:{_GROUP}\d{{3}})+(?!\d)|\d+)
        (?P<decimals>\.\d+)?(?:e(?P<exponent>[-+]?\d+)(?!\w))?(?:\s?(?P<vulgar>[{_VULGARS}]))?
      | (?<![\w.])(?P<point>\.\d+)
      | (?P<alone>[{_VULGARS}])
    )
    (?:{_SIZE_WORD})?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_LEADING: Final = re.compile(rf"[{_VULGARS}/⁄\\]|[-−–+.][$€£¥₩]?\s?\Z|(?:{_MONTH})\s\Z", re.IGNORECASE)
"""What makes a number after it more than its digits: a sign, a point, a month."""

_TRAILING: Final = re.compile(r"\A[-,.'’\s]\Z|\Ae[-+]?\Z", re.IGNORECASE)
"""What makes one number of the numbers on both sides of it, or a date."""

_VULGAR_SIGN: Final = re.compile(rf"[{_VULGARS}]")
_SIZE: Final = re.compile(_SIZE_WORD, re.IGNORECASE)
_LATEX: Final = re.compile(r"\\[dt]?frac\{(\d+)\}\{(\d+)\}")
_RANGE_WORDS: Final = frozenset({"-", "–", "—", "−", "to", "and", "or"})


def _plain_quantity(before: str, runs: Sequence[str], stretches: Sequence[str]) -> Quantity | None:
    """Return the quantity of a text in which digits are numbers by themselves, as they are nearly always, else None.

    before: the text before the first number. stretches: the text after each.
    """
    if not 1 <= len(runs) <= _MOST or _is_leading(before):
        return None
    sizes, rest = zip(*map(_size, stretches[:-1]), _last_size(stretches[-1]), strict=True)
    if None in sizes or (len(sizes) > 1 and max(sizes) > 1) or max(map(len, runs)) > LONGEST:
        return None
    values = tuple([(_plain_number(run) * size,) for run, size in zip(runs, sizes, strict=True)])
    return Quantity(values, _frame(before, *rest))


def _plain_number(run: str) -> int | Fraction:
    return int(run) if run.isdigit() else _decimal(_SEPARATOR.sub("", run))


def _decimal(digits: str) -> int | Fraction:
    whole, _, decimals = digits.partition(".")
    return Fraction(int(whole + decimals), 10 ** len(decimals)) if decimals else int(whole)


@lru_cache(maxsize=1024)
def _is_leading(stretch: str) -> bool:
    return _LEADING.search(stretch) is not None


@lru_cache(maxsize=1024)
def _size(stretch: str) -> tuple[int | None, str]:
    """Return by what the number before a stretch is multiplied, and the rest of it.

    None where the numbers on both sides of it are more than their digits.
    """
    if _TRAILING.search(stretch) or _is_leading(stretch):
        return None, stretch
    return _last_size(stretch)


@lru_cache(maxsize=1024)
def _last_size(stretch: str) -> tuple[int | None, str]:
    """Return the same of the stretch after the last number."""
    if _VULGAR_SIGN.search(stretch):
        return None, stretch
    match = _SIZE.match(stretch)
    return (_SIZES[match["size"].casefold()], stretch[match.end() :]) if match else (1, stretch)


def _special_quantity(text: str) -> Quantity | None:
    """Return the quantity of any text: with fractions, dates, signs, exponents and ranges."""
    text = _LATEX.sub(r"\1/\2", text)
    matches = list(islice(_QUANTITY.finditer(text), _MOST + 1))
    if not 1 <= len(matches) <= _MOST:
        return None
    ends = [0, *(match.end() for match in matches)]
    starts = [*(match.start() for match in matches), len(text)]
    between = [text[end:start] for end, start in zip(ends, starts, strict=True)]
    sizes = _sizes(matches, between)
    values: list[Value] = []
    for match, size in zip(matches, sizes, strict=True):
        value = _value(match, size)
        if value is None:
            return None
        values.append(value)
    between[:-1] = [stretch + (match["currency"] or "") for stretch, match in zip(between, matches, strict=False)]
    return Quantity(tuple(values), _frame(*between))


def _sizes(matches: Sequence[re.Match[str]], between: Sequence[str]) -> list[int]:
    """Return by what each number is multiplied: in `5 to 10 million` both are millions."""
    sizes = [_SIZES[match["size"].casefold()] if match["size"] else 1 for match in matches]
    for at in range(len(matches) - 2, -1, -1):
        if matches[at]["size"] is None and between[at + 1].strip().casefold() in _RANGE_WORDS:
            sizes[at] = sizes[at + 1]
    return sizes


def _value(match: re.Match[str], size: int) -> Value | None:
    """Return what a match says; None where it is beyond the bounds."""
    if len(match[0]) > LONGEST:
        return None
    if iso := match["iso"]:
        year, month, *day = map(int, iso.split("-"))
        return (year, month, *(day or [0]))
    if match["date"]:
        return (int(match["year"]), _MONTHS[match["month"].casefold()], int(match["day"] or 0))
    if match["american"]:
        return (int(match["a_year"]), _MONTHS[match["a_month"].casefold()], int(match["a_day"]))
    number = _number(match)
    if number is None:
        return None
    is_negative = (match["sign"] or match["lead"] or "+") != "+"
    return (-number * size if is_negative else number * size,)


def _number(match: re.Match[str]) -> int | Fraction | None:
    if bottom := match["bottom"]:
        if len(bottom) > LONGEST_DENOMINATOR or not int(bottom):
            return None
        return int(match["whole"] or 0) + Fraction(int(match["top"]), int(bottom))
    if alone := match["alone"]:
        return _VULGAR[alone]
    digits = _SEPARATOR.sub("", match["digits"] or "0")
    decimals = match["decimals"] or match["point"] or ""
    exponent = match["exponent"] or "0"
    if len(exponent) > len("-308") or abs(int(exponent)) > LARGEST_EXPONENT:
        return None
    number = _decimal(digits + decimals)
    if exponent != "0":
        number *= Fraction(10) ** int(exponent)
    return number + _VULGAR[match["vulgar"]] if match["vulgar"] else number


_PLURAL: Final = re.compile(r"(?<=[^\W\d]{2})s\b")


@lru_cache(maxsize=1024)
def _frame(*stretches: str) -> str:
    """Return the text around numbers, without what does not matter: case, plurals, spaces, a full stop at the end."""
    text = "\0".join(stretches)
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return _PLURAL.sub("", " ".join(text.casefold().split()).strip(" ."))
