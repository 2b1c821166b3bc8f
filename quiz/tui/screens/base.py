"""What every screen of the app has: services, navigation, title bar, body, keys, and room."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from textual import on
from textual.app import App, ComposeResult
from textual.events import Resize
from textual.screen import ModalScreen, Screen
from textual.widgets import Static
from textual.worker import Worker, WorkerState

from quiz.tui.textual_private import ScreenGuards
from quiz.tui.widgets.frame import KeyBar, TitleBar, ask_for_room

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.dom import DOMNode as Node

    from quiz.tui.navigation import Navigation
    from quiz.tui.services import Services
else:
    Node = object  # a second node among the bases would take the place of the screen: its styles, and its parts

NOT_SAVED = "Not saved: scores are gone when you leave."
T = TypeVar("T")


class Host(App[int]):
    """An app as its screens know it."""

    services: Services
    navigation: Navigation
    is_light: bool = False
    """Whether the terminal has a light background."""


class Guest(Node):
    """What a screen reaches of its app: the services and the navigation, nothing else."""

    @property
    def services(self) -> Services:
        return self._host.services

    @property
    def navigation(self) -> Navigation:
        return self._host.navigation

    @property
    def _host(self) -> Host:
        app = self.app
        assert isinstance(app, Host)
        return app


class QuizScreen(Guest, ScreenGuards, Screen[None]):
    """A whole screen. Subclasses yield their body and fill the title bar."""

    GUIDE: ClassVar[str] = ""
    """What the help says about this screen before its keys."""
    IS_FULL: ClassVar[bool] = False
    """Whether the page is as wide as the screen."""
    is_settled = False
    """Whether it is decided what becomes of what is not saved here, so that the screen may go."""

    def compose(self) -> ComposeResult:
        yield TitleBar(is_full=self.IS_FULL)
        yield from self.compose_body()
        yield KeyBar(is_full=self.IS_FULL)

    def compose_body(self) -> ComposeResult:
        raise NotImplementedError

    def on_screen_resume(self) -> None:
        """Say on every screen if nothing is kept, once that is known: opening the store takes longer than a frame."""
        if not self.services.is_open:
            return
        notices = self.query(".unsaved")
        if self.services.store.saved or self.services.surface.waits:
            notices.remove()
        elif not notices:
            self.mount(Static(NOT_SAVED, classes="unsaved"), after=self.title_bar)

    @on(Resize)
    def ask_for_room(self, event: Resize) -> None:
        """Say where there is too little room."""
        ask_for_room(self, event.size)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Let a fault in a thread end the program like any other."""
        raise_fault(event, self.app)

    def show_changes(self) -> None:
        """Show what the services have read meanwhile: the library, or what is due."""

    @property
    def holds_back(self) -> bool:
        """Whether an exam is under way here, which tells nothing before it is handed in."""
        return False

    def leave(self) -> bool:
        """Keep what is not kept yet, before the screen goes. Return False where that fails, and then it stays."""
        return True

    def stay_and_ask(self, message: str, answers: dict[str, str], settle: Callable[[str | None], None]) -> bool:
        """Ask, once, what is to become of what is not saved, and stay: for `leave` to return."""
        if not self.navigation.is_at("decision"):
            self.navigation.decide(message, answers, settle)
        return False

    def leave_now(self) -> None:
        """Go where the person was going before the screen asked."""
        self.is_settled = True
        self.navigation.go_on_leaving()

    @property
    def title_bar(self) -> TitleBar:
        return self.query_one(TitleBar)

    @property
    def is_narrow(self) -> bool:
        return self.has_class("-narrow") or self.has_class("-cramped")


class Dialog(Guest, ScreenGuards, ModalScreen[T], Generic[T]):
    """What stands over a screen until it is answered."""


def raise_fault(event: Worker.StateChanged, app: App[int]) -> None:
    """Raise what went wrong in a thread, unless the app is leaving already."""
    if event.state is WorkerState.ERROR and event.worker.error is not None and not app._exit:  # noqa: SLF001
        raise event.worker.error
