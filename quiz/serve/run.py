"""Running the server until it is stopped, and asking a running one who is there."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
import sys
from typing import TYPE_CHECKING, Any, Final

import msgspec
from aiohttp import web

from quiz.serve.server import Server

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from quiz.scores.store.base import Store
    from quiz.serve.journal import Journal
    from quiz.serve.server import Setting

_PATIENCE: Final = 5.0


def run(
    setting: Setting,
    store: Store,
    journal: Journal,
    address: tuple[str, int],
    status_socket: Path,
    ready: Callable[[], None],
) -> None:
    """Serve until the process is told to end.

    address: where to listen. status_socket: where `status` asks. ready: is called once browsers are heard. Raises
    `OSError` and `NoSession`.
    """
    status_socket.unlink(missing_ok=True)
    try:
        asyncio.run(_run(Server(setting, store, journal), address, str(status_socket), ready))
    finally:
        status_socket.unlink(missing_ok=True)


async def _run(server: Server, address: tuple[str, int], status_socket: str, ready: Callable[[], None]) -> None:
    ended = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, ended.set)
    await server.sessions.prepare()
    runner = web.AppRunner(server.application(), access_log=None)
    await runner.setup()
    asked = web.AppRunner(_status_application(server), access_log=None)
    await asked.setup()
    try:
        await web.TCPSite(runner, *address, reuse_address=True).start()
        await web.UnixSite(asked, status_socket).start()  # in a folder that is the server's alone
        server.journal.note("serving", address=server.setting.public, classes=list(server.setting.codes))
        ready()
        await ended.wait()
        server.journal.note("stopping")
    finally:
        await runner.cleanup()
        await asked.cleanup()


def _status_application(server: Server) -> web.Application:
    async def tell(_: web.Request) -> web.Response:
        return web.Response(body=msgspec.json.encode(server.status()), content_type="application/json")

    app = web.Application()
    app.add_routes([web.get("/", tell)])
    return app


def status(status_socket: Path) -> list[dict[str, Any]] | None:
    """Return who is there, as the server says that runs with a data folder; None where none does."""
    if sys.platform == "win32":
        return None
    with contextlib.suppress(OSError, msgspec.MsgspecError), socket.socket(socket.AF_UNIX) as asked:
        asked.settimeout(_PATIENCE)
        asked.connect(str(status_socket))
        asked.sendall(b"GET / HTTP/1.0\r\n\r\n")
        said = b"".join(iter(lambda: asked.recv(65536), b""))
        return msgspec.json.decode(said.partition(b"\r\n\r\n")[2], type=list[dict[str, Any]])
    return None
