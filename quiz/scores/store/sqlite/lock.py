"""The lock of the store: who has it open, and whether one has it alone.

It is held on a file of its own beside the database, never on the database: closing a second descriptor of that one
would drop the locks that SQLite holds on it.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from pathlib import Path

LOCK_NAME: Final = "scores.lock"
WAIT: Final = 10.0
"""Seconds for which a program waits until another one has put the store in order."""
_PAUSE: Final = 0.02
_TRIES: Final = 5
_FIRST, _PLACES = 1 << 30, 1 << 10
"""Where the bytes lie that are locked on Windows, far behind the note, and how many: one for each program."""

_Take = Callable[[int, bool], None]
"""Takes a lock on a descriptor, alone or shared, without waiting. Raises `BlockingIOError` where another is in the way.

Raises another `OSError` where there are no locks.
"""


class StoreLock:
    """The hold that one open store has on the lock of its data folder.

    `share` before the store is opened, `try_exclusive` before the file is moved or replaced, `release` at the end. Each
    instance is a holder of its own, also within one process.
    """

    def __init__(self, folder: Path, *, make: bool = True) -> None:
        """make: whether the lock file is made where there is none; one who only looks makes nothing."""
        self.path = folder / LOCK_NAME
        self._make = make
        self._descriptor: int | None = None
        self._alone: bool | None = None
        self._refused = False

    @property
    def is_held(self) -> bool:
        return self._alone is not None

    @property
    def is_exclusive(self) -> bool:
        return self._alone is True

    @property
    def is_possible(self) -> bool:
        """Whether there is a lock file that can be opened, and locks on it; where not, nothing may be set aside."""
        return self._open() and not self._refused

    def share(self, wait: float = WAIT) -> bool:
        """Hold the lock together with others, also where it was held alone before.

        Waits so many seconds for one who holds it alone. Returns False where that one still does, or no lock is
        possible.
        """
        return self._hold(alone=False, wait=wait)

    def try_exclusive(self, wait: float = 0.0) -> bool:
        """Hold the lock alone, and say whether that could be: nobody else has the store open then.

        Waits so many seconds for the others. Where it could not be, what was shared before is shared again.
        """
        was_shared = self._alone is False
        if self._hold(alone=True, wait=wait):
            return True
        if was_shared:
            self._alone = None  # turning one kind into the other lets go of the first
            self._hold(alone=False, wait=WAIT)
        return False

    def release(self) -> None:
        """Let go, whatever was held."""
        self._alone = None
        if self._descriptor is not None:
            _held.pop(self._descriptor, None)
            os.close(self._descriptor)
            self._descriptor = None

    def note(self) -> str:
        """Return what the last `set_note` of whatever program left in the file."""
        if not self._open() or self._descriptor is None:
            return ""
        try:
            os.lseek(self._descriptor, 0, os.SEEK_SET)
            return os.read(self._descriptor, 1000).decode("ascii", "replace")
        except OSError:
            return ""

    def set_note(self, text: str, *, lasting: bool = False) -> None:
        """Leave a short note in the file; lasting: also for the time after a power cut. Raises `OSError`."""
        if self._open() and self._descriptor is not None:
            os.lseek(self._descriptor, 0, os.SEEK_SET)
            os.write(self._descriptor, text.encode("ascii"))
            os.ftruncate(self._descriptor, len(text))
            if lasting:
                os.fsync(self._descriptor)

    def _hold(self, *, alone: bool, wait: float) -> bool:
        deadline, removed = time.monotonic() + wait, 0
        while removed < _TRIES and self._open() and self._descriptor is not None:
            try:
                _taker()(self._descriptor, alone)
            except BlockingIOError:
                if time.monotonic() >= deadline:
                    return False
                time.sleep(_PAUSE)
            except OSError:
                self._refused = True
                self.release()
                return False
            else:
                if _is_same(self._descriptor, self.path):
                    self._alone = alone
                    return True
                removed += 1
                self.release()  # the file was removed between opening and locking it
        self._refused = self._refused or removed == _TRIES
        return False

    def _open(self) -> bool:
        if self._descriptor is None and _taker() is not _no_locks:
            with contextlib.suppress(OSError):
                flags = os.O_RDWR | os.O_CREAT if self._make else os.O_RDONLY
                self._descriptor = os.open(self.path, flags | getattr(os, "O_NONBLOCK", 0), 0o600)
        return self._descriptor is not None


@contextlib.contextmanager
def one_at_a_time(folder: Path, wait: float = WAIT) -> Iterator[bool]:
    """Keep others from opening the store of a folder meanwhile, those too that wait to share it.

    Gives False where another one still opens it after so many seconds. Where a folder cannot be locked (Windows, some
    network folders) nobody is kept from anything, and it gives True.
    """
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:
        yield True
        return
    try:
        deadline = time.monotonic() + wait
        while True:
            try:
                _taker()(descriptor, True)
            except BlockingIOError:
                if time.monotonic() < deadline:
                    time.sleep(_PAUSE)
                    continue
                yield False
            except OSError:
                yield True
            else:
                yield True
            return
    finally:
        os.close(descriptor)


def _is_same(descriptor: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except OSError:
        return False


# Systems


def _taker() -> _Take:
    """Return how this system locks a file."""
    for name, take in (("fcntl", _flock), ("msvcrt", _lock_bytes)):
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
            return take
    return _no_locks


def _flock(descriptor: int, alone: bool) -> None:
    system: Any = importlib.import_module("fcntl")
    system.flock(descriptor, (system.LOCK_EX if alone else system.LOCK_SH) | system.LOCK_NB)


def _lock_bytes(descriptor: int, alone: bool) -> None:
    """Lock one byte of many, so that several can, or all of them at once."""
    system: Any = importlib.import_module("msvcrt")
    held = _held.pop(descriptor, None)
    if held is not None:
        os.lseek(descriptor, held[0], os.SEEK_SET)
        system.locking(descriptor, system.LK_UNLCK, held[1])
    start, length = (_FIRST, _PLACES) if alone else (_FIRST + int.from_bytes(os.urandom(8), "big") % _PLACES, 1)
    os.lseek(descriptor, start, os.SEEK_SET)
    try:
        system.locking(descriptor, system.LK_NBLCK, length)
    except OSError as error:
        raise BlockingIOError(error.errno, error.strerror) from error
    _held[descriptor] = start, length


_held: Final[dict[int, tuple[int, int]]] = {}
"""What is locked on Windows, by descriptor: the first byte and how many."""


def _no_locks(descriptor: int, alone: bool) -> None:
    raise OSError(descriptor, "there are no locks here", alone)
