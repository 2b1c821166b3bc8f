"""Writing a bank: what becomes of its text on disk, and of what is not saved."""

from __future__ import annotations

import contextlib
import os
import subprocess
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, Final

from textual.app import SuspendNotSupported

from quiz.authoring.bank_file import ChangeOnDisk, EditedFile, open_to_edit, text_of
from quiz.authoring.copy import own_copy
from quiz.authoring.drafts import Draft, FileDraft, checksum
from quiz.files import FileProblem, private_folder, signature, write_new
from quiz.library.library import BankFile
from quiz.paths import bank_mode, own_banks_folder
from quiz.text import clean_line
from quiz.tui import callbacks
from quiz.tui.commands import HELP, Command, bindings
from quiz.tui.external_editor import editor_command, startable
from quiz.tui.screens.bank_editor import TEXT
from quiz.tui.screens.bank_writing import QUESTION, BankWritingScreen

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.binding import BindingType
    from textual.events import Key

WATCH_EVERY: Final = 1.0
"""Seconds between two looks whether another program changed the file."""


def _stay() -> None:
    """Do nothing more once the bank is saved."""


class AuthorScreen(BankWritingScreen):
    """A bank file being written."""

    IS_FULL = True
    CSS_PATH = ["../widgets/question.tcss", "author.tcss"]  # noqa: RUF012 - Textual declares it as an attribute
    GUIDE = (
        "Write the bank on the left; what is found in it stands below, and the question under the cursor is shown as a "
        "learner sees it. Unsaved text is kept all the time: it is offered again if the program or the machine stops. "
        "Enter indents as the line before. Tab goes to the next text of a template, shift+tab back; in front of a line "
        "they indent it more and less."
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(
        Command("ctrl+s", "save", "Save", "Save the bank"),
        Command("f2", "insert", "Insert", "Insert a question, passage, lesson or event, to write over"),
        Command("f3", "cite", "Cite", "Cite a reference of the source list in this question"),
        Command("f4", "go_to", "Go to", "Go to a question"),
        QUESTION,
        Command("f5", "fix", "Fix", "Fix what can be fixed without changing a meaning"),
        Command("f6", "next_pane", "Pane", "The next of text, problems and preview", in_footer=False),
        Command("f7", "next_problem", "Problem", "The next problem, or text to write over"),
        Command("f8", "try", "Try", "Try the question as a learner"),
        Command("f9", "own_editor", "Editor", "Open your own editor at this line", in_footer=False),
        Command("ctrl+s", "copy", "Copy", "Make a copy in your own folder, and edit that"),
        Command("enter", "jump", "Jump", "Go to the highlighted problem"),
        Command("escape", "close", "Close", "Back to the text; from there, close the bank"),
        HELP,
    )

    def __init__(
        self,
        edited_file: EditedFile,
        begun: Callable[[str], str],
        line: int = 1,
        *,
        take_up: bool = False,
        asks_type: bool = False,
    ) -> None:
        """`begun` gives the text of a file that is not there yet by the type of its first question.

        With `asks_type` the person chooses that. With `take_up` unsaved text is gone on with without asking.
        """
        super().__init__(edited_file)
        self._begun = begun
        self._asks_type = asks_type
        self._first_line = line
        self._takes_up = take_up
        self._is_older = False
        """Whether the text was begun on another version of the file than the one that is there."""
        self._seen = signature(edited_file.path)
        self._told_of = edited_file.base

    def on_mount(self) -> None:
        editor = self.editor
        editor.load(self.edited_file.text)
        editor.read_only = bool(self.edited_file.locked)
        editor.go(self._first_line)
        if self.edited_file.is_new and not self._asks_type:
            self._begin()
        callbacks.after_refresh(self, editor.center_cursor)
        if note := self.edited_file.locked or self.edited_file.note:
            self.tell(note)
        self.show_pane(TEXT)
        editor.focus()
        self.look()
        callbacks.every(self, WATCH_EVERY, self._watch_file)
        self._offer_what_is_there()

    @cached_property
    def _draft(self) -> FileDraft:
        return FileDraft(self.services.drafts, self.edited_file.path)

    @property
    def is_bundled(self) -> bool:
        return self.edited_file.is_bundled

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        match action:
            case "save":
                return not self.edited_file.locked
            case "copy":
                return self.is_bundled
            case "own_editor":
                return not self.is_bundled
            case _:
                return super().check_action(action, parameters)

    def on_key(self, event: Key) -> None:
        """Say why nothing comes of what is typed."""
        if self.edited_file.locked and event.is_printable and self.editor.has_focus:
            self.tell(f"{self.edited_file.locked} ctrl+s makes a copy." if self.is_bundled else self.edited_file.locked)

    # Text of another time

    def _offer_what_is_there(self) -> None:
        """Offer unsaved text of an earlier time, or, of a bank that cannot be changed, a copy."""
        draft = self._draft.kept()
        if draft is not None and not self.edited_file.locked and draft.data != self.edited_file.base:
            if self._takes_up:
                self._take_up(draft, "enter")
                return
            changed = "" if draft.base == checksum(self.edited_file.base) else " The file was changed since."
            message = f"There is text of {draft.at.astimezone():%d %b %Y %H:%M} that was never saved.{changed}"
            answers = {"enter": "go on with it", "d": "discard it"}
            self.navigation.decide(message, answers, lambda answer: self._take_up(draft, answer))
        elif self.is_bundled:
            self.action_copy()
        else:
            self._ask_type()

    def _ask_type(self) -> None:
        """Ask for the type of the first question of a new bank, where nothing says it yet."""

        def begin(kind: str | None) -> None:
            if kind is None:
                self.navigation.home()
            else:
                self._begin(kind)

        if self.edited_file.is_new and self._asks_type:
            self.navigation.pick_first_type(begin)

    def _begin(self, kind: str = "") -> None:
        self.begins_with = self._begun(kind)
        self.editor.rewrite(self.begins_with)
        self.follow_prompts()
        self.editor.action_next_stop()

    def _take_up(self, draft: Draft, answer: str | None) -> None:
        if answer == "enter":
            self._is_older = draft.base != checksum(self.edited_file.base)
            self.editor.rewrite(text_of(draft.data))
            if not self._is_older:
                self.follow_prompts()
        elif answer == "d":
            self._draft.drop()
            self._ask_type()
        else:
            self.navigation.home()  # what is typed now would take the place of what was kept

    def draft_writer(self, text: str) -> Callable[[], None]:
        return self._draft.writer(self.edited_file.base, self.edited_file.data(text))

    def forget_taken_back(self) -> None:
        """Forget what was kept from here, where the person took it back: it is not to be offered again."""
        if not self.is_unsaved:
            self._draft.take_back()

    # The file

    def action_save(self) -> None:
        self.editor.take_back_indentation()
        self.name_questions()
        self._save()

    def _save(self, *, over: bytes | None = None, then: Callable[[], None] = _stay) -> None:
        """Save, and go on with `then` once that is done."""
        if self._is_older and over is None:
            self._ask_what_stays(then)
            return
        try:
            self.edited_file = self.edited_file.save(self.text, over=over)
        except ChangeOnDisk:
            self._ask_what_stays(then)
            return
        except FileProblem as problem:
            self.services.tell(f"Not saved: {problem.message}.", "error", 15)
            return
        self._is_older = False
        self._told_of = self.edited_file.base
        self._seen = signature(self.edited_file.path)
        self._draft.drop()
        self.tell(f"Saved {clean_line(str(self.edited_file.path))}")
        self.look()
        self.services.written = self.edited_file.path
        self.services.load_library()
        then()

    def _ask_what_stays(self, then: Callable[[], None]) -> None:
        message = "The file was changed by another program since it was opened here."
        answers = {"o": "overwrite it with this text", "r": "take what is on disk; ctrl+z brings this text back"}
        self.navigation.decide(message, answers, lambda answer: self._settle_change(answer, then))

    def _settle_change(self, answer: str | None, then: Callable[[], None]) -> None:
        if answer == "r":
            self._read_again()
        elif answer == "o":
            try:
                self._save(over=self.edited_file.on_disk(), then=then)
            except FileProblem as problem:
                self.services.tell(f"Not saved: {problem.message}.", "error")

    def _read_again(self) -> None:
        try:
            found = open_to_edit(self.edited_file.path)
        except FileProblem as problem:
            self.tell(f"The file cannot be read: {problem.message}. This text stays.")
            return
        if found.locked:
            self.tell(f"{found.locked} This text stays.")
            return
        self.edited_file = found
        self._is_older = False
        self._told_of = self.edited_file.base
        self.editor.rewrite(self.edited_file.text)
        self._draft.drop()
        self.tell(self.edited_file.note or "Read again: another program changed the file.")
        self.look()

    def _watch_file(self) -> None:
        """Take over what another program made of the file; where text is unsaved, only say that it did."""
        seen = signature(self.edited_file.path)
        if seen == self._seen or self.is_bundled:
            return
        self._seen = seen
        try:
            data = self.edited_file.on_disk()
        except FileProblem:
            return
        if data in {self.edited_file.base, self._told_of}:
            return
        self._told_of = data
        if data is None:
            self.tell("The file is gone; saving writes it again.")
        elif self.is_unsaved:
            self.tell("Another program changed the file; saving will ask what stays.")
        else:
            self._read_again()

    def action_own_editor(self) -> None:
        if self.is_unsaved or self.edited_file.is_new:
            self.navigation.decide(
                "Your own editor opens the file as it was last saved.",
                {"s": "save, and open it"},
                lambda answer: self._save(then=self._open_own_editor) if answer == "s" else None,
            )
        else:
            self._open_own_editor()

    def _open_own_editor(self) -> None:
        path = self.edited_file.path
        command = editor_command(os.environ, path, self.editor.line)
        if command is None:
            self.services.tell("There is no editor: set EDITOR to the one you use.", "warning")
            return
        found = startable(command)
        if found is None:
            self.tell(f"{clean_line(command[0])} cannot be started on this file; set EDITOR to another.")
            return
        try:
            with self.app.suspend(), contextlib.suppress(OSError):
                subprocess.run(found, check=False)  # noqa: S603 - the editor that the person named
        except SuspendNotSupported:
            self.services.tell("This terminal cannot be given to another program.", "warning")
        self._watch_file()

    # Copies of bundled banks

    def action_copy(self) -> None:
        """Offer a copy of a bundled bank."""
        message = f"{self.edited_file.locked} You can look at it here, or change a copy of your own."
        answers = {"c": "make a copy and edit it"}
        self.navigation.decide(message, answers, lambda answer: self._copy() if answer == "c" else None)

    def _copy(self) -> None:
        """Put a copy of a bundled bank into the own folder and edit that."""
        source = self.edited_file
        path = own_banks_folder() / source.path.name
        said = f"There is a copy already: {clean_line(str(path))}"
        try:
            if not os.path.lexists(path):
                private_folder(path.parent)
                copy = own_copy(BankFile.version(source.path, source.path.parent, source.base or b""))
                write_new(path, copy, bank_mode(path))
                said = f"Made {clean_line(str(path))}; it comes before the bank that it was copied from."
        except OSError as error:
            self.services.tell(f"No copy was made: {error.strerror}.", "error")
            return
        except FileProblem as problem:
            self.services.tell(f"No copy was made: {problem.message}.", "error")
            return
        self.services.tell(said)
        self.services.load_library()
        self.navigation.edit(path, line=self.editor.line)

    # Leaving

    def leave(self) -> bool:
        """Keep what is unsaved, and ask what is to become of it."""
        if self.is_settled:
            return True
        self.forget_taken_back()
        if not self.is_unsaved:
            return True
        try:
            self.draft_writer(self.text)()
        except FileProblem as problem:
            self.services.tell(f"Unsaved text cannot be kept: {problem.message}.", "error")
        answers = {"s": "save it", "k": "keep it for the next time, unsaved", "d": "discard it"}
        return self.stay_and_ask("This bank has text that is not saved.", answers, self._settle_leaving)

    def _settle_leaving(self, answer: str | None) -> None:
        if answer == "s":
            self._save(then=self.leave_now)
            return
        if answer == "d":
            self._draft.drop()
        if answer is not None:
            self.leave_now()

    def action_close(self) -> None:
        if self.pane == TEXT:
            self.navigation.home()
        else:
            self.to_text()
