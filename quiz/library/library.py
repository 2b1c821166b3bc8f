"""The library of a person: banks in their own folder, in folders they name, and the bundled ones."""

from __future__ import annotations

import os
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from quiz.bank.model import Bank
from quiz.diagnostics.codes import Severity
from quiz.diagnostics.findings import Diagnostic, finding
from quiz.files import FileProblem, read_bounded, signature
from quiz.library.cache import Cache, entry_of, key_of
from quiz.library.folders import library_folders
from quiz.paths import own_banks_folder
from quiz.reading.reading import MAX_BYTES, VERSION, Reading
from quiz.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from quiz.bank.model import Reference
    from quiz.reading.references import Sources

SOURCES_NAME: Final = "sources.yaml"
_SUFFIXES: Final = (".yaml", ".yml")


class LibraryEntry(Struct, frozen=True):
    """A bank file of the library. `bank` is None where it cannot be read; the diagnostics say why.

    seen: what `quiz.files.signature` said of the file before it was read.
    """

    path: Path
    bank: Bank | None
    diagnostics: tuple[Diagnostic, ...] = ()
    shadowed_by: Path | None = None
    bundled: bool = False
    seen: tuple[int, int, int] | None = None

    @property
    def id(self) -> str:
        return self.bank.id if self.bank else clean_line(self.path.stem)

    @property
    def title(self) -> str:
        return self.bank.title if self.bank else clean_line(self.path.stem)

    @property
    def problems(self) -> int:
        """How many errors and warnings there are."""
        return sum(diagnostic.severity is not Severity.HINT for diagnostic in self.diagnostics)

    @property
    def is_playable(self) -> bool:
        return self.bank is not None and bool(self.bank.questions) and self.shadowed_by is None


class Library(Struct, frozen=True):
    """The banks, own ones first, and the findings about the folders they come from."""

    entries: tuple[LibraryEntry, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def playable(self) -> tuple[LibraryEntry, ...]:
        return tuple(entry for entry in self.entries if entry.is_playable)

    def find(self, id: str) -> LibraryEntry | None:  # noqa: A002 - a bank's id
        """Return the playable bank with this id."""
        return next((entry for entry in self.playable if entry.id == id), None)

    def suggest(self, id: str) -> tuple[str, ...]:  # noqa: A002 - a bank's id
        """Return the ids of playable banks that are near `id`, the nearest first."""
        import difflib

        by_fold = {entry.id.casefold(): entry.id for entry in self.playable}
        return tuple(by_fold[name] for name in difflib.get_close_matches(id.casefold(), by_fold, n=3, cutoff=0.5))


def open_library(folders: Iterable[tuple[Path, bool]], cache: Path | None = None) -> Library:
    """Read every bank in the folders; `cache` is the folder for compiled banks, None for no cache."""
    shelf = _Shelf(cache)
    own = own_banks_folder()
    entries: list[LibraryEntry] = []
    diagnostics: list[Diagnostic] = []
    first: dict[str, Path] = {}
    seen: set[str] = set()
    for folder, bundled in folders:
        paths, problem = bank_files(folder)
        is_fine = folder == own and not os.path.isfile(folder)  # noqa: PTH113 - as in `bank_files`
        if problem is not None and not (is_fine and problem.code in {"B060", "B061"}):
            diagnostics.append(problem)
        for path in paths:
            real = os.path.realpath(path)
            if real in seen:
                continue
            seen.add(real)
            entry = shelf.open(path, folder, bundled=bundled)
            if entry.bank is not None and entry.bank.questions:
                shadow = first.setdefault(entry.id, path)
                if shadow != path:
                    entry = replace(entry, shadowed_by=shadow)
            entries.append(entry)
    shelf.prune()
    return Library(tuple(entries), tuple(diagnostics))


def open_bank(path: Path, cache: Path | None = None, *, folder: Path | None = None) -> LibraryEntry:
    """Read a single bank file, its sources beside it or the nearest above it within `folder`.

    Without `folder` that is the folder of the library in which the file lies, if it lies in one.
    """
    return _Shelf(cache).open(path, folder or home_of(path), bundled=False)


def cached_reading(path: Path, cache: Path) -> Reading | None:
    """Return what the cache says of a bank as it is now; None where it says nothing of it."""
    try:
        file = BankFile.read(path, home_of(path))
    except FileProblem:
        return None
    return entry_of(cache / "banks" / file.key(str(VERSION).encode()), Reading)


def home_of(path: Path) -> Path:
    """Return the folder of the library in which a file lies, or else its own folder."""
    for folder, _ in library_folders():
        if path.is_relative_to(folder) or path.absolute().is_relative_to(folder):
            return folder
        real = Path(os.path.realpath(folder))  # a path whose links were followed lies there
        if path.is_relative_to(real):
            return real
    return path.parent


def bank_files(folder: Path) -> tuple[list[Path], Diagnostic | None]:
    """Return the bank files of a folder, sorted, and a finding where there is none."""
    name = str(folder)
    shown = clean_line(name)
    if not os.path.isdir(folder):  # noqa: PTH112 - unlike `is_dir` it raises nothing where a folder above is closed
        message = f"There is no folder {shown}."
        return [], finding("B060", message, name, help="make it, or name another folder")
    failures: list[OSError] = []
    root = os.path.realpath(folder)
    paths = sorted(_walk(folder, root, failures, _is_bank))
    if failures and not paths:
        message = f"The folder {shown} cannot be read."
        return [], finding("B060", message, name, help="change its permissions, or name another folder")
    if not paths:
        message = f"The folder {shown} holds no bank."
        return [], finding("B061", message, name, help="put a .yaml file with questions there, or name another folder")
    return paths, None


def _is_bank(name: str) -> bool:
    return name.endswith(_SUFFIXES) and name != SOURCES_NAME


def _walk(folder: Path, root: str, failures: list[OSError], wanted: Callable[[str], bool]) -> Iterator[Path]:
    for parent, folders, files in os.walk(folder, onerror=failures.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in files:
            if name.startswith(".") or not wanted(name):
                continue
            path = Path(parent, name)
            if not path.is_symlink() or Path(os.path.realpath(path)).is_relative_to(root):
                yield path


def sources_of(path: Path, folder: Path) -> Path | None:
    """Return the `sources.yaml` beside a bank, or the nearest one above it within `folder`."""
    parent = path.parent
    while True:
        candidate = parent / SOURCES_NAME
        if os.path.lexists(candidate):
            return candidate
        if parent == folder or not parent.is_relative_to(folder) or parent == parent.parent:
            return None
        parent = parent.parent


def source_files(folder: Path) -> list[Path]:
    """Return every `sources.yaml` in a folder."""
    walked = _walk(folder, os.path.realpath(folder), [], lambda name: name == SOURCES_NAME)
    return sorted(walked)


def unreadable(problem: FileProblem) -> Diagnostic:
    """Return the finding of a file that cannot be read at all."""
    head, _, help_ = problem.message.partition("; ")
    return finding("Y001", f"{head[0].upper()}{head[1:]}.", str(problem.path), help=help_ or None)


class _Shelf:
    """Opens banks, through a cache where there is one."""

    def __init__(self, cache: Path | None) -> None:
        self._cache = Cache(cache / "banks" if cache is not None else None)
        self._sources: dict[Path, SourceList] = {}

    def open(self, path: Path, folder: Path, *, bundled: bool) -> LibraryEntry:
        seen = signature(path)
        try:
            file = BankFile.read(path, folder, self._sources)
        except FileProblem as problem:
            return LibraryEntry(path, None, (unreadable(problem),), None, bundled, seen)
        key = file.key(str(VERSION).encode())
        reading = self._cache.load(key, Reading)
        if reading is None:
            reading = _read(file)
            self._cache.save(key, reading)
        return LibraryEntry(path, reading.bank, reading.diagnostics, None, bundled, seen)

    def prune(self) -> None:
        self._cache.prune()


class SourceList(Struct, frozen=True, dict=True):
    """The bytes of a `sources.yaml`, or why there are none."""

    path: Path
    data: bytes | FileProblem

    @classmethod
    def read(cls, path: Path) -> SourceList:
        try:
            return cls(path, read_bounded(path, MAX_BYTES))
        except FileProblem as problem:
            return cls(path, problem)

    @cached_property
    def sources(self) -> Sources:
        """What the list says, read once for all banks that go with it."""
        from quiz.reading.references import Sources, read_sources

        if isinstance(self.data, FileProblem):
            return Sources({}, (unreadable(self.data),), broken=True)
        return read_sources(self.data, str(self.path))


class BankFile(Struct, frozen=True):
    """The bytes of a bank, and the source list that it goes with, where there is one."""

    path: Path
    data: bytes
    source_list: SourceList | None

    @classmethod
    def read(cls, path: Path, folder: Path, known: dict[Path, SourceList] | None = None) -> BankFile:
        """Read a bank and its sources within `folder`; `known` keeps source lists. Raises `FileProblem`."""
        return cls.version(path, folder, read_bounded(path, MAX_BYTES), known)

    @classmethod
    def version(cls, path: Path, folder: Path, data: bytes, known: dict[Path, SourceList] | None = None) -> BankFile:
        """Return the file as if it held these bytes, whatever is at `path` now."""
        place = sources_of(path, folder)
        if place is None:
            return cls(path, data, None)
        known = {} if known is None else known
        if place not in known:
            known[place] = SourceList.read(place)
        return cls(path, data, known[place])

    def key(self, *more: bytes) -> str:
        """Return the key of a cached result that depends on the file and on `more`."""
        # The path is part of it because diagnostics name the file.
        listed, content = b"", b""
        if self.source_list is not None:
            listed, data = os.fsencode(self.source_list.path), self.source_list.data
            content = data.message.encode() if isinstance(data, FileProblem) else data
        return key_of((*more, os.fsencode(self.path), listed, content, self.data))

    def references(self) -> tuple[dict[str, Reference] | None, tuple[Diagnostic, ...]]:
        """Return the shared references as `read_bank` takes them, and a finding where they cannot be read."""
        from quiz.reading.references import broken_sources

        if self.source_list is None:
            return {}, ()
        sources = self.source_list.sources
        if sources.broken:
            return None, (broken_sources(str(self.path), self.source_list.path.name),)
        return sources.references, ()


def _read(file: BankFile) -> Reading:
    from quiz.reading.reader import read_bank

    shared, more = file.references()
    reading = read_bank(file.data, str(file.path), shared)
    return Reading(reading.bank, (*more, *reading.diagnostics)) if more else reading
