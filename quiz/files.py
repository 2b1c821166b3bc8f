"""Bounded reading of files, whole replacement, and removal of the litter of killed writes."""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PRIVATE: Final = 0o600
"""The permissions of a file that its owner alone may read."""
LITTER_AGE: Final = 24 * 60 * 60.0
"""Seconds after which an unfinished file is no longer being written by any program."""
OWN_LIMIT: Final = 256 << 20
"""Bytes up to which a file of the program's own is read; it never writes a larger one."""
SETTINGS_LIMIT: Final = 1 << 20
"""Bytes up to which a file of settings is read."""
RESTORING: Final = ".restore-"
"""The start of the name of a temporary folder that holds a copy of the scores during a restore."""
_MARK_LENGTH: Final = 16
_HEX: Final = frozenset("0123456789abcdef")
_TEMPFILE: Final = frozenset("abcdefghijklmnopqrstuvwxyz0123456789_")
_COMPANIONS: Final = ("-journal", "-wal", "-shm")
"""The suffixes of the files that SQLite keeps beside a database."""


class FileProblem(Exception):
    """A file that cannot be read or written; the message names the remedy, `path` the file."""

    def __init__(self, path: Path, message: str) -> None:
        super().__init__(message)
        self.path = path
        self.message = message


@contextlib.contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """Open the regular file `path` for reading.

    Raises `FileProblem` for anything else: missing, a folder, a pipe or device (never opened for a blocking read), not
    allowed; and where reading it inside fails.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0))
    except (OSError, ValueError) as error:
        raise FileProblem(path, _reason(error)) from error
    try:
        mode = os.fstat(descriptor).st_mode
        if stat.S_ISDIR(mode):
            raise FileProblem(path, "this is a folder; name a file in it")
        if not stat.S_ISREG(mode):
            raise FileProblem(path, "this is not a regular file but a pipe, socket or device; name an ordinary file")
        with open(descriptor, "rb", closefd=False) as file:
            yield file
    except OSError as error:
        raise FileProblem(path, _reason(error)) from error
    finally:
        os.close(descriptor)


def read_bounded(path: Path, limit: int, *, own: bool = False) -> bytes:
    """Return the bytes of the regular file `path`, at most `limit` of them.

    Raises `FileProblem` where it is larger, with `own` where another user may write to it, and as `opened` does.
    """
    with opened(path) as file:
        status = os.fstat(file.fileno())
        if own and not is_own(status):
            raise FileProblem(path, "another user may write to it; change its permissions")
        if status.st_size > limit:
            raise FileProblem(path, _too_large(limit))
        data = file.read(status.st_size + 1)  # as much memory is taken as is asked for
        if len(data) > status.st_size:  # it grew meanwhile
            data += file.read(limit + 1 - len(data))
    if len(data) > limit:
        raise FileProblem(path, _too_large(limit))
    return data


def is_own(status: os.stat_result) -> bool:
    """Tell whether a file or folder is the person's own and nobody else may write to it, as far as the system says."""
    return not hasattr(os, "geteuid") or (is_owner(status) and not status.st_mode & 0o022)


def is_owner(status: os.stat_result) -> bool:
    """Tell whether a file or folder belongs to the person, as far as the system says."""
    return not hasattr(os, "geteuid") or status.st_uid == os.geteuid()


def private_folder(folder: Path) -> None:
    """Make a folder, and those above it that are missing, for their owner alone. Raises `OSError`."""
    if folder.is_dir():
        return
    if folder.parent != folder:
        private_folder(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)


def signature(path: Path) -> tuple[int, int, int] | None:
    """Return a value that changes whenever the file is written; None where it is missing."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def write_new(path: Path, data: bytes, mode: int = 0o666) -> None:
    """Make the file `path` with these bytes: see `created`."""
    with created(path, mode) as file:
        file.write(data)


@contextlib.contextmanager
def created(path: Path, mode: int = 0o666) -> Iterator[BinaryIO]:
    """Make the file `path` and write it; what is there already, a link or folder too, is left alone.

    It gets `mode` less the umask. Raises `FileProblem` where something is there or it cannot be written; then, and
    after any other error inside, nothing of it stays.
    """
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0), mode)
    except (OSError, ValueError) as error:
        raise FileProblem(path, _reason(error)) from error
    try:
        with open(descriptor, "wb") as file:  # noqa: PTH123 - a descriptor, not a path
            yield file
            file.flush()
            os.fsync(descriptor)
        sync_folder(path.parent)
    except BaseException as error:
        with contextlib.suppress(OSError):
            path.unlink()
        if isinstance(error, OSError):
            raise FileProblem(path, _reason(error)) from error
        raise


def write_atomic(path: Path, data: bytes, mode: int = 0o666) -> None:
    """Replace `path` by `data` whole: see `replaced`."""
    with replaced(path, mode) as file:
        file.write(data)


def write_private(path: Path, data: bytes, *, lasting: bool = True) -> None:
    """Replace a file of the program's own by `data` whole, for its owner alone, whatever stood there before.

    Without `lasting` a power cut may bring the old one back. Raises `FileProblem`.
    """
    with replaced(path, PRIVATE, keep=False, lasting=lasting) as file:
        file.write(data)


@contextlib.contextmanager
def replaced(path: Path, mode: int = 0o666, *, keep: bool = True, lasting: bool = True) -> Iterator[BinaryIO]:
    """Write a file that takes the place of `path` once it is whole: readers see the old or the new, never a part.

    With `keep` a file that is there keeps its permissions; a new one gets `mode` less the umask, and folders that are
    missing are as private as it is. Raises `FileProblem`; then, and after any other error inside, the old one stays.
    """
    temporary = unfinished(path)
    try:
        if mode & 0o077:
            path.parent.mkdir(parents=True, exist_ok=True)
        else:
            private_folder(path.parent)
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        with open(descriptor, "wb") as file:  # noqa: PTH123 - a descriptor, not a path
            if keep and path.exists():
                temporary.chmod(stat.S_IMODE(path.stat().st_mode))
            yield file
            file.flush()
            os.fsync(descriptor)
        temporary.replace(path)
        if lasting:
            sync_folder(path.parent)
    except BaseException as error:
        with contextlib.suppress(OSError):
            temporary.unlink()
        if isinstance(error, OSError):
            raise FileProblem(path, _reason(error)) from error
        raise


def sync_folder(folder: Path) -> None:
    """Put the names in a folder on the disk, so that a rename outlives a power cut, where the system can."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY | getattr(os, "O_CLOEXEC", 0))
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


# What a killed write leaves


def unfinished(path: Path) -> Path:
    """Return a new name beside `path` for a file that replaces it once it is whole."""
    return path.with_name(_unfinished_name(path.name, os.urandom(_MARK_LENGTH // 2).hex()))


def is_unfinished(name: str) -> bool:
    """Tell whether a name is one that `unfinished` gave, or that of SQLite's file beside one."""
    for companion in _COMPANIONS:
        name = name.removesuffix(companion)
    mark = name[-_MARK_LENGTH:]
    stem = name[1 : -_MARK_LENGTH - 1]
    return stem != "" and _HEX.issuperset(mark) and name == _unfinished_name(stem, mark)


def _unfinished_name(name: str, mark: str) -> str:
    return f".{name[:40]}-{mark}"


def sweep(folders: Iterable[Path], now: float) -> None:
    """Remove from folders the files and copies of scores that a killed program left there a day or longer ago.

    `now` is in seconds since 1970. No link is followed, and what cannot be removed stays.
    """
    for folder in folders:
        with contextlib.suppress(OSError):
            with os.scandir(folder) as entries:
                left = [entry for entry in entries if entry.name.startswith(".") and _is_left(entry, now)]
            for entry in left:
                _remove(entry)


def _is_left(entry: os.DirEntry[str], now: float) -> bool:
    mark = entry.name.removeprefix(RESTORING)
    is_copy = len(mark) == 8 and entry.name == RESTORING + mark and _TEMPFILE.issuperset(mark)
    if not (is_copy or is_unfinished(entry.name)):
        return False
    with contextlib.suppress(OSError):
        fits = entry.is_dir(follow_symlinks=False) if is_copy else entry.is_file(follow_symlinks=False)
        return fits and entry.stat(follow_symlinks=False).st_mtime <= now - LITTER_AGE
    return False


def _remove(entry: os.DirEntry[str]) -> None:
    if entry.is_dir(follow_symlinks=False):
        import shutil

        shutil.rmtree(entry.path, ignore_errors=True)
        return
    with contextlib.suppress(OSError):
        Path(entry.path).unlink()


def _too_large(limit: int) -> str:
    size = f"{limit >> 20} MiB" if limit >= 1 << 20 else f"{limit:,} bytes"
    return f"the file is larger than {size}; split it into several"


def _reason(error: OSError | ValueError) -> str:
    match error:
        case FileExistsError():
            return "something has this name already; choose another"
        case FileNotFoundError():
            return "there is no such file; check the name"
        case PermissionError():
            return "access is not allowed; change the permissions of the file or its folder"
        case IsADirectoryError():
            return "this is a folder; name a file in it"
        case OSError() if error.strerror:
            return error.strerror[0].lower() + error.strerror[1:]
        case _:
            return "the name is not a possible file name"
