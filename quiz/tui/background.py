"""Whether the terminal has a dark or a light background: asked before Textual is loaded, read once it is.

Loading Textual takes longer than a terminal takes to answer, so that asking costs no time. What else was typed
meanwhile comes with the answer, and belongs to the app.
"""

from __future__ import annotations

import contextlib
import os
import re
import select
import sys
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

QUERY: Final = b"\x1b]11;?\x07\x1b[c"
"""The background colour (OSC 11), then what the terminal is (DA1): one that knows no OSC 11 answers that alone."""

_COLOUR: Final = re.compile(rb"\x1b\]11;rgba?:([0-9a-f]{1,4})/([0-9a-f]{1,4})/([0-9a-f]{1,4})", re.IGNORECASE)
_LAST: Final = re.compile(rb"\x1b\[\?[\d;]*c")
_DARK_COLOURS: Final = frozenset({"0", "1", "2", "3", "4", "5", "6", "8"})
"""Of the sixteen colours those that are dark as a background."""
_SILENT: Final = ("dumb", "linux", "screen", "tmux")
"""How TERM begins where the answer is missing, or is that of another terminal."""
_PATIENCE: Final = 0.2
"""Seconds for the answer to come where the program ends before it could be read."""


def is_dark(sent: bytes, environment: Mapping[str, str]) -> bool:
    """Tell whether the background is dark: by what the terminal sent, else by `COLORFGBG`, else it is."""
    if (answer := _COLOUR.search(sent)) is not None:
        red, green, blue = (int(part, 16) / int("f" * len(part), 16) for part in answer.groups())
        return 0.299 * red + 0.587 * green + 0.114 * blue < 0.5
    background = environment.get("COLORFGBG", "").rpartition(";")[2]
    return not background.isdecimal() or background in _DARK_COLOURS


def answers(environment: Mapping[str, str]) -> bool:
    """Tell whether the program runs in a terminal that can be asked; not in a browser, nor within another terminal."""
    if sys.platform == "win32" or environment.keys() & {"TMUX", "STY", "TEXTUAL_DRIVER"}:
        return False
    return not environment.get("TERM", "dumb").startswith(_SILENT) and sys.stdin.isatty() and sys.stdout.isatty()


class Inquiry:
    """What the terminal is asked. Once it is, it neither echoes nor waits for the end of a line until that is taken."""

    def __init__(self, source: int, target: int) -> None:
        """`source`, `target`: descriptors of the terminal, to read and to write."""
        self._source, self._target = source, target
        self._modes: list[Any] | None = None
        """How the terminal was set before it was asked; None where it is set so."""
        self._sent = b""

    def ask(self) -> None:
        """Ask, or leave it where the terminal cannot be set."""
        self._modes = _modes(self._source)
        if self._modes is not None:
            _set(self._source, _quiet(self._modes))
            os.write(self._target, QUERY)

    def read(self, seconds: float = 0) -> bytes:
        """Return what the terminal sent since it was asked, waiting so long for the first of what is new."""
        with contextlib.suppress(OSError):  # the window may be closed
            while self._modes is not None and select.select([self._source], [], [], seconds)[0]:
                if not (sent := os.read(self._source, 4096)):
                    break
                self._sent += sent
                seconds = 0
        return self._sent

    def take(self) -> bytes:
        """Return what the terminal sent, and set it back: from here on it is another's."""
        sent = self.read()
        if self._modes is not None:
            _set(self._source, self._modes)
            self._modes = None
        return sent

    def drop(self) -> None:
        """Set the terminal back where nobody took what it sent, so that no shell takes the answer for a command."""
        try:
            while self._modes is not None and _LAST.search(self._sent) is None:
                before = len(self._sent)
                if len(self.read(_PATIENCE)) == before:
                    break
        finally:
            self.take()


@contextlib.contextmanager
def asked(*, wanted: bool = True) -> Iterator[Inquiry]:
    """Ask the terminal that the program runs in, where that is wanted and it answers."""
    inquiry = Inquiry(sys.stdin.fileno(), sys.stdout.fileno())
    try:
        if wanted and answers(os.environ):
            inquiry.ask()
        yield inquiry
    finally:
        inquiry.drop()


def _modes(descriptor: int) -> list[Any] | None:
    """Return how a terminal is set, None where it does not tell."""
    if sys.platform == "win32":
        return None
    import termios

    try:
        return list(termios.tcgetattr(descriptor))
    except termios.error:
        return None


def _quiet(modes: list[Any]) -> list[Any]:
    """Return the modes with which a terminal gives each key as it comes and echoes none, as Textual will set it."""
    if sys.platform == "win32":
        return modes
    import termios

    received, sent, control, local, *speeds, characters = modes
    received &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
    local &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN)  # ctrl+c ends a program that is still loading
    characters = [*characters]
    characters[termios.VMIN], characters[termios.VTIME] = 1, 0
    return [received, sent, control, local, *speeds, characters]


def _set(descriptor: int, modes: list[Any]) -> None:
    if sys.platform != "win32":
        import termios

        with contextlib.suppress(termios.error):  # the window may be closed
            termios.tcsetattr(descriptor, termios.TCSANOW, modes)
