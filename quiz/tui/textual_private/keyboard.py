"""What the terminal sends, made safe before it becomes keys."""

from __future__ import annotations

import codecs
import re
import sys
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Final

from textual import constants
from textual._parser import ParseEOF, ParseTimeout, Peek1, Read1, TokenCallback
from textual._time import get_time
from textual._xterm_parser import XTermParser

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable

    from textual.app import App
    from textual.message import Message

_REPORT: Final = re.compile(r"\x1b(?:\]\d[^\x07\x1b]*(?:\x07|\x1b\\)|\[\?[\d;]*c)")
_BEGUN: Final = re.compile(r"\x1b(?:\](?:\d[^\x07\x1b]{0,100}\x1b?)?|\[(?:\?[\d;]{0,100})?)?")
_CERTAIN: Final = re.compile(r"\x1b(?:\]\d|\[\?)")
_PATIENCE: Final = 1.0
"""Seconds that a slow line may need between two parts of a report."""


class ReportGuard(XTermParser):
    """Swallows what the terminal reports of itself: its colours (OSC) and what it is (DA1), however late it comes.

    Textual 8.2 would make keys of it, and the digits among them would answer a question.
    """

    def feed(self, data: str) -> Iterable[Message]:
        """Date all that came in one read alike: it was there at once, however long it takes to be parsed."""
        came = get_time()
        for message in super().feed(data):
            message.time = came
            yield message

    def parse(self, token_callback: TokenCallback[Message]) -> Generator[Read1 | Peek1, str, None]:
        keys = super().parse(token_callback)
        awaited = next(keys)
        held = ""
        while True:
            try:
                character = yield Read1(_patience(held)) if held else awaited
            except ParseTimeout as timeout:
                if not held or not _is_report(held):
                    for key in held:
                        awaited = keys.send(key)
                    awaited = keys.throw(timeout)
                held = ""
                continue
            except ParseEOF as end:
                with suppress(StopIteration):
                    for key in "" if _is_report(held) else held:
                        keys.send(key)
                    keys.throw(end)
                return
            if not held and character != "\x1b":
                awaited = keys.send(character)
                continue
            held += character
            if _REPORT.fullmatch(held):
                held = ""
            elif not _BEGUN.fullmatch(held):
                begun = held.rfind("\x1b", 1)
                if begun > 0:  # where the next sequence begins a report breaks off, and what else it was is passed on
                    passed, held = "" if _is_report(held) else held[:begun], held[begun:]
                else:  # too long for a report, or one of a mode, which Textual understands
                    passed, held = "" if held.startswith("\x1b]") and _is_report(held) else held, ""
                for key in passed:
                    awaited = keys.send(key)


def _is_report(held: str) -> bool:
    """Tell whether no key begins like this: `ESC`, `ESC ]` and `ESC [` may be escape, alt+] and alt+[."""
    return _CERTAIN.match(held) is not None


def _patience(held: str) -> float:
    return _PATIENCE if _is_report(held) else constants.ESCAPE_DELAY


def listen(app: App[int], sent: bytes) -> None:
    """Give the app what was typed before it could listen, and prepare how it listens from then on.

    Bytes that are not UTF-8, of a meta key of eight bits or a paste in another encoding, come as U+FFFD: the thread
    that reads the keys would end at the first one.
    """
    if sys.platform != "win32":
        from textual.drivers import linux_driver

        first = ReportGuard()
        if sent:
            for message in first.feed(sent.decode(errors="replace")):
                app.post_message(message)
        parsers = [first]  # it may hold the beginning of a report
        strict = codecs.getincrementaldecoder
        hooks = {
            "getincrementaldecoder": lambda name: partial(strict(name), errors="replace"),
            "XTermParser": lambda debug: parsers.pop() if parsers else ReportGuard(debug),
        }
        for name, hook in hooks.items():
            setattr(linux_driver, name, hook)
