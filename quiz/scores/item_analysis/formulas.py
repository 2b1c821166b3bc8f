"""The formulas of item analysis: figures of each question, and of a set that the same people took whole.

The formulas are Moodle's (`question/classes/statistics/questions/calculator.php` and
`mod/quiz/report/statistics/classes/calculator.php`). x is what a person scored on a question, T the total, R = T − x
the rest; variances and covariances divide by n − 1. Where not everybody was asked the same, R and T are shares of what
a person was asked. Nothing is clamped: a negative reliability is a finding.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from math import fsum, isnan, nan, sqrt
from operator import mul
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FEW: Final = 10
"""Below this number of people every figure is marked as resting on too few."""
_NOISE: Final = 1e-9
"""Shares closer together than this are equal but for rounding."""
_TRACE: Final = 1e-12
"""A covariance of shares closer to 0 than this is 0 but for rounding, so its sign means nothing."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The result of a person: the share of all points asked of them, and of all points but those of each question.

    rests: by question; nan where nothing else was asked.
    """

    total: float
    rests: Mapping[int, float]


def standing(row: Mapping[int, float], points: Sequence[float]) -> Standing:
    """Return how a person did: `row` has a fraction (0..1) for each question asked of them, `points` all weights."""
    earned = fsum(points[question] * fraction for question, fraction in row.items())
    possible = fsum(points[question] for question in row)
    rests = {}
    for question, fraction in row.items():
        others = possible - points[question]
        rests[question] = (earned - points[question] * fraction) / others if len(row) > 1 else nan
    return Standing(earned / possible, rests)


@dataclass(frozen=True, slots=True)
class Column:
    """One question over people: the fraction that each scored, their share of the rest and of the whole."""

    scores: array[float] = field(default_factory=lambda: array("d"))
    rests: array[float] = field(default_factory=lambda: array("d"))
    totals: array[float] = field(default_factory=lambda: array("d"))

    def add(self, score: float, rest: float, total: float) -> None:
        self.scores.append(score)
        self.rests.append(rest)
        self.totals.append(total)


@dataclass(frozen=True, slots=True)
class ItemFigures:
    """The figures of one question; None where there is none.

    people: who were asked. compared: those of them who were asked something else too. facility, deviation: mean and
    standard deviation of the share scored, 0 to 1. discrimination: correlation with the rest, −100 to 100.
    efficiency: covariance with the rest as a percentage of the most possible. weight: percentage of the spread of the
    totals that comes from here. negative: the covariance with the total is negative, so that there is no weight.
    """

    people: int
    compared: int
    facility: float | None
    deviation: float | None
    discrimination: float | None
    efficiency: float | None
    weight: float | None
    negative: bool

    @property
    def too_few(self) -> bool:
        return self.people < FEW


def figures(columns: Sequence[Column], points: Sequence[float]) -> tuple[ItemFigures, ...]:
    """Return the figures of every question, of which `points` are the weights."""
    shared = [
        weight * _settled(covariance(column.scores, column.totals)) if len(column.scores) > 1 else None
        for column, weight in zip(columns, points, strict=True)
    ]
    whole = fsum(sqrt(part) for part in shared if part is not None and part > 0)
    return tuple(_figures(column, part, whole) for column, part in zip(columns, shared, strict=True))


def _figures(column: Column, shared: float | None, whole: float) -> ItemFigures:
    people = len(column.scores)
    pairs = [pair for pair in zip(column.scores, column.rests, strict=True) if not isnan(pair[1])]
    scores, rests = [score for score, _ in pairs], [rest for _, rest in pairs]
    weighs = shared is not None and shared >= 0 and whole > 0
    return ItemFigures(
        people=people,
        compared=len(pairs),
        facility=fsum(column.scores) / people if people else None,
        deviation=sqrt(covariance(column.scores, column.scores)) if people > 1 else None,
        discrimination=discrimination(scores, rests),
        efficiency=efficiency(scores, rests),
        weight=100 * sqrt(shared) / whole if weighs and shared is not None else None,
        negative=shared is not None and shared < 0,
    )


def covariance(first: Sequence[float], second: Sequence[float]) -> float:
    """Return the covariance of at least two pairs; exactly 0 where either side is the same throughout."""
    if _is_constant(first) or _is_constant(second):
        return 0.0
    middle, other = fsum(first) / len(first), fsum(second) / len(second)
    return fsum((x - middle) * (y - other) for x, y in zip(first, second, strict=True)) / (len(first) - 1)


def discrimination(scores: Sequence[float], rests: Sequence[float]) -> float | None:
    """Return 100·cov(x, R)/√(var x·var R); None where either does not vary."""
    if _is_constant(scores) or _is_constant(rests):
        return None
    spread = sqrt(covariance(scores, scores)) * sqrt(covariance(rests, rests))
    return 100 * covariance(scores, rests) / spread


def efficiency(scores: Sequence[float], rests: Sequence[float]) -> float | None:
    """Return 100·cov(x, R)/cov of both sorted ascending; None where either does not vary."""
    if _is_constant(scores) or _is_constant(rests):
        return None
    return 100 * covariance(scores, rests) / covariance(sorted(scores), sorted(rests))


def _settled(value: float) -> float:
    return value if abs(value) > _TRACE else 0.0


def _is_constant(values: Sequence[float]) -> bool:
    return len(values) < 2 or max(values) - min(values) <= _NOISE


# A set of questions taken whole

UNSATISFACTORY_ALPHA: Final = 64.0
GOOD_ALPHA: Final = 75.0


@dataclass(frozen=True, slots=True)
class SetFigures:
    """The totals of people who all took the same questions; points where nothing else is said.

    alpha: Cronbach's, as a percentage (coefficient of internal consistency). error_ratio: percentage. standard_error:
    of one person's total. missing: why a figure is None, by its name.
    """

    people: int
    questions: int
    possible: float
    mean: float
    median: float
    deviation: float | None
    alpha: float | None
    error_ratio: float | None
    standard_error: float | None
    skewness: float | None
    kurtosis: float | None
    missing: Mapping[str, str]

    @property
    def too_few(self) -> bool:
        return self.people < FEW

    @property
    def reading(self) -> str:
        """The reliability in words."""
        if self.alpha is None:
            return f"no reliability: {self.missing['alpha']}"
        if self.alpha < 0:
            return "too few people or questions too mixed: the questions do not measure one thing here"
        if self.alpha < UNSATISFACTORY_ALPHA:
            return "unsatisfactory: one person's score says little"
        return "good" if self.alpha > GOOD_ALPHA else "fair"


def set_figures(columns: Sequence[Sequence[float]], points: Sequence[float]) -> SetFigures:
    """Return the figures of a set: for each question the fractions of the same people in the same order."""
    people, questions = len(columns[0]), len(columns)
    totals = [fsum(map(mul, row, points)) for row in zip(*columns, strict=True)]
    mean = fsum(totals) / people
    possible = fsum(points)
    varies = not _is_constant([total / possible for total in totals])
    second, third, fourth = (fsum((total - mean) ** power for total in totals) / people for power in (2, 3, 4))
    k2 = second * people / (people - 1) if people > 1 else 0.0
    alpha = skewness = kurtosis = None
    if people > 2 and varies and questions > 1:
        inner = fsum(weight**2 * covariance(column, column) for column, weight in zip(columns, points, strict=True))
        alpha = 100 * questions / (questions - 1) * (1 - inner / k2)
    if people > 2 and varies:
        k3 = people**2 * third / ((people - 1) * (people - 2))
        skewness = k3 / k2**1.5
    if people > 3 and varies:
        k4 = people**2 * ((people + 1) * fourth - 3 * (people - 1) * second**2)
        kurtosis = k4 / ((people - 1) * (people - 2) * (people - 3)) / k2**2
    # Rounding alone can bring alpha above 100.
    error_ratio = 100 * sqrt(max(0.0, 1 - alpha / 100)) if alpha is not None else None
    return SetFigures(
        people=people,
        questions=questions,
        possible=possible,
        mean=mean,
        median=_median(totals),
        deviation=sqrt(k2) if people > 1 else None,
        alpha=alpha,
        error_ratio=error_ratio,
        standard_error=error_ratio * sqrt(k2) / 100 if error_ratio is not None else None,
        skewness=skewness,
        kurtosis=kurtosis,
        missing=_missing(people, questions, varies=varies),
    )


def _median(values: Sequence[float]) -> float:
    ordered = sorted(values)
    return (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2


def _missing(people: int, questions: int, *, varies: bool) -> dict[str, str]:
    """Return why a figure cannot be had, by its name."""
    missing = {}
    if people < 2:
        missing["deviation"] = "it needs two people"
    same = None if varies else "everybody has the same total"
    for name, least in (("alpha", 3), ("skewness", 3), ("kurtosis", 4)):
        if people < least:
            missing[name] = f"it needs {least} people"
        elif same:
            missing[name] = same
    if questions < 2:
        missing["alpha"] = "it needs two questions"
    if "alpha" in missing:
        missing |= dict.fromkeys(("error_ratio", "standard_error"), missing["alpha"])
    return missing
