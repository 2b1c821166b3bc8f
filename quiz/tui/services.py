"""What the screens work with: store, library, learner, settings, unsaved text, and what the learner remembers.

What is not needed before the list of banks is on the screen is loaded when it is first used.
"""

from __future__ import annotations

import contextlib
import time
from contextlib import closing
from datetime import UTC, datetime
from functools import cached_property, partial
from typing import TYPE_CHECKING, Literal, TypeAlias, TypeVar

from textual.worker import get_current_worker

from quiz.files import signature, sweep
from quiz.library.folders import library_folders
from quiz.library.listing import BankLine, bank_lines, load_listing, save_listing
from quiz.paths import STORE_NAME, cache_folder, config_folder, data_folder, written_folders
from quiz.settings import Settings, learner_name, load_settings, save_settings
from quiz.tui import callbacks
from quiz.tui.standing import NOT_KNOWN, Standing, standing
from quiz.tui.surface import WHOLE, Surface

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from textual.app import App

    from quiz.authoring.drafts import Drafts
    from quiz.bank.model import Bank
    from quiz.library.library import Library, LibraryEntry
    from quiz.library.search import Hit, Index
    from quiz.practice.attempt import Attempt
    from quiz.practice.draw import Learning, Options
    from quiz.practice.knowledge import Sequel
    from quiz.practice.remarks import RemarkKind
    from quiz.practice.types import Key, Mode
    from quiz.scores.progress.load import Records
    from quiz.scores.recorder import AttemptRecorder
    from quiz.scores.result import Result
    from quiz.scores.sequel import Knowledge
    from quiz.scores.store.base import Store
    from quiz.scores.store.clock import ClockAhead
    from quiz.scores.store.records import Note, Remark, StoreGone, StoreProblem, Summary
    from quiz.scores.unsubmitted import UnsavedNotes, Unsubmitted

T = TypeVar("T")
Severity: TypeAlias = Literal["information", "warning", "error"]
SHOWN: Severity = "information"


class Services:
    """The state that outlives a screen. `changed` is called when the library or the memories were read anew."""

    def __init__(
        self,
        app: App[int],
        learner: str | None,
        changed: Callable[[], None],
        surface: Surface = WHOLE,
        settings: Settings | None = None,
    ) -> None:
        """`learner`: the name given on the command line, None for the one of the settings or the login name.

        `settings`: of a person who is served; None where they have a file of them.
        """
        self.surface = surface
        """What of the program is offered."""
        self._app = app
        self._changed = changed
        self._learner_given = learner
        self.settings, self.settings_problems = (settings, ()) if settings else load_settings(config_folder())
        self.learner = learner_name(learner, self.settings)
        self.lines = load_listing(cache_folder(), library_folders())
        """What the list of banks shows: as the library was read last, until it is read."""
        self.library: Library | None = None
        """The banks; None while they are being read."""
        self._waiting: Callable[[], None] | None = None
        self._indexed: tuple[Library, Index] | None = None
        """The library that was searched last, with its index."""
        self.bank_files: dict[str, Path] = {}
        """The files of the banks that were opened by their paths, by id."""
        self.learning: Learning | None = None
        """What the learner remembers; None while that is being worked out."""
        self.written: Path | None = None
        """The bank that was saved last, to be highlighted at home."""
        self.left: str | None = None
        """The attempt that was left last, to be highlighted at home."""
        self._stood: tuple[Library, Learning, int, Standing] | None = None
        """What the standing was worked out from last, with what came of it."""
        self.store_problem: StoreProblem | None = None
        self.wait: Callable[[], None] = lambda: None
        """Lets the person wait until the store answers."""
        self._names: dict[str, str] = {}
        """The titles of banks as they were drawn, as far as anybody asked."""
        self._told_clock: set[str] = set()
        """The learners who were told that a clock was ahead."""

    def tell(self, text: str, severity: Severity = SHOWN, timeout: float | None = None) -> None:
        """Say something in passing, for `timeout` seconds."""
        self._app.notify(text, severity=severity, timeout=timeout, markup=False)

    def warn(self, text: str) -> None:
        """Say what a person should know and can read in peace."""
        self.tell(text, "warning", 15)

    def open_shown_url(self, url: str) -> None:
        """Open an address in the browser that stands on the screen already; nothing but http and https."""
        from quiz.bank.addresses import openable

        if openable(url):
            self._app.open_url(url)
            self.tell(f"Opened {url}")

    def bank_file(self, bank: str) -> Path | None:
        """Return the file of a bank: one that was opened by its path, else that of the library; None without one."""
        if bank in self.bank_files:
            return self.bank_files[bank]
        entry = self.library.find(bank) if self.library is not None else None
        return entry.path if entry is not None else None

    def open_shown_picture(self, bank: Path, name: str) -> None:
        """Open a picture beside a bank, of which path and description stand on the screen, in the system's viewer."""
        from quiz.library.pictures import PictureProblem, openable_picture
        from quiz.tui.viewer import open_picture

        try:
            path = openable_picture(bank, name)
        except PictureProblem as problem:
            self.tell(f"The picture is not opened: {problem}.")
            return
        if self._app.is_web or not open_picture(path):
            self.tell("There is no viewer to open it in; look at the file yourself.")
        else:
            self.tell(f"Opened {name}")

    # The store

    @cached_property
    def store(self) -> Store:
        """The store; one in memory where the real one cannot be opened, and then `store_problem` says why."""
        from quiz.scores.store.engine import open_store, unsaved_store
        from quiz.scores.store.records import StoreProblem

        try:
            store = open_store(data_folder())
        except StoreProblem as problem:
            self.store_problem = problem
            return unsaved_store()
        store.tell = self.warn
        self._clear_away(store)
        return store

    def _clear_away(self, store: Store) -> None:
        from quiz.scores.recorder import clear_away
        from quiz.scores.store.records import StoreProblem

        with contextlib.suppress(StoreProblem):  # it only tidies up
            clear_away(store, self.unsubmitted)

    @property
    def is_new(self) -> bool:
        """Whether the learner never answered anything, as far as that can be told before the store is opened."""
        if not self.is_open:
            return not (data_folder() / STORE_NAME).exists()
        return self.read(lambda store: store.last_day(self.learner), None) is None

    @property
    def is_open(self) -> bool:
        """Whether the store was opened already, which takes longer than showing the list of banks."""
        return "store" in self.__dict__

    def read(self, read: Callable[[Store], T], instead: T) -> T:
        """Return what `read` finds in the store; where it cannot be read, say so and return `instead`."""
        from quiz.scores.store.records import NoSuchAttempt, StoreProblem

        try:
            return self._use(read)
        except NoSuchAttempt as problem:
            self.tell(str(problem), "error", 15)
        except StoreProblem as problem:
            self.fail(problem)
        return instead

    def fail(self, problem: StoreProblem) -> None:
        """Say that the store could not do something; who can wait for it does."""
        if self.can_wait_for(problem):
            self.wait()
        else:
            self.tell(str(problem), "error", 15)

    def can_wait_for(self, problem: StoreProblem) -> bool:
        """Say whether a person waits until a problem is gone: here, and it is one of the store itself."""
        from quiz.scores.store.records import BadAttempt, StoreGone, TakenFurther

        return self.surface.waits and not isinstance(problem, BadAttempt | StoreGone | TakenFurther)

    def answers(self) -> bool:
        """Say whether the store can be opened, by a connection of its own: for a thread."""
        from quiz.scores.store.engine import open_for_a_look
        from quiz.scores.store.records import StoreProblem

        try:
            open_for_a_look(data_folder()).close()
        except StoreProblem:
            return False
        return True

    def open_again(self) -> bool:
        """Open the store where it could not be opened before, and say whether it could now."""
        before = self.__dict__.pop("store")
        self.store_problem = None
        before.close()
        return self.store.saved

    def _use(self, use: Callable[[Store], T]) -> T:
        """Use the store; where it is gone, say so and use the one that is there now. Raises what `use` raises."""
        from quiz.scores.store.records import StoreGone

        try:
            self.store.check_place()
            return use(self.store)
        except StoreGone as gone:
            self._open_instead(gone)
            self.tell(f"{gone}.\nThe app goes on with the file that is there now.", timeout=15)
            return use(self.store)

    def _open_instead(self, gone: StoreGone) -> None:
        from quiz.scores.store.engine import open_instead

        self.store = open_instead(self.store, gone)
        if self.store.notice:
            self.tell(self.store.notice, "warning", 20)

    def go_on_instead(self, recorder: AttemptRecorder, gone: StoreGone) -> None:
        """Carry the attempt over into the store that is there now, in the place of the one that is gone.

        Raises `StoreProblem` where there is none that can be opened, or it takes nothing.
        """
        if recorder.store is self.store:
            self._open_instead(gone)
        recorder.move(self.store)

    def go_on_unsaved(self, recorder: AttemptRecorder | None = None) -> None:
        """Keep everything in memory from now on; an attempt that is under way is carried over."""
        from quiz.scores.store.engine import unsaved_store

        store = unsaved_store()
        if recorder is not None:
            store.save(None, recorder.attempt)
            recorder.store = store
        self.store.close()
        self.store = store

    def may_take_further(self, learner: str) -> bool:
        """Say whether attempts of a learner can be answered or deleted: who is served only sees those of others."""
        return self.surface.is_whole or learner == self.learner

    def load(self, uid: str) -> Attempt | None:
        """Return an attempt as it stands; None where it cannot be read, and then the person was told."""
        return self.read(lambda store: store.load(uid), None)

    def delete(self, uid: str) -> None:
        self.read(lambda store: store.delete(uid, datetime.now(UTC)), None)

    def bank_names(self, summary: Summary) -> Mapping[str, str]:
        """Return the titles of the banks of an attempt by their ids.

        One that is not in the library is called as it was when it was drawn, or by its id where that is not known.
        """
        listed = {line.id: line.title for line in reversed(self.lines)}
        if unknown := set(summary.banks) - listed.keys() - self._names.keys():
            nothing: dict[str, str | None] = {}
            drawn = self.read(lambda store: {bank: store.bank_title(summary.uid, bank) for bank in unknown}, nothing)
            self._names |= {bank: drawn.get(bank) or bank for bank in unknown}
        return {bank: listed.get(bank) or self._names[bank] for bank in summary.banks}

    # Attempts

    def recorder(self, attempt: Attempt) -> AttemptRecorder:
        """Return an attempt that is in the store already, to go on with."""
        from quiz.scores.recorder import AttemptRecorder

        return AttemptRecorder(self.store, attempt, self.settings)

    def start(
        self, banks: Sequence[Bank], options: Options, seed: int, mode: Mode, only: Sequence[Key] | None = None
    ) -> AttemptRecorder:
        """Draw an attempt, of chosen questions where `only` says which. Raises `EmptyDraw` and `StoreProblem`."""
        from quiz.scores.recorder import start

        return self._use(
            partial(
                start,
                banks=banks,
                learner=self.learner,
                options=options,
                seed=seed,
                mode=mode,
                settings=self.settings,
                only=only,
            )
        )

    def left_open(self, banks: Sequence[Bank], options: Options, mode: Mode) -> Attempt | None:
        """Return the open attempt for the same purpose, to go on with; None where a new one is begun."""
        from quiz.scores.recorder import left_open

        uid = self.read(lambda store: left_open(store, self.learner, banks, options, mode), None)
        return self.load(uid) if uid is not None else None

    def drop_if_empty(self, recorder: AttemptRecorder) -> None:
        """Delete an attempt that is left without anything in it; one that cannot be deleted goes at the next start."""
        from quiz.scores.store.records import StoreProblem

        with contextlib.suppress(StoreProblem):
            recorder.leave(self.unsubmitted)

    def start_retake(self, attempt: Attempt, positions: Sequence[int], seed: int) -> AttemptRecorder | None:
        """Start anew on questions of an attempt; None where that cannot be kept, and then the person was told."""
        from quiz.scores.recorder import start_retake

        return self.read(lambda store: start_retake(store, attempt, positions, seed=seed, settings=self.settings), None)

    def what_follows(self, attempt: Attempt, position: int) -> Sequel | None:
        """Return what follows from a response that was kept; None where nothing is told, or can be read."""
        from quiz.scores.sequel import what_follows

        return self.read(lambda store: what_follows(store, attempt, position, self.settings), None)

    def knowledge(self, attempt: Attempt, position: int) -> Knowledge | None:
        """Return what is known of an item today; None where it was never asked, or nothing can be read."""
        from quiz.scores.sequel import knowledge

        return self.read(lambda store: knowledge(store, attempt, position, self.settings), None)

    def result_of(self, attempt: Attempt) -> Result | None:
        """Return what an attempt came to; None where the store cannot be read, and then the person was told."""
        from quiz.scores.result import result_of

        return self.read(lambda store: result_of(store, attempt, self.settings), None)

    def records(self) -> Records | None:
        """Return what there is of the learner; None where the store cannot be read, and then the person was told."""
        from quiz.scores.progress.load import records_of

        banks = [entry.bank for entry in self.playable if entry.bank is not None]
        return self.read(lambda store: records_of(store, self.learner, banks, self.settings), None)

    # Notes, stars and remarks

    @cached_property
    def unsaved_notes(self) -> UnsavedNotes:
        """Where notes are kept that were not saved."""
        from quiz.scores.unsubmitted import UnsavedNotes

        return UnsavedNotes(data_folder())

    def note(self, key: Key) -> Note | None:
        """Return what the learner keeps of a question; None too where it cannot be read, and then they were told."""
        return self.read(lambda store: store.note(self.learner, key), None)

    def save_note(self, key: Key, text: str) -> bool:
        """Keep what the learner wrote about a question; False where that fails, and then they were told."""
        from quiz.scores.notes import save_note

        return self.read(lambda store: save_note(store, self.learner, key, text), None) is not None

    def turn_star(self, key: Key) -> None:
        """Star a question or take the star off; where that fails the learner is told."""
        from quiz.scores.notes import turn_star

        self.read(lambda store: turn_star(store, self.learner, key), None)

    def report(self, key: Key, kind: RemarkKind, text: str, attempt: str | None) -> bool:
        """Keep what the learner reports of a question; False where that fails, and then they were told."""
        from quiz.scores.remarks import report

        return self.read(lambda store: report(store, self.learner, key, kind, text, attempt=attempt), None) is not None

    def remarks(self, bank: str) -> Sequence[Remark]:
        """Return what was reported of a bank, the oldest first."""
        nothing: Sequence[Remark] = ()
        return self.look(lambda store: store.remarks(bank=bank), nothing)

    def look(self, read: Callable[[Store], T], instead: T) -> T:
        """Read the store, if there is one: who writes banks may have none, and gets none. Else as `read`."""
        from quiz.scores.store.engine import open_for_a_look
        from quiz.scores.store.records import StoreProblem

        if self.is_open:
            return self.read(read, instead)
        with contextlib.suppress(StoreProblem), closing(open_for_a_look(data_folder())) as store:
            return read(store)
        return instead

    # Banks

    @property
    def drafts(self) -> Drafts:
        """Where text of banks is kept that is not saved yet."""
        from quiz.authoring.drafts import Drafts

        return Drafts(data_folder() / "drafts")

    @cached_property
    def unsubmitted(self) -> Unsubmitted:
        """Where responses are kept that were not submitted; in memory nothing is kept of them."""
        from quiz.scores.unsubmitted import Unsubmitted

        return Unsubmitted(data_folder())

    def entry(self, bank: str) -> LibraryEntry | None:
        """Return the bank with an id; None where the library has none, or is being read."""
        return self.library.find(bank) if self.library is not None else None

    @property
    def playable(self) -> Sequence[LibraryEntry]:
        """The banks that can be played, as far as they are read."""
        return self.library.playable if self.library is not None else ()

    def search(self, text: str, limit: int) -> Sequence[Hit]:
        """Return the questions of the library that match best, none while it is read. The first search is slow."""
        from quiz.library.search import Index

        library = self.library
        if library is None:
            return ()
        if self._indexed is None or self._indexed[0] is not library:
            self._indexed = library, Index(library.playable)
        return self._indexed[1].search(text, limit).hits

    def load_library(self) -> None:
        """Read the banks, without holding the screen."""
        self._app.run_worker(self._read_library, thread=True, exclusive=True, group="library", exit_on_error=False)

    def _read_library(self) -> None:
        from quiz.library.library import open_library

        worker = get_current_worker()
        folders = library_folders()
        library = open_library(folders, cache_folder())
        if not worker.is_cancelled:
            callbacks.later(self._app, self._take_library, library)
            save_listing(cache_folder(), folders, bank_lines(library))
        sweep(written_folders(), time.time())

    def _take_library(self, library: Library) -> None:
        self.library, self.lines = library, bank_lines(library)
        for found in library.diagnostics:
            self.tell(found.message, "warning")
        self._changed()
        if (waiting := self._waiting) is not None:
            self._waiting = None
            waiting()

    def when_read(self, act: Callable[[], None]) -> None:
        """Do something with the banks: now, or once they are read; what came later takes the place of it."""
        if self.library is None:
            self._waiting = act
        else:
            act()

    def current(self, line: BankLine) -> LibraryEntry | None:
        """Return the bank of a line as its file is at this moment; None where it is gone, and the person was told."""
        from quiz.library.library import open_bank

        library = self.library
        entry = next((entry for entry in library.entries if str(entry.path) == line.path), None) if library else None
        if entry is None:
            return None
        seen = signature(entry.path)
        if seen == entry.seen:
            return entry
        self.load_library()
        if seen is None:
            self.tell(f"The bank {line.title} is no longer there.", "warning")
            return None
        return open_bank(entry.path, cache_folder())

    @property
    def standing(self) -> Standing:
        """How the learner stands: worked out once for each reading of the banks and of the log."""
        library, learned, goal = self.library, self.learning, self.settings.goal
        if library is None or learned is None:
            return NOT_KNOWN
        stood = self._stood
        if stood is None or stood[0] is not library or stood[1] is not learned or stood[2] != goal:
            stood = self._stood = library, learned, goal, standing(library, learned, goal)
        return stood[3]

    def current_banks(self) -> list[LibraryEntry]:
        """Return the banks that can be played, each as its file is at this moment."""
        found = [self.current(line) for line in self.lines if line.is_playable]
        return [entry for entry in found if entry is not None and entry.is_playable]

    def load_learning(self) -> None:
        """Work out what is due without holding the screen, from a connection of its own."""
        if self.store.saved:
            self._app.run_worker(
                self._read_learning, thread=True, exclusive=True, group="learning", exit_on_error=False
            )

    def _read_learning(self) -> None:
        from quiz.scores.learning import learning
        from quiz.scores.now import local_now
        from quiz.scores.store.clock import ahead
        from quiz.scores.store.engine import open_for_a_look
        from quiz.scores.store.records import StoreProblem

        worker = get_current_worker()
        told: list[str] = []
        try:
            with closing(open_for_a_look(data_folder())) as store:
                store.problems, store.tell = self.store.problems, told.append
                learned = learning(store, self.learner, self.settings)
                clock = ahead(store, self.learner, local_now(), self.settings.day_start)
        except StoreProblem:
            return  # what is due is not shown; whatever needs the store says what is wrong with it
        if not worker.is_cancelled:
            callbacks.later(self._app, self._take_learning, learned, told, clock)

    def _take_learning(self, learned: Learning, told: Sequence[str], clock: ClockAhead | None) -> None:
        self.learning = learned
        for text in told:
            self.warn(text)
        if clock is not None and clock.learner not in self._told_clock:
            self._told_clock.add(clock.learner)
            self.warn(clock.message)
        self._changed()

    # Settings

    def save_settings(self, settings: Settings) -> bool:
        """Keep other settings and take them over; False where the store did not take them, and they were told.

        Raises `SettingsProblem` where the file cannot be written.
        """
        own = self.surface.settings
        if own is None:
            save_settings(config_folder(), settings)
        else:
            chosen = {name: str(getattr(settings, name)) for name in own}
            if not self.read(lambda store: store.prefer(self.learner, chosen) is None, instead=False):
                return False
        self.apply(settings)
        return True

    def apply(self, settings: Settings) -> None:
        """Take over other settings; the learner named on the command line stays."""
        self.settings = settings
        self.learner = learner_name(self._learner_given, settings)
