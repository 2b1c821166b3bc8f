"""The app as it runs in a session: what it says to the server besides what it draws, and when it ends."""

from __future__ import annotations

from contextlib import closing, suppress
from typing import TYPE_CHECKING, Final, NamedTuple

from quiz.settings import DEFAULTS, Settings, settings_of
from quiz.text import clean_line
from quiz.tui import callbacks
from quiz.tui.app import QuizApp
from quiz.tui.launch import Launch
from quiz.tui.screen_table import is_screen
from quiz.tui.surface import LEARNER, TEACHER
from quiz.tui.textual_private.web import SessionDriver
from quiz.tui.themes import show_theme

if TYPE_CHECKING:
    from quiz.practice.attempt import Attempt

_TOLD_EVERY: Final = 1.0
"""Seconds after which the server is told again where a person is, where that changed."""


class SessionApp(QuizApp):
    """The app of one person, which tells the server where they are."""

    def __init__(self, learner: str, uid: str | None, *, is_teacher: bool) -> None:
        """`uid`: of the attempt to go on with; None for home."""
        self._beginning = _beginning(learner, uid)
        """How the session begins; None until the store answers."""
        self._uid = uid
        begins = self._beginning or Beginning(DEFAULTS, None)
        surface = TEACHER if is_teacher else LEARNER
        super().__init__(learner, begins.launch, surface=surface, driver=SessionDriver, settings=begins.settings)
        self._told: dict[str, object] = {}

    def on_mount(self) -> None:
        super().on_mount()
        callbacks.every(self, _TOLD_EVERY, self._tell_place)

    def _open_launch(self) -> None:
        if self._beginning is None and (later := _beginning(self.services.learner, self._uid)) is not None:
            self._beginning, self._launch = later, later.launch
            self.services.apply(later.settings)
            show_theme(self, later.settings.theme)
        super()._open_launch()

    def _tell_place(self) -> None:
        place = self._place()
        if place != self._told and isinstance(self._driver, SessionDriver):
            self._told = place
            self._driver.write_meta({"type": "place", **place})

    def _place(self) -> dict[str, object]:
        for screen in reversed(self.screen_stack):
            if is_screen(screen, "attempt"):
                attempt: Attempt = screen.attempt
                item = attempt.items[attempt.position]
                return {
                    "attempt": attempt.uid,
                    "question": f"{item.bank}/{item.question.id}",
                    "number": attempt.position + 1,
                    "of": len(attempt.items),
                    "answered": attempt.answered,
                }
        return {"attempt": None, "question": None}


def open_session(person: str, uid: str | None, *, is_teacher: bool) -> int:
    """Run the app for a person, and return its exit code. uid: of the attempt to go on with; None for home."""
    app = SessionApp(clean_line(person), uid, is_teacher=is_teacher)
    app.run()
    return app.return_code or 0


class Beginning(NamedTuple):
    """How a session begins, as the store has it. launch: what to go on with; None for home."""

    settings: Settings
    launch: Launch | None


def _beginning(person: str, uid: str | None) -> Beginning | None:
    """Return how the session of a person begins; None where the store does not answer."""
    from quiz.paths import data_folder
    from quiz.scores.store.engine import open_for_a_look
    from quiz.scores.store.records import BadAttempt, NoSuchAttempt, StoreProblem

    attempt = None
    try:
        with closing(open_for_a_look(data_folder())) as store:
            settings = settings_of(store.preferences(person))
            with suppress(NoSuchAttempt, BadAttempt):
                attempt = store.load(uid) if uid is not None else None
    except StoreProblem:
        return None
    return Beginning(settings, Launch(attempt=attempt) if attempt is not None and attempt.finished is None else None)
