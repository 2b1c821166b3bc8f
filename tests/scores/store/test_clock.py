"""A clock that was ahead is told with the attempt that did it, and what it left is put right."""

import shutil
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from quiz.practice.response import DONT_KNOW
from quiz.practice.types import Mode
from quiz.scores.learning import learning
from quiz.scores.recorder import AttemptRecorder
from quiz.scores.store.audit import audit
from quiz.scores.store.base import Store
from quiz.scores.store.clock import REMEDY, ahead, mend_clock
from quiz.scores.store.engine import open_store, unsaved_store
from tests.scores.conftest import START, Begin, Clock

FAR = datetime(2040, 1, 1, 9, tzinfo=UTC)
TODAY = START.date()


def answer(recorder: AttemptRecorder, count: int = 1) -> None:
    for _ in range(count):
        position = recorder.attempt.next_open()
        assert position is not None
        recorder.step(recorder.attempt.go(position))
        recorder.answer(DONT_KNOW, 1)


def days(recorder: AttemptRecorder, store: Store) -> list[date]:
    return [entry.taken.day for entry in store.load(recorder.attempt.uid).log]


@pytest.fixture
def spoilt(store: Store, begin: Begin, clock: Clock) -> Sequence[AttemptRecorder]:
    """An attempt before, one of which the second response was given with a clock that was ahead, and one after."""
    before, during, after = begin(store, seed=1), begin(store, seed=2), begin(store, seed=3)
    answer(before, 2)
    answer(during)
    clock.now = FAR
    answer(during)
    clock.now = START + timedelta(days=3)
    answer(after, 2)
    clock.now = START + timedelta(days=5)
    answer(after, 1)
    return before, during, after


NOW = START + timedelta(days=6)


def test_a_log_without_a_day_to_come_has_nothing_to_be_told(either_store: Store, begin: Begin) -> None:
    assert ahead(either_store, "Ada", START) is None
    answer(begin(either_store))
    for now in (START, START - timedelta(days=1), START + timedelta(days=400)):
        assert ahead(either_store, "Ada", now) is None
    assert mend_clock(either_store, START).responses == 0


def test_a_clock_that_was_ahead_is_told_with_the_attempt_that_did_it(
    store: Store, spoilt: Sequence[AttemptRecorder]
) -> None:
    found = ahead(store, "Ada", NOW)
    assert found is not None
    assert found.uid == spoilt[1].attempt.uid
    assert (found.responses, found.last, found.today) == (4, FAR.date(), NOW.date())
    for text in (found.uid[:8], "2040-01-01", "2026-11-28", REMEDY):
        assert text in found.message
    assert ahead(store, "Bob", NOW) is None
    assert ahead(store, "Ada", FAR) is None


@pytest.mark.parametrize(("days_ahead", "told"), [(0, False), (1, False), (2, True)])
def test_a_day_ahead_is_no_more_than_a_journey(store: Store, begin: Begin, days_ahead: int, told: bool) -> None:
    answer(begin(store))
    assert (ahead(store, "Ada", START - timedelta(days=days_ahead)) is not None) is told


def test_what_was_answered_since_gets_the_days_on_which_it_was(
    data: Path, store: Store, spoilt: Sequence[AttemptRecorder]
) -> None:
    before, during, after = spoilt
    assert days(after, store) == [FAR.date()] * 3
    mended = mend_clock(store, NOW)
    assert (mended.responses, mended.attempts) == (4, 2)
    assert days(before, store) == [TODAY] * 2
    third, fifth = TODAY + timedelta(days=3), TODAY + timedelta(days=5)
    assert days(during, store) == [TODAY, third]
    assert days(after, store) == [third, third, fifth]
    assert store.last_day("Ada") == fifth
    assert ahead(store, "Ada", NOW) is None
    assert learning(store, "Ada", now=lambda: NOW).today == NOW.date()
    assert mended.backup == data / "backups" / "scores-2026-11-28-090000-before-fix-clock.db"
    assert mended.backup.exists()
    assert list(audit(store)) == []
    again = mend_clock(store, NOW)
    assert (again.responses, again.attempts, again.backup) == (0, 0, None)


def test_no_time_to_come_is_left_and_the_order_stays(store: Store, spoilt: Sequence[AttemptRecorder]) -> None:
    order = [one.key for one in store.history("Ada")]
    mend_clock(store, NOW)
    history = store.history("Ada")
    assert [one.key for one in history] == order
    times = [one.at for one in history if one.at is not None]
    assert times == sorted(times)
    assert max(times) < NOW


def test_the_copy_made_before_has_what_was_there(
    data: Path, store: Store, spoilt: Sequence[AttemptRecorder], tmp_path: Path
) -> None:
    mended = mend_clock(store, NOW)
    assert mended.backup is not None
    (tmp_path / "old").mkdir()
    mended.backup.rename(tmp_path / "old" / "scores.db")
    old = open_store(tmp_path / "old")
    assert old.last_day("Ada") == FAR.date()
    old.close()


def test_an_attempt_taken_whole_with_a_clock_ahead_is_of_now(store: Store, begin: Begin, clock: Clock) -> None:
    clock.now = FAR
    recorder = begin(store)
    answer(recorder, 9)
    assert recorder.attempt.finished is not None
    mend_clock(store, NOW)
    loaded = store.load(recorder.attempt.uid)
    assert loaded.started <= loaded.log[0].taken.at <= loaded.log[-1].taken.at
    assert loaded.finished == loaded.log[-1].taken.at == NOW
    assert days(recorder, store) == [NOW.date()] * 9
    assert store.summaries(sort="newest")[0].started <= NOW


def test_an_attempt_that_was_only_begun_is_of_now(store: Store, begin: Begin, clock: Clock) -> None:
    clock.now = FAR
    uid = begin(store, mode=Mode.EXAM).attempt.uid
    mended = mend_clock(store, NOW)
    assert (mended.responses, mended.attempts) == (0, 1)
    assert store.load(uid).started == NOW


def test_the_days_of_others_stay_and_those_of_all_who_are_ahead_are_mended(
    store: Store, begin: Begin, clock: Clock
) -> None:
    ada, bob, eve = begin(store), begin(store, learner="Bob"), begin(store, learner="Eve")
    answer(bob)
    clock.now = NOW + timedelta(days=1)
    answer(eve)  # a day ahead, as by a journey
    clock.now = FAR
    answer(ada)
    begun = begin(store, learner="Dan")
    answer(begun)
    mend_clock(store, NOW)
    assert (days(ada, store), days(begun, store)) == ([NOW.date()], [NOW.date()])
    assert days(bob, store) == [TODAY]
    assert days(eve, store) == [NOW.date() + timedelta(days=1)]


def test_the_learning_day_turns_in_the_zone_and_at_the_hour_of_the_learner(
    store: Store, begin: Begin, clock: Clock
) -> None:
    recorder = begin(store)
    clock.now = FAR
    answer(recorder)
    clock.now = datetime(2026, 11, 24, 1, tzinfo=UTC)  # 10 in the morning in Seoul, still the 23rd here
    answer(recorder)
    seoul = timezone(timedelta(hours=9))
    mend_clock(store, NOW.astimezone(seoul))
    assert days(recorder, store)[-1] == date(2026, 11, 24)


def test_a_store_in_memory_is_mended_without_a_copy(begin: Begin, clock: Clock) -> None:
    store = unsaved_store()
    clock.now = FAR
    answer(begin(store))
    mended = mend_clock(store, NOW)
    assert (mended.responses, mended.backup) == (1, None)
    store.close()


def test_what_cannot_be_copied_is_not_changed(data: Path, store: Store, spoilt: Sequence[AttemptRecorder]) -> None:
    from quiz.scores.store.records import StoreProblem

    folder = data / "backups"
    shutil.rmtree(folder, ignore_errors=True)
    data.mkdir(exist_ok=True)
    folder.write_text("in the way")
    before = list(store.every())
    with pytest.raises(StoreProblem):
        mend_clock(store, NOW)
    assert list(store.every()) == before
