"""All banks a person has: their own folder, folders they name, and the bundled ones."""

from __future__ import annotations

import contextlib
import hashlib
import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from quiz.bank.diagnostics import Diagnostic, Severity, finding
from quiz.bank.reader import MAX_BYTES, VERSION, Reading
from quiz.files import FileProblem, read_bounded, write_atomic
from quiz.paths import bundled_banks_folder, own_banks_folder
from quiz.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from quiz.bank.model import Bank
    from quiz.bank.sources import Sources

SOURCES_NAME: Final = "sources.yaml"
_SUFFIXES: Final = (".yaml", ".yml")
_KEPT: Final = 200
"""Cached banks beyond this number are dropped, those not used for longest first."""


@dataclass(frozen=True)
class Entry:
    """A bank file of the library. `bank` is None where it cannot be read; the diagnostics say why."""

    path: Path
    bank: Bank | None
    diagnostics: tuple[Diagnostic, ...] = ()
    shadowed_by: Path | None = None
    bundled: bool = False

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


@dataclass(frozen=True)
class Library:
    """The banks, own ones first, and what is wrong with the folders they come from."""

    entries: tuple[Entry, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def playable(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if entry.is_playable)

    def find(self, id: str) -> Entry | None:  # noqa: A002 - a bank's id
        """Return the playable bank with this id."""
        return next((entry for entry in self.playable if entry.id == id), None)

    def suggest(self, id: str) -> tuple[str, ...]:  # noqa: A002 - a bank's id
        """Return the ids of playable banks that are near `id`, the nearest first."""
        import difflib  # noqa: PLC0415 - only after a slip

        by_fold = {entry.id.casefold(): entry.id for entry in self.playable}
        return tuple(by_fold[name] for name in difflib.get_close_matches(id.casefold(), by_fold, n=3, cutoff=0.5))


def library_folders() -> list[tuple[Path, bool]]:
    """Return the folders to look in, first come first served, each with whether it holds the bundled banks."""
    named = [Path(name).expanduser() for name in os.environ.get("QUIZ_BANKS", "").split(os.pathsep) if name]
    folders = [(own_banks_folder(), False), *((folder, False) for folder in named), (bundled_banks_folder(), True)]
    seen: set[str] = set()
    found = []
    for folder, bundled in folders:
        real = os.path.realpath(folder)
        if real not in seen:
            seen.add(real)
            found.append((folder, bundled))
    return found


def open_library(folders: Iterable[tuple[Path, bool]], cache: Path | None = None) -> Library:
    """Read every bank in the folders; `cache` is the folder for compiled banks, None for no cache."""
    shelf = _Shelf(cache)
    own = own_banks_folder()
    entries: list[Entry] = []
    diagnostics: list[Diagnostic] = []
    first: dict[str, Path] = {}
    seen: set[str] = set()
    for folder, bundled in folders:
        paths, problem = bank_files(folder)
        if problem is not None and not (folder == own and problem.code in {"B060", "B061"} and not folder.is_file()):
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


def open_bank(path: Path, cache: Path | None = None, *, folder: Path | None = None) -> Entry:
    """Read a single bank file, its sources beside it or the nearest above it within `folder`.

    Without `folder` that is the folder of the library in which the file lies, if it lies in one.
    """
    return _Shelf(cache).open(path, folder or home_of(path), bundled=False)


def open_sources(path: Path) -> Sources:
    """Read a `sources.yaml`."""
    from quiz.bank.sources import Sources, read_sources  # noqa: PLC0415 - not needed where the cache knows the bank

    try:
        return read_sources(read_bounded(path, MAX_BYTES), str(path))
    except FileProblem as problem:
        return Sources({}, (_unreadable(problem),), broken=True)


def home_of(path: Path) -> Path:
    """Return the folder of the library in which a file lies, or else its own folder."""
    for folder, _ in library_folders():
        if path.is_relative_to(folder) or path.absolute().is_relative_to(folder):
            return folder
    return path.parent


def bank_files(folder: Path) -> tuple[list[Path], Diagnostic | None]:
    """Return the bank files of a folder, sorted, and what is wrong where there is none."""
    name = str(folder)
    shown = clean_line(name)
    if not folder.is_dir():
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
    found = _walk(folder, os.path.realpath(folder), [], lambda name: name == SOURCES_NAME)
    return sorted(found)


def _unreadable(problem: FileProblem) -> Diagnostic:
    head, _, help_ = problem.message.partition("; ")
    return finding("Y001", f"{head[0].upper()}{head[1:]}.", str(problem.path), help=help_ or None)


class _Shelf:
    """Opens banks, through a cache where there is one: by the hash of what was read, never by time."""

    def __init__(self, cache: Path | None) -> None:
        self._folder = cache / "banks" if cache is not None else None
        self._sources: dict[Path, bytes | FileProblem] = {}
        self._used: set[str] = set()
        self._written = False

    def open(self, path: Path, folder: Path, *, bundled: bool) -> Entry:
        try:
            data = read_bounded(path, MAX_BYTES)
        except FileProblem as problem:
            return Entry(path, None, (_unreadable(problem),), None, bundled)
        sources_path = sources_of(path, folder)
        sources = self._read_sources(sources_path) if sources_path else b""
        key = _key(path, data, sources_path, sources)
        reading = self._load(key)
        if reading is None:
            reading = _read(path, data, sources_path, sources)
            self._save(key, reading)
        return Entry(path, reading.bank, reading.diagnostics, None, bundled)

    def _read_sources(self, path: Path) -> bytes | FileProblem:
        if path not in self._sources:
            try:
                self._sources[path] = read_bounded(path, MAX_BYTES)
            except FileProblem as problem:
                self._sources[path] = problem
        return self._sources[path]

    def _load(self, key: str) -> Reading | None:
        if self._folder is None:
            return None
        self._used.add(key)
        try:
            data = read_bounded(self._folder / key, 8 * MAX_BYTES)
            return msgspec.msgpack.decode(data, type=Reading)
        except (FileProblem, msgspec.MsgspecError, ValueError, ArithmeticError):
            return None

    def _save(self, key: str, reading: Reading) -> None:
        if self._folder is None:
            return
        self._written = True
        with contextlib.suppress(FileProblem):
            write_atomic(self._folder / key, msgspec.msgpack.encode(reading))

    def prune(self) -> None:
        """Drop cached banks beyond the number kept, after something was added."""
        if self._folder is None or not self._written:
            return
        with contextlib.suppress(OSError):
            others = [entry for entry in os.scandir(self._folder) if entry.name not in self._used]
            others.sort(key=lambda entry: entry.stat().st_mtime, reverse=True)
            for entry in others[max(0, _KEPT - len(self._used)) :]:
                Path(entry.path).unlink()


def _key(path: Path, data: bytes, sources_path: Path | None, sources: bytes | FileProblem) -> str:
    # The path is part of it because diagnostics name the file.
    digest = hashlib.blake2b(digest_size=20)
    parts: Sequence[bytes] = (
        str(VERSION).encode(),
        os.fsencode(path),
        os.fsencode(sources_path) if sources_path else b"",
        sources.message.encode() if isinstance(sources, FileProblem) else hashlib.blake2b(sources).digest(),
        data,
    )
    for part in parts:
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return f"{digest.hexdigest()}.msgpack"


def _read(path: Path, data: bytes, sources_path: Path | None, sources: bytes | FileProblem) -> Reading:
    from quiz.bank.reader import read_bank  # noqa: PLC0415
    from quiz.bank.sources import Sources, broken_sources, read_sources  # noqa: PLC0415

    if sources_path is None:
        return read_bank(data, str(path), {})
    found = Sources(broken=True) if isinstance(sources, FileProblem) else read_sources(sources, str(sources_path))
    if not found.broken:
        return read_bank(data, str(path), found.references)
    reading = read_bank(data, str(path), None)
    return Reading(reading.bank, (broken_sources(str(path), sources_path.name), *reading.diagnostics))
