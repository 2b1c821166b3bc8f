"""Typed numbers beside right ones, exact, in the writing of the author and the learner."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from quiz.bank.numerals import number_value
from quiz.practice.questions.base import Told

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

_TOLD_DIGITS: Final = 15
"""Digits and signs up to which a number that was worked out is told: a longer one says less than the words alone."""


def is_within(given: str, number: str, tolerance: str) -> bool:
    """Tell whether a number is no farther off than it may be, bounds included."""
    return _away(given, number, tolerance) <= 0


def bounds_text(number: str, tolerance: str) -> str:
    """Return from where to where numbers count as one, or how far off, where the bounds would be long to read."""
    value, off = number_value(number), number_value(tolerance)
    mark = _mark(number, tolerance)
    bounds = [_figure(value - off, mark), _figure(value + off, mark)]
    return " to ".join(bounds) if all(bounds) else f"{number} ± {tolerance}"


def told_off(given: str, numbers: Sequence[str], tolerance: str) -> Told:
    """Say how far a number is off the nearest of the right ones; nothing where it is not."""
    number = min(numbers, key=lambda one: _away(given, one, tolerance))
    away = _away(given, number, tolerance)
    if away <= 0:
        return Told()
    way = "low" if number_value(given) < number_value(number) else "high"
    by = _figure(away, _mark(given, *numbers))
    if not by:
        return Told(f"Too {way}.", f"too {way}")
    if number_value(tolerance):
        side = "below" if way == "low" else "above"
        return Told(f"{by} {side} what counts.", f"{by} too {way}")
    return Told(f"{by} too {way}.", f"{by} too {way}")


def _away(given: str, number: str, tolerance: str) -> Fraction:
    return abs(number_value(given) - number_value(number)) - number_value(tolerance)


def _mark(*numbers: str) -> str:
    """Return the decimal sign in which these numbers are written."""
    return "," if any("," in number for number in numbers) else "."


def _figure(value: Fraction, mark: str) -> str:
    """Return a number in plain digits; empty where these would be many, or never end."""
    if abs(value) >= 10**_TOLD_DIGITS:
        return ""
    decimals = next((count for count in range(_TOLD_DIGITS) if 10**count % value.denominator == 0), None)
    if decimals is None:
        return ""
    digits = str(abs(value.numerator) * (10**decimals // value.denominator)).rjust(decimals + 1, "0")
    whole, rest = digits[: len(digits) - decimals], digits[len(digits) - decimals :]
    text = f"{'-' if value < 0 else ''}{whole}{mark if rest else ''}{rest}"
    return text if len(text) <= _TOLD_DIGITS else ""
