"""One open attempt a purpose, and none that was left without a response."""

import contextlib
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec import structs

from quiz.bank.model import Bank
from quiz.practice.draw import Options, Purpose
from quiz.practice.questions.typed import Typed
from quiz.practice.response import DONT_KNOW
from quiz.practice.types import Mode
from quiz.scores.recorder import AttemptRecorder, clear_away, left_open, start
from quiz.scores.store.base import Store
from quiz.scores.store.engine import open_store
from quiz.scores.unsubmitted import Unsubmitted
from quiz.settings import Settings

from .conftest import Begin, Clock

SET = Options(count=3)
TODAY = Options(count=3, purpose=Purpose.TODAY)


def open_uids(store: Store) -> list[str]:
    return [summary.uid for summary in store.summaries(open_only=True)]


@pytest.mark.parametrize(
    ("options", "mode", "same"),
    [
        (SET, Mode.REVIEW, True),
        (structs.replace(SET, count=12, confidence=True), Mode.REVIEW, True),
        (structs.replace(SET, tags=("un",)), Mode.REVIEW, False),
        (TODAY, Mode.REVIEW, False),
        (SET, Mode.MISTAKES, False),
        (SET, Mode.PRACTICE, False),
        (SET, Mode.EXAM, False),
    ],
)
def test_a_review_that_was_left_open_is_gone_on_with(
    store: Store, begin: Begin, nine: Bank, options: Options, mode: Mode, same: bool
) -> None:
    review = begin(store, options=SET, mode=Mode.REVIEW)
    begin(store, options=structs.replace(options, purpose=None), mode=Mode.PRACTICE)
    assert left_open(store, "Ada", [nine], options, mode) == (review.attempt.uid if same else None)
    assert left_open(store, "Bob", [nine], options, mode) is None


def test_the_newest_of_the_same_purpose_is_gone_on_with_until_it_is_finished(
    store: Store, begin: Begin, nine: Bank
) -> None:
    begin(store, options=TODAY, mode=Mode.REVIEW)
    newest = begin(store, options=TODAY, mode=Mode.REVIEW, seed=2)
    assert left_open(store, "Ada", [nine], TODAY, Mode.REVIEW) == newest.attempt.uid
    newest.hand_in()
    assert left_open(store, "Ada", [nine], TODAY, Mode.REVIEW) != newest.attempt.uid


def test_a_review_of_other_banks_is_another(store: Store, begin: Begin, nine: Bank) -> None:
    other = structs.replace(nine, id="other")
    begin(store, nine, other, options=Options(count=None), mode=Mode.REVIEW)
    assert left_open(store, "Ada", [nine], SET, Mode.REVIEW) is None
    assert left_open(store, "Ada", [nine, other], SET, Mode.REVIEW) is not None


def test_what_was_left_without_a_response_is_gone(store: Store, begin: Begin, tmp_path: Path) -> None:
    unsubmitted = Unsubmitted(tmp_path)
    recorder = begin(store, options=SET)
    assert recorder.leave(unsubmitted)
    assert open_uids(store) == []
    assert store.restore(recorder.attempt.uid)


def some_with_something_in_them(store: Store, begin: Begin, unsubmitted: Unsubmitted) -> Sequence[AttemptRecorder]:
    """Begin an attempt with a response, one with an answer that was not submitted, an exam, and a finished one."""
    answered, written, exam, finished = (
        begin(store, options=SET, mode=mode) for mode in (Mode.PRACTICE, Mode.REVIEW, Mode.EXAM, Mode.PRACTICE)
    )
    answered.answer(DONT_KNOW, 1)
    unsubmitted.keep(written.attempt.uid, 0, Typed("Pyon"))
    finished.hand_in()
    return answered, written, exam, finished


def test_what_has_something_in_it_stays_when_it_is_left(store: Store, begin: Begin, tmp_path: Path) -> None:
    unsubmitted = Unsubmitted(tmp_path)
    recorders = some_with_something_in_them(store, begin, unsubmitted)
    for recorder in recorders:
        assert not recorder.leave(unsubmitted)
    assert len(open_uids(store)) == 3


def test_what_a_killed_program_left_empty_is_gone_at_the_next_start(
    data: Path, store: Store, begin: Begin, tmp_path: Path, clock: Clock
) -> None:
    unsubmitted = Unsubmitted(tmp_path)
    kept = {recorder.attempt.uid for recorder in some_with_something_in_them(store, begin, unsubmitted)[:3]}
    for seed in range(3):
        begin(store, options=SET, mode=Mode.REVIEW, seed=seed)
    other = open_store(data)
    clear_away(store, unsubmitted, clock)
    assert len(open_uids(store)) == 6  # they may be what the other program shows
    other.close()
    clock.now += timedelta(minutes=1)
    clear_away(store, unsubmitted, clock)
    assert set(open_uids(store)) == kept
    with contextlib.closing(open_store(data)) as again:
        assert set(open_uids(again)) == kept


def test_the_setting_decides_whether_what_was_wrong_comes_again(store: Store, nine: Bank, clock: Clock) -> None:
    for until_right in (True, False):
        recorder = start(
            store, [nine], learner="Ada", options=SET, seed=1, settings=Settings(until_right=until_right), now=clock
        )
        assert store.load(recorder.attempt.uid).comes_again is until_right


def test_with_the_questions_of_a_beginner_today_has_begun(store: Store, begin: Begin, nine: Bank) -> None:
    first = begin(store, options=Options(count=3, purpose=Purpose.FIRST))
    assert left_open(store, "Ada", [nine], TODAY, Mode.REVIEW) == first.attempt.uid
    assert left_open(store, "Ada", [nine], Options(count=3, purpose=Purpose.AHEAD), Mode.REVIEW) is None
    assert left_open(store, "Ada", [nine], SET, Mode.REVIEW) is None


def test_what_another_program_began_is_not_deleted_by_who_goes_on_with_it(
    store: Store, begin: Begin, tmp_path: Path
) -> None:
    begun = begin(store, options=TODAY, mode=Mode.REVIEW).attempt
    assert not AttemptRecorder(store, begun).leave(Unsubmitted(tmp_path))
    assert open_uids(store) == [begun.uid]
