"""Typed numbers beside right ones, exact, and how they are written."""

from __future__ import annotations

from decimal import Decimal, localcontext
from typing import Final

from quiz.practice.questions.base import Told

_EXACT: Final = 400
"""Digits enough for the difference of any two numbers that a bank and a learner can write."""

_TOLD_DIGITS: Final = 15
"""Digits and signs up to which a difference says more than that a number is too high or too low."""


def figure(number: Decimal) -> str:
    """Return a number in plain digits, in groups of three from five digits on, so that a year stays a year."""
    return f"{number:,f}" if abs(number) >= 10_000 else f"{number:f}"


def is_within(given: Decimal, number: Decimal, tolerance: Decimal) -> bool:
    """Tell whether a number is no farther off than it may be, bounds included."""
    with localcontext() as exact:
        exact.prec = _EXACT
        return abs(given - number) <= tolerance


def bounds_text(number: Decimal, tolerance: Decimal) -> str:
    """Return from where to where numbers count as one."""
    with localcontext() as exact:
        exact.prec = _EXACT
        return f"{figure(number - tolerance)} to {figure(number + tolerance)}"


def told_off(given: Decimal, number: Decimal, tolerance: Decimal) -> Told:
    """Say how far a number is off; nothing where it is not."""
    with localcontext() as exact:
        exact.prec = _EXACT
        away = abs(given - number) - tolerance
    if away <= 0:
        return Told()
    way = "low" if given < number else "high"
    by = figure(away.normalize())
    if len(by) > _TOLD_DIGITS:
        return Told(f"Too {way}.", f"too {way}")
    if tolerance:
        side = "below" if way == "low" else "above"
        return Told(f"{by} {side} what counts.", f"{by} too {way}")
    return Told(f"{by} too {way}.", f"{by} too {way}")
