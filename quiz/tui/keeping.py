"""How the steps of an attempt come onto the disk, and what is asked where one does not."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from quiz.scores.store.records import StoreGone, StoreProblem, TakenFurther
from quiz.tui import callbacks

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from quiz.practice.attempt import Attempt
    from quiz.scores.recorder import AttemptRecorder
    from quiz.tui.screens.base import QuizScreen

WAITING: Final = {"t": "go back and try again"}
INSTEAD: Final = {"n": "go on in the file that is there now; what you answered so far is brought into it"}
AGAIN: Final = {"r": "open it again, as it stands now"}


class Keeping:
    """Takes steps of an attempt; a step that cannot be kept is not taken, and the person is asked how to go on."""

    def __init__(
        self, screen: QuizScreen, recorder: AttemptRecorder, went_on: Callable[[bool], Awaitable[None]]
    ) -> None:
        """`went_on` is called once the person has chosen, with whether the attempt is another by now."""
        self.recorder = recorder
        self._screen = screen
        self._went_on = went_on
        self._is_asking = False
        self._is_waiting = False

    @property
    def attempt(self) -> Attempt:
        return self.recorder.attempt

    def do(self, step: Callable[[], object]) -> bool:
        """Take a step, and say whether it is kept."""
        if self._is_waiting:
            return False
        try:
            step()
        except StoreProblem as problem:
            if self._screen.services.can_wait_for(problem):
                self._wait(step)
            else:
                self.ask_about(problem)
            return False
        return True

    def _wait(self, step: Callable[[], object]) -> None:
        """Take the step once it can be kept, and go on where it leads."""
        self._is_waiting = True

        def is_done() -> bool:
            try:
                self.recorder.repeat(step)
            except StoreProblem as problem:
                return not self._screen.services.can_wait_for(problem) and self._end_waiting(problem)
            return True

        async def go_on() -> None:
            if self._is_waiting:
                self._is_waiting = False
                await self._went_on(True)

        self._screen.navigation.wait(is_done, go_on)

    def _end_waiting(self, problem: StoreProblem) -> bool:
        self._is_waiting = False
        callbacks.later(self._screen, self.ask_about, problem)
        return True

    def go_to(self, after: Attempt) -> bool:
        """Go on to another state of the attempt, and say whether it is kept."""
        return self.do(partial(self.recorder.step, after))

    def confirm(self) -> bool:
        """See to it that what was answered stands in the file that the person will find; ask where that fails."""
        services = self._screen.services
        try:
            self.recorder.confirm()
        except StoreGone as gone:
            try:
                services.go_on_instead(self.recorder, gone)
            except StoreProblem as problem:
                self.ask_about(StoreGone(problem.place, problem.message))
                return False
            services.warn(f"{gone}.\nWhat you answered so far was brought into the file that is there now.")
        return True

    def ask_about(self, problem: StoreProblem) -> None:
        """Say that something was not kept, and offer what can be done: one question at a time."""
        if self._is_asking:
            return
        self._is_asking = True
        offers = AGAIN if isinstance(problem, TakenFurther) else INSTEAD if isinstance(problem, StoreGone) else {}
        message = f"This was not saved, so it does not count yet.\n{problem}"
        last = self._screen.services.surface.unsaved or WAITING
        self._screen.navigation.decide(message, offers | last, partial(self._go_on, problem))

    async def _go_on(self, problem: StoreProblem, answer: str | None) -> None:
        self._is_asking = False
        match answer:
            case "u":
                self._screen.services.go_on_unsaved(self.recorder)
                await self._went_on(False)
            case "n" if isinstance(problem, StoreGone):
                await self._go_on_instead(problem)
            case "r" if (attempt := self._screen.services.load(self.attempt.uid)) is not None:
                self.recorder.attempt = attempt
                await self._went_on(True)

    async def _go_on_instead(self, problem: StoreGone) -> None:
        before = self.attempt
        try:
            self._screen.services.go_on_instead(self.recorder, problem)
        except StoreProblem as again:
            self.ask_about(StoreGone(again.place, again.message))
            return
        is_further = (self.attempt.log, self.attempt.finished) != (before.log, before.finished)
        if is_further:
            self._screen.services.tell("The attempt was taken further in that file; it goes on from there.")
        await self._went_on(is_further)
