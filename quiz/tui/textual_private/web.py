"""The driver of an app that is drawn in a browser, which ends where nothing will come any more.

What it leans on stands in `quiz/tui/textual_private/__init__.py` with the rest.
"""

from __future__ import annotations

import asyncio
import contextlib

from textual import messages
from textual.drivers.web_driver import WebDriver


class SessionDriver(WebDriver):
    """Draws for a browser, and ends the app where the server is gone."""

    def run_input_thread(self) -> None:
        super().run_input_thread()
        if not self.exit_event.is_set():  # nothing will come any more
            asyncio.run_coroutine_threadsafe(self._end(), self._loop)

    def write(self, data: str) -> None:
        with contextlib.suppress(ConnectionError):  # the server is gone, and with it who would see it
            super().write(data)

    def write_meta(self, data: dict[str, object]) -> None:
        with contextlib.suppress(ConnectionError):
            super().write_meta(data)

    async def _end(self) -> None:
        self._app.post_message(messages.ExitApp())
