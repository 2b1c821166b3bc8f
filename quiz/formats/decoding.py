"""From the bytes of a text file to its text, with what is wrong with its encoding."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING, Final, NamedTuple

from quiz.formats.report import Fault, Place

if TYPE_CHECKING:
    from quiz.formats.items import Source

LARGEST: Final = 32 << 20
"""Bytes of a text file."""

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_REFUSED: Final = frozenset({"utf-7", "utf7", "unicode-1-1-utf-7"})


class UnknownEncoding(ValueError):
    """An encoding that the person named and that is not known, or not read; the message says which."""


class DecodedText(NamedTuple):
    """The text of a file, its lines broken by newlines alone; its encoding, and a fault where that is odd."""

    text: str
    encoding: str
    faults: tuple[Fault, ...] = ()


def decoded(source: Source) -> DecodedText:
    """Return the text of a source. Raises `UnknownEncoding`."""
    data = source.data
    if source.encoding is not None:
        name = known_encoding(source.encoding)
        try:
            return DecodedText(_lines(data.decode(name)), source.encoding)
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            fault = Fault(Place(line), "encoding", detail=f"what stands here is not {name}")
            return DecodedText(_lines(data.decode(name, "replace")), source.encoding, (fault,))
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), None) or _without_mark(data)
    if encoding is None:
        try:
            return DecodedText(_lines(data.decode()), "utf-8")
        except UnicodeDecodeError:
            encoding = "cp1252"
    text = _lines(data.decode(encoding, "replace"))
    if encoding == "utf-8-sig":
        return DecodedText(text, "utf-8")
    return DecodedText(text, encoding, (Fault(Place(1), "encoding", detail=f"read as {encoding}"),))


def known_encoding(name: str) -> str:
    """Return the name under which Python knows an encoding of text. Raises `UnknownEncoding`."""
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError):
        found = None
    if found is None or found.name in _REFUSED or not found._is_text_encoding:  # noqa: SLF001 - nothing else says it
        raise UnknownEncoding(f"there is no encoding “{name}”; name one such as utf-8, cp1252 or iso-8859-15")
    return found.name


def _without_mark(data: bytes) -> str | None:
    """Return the kind of UTF-16 that bytes without a mark are; None for any other encoding."""
    head = data[:200]
    even, odd = head[::2].count(0), head[1::2].count(0)
    if len(head) >= 4 and max(even, odd) > len(head) // 4:
        return "utf-16-be" if even > odd else "utf-16-le"
    return None


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
