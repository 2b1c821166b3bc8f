"""Settings of a folder of banks: a `quiz.toml` beside them. For example:

select = ["F", "Y"]        # only these rules; all unless given
ignore = ["F008"]          # not these
[files."cases/*.yaml"]     # the same for files by their path from here
ignore = ["long-prompt"]
"""

from __future__ import annotations

import re
import tomllib
from fnmatch import fnmatchcase
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

from quiz.diagnostics.findings import Diagnostic
from quiz.diagnostics.lines import WHOLE_FILE, Lines, Span
from quiz.diagnostics.suggest import did_you_mean
from quiz.files import SETTINGS_LIMIT, FileProblem, read_bounded
from quiz.lint.rules import lint_finding
from quiz.lint.selection import Selection, unknown_entries
from quiz.text import shortened

if TYPE_CHECKING:
    from pathlib import Path


NAME: Final = "quiz.toml"
_LISTS: Final = ("select", "ignore")


class FolderSettings(Struct, frozen=True):
    """The switches of a quiz.toml, by pattern in `files`, and the findings about it."""

    selection: Selection = Selection()
    files: dict[str, Selection] = {}
    diagnostics: tuple[Diagnostic, ...] = ()

    def selection_for(self, name: str) -> Selection:
        """Return the switches for a file by its path from the folder, with `/` between its parts."""
        selection = self.selection
        for pattern, more in self.files.items():
            if fnmatchcase(name, pattern):
                selection = Selection(more.select or selection.select, (*selection.ignore, *more.ignore))
        return selection


class SettingsFiles:
    """The quiz.toml files of the banks that are checked, each read once.

    diagnostics: the findings about those read so far.
    """

    def __init__(self) -> None:
        self._read: dict[Path, FolderSettings] = {}

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        return tuple(chain.from_iterable(settings.diagnostics for settings in self._read.values()))

    def selection_for(self, path: Path, folder: Path) -> Selection:
        """Return the switches that the nearest quiz.toml, up to `folder`, has for the bank at `path`."""
        settings = settings_of(path, folder)
        if settings is None:
            return Selection()
        if settings not in self._read:
            self._read[settings] = read_settings(settings)
        return self._read[settings].selection_for(path.relative_to(settings.parent).as_posix())


def settings_of(path: Path, folder: Path) -> Path | None:
    """Return the quiz.toml beside a bank, or the nearest one above it within `folder`."""
    parent = path.parent
    while not (parent / NAME).is_file():
        if parent == folder or not parent.is_relative_to(folder) or parent == parent.parent:
            return None
        parent = parent.parent
    return parent / NAME


def read_settings(path: Path) -> FolderSettings:
    """Read a quiz.toml. What cannot be used is named and left out."""
    file = str(path)
    try:
        text = read_bounded(path, SETTINGS_LIMIT).decode("utf-8-sig")
    except FileProblem as problem:
        return _faulty(file, problem.message, WHOLE_FILE)
    except UnicodeDecodeError:
        return _faulty(file, "it is not written in UTF-8; save it as UTF-8", WHOLE_FILE)
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message, _, place = str(error).partition(" (at ")
        numbers = [int(number) for number in re.findall(r"\d+", place)]
        line, column = numbers if len(numbers) == 2 else (max(1, len(Lines(text)) - text.endswith("\n")), 1)
        return _faulty(file, message, Span(line, column, line, column + 1))
    except RecursionError:
        return _faulty(file, "it is nested too deeply", WHOLE_FILE)
    return _Checker(file, text).check(table)


def _faulty(file: str, message: str, span: Span) -> FolderSettings:
    head, _, help_ = message.partition("; ")
    message_text = f"The settings cannot be read: {shortened(head[:1].lower() + head[1:], 200)}."
    help_ = help_ or 'write `ignore = ["F008"]`, texts in quotes and lists in brackets'
    return FolderSettings(diagnostics=(lint_finding("S021", message_text, file, span, help=help_),))


class _Checker:
    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text
        self.lines = Lines(text)
        self.found: list[Diagnostic] = []

    def check(self, table: dict[str, Any]) -> FolderSettings:
        files = table.pop("files", {})
        selection = self._selection(table, (*_LISTS, "files"))
        by_pattern: dict[str, Selection] = {}
        if not isinstance(files, dict):
            self._add("S020", "`files` should be a table.", "files", 'write `[files."cases/*.yaml"]`')
            files = {}
        for pattern, entry in files.items():
            if isinstance(entry, dict):
                by_pattern[pattern] = self._selection(entry, _LISTS)
            else:
                message = f"`{shortened(pattern)}` should be a table."
                self._add("S020", message, pattern, f'write `[files."{shortened(pattern)}"]`')
        return FolderSettings(selection, by_pattern, tuple(self.found))

    def _selection(self, table: dict[str, Any], known: tuple[str, ...]) -> Selection:
        lists: dict[str, tuple[str, ...]] = {}
        for key, value in table.items():
            if key not in known:
                help_ = did_you_mean(key, known, f"its settings are {', '.join(known)}")
                self._add("S020", f"There is no setting `{shortened(key)}`.", key, help_ or "")
            elif not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
                self._add("S020", f"`{key}` should be a list of texts.", key, f'write `{key} = ["F008"]`')
            else:
                wrong = unknown_entries(value)
                for entry, message, help_ in wrong:
                    self._add("S012", message, entry, help_)
                bad = {entry for entry, *_ in wrong}
                lists[key] = tuple(entry for entry in value if entry not in bad)
        return Selection(**lists)

    def _add(self, code: str, message: str, word: str, help_: str) -> None:
        match = re.search(rf"^[^#\n]*?({re.escape(word)})", self.text, re.MULTILINE) if word else None
        span = self.lines.span(match.start(1), match.end(1)) if match else WHOLE_FILE
        self.found.append(lint_finding(code, message, self.file, span, help=help_))
