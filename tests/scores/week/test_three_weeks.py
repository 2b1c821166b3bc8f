"""Three weeks with the program: every day is as an independent count of the exported results says."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date
from pathlib import Path
from typing import Final

import pytest

from quiz.bank.model import Bank
from quiz.practice.draw import EmptyDraw, NothingDue, Options, Purpose, bank_keys
from quiz.practice.knowledge import state_of
from quiz.practice.today import Today, today as today_of
from quiz.practice.types import Confidence, Mode
from quiz.scores.learning import learning
from quiz.scores.recorder import AttemptRecorder, left_open, start, start_retake
from quiz.scores.store.base import Store
from quiz.settings import Settings
from tests.conftest import Invoke
from tests.examples import TIMES
from tests.scores.week.calendar import FIRST, LAST, SITTINGS, Session, WallClock
from tests.scores.week.learner import NAME, ForgetfulLearner, write_banks
from tests.scores.week.recount import Counted, count_day

SETTINGS: Final = Settings(goal=20, set_size=12, new_per_day=10)
TODAY: Final = Options(count=SETTINGS.set_size, purpose=Purpose.TODAY)
AHEAD: Final = Options(count=3, purpose=Purpose.AHEAD)


@dataclass
class Weeks:
    """A learner with a store, taken through sittings; what is seen on the way is held against the count."""

    store: Store
    banks: Sequence[Bank]
    learner: ForgetfulLearner
    invoke: Invoke
    clock: WallClock = field(default_factory=WallClock)
    good_news: int = 0
    gone_on: int = 0
    ahead: int = 0
    streaks: dict[date, int] = field(default_factory=dict)

    def sit(self, sitting: Session) -> None:
        """Go on with the day until it is done, its goal is reached, or it is enough."""
        self.clock.set(sitting.begin)
        before = self.check(sitting.day)
        left = sitting.most or 100
        while left and before.figures["done"] < SETTINGS.goal and (recorder := self._next_set(before)) is not None:
            left -= self._answer(recorder, left, sitting.day)
            before = self.check(sitting.day, before)
        before = self._look_ahead(sitting.day, before)
        if self.learner.chance.random() < 0.4:
            self._practise(sitting.day, before)

    def look(self) -> Today:
        """Return what home says."""
        learned = learning(self.store, NAME, SETTINGS, self.clock)
        return today_of(learned, [key for bank in self.banks for key in bank_keys(bank)], SETTINGS.goal)

    def check(self, day: date, before: Counted | None = None) -> Counted:
        """Hold what home says, and what is known of each question, against the exported results."""
        done = self.invoke("export-results", "-", "--learner", NAME)
        assert done.exit_code == 0, done.stderr
        keys = [key for bank in self.banks for key in bank_keys(bank)]
        counted = count_day(
            done.stdout_bytes.splitlines(),
            NAME,
            [(key.bank, key.question) for key in keys],
            day,
            goal=SETTINGS.goal,
            new_a_day=SETTINGS.new_per_day,
        )
        found = self.look()
        said = {name: getattr(found, name) for name in counted.figures}
        said |= {"week": list(map(tuple, found.week)), "to_come": list(found.to_come)}
        assert said == counted.figures
        memories = learning(self.store, NAME, SETTINGS, self.clock).memories
        assert {tuple(key): state_of(memories.get(key)).rank for key in keys} == counted.state
        if before is not None:
            _check_steps(before, counted, day)
        self.streaks[day] = found.streak
        return counted

    def _next_set(self, counted: Counted) -> AttemptRecorder | None:
        """Return the open set, or a new one that is as the day says; None where nothing waits, which is good news."""
        if (uid := left_open(self.store, NAME, self.banks, TODAY, Mode.REVIEW)) is not None:
            self.gone_on += 1
            return AttemptRecorder(self.store, self.store.load(uid), SETTINGS, self.clock)
        try:
            recorder = self._start(TODAY)
        except NothingDue:
            assert not counted.waiting
            self.good_news += 1
            return None
        _check_draw(recorder, counted)
        return recorder

    def _start(self, options: Options) -> AttemptRecorder:
        return start(
            self.store,
            self.banks,
            learner=NAME,
            options=options,
            seed=self.learner.chance.randrange(1_000_000),
            mode=Mode.REVIEW,
            settings=SETTINGS,
            now=self.clock,
        )

    def _answer(self, recorder: AttemptRecorder, most: int, day: date) -> int:
        """Answer what is open, and then again what was not right; return how many responses counted."""
        positions = recorder.attempt.open_positions[:most]
        for position in positions:
            recorder.step(recorder.attempt.go(position))
            recorder.answer(
                self.learner.response(recorder.attempt.item, day),
                seconds=self.learner.chance.uniform(3, 60),
                confidence=self.learner.confidence(),
            )
            assert recorder.attempt.log[-1].taken.day == day
        if recorder.attempt.finished is not None:
            self._put_right(recorder)
        return len(positions)

    def _put_right(self, recorder: AttemptRecorder) -> None:
        before = learning(self.store, NAME, SETTINGS, self.clock)
        assert recorder.attempt.comes_again
        while recorder.attempt.to_put_right:
            position = recorder.attempt.to_put_right[0]
            recorder.retry(position, self.learner.second(recorder.attempt.items[position]), seconds=5)
        assert learning(self.store, NAME, SETTINGS, self.clock) == before

    def _look_ahead(self, day: date, before: Counted) -> Counted:
        """Take some questions ahead of time where the day is done."""
        if before.waiting:
            return before
        try:
            recorder = self._start(AHEAD)
        except NothingDue:
            return before
        asked = {(item.bank, item.question.id) for item in recorder.attempt.items}
        assert len(recorder.attempt.items) <= 3
        assert asked.isdisjoint(before.due | before.new)
        self.ahead += 1
        self._answer(recorder, 3, day)
        return self.check(day, before)

    def _practise(self, day: date, before: Counted) -> None:
        """Take some questions again that were asked last: of one day the schedule sees the first response alone."""
        newest = self.store.load(self.store.summaries(learner=NAME)[0].uid)
        recorder = start_retake(
            self.store, newest, range(len(newest.items))[:4], seed=1, settings=SETTINGS, now=self.clock
        )
        self._answer(recorder, 4, day)
        self.check(day, before)


def _check_draw(recorder: AttemptRecorder, counted: Counted) -> None:
    """Fail where a set is longer than it may be, or has something else than what waits, in the order of the day."""
    asked = [(item.bank, item.question.id) for item in recorder.attempt.items]
    assert len(asked) <= SETTINGS.set_size
    kinds = [0 if one in counted.due else 1 if one in counted.new else 2 for one in asked]
    assert kinds == sorted(kinds)
    assert set(asked) <= counted.due | counted.new | counted.mistakes
    assert kinds.count(1) <= counted.new_left
    if len(asked) < SETTINGS.set_size:  # all that waits was asked, but for variants of what was
        variants = sum(int(question.removeprefix("q")) < 4 for _, question in counted.state)
        assert len(asked) >= counted.waiting - variants


def _check_steps(before: Counted, after: Counted, day: date) -> None:
    """Fail where a question that was not answered went up or down, or one went another way than its answer."""
    already = {(one.bank, one.question) for one in before.answers if one.day == day}
    given = {(one.bank, one.question): one for one in after.answers[len(before.answers) :]}
    for asked, state in after.state.items():
        answer = given.get(asked)
        if answer is None:
            assert state == before.state[asked]
        elif answer.fraction < 1:
            assert state == 1
        elif asked not in already and answer.confidence != Confidence.GUESS.value:
            assert state >= before.state[asked]


@pytest.fixture
def banks(tmp_path: Path) -> Sequence[Bank]:
    return write_banks(tmp_path)


@pytest.mark.parametrize("seed", range(1, 1 + TIMES))
def test_each_day_of_three_weeks_is_as_the_exported_results_say(
    store: Store, banks: Sequence[Bank], invoke: Invoke, seed: int
) -> None:
    weeks = Weeks(store, banks, ForgetfulLearner(seed), invoke)
    for sitting in SITTINGS:
        weeks.sit(sitting)
    assert weeks.good_news
    assert weeks.gone_on
    assert weeks.ahead
    reached = {f"{day:%m-%d}": streak for day, streak in weeks.streaks.items()}
    assert (reached["03-22"], reached["03-25"], reached["03-29"], reached["04-09"]) == (3, 1, 5, 10)
    assert not weeks.look().is_done or weeks.look().waiting == ()
    assert (LAST - FIRST).days == 20


def test_the_instants_of_the_three_weeks_follow_each_other() -> None:
    instants = [sitting.begin.astimezone(UTC) for sitting in SITTINGS]
    assert instants == sorted(set(instants))


def test_no_bank_at_all_is_no_good_news(store: Store, banks: Sequence[Bank], invoke: Invoke) -> None:
    weeks = Weeks(store, [], ForgetfulLearner(1), invoke)
    with pytest.raises(EmptyDraw) as raised:
        weeks._start(TODAY)
    assert not isinstance(raised.value, NothingDue)
