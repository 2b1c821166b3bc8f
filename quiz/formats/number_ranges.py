"""A number that may lie anywhere between two bounds, as one with a tolerance."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from quiz.formats.items import NumberOption
from quiz.formats.prose import NOTHING, Prose


def range_option(low: str, high: str, share: float = 1.0, feedback: Prose = NOTHING) -> NumberOption:
    """Return the middle of two numbers with half of what lies between them; both as written where one is no number.

    >>> range_option("1", "2").value, range_option("1", "2").tolerance
    ('1.5', '0.5')
    """
    try:
        first, last = Decimal(low.strip()), Decimal(high.strip())
        middle, half = (first + last) / 2, abs(last - first) / 2
        return NumberOption(f"{middle.normalize():f}", f"{half.normalize():f}", share, feedback)
    except (InvalidOperation, ValueError, OverflowError):
        return NumberOption(f"{low}..{high}", "0", share, feedback)


def is_same_number(text: str, other: str) -> bool:
    """Tell whether two texts write the same number.

    >>> is_same_number("3.50", "3.5"), is_same_number("3", "x")
    (True, False)
    """
    try:
        return Decimal(text.strip()) == Decimal(other.strip())
    except InvalidOperation:
        return False
