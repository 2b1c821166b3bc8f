"""The driver of an app that is drawn in a browser, which ends where nothing will come any more.

What it leans on stands in `HOOKS` and `STATES`; a test holds that it is there in the Textual that is installed.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
from typing import TYPE_CHECKING, Any, Final

from textual import messages
from textual.drivers.web_driver import WebDriver

if TYPE_CHECKING:
    from textual.app import App

HOOKS: Final = ("run_input_thread",)
"""The methods of Textual's driver that are overridden."""
STATES: Final = ("_app", "_loop", "_write", "exit_event", "fileno")
"""The attributes of Textual's driver that are read or set."""


class SessionDriver(WebDriver):
    """Draws for a browser, and ends the app where the server is gone."""

    def __init__(self, app: App[Any], **options: Any) -> None:
        super().__init__(app, **options)
        self._write = self._written  # type: ignore[assignment]

    def _written(self, said: bytes) -> None:
        """Draw as long as there is somebody to draw for; where nobody is, the end of what is read ends the app."""
        with contextlib.suppress(ConnectionError):
            while said:
                said = said[os.write(self.fileno, said) :]

    def run_input_thread(self) -> None:
        super().run_input_thread()
        if not self.exit_event.is_set():  # nothing will come any more
            asyncio.run_coroutine_threadsafe(self._end(), self._loop)

    async def _end(self) -> None:
        self._app.post_message(messages.ExitApp())
