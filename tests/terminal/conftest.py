"""A real pseudo-terminal with a screen that can be read, and a program in it."""

import contextlib
import fcntl
import os
import pty
import re
import select
import shutil
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyte
import pytest

from quiz.practice.attempt import Attempt
from quiz.scores.store.engine import open_store

PATIENCE = 60.0
"""Seconds after which a state that does not come is given up: long, because nothing waits for it when all is well."""

READING = 0.6
"""Seconds for which a verdict is looked at: the pause of the app, and as much for a busy machine to note its frame."""

ALT_SCREEN, ALT_SCREEN_OFF = b"\x1b[?1049h", b"\x1b[?1049l"
MOUSE_MODES = (1000, 1002, 1003, 1006, 1015, 1016)

_TAKE_TERMINAL = (
    "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execv(sys.argv[1], sys.argv[1:])"
)
"""Makes standard input the controlling terminal of the new session, then becomes the program."""

Condition = str | re.Pattern[str] | Callable[[], bool]


class Terminal:
    """A program in a pseudo-terminal. `raw` is every byte that it wrote, `text` what the screen shows now."""

    def __init__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str],
        folder: Path,
        *,
        size: tuple[int, int] = (80, 24),
        controlling: bool = True,
    ) -> None:
        columns, rows = size
        self.raw = b""
        self._drawn = 0
        self._screen = pyte.Screen(columns, rows)
        self._rows: dict[int, str] = {}
        self._stream = pyte.ByteStream(self._screen)
        self._master, self._slave = pty.openpty()
        fcntl.ioctl(self._slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.flags_before: list[Any] = termios.tcgetattr(self._slave)
        launcher = [sys.executable, "-I", "-S", "-c", _TAKE_TERMINAL] if controlling else []
        self.process = subprocess.Popen(
            [*launcher, *command],
            stdin=self._slave,
            stdout=self._slave,
            stderr=self._slave,
            env=dict(environment),
            cwd=folder,
            start_new_session=True,
        )

    # Looking

    @property
    def lines(self) -> list[str]:
        self._drain(0)
        screen = self._draw()
        for y in screen.dirty:  # pyte's `display` measures every cell anew, and a screen is looked at many times
            row = screen.buffer[y]
            self._rows[y] = "".join(row[x].data for x in range(screen.columns)).rstrip()
        screen.dirty.clear()
        return [self._rows[y] for y in range(screen.lines)]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def flags(self) -> list[Any]:
        """The termios settings as they are now."""
        return termios.tcgetattr(self._slave)

    @property
    def cursor_hidden(self) -> bool:
        return bool(self._draw().cursor.hidden)

    def background(self, column: int, row: int) -> str:
        """Return the colour behind a place of the screen, as `#rrggbb` where the terminal was told one."""
        return f"#{self._draw().buffer[row][column].bg}"

    def mode(self, number: int) -> bool | None:
        """Return whether a private mode is set after everything written so far, None if it never was touched."""
        last = re.findall(rb"\x1b\[\?(?:\d+;)*%d(?:;\d+)*([hl])" % number, self.raw)
        return last[-1] == b"h" if last else None

    # Doing

    def type(self, keys: str) -> None:
        os.write(self._master, keys.encode())

    def wait(self, condition: Condition, patience: float = PATIENCE) -> None:
        """Read until the screen shows a text, a pattern is found in it, or a condition holds."""
        if isinstance(condition, str):
            text = condition
            holds: Callable[[], bool] = lambda: text in self.text  # noqa: E731
        elif isinstance(condition, re.Pattern):
            pattern = condition
            holds = lambda: pattern.search(self.text) is not None  # noqa: E731
        else:
            holds = condition
        deadline = time.monotonic() + patience
        while not holds():
            if time.monotonic() > deadline:
                pytest.fail(f"waited in vain for {condition!r}; the screen shows:\n{self.text}")
            if self.process.poll() is not None and not self._drain(0) and not holds():
                pytest.fail(f"the program left ({self.process.returncode}) before {condition!r}:\n{self.text}")
            self._drain(0.05)

    def wait_bytes(self, number: int) -> None:
        """Read until so many bytes were written in all."""
        self.wait(lambda: len(self.raw) >= number)

    def press(self, keys: str, then: Condition) -> None:
        """Type, then wait for what must come of it."""
        self.type(keys)
        self.wait(then)

    def go_on(self, then: Condition = "") -> None:
        """Press enter once a verdict or a result was there for so long that this does not count as a double tap."""
        self.watch(READING)
        self.press("\r", then)

    def wait_end(self, patience: float = PATIENCE) -> int:
        """Read until the program has ended; return its exit code, negative for a signal."""
        deadline = time.monotonic() + patience
        while self.process.poll() is None:
            if time.monotonic() > deadline:
                pytest.fail(f"the program is still there; the screen shows:\n{self.text}")
            self._drain(0.02)
        while self._drain(0.02):
            pass
        return self.process.returncode

    def watch(self, seconds: float) -> None:
        """Read for so long, whatever comes or does not come."""
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            self._drain(left)

    def kill(self) -> None:
        """End the program without a chance to tidy up, and read what it still wrote."""
        self.process.kill()
        self.process.wait()
        self._drain(0)

    def close_window(self) -> None:
        """Do what a terminal does when its window is closed."""
        for descriptor in (self._slave, self._master):
            os.close(descriptor)
        self._slave = self._master = -1

    def resize(self, columns: int, rows: int) -> None:
        self._draw().resize(rows, columns)
        self.announce_size(columns, rows)

    def set_back(self) -> None:
        """Set the terminal as it was before the program, as a shell does that gets it back."""
        termios.tcsetattr(self._slave, termios.TCSANOW, self.flags_before)

    def announce_size(self, columns: int, rows: int) -> None:
        """Tell the program of another size; the screen that can be looked at stays as it is."""
        fcntl.ioctl(self._slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.process.send_signal(signal.SIGWINCH)

    def tidy_up(self) -> None:
        if self.process.poll() is None:
            self.kill()
        for descriptor in (self._slave, self._master):
            if descriptor >= 0:
                os.close(descriptor)

    def _drain(self, seconds: float) -> bool:
        """Take what was written, waiting for the first of it; return whether there was anything."""
        if self._master < 0:
            return False
        found = False
        while select.select([self._master], [], [], seconds)[0]:
            data = os.read(self._master, 65536)
            found = True
            self.raw += data
            seconds = 0
        return found

    def _draw(self) -> pyte.Screen:
        """Bring the screen up to what was written; nobody pays for what is never looked at."""
        self._stream.feed(self.raw[self._drawn :])
        self._drawn = len(self.raw)
        return self._screen


@dataclass(frozen=True)
class Place:
    """Folders of a person who never used the program, and the program in them."""

    folder: Path
    environment: dict[str, str]
    opened: list[Terminal]

    @property
    def banks(self) -> Path:
        return self.folder / "banks"

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "quiz", *arguments]

    def open(
        self,
        *arguments: str,
        size: tuple[int, int] = (80, 24),
        controlling: bool = True,
        **environment: str,
    ) -> Terminal:
        """Start the program in a terminal; `environment` is added to that of the place."""
        terminal = Terminal(
            self.command(*arguments),
            self.environment | environment,
            self.folder,
            size=size,
            controlling=controlling,
        )
        self.opened.append(terminal)
        return terminal

    def run(self, *arguments: str, given: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
        """Run the program with pipes instead of a terminal."""
        return subprocess.run(
            self.command(*arguments),
            input=given,
            env=self.environment | environment,
            cwd=self.folder,
            capture_output=True,
            encoding="utf-8",
            timeout=PATIENCE,
            check=False,
        )

    def write_bank(self, text: str, name: str = "capitals.yaml") -> Path:
        path = self.banks / name
        path.write_text(text, encoding="utf-8")
        return path

    def attempts(self) -> list[Attempt]:
        """Return every attempt in the store, the oldest first."""
        with contextlib.closing(open_store(self.data)) as store:
            assert store.notice is None
            return [store.load(summary.uid) for summary in reversed(store.summaries())]


@pytest.fixture
def place(tmp_path: Path, read_before: Path) -> Iterator[Place]:
    shutil.copytree(read_before, tmp_path / "cache")
    with fresh_place(tmp_path) as found:
        yield found


@contextlib.contextmanager
def fresh_place(folder: Path) -> Iterator[Place]:
    """Make a fresh place; every program that was started in it is ended with the context."""
    for name in ("home", "banks"):
        (folder / name).mkdir(parents=True)
    environment = {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(folder / "home"),
        "LANG": "C.UTF-8",
        "PYTHONUTF8": "1",
        "TERM": "xterm-256color",
        "QUIZ_DATA_DIR": str(folder / "data"),
        "QUIZ_CACHE_DIR": str(folder / "cache"),
        "QUIZ_CONFIG_DIR": str(folder / "config"),
        "QUIZ_BANKS": str(folder / "banks"),
        "QUIZ_LEARNER": "tester",
    }
    found = Place(folder, environment, [])
    found.write_bank(CAPITALS)
    try:
        yield found
    finally:
        for terminal in found.opened:
            terminal.tidy_up()


CAPITALS = (
    "id: capitals\ntitle: Capitals\nlanguage: en\nquestions:\n"
    + "".join(
        f"""\
  - id: {town.lower()}
    type: true-false
    tags: [europe]
    prompt: Is {town} the capital of {country}?
    answer: true
    explanation: {town} has been the capital of {country} for long.
    sources: [atlas]
"""
        for town, country in (
            ("Paris", "France"),
            ("Rome", "Italy"),
            ("Madrid", "Spain"),
            ("Lisbon", "Portugal"),
            ("Vienna", "Austria"),
            ("Athens", "Greece"),
        )
    )
    + """\
references:
  - id: atlas
    type: book
    title: An atlas of Europe
    publisher: Mapmakers
    issued: "2010"
    URL: https://example.org/atlas
"""
)
