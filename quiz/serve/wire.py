"""The packets between the server and a session, as Textual's driver for the web and textual-serve speak them.

A letter, the length of what follows in four bytes, the greatest first, and what follows: `D` is what a terminal would
send or show, `M` an object in JSON about it. A session begins with a line of its own.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Final

import msgspec

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

PRELUDE: Final = b"__GANGLION__\n"
DATA: Final = b"D"
META: Final = b"M"
LARGEST: Final = 1 << 24
"""Bytes that a packet may have: a whole screen has less than a hundredth of that."""


def packet(kind: bytes, payload: bytes) -> bytes:
    """Return a packet."""
    return kind + len(payload).to_bytes(4) + payload


def meta(**said: Any) -> bytes:
    """Return a packet about the terminal."""
    return packet(META, msgspec.json.encode(said))


async def packets(reader: asyncio.StreamReader) -> AsyncIterator[tuple[bytes, bytes]]:
    """Give the packets of a session until it ends, each as its letter and what it has."""
    try:
        await reader.readuntil(PRELUDE)
        while True:
            kind = await reader.readexactly(1)
            size = int.from_bytes(await reader.readexactly(4))
            if size > LARGEST:
                return
            yield kind, await reader.readexactly(size)
    except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, ConnectionError):
        return
