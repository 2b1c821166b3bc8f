"""The process of one person: the app, drawn for a browser, with less of the machine than the server has.

It is forked from a process that has the screens loaded already, which takes a fifth of the time of a new one.
"""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from quiz.paths import FILE_SCHEME

if TYPE_CHECKING:
    import socket
    from pathlib import Path

MEMORY: Final = 1 << 29
"""Bytes of address space that a session may take."""
_REFUSED: Final = ("subprocess.Popen", "os.exec", "os.posix_spawn", "os.system", "os.fork", "os.forkpty", "pty.spawn")
"""What no session does: another program, in whatever way."""


class Request(NamedTuple):
    """What a session begins with.

    person: the learner. is_teacher: whether they see everybody's attempts. attempt: the one to go on with, None for
    home. environment: what the process has in place of the server's. store: the address of the store, not in the
    environment, which the system shows to others of the same account. log: where it writes what goes wrong.
    """

    person: str
    is_teacher: bool
    attempt: str | None
    size: tuple[int, int]
    environment: dict[str, str]
    store: str
    log: Path


def run(request: Request, line: socket.socket) -> None:
    """Run the app for a person until they leave: the whole life of a process. `line` is the way to the server."""
    _take_line(line, request.log)
    os.environ.clear()
    os.environ.update(request.environment)
    os.environ["QUIZ_STORE"] = request.store
    os.environ["COLUMNS"], os.environ["ROWS"] = map(str, request.size)
    _load(request)
    _lock()
    from quiz.tui.web import open_session

    os._exit(open_session(request.person, request.attempt, is_teacher=request.is_teacher))


def _take_line(line: socket.socket, log: Path) -> None:
    """Make the way to the server what the app reads and draws on, and the log what errors go to."""
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT
    errors = os.open(log, flags, 0o600)
    line.setblocking(True)
    for source, target in ((line.fileno(), 0), (line.fileno(), 1), (errors, 2)):
        os.dup2(source, target)
    line.close()
    os.close(errors)
    sys.stdin = sys.__stdin__ = open(0, encoding="utf-8", closefd=False)  # type: ignore[misc]  # noqa: SIM115
    sys.stdout = sys.__stdout__ = open(1, "w", encoding="utf-8", closefd=False)  # type: ignore[misc]  # noqa: SIM115
    sys.stderr = sys.__stderr__ = open(2, "w", encoding="utf-8", closefd=False)  # type: ignore[misc]  # noqa: SIM115


def _load(request: Request) -> None:
    """Load what a session may need before nothing may be started any more: some modules look for programs."""
    if not request.store.startswith(FILE_SCHEME):
        from quiz.scores.store.engine import load_server

        load_server()


def _lock() -> None:
    """Take from the process what a person in a browser has no use for."""
    if sys.platform != "win32":
        import resource

        with contextlib.suppress(ValueError, OSError):  # the system may allow less already, or know no such limit
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    def refuse(event: str, _: tuple[Any, ...]) -> None:
        if event in _REFUSED:
            raise PermissionError(f"{event} is refused in a session")

    sys.addaudithook(refuse)
