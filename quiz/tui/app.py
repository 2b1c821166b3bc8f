"""The app: what its screens share, and how one leads to the next."""

import asyncio
import os
import select
import signal
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property, partial
from pathlib import Path
from typing import ClassVar, TypeVar

from textual import work
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.command import Provider
from textual.content import Content
from textual.screen import Screen
from textual.worker import Worker, WorkerState, get_current_worker

from quiz.authoring.drafts import Drafts
from quiz.bank.addresses import openable
from quiz.files import FileProblem, sweep, write_private
from quiz.library.library import Entry, Library, library_folders, open_library
from quiz.paths import bundled_banks_folder, cache_folder, config_folder, data_folder, own_banks_folder, written_folders
from quiz.practice.attempt import Attempt, Item
from quiz.practice.draw import DEFAULT_COUNT, EmptyDraw, Learning, Options, too_few
from quiz.practice.schedule import due
from quiz.practice.types import Key, Mode
from quiz.scores.recorder import Sitting, learning, local_now, new_seed, start, start_retake
from quiz.scores.store.clock import ClockAhead, ahead
from quiz.scores.store.sqlite.store import (
    NoSuchAttempt,
    Store,
    StoreGone,
    StoreProblem,
    open_for_a_look,
    open_instead,
    open_store,
    unsaved_store,
)
from quiz.settings import Settings, learner_name, load_settings
from quiz.text import clean, clean_line
from quiz.tui.bytes_typed import tolerate
from quiz.tui.colours import legible
from quiz.tui.screens.base import Choice, QuizScreen
from quiz.tui.screens.home import HomeScreen
from quiz.tui.widgets.frame import SMALLEST_HEIGHT, SMALLEST_WIDTH

T = TypeVar("T")
CRASH_LOG = "crash.log"
HANGUP = 129
"""The exit code after SIGHUP, a signal that Windows does not have."""
THEMES = (
    *("textual-dark", "textual-light", "nord", "gruvbox", "tokyo-night", "monokai", "dracula"),
    *("catppuccin-mocha", "catppuccin-latte", "solarized-light", "solarized-dark"),
)
"""The themes on offer, the app's own first."""
DEFAULTS = Options()


@dataclass(frozen=True)
class Launch:
    """What to open right away instead of the list of banks."""

    entries: Sequence[Entry] = ()
    options: Options = DEFAULTS
    seed: int | None = None
    mode: Mode = Mode.PRACTICE
    attempt: Attempt | None = None
    edit: Path | None = None
    preview: Path | None = None
    line: int = 1


def _question_finder() -> type[Provider]:
    from quiz.tui.palette import QuestionProvider  # noqa: PLC0415 - not needed for the first paint

    return QuestionProvider


class QuizApp(App[int]):
    """The quiz program on the screen."""

    TITLE = "Quiz"
    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = True
    COMMANDS = App.COMMANDS | {_question_finder}

    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 - Textual declares it as an attribute
        (0, "-cramped"),
        (SMALLEST_WIDTH, "-narrow"),
        (70, "-usual"),
        (120, "-wide"),
    ]
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (SMALLEST_HEIGHT, "-low"), (20, "-tall")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "help", "Help", show=False, tooltip="What this screen is for, and its keys"),
        Binding("ctrl+q", "quit", "Quit", show=False, priority=True, tooltip="Leave; nothing is lost"),
    ]

    def __init__(self, learner: str | None = None, launch: Launch | None = None) -> None:
        super().__init__()
        self.settings, self._settings_problems = load_settings(config_folder())
        self._learner_given = learner
        self.learner = learner_name(learner, self.settings)
        self.library: Library | None = None
        self.learning: Learning | None = None
        self.written: Path | None = None
        """The bank that was saved last, to be highlighted at home."""
        self._launch = launch
        self._store_problem: StoreProblem | None = None
        self._told_clock: set[str] = set()
        self._then: Callable[[], None] = self.exit

    @cached_property
    def store(self) -> Store:
        """The store; one in memory where the real one cannot be opened."""
        try:
            store = open_store(data_folder())
        except StoreProblem as problem:
            self._store_problem = problem
            return unsaved_store()
        store.tell = self.warn
        return store

    def warn(self, text: str) -> None:
        """Show what a person should know and can read in peace."""
        self.notify(text, severity="warning", timeout=15, markup=False)

    # Life

    def get_default_screen(self) -> Screen[object]:
        return HomeScreen()  # type: ignore[return-value]

    def on_mount(self) -> None:
        self._watch_signals()
        self.show_theme(self.settings.theme)
        for problem in self._settings_problems:
            self.notify(problem, severity="warning", timeout=15, markup=False)
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
            self.exit(None, 2)
        else:
            self._open_launch()

    def _open_launch(self) -> None:
        if self._launch is None:
            return
        if self._launch.edit is not None:
            self.edit(self._launch.edit, line=self._launch.line)
        elif self._launch.preview is not None:
            self.preview(self._launch.preview, self._launch.line)
        elif self._launch.attempt is not None:
            self.show_attempt(Sitting(self.store, self._launch.attempt, self.settings))
        elif self._launch.entries:
            launch = self._launch
            self.begin(launch.entries, launch.options, new_seed() if launch.seed is None else launch.seed, launch.mode)

    def _watch_signals(self) -> None:
        """Leave in order when the system asks for it, so that the terminal is left as it was found."""
        if sys.platform == "win32":
            return
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, self._leave_on_signal, 128 + number)
        if sys.stdin.isatty() and not self.is_headless:
            self.set_interval(1, self._leave_closed_window)

    def _leave_closed_window(self) -> None:
        """Leave where the terminal is gone and no signal came: without one of its own a program gets none."""
        if _is_window_closed():
            self._leave_on_signal(HANGUP)

    def _fatal_error(self) -> None:
        """Put the trace of a fault into a file: on the screen it would show the answers."""
        import traceback  # noqa: PLC0415 - only when something went wrong

        path = data_folder() / CRASH_LOG
        said = f"The program stopped on a fault of its own. What you answered is kept. Details: {clean(str(path))}"
        try:
            write_private(path, f"{datetime.now(UTC).isoformat()}\n{clean(traceback.format_exc())}".encode())
        except FileProblem:
            said = "The program stopped on a fault of its own. What you answered is kept."
        self.exit(1, return_code=1, message=Content(said).plain)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Let a fault in a thread end the program like any other; one that finds it leaving already does not."""
        if event.state is WorkerState.ERROR and event.worker.error is not None and not self._exit:
            raise event.worker.error

    # The library

    @work(thread=True, exclusive=True, group="library", exit_on_error=False)
    def load_library(self) -> None:
        """Read the banks without holding the screen."""
        worker = get_current_worker()
        library = open_library(library_folders(), cache_folder())
        if not worker.is_cancelled:
            self.call_from_thread(self._show_library, library)
        sweep(written_folders(), time.time())

    def _show_library(self, library: Library) -> None:
        self.library = library
        for found in library.diagnostics:
            self.notify(found.message, severity="warning", markup=False)
        for screen in self.screen_stack:
            if isinstance(screen, HomeScreen):
                screen.show_lists()

    @work(thread=True, exclusive=True, group="learning", exit_on_error=False)
    def load_learning(self) -> None:
        """Work out what is due without holding the screen, from a connection of its own."""
        worker = get_current_worker()
        if not self.store.saved:
            return
        told: list[str] = []
        try:
            with closing(open_for_a_look(data_folder())) as store:
                store.problems, store.tell = self.store.problems, told.append
                learned = learning(store, self.learner, self.settings)
                clock = ahead(store, self.learner, local_now(), self.settings.day_start)
        except StoreProblem:
            return  # what is due is not shown; whatever needs the store says what is wrong with it
        if not worker.is_cancelled:
            self.call_from_thread(self._show_learning, learned, told, clock)

    def _show_learning(self, learned: Learning, told: Sequence[str], clock: ClockAhead | None) -> None:
        self.learning = learned
        for text in told:
            self.warn(text)
        if clock is not None and clock.learner not in self._told_clock:
            self._told_clock.add(clock.learner)
            self.warn(clock.message)
        for screen in self.screen_stack:
            if isinstance(screen, HomeScreen):
                screen.show_lists()

    def due_tomorrow(self, attempt: Attempt) -> int:
        """Return how many of the questions of an attempt are due again by tomorrow."""
        learned = self.read_store(lambda store: learning(store, self.learner, self.settings), None)
        if learned is None:
            return 0
        keys = [Key(item.bank, item.question.id) for item in attempt.items]
        return len(due(learned.memories, keys, learned.today + timedelta(days=1)))

    # Attempts

    def start_attempt(self, entries: Sequence[Entry], mode: Mode) -> None:
        count = DEFAULT_COUNT if mode in {Mode.PRACTICE, Mode.EXAM} else None
        self.begin(entries, Options(count=count), new_seed(), mode)

    def start_again(self, attempt: Attempt) -> None:
        """Draw anew from the banks of an attempt, as far as they are still there."""
        ids = dict.fromkeys(item.bank for item in attempt.items)
        found = [self.library.find(bank) for bank in ids] if self.library is not None else []
        entries = [entry for entry in found if entry is not None]
        if entries:
            self.begin(entries, attempt.options, new_seed(), attempt.mode)
        else:
            self.notify("These banks are no longer in the library.", severity="warning", markup=False)

    def begin(self, entries: Sequence[Entry], options: Options, seed: int, mode: Mode) -> None:
        """Draw an attempt, put it into the store and show it."""
        banks = [entry.bank for entry in entries if entry.bank is not None]
        drawing = partial(
            start, banks=banks, learner=self.learner, options=options, seed=seed, mode=mode, settings=self.settings
        )
        try:
            sitting = self._with_store(drawing)
        except EmptyDraw as problem:
            self.notify(str(problem), severity="warning", markup=False)
        except StoreProblem as problem:

            def go_on(answer: str | None) -> None:
                if answer == "u":
                    self._go_on_with(unsaved_store())
                    self.begin(entries, options, seed, mode)

            self.push_screen(Choice(f"The attempt cannot be kept.\n{problem}", {"u": "go on unsaved"}), go_on)
        else:
            drawn = len(sitting.attempt.items)
            is_short = options.count is not None and drawn < options.count and mode is not Mode.REVIEW
            self.show_attempt(sitting, note=too_few(drawn, options) if is_short else "")

    def go_on_unsaved(self, sitting: Sitting) -> None:
        """Carry the attempt over into a store in memory."""
        store = unsaved_store()
        store.save(None, sitting.attempt)
        self._go_on_with(store)
        sitting.store = store

    def _go_on_with(self, store: Store) -> None:
        self.store.close()
        self.store = store

    def go_on_instead(self, sitting: Sitting, gone: StoreGone) -> None:
        """Carry the attempt over into the store that is there now, in the place of the one that is gone.

        Raises `StoreProblem` where there is none that can be opened, or it takes nothing.
        """
        if sitting.store is self.store:
            self._open_instead(gone)
        sitting.move(self.store)

    def _open_instead(self, gone: StoreGone) -> None:
        self.store = open_instead(self.store, gone)
        if self.store.notice:
            self.notify(self.store.notice, severity="warning", timeout=20, markup=False)

    def _with_store(self, use: Callable[[Store], T]) -> T:
        """Use the store; where it is gone, say so and use the one that is there now. Raises what `use` raises."""
        try:
            self.store.check_place()
            return use(self.store)
        except StoreGone as gone:
            self._open_instead(gone)
            self.notify(f"{gone}.\nThe app goes on with the file that is there now.", timeout=15, markup=False)
            return use(self.store)

    def continue_attempt(self, uid: str) -> None:
        attempt = self.read_store(lambda store: store.load(uid), None)
        if attempt is not None:
            self.show_attempt(Sitting(self.store, attempt, self.settings))

    def discard_attempt(self, uid: str) -> None:
        self.read_store(lambda store: store.delete(uid, datetime.now(UTC)), None)

    def read_store(self, read: Callable[[Store], T], instead: T) -> T:
        """Return what `read` finds in the store; where it cannot be read, say so and return `instead`."""
        try:
            return self._with_store(read)
        except (StoreProblem, NoSuchAttempt) as problem:
            self.notify(str(problem), severity="error", timeout=15, markup=False)
            return instead

    # Screens

    def show_attempt(self, sitting: Sitting, again: Sequence[int] = (), note: str = "") -> None:
        """Take an attempt; with `again`, try those items of a finished one once more. `note` is said at its start."""
        from quiz.tui.screens.attempt import AttemptScreen  # noqa: PLC0415 - not needed for the first paint

        self._replace(AttemptScreen(sitting, again, note))

    def show_result(self, sitting: Sitting) -> None:
        from quiz.tui.screens.result import ResultScreen  # noqa: PLC0415

        self._replace(ResultScreen(sitting))

    def show_scores(self) -> None:
        from quiz.tui.screens.scores import ScoresScreen  # noqa: PLC0415

        self._replace(ScoresScreen())

    def show_progress(self) -> None:
        """Work out the learner's progress and show it; the charts are loaded only here."""
        from quiz.scores.progress.load import progress_of  # noqa: PLC0415
        from quiz.tui.screens.progress import ProgressScreen  # noqa: PLC0415

        entries = self.library.playable if self.library is not None else ()
        banks = [entry.bank for entry in entries if entry.bank is not None]
        figures = self.read_store(lambda store: progress_of(store, self.learner, banks, self.settings), None)
        if figures is not None:
            self._replace(ProgressScreen(figures))

    def pick_question(self, keys: Sequence[Key], prompts: Sequence[str]) -> None:
        """Let the person pick one of some questions, and open its page."""
        from quiz.tui.screens.pick import Pick  # noqa: PLC0415

        self.push_screen(
            Pick("Which question?", list(prompts)),
            lambda place: None if place is None else self.show_question(keys[place]),
        )

    def show_question(self, key: Key, item: Item | None = None) -> None:
        """Open the page of a question: `item` as it is, or else as the learner met it last."""
        from quiz.tui.screens.question import QuestionScreen  # noqa: PLC0415

        if item is None:
            item = self.read_store(lambda store: store.newest_item(self.learner, key), None)
        if item is not None:
            self.push_screen(QuestionScreen(item))

    def retake(self, uid: str, *, only_wrong: bool) -> None:
        """Take the questions of a past attempt again, or only those that were not wholly right."""
        attempt = self.read_store(lambda store: store.load(uid), None)
        if attempt is None or (only_wrong and self._is_secret(attempt)):
            return
        positions = attempt.wrong_positions() if only_wrong else range(len(attempt.items))
        if not positions:
            self.notify("Nothing was wrong in that attempt.", markup=False)
            return
        sitting = self.read_store(
            lambda store: start_retake(store, attempt, positions, seed=new_seed(), settings=self.settings), None
        )
        if sitting is not None:
            self.show_attempt(sitting)

    def show_setup(self, chosen: Sequence[str]) -> None:
        """Set up an attempt as the last one was; `chosen` are the ids of the banks that are on."""
        from quiz.tui.screens.setup import SetupScreen  # noqa: PLC0415

        if self.library is None:
            return
        last = self.read_store(lambda store: store.last_asked(self.learner), None)
        mode, options, banks = last if last is not None else (Mode.PRACTICE, Options(), ())
        self._replace(SetupScreen(self.library.playable, chosen or banks, mode, options))

    def show_settings(self) -> None:
        from quiz.tui.screens.settings import SettingsScreen  # noqa: PLC0415

        self._replace(SettingsScreen())

    # Writing banks

    @property
    def drafts(self) -> Drafts:
        """Where text of banks is kept that is not saved yet."""
        return Drafts(data_folder() / "drafts")

    def edit(self, path: Path, *, line: int = 1, text: str | None = None, take_up: bool = False) -> None:
        """Edit a bank file at a line; one that is not there begins with `text`.

        With `take_up` text of it that was never saved is gone on with.
        """
        from quiz.authoring.bank_file import open_manuscript  # noqa: PLC0415
        from quiz.authoring.templates import new_bank  # noqa: PLC0415
        from quiz.bank.identifiers import named  # noqa: PLC0415
        from quiz.tui.screens.author import AuthorScreen  # noqa: PLC0415

        try:
            manuscript = open_manuscript(path, bundled=path.resolve().is_relative_to(bundled_banks_folder().resolve()))
        except FileProblem as problem:
            self.notify(f"{clean_line(str(path))}: {problem.message}.", severity="error", timeout=15, markup=False)
            return
        if manuscript.is_new and text is None:
            name = clean_line(path.stem)
            text = new_bank(named(name, "bank"), name.replace("-", " ").capitalize() or "Bank", modeline=False)
        self._replace(AuthorScreen(manuscript, text, line, take_up=take_up))

    def write_bank(self) -> None:
        """Ask for the title of a new bank, and edit it."""
        from quiz.authoring.templates import new_bank  # noqa: PLC0415
        from quiz.bank.identifiers import free, named  # noqa: PLC0415
        from quiz.tui.screens.ask import Ask  # noqa: PLC0415

        def begin(title: str | None) -> None:
            if title is not None:
                taken = {entry.id for entry in self.library.entries} if self.library is not None else set()
                taken |= {"sources", *(path.stem for path in own_banks_folder().glob("*"))}
                name = free(named(title, "bank"), taken)
                self.edit(own_banks_folder() / f"{name}.yaml", text=new_bank(name, title, modeline=False))

        ask = Ask("A new bank. What is its title?", lambda title: None if title else "A bank needs a title.")
        self.push_screen(ask, begin)

    def preview(self, path: Path, line: int = 1) -> None:
        """Show a bank file as a learner sees it, at the question on a line, and follow what is saved."""
        from quiz.tui.screens.preview import PreviewScreen  # noqa: PLC0415

        self._replace(PreviewScreen(path, line))

    def look_back(self, attempt: Attempt, position: int) -> None:
        from quiz.tui.screens.lookback import LookbackScreen  # noqa: PLC0415

        self.push_screen(LookbackScreen(attempt, position))

    def open_past(self, uid: str) -> None:
        attempt = self.read_store(lambda store: store.load(uid), None)
        if attempt is not None and not self._is_secret(attempt):
            self.look_back(attempt, 0)

    def _is_secret(self, attempt: Attempt) -> bool:
        """Say whether an attempt may tell no verdict yet, and tell the person so."""
        if attempt.holds_back:
            self.notify("An exam tells nothing before it is handed in; continue it from home.", markup=False)
        return attempt.holds_back

    def go_home(self) -> None:
        if not self._leave_screens(self.go_home):
            return
        while len(self.screen_stack) > 1:
            self.pop_screen()

    def _replace(self, screen: Screen[None]) -> None:
        """Put a screen over home, in the place of all that is there."""
        if self._exit:
            return  # a key that came after the one that left
        if not self._leave_screens(lambda: self._replace(screen)):
            return
        while len(self.screen_stack) > 2:
            self.pop_screen()
        if len(self.screen_stack) > 1:
            self.switch_screen(screen)
        else:
            self.push_screen(screen)

    def _leave_screens(self, then: Callable[[], None]) -> bool:
        """Let every screen keep what it has before it goes. Return whether all could, else `then` can come later."""
        self._then = then
        left = [screen.leave() for screen in self.screen_stack if isinstance(screen, QuizScreen)]
        return all(left)

    def go_on_leaving(self) -> None:
        """Do what a screen held up that could not be left at once."""
        self._then()

    async def action_quit(self) -> None:
        was_asked = isinstance(self.screen, Choice)
        if self._leave_screens(self.exit) or was_asked:
            self.exit()

    def _leave_on_signal(self, code: int) -> None:
        self._leave_screens(self.exit)
        if _is_window_closed():
            # What was answered or typed is on disk. Textual would go on reading from a terminal that is gone with all
            # the power there is, or wait for ever until something is written to it.
            os._exit(code)
        self.exit(None, code)

    # Settings

    def apply_settings(self, settings: Settings) -> None:
        self.settings = settings
        self.learner = learner_name(self._learner_given, settings)
        self.show_theme(settings.theme)

    def get_css_variables(self) -> dict[str, str]:
        return legible(super().get_css_variables())

    def theme_names(self) -> list[str]:
        """Return the themes on offer: those whose every text is legible here."""
        return [name for name in THEMES if name in self.available_themes]

    def show_theme(self, name: str) -> None:
        """Show a theme by name; an empty name, or one that is not on offer, is the app's own."""
        self.theme = name if name in self.theme_names() else THEMES[0]

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
        yield SystemCommand("Progress", "Scores over time, mastery, what is due, and more", self.show_progress)
        yield SystemCommand("New bank", "Write a question bank of your own", self.write_bank)
        yield SystemCommand("Keys and help", "What this screen is for, and its keys", self.action_help)
        yield SystemCommand("Settings", "Learner, retention, new questions a day, colours", self.show_settings)
        yield SystemCommand("Quit", "Leave; nothing is lost", self.action_quit)
        for active in screen.active_bindings.values():
            binding = active.binding
            if active.enabled and active.node is screen and binding.show and binding.description:
                yield SystemCommand(
                    binding.description,
                    binding.tooltip or "",
                    partial(screen.run_action, binding.action),
                )


def _is_window_closed() -> bool:
    """Tell whether the terminal that the app was started in is gone."""
    if sys.platform == "win32":
        return False
    watch = select.poll()
    watch.register(sys.stdin.fileno(), 0)
    return any(event & select.POLLHUP for _, event in watch.poll(0))


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
    return _run(QuizApp(learner, launch))


def open_bank_file(path: Path, line: int = 1, *, preview: bool = False) -> int:
    """Run the app where a bank file is edited, or previewed. Returns its exit code."""
    launch = Launch(preview=path, line=line) if preview else Launch(edit=path, line=line)
    return _run(QuizApp(launch=launch))


def _run(app: QuizApp) -> int:
    tolerate()
    app.run()
    return app.return_code or 0
