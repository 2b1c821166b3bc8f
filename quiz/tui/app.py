"""The app: its life, from the first screen to the last signal."""

from __future__ import annotations

import asyncio
import os
import select
import signal
import sys
import time
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final

from textual.actions import SkipAction
from textual.content import Content
from textual.events import Key

from quiz.files import FileProblem, write_private
from quiz.paths import data_folder
from quiz.text import clean
from quiz.tui import callbacks
from quiz.tui.background import is_dark
from quiz.tui.callbacks import GONE, while_there
from quiz.tui.colours import complete
from quiz.tui.commands import ALWAYS, bindings
from quiz.tui.interchange import import_file
from quiz.tui.layouts import latin_key
from quiz.tui.navigation import Navigation
from quiz.tui.screen_table import styles_of
from quiz.tui.screens.base import Host, QuizScreen, raise_fault
from quiz.tui.services import Services
from quiz.tui.surface import WHOLE, Surface
from quiz.tui.textual_private import ActionGate, KeysInTurn, Palette, current_node, drop_passing, is_leaving
from quiz.tui.textual_private.driver import guarded
from quiz.tui.textual_private.keyboard import listen
from quiz.tui.themes import begin_with_theme, register
from quiz.tui.widgets.frame import SMALLEST_HEIGHT, SMALLEST_WIDTH

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.actions import ActionParseResult
    from textual.binding import BindingType
    from textual.command import Provider
    from textual.dom import DOMNode
    from textual.driver import Driver
    from textual.events import Event
    from textual.screen import Screen
    from textual.worker import Worker

    from quiz.settings import Settings
    from quiz.tui.background import Inquiry
    from quiz.tui.launch import Launch


STYLES: Final = (Path(__file__).with_name("app.tcss"),)
CRASH_LOG = "crash.log"
AGAIN = 2.0
"""Seconds within which a second ctrl+c leaves."""
INTERRUPTED = 130
HANGUP = 129
"""The exit code after SIGHUP, a signal that Windows does not have."""


def _command_finder() -> type[Provider]:
    from quiz.tui.palette import CommandProvider

    return CommandProvider


def _question_finder() -> type[Provider]:
    from quiz.tui.palette import QuestionProvider

    return QuestionProvider


class QuizApp(ActionGate, KeysInTurn, Host):
    """The quiz program on the screen."""

    TITLE = "Quiz"
    ENABLE_COMMAND_PALETTE = True
    COMMANDS = {_command_finder, _question_finder}  # noqa: RUF012 - Textual declares it as an attribute

    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 - Textual declares it as an attribute
        (0, "-cramped"),
        (SMALLEST_WIDTH, "-narrow"),
        (72, "-usual"),
        (120, "-wide"),
    ]
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (SMALLEST_HEIGHT, "-low"), (18, "-medium"), (32, "-tall")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = bindings(*ALWAYS)

    _has_theme = False

    def __init__(
        self,
        learner: str | None = None,
        launch: Launch | None = None,
        inquiry: Inquiry | None = None,
        surface: Surface = WHOLE,
        driver: type[Driver] | None = None,
        settings: Settings | None = None,
    ) -> None:
        """`inquiry`: what the terminal was asked; None without a terminal. `driver`: what draws where there is none.

        `settings`: of a person who is served; None where they have a file of them.
        """
        # The styles of the first screen are read with those of the app: read later, all would be parsed once more.
        first = launch.screen if launch is not None else "home"
        super().__init__(driver_class=driver, css_path=[*STYLES, *styles_of(first)])
        register(self)
        self._has_theme = True
        self._inquiry = inquiry
        self._interrupted = -AGAIN
        """When ctrl+c was pressed last, in seconds of the clock that only goes on."""
        self.services = Services(self, learner, self._show_changes, surface, settings)
        self.navigation = Navigation(self, self.services)
        self.services.wait = self.navigation.wait
        self.is_light = not is_dark(inquiry.read() if inquiry is not None else b"", os.environ)
        begin_with_theme(self, self.services.settings.theme)
        self._launch = launch

    def warn(self, text: str) -> None:
        """Show what a person should know and can read in peace."""
        self.notify(text, severity="warning", timeout=15, markup=False)

    # Life

    def get_driver_class(self) -> type[Driver]:
        return guarded(super().get_driver_class())

    def get_default_screen(self) -> Screen[Any]:
        """Return what is opened first, and nothing beneath: what is not looked at is not built."""
        screen = self.navigation.first(self._launch)
        # It is not what was expected where there is nothing to ask, or a lesson comes first.
        if unread := [path for path in screen.css_path if not self.stylesheet.has_source(str(path), "")]:
            self.stylesheet.read_all(unread)
            self.stylesheet.reparse()
        return screen

    def on_load(self) -> None:
        """Take what the terminal sent while the program was loaded: it is Textual's from here on."""
        if self._inquiry is not None:
            listen(self, self._inquiry.take())

    def on_mount(self) -> None:
        self._watch_signals()
        # What comes back from the background of a shell finds a blank screen; Textual believes that all stands there.
        self.app_resume_signal.subscribe(self, lambda _: self.refresh(layout=True))
        for problem in self.services.settings_problems:
            self.services.tell(problem, "warning", 15)
        callbacks.after_refresh(self, self._begin)  # the banks are read once there is something on the screen

    def _begin(self) -> None:
        services = self.services
        if services.store.notice:
            services.tell(services.store.notice, "warning", 20)
        if services.store_problem is not None and services.surface.waits:
            self.navigation.wait(services.open_again, self._open_launch)
        elif services.store_problem is not None:
            message = f"Scores cannot be kept.\n{services.store_problem}"
            self.navigation.decide(message, services.surface.unsaved | {"q": "quit"}, self._unsaved_or_quit)
        else:
            self._open_launch()
        self._show_changes()
        services.load_library()

    def _unsaved_or_quit(self, answer: str | None) -> None:
        if answer == "q":
            self.exit(None, 2)
        else:
            self._open_launch()

    def _open_launch(self) -> None:
        launch, navigation = self._launch, self.navigation
        if launch is None or not navigation.is_at("home"):
            return  # it is there already
        if launch.edit is not None:
            navigation.edit(launch.edit, line=launch.line)
        elif launch.preview is not None:
            navigation.go("preview", launch.preview, launch.line)
        elif launch.attempt is not None:
            navigation.go("attempt", self.services.recorder(launch.attempt))
        elif launch.entries:
            navigation.begin(launch.entries, launch.options, launch.seed, launch.mode)

    def _watch_signals(self) -> None:
        """Leave in order when the system asks for it, so that the terminal is left as it was found."""
        if sys.platform == "win32":
            return
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, self._leave_on_signal, 128 + number)
        if sys.stdin.isatty() and not self.is_headless:
            callbacks.every(self, 1, self._leave_closed_window)

    def _leave_closed_window(self) -> None:
        """Leave where the terminal is gone and no signal came: without one of its own a program gets none."""
        if _is_window_closed():
            self._leave_on_signal(HANGUP)

    def _fatal_error(self) -> None:
        """Put the trace of a fault into a file: on the screen it would show the answers."""
        import traceback

        path = data_folder() / CRASH_LOG
        said = f"The program stopped on a fault of its own. What you answered is kept. Details: {clean(str(path))}"
        try:
            write_private(path, f"{datetime.now(UTC).isoformat()}\n{clean(traceback.format_exc())}".encode())
        except FileProblem:
            said = "The program stopped on a fault of its own. What you answered is kept."
        self.exit(1, return_code=1, message=Content(said).plain)

    def _handle_exception(self, error: Exception) -> None:
        """Let a fault end the app; that what a leaving node looked for is gone already is none."""
        if not (isinstance(error, GONE) and is_leaving(current_node())):
            super()._handle_exception(error)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Let a fault in a thread end the program like any other; one that finds it leaving already does not."""
        raise_fault(event, self)

    def _show_changes(self) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, QuizScreen) and screen.is_mounted and not is_leaving(screen):
                screen.show_changes()

    async def action_quit(self) -> None:
        self._quit(0)

    def _quit(self, code: int) -> None:
        """Leave once every screen has kept what it has; one that asks first is not asked twice."""
        was_asked = self.navigation.is_at("decision")
        leave = partial(self.exit, None, code)
        if self.navigation.leave(leave) or was_asked:
            leave()

    def action_interrupt(self) -> None:
        """Let what is selected be copied; where nothing is, say once how to leave, and leave at the second time."""
        if self.screen.get_selected_text() or self._selected_text:
            raise SkipAction
        before, self._interrupted = self._interrupted, time.monotonic()
        is_second = self._interrupted - before <= AGAIN
        if self._selected_text is not None:
            if not is_second:
                self.services.tell("Nothing is selected to be copied. Ctrl+Q leaves.", timeout=AGAIN)
        elif is_second:
            self._quit(INTERRUPTED)
        else:
            self.services.tell("Ctrl+C once more leaves; nothing is lost.", timeout=AGAIN)

    def action_help_quit(self) -> None:
        """Say nothing more: that is Textual's own answer to ctrl+c."""

    def action_suspend(self) -> None:
        """Let a text take back a change; elsewhere wait in the background of the shell, where there is one."""
        if self._selected_text is not None:
            raise SkipAction
        if sys.platform != "win32" and not self.is_web and not self.is_headless and os.getsid(0) != os.getpgrp():
            os.killpg(0, signal.SIGTSTP)  # with the programs that started this one, which the shell waits for

    @property
    def _selected_text(self) -> str | None:
        """What is selected in the text that is edited, None where none is: the kinds of fields take long to load."""
        text: str | None = getattr(self.focused, "selected_text", None)
        return text

    def _leave_on_signal(self, code: int) -> None:
        self.navigation.leave(self.exit)
        if _is_window_closed():
            # What was answered or typed is on disk. Textual would go on reading from a terminal that is gone with all
            # the power there is, or wait for ever until something is written to it.
            os._exit(code)
        self.exit(None, code)

    # What works on every screen

    def offers(self, node: DOMNode, action: str) -> bool:
        return self.services.surface.offers(node, action)

    async def on_event(self, event: Event) -> None:
        if isinstance(event, Key) and not event.is_forwarded:
            event = latin_key(event, self.screen)
        await super().on_event(event)

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Do what a key or a click means. One that comes late, for a node that leaves, or to the app, means nothing."""
        is_done = True
        if not self._exit:
            with while_there(default_namespace or self):
                is_done = await super().run_action(action, default_namespace, namespaces)
        return is_done

    def action_command_palette(self) -> None:
        if not isinstance(self.screen, Palette):
            drop_passing(self)
            self.push_screen(Palette())

    def get_css_variables(self) -> dict[str, str]:
        """Return the colours; none before the theme is chosen: Textual asks for those of its own first."""
        return complete(super().get_css_variables()) if self._has_theme else {}

    def action_home(self) -> None:
        self.navigation.home()

    def action_go(self, name: str) -> None:
        self.navigation.go(name)

    def action_progress(self) -> None:
        self.navigation.show_progress()

    def action_write_bank(self) -> None:
        self.navigation.write_bank()

    def action_import_file(self) -> None:
        import_file(self.navigation)

    def action_help(self) -> None:
        if not self.navigation.is_at("help"):
            self.navigation.open("help", getattr(self.screen, "GUIDE", ""), self.screen.active_bindings)


def _is_window_closed() -> bool:
    """Tell whether the terminal that the app was started in is gone."""
    if sys.platform == "win32":
        return False
    watch = select.poll()
    watch.register(sys.stdin.fileno(), 0)
    return any(event & select.POLLHUP for _, event in watch.poll(0))


def open_app(launch: Launch | None, learner: str | None, inquiry: Inquiry) -> int:
    """Run the app until it is left, and return its exit code."""
    app = QuizApp(learner, launch, inquiry)
    app.run()
    return INTERRUPTED if app.return_code is None else app.return_code
