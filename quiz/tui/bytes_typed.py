"""Bytes from the terminal that are not UTF-8: a meta key of eight bits, a paste in another encoding."""

from __future__ import annotations

import codecs
import sys
from functools import partial


def tolerate() -> None:
    """Let the app take U+FFFD for them: the thread of Textual 8.2 that reads the keys would end at the first one."""
    if sys.platform != "win32":
        from textual.drivers import linux_driver

        strict = codecs.getincrementaldecoder
        setattr(linux_driver, "getincrementaldecoder", lambda name: partial(strict(name), errors="replace"))  # noqa: B010
