from datetime import UTC, date, datetime
from itertools import product

import pytest
from hypothesis import given, strategies as st
from msgspec.structs import replace

from quiz.practice.attempt import Attempt, begin
from quiz.practice.draw import Options
from quiz.practice.drawn import DrawnQuestion
from quiz.practice.grade import Grade
from quiz.practice.marking import Judgement, Level, levels, mark, marks, summary
from quiz.practice.questions.choice import Chosen
from quiz.practice.response import DONT_KNOW
from quiz.practice.types import Confidence

from .conftest import make_bank, make_question

GUESS, UNSURE, SURE = Confidence
VECTOR = [
    (1, SURE, 3),
    (1, SURE, 3),
    (1, UNSURE, 2),
    (0, SURE, -6),
    (0, GUESS, 0),
    (1, GUESS, 1),
    (0.5, UNSURE, 0),
    (1, SURE, 3),
    (0, UNSURE, -2),
    (1, UNSURE, 2),
]


@pytest.mark.parametrize(("fraction", "confidence", "earned"), VECTOR)
def test_a_response_earns_its_mark(fraction: float, confidence: Confidence, earned: float) -> None:
    assert mark(fraction, confidence) == earned


def test_confidence_not_given_is_marked_as_a_guess() -> None:
    assert [mark(fraction, None) for fraction in (0, 0.5, 1)] == [0, 0.5, 1]


def attempt_of(*responses: tuple[float, Confidence | None], points: float = 1) -> Attempt:
    """Make an attempt whose responses have these fractions and confidences."""
    questions = [make_question(name=f"q{at}", points=points) for at in range(len(responses))]
    bank = make_bank(*questions)
    attempt = begin(
        [DrawnQuestion(bank, question) for question in questions],
        uid="0" * 32,
        learner="Ada",
        seed=1,
        options=Options(),
        started=datetime(2026, 1, 1, tzinfo=UTC),
    )
    for at, (_, confidence) in enumerate(responses):
        moment = datetime(2026, 1, 1, 12, at, tzinfo=UTC)
        attempt = attempt.go(at).answer(
            Chosen(("A",)), seconds=1, at=moment, day=date(2026, 1, 1), confidence=confidence
        )
    log = tuple(
        replace(entry, taken=replace(entry.taken, grade=Grade(float(fraction))))
        for entry, (fraction, _) in zip(attempt.log, responses, strict=True)
    )
    return replace(attempt, log=log)


@pytest.mark.parametrize("points", [1, 2.5])
def test_the_summary_of_ten_responses(points: float) -> None:
    told = marks(attempt_of(*((fraction, confidence) for fraction, confidence, _ in VECTOR), points=points))
    assert told is not None
    assert told.accuracy == pytest.approx(0.65)
    assert told.average == pytest.approx(0.60)
    assert told.bonus == pytest.approx(-0.005)
    assert told.adjusted == pytest.approx(0.645)
    assert told.lucky == (5,)
    assert told.misconceptions == (3,)


def test_the_weights_are_the_points() -> None:
    accuracy, average, _ = summary([3, 1], [1, 0], [3, -6])
    assert (accuracy, average) == (0.75, 0.75)


def test_without_any_confidence_there_is_no_summary() -> None:
    assert marks(attempt_of((1, None), (0, None))) is None


def test_dont_know_earns_nothing_and_is_in_no_list() -> None:
    attempt = attempt_of((1, SURE), (0, None))
    first, second = attempt.log
    second = replace(second, taken=replace(second.taken, response=DONT_KNOW))
    told = marks(replace(attempt, log=(first, second)))
    assert told is not None
    assert told.average == 1.5
    assert told.misconceptions == told.lucky == ()
    assert [level.confidence for level in told.levels] == [SURE]


def test_what_is_not_given_is_left_out_of_calibration() -> None:
    told = marks(attempt_of((1, SURE), (0, None), (0.5, GUESS)))
    assert told is not None
    assert [(level.confidence, level.responses, level.accuracy) for level in told.levels] == [
        (GUESS, 1, 0.5),
        (SURE, 1, 1.0),
    ]


@pytest.mark.parametrize(
    ("confidence", "responses", "accuracy", "judgement"),
    [
        (GUESS, 10, 0.0, Judgement.FITTING),
        (GUESS, 10, 2 / 3, Judgement.FITTING),
        (GUESS, 3, 1.0, Judgement.SLIGHTLY_UNDER),  # (1/3)² · 3 = 1/3
        (GUESS, 5, 1.0, Judgement.UNDER),  # (1/3)² · 5 = 5/9
        (UNSURE, 10, 0.7, Judgement.FITTING),
        (UNSURE, 10, 0.8, Judgement.FITTING),
        (UNSURE, 10, 0.9, Judgement.SLIGHTLY_UNDER),
        (UNSURE, 100, 0.9, Judgement.UNDER),
        (UNSURE, 2, 0.5, Judgement.SLIGHTLY_OVER),
        (UNSURE, 20, 0.5, Judgement.OVER),
        (SURE, 5, 0.8, Judgement.FITTING),
        (SURE, 5, 1.0, Judgement.FITTING),
        (SURE, 2, 0.5, Judgement.SLIGHTLY_OVER),
        (SURE, 2, 0.3, Judgement.SLIGHTLY_OVER),  # (1/2)² · 2 = 1/2: the bound itself is not clear yet
        (SURE, 8, 0.5, Judgement.OVER),
    ],
)
def test_each_level_is_judged_by_its_window(
    confidence: Confidence, responses: int, accuracy: float, judgement: Judgement
) -> None:
    assert Level(confidence, responses, accuracy).judgement is judgement


def test_levels_come_in_their_order() -> None:
    attempt = attempt_of((1, SURE), (1, GUESS), (1, UNSURE))
    assert [one.confidence for one in levels(one for one in attempt.counted if one)] == [GUESS, UNSURE, SURE]


@given(st.floats(0, 1), st.sampled_from(list(Confidence)))
def test_honest_confidence_pays_best(chance: float, claimed: Confidence) -> None:
    """Whoever knows their chance of being right never gains by another level than the one that fits it."""
    honest = GUESS if chance <= 2 / 3 else UNSURE if chance <= 0.8 else SURE
    assert mark(chance, honest) >= mark(chance, claimed) - 1e-9


@pytest.mark.parametrize(("fraction", "confidence"), list(product([0, 0.25, 0.5, 1], Confidence)))
def test_the_bonus_is_nought_where_one_level_fits_all(fraction: float, confidence: Confidence) -> None:
    told = marks(attempt_of((fraction, confidence), (fraction, confidence)))
    assert told is not None
    best = max(mark(fraction, level) for level in Confidence)
    assert told.bonus == pytest.approx(0.1 * (mark(fraction, confidence) - best))
    assert told.bonus <= 0


@pytest.mark.parametrize(
    ("chance", "expected"),
    [
        (0.5, (0.5, 0, -1.5)),
        (2 / 3, (2 / 3, 2 / 3, 0)),
        (0.75, (0.75, 1, 0.75)),
        (0.8, (0.8, 1.2, 1.2)),
        (0.9, (0.9, 1.6, 2.1)),
    ],
)
def test_the_expected_mark_of_each_level(chance: float, expected: tuple[float, float, float]) -> None:
    assert [mark(chance, level) for level in Confidence] == pytest.approx(expected, abs=1e-12)


@given(st.lists(st.tuples(st.floats(0, 1), st.sampled_from(list(Confidence)), st.floats(0.1, 10)), min_size=1))
def test_the_bonus_never_lifts_more_than_honest_confidence_could(given: list[tuple[float, Confidence, float]]) -> None:
    """A bonus above nought needs levels that tell right from wrong; of responses all alike there is none."""
    weights = [weight for *_, weight in given]
    fractions = [fraction for fraction, *_ in given]
    earned = [mark(fraction, level) for fraction, level, _ in given]
    accuracy, average, bonus = summary(weights, fractions, earned)
    assert 0 <= accuracy <= 1 + 1e-9
    best = sum(
        weight * max(mark(fraction, level) for level in Confidence)
        for weight, fraction in zip(weights, fractions, strict=True)
    )
    assert average <= best / sum(weights) + 1e-9
    assert -0.9 - 1e-9 <= bonus <= 0.3 + 1e-9


@pytest.mark.parametrize(("given_", "is_told"), [(4, False), (5, True)])
def test_levels_are_told_from_five_responses_with_a_confidence_on(given_: int, is_told: bool) -> None:
    told = marks(attempt_of(*[(1, SURE)] * (given_ - 1), (0, GUESS), (1, None)))
    assert told is not None
    assert len(told.levels) == 2
    assert told.calibration == (told.levels if is_told else ())
