"""A response judged: how much of it is right, and how that came about."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from msgspec import Struct


class Verdict(StrEnum):
    RIGHT = "right"
    PARTLY = "partly"
    WRONG = "wrong"

    @property
    def word(self) -> str:
        return VERDICT_WORDS[self]

    @property
    def mark(self) -> str:
        return VERDICT_MARKS[self]


VERDICT_WORDS: Final = {Verdict.RIGHT: "Right", Verdict.PARTLY: "Partly right", Verdict.WRONG: "Wrong"}
VERDICT_MARKS: Final = {Verdict.RIGHT: "✓", Verdict.PARTLY: "~", Verdict.WRONG: "×"}
MISSED_MARK: Final = "+"
"""Stands at what is right and was not given."""
OPEN_MARK: Final = "·"
FLAG_MARK: Final = "!"


class Part(Struct, frozen=True, omit_defaults=True):
    """One position of a response beside the right one.

    label: the left of a pair, the item, the blank's or the position's number; given: None where it was left out.
    """

    label: str
    given: str | None
    right: str
    is_right: bool


class Grade(Struct, frozen=True, omit_defaults=True):
    """A response judged.

    fraction: 0 to 1. how: how it came about, where more than right or wrong can be said; these words are kept with the
    response and compared when it comes again from elsewhere, while what people read is told by `wording.verdict_text`.
    parts: the response beside the right one, position by position (order, match, classify, cloze).
    """

    fraction: float
    how: str | None = None
    parts: tuple[Part, ...] = ()

    @property
    def verdict(self) -> Verdict:
        if self.fraction >= 1:
            return Verdict.RIGHT
        return Verdict.PARTLY if self.fraction > 0 else Verdict.WRONG


def grade_of_parts(parts: tuple[Part, ...]) -> Grade:
    """Return the grade of a response of which each position counts the same."""
    right = sum(part.is_right for part in parts)
    left_out = sum(part.given is None for part in parts)
    how = f"{right} right, {len(parts) - right - left_out} wrong of {len(parts)}"
    if left_out:
        how += f", {left_out} left out"
    return Grade(right / len(parts), f"{how}.", parts)
