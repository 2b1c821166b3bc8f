"""The app: what its screens share, and how one leads to the next."""

import asyncio
import signal
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property, partial
from typing import ClassVar, TypeVar

from textual import work
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.worker import get_current_worker

from quiz.bank.library import Entry, Library, library_folders, open_library
from quiz.paths import cache_folder, data_folder
from quiz.practice.attempt import Attempt
from quiz.practice.citing import openable
from quiz.practice.draw import EmptyDraw, Options
from quiz.practice.terms import Mode
from quiz.scores.sitting import Sitting, local_now, new_seed, start
from quiz.scores.store import NoSuchAttempt, Store, StoreProblem, open_store, unsaved_store
from quiz.settings import learner_name
from quiz.text import clean, counted
from quiz.tui.screens.base import Choice
from quiz.tui.screens.home import HomeScreen

T = TypeVar("T")
CRASH_LOG = "crash.log"
DEFAULTS = Options()


@dataclass(frozen=True)
class Launch:
    """What to open right away instead of the list of banks."""

    entries: Sequence[Entry] = ()
    options: Options = DEFAULTS
    seed: int | None = None
    mode: Mode = Mode.PRACTICE
    attempt: Attempt | None = None


class QuizApp(App[int]):
    """The quiz program on the screen."""

    TITLE = "Quiz"
    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = True

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "help", "Help", show=False, tooltip="What this screen is for, and its keys"),
        Binding("ctrl+q", "quit", "Quit", show=False, priority=True, tooltip="Leave; nothing is lost"),
    ]

    def __init__(self, learner: str | None = None, launch: Launch | None = None) -> None:
        super().__init__()
        self.learner = learner_name(learner)
        self.library: Library | None = None
        self._launch = launch
        self._store_problem: StoreProblem | None = None

    @cached_property
    def store(self) -> Store:
        """The store; one in memory where the real one cannot be opened."""
        try:
            return open_store(data_folder())
        except StoreProblem as problem:
            self._store_problem = problem
            return unsaved_store()

    # Life

    def get_default_screen(self) -> Screen[object]:
        return HomeScreen()  # type: ignore[return-value]

    def on_mount(self) -> None:
        self._watch_signals()
        if self.store.notice:
            self.notify(self.store.notice, severity="warning", timeout=20, markup=False)
        if self._store_problem is not None:
            message = f"Scores cannot be kept.\n{self._store_problem}"
            self.push_screen(Choice(message, {"u": "go on unsaved", "q": "quit"}), self._unsaved_or_quit)
        else:
            self._open_launch()
        self.load_library()

    def _unsaved_or_quit(self, answer: str | None) -> None:
        if answer == "q":
            self.exit(2)
        else:
            self._open_launch()

    def _open_launch(self) -> None:
        if self._launch is None:
            return
        if self._launch.attempt is not None:
            self.show_attempt(Sitting(self.store, self._launch.attempt))
        elif self._launch.entries:
            self._begin(self._launch.entries, self._launch.options, self._launch.seed, self._launch.mode)

    def _watch_signals(self) -> None:
        """Leave in order when the system asks for it, so that the terminal is left as it was found."""
        if sys.platform == "win32":
            return
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, self.exit, None, 128 + number)

    def _fatal_error(self) -> None:
        """Put the trace of a fault into a file: on the screen it would show the answers."""
        import traceback  # noqa: PLC0415 - only when something went wrong

        path = data_folder() / CRASH_LOG
        said = f"The program stopped on a fault of its own. What you answered is kept. Details: {path}"
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            path.write_text(f"{datetime.now(UTC).isoformat()}\n{clean(traceback.format_exc())}", encoding="utf-8")
        except OSError:
            said = "The program stopped on a fault of its own. What you answered is kept."
        self.exit(1, return_code=1, message=Content(said).plain)

    # The library

    @work(thread=True, exclusive=True, group="library", exit_on_error=False)
    def load_library(self) -> None:
        """Read the banks without holding the screen."""
        worker = get_current_worker()
        library = open_library(library_folders(), cache_folder())
        if not worker.is_cancelled:
            self.call_from_thread(self._show_library, library)

    def _show_library(self, library: Library) -> None:
        self.library = library
        for found in library.diagnostics:
            self.notify(found.message, severity="warning", markup=False)
        for screen in self.screen_stack:
            if isinstance(screen, HomeScreen):
                screen.show_lists()

    # Attempts

    def start_attempt(self, entries: Sequence[Entry], count: int | None) -> None:
        self._begin(entries, Options(count=count), None, Mode.PRACTICE)

    def start_again(self, attempt: Attempt) -> None:
        """Draw anew from the banks of an attempt, as far as they are still there."""
        ids = dict.fromkeys(item.bank for item in attempt.items)
        found = [self.library.find(bank) for bank in ids] if self.library is not None else []
        entries = [entry for entry in found if entry is not None]
        if entries:
            self._begin(entries, attempt.options, None, attempt.mode)
        else:
            self.notify("These banks are no longer in the library.", severity="warning", markup=False)

    def _begin(self, entries: Sequence[Entry], options: Options, seed: int | None, mode: Mode) -> None:
        banks = [entry.bank for entry in entries if entry.bank is not None]
        try:
            sitting = start(
                self.store,
                banks,
                learner=self.learner,
                options=options,
                seed=new_seed() if seed is None else seed,
                mode=mode,
                now=local_now,
            )
        except EmptyDraw as problem:
            self.notify(str(problem), severity="warning", markup=False)
        except StoreProblem as problem:
            self.push_screen(
                Choice(f"The attempt cannot be kept.\n{problem}", {"u": "go on unsaved"}),
                lambda answer: self._begin_unsaved(answer, entries, options, seed, mode),
            )
        else:
            if options.count is not None and len(sitting.attempt.items) < options.count:
                there_are = counted(len(sitting.attempt.items), "question")
                self.notify(f"There are only {there_are} of that kind; all are asked.", markup=False)
            self.show_attempt(sitting)

    def _begin_unsaved(
        self, answer: str | None, entries: Sequence[Entry], options: Options, seed: int | None, mode: Mode
    ) -> None:
        if answer == "u":
            self.store = unsaved_store()
            self._begin(entries, options, seed, mode)

    def go_on_unsaved(self, sitting: Sitting) -> None:
        """Carry the attempt over into a store in memory."""
        store = unsaved_store()
        store.save(None, sitting.attempt)
        self.store = sitting.store = store

    def continue_attempt(self, uid: str) -> None:
        attempt = self.read_store(lambda store: store.load(uid), None)
        if attempt is not None:
            self.show_attempt(Sitting(self.store, attempt))

    def discard_attempt(self, uid: str) -> None:
        self.read_store(lambda store: store.delete(uid), None)

    def read_store(self, read: Callable[[Store], T], instead: T) -> T:
        """Return what `read` finds in the store; where it cannot be read, say so and return `instead`."""
        try:
            return read(self.store)
        except (StoreProblem, NoSuchAttempt) as problem:
            self.notify(str(problem), severity="error", timeout=15, markup=False)
            return instead

    # Screens

    def show_attempt(self, sitting: Sitting) -> None:
        from quiz.tui.screens.attempt import AttemptScreen  # noqa: PLC0415 - not needed for the first paint

        self._replace(AttemptScreen(sitting))

    def show_result(self, sitting: Sitting) -> None:
        from quiz.tui.screens.result import ResultScreen  # noqa: PLC0415

        self._replace(ResultScreen(sitting))

    def show_scores(self) -> None:
        from quiz.tui.screens.scores import ScoresScreen  # noqa: PLC0415

        self._replace(ScoresScreen())

    def look_back(self, attempt: Attempt, position: int) -> None:
        from quiz.tui.screens.lookback import LookbackScreen  # noqa: PLC0415

        self.push_screen(LookbackScreen(attempt, position))

    def open_past(self, uid: str) -> None:
        attempt = self.read_store(lambda store: store.load(uid), None)
        if attempt is not None:
            self.look_back(attempt, 0)

    def go_home(self) -> None:
        while len(self.screen_stack) > 1:
            self.pop_screen()

    def _replace(self, screen: Screen[None]) -> None:
        """Put a screen over home, in the place of what is there."""
        if len(self.screen_stack) > 1:
            self.switch_screen(screen)
        else:
            self.push_screen(screen)

    def action_help(self) -> None:
        from quiz.tui.screens.help import Help  # noqa: PLC0415

        if not isinstance(self.screen, Help):
            self.push_screen(Help(getattr(self.screen, "GUIDE", ""), self.screen.active_bindings))

    def open_shown_url(self, url: str) -> None:
        """Open an address in the browser that stands on the screen already; nothing but http and https."""
        if openable(url):
            self.open_url(url)
            self.notify(f"Opened {url}", markup=False)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        yield SystemCommand("Home", "Go to the list of banks", self.go_home)
        yield SystemCommand("Scores", "Look at past attempts", self.show_scores)
        yield SystemCommand("Keys and help", "What this screen is for, and its keys", self.action_help)
        yield SystemCommand("Theme", "Change the colours", self.action_change_theme)
        yield SystemCommand("Quit", "Leave; nothing is lost", self.action_quit)
        for active in screen.active_bindings.values():
            binding = active.binding
            if active.enabled and active.node is screen and binding.show and binding.description:
                yield SystemCommand(
                    binding.description,
                    binding.tooltip or "",
                    partial(screen.run_action, binding.action),
                )


def open_app(
    *,
    entries: Sequence[Entry] | None = None,
    options: Options | None = None,
    seed: int | None = None,
    learner: str | None = None,
    mode: Mode = Mode.PRACTICE,
    attempt: Attempt | None = None,
) -> int:
    """Run the app, at an attempt where banks or one to continue are given. Returns its exit code."""
    launch = Launch(tuple(entries or ()), options or Options(), seed, mode, attempt) if entries or attempt else None
    app = QuizApp(learner, launch)
    app.run()
    return app.return_code or 0
