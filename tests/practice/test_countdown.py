import pytest
from hypothesis import given, strategies as st

from quiz.practice.countdown import Countdown


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_it_runs_from_the_moment_it_is_watched(clock: Clock) -> None:
    countdown = Countdown(60.0, clock)
    clock.now += 30
    assert countdown.now() == 60
    countdown.run()
    clock.now += 10
    assert countdown.now() == 50


def test_running_it_twice_does_not_set_it_back(clock: Clock) -> None:
    countdown = Countdown(60.0, clock)
    countdown.run()
    clock.now += 10
    countdown.run()
    clock.now += 10
    assert countdown.now() == 40


def test_it_is_over_at_nought_and_goes_no_further(clock: Clock) -> None:
    countdown = Countdown(60.0, clock)
    countdown.run()
    clock.now += 59.9
    assert [countdown.is_over, countdown.now()] == [False, pytest.approx(0.1)]
    clock.now += 100
    assert [countdown.is_over, countdown.now()] == [True, 0]


def test_without_a_limit_it_is_never_over(clock: Clock) -> None:
    countdown = Countdown(None, clock)
    countdown.run()
    clock.now += 1e9
    assert countdown.now() is None
    assert not countdown.is_over


@pytest.mark.parametrize("running", [True, False])
def test_another_rest_goes_on_as_before(clock: Clock, running: bool) -> None:
    countdown = Countdown(60.0, clock)
    if running:
        countdown.run()
    clock.now += 50
    countdown.set(300.0)
    assert countdown.now() == 300
    clock.now += 20
    assert countdown.now() == (280 if running else 300)


def test_it_can_be_switched_off_and_on(clock: Clock) -> None:
    countdown = Countdown(60.0, clock)
    countdown.run()
    countdown.set(None)
    clock.now += 1000
    assert countdown.now() is None
    countdown.set(10.0)
    clock.now += 4
    assert countdown.now() == 6


@given(st.floats(0, 1e6), st.lists(st.tuples(st.sampled_from(["run", "wait"]), st.floats(0, 1e5))))
def test_what_is_left_never_grows_and_never_falls_below_nought(limit: float, steps: list[tuple[str, float]]) -> None:
    clock = Clock()
    countdown = Countdown(limit, clock)
    before = limit
    for step, seconds in steps:
        if step == "run":
            countdown.run()
        clock.now += seconds
        left = countdown.now()
        assert left is not None
        assert 0 <= left <= before
        before = left
