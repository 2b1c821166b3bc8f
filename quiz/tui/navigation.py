"""How one screen leads to another, and the ways into an attempt or a bank."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, Literal

from quiz.files import FileProblem
from quiz.paths import bundled_banks_folder, own_banks_folder
from quiz.practice.types import Key, Mode
from quiz.text import clean_line, counted
from quiz.tui import callbacks
from quiz.tui.screen_table import is_screen, new_screen
from quiz.tui.textual_private import as_first, drop_passing

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from textual.app import App
    from textual.screen import Screen

    from quiz.library.library import LibraryEntry
    from quiz.practice.attempt import Attempt, Item
    from quiz.practice.draw import Options
    from quiz.practice.lessons import PathLesson
    from quiz.practice.summary import Step
    from quiz.scores.store.records import Summary
    from quiz.tui.launch import Launch
    from quiz.tui.services import Services


class Navigation:
    """Moves between screens. Whatever a screen has not kept yet is kept, or asked about, before it goes."""

    def __init__(self, app: App[int], services: Services) -> None:
        self._app = app
        self._services = services
        self._held_up: Callable[[], None] = app.exit
        """What a screen that could not be left at once is holding up."""

    # Beginning

    def first(self, launch: Launch | None) -> Screen[Any]:
        """Return what an app begins with: what the launch asks for where nothing must be told before, else home."""
        screen = self._launched(launch) if launch is not None and self._services.store.saved else None
        return as_first(screen or new_screen("home"))

    def _launched(self, launch: Launch) -> Screen[Any] | None:
        """Return what a launch asks for; None where it cannot be had, and then the person is to be told."""
        from quiz.practice.draw import EmptyDraw
        from quiz.scores.store.records import StoreProblem

        with suppress(FileProblem, EmptyDraw, StoreProblem):
            if launch.edit is not None:
                return self._editor(launch.edit, line=launch.line)
            if launch.preview is not None:
                return new_screen("preview", launch.preview, launch.line)
            if launch.attempt is not None:
                return new_screen("attempt", self._services.recorder(launch.attempt))
            if launch.timeline is not None:
                return new_screen("timeline", launch.timeline)
            if (lesson := launch.lesson or self._of_today(launch.entries, launch.options, launch.seed)) is not None:
                return new_screen("lesson", lesson, is_of_today=launch.lesson is None)
            return self._drawn(launch.entries, launch.options, launch.seed, launch.mode)
        return None

    # Moving

    def go(self, name: str, *arguments: Any, **named: Any) -> None:
        """Show a screen in the place of all that is there; home stays beneath."""
        if self._is_offered(name):
            self._show(new_screen(name, *arguments, **named))

    def open(self, name: str, *arguments: Any, **named: Any) -> None:
        """Show a screen over the present one, to come back from."""
        if self._is_offered(name):
            drop_passing(self._app)
            self._app.push_screen(new_screen(name, *arguments, **named))

    def _is_offered(self, name: str) -> bool:
        """Say whether a screen is offered here, and tell the person where it is not."""
        is_offered = self._services.surface.opens(name)
        if not is_offered:
            self._services.tell("That is not offered here.")
        return is_offered

    def ask(self, name: str, *arguments: Any, then: Callable[[Any], Any]) -> None:
        """Show a dialog over the present screen; `then` gets what it returns, None where the person went back."""
        if not self._is_offered(name):
            return
        drop_passing(self._app)
        callbacks.ask(self._app.screen, new_screen(name, *arguments), then)

    def decide(self, message: str, answers: dict[str, str], then: Callable[[str | None], Any]) -> None:
        """Put a question to the person; `answers` maps a key to what it does, `then` gets the key."""
        self.ask("decision", message, answers, then=then)

    def wait(self, goes_on: Callable[[], bool] = lambda: True, then: Callable[[], Any] | None = None) -> None:
        """Let the person wait until the store answers and `goes_on` says that it did what failed; then call `then`.

        Without `then` a question stays where it is, and what could not be read elsewhere is read anew from home.
        """
        if self.is_at("waiting"):
            return
        go_on = then or self._read_anew
        self.ask("waiting", self._services.answers, goes_on, then=lambda _: go_on())

    def _read_anew(self) -> None:
        if not any(is_screen(screen, "attempt") for screen in self._app.screen_stack):
            self.home()

    def home(self) -> None:
        """Go to the list of banks."""
        if self.leave(self.home):
            self._pop_to(1)
            if not self.is_at("home"):
                self._app.switch_screen(new_screen("home"))

    @property
    def is_over_another(self) -> bool:
        """Say whether the present screen stands over one to which it can go back."""
        return len(self._app.screen_stack) > self._depth_beneath + 1

    def is_at(self, name: str) -> bool:
        """Say whether a screen is the one on top."""
        return is_screen(self._app.screen, name)

    @property
    def holds_back(self) -> bool:
        """Whether an exam is under way, which tells nothing before it is handed in."""
        return any(getattr(screen, "holds_back", False) for screen in self._app.screen_stack)

    def leave(self, then: Callable[[], None]) -> bool:
        """Let every screen keep what it has before it goes. Return whether all could, else `then` can come later."""
        self._held_up = then
        # One that is not mounted yet has nothing, not even the widgets to look for it.
        left = [screen.leave() for screen in self._app.screen_stack if hasattr(screen, "leave") and screen.is_mounted]
        return all(left)

    def go_on_leaving(self) -> None:
        """Do what a screen held up that could not be left at once."""
        self._held_up()

    def _show(self, screen: Screen[Any]) -> None:
        if self._app._exit:  # noqa: SLF001 - Textual tells it nowhere else
            return  # a key that came after the one that left
        if not self.leave(lambda: self._show(screen)):
            return
        beneath = self._depth_beneath
        self._pop_to(beneath + 1)
        if len(self._app.screen_stack) > beneath:
            self._app.switch_screen(screen)
        else:
            self._app.push_screen(screen)

    @property
    def _depth_beneath(self) -> int:
        """How many screens stay beneath whatever is shown: home, unless the app began with something else."""
        return int(is_screen(self._app.screen_stack[0], "home"))

    def _pop_to(self, depth: int) -> None:
        while len(self._app.screen_stack) > depth:
            self._app.pop_screen()

    # Attempts

    def start(self, entries: Sequence[LibraryEntry], mode: Mode) -> None:
        """Start an attempt on banks, of the usual length."""
        from quiz.practice.draw import Options, usual_count

        self.begin(entries, Options(count=usual_count(mode, self._services.settings.set_size)), None, mode)

    def go_on_with_today(self) -> None:
        """Go on with the set of today that was left open, or draw the next one."""
        self._begin_with_all(Mode.REVIEW, "today")

    def go_ahead_of_time(self) -> None:
        """Ask what comes back next, before its time."""
        self._begin_with_all(Mode.REVIEW, "ahead")

    def begin_learning(self) -> None:
        """Begin with easy questions of all banks."""
        self._begin_with_all(Mode.PRACTICE, "first")

    def _begin_with_all(self, mode: Mode, purpose: Literal["today", "ahead", "first"]) -> None:
        from quiz.practice.draw import Options, Purpose, usual_count

        def begin() -> None:
            count = usual_count(mode, self._services.settings.set_size)
            entries, options = self._services.current_banks(), Options(count=count, purpose=Purpose(purpose))
            if (lesson := self._of_today(entries, options, None)) is not None:
                self.go("lesson", lesson, is_of_today=True)
            else:
                self.begin(entries, options, None, mode)

        self._services.when_read(begin)

    def _of_today(
        self, entries: Sequence[LibraryEntry], options: Options | None, seed: int | None
    ) -> PathLesson | None:
        """Return the lesson with which today goes on, where that is asked for and nothing is open or due."""
        from quiz.practice.draw import Purpose
        from quiz.tui.lessons import banks_of, of_today

        if options is None or seed is not None or options.purpose not in {Purpose.TODAY, Purpose.FIRST}:
            return None
        banks = banks_of(entries)
        if self._services.left_open(banks, options, Mode.REVIEW) is not None:
            return None
        return of_today(self._services, banks, options)

    def practise(self, keys: Sequence[Key]) -> None:
        """Practise chosen questions in their order."""
        from quiz.practice.draw import Options

        options = Options(count=self._services.settings.set_size)
        entries = [entry for entry in map(self._services.entry, dict.fromkeys(key.bank for key in keys)) if entry]
        self.begin(entries, options, None, Mode.PRACTICE, only=keys)

    def discard(self, summary: Summary, then: Callable[[], None]) -> None:
        """Delete an open attempt, once the person has said so."""

        def settle(answer: str | None) -> None:
            if answer == "d":
                self._services.delete(summary.uid)
                then()

        message = f"Discard this open attempt and its {counted(summary.answered, 'response')}?"
        self.decide(message, {"d": "discard it"}, settle)

    def take_step(self, step: Step, attempt: Attempt) -> None:
        """Draw anew from the banks of an attempt, as far as they are still there, as a step after it asks."""
        from quiz.practice.summary import asked_by

        ids = dict.fromkeys(item.bank for item in attempt.items)
        entries = [entry for entry in map(self._services.entry, ids) if entry is not None]
        if entries:
            mode, options = asked_by(step, attempt)
            self.begin(entries, options, None, mode)
        else:
            self._services.tell("These banks are no longer in the library.", "warning")

    def begin(
        self,
        entries: Sequence[LibraryEntry],
        options: Options | None,
        seed: int | None,
        mode: Mode,
        only: Sequence[Key] | None = None,
    ) -> None:
        """Draw an attempt, put it into the store and show it; `options` and `seed` are made up unless given.

        `only`: the questions, where they are chosen. Without a seed an attempt for the same purpose that was left open
        is gone on with.
        """
        from quiz.practice.draw import EmptyDraw, NothingDue
        from quiz.scores.store.records import StoreProblem

        try:
            screen = self._drawn(entries, options, seed, mode, only)
        except NothingDue as news:
            self._services.tell(str(news))
        except EmptyDraw as problem:
            self._services.tell(str(problem), "warning")
        except StoreProblem as problem:
            if self._services.can_wait_for(problem):
                self.wait(then=lambda: self.begin(entries, options, seed, mode, only))
                return

            def go_on(answer: str | None) -> None:
                if answer == "u":
                    self._services.go_on_unsaved()
                    self.begin(entries, options, seed, mode, only)

            answers = self._services.surface.unsaved or {"t": "go back"}
            self.decide(f"The attempt cannot be kept.\n{problem}", answers, go_on)
        else:
            self._show(screen)

    def _drawn(
        self,
        entries: Sequence[LibraryEntry],
        options: Options | None,
        seed: int | None,
        mode: Mode,
        only: Sequence[Key] | None = None,
    ) -> Screen[Any]:
        """Return an attempt that is drawn and in the store, or that was left open. Raises what `begin` tells."""
        from quiz.practice.draw import Options, cut_short, too_few
        from quiz.scores.recorder import new_seed

        options = options or Options()
        banks = [entry.bank for entry in entries if entry.bank is not None]
        self._services.bank_files.update({entry.id: entry.path for entry in entries})
        if seed is None and (attempt := self._services.left_open(banks, options, mode)) is not None:
            return new_screen("attempt", self._services.recorder(attempt))
        recorder = self._services.start(banks, options, new_seed() if seed is None else seed, mode, only)
        # A set of a review or of mistakes has what there is, up to its size: that is no lack.
        is_set = only is not None or (
            mode in {Mode.REVIEW, Mode.MISTAKES} and options.count == self._services.settings.set_size
        )
        drawn = len(recorder.attempt.items)
        note = cut_short(drawn, recorder.left_out, options) or (None if is_set else too_few(drawn, options))
        return new_screen("attempt", recorder, note=note)

    def resume(self, uid: str) -> None:
        """Go on with an attempt that was left open."""
        if (attempt := self._services.load(uid)) is not None:
            self.go("attempt", self._services.recorder(attempt))

    def retake(self, uid: str, *, only_wrong: bool) -> None:
        """Take the questions of a past attempt again, or only those that were not wholly right."""
        from quiz.scores.recorder import new_seed

        attempt = self._services.load(uid)
        if attempt is None or (only_wrong and self._is_secret(attempt)):
            return
        positions = attempt.wrong_positions() if only_wrong else range(len(attempt.items))
        if not positions:
            self._services.tell("Nothing was wrong in that attempt.")
            return
        recorder = self._services.start_retake(attempt, positions, new_seed())
        if recorder is not None:
            self.go("attempt", recorder)

    def show_result(self, uid: str) -> None:
        """Show what a past attempt came to, to come back from."""
        attempt = self._services.load(uid)
        if attempt is not None and not self._is_secret(attempt):
            self.open("result", self._services.recorder(attempt), is_past=True)

    def _is_secret(self, attempt: Attempt) -> bool:
        """Say whether an attempt may tell no verdict yet, and tell the person so."""
        from quiz.practice.attempt import EXAM_TELLS_NOTHING

        if attempt.holds_back:
            self._services.tell(f"{EXAM_TELLS_NOTHING} Continue it from home.")
        return attempt.holds_back

    def set_up(self, chosen: Sequence[str], at: str = "") -> None:
        """Set up an attempt as the last one was; `chosen` are the ids of the banks that are on, `at` what is shown."""
        if self._services.library is None:
            return
        last = self._services.read(lambda store: store.last_asked(self._services.learner), None)
        mode, options, banks = last if last is not None else (Mode.PRACTICE, None, ())
        self.go("setup", self._services.playable, chosen or banks, mode, options, at=at)

    # Progress, the map, and questions

    def show_map(self, bank: str | None = None, tag: str | None = None) -> None:
        """Show the questions of a bank, of a tag or of both, of all banks where neither is given, with their states."""
        self._services.when_read(lambda: self.open("map", bank, tag))

    def show_progress(self) -> None:
        """Show the learner's progress; where the store cannot be read, stay."""
        if (records := self._services.records()) is not None:
            self.go("progress", records)

    def pick_question(self, keys: Sequence[Key], prompts: Sequence[str]) -> None:
        """Let the person pick one of some questions, and open its page."""

        def show(place: int | None) -> None:
            if place is not None:
                self.show_question(keys[place])

        self.ask("pick", "Which question?", list(prompts), then=show)

    def show_question(self, key: Key, item: Item | None = None) -> None:
        """Open the page of a question: `item` as it is, or else as the learner met it last."""
        if item is None:
            item = self._services.read(lambda store: store.newest_item(self._services.learner, key), None)
        if item is not None:
            self.open("question", item)

    # Writing banks

    def edit(self, path: Path, *, line: int = 1, text: str | None = None, take_up: bool = False) -> None:
        """Edit a bank file at a line; one that is not there begins with `text`, or with a question of a type to choose.

        With `take_up` text of it that was never saved is gone on with.
        """
        if not self._is_offered("author"):
            return
        try:
            screen = self._editor(path, line=line, text=text, take_up=take_up)
        except FileProblem as problem:
            self._services.tell(f"{clean_line(str(path))}: {problem.message}.", "error", 15)
        else:
            self._show(screen)

    def _editor(self, path: Path, *, line: int = 1, text: str | None = None, take_up: bool = False) -> Screen[Any]:
        """Return a bank file to be edited. Raises `FileProblem`."""
        from quiz.authoring.bank_file import open_to_edit
        from quiz.authoring.templates import new_bank
        from quiz.bank.identifiers import identifier

        edited_file = open_to_edit(path, bundled=path.resolve().is_relative_to(bundled_banks_folder().resolve()))
        name = clean_line(path.stem)
        title = name.replace("-", " ").capitalize() or "Bank"

        def begun(kind: str) -> str:
            return new_bank(identifier(name, "bank"), title, kind=kind, modeline=False) if text is None else text

        return new_screen("author", edited_file, begun, line, take_up=take_up, asks_type=text is None)

    def write_bank(self) -> None:
        """Ask for the title of a new bank and the type of its first question, and edit it."""
        if not self._is_offered("author"):
            return
        from quiz.authoring.templates import new_bank

        def begin(title: str, kind: str) -> None:
            name = self.free_name(title)
            self.edit(own_banks_folder() / f"{name}.yaml", text=new_bank(name, title, kind=kind, modeline=False))

        def choose_type(title: str | None) -> None:
            if title is not None:
                self.pick_first_type(lambda kind: None if kind is None else begin(title, kind))

        def refuse(title: str) -> str | None:
            return None if title else "A bank needs a title."

        self.ask("ask", "A new bank. What is its title?", refuse, then=choose_type)

    def free_name(self, title: str) -> str:
        """Return an id for a bank of that title that no bank has, nor a file in the own folder."""
        from quiz.bank.identifiers import free, identifier

        library = self._services.library
        taken = {entry.id for entry in library.entries} if library is not None else set()
        return free(
            identifier(title, "bank"), taken | {"sources", *(path.stem for path in own_banks_folder().glob("*"))}
        )

    def pick_first_type(self, then: Callable[[str | None], None]) -> None:
        """Let the person pick the type of the first question of a new bank; `then` as for `pick_type`."""
        self.pick_type("First question of which type?", then)

    def pick_type(
        self, question: str, then: Callable[[str | None], None], others: Mapping[str, str] | None = None
    ) -> None:
        """Let the person pick a type of question, or one of `others`; `then` gets None where they went back."""
        from quiz.bank.questions.registry import meaning_of
        from quiz.bank.questions.templates import TEMPLATES

        meanings = {kind: meaning_of(kind) for kind in TEMPLATES} | dict(others or {})
        kinds = list(meanings)
        lines = [f"{kind}: {meaning}" for kind, meaning in meanings.items()]
        self.ask("pick", question, lines, then=lambda place: then(None if place is None else kinds[place]))
