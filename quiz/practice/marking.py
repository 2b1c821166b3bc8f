"""Certainty-based marking: what honest confidence earns, and what it tells.

The marks are Gardner-Medwin's, as in Moodle; between right and wrong they are weighted by the fraction, so that honest
confidence pays best for partly right responses too.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from quiz.practice.response import DontKnow
from quiz.practice.types import Confidence

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from quiz.practice.attempt import Attempt, RecordedResponse

RIGHT_MARK: Final = {Confidence.GUESS: 1, Confidence.UNSURE: 2, Confidence.SURE: 3}
WRONG_MARK: Final = {Confidence.GUESS: 0, Confidence.UNSURE: -2, Confidence.SURE: -6}
IDEAL: Final = {
    Confidence.GUESS: (0.0, 2 / 3),
    Confidence.UNSURE: (2 / 3, 0.8),
    Confidence.SURE: (0.8, 1.0),
}
"""The accuracy at which each level is the best one to give."""
BONUS_SHARE: Final = 0.1
ENOUGH: Final = 5
"""So many responses must have a confidence before the levels are told."""
CLEAR: Final = 0.5
"""Above this value of (distance from the ideal window)² · n a level is clearly off, below it slightly."""


def mark(fraction: float, confidence: Confidence | None) -> float:
    """Return the mark of a response of weight 1: f·right + (1 − f)·wrong. Confidence not given counts as guess."""
    level = confidence or Confidence.GUESS
    return fraction * RIGHT_MARK[level] + (1 - fraction) * WRONG_MARK[level]


class Judgement(StrEnum):
    OVER = "over-confident"
    SLIGHTLY_OVER = "slightly over-confident"
    FITTING = "about right"
    SLIGHTLY_UNDER = "slightly under-confident"
    UNDER = "under-confident"


class Level(Struct, frozen=True):
    """How the responses given at one level of confidence went."""

    confidence: Confidence
    responses: int
    accuracy: float

    @property
    def judgement(self) -> Judgement:
        low, high = IDEAL[self.confidence]
        if self.accuracy < low:
            clear = (low - self.accuracy) ** 2 * self.responses > CLEAR
            return Judgement.OVER if clear else Judgement.SLIGHTLY_OVER
        if self.accuracy > high:
            clear = (self.accuracy - high) ** 2 * self.responses > CLEAR
            return Judgement.UNDER if clear else Judgement.SLIGHTLY_UNDER
        return Judgement.FITTING


class Marks(Struct, frozen=True):
    """The summary of an attempt with confidence.

    accuracy: plain share of the points. average: mark a point. bonus: a tenth of what the average is above the best
    that one level for all would have earned. adjusted: accuracy and bonus together. lucky, misconceptions: positions.
    """

    accuracy: float
    average: float
    bonus: float
    levels: tuple[Level, ...]
    lucky: tuple[int, ...]
    misconceptions: tuple[int, ...]

    @property
    def adjusted(self) -> float:
        return self.accuracy + self.bonus

    @property
    def calibration(self) -> tuple[Level, ...]:
        """The levels as far as they tell anything: none where confidence was given too seldom."""
        return self.levels if sum(level.responses for level in self.levels) >= ENOUGH else ()


def marks(attempt: Attempt) -> Marks | None:
    """Return the confidence summary of an attempt, or None where no confidence was given.

    Unanswered questions and “don't know” earn 0 marks and nothing for accuracy.
    """
    taken = attempt.counted
    if not any(one is not None and one.confidence is not None for one in taken):
        return None
    weights = [item.question.points for item in attempt.items]
    fractions = [one.grade.fraction if one is not None else 0.0 for one in taken]
    earned = [_earned(one) for one in taken]
    return Marks(
        *summary(weights, fractions, earned),
        levels=levels(one for one in taken if one is not None),
        lucky=tuple(_where(taken, Confidence.GUESS, 1.0)),
        misconceptions=tuple(_where(taken, Confidence.SURE, 0.0)),
    )


def summary(
    weights: Sequence[float], fractions: Sequence[float], earned: Sequence[float]
) -> tuple[float, float, float]:
    """Return accuracy A = Σ(w·f)/Σw, the average mark, and 0.1 × (average − best mark of one level at accuracy A)."""
    total = sum(weights)
    accuracy = sum(weight * fraction for weight, fraction in zip(weights, fractions, strict=True)) / total
    average = sum(weight * one for weight, one in zip(weights, earned, strict=True)) / total
    best = max(mark(accuracy, level) for level in Confidence)
    return accuracy, average, BONUS_SHARE * (average - best)


def levels(responses: Iterable[RecordedResponse]) -> tuple[Level, ...]:
    """Return accuracy by level, for the levels that were used. What was given none is left out."""
    by_level: dict[Confidence, list[float]] = {}
    for one in responses:
        if one.confidence is not None:
            by_level.setdefault(one.confidence, []).append(one.grade.fraction)
    return tuple(
        Level(level, len(by_level[level]), sum(by_level[level]) / len(by_level[level]))
        for level in Confidence
        if level in by_level
    )


def _earned(taken: RecordedResponse | None) -> float:
    if taken is None or isinstance(taken.response, DontKnow):
        return 0.0
    return mark(taken.grade.fraction, taken.confidence)


def _where(taken: Sequence[RecordedResponse | None], level: Confidence, fraction: float) -> Iterable[int]:
    for position, one in enumerate(taken):
        if one is not None and one.confidence is level and one.grade.fraction == fraction:
            yield position
