"""What home says is to go is what the day goes on to ask, with lessons and with what was left open."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import pytest

from quiz.bank.model import Bank
from quiz.practice.draw import NothingDue, Options, Purpose, bank_keys, lesson_options
from quiz.practice.lessons import lesson_path
from quiz.practice.today import Today, today
from quiz.practice.types import Key, Mode
from quiz.scores.learning import learning
from quiz.scores.lessons import lesson_of_today
from quiz.scores.recorder import AttemptRecorder, left_open, start
from quiz.scores.store.base import Store
from quiz.settings import Settings
from tests.examples import TIMES
from tests.scores.week.calendar import WallClock
from tests.scores.week.learner import NAME, ForgetfulLearner, write_banks

SETTINGS: Final = Settings()
TODAY: Final = Options(count=SETTINGS.set_size, purpose=Purpose.TODAY)
DAYS: Final = 14


class Days:
    """A learner who goes on with today, and now and then leaves amid a set or a lesson."""

    def __init__(self, store: Store, banks: Sequence[Bank], seed: int) -> None:
        self.store = store
        self.banks = banks
        self.learner = ForgetfulLearner(seed)
        self.clock = WallClock()
        self.lessons = 0
        self.left_amid_lessons = 0

    def say(self) -> Today:
        keys = [key for bank in self.banks for key in bank_keys(bank)]
        return today(learning(self.store, NAME, SETTINGS, self.clock), keys, SETTINGS.goal, lesson_path(self.banks))

    def live(self, day: datetime, most: int) -> None:
        """Answer what today asks, up to so many; hold what was said on the way against what was asked after it."""
        self.clock.set(day)
        said: list[tuple[Today, int]] = []
        asked: list[Key] = []
        while len(asked) < most and (recorder := self._next()) is not None:
            positions = recorder.attempt.open_positions
            for position in positions[: self.learner.chance.randint(1, len(positions))]:
                said.append((self.say(), len(asked)))
                recorder.step(recorder.attempt.go(position))
                recorder.answer(self.learner.response(recorder.attempt.item, day.date()), seconds=10)
                asked.append(recorder.attempt.item.key)
        if len(asked) < most:
            assert self.say().is_done
            for told, before in said:
                assert told.to_go == len(set(asked[before:])), told.waiting
        self.left_amid_lessons += sum(told.is_amid_lesson for told, _ in said)

    def _next(self) -> AttemptRecorder | None:
        """Return what enter on home's card leads to; None where the day is done."""
        if (uid := left_open(self.store, NAME, self.banks, TODAY, Mode.REVIEW)) is not None:
            return AttemptRecorder(self.store, self.store.load(uid), SETTINGS, self.clock)
        lesson = lesson_of_today(self.store, NAME, self.banks, TODAY, SETTINGS, self.clock)
        try:
            if lesson is None:
                return self._start(TODAY, Mode.REVIEW)
            self.lessons += 1
            return self._start(lesson_options(lesson, Purpose.TODAY), Mode.PRACTICE, lesson.keys)
        except NothingDue:
            return None

    def _start(self, options: Options, mode: Mode, only: Sequence[Key] | None = None) -> AttemptRecorder:
        return start(
            self.store,
            self.banks,
            learner=NAME,
            options=options,
            seed=1,
            mode=mode,
            settings=SETTINGS,
            now=self.clock,
            only=only,
        )


@pytest.mark.parametrize("seed", range(1, 1 + TIMES))
def test_what_is_to_go_is_what_is_asked_until_the_day_is_done(store: Store, tmp_path: Path, seed: int) -> None:
    days = Days(store, write_banks(tmp_path, with_lessons=True), seed)
    for number in range(DAYS):
        is_left_early = days.learner.chance.random() < 0.3
        most = days.learner.chance.randint(1, 9) if is_left_early else 1000
        days.live(datetime(2027, 3, 1 + number, 12, tzinfo=UTC), most)
    assert days.lessons == 5
    assert days.left_amid_lessons
