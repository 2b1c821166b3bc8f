"""The sessions that run: how one is begun, watched and ended, and how many there may be."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import multiprocessing
import socket
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import msgspec

from quiz.serve import session
from quiz.serve.wire import DATA, META, meta, packet, packets

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from datetime import datetime
    from multiprocessing.process import BaseProcess

    from quiz.serve.identity import Identity
    from quiz.serve.session import Request

_PATIENCE: Final = 5.0
"""Seconds for a session to put everything away."""


class Full(Exception):
    """As many people are there as the server takes."""


class NoSession(Exception):
    """The machine begins no session."""


@dataclass
class Session:
    """One that runs.

    since: when it was begun. seen: when a key came last, in seconds of the clock that only goes on. place: where the
    person is.
    """

    identity: Identity
    since: datetime
    process: BaseProcess
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    seen: float
    place: dict[str, Any] = field(default_factory=dict)
    reason: str = ""
    """Why the server ends it; nothing where it ends by itself."""

    async def type(self, typed: str) -> None:
        await self._send(packet(DATA, typed.encode("utf-8", "replace")))

    async def resize(self, columns: int, rows: int) -> None:
        await self._send(meta(type="resize", width=columns, height=rows))

    async def focus(self, *, has_focus: bool) -> None:
        await self._send(meta(type="focus" if has_focus else "blur"))

    async def _send(self, said: bytes) -> None:
        with contextlib.suppress(ConnectionError):
            self.writer.write(said)
            await self.writer.drain()

    async def shown(self) -> AsyncIterator[bytes | str]:
        """Give what is to be drawn, as bytes, and addresses to be opened, as text, until the session ends."""
        async for kind, payload in packets(self.reader):
            if kind == DATA:
                yield payload
            elif kind == META:
                said = msgspec.json.decode(payload)
                match said:
                    case {"type": "exit"}:
                        return
                    case {"type": "place"}:
                        self.place = said
                    case {"type": "open_url", "url": str() as url} if url.startswith(("http://", "https://")):
                        yield url

    async def end(self, reason: str) -> None:
        """Let the app put everything away, and make sure that it is gone."""
        self.reason = self.reason or reason
        await self._send(meta(type="quit"))
        self.writer.close()
        await asyncio.to_thread(self.process.join, _PATIENCE)
        if self.process.is_alive():
            self.process.kill()
            await asyncio.to_thread(self.process.join)


class Sessions:
    """All that run: at most `most`, one of each person in a class."""

    def __init__(self, most: int, now: Callable[[], datetime]) -> None:
        self._most = most
        self._now = now
        self._context: Any = multiprocessing.get_context("forkserver")  # its types differ by system
        self._context.set_forkserver_preload(["quiz.serve.preload"])
        self.running: dict[Identity, Session] = {}

    async def prepare(self) -> None:
        """Load what sessions are forked from, so that the first waits for nothing. Raises `NoSession`."""
        process = self._context.Process(target=gc.collect, daemon=True)
        await asyncio.to_thread(_start, process)
        await asyncio.to_thread(process.join)

    def is_full(self, identity: Identity) -> bool:
        """Say whether there is no room for a person."""
        return len(self.running.keys() - {identity}) >= self._most

    async def begin(self, identity: Identity, request: Request) -> Session:
        """Begin a session of a person; one that they have elsewhere ends. Raises `Full` and `NoSession`."""
        if self.is_full(identity):
            raise Full
        before = self.running.pop(identity, None)
        if before is not None:
            await before.end("elsewhere")
        if self.is_full(identity):  # somebody came meanwhile
            raise Full
        ours, theirs = socket.socketpair()
        with theirs:
            process = self._context.Process(target=session.run, args=(request, theirs), daemon=True)
            try:
                _start(process)
            except NoSession:
                ours.close()
                raise
        reader, writer = await asyncio.open_connection(sock=ours)
        begun = Session(identity, self._now(), process, reader, writer, time.monotonic())
        self.running[identity] = begun
        return begun

    def forget(self, ended: Session) -> None:
        """Take one out that ended."""
        if self.running.get(ended.identity) is ended:
            del self.running[ended.identity]

    async def end_all(self, reason: str) -> None:
        await asyncio.gather(*(one.end(reason) for one in list(self.running.values())))
        self.running.clear()


def _start(process: BaseProcess) -> None:
    """Start a process. Raises `NoSession`."""
    try:
        process.start()
    except (OSError, EOFError) as problem:
        raise NoSession(str(problem)) from problem
