"""From the bytes of a file to text: UTF-8 and nothing else, and no character that YAML or an editor stumbles over."""

from __future__ import annotations

import codecs
import re
from itertools import islice
from typing import Final

from quiz.diagnostics.findings import Diagnostic, finding
from quiz.diagnostics.lines import Lines, Span

_OTHER_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_ORDINARY: Final = bytes((0x0A, 0x0D, *range(0x20, 0x7F)))
_REFUSED: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]",
)
_TOLD: Final = 20
"""How often the same is said of a file: the author who has read that many knows."""

_ODD_BREAK: Final = re.compile("[\x85\u2028\u2029]")
_ODD_INDENTATION: Final = re.compile(r"^[ ]*+([^\S \t\r\n]++)[^\S\r\n]*+(?=\S)", re.MULTILINE)


def decode(data: bytes, file: str) -> tuple[str | None, list[Diagnostic]]:
    """Return the text of a file and what is wrong with its characters; no text where it cannot be parsed."""
    for mark, name in _OTHER_MARKS:
        if data.startswith(mark):
            return None, [_not_utf8(file, f"The file is written in {name}, not in UTF-8.")]
    data = data.removeprefix(codecs.BOM_UTF8)
    if b"\x00" in data[:4] and not data.startswith(b"\x00\x00\x00\x00"):
        return None, [_not_utf8(file, "The file looks like UTF-16 or UTF-32, not UTF-8.")]
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        before = data[: error.start].decode()
        line, column = Lines(before).place(len(before))
        message = f"The byte 0x{data[error.start]:02X} on line {line} is not UTF-8."
        return None, [_not_utf8(file, message, Span(line, column, line, column + 1))]
    return text, _odd_characters(data, text, file)


def is_parsable(diagnostics: list[Diagnostic]) -> bool:
    return all(found.code not in {"Y002", "Y030", "Y032"} for found in diagnostics)


def without_odd_breaks(text: str) -> str:
    """Return `text`, of the same length, with spaces for what breaks lines for YAML and not for editors."""
    if text.isascii():
        return text
    for character in "\x85\u2028\u2029":
        text = text.replace(character, " ")
    return text


def _not_utf8(file: str, message: str, span: Span | None = None) -> Diagnostic:
    return finding("Y002", message, file, span or Span(), help="save the file as UTF-8 in your editor")


def _odd_characters(data: bytes, text: str, file: str) -> list[Diagnostic]:
    # Nearly every byte of nearly every file goes here, at the speed of memory; the patterns see what is left.
    rest = data.translate(None, _ORDINARY).decode()
    if not rest or (rest.isprintable() and not _REFUSED.search(rest)):
        return []
    lines = Lines(text)
    found: list[Diagnostic] = []
    if _REFUSED.search(rest):
        for match in islice(_REFUSED.finditer(text), _TOLD):
            code = ord(match[0])
            found.append(
                finding(
                    "Y030",
                    f"The character U+{code:04X} is not allowed in a bank.",
                    file,
                    lines.span(match.start(), match.end()),
                    help="delete it; in double quotes it can be written with a backslash" if code else "delete it",
                )
            )
    if _ODD_BREAK.search(rest):
        found += [
            finding(
                "Y031",
                f"The character U+{ord(match[0]):04X} breaks lines for some programs; it is read as a space.",
                file,
                lines.span(match.start(), match.end()),
                help="replace it with a space or a line break",
            )
            for match in islice(_ODD_BREAK.finditer(text), _TOLD)
        ]
    if not rest.isprintable():
        found += [
            finding(
                "Y032",
                f"The line is indented with U+{ord(match[1][0]):04X}, which looks like a space and is none.",
                file,
                lines.span(match.start(1), match.end(1)),
                help="indent with ordinary spaces",
            )
            for match in islice(_ODD_INDENTATION.finditer(text), _TOLD)
        ]
    return found
