"""What home does with the files of banks: renamed, copied, shown, given away, taken in, deleted and put back."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from quiz.files import FileProblem, private_folder, write_new
from quiz.paths import bank_mode, data_folder, own_banks_folder
from quiz.text import clean_line, counted
from quiz.tui import callbacks
from quiz.tui.commands import Command, bindings
from quiz.tui.interchange import export_bank, import_file
from quiz.tui.screens.home_view import HomeView

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.binding import BindingType

    from quiz.authoring.trash import Trash
    from quiz.library.library import LibraryEntry

FILE: Final = Command("f", "bank_file", "File", "Rename, duplicate, share or delete the highlighted bank", weight=39)
_MENU: Final = {
    "r": Command("", "rename", "Rename bank", "Give the highlighted bank another title"),
    "c": Command("", "duplicate", "Duplicate bank", "Make a copy of the highlighted bank, with an id of its own"),
    "f": Command("", "show_file", "Show file", "Show where the file of the highlighted bank is"),
    "s": Command("", "share", "Share bank", "Put the highlighted bank, its sources and pictures into a zip or folder"),
    "x": Command("", "export", "Export bank", "Write the highlighted bank as a file of another program"),
    "d": Command("", "delete_bank", "Delete bank", "Put the highlighted bank into the trash"),
}
"""The commands on the file of the highlighted bank, by their keys in the menu."""
_ALWAYS: Final = {
    "t": Command("", "trash", "Trash", "What was deleted: put it back, or empty the trash"),
    "i": Command("", "take_in", "Take in a bank", "Put a bank that was shared, a zip or a file, among your own"),
}


class HomeFiles(HomeView):
    """Home with the commands on the files of banks."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(
        *(command.without_key for command in (*_MENU.values(), *_ALWAYS.values()))
    )

    @property
    def has_bank_file(self) -> bool:
        """Whether a bank is highlighted."""
        return self._bank(self._chosen) is not None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        return self.has_bank_file if any(command.action == action for command in _MENU.values()) else True

    def action_bank_file(self) -> None:
        """Offer what can be done with the file of the highlighted bank."""
        offered = {**_MENU, **_ALWAYS} if self.has_bank_file else _ALWAYS

        def act(key: str | None) -> None:
            if key is not None:
                callbacks.later(self, self.run_action, offered[key].action)

        line = self._bank(self._chosen)
        title = line.title if line is not None else "Files of banks"
        self.navigation.decide(title, {key: command.label.lower() for key, command in offered.items()}, act)

    def _with_file(self, act: Callable[[LibraryEntry], None], *, own: bool = False) -> None:
        """Do something with the highlighted bank; with `own` only where it does not come with the program."""
        line = self._bank(self._chosen)

        def go_on() -> None:
            entry = self.services.current(line) if line is not None else None
            if entry is not None and own and entry.bundled:
                self.services.tell("This bank comes with the program and stays as it is; e makes a copy of your own.")
            elif entry is not None:
                act(entry)

        self.services.when_read(go_on)

    def _done(self, said: str, written: Path | None = None) -> None:
        self.services.tell(said)
        self.services.written = written
        self.services.load_library()

    def _refused(self, problem: FileProblem) -> None:
        self.services.tell(f"{clean_line(str(problem.path))}: {problem.message}.", "error", 15)

    # Title and copies

    def action_rename(self, _way: str = "") -> None:
        self._with_file(self._ask_title, own=True)

    def _ask_title(self, entry: LibraryEntry) -> None:
        question = f"The new title of the bank? Its id, {entry.id}, stays: what is known of its questions hangs on it."
        then = lambda title: None if title is None else self._rename(entry, title)  # noqa: E731
        self.navigation.ask("ask", question, _refuse_empty, entry.title, then=then)

    def _rename(self, entry: LibraryEntry, title: str) -> None:
        from quiz.authoring.bank_file import ChangeOnDisk, open_to_edit
        from quiz.authoring.head import with_field

        try:
            file = open_to_edit(entry.path)
            text = None if file.locked else with_field(file.text, "title", title)
            if text is None:
                self.services.tell(file.locked or "Its title does not stand on one line: e leads there.", "warning", 15)
                return
            file.save(text)
        except FileProblem as problem:
            self._refused(problem)
        except ChangeOnDisk:
            self.services.tell("Another program changed the bank at this moment; try again.", "warning")
        else:
            self._done(f"The bank is called {clean_line(title)} now.", entry.path)

    def action_duplicate(self, _way: str = "") -> None:
        self._with_file(self._duplicate)

    def _duplicate(self, entry: LibraryEntry) -> None:
        from quiz.authoring.copy import duplicate
        from quiz.library.library import BankFile, home_of

        folder = own_banks_folder() if entry.bundled else entry.path.parent
        bank_id = self.navigation.free_name(entry.id)
        path = folder / f"{bank_id}.yaml"
        try:
            private_folder(folder)
            file = BankFile.read(entry.path, home_of(entry.path))
            data = duplicate(file, bank_id, f"{entry.title} (copy)", is_alone=entry.bundled)
            if data is None:
                self.services.tell("Its id and title do not each stand on a line, so it cannot be copied.", "warning")
                return
            write_new(path, data, bank_mode(path))
        except FileProblem as problem:
            self._refused(problem)
        except OSError as error:
            self._refused(FileProblem(folder, (error.strerror or "it cannot be made").lower()))
        else:
            self._done(f"Made {clean_line(str(path))}.", path)

    # The file, and others

    def action_show_file(self, _way: str = "") -> None:
        self._with_file(self._show_file)

    def _show_file(self, entry: LibraryEntry) -> None:
        path = str(entry.path.absolute())

        def copy(answer: str | None) -> None:
            if answer == "c":
                self.app.copy_to_clipboard(path)
                self.services.tell("Copied.")

        self.navigation.decide(f"The bank is this file:\n{clean_line(path)}", {"c": "copy the path"}, copy)

    def action_share(self, _way: str = "") -> None:
        self._with_file(self._ask_target)

    def _ask_target(self, entry: LibraryEntry) -> None:
        question = "Share the bank, with its sources and pictures, as which zip? Another name makes a folder."
        usual = str(Path.home() / f"{entry.path.stem}.zip")
        self.navigation.ask("ask", question, _refuse_target, usual, then=lambda name: self._share(entry, name))

    def _share(self, entry: LibraryEntry, name: str | None) -> None:
        from quiz.authoring.sharing import give
        from quiz.library.library import BankFile, home_of

        if name is None:
            return
        target = _path(name)
        try:
            give(BankFile.read(entry.path, home_of(entry.path)), target)
        except FileProblem as problem:
            self._refused(problem)
        else:
            self.services.tell(f"Made {clean_line(str(target))}.", timeout=15)

    def action_export(self, _way: str = "") -> None:
        self._with_file(lambda entry: export_bank(entry, self.navigation, self.services))

    def action_take_in(self, _way: str = "") -> None:
        import_file(self.navigation, "Which file? A zip that was shared from here, or a bank.")

    # Deleting

    @property
    def _trash(self) -> Trash:
        from quiz.authoring.trash import Trash

        return Trash(data_folder() / "trash")

    def action_delete_bank(self, _way: str = "") -> None:
        self._with_file(self._ask_to_delete, own=True)

    def _ask_to_delete(self, entry: LibraryEntry) -> None:
        message = (
            f"Delete the bank {entry.title}? It goes into the trash, from which it can be put back; what is known of "
            f"its questions stays."
        )
        self.navigation.decide(message, {"d": "delete it"}, lambda key: self._delete(entry) if key == "d" else None)

    def _delete(self, entry: LibraryEntry) -> None:
        try:
            self._trash.put(entry.path, entry.title, datetime.now(UTC))
        except FileProblem as problem:
            self._refused(problem)
        else:
            self._done(f"{entry.title} is in the trash.")

    def action_trash(self, _way: str = "") -> None:
        """Show what was deleted, to put back one of it or to empty the trash."""
        deleted = self._trash.every()
        if not deleted:
            self.services.tell("The trash is empty.")
            return
        lines = [f"{one.title}  deleted {one.at.astimezone():%d %b %Y %H:%M} from {one.file}" for _, one in deleted]

        def settle(place: int | None) -> None:
            if place == len(deleted):
                self._ask_to_empty(len(deleted))
            elif place is not None:
                self._put_back(deleted[place][0])

        self.navigation.ask("pick", "Put back which bank?", [*lines, "Empty the trash …"], then=settle)

    def _put_back(self, name: str) -> None:
        try:
            path = self._trash.put_back(name)
        except FileProblem as problem:
            self._refused(problem)
        else:
            self._done(f"Put back {clean_line(str(path))}.", path)

    def _ask_to_empty(self, count: int) -> None:
        def empty(key: str | None) -> None:
            if key == "e":
                self.services.tell(f"{counted(self._trash.empty(), 'bank')} deleted for good.")

        message = f"Empty the trash? {counted(count, 'bank')} in it will be gone for good."
        self.navigation.decide(message, {"e": "empty it"}, empty)


def _path(name: str) -> Path:
    return Path(os.path.expanduser(name))  # noqa: PTH111 - `Path.expanduser` raises for a name without a home


def _refuse_empty(text: str) -> str | None:
    return None if text else "A bank needs a title."


def _refuse_target(text: str) -> str | None:
    if not text:
        return "Name a file that ends in .zip, or a folder."
    if os.path.lexists(_path(text)):
        return "Something has this name already; choose another."
    return None if _path(text).absolute().parent.is_dir() else "There is no such folder to put it into."
