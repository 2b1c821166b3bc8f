from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st

from quiz.practice.days import learning_day

BRUSSELS = ZoneInfo("Europe/Brussels")


@pytest.mark.parametrize(
    ("now", "day"),
    [
        (datetime(2026, 3, 1, 3, 59, 59, tzinfo=BRUSSELS), date(2026, 2, 28)),
        (datetime(2026, 3, 1, 4, tzinfo=BRUSSELS), date(2026, 3, 1)),
        (datetime(2026, 3, 1, 23, 59, tzinfo=BRUSSELS), date(2026, 3, 1)),
        (datetime(2026, 1, 1, 0, 30, tzinfo=UTC), date(2025, 12, 31)),
        (datetime(2026, 3, 29, 3, 30, tzinfo=BRUSSELS), date(2026, 3, 28)),  # the night that lacks an hour
        (datetime(2026, 3, 29, 4, 0, tzinfo=BRUSSELS), date(2026, 3, 29)),
        (datetime(2026, 10, 25, 2, 30, fold=1, tzinfo=BRUSSELS), date(2026, 10, 24)),  # the night that has one twice
        (datetime(2026, 10, 25, 3, 59, tzinfo=BRUSSELS), date(2026, 10, 24)),
        (datetime(2026, 10, 25, 4, 0, tzinfo=BRUSSELS), date(2026, 10, 25)),
    ],
)
def test_a_day_turns_at_four_in_the_morning_by_the_clock_on_the_wall(now: datetime, day: date) -> None:
    assert learning_day(now) == day


def test_the_hour_can_be_another() -> None:
    assert learning_day(datetime(2026, 3, 1, 0, 0, tzinfo=UTC), 0) == date(2026, 3, 1)
    assert learning_day(datetime(2026, 3, 1, 11, 59, tzinfo=UTC), 12) == date(2026, 2, 28)


def test_a_clock_set_back_does_not_lead_behind_the_last_day() -> None:
    last = date(2026, 3, 1)
    assert learning_day(datetime(2020, 1, 1, 12, tzinfo=UTC), last=last) == last
    assert learning_day(datetime(2026, 3, 2, 12, tzinfo=UTC), last=last) == date(2026, 3, 2)


def test_flying_west_does_not_lead_behind_the_last_day() -> None:
    seoul = datetime(2026, 3, 2, 8, tzinfo=timezone(timedelta(hours=9)))
    last = learning_day(seoul)
    there = (seoul + timedelta(hours=1)).astimezone(timezone(timedelta(hours=-5)))
    assert there.date() < last
    assert learning_day(there, last=last) == last


@given(st.lists(st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)), min_size=1))
def test_days_never_fall(times: list[datetime]) -> None:
    last: date | None = None
    for time in times:
        day = learning_day(time.replace(tzinfo=UTC), last=last)
        assert last is None or day >= last
        last = day
