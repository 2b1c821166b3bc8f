"""What a store must hold after a program was killed."""

import contextlib
import sqlite3
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from quiz.practice.attempt import Attempt
from quiz.practice.questions.choice import Judged
from quiz.scores.store.engine import open_store
from quiz.scores.store.records import StoreProblem
from quiz.scores.store.sqlite.open import FILE_NAME

if TYPE_CHECKING:
    from tests.terminal.conftest import Place

QUESTIONS = 40
LONG_BANK = "id: long\ntitle: Long\nlanguage: en\nquestions:\n" + "".join(
    f"  - {{id: q{number}, type: true-false, prompt: 'Statement {number}.', answer: {str(number % 3 > 0).lower()}}}\n"
    for number in range(QUESTIONS)
)


class Loss(AssertionError):
    """Something that was shown as taken is gone, or what is left is not sound."""


class State(NamedTuple):
    """An attempt as far as it was answered: position and value of each response, and whether it is finished."""

    log: tuple[tuple[int, bool], ...] = ()
    finished: bool = False

    def answer(self, value: bool, position: int | None = None) -> "State":
        """Answer the next question, or one again; the same one twice in a row is one response."""
        at = len(self.log) if position is None else position
        before = self.log[:-1] if self.log and self.log[-1][0] == at else self.log
        return State((*before, (at, value)))

    def undo(self) -> "State":
        return State(self.log[:-1])

    @property
    def answered(self) -> int:
        """How many questions have a response."""
        return len(dict(self.log))


class Ledger:
    """The attempts that were killed in a place, by their seeds, as the store had them when it was looked at last."""

    def __init__(self, place: "Place") -> None:
        self._place = place
        self._kept: dict[int, State] = {}

    def check(self, seed: int, is_right: Callable[[State | None], bool], shown: str) -> State | None:
        """Look whether the attempt with a seed is in a state that `is_right`; None stands for no attempt.

        `shown` says what a person saw of it. Return its state. Raises `Loss`.
        """
        with contextlib.closing(open_store(self._place.data)) as store:
            if store.notice is not None:
                raise Loss(f"seed {seed}: {store.notice}")
            try:
                newest = [store.load(summary.uid) for summary in store.summaries(limit=1)]
            except StoreProblem as problem:
                raise Loss(f"seed {seed}: {problem}") from problem
            there = len(store.uids())
        attempt = next((attempt for attempt in newest if attempt.seed == seed), None)
        state = None if attempt is None else state_of(attempt)
        if state is not None:
            self._kept[seed] = state
        if not is_right(state):
            raise Loss(f"seed {seed}: shown: {shown}; kept: {told(state)}")
        # Whoever starts next clears away what was killed before anything was answered, unless it is killed as well.
        answered = sum(bool(kept.log) for kept in self._kept.values())
        if not answered <= there <= len(self._kept):
            raise Loss(f"seed {seed}: {there} attempts are kept, not {answered} to {len(self._kept)}")
        self._check_file(seed)
        return state

    def check_all(self) -> None:
        """Hold every attempt of the store against what it was right after its kill. Raises `Loss`."""
        found = {attempt.seed: state_of(attempt) for attempt in self._place.attempts()}
        wanted = {seed: kept for seed, kept in self._kept.items() if kept.log or seed in found}
        if found != wanted:
            changed = [seed for seed in {*found, *wanted} if found.get(seed) != wanted.get(seed)]
            raise Loss(f"attempts changed after their kill: {changed}")

    def _check_file(self, seed: int) -> None:
        """Hold the file, its references and its totals against one another."""
        with contextlib.closing(sqlite3.connect(self._place.data / FILE_NAME)) as connection:
            for check, sound in (("integrity_check", [("ok",)]), ("foreign_key_check", [])):
                if (said := connection.execute(f"pragma {check}").fetchall()) != sound:
                    raise Loss(f"seed {seed}: {check} says {said[:3]}")
            for table in ("attempt", "part"):
                answered, points = connection.execute(f"select total(answered), total(score) from {table}").fetchone()
                counted, scored = connection.execute(
                    "select count(*), total(points) from response where counts = 1"
                ).fetchone()
                if (answered, points) != (counted, scored):
                    raise Loss(
                        f"seed {seed}: {table} has {answered}, {points} in total, the responses {counted}, {scored}"
                    )


def state_of(attempt: Attempt) -> State:
    log = []
    for entry in attempt.log:
        assert isinstance(entry.taken.response, Judged)
        log.append((entry.position, entry.taken.response.value))
    return State(tuple(log), attempt.finished is not None)


def told(state: State | None) -> str:
    if state is None:
        return "no attempt"
    return f"{len(state.log)} responses ending in {state.log[-2:]}{', finished' if state.finished else ''}"
