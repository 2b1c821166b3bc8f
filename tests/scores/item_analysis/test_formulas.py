"""Item statistics: the vectors of the formulas to their digits, numpy beside them, and what always holds."""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, strategies as st

from quiz.bank.model import Bank
from quiz.practice.grading import grade, random_score
from quiz.practice.questions.choice import Chosen, Judged
from quiz.practice.questions.placement import Placed
from quiz.scores.item_analysis.formulas import Column, ItemFigures, figures, set_figures, standing

if TYPE_CHECKING:
    from quiz.practice.response import Response

Row = dict[int, float]
Floats = npt.NDArray[np.float64]

GUTTMAN = ["1111", "1110", "1100", "1000", "0000"]
MIXED = ["1110", "1101", "1011", "1100", "0100", "1001"]


def rows(lines: Sequence[str]) -> list[Row]:
    return [{place: float(digit) for place, digit in enumerate(line)} for line in lines]


def columns(people: Sequence[Row], points: Sequence[float]) -> list[Column]:
    made = [Column() for _ in points]
    for row in people:
        how = standing(row, points)
        for place, score in row.items():
            made[place].add(score, how.rests[place], how.total)
    return made


def analyse(people: Sequence[Row], points: Sequence[float]) -> tuple[ItemFigures, ...]:
    return figures(columns(people, points), points)


def whole(lines: Sequence[str]) -> list[list[float]]:
    return [[float(line[place]) for line in lines] for place in range(len(lines[0]))]


# The vectors


def test_the_guttman_scale_question_by_question() -> None:
    found = analyse(rows(GUTTMAN), [1.0] * 4)

    assert [one.facility for one in found] == pytest.approx([0.8, 0.6, 0.4, 0.2])
    assert [one.discrimination for one in found] == pytest.approx([51.4496, 72.0577, 72.0577, 51.4496], abs=5e-5)
    assert [one.efficiency for one in found] == pytest.approx([100] * 4)
    assert [one.weight for one in found] == pytest.approx([22.4745, 27.5255, 27.5255, 22.4745], abs=5e-5)
    assert [one.people for one in found] == [one.compared for one in found] == [5] * 4


def test_the_guttman_scale_as_a_set() -> None:
    found = set_figures(whole(GUTTMAN), [1.0] * 4)

    assert found.alpha == pytest.approx(80)
    assert found.error_ratio == pytest.approx(44.7214, abs=5e-5)
    assert found.standard_error == pytest.approx(0.7071, abs=5e-5)
    assert found.skewness == pytest.approx(0)
    assert found.kurtosis == pytest.approx(-1.2)
    assert (found.people, found.questions, found.possible, found.mean, found.median) == (5, 4, 4, 2, 2)
    assert found.reading == "good"
    assert found.missing == {}


def test_a_negative_reliability_is_not_clamped_and_is_said() -> None:
    found = set_figures(whole(MIXED), [1.0] * 4)

    assert found.alpha == pytest.approx(-66.67, abs=5e-3)
    assert found.error_ratio == pytest.approx(129.1, abs=5e-2)
    assert "too few" in found.reading
    assert "too mixed" in found.reading


# Nulls


@pytest.mark.parametrize(
    ("lines", "missing"),
    [
        (["11"], {"deviation", "alpha", "error_ratio", "standard_error", "skewness", "kurtosis"}),
        (["11", "10"], {"alpha", "error_ratio", "standard_error", "skewness", "kurtosis"}),
        (["11", "10", "00"], {"kurtosis"}),
        (["11", "10", "00", "00"], set()),
        (["1", "1", "0", "0"], {"alpha", "error_ratio", "standard_error"}),
        (["10", "01", "10", "01"], {"alpha", "error_ratio", "standard_error", "skewness", "kurtosis"}),
    ],
)
def test_each_figure_that_is_missing_has_a_reason(lines: list[str], missing: set[str]) -> None:
    found = set_figures(whole(lines), [1.0] * len(lines[0]))

    names = ("deviation", "alpha", "error_ratio", "standard_error", "skewness", "kurtosis")
    assert {name for name in names if getattr(found, name) is None} == missing
    assert set(found.missing) == missing
    assert all(found.missing.values())


def test_nothing_is_said_of_a_question_that_nobody_was_asked() -> None:
    (found,) = figures([Column()], [1.0])

    assert found == ItemFigures(0, 0, None, None, None, None, None, negative=False)


def test_who_was_asked_one_question_alone_has_no_rest() -> None:
    found = analyse([{0: 1.0}, {0: 0.0}, {0: 1.0, 1: 0.0}], [1.0, 1.0])

    assert (found[0].people, found[0].compared) == (3, 1)
    assert found[0].facility == pytest.approx(2 / 3)
    assert found[0].discrimination is None


def test_a_question_that_goes_against_the_total_has_no_weight() -> None:
    found = analyse(rows(["0111", "0110", "0111", "1000", "1000"]), [1.0] * 4)

    assert found[0].negative
    assert found[0].weight is None
    assert found[0].discrimination is not None
    assert found[0].discrimination < -90
    assert sum(one.weight for one in found if one.weight is not None) == pytest.approx(100)


def test_rests_that_only_rounding_tells_apart_are_the_same() -> None:
    people = [{0: 0.0, 1: 0.1, 2: 0.2, 3: 0.3}, {0: 1.0, 1: 0.3, 2: 0.2, 3: 0.1}, {0: 0.5, 1: 0.2, 2: 0.1, 3: 0.3}]

    (first, *_) = analyse(people, [1.0, 0.7, 0.7, 0.7])

    assert first.discrimination is None
    assert first.efficiency is None


def test_the_rest_is_a_share_of_what_was_asked() -> None:
    """Those asked little are measured by the same yard as those asked much."""
    points = [1.0, 3.0, 2.0]
    how = standing({0: 1.0, 1: 0.5}, points)

    assert how.total == pytest.approx(2.5 / 4)
    assert how.rests == pytest.approx({0: 0.5, 1: 1.0})


# numpy beside it


def test_numpy_agrees_on_people_who_were_all_asked_everything() -> None:
    random = np.random.default_rng(7)
    for people, questions in ((4, 2), (12, 5), (150, 20)):
        shares = np.round(random.random((people, questions)), 2)
        shares[:, 0] = random.integers(0, 2, people)
        points = random.choice([1.0, 2.0, 0.5], questions)

        found = analyse([dict(enumerate(map(float, row))) for row in shares], points.tolist())

        _compare_items(found, shares, points)
        _compare_set(shares, points)


def _compare_items(found: Sequence[ItemFigures], shares: Floats, points: Floats) -> None:
    marks = shares * points
    total = marks.sum(axis=1)
    shared = [np.cov(marks[:, at], total)[0, 1] for at in range(len(points))]
    whole_weight = sum(math.sqrt(one) for one in shared if one >= 0)
    for at, one in enumerate(found):
        x, rest = marks[:, at], total - marks[:, at]
        most = np.cov(np.sort(x), np.sort(rest))[0, 1]
        assert one.facility == pytest.approx(x.mean() / points[at])
        assert one.deviation == pytest.approx(shares[:, at].std(ddof=1))
        assert one.discrimination == pytest.approx(100 * np.corrcoef(x, rest)[0, 1])
        assert one.efficiency == pytest.approx(100 * np.cov(x, rest)[0, 1] / most)
        assert one.negative == (shared[at] < 0)
        if shared[at] >= 0:
            assert one.weight == pytest.approx(100 * math.sqrt(shared[at]) / whole_weight)


def _compare_set(shares: Floats, points: Floats) -> None:
    marks = shares * points
    total = marks.sum(axis=1)
    s, p = marks.shape
    found = set_figures([column.tolist() for column in shares.T], points.tolist())
    k2 = total.var(ddof=1)
    off = total - total.mean()
    m2, m3, m4 = ((off**power).mean() for power in (2, 3, 4))
    alpha = 100 * p / (p - 1) * (1 - marks.var(axis=0, ddof=1).sum() / k2)
    assert found.mean == pytest.approx(total.mean())
    assert found.median == pytest.approx(np.median(total))
    assert found.deviation == pytest.approx(total.std(ddof=1))
    assert found.alpha == pytest.approx(alpha)
    assert found.error_ratio == pytest.approx(100 * math.sqrt(1 - alpha / 100))
    assert found.standard_error == pytest.approx(math.sqrt(1 - alpha / 100) * total.std(ddof=1))
    assert found.skewness == pytest.approx(s**2 * m3 / ((s - 1) * (s - 2)) / k2**1.5)
    k4 = s**2 * ((s + 1) * m4 - 3 * (s - 1) * m2**2) / ((s - 1) * (s - 2) * (s - 3))
    assert found.kurtosis == pytest.approx(k4 / k2**2)


def test_numpy_agrees_where_each_was_asked_something_else() -> None:
    random = np.random.default_rng(11)
    points = np.array([1.0, 2.0, 1.0, 0.5, 3.0, 1.0])
    shares = np.round(random.random((60, 6)), 1)
    asked = random.random((60, 6)) < 0.6
    people = [
        {at: float(shares[who, at]) for at in range(6) if asked[who, at]} for who in range(60) if asked[who].any()
    ]

    found = analyse(people, points.tolist())

    for at, one in enumerate(found):
        able = [who for who in range(60) if asked[who, at] and asked[who].sum() > 1]
        others = asked.copy()
        others[:, at] = False
        rest = np.array([(shares[who] * points)[others[who]].sum() / points[others[who]].sum() for who in able])
        x = shares[able, at]
        assert one.people == asked[:, at].sum()
        assert one.compared == len(able)
        assert one.facility == pytest.approx(shares[asked[:, at], at].mean())
        assert one.discrimination == pytest.approx(100 * np.corrcoef(x, rest)[0, 1])


# What always holds

_SHARE = st.sampled_from([0.0, 1 / 3, 0.5, 2 / 3, 1.0]) | st.floats(0, 1)
_PEOPLE = st.lists(st.dictionaries(st.integers(0, 4), _SHARE, min_size=1), max_size=12)
_POINTS = st.lists(st.floats(0.25, 100), min_size=5, max_size=5)


@given(_PEOPLE, _POINTS)
def test_every_figure_keeps_within_its_bounds(people: list[Row], points: list[float]) -> None:
    for one in analyse(people, points):
        slack = 1e-6
        assert one.facility is None or -slack <= one.facility <= 1 + slack
        assert one.deviation is None or 0 <= one.deviation <= math.sqrt(0.5) + slack
        assert one.discrimination is None or -100 - slack <= one.discrimination <= 100 + slack
        assert one.efficiency is None or one.efficiency <= 100 + slack
        assert (one.discrimination is None) == (one.efficiency is None)
        assert one.weight is None or (0 <= one.weight <= 100 + slack and not one.negative)
        assert (one.facility is None) == (one.people == 0)


@given(st.integers(2, 10), _SHARE, st.lists(_SHARE, min_size=2, max_size=10))
def test_without_variance_there_is_no_discrimination(people: int, share: float, others: list[float]) -> None:
    (same, _) = analyse([{0: share, 1: others[who % len(others)]} for who in range(people)], [1.0, 2.0])

    assert same.discrimination is None
    assert same.efficiency is None


@given(st.lists(st.lists(_SHARE, min_size=3, max_size=3), min_size=1, max_size=12), st.floats(0.01, 1000))
def test_a_set_is_measured_the_same_in_any_unit(people: list[list[float]], unit: float) -> None:
    by_question = list(zip(*people, strict=True))
    one, other = set_figures(by_question, [1.0] * 3), set_figures(by_question, [unit] * 3)

    assert other.missing == one.missing
    for name in ("alpha", "skewness", "kurtosis"):
        if name not in one.missing:
            assert getattr(other, name) == pytest.approx(getattr(one, name), rel=1e-6, abs=1e-6)
    assert one.alpha is None or one.alpha <= 100 + 1e-6
    assert one.mean * unit == pytest.approx(other.mean)


# Guessing


def test_blind_guessing_earns_its_expectation(nine: Bank) -> None:
    found = {question.id: random_score(question) for question in nine.questions}

    assert found["single"] == pytest.approx(1 / 3)
    assert found["true-false"] == pytest.approx(1 / 2)
    assert found["multiple"] is None
    assert found["order"] is None
    assert [found[name] for name in ("number", "text", "cloze")] == [0, 0, 0]


def test_the_random_score_is_the_mean_grade_of_every_possible_guess(nine: Bank) -> None:
    by_id = {question.id: question for question in nine.questions}
    years = ["2006", "2009", "2013", "2011"]
    guesses: dict[str, list[Response]] = {
        "single": [Chosen((choice,)) for choice in ("Resolution 1718 (2006)", "Resolution 1874 (2009)", "x")],
        "true-false": [Judged(True), Judged(False)],
        "match": [
            Placed({"First test": first, "Second test": second, "Third test": third})
            for first in years
            for second in years
            for third in years
        ],
    }
    for name, every in guesses.items():
        mean = sum(grade(by_id[name], guess).fraction for guess in every) / len(every)
        assert random_score(by_id[name]) == pytest.approx(mean)
