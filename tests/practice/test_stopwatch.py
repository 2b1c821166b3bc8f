"""Seconds count only while the question is looked at."""

from quiz.practice.stopwatch import Stopwatch


def test_it_counts_while_it_runs_and_stands_still_in_between() -> None:
    now = 10.0
    watch = Stopwatch(lambda: now)
    assert watch.seconds == 0
    watch.start()
    now = 14.0
    watch.stop()
    now = 114.0
    assert watch.seconds == 4
    watch.go_on()
    watch.go_on()
    now = 117.0
    assert watch.seconds == 7
    watch.start()
    assert watch.seconds == 0
