"""Chromium without a window, told what to do through its own protocol: what a person's browser makes of the pages."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import itertools
import json
import os
import shutil
from typing import TYPE_CHECKING, Any, Final

import aiohttp
import pyte
import pytest

from tests.serve.conftest import PATIENCE

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS: Final = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--remote-debugging-port=0",
    "about:blank",
)
_KEYS: Final = {"Enter": (13, "\r"), "Escape": (27, ""), "Tab": (9, "")} | {
    f"F{number}": (111 + number, "") for number in range(1, 13)
}
"""Keys by their names: the number that browsers have for each, and what it types."""


def program() -> str:
    """Return the path of a Chromium, and skip the test where there is none."""
    for name in NAMES:
        if (found := shutil.which(name)) is not None:
            return found
    pytest.skip("needs Chromium, which is not installed here")


class Page:
    """A tab, what a web socket of it was sent, and what the terminal in it shows."""

    def __init__(self, line: aiohttp.ClientWebSocketResponse) -> None:
        self._line = line
        self._numbers = itertools.count(1)
        self._answers: dict[int, asyncio.Future[Any]] = {}
        self._session = ""
        self._changed = asyncio.Condition()
        self.requests: list[str] = []
        """The addresses of all that the pages asked for."""
        self.faults: list[str] = []
        """What the scripts of the pages did not catch, and what the policy refused."""
        self._clear()

    def _clear(self) -> None:
        self.screen = pyte.Screen(80, 24)
        self._stream = pyte.ByteStream(self.screen)

    # The protocol

    async def tell(self, method: str, **parameters: Any) -> Any:
        """Send a command and return what comes of it."""
        number = next(self._numbers)
        answer = self._answers[number] = asyncio.get_running_loop().create_future()
        at = {"sessionId": self._session} if self._session else {}
        await self._line.send_json({"id": number, "method": method, "params": parameters, **at})
        async with asyncio.timeout(PATIENCE):
            return await answer

    async def read(self) -> None:
        """Take what Chromium says until it ends."""
        async for frame in self._line:
            said = frame.json()
            if (answer := self._answers.pop(said.get("id", 0), None)) is not None:
                if "error" in said:
                    answer.set_exception(RuntimeError(str(said["error"])))
                else:
                    answer.set_result(said["result"])
            elif "method" in said:
                self._note(said["method"], said["params"])
            async with self._changed:
                self._changed.notify_all()

    def _note(self, method: str, told: dict[str, Any]) -> None:
        match method:
            case "Network.webSocketCreated":
                self._clear()
            case "Network.webSocketFrameSent":
                match json.loads(told["response"]["payloadData"]):
                    case ["resize", {"width": int() as columns, "height": int() as rows}]:
                        self.screen.resize(rows, columns)
            case "Network.webSocketFrameReceived" if told["response"]["opcode"] == 2:
                self._stream.feed(base64.b64decode(told["response"]["payloadData"]))
            case "Network.requestWillBeSent":
                self.requests.append(told["request"]["url"])
            case "Runtime.exceptionThrown":
                self.faults.append(str(told["exceptionDetails"]))
            case "Log.entryAdded" if told["entry"]["source"] == "security":
                self.faults.append(told["entry"]["text"])

    async def begin(self, size: tuple[int, int]) -> None:
        """Open a tab of so many pixels."""
        target = await self.tell("Target.createTarget", url="about:blank")
        attached = await self.tell("Target.attachToTarget", targetId=target["targetId"], flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Network", "Runtime", "Log"):
            await self.tell(f"{domain}.enable")
        await self.resize(*size)

    # What a person does

    async def resize(self, width: int, height: int) -> None:
        await self.tell(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False
        )

    async def prefers(self, scheme: str) -> None:
        """Ask for pages that are dark or light."""
        await self.tell("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])

    async def go(self, address: str) -> None:
        await self.tell("Page.navigate", url=address)
        await self.until(f"document.readyState === 'complete' && location.href.startsWith({address!r})")

    async def type(self, *typed: str) -> None:
        """Press keys: each a name such as Enter, or letters."""
        for text in typed:
            if text in _KEYS:
                code, letter = _KEYS[text]
                key = {"key": text, "code": text, "windowsVirtualKeyCode": code}
                await self.tell("Input.dispatchKeyEvent", type="keyDown", text=letter, **key)
                await self.tell("Input.dispatchKeyEvent", type="keyUp", **key)
            else:
                for letter in text:
                    await self.tell("Input.dispatchKeyEvent", type="keyDown", text=letter, key=letter)
                    await self.tell("Input.dispatchKeyEvent", type="keyUp", key=letter)

    # What a person sees

    async def value(self, script: str) -> Any:
        """Return what a script in the page comes to."""
        found = await self.tell("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        return found["result"].get("value")

    async def until(self, script: str) -> None:
        """Wait until a script in the page comes to something true."""
        async with asyncio.timeout(PATIENCE):
            while not await self._is_true(script):  # noqa: ASYNC110 - a page that goes away tells nothing of it
                await asyncio.sleep(0.05)

    async def _is_true(self, script: str) -> bool:
        try:
            return await self.value(f"Boolean({script})") is True
        except RuntimeError:  # the page is going away for another
            return False

    @property
    def text(self) -> str:
        """What the terminal shows."""
        return "\n".join(self.screen.display)

    async def shows(self, *texts: str) -> None:
        """Wait until the terminal shows some texts."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE), self._changed:
                await self._changed.wait_for(lambda: all(text in self.text for text in texts))
        missing = [text for text in texts if text not in self.text]
        assert not missing, f"{missing} is not shown:\n{self.text}"

    async def insist(self, key: str, text: str) -> None:
        """Press a key until the terminal shows a text: after a verdict keys mean nothing for a moment."""
        async with asyncio.timeout(PATIENCE):
            while text not in self.text:
                await self.type(key)
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(0.5), self._changed:
                        await self._changed.wait_for(lambda: text in self.text)

    async def picture(self) -> bytes:
        """Return what stands in the window as PNG."""
        await self.value("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        return base64.b64decode((await self.tell("Page.captureScreenshot"))["data"])


@contextlib.asynccontextmanager
async def chromium(folder: Path, size: tuple[int, int] = (960, 640)) -> AsyncIterator[Page]:
    """Run a Chromium that keeps what it has in a folder that is not there yet, and give a tab of it."""
    process = await asyncio.create_subprocess_exec(
        program(),
        *FLAGS,
        f"--user-data-dir={folder}",
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
        env={"HOME": str(folder), "PATH": os.environ["PATH"]},
    )
    assert process.stderr is not None
    try:
        async with asyncio.timeout(PATIENCE):
            line = ""
            while "DevTools listening on " not in line:
                line = (await process.stderr.readline()).decode()
                assert line, "Chromium ended before it could be told anything"
        draining = asyncio.create_task(_drain(process.stderr))
        async with aiohttp.ClientSession() as http:
            address = line.partition("DevTools listening on ")[2].strip()
            async with http.ws_connect(address, max_msg_size=0) as socket:
                page = Page(socket)
                reading = asyncio.create_task(page.read())
                try:
                    await page.begin(size)
                    yield page
                finally:
                    await socket.close()
                    await reading
        draining.cancel()
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        await process.wait()


async def _drain(stream: asyncio.StreamReader) -> None:
    while await stream.read(65536):
        pass
