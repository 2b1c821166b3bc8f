"""Helpers of all commands: opening the library, banks by name, the store and the app.

What only some commands need is loaded when it is used: the app shows the list of banks without library and store.
"""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

import click

from quiz.files import opened
from quiz.library.folders import library_folders
from quiz.paths import cache_folder, config_folder, data_folder
from quiz.settings import Settings, load_settings
from quiz.text import clean, clean_line, counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from quiz.library.library import Library, LibraryEntry
    from quiz.scores.store.base import Store
    from quiz.tui.launch import Launch

_PLAIN: Final = "`quiz take BANK --plain` asks line by line"


class Failure(click.ClickException):
    """The command cannot be carried out: exit code 2 and a message that says why."""

    exit_code = 2

    def show(self, file: object = None) -> None:  # noqa: ARG002 - click's signature
        click.echo(f"Error: {clean(self.message)}", err=True)


class Faulty(Failure):
    """The named bank can be read but has faults: exit code 1."""

    exit_code = 1


def the_library() -> Library:
    from quiz.library.library import open_library

    return open_library(library_folders(), cache_folder())


def the_store() -> Store:
    """Open the store to write into it; what the person should know goes to standard error. Raises `Failure`."""
    from quiz.scores.store.engine import open_store

    return _opened(open_store)


def the_store_to_read() -> Store:
    """Open the store to read it alone; it is empty where there is none. Raises `Failure`."""
    from quiz.scores.store.engine import open_for_a_look

    return _opened(open_for_a_look)


def _opened(opening: Callable[[Path], Store]) -> Store:
    from quiz.scores.store.records import StoreProblem

    try:
        store = opening(data_folder())
    except StoreProblem as problem:
        raise Failure(str(problem)) from problem
    if store.notice:
        click.echo(clean(store.notice), err=True)
    store.tell = lambda text: click.echo(clean(text), err=True)
    click.get_current_context().call_on_close(store.close)
    return store


def the_settings() -> Settings:
    """Read the settings; what is wrong with them goes to standard error."""
    settings, problems = load_settings(config_folder())
    for problem in problems:
        click.echo(problem, err=True)
    return settings


def tell_clock(store: Store, learner: str, settings: Settings) -> None:
    """Say on standard error if the clock was ahead when the learner answered. Raises `StoreProblem`."""
    from quiz.scores.now import local_now
    from quiz.scores.store.clock import ahead

    if (found := ahead(store, learner, local_now(), settings.day_start)) is not None:
        click.echo(found.message, err=True)


def named_entries(names: Sequence[str]) -> list[LibraryEntry]:
    """Return the banks that are named by id or file, or all that can be played. Raises `Failure`."""
    library = the_library() if not names or not all(map(looks_like_file, names)) else None
    if not names:
        assert library is not None
        if not library.playable:
            raise Failure("there is no bank to play; see `quiz list`, or put a bank into your own folder")
        return list(library.playable)
    entries: dict[str, LibraryEntry] = {}
    for name in names:
        entry = _file_entry(Path(name)) if looks_like_file(name) else _library_entry(library, name)
        entries.setdefault(entry.id, entry)
    return list(entries.values())


@contextlib.contextmanager
def input_from(file: Path) -> Iterator[BinaryIO]:
    """Open a file for reading, or standard input where it is `-`. Raises `FileProblem`."""
    if str(file) == "-":
        yield sys.stdin.buffer
        return
    with opened(file) as source:
        yield source


def looks_like_file(name: str) -> bool:
    return name.endswith((".yaml", ".yml")) or os.sep in name or Path(name).is_file()


def _file_entry(path: Path) -> LibraryEntry:
    from quiz.diagnostics.codes import RULES
    from quiz.library.library import open_bank

    entry = open_bank(path, cache_folder())
    if entry.bank is None or not entry.bank.questions:
        findings = "\n".join(
            f"  {_place(finding.file, finding.span.line)}: {finding.message}" for finding in entry.diagnostics[:5]
        )
        unreadable = any(RULES[finding.code].unreadable for finding in entry.diagnostics)
        if entry.bank is None and (foreign := _foreign(path)):
            raise Faulty(foreign)
        if entry.bank is not None and entry.bank.drafts and not findings:
            findings = f"  its questions are drafts; `quiz preview {clean_line(str(path))}` shows them"
        message = f"{clean_line(str(path))} has no question that can be asked.\n{findings}"
        raise Failure(message) if unreadable else Faulty(message)
    return entry


def _foreign(path: Path) -> str | None:
    """Return what to say of a file of another program that is given as a bank."""
    from quiz.cli.foreign_files import foreign_title, import_command
    from quiz.files import FileProblem, read_bounded
    from quiz.reading.reading import MAX_BYTES

    try:
        title = foreign_title(path, read_bounded(path, MAX_BYTES))
    except FileProblem:
        return None
    return title and f"{clean_line(str(path))} is a {title} file, not a bank; make one of it: {import_command(path)}"


def bank_path(name: str, question: str | None, line: int, *, may_be_new: bool = False) -> tuple[Path, int]:
    """Return the file of a bank that is named by id or file, and the line to begin at. Raises `Failure`."""
    if looks_like_file(name):
        path = Path(name)
        if not may_be_new and not path.exists():
            raise Failure(f"there is no file {clean_line(name)}; check the name")
    else:
        path = _library_entry(the_library(), name).path
    if question is None:
        return path, line
    from quiz.library.find_line import line_of

    found_line = line_of(path, question)
    if found_line is None:
        raise Failure(f"{clean_line(str(path))} has no question “{clean_line(question)}”; see `quiz find`")
    return path, found_line


def is_terminal() -> bool:
    """Tell whether a person types the input and reads the output."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def can_draw() -> bool:
    """Tell whether there is a terminal in which the cursor can be put anywhere."""
    return is_terminal() and os.environ.get("TERM") not in {"dumb", ""}


def needs_terminal(instead: str) -> None:
    """Raise `Failure` where there is no terminal that can draw; `instead` says what to do there."""
    if not can_draw():
        raise Failure(f"the app needs a terminal that can draw; {instead}")


def _place(file: str, line: int) -> str:
    return f"{clean_line(file)}:{line}"


def _library_entry(library: Library | None, name: str) -> LibraryEntry:
    assert library is not None
    entry = library.find(name)
    if entry is None:
        near = library.suggest(name)
        hint = f"did you mean {' or '.join(near)}?" if near else "`quiz list` shows the banks there are"
        raise Failure(f"there is no bank “{clean_line(name)}”; {hint}")
    return entry


def note_problems(entries: Sequence[LibraryEntry]) -> None:
    """Say on standard error which of the banks have faults."""
    from quiz.diagnostics.findings import is_error

    for entry in entries:
        if errors := sum(map(is_error, entry.diagnostics)):
            faults = counted(errors, "error")
            file = clean_line(str(entry.path))
            click.echo(f"{entry.id}: {faults}; the other questions are asked. See: quiz check {file}", err=True)


def run_app(launch: Launch | None = None, learner: str | None = None, *, instead: str = _PLAIN) -> int:
    """Open the app and return its exit code. Raises `Failure` without a terminal; `instead` says what to do there."""
    needs_terminal(instead)
    from quiz.tui.background import asked

    with asked(wanted=not load_settings(config_folder())[0].theme) as inquiry:
        from quiz.tui.app import open_app

        return open_app(launch, learner, inquiry)
