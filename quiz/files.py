"""Reading files with a bound, and replacing them whole."""

import contextlib
import os
import secrets
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO


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


def read_bounded(path: Path, limit: int) -> bytes:
    """Return the bytes of the regular file `path`, at most `limit` of them.

    Raises `FileProblem` where it is larger, and as `opened` does.
    """
    with opened(path) as file:
        if os.fstat(file.fileno()).st_size > limit:
            raise FileProblem(path, _too_large(limit))
        data = file.read(limit + 1)
    if len(data) > limit:
        raise FileProblem(path, _too_large(limit))
    return data


def signature(path: Path) -> tuple[int, int, int] | None:
    """Return what is another once a file was written; None where it is not there."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def write_new(path: Path, data: bytes) -> None:
    """Make the file `path` with these bytes: see `created`."""
    with created(path) as file:
        file.write(data)


@contextlib.contextmanager
def created(path: Path, mode: int = 0o666) -> Iterator[BinaryIO]:
    """Make the file `path` and write it; what is there already, a link or folder too, is left alone.

    It gets `mode` less the umask. Raises `FileProblem` where something is there or it cannot be written; then, and after any other error inside,
    nothing of it stays.
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


@contextlib.contextmanager
def replaced(path: Path, mode: int = 0o666) -> Iterator[BinaryIO]:
    """Write a file that takes the place of `path` once it is whole: readers see the old or the new, never a part.

    A file that is there keeps its permissions; a new one gets `mode` less the umask. Raises `FileProblem`; then, and
    after any other error inside, the old one stays.
    """
    temporary = path.with_name(f".{path.name[:40]}-{secrets.token_hex(8)}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        with open(descriptor, "wb") as file:  # noqa: PTH123 - a descriptor, not a path
            if path.exists():
                temporary.chmod(stat.S_IMODE(path.stat().st_mode))
            yield file
            file.flush()
            os.fsync(descriptor)
        temporary.replace(path)
    except BaseException as error:
        with contextlib.suppress(OSError):
            temporary.unlink()
        if isinstance(error, OSError):
            raise FileProblem(path, _reason(error)) from error
        raise


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
