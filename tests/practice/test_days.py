from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import repeat
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st
from msgspec.structs import replace

from quiz.practice.draw import Options
from quiz.practice.questions.choice import Judged
from quiz.practice.schedule import due, learning_day, remember
from quiz.practice.types import Key
from quiz.scores.learning import learning
from quiz.scores.recorder import start
from quiz.scores.store.base import Store
from quiz.scores.store.engine import unsaved_store
from quiz.settings import Settings

from .conftest import make_bank, make_question

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


# Through a sitting: what a response is stored under


def sat(store: Store, *times: datetime, day_start: int = 4) -> list[date]:
    """Answer a question at each of the times, and return the days that were stored."""
    settings = Settings(day_start=day_start)
    days = []
    for number, now in enumerate(times):
        bank = make_bank(make_question("true-false", name=f"q{number}"))
        clock = repeat(now)
        recorder = start(store, [bank], learner="Ada", options=Options(), seed=1, settings=settings, now=clock.__next__)
        days.append(recorder.answer(Judged(True), 1.0).log[-1].taken.day)
    return days


@pytest.fixture
def store() -> Iterator[Store]:
    opened = unsaved_store()
    yield opened
    opened.close()


def test_a_response_is_stored_under_its_learning_day_and_in_utc(store: Store) -> None:
    late = datetime(2026, 3, 2, 3, 30, tzinfo=BRUSSELS)
    assert sat(store, late, late + timedelta(hours=1)) == [date(2026, 3, 1), date(2026, 3, 2)]
    assert [logged.at for logged in store.history("Ada")] == [
        datetime(2026, 3, 2, 2, 30, tzinfo=UTC),
        datetime(2026, 3, 2, 3, 30, tzinfo=UTC),
    ]


def test_the_hour_of_the_settings_is_that_of_the_day(store: Store) -> None:
    assert sat(store, datetime(2026, 3, 2, 1, 0, tzinfo=BRUSSELS), day_start=0) == [date(2026, 3, 2)]


def test_a_clock_set_back_keeps_the_day_and_the_order_of_the_log(store: Store) -> None:
    noon = datetime(2026, 3, 2, 12, tzinfo=UTC)
    assert sat(store, noon, noon - timedelta(days=40), noon + timedelta(days=1)) == [
        date(2026, 3, 2),
        date(2026, 3, 2),
        date(2026, 3, 3),
    ]
    assert [logged.key.question for logged in store.history("Ada")] == ["q0", "q1", "q2"]


def test_another_learner_has_a_calendar_of_their_own(store: Store) -> None:
    sat(store, datetime(2026, 3, 2, 12, tzinfo=UTC))
    assert store.last_day("Ada") == date(2026, 3, 2)
    assert store.last_day("Bob") is None


def test_a_flight_and_a_summer_time_night_leave_what_is_due_as_it_was(store: Store) -> None:
    seoul = datetime(2026, 3, 28, 9, tzinfo=ZoneInfo("Asia/Seoul"))
    sat(store, seoul)
    (memory,) = learning(store, "Ada", now=lambda: seoul).memories.values()
    for place in ("Asia/Seoul", "Europe/Brussels", "America/New_York", "Pacific/Kiritimati"):
        there = datetime(2026, 3, 30, 12, tzinfo=ZoneInfo(place))
        learned = learning(store, "Ada", now=lambda there=there: there)  # type: ignore[misc]
        assert learned.today == date(2026, 3, 30)
        assert list(learned.memories.values()) == [memory]
        assert due(learned.memories, learned.memories, learned.today) == [Key("bank", "q0")]
    night = learning(store, "Ada", now=lambda: datetime(2026, 3, 30, 3, 59, tzinfo=BRUSSELS))
    assert due(night.memories, night.memories, night.today) == []


@given(st.lists(st.integers(-400, 400), min_size=1, max_size=6))
def test_the_schedule_hangs_on_the_stored_days_and_not_on_the_clock(jumps: list[int]) -> None:
    noon = datetime(2026, 3, 2, 12, tzinfo=UTC)
    with closing(unsaved_store()) as store:
        days = sat(store, *(noon + timedelta(days=jump) for jump in jumps))
        log = store.history("Ada")
    assert days == sorted(days)
    assert remember(log) == remember([replace(one, at=noon) for one in log])
