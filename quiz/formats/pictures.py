"""Pictures that a source carries: which of them a bank may hold, and under which names."""

from __future__ import annotations

import base64
import binascii
import re
import unicodedata
from typing import Final
from urllib.parse import unquote

LARGEST: Final = 20 << 20
"""Bytes of a picture."""
_LONGEST_NAME: Final = 60
_MAGIC: Final = (
    (b"\x89PNG\r\n\x1a\n", ".png"),
    (b"\xff\xd8\xff", ".jpg"),
    (b"GIF8", ".gif"),
)
_SVG: Final = re.compile(rb"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.{0,2000}?-->\s*)?<svg[\s>]", re.DOTALL)
_RESERVED: Final = re.compile(r"(?i)(?:con|prn|aux|nul|com\d|lpt\d)\Z")


def kind_of(data: bytes) -> str | None:
    """Return the end of the name that the content of a picture asks for; None where it is no picture that is held."""
    if len(data) > LARGEST:
        return None
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return ".webp"
    if _SVG.match(data[:4096]):
        return ".svg"
    return next((end for start, end in _MAGIC if data.startswith(start)), None)


def file_name(name: str, data: bytes) -> str | None:
    """Return under which name a picture is kept: its last part, plain on every system; None where it is not held."""
    end = kind_of(data)
    if end is None:
        return None
    last = re.split(r"[/\\:]", unicodedata.normalize("NFC", name))[-1]
    stem = re.sub(r"[^\w.-]+", "-", last.rpartition(".")[0] or last).strip(".-_")[:_LONGEST_NAME]
    return ("picture" if not stem or _RESERVED.match(stem) else stem) + end


def from_base64(text: str) -> bytes | None:
    """Return what base64 says; None where it is none, or more than a picture has."""
    if len(text) > LARGEST * 3 // 2:
        return None
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        return None


def shown_name(shown: str) -> str:
    """Return the name of the file that a text shows by an address: its last part, without what follows a `?`."""
    return unquote(shown.partition("?")[0]).rpartition("/")[2]
