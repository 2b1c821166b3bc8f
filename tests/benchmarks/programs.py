"""Programs in a pseudo-terminal, measured from outside: first paint, peak memory, and from key to repaint."""

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

COLUMNS, ROWS = 120, 40
FIRST_PAINT = 1_500
"""So many bytes after the switch to the alternate screen are a first frame and not only its preparation."""
ALT_SCREEN = b"\x1b[?1049h"
PATIENCE = 60.0

_TAKE_TERMINAL = (
    "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.write(1, b'.'); "
    "os.execv(sys.argv[1], sys.argv[1:])"
)

BARE_APP = """
from textual.app import App
from textual.widgets import Footer, Header, OptionList

class Bare(App):
    BINDINGS = [("q", "quit", "Quit"), ("s", "scores", "Scores"), ("r", "reload", "Reload")]

    def compose(self):
        yield Header()
        yield OptionList("Aid", "Diplomacy", "Human rights", "Sanctions")
        yield Footer()

Bare().run()
"""
BARE_EDITOR = """
import sys
from pathlib import Path
from textual.app import App
from textual.widgets import Footer, Header, TextArea

class Bare(App):
    def compose(self):
        yield Header()
        editor = TextArea.code_editor(Path(sys.argv[1]).read_text(), language="yaml", soft_wrap=True)
        editor.cursor_blink = False
        yield editor
        yield Footer()

Bare().run()
"""
QUIZ = "from quiz.__main__ import main; main()"


class Program:
    """Python code with arguments in a terminal of its own, from its start on; ended with the context."""

    def __init__(self, code: str, arguments: Sequence[str], environment: Mapping[str, str], folder: Path) -> None:
        self.raw = b""
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        self.process = subprocess.Popen(
            [sys.executable, "-I", "-S", "-c", _TAKE_TERMINAL, sys.executable, "-c", code, *arguments],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=dict(environment),
            cwd=folder,
            start_new_session=True,
        )
        os.close(slave)
        # The launcher says when it hands over: from there on the time is the program's own.
        while not self.raw:
            self._read(PATIENCE)
        self.started = time.perf_counter()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self._master)

    def wait_first_paint(self) -> float:
        """Return the seconds from the start to the first frame."""
        return self._wait(lambda: ALT_SCREEN in self.raw and len(self.raw) - self.raw.index(ALT_SCREEN) > FIRST_PAINT)

    def wait_text(self, *texts: str) -> float:
        """Return the seconds from the start until every text has been written."""
        return self._wait(lambda: all(text.encode() in self.raw for text in texts))

    def settle(self, quiet: float = 0.25) -> float:
        """Read until nothing is written for a while; return the time of the last byte."""
        last = time.perf_counter()
        while self._read(quiet):
            last = time.perf_counter()
        return last

    def key(self, key: str) -> tuple[float, float]:
        """Press a key; return the seconds to the first byte of the repaint and to its last."""
        start = time.perf_counter()
        os.write(self._master, key.encode())
        if not self._read(PATIENCE):
            raise TimeoutError(key)
        first = time.perf_counter()
        last = first
        while self._read(0.05):
            last = time.perf_counter()
        return first - start, last - start

    def leave(self) -> None:
        """Leave the app as a person does, so that nothing of it is left for the next start to put in order."""
        os.write(self._master, b"\x11")
        while self.process.poll() is None:
            self._read(0.01)

    def peak_memory(self) -> int:
        """Return the most KiB that were in use at once."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.partition("VmHWM:")[2].split()[0])

    def _wait(self, holds: Callable[[], bool]) -> float:
        while not holds():
            if not self._read(PATIENCE):
                raise TimeoutError(self.raw[-2000:].decode(errors="replace"))
        return time.perf_counter() - self.started

    def _read(self, seconds: float) -> bool:
        if not select.select([self._master], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self._master, 65536)
        except OSError:
            return False
        self.raw += data
        return bool(data)
