"""Keeping each step of an attempt, also where its store is gone."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, TypeAlias, TypeVar

from quiz.scores.store.base import Store
from quiz.scores.store.engine import open_instead
from quiz.scores.store.records import StoreGone, StoreProblem
from quiz.text import clean

if TYPE_CHECKING:
    from quiz.plain.streams import Streams
    from quiz.practice.attempt import Attempt
    from quiz.scores.recorder import AttemptRecorder

Reopen: TypeAlias = Callable[[Store, StoreGone], Store]
_T = TypeVar("_T")

_MOVES: Final = 3
"""How often one step is taken again in another file, and another file is opened for it, at most."""


class Detour(Exception):
    """The dialogue goes on from another place than the question that was asked."""


class Unknown(Exception):
    """The learner says “don't know” by a command."""


class Keeper:
    """Takes an attempt forward. reopen: opens another store in the place of one that is gone."""

    def __init__(self, recorder: AttemptRecorder, streams: Streams, reopen: Reopen = open_instead) -> None:
        self.recorder = recorder
        self._streams = streams
        self._reopen = reopen

    @property
    def attempt(self) -> Attempt:
        return self.recorder.attempt

    @property
    def store(self) -> Store:
        return self.recorder.store

    def step(self, transition: Callable[[Attempt], Attempt]) -> Attempt:
        """Take a transition of the attempt and keep it. Raises as `keep` does."""
        return self.keep(lambda: self.recorder.step(transition(self.attempt)))

    def keep(self, step: Callable[[], _T]) -> _T:
        """Take a step and keep it; where the store is gone, take it in the store that is there now, and say so.

        Raises `Detour` where the attempt went further there, `StoreGone` where no store can be had, and `StoreProblem`.
        """
        for _ in range(_MOVES):
            try:
                return step()
            except StoreGone as gone:
                self._move(gone)
        return step()

    def confirm(self) -> None:
        """Make sure that the responses are in the file that the person will find."""
        with contextlib.suppress(Detour):
            self.keep(self.recorder.confirm)

    def _move(self, gone: StoreGone) -> None:
        """Go on in the store that is there now. Raises `Detour` and `StoreGone`."""
        note, before = self._streams.note, self.attempt
        note(clean(f"{gone}."))
        self._go_on_instead(gone)
        note("What you answered so far was brought into the file that is there now, and the quiz goes on in it.")
        if (self.attempt.log, self.attempt.finished) != (before.log, before.finished):
            note("The attempt was taken further in that file: it goes on from where it stands there.")
            raise Detour from gone

    def _go_on_instead(self, problem: StoreGone) -> None:
        """Bring the attempt into the store that is there now, or into the next one where that goes meanwhile."""
        store = self.store
        for _ in range(_MOVES):
            try:
                store = self._reopen(store, problem)
                if store.notice:
                    self._streams.note(clean(store.notice))
                self.recorder.move(store)
            except StoreGone as again:
                problem = again
            except StoreProblem as again:
                problem = StoreGone(again.place, again.message)
            else:
                return
        raise problem
