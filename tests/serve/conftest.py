"""A server in the test's own loop, with sessions in processes of their own, and browsers that speak as such do."""

import asyncio
import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp
import pyte
import pytest
from aiohttp import web

from quiz.files import private_folder
from quiz.paths import FILE_SCHEME
from quiz.scores.store.engine import open_store
from quiz.serve.journal import Journal
from quiz.serve.server import Server, Setting

PATIENCE = 60.0
"""Seconds after which what does not come is given up."""
KEY = b"k" * 32
SHOWN = frozenset({aiohttp.WSMsgType.BINARY, aiohttp.WSMsgType.TEXT})
"""The frames that a browser shows something of; any other is the end."""
SCREEN = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "TEXTUAL_COLOR_SYSTEM": "truecolor"}
"""What the server says to its sessions of the browser's terminal."""


class Browser:
    """A person's browser: their cookies, and a screen that can be read."""

    def __init__(self, public: str) -> None:
        self.public = public
        self.http = aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True))
        self.pages = ""
        """All that the server sent as text."""
        self.raw = b""
        """All that the terminal was sent."""
        self.line: aiohttp.ClientWebSocketResponse | None = None
        self._begin_screen()

    def _begin_screen(self) -> None:
        self.screen = pyte.Screen(80, 24)
        self._stream = pyte.ByteStream(self.screen)

    async def join(self, name: str = "Ada", code: str = "koala-7", **fields: str) -> int:
        """Send the form of the door; return the status of the answer, 303 where one was let in."""
        return await self.post("/join", {"name": name, "code": code, **fields})

    async def post(self, path: str, fields: dict[str, str], origin: str | None = None) -> int:
        headers = {"Origin": self.public if origin is None else origin}
        async with self.http.post(self.public + path, data=fields, headers=headers, allow_redirects=False) as answer:
            self.pages += await answer.text()
            return answer.status

    async def get(self, path: str) -> tuple[int, str]:
        async with self.http.get(self.public + path, allow_redirects=False) as answer:
            text = await answer.text()
            self.pages += text
            return answer.status, text

    async def connect(self, origin: str | None = None) -> None:
        """Begin a session. Raises `aiohttp.WSServerHandshakeError` where the server refuses it."""
        headers = {"Origin": self.public if origin is None else origin}
        self._begin_screen()
        self.line = await self.http.ws_connect(f"{self.public}/ws?width=80&height=24", headers=headers)

    @property
    def _open_line(self) -> aiohttp.ClientWebSocketResponse:
        assert self.line is not None
        return self.line

    async def say(self, frame: str) -> None:
        """Send a frame as it is."""
        await self._open_line.send_str(frame)

    @property
    def text(self) -> str:
        return "\n".join(map(self.row, range(self.screen.lines)))

    def row(self, number: int) -> str:
        """Return a row of the screen. A wide sign fills two places, of which the second is empty."""
        line = self.screen.buffer[number]
        return "".join(line[place].data for place in range(self.screen.columns))

    async def shows(self, *texts: str) -> None:
        """Wait until the screen shows some texts."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                while not all(text in self.text for text in texts):
                    if not await self.read():
                        break
        missing = [text for text in texts if text not in self.text]
        assert not missing, f"{missing} is not shown:\n{self.text}"

    async def read(self, seconds: float | None = None) -> bool:
        """Take in a frame, and say whether there was one: none comes any more where the line is closed.

        Raises `TimeoutError` where none comes in so many seconds.
        """
        return self.draw(await self.receive(seconds))

    async def receive(self, seconds: float | None = None) -> aiohttp.WSMessage:
        """Return what comes next. Raises `TimeoutError` where nothing does in so many seconds."""
        return await self._open_line.receive(seconds)

    def draw(self, frame: aiohttp.WSMessage) -> bool:
        """Show what came, and say whether it was something to show."""
        if frame.type is aiohttp.WSMsgType.BINARY:
            self.raw += frame.data
            self._stream.feed(frame.data)
        elif frame.type is aiohttp.WSMsgType.TEXT:
            self.pages += frame.data
        return frame.type in SHOWN

    async def type(self, *typed: str) -> None:
        for keys in typed:
            await self._open_line.send_json(["stdin", keys])

    async def insist(self, typed: str, text: str) -> None:
        """Type something until the screen shows a text: after a verdict keys mean nothing for a moment."""
        deadline = time.monotonic() + PATIENCE
        while text not in self.text:
            assert time.monotonic() < deadline, f"{text} is not shown:\n{self.text}"
            await self.type(typed)
            with contextlib.suppress(TimeoutError):
                while text not in self.text and await self.read(0.3):
                    pass

    async def ends(self) -> None:
        """Wait until the server closes the line."""
        async with asyncio.timeout(PATIENCE):
            while await self.read():
                pass

    async def close(self) -> None:
        if self.line is not None:
            await self.line.close()
        await self.http.close()

    @property
    def is_there(self) -> bool:
        """Say whether there is a connection."""
        return self.line is not None and not self.line.closed

    async def drop(self) -> None:
        """Lose the connection, without a word to the server."""
        self._open_line.get_extra_info("socket").shutdown(socket.SHUT_RDWR)


class Relay:
    """The way from browsers to a server, which can be cut and laid anew."""

    def __init__(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        self.target = 0
        self._listening: asyncio.Server | None = None
        self._passing: set[asyncio.Task[None]] = set()
        self._open: set[asyncio.StreamWriter] = set()

    @property
    def public(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def lay(self) -> None:
        self._listening = await asyncio.start_server(self._take, "127.0.0.1", self.port)

    async def cut(self) -> None:
        if self._listening is not None:
            self._listening.close()
            for writer in self._open:
                writer.transport.abort()
            await asyncio.gather(*self._passing)
            self._listening = None

    async def _take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        onward, back = await asyncio.open_connection("127.0.0.1", self.target)
        for source, target in ((reader, back), (onward, writer)):
            passing = asyncio.create_task(self._pass(source, target))
            self._passing.add(passing)
            passing.add_done_callback(self._passing.discard)

    async def _pass(self, source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        self._open.add(target)
        with contextlib.suppress(ConnectionError):
            while said := await source.read(65536):
                target.write(said)
                await target.drain()
        self._open.discard(target)
        target.close()


@pytest.fixture
async def relay() -> AsyncIterator[Relay]:
    made = Relay()
    await made.lay()
    yield made
    await made.cut()


Serve = Callable[..., contextlib.AbstractAsyncContextManager[Server]]


@pytest.fixture
def serve(data: Path, nine_file: Path, monkeypatch: pytest.MonkeyPatch) -> Serve:
    """Run a server with a bank of nine questions; what is given differs from the usual setting.

    relay: by which browsers reach it.
    """
    for name, value in SCREEN.items():  # the process has it from which sessions are forked
        monkeypatch.setenv(name, value)

    @contextlib.asynccontextmanager
    async def call(relay: Relay | None = None, **changes: Any) -> AsyncIterator[Server]:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = int(free.getsockname()[1])
        private_folder(data)
        if relay is not None:
            relay.target = port
        setting = Setting(
            public=relay.public if relay is not None else f"http://127.0.0.1:{port}",
            codes=["koala-7"],
            key=KEY,
            folder=data,
            store=FILE_SCHEME + str(data),
            environment={
                "PATH": os.environ["PATH"],
                "HOME": str(data),
                "QUIZ_BANKS": str(nine_file.parent),
                "QUIZ_CACHE_DIR": str(data / "cache"),
                **SCREEN,
            },
        )
        setting = replace(setting, **changes)
        monkeypatch.setenv("QUIZ_STORE", setting.store)
        store = open_store(data)
        server = Server(setting, store, Journal(data, lambda: datetime.now(UTC)))
        runner = web.AppRunner(server.application(), access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", port).start()
        try:
            yield server
        finally:
            await runner.cleanup()
            store.close()

    return call


@contextlib.contextmanager
def serving(environment: Mapping[str, str]) -> Iterator[str]:
    """Run the command with more in its environment, and give the address that it serves on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    process = subprocess.Popen(
        [sys.executable, "-m", "quiz", "serve", "--class", "koala-7", "--bind", address],
        env={**os.environ, **environment},
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    try:
        assert "Serving on" in process.stderr.readline()
        yield f"http://{address}"
    finally:
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 0
        process.stderr.close()


@pytest.fixture
async def browsers() -> AsyncIterator[Callable[[Server], Browser]]:
    """Open browsers, and close them."""
    async with contextlib.AsyncExitStack() as closing:

        def call(server: Server) -> Browser:
            browser = Browser(server.setting.public)
            closing.push_async_callback(browser.close)
            return browser

        yield call
