"""Numbers of other formats as numbers of a bank."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final, NamedTuple

from quiz.bank.numerals import LONGEST, check_number, number_value

if TYPE_CHECKING:
    from fractions import Fraction


class Figure(NamedTuple):
    """A number as it stands in a bank, and what it is worth."""

    text: str
    value: Fraction

    def __str__(self) -> str:
        return self.text


_DECIMAL: Final = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,4})?", re.ASCII)
_WITH_COMMA: Final = re.compile(r"[+-]?(?:\d+|\d{1,3}(?:\.\d{3})+),\d+", re.ASCII)
_FRACTION: Final = re.compile(r"[+-]?\d+/\d+", re.ASCII)
_ODD_DECIMAL: Final = re.compile(r"\+|-?(?:\.|0\d)|-?\d+\.(?!\d)")
_DOUBTFUL: Final = re.compile(r"-?[1-9]\d{0,2}\.\d{3}")


def figure_of(text: str, *, decimal_comma: bool = False) -> Figure | None:
    """Return the number that a text writes with a point as its decimal sign; None where a bank cannot hold it.

    decimal_comma: whether the bank's language writes a decimal comma: then that is read too, and three decimals behind
    a point could be thousands.

    >>> figure_of("+3.50").text, figure_of("2,5"), figure_of("1.500", decimal_comma=True).text
    ('3.50', None, '1.5000')
    >>> figure_of("2,5", decimal_comma=True).text, figure_of("1.234,5", decimal_comma=True).text
    ('2.5', '1234.5')
    """
    text = text.strip().replace("−", "-")
    if decimal_comma and _WITH_COMMA.fullmatch(text):
        text = text.replace(".", "").replace(",", ".")
    if len(text) > LONGEST or not (_DECIMAL.fullmatch(text) or _FRACTION.fullmatch(text)):
        return None
    if _ODD_DECIMAL.match(text) and "/" not in text:
        text = str(Decimal(text))
    if decimal_comma and _DOUBTFUL.fullmatch(text):
        text += "0"
    try:
        check_number(text, decimal_comma=decimal_comma)
        return Figure(text, number_value(text))
    except ValueError:
        return None
