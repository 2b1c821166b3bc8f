"""Where the lines of the line mode come from, and where its words go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from quiz.text import clean_line

if TYPE_CHECKING:
    from typing import TextIO

LONGEST_LINE: Final = 10_000


class EndOfInput(Exception):
    """Nothing more can be read."""


class Streams:
    """A source of lines, the words that are said, and notes beside them.

    What is said depends on what is asked and typed alone; ids, times and prompts for a person at the keyboard are
    notes. echoes: what was typed is said too, so that the words can be read alone.
    """

    def __init__(self, source: TextIO, out: TextIO, notes: TextIO, *, echoes: bool = False) -> None:
        self._source = source
        self._out = out
        self._notes = notes
        self._echoes = echoes

    @property
    def is_keyboard(self) -> bool:
        return self._source.isatty()

    def read(self, prompt: str) -> str:
        """Read a line, without what could steer a terminal; what is too long is cut. Raises `EndOfInput`."""
        if self.is_keyboard:
            self._notes.write(prompt)
            self._notes.flush()
        line = rest = self._source.readline(LONGEST_LINE)
        if not line:
            raise EndOfInput
        while rest and not rest.endswith("\n"):  # or it would be taken for the next line
            rest = self._source.readline(LONGEST_LINE)
        return clean_line(line)

    def say(self, *lines: str) -> None:
        for line in lines:
            print(line, file=self._out, flush=True)

    def note(self, line: str) -> None:
        print(line, file=self._notes, flush=True)

    def echo(self, words: str) -> None:
        """Say what was answered, where that is wanted."""
        if self._echoes:
            self.say(words)

    def echo_typed(self, *lines: str) -> None:
        """Say lines as they were typed, where that is wanted: what is no response."""
        for line in lines:
            self.echo(f"> {line}".rstrip())
