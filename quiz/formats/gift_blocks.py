"""The text of a GIFT file as blocks: one for each question, with the category and the tags that hold for it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from quiz.formats.report import Fault, Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_ESCAPED: Final = re.compile(r"\\([\\:#={}~n])")
_MASKS: Final = {sign: chr(0xFDD8 + number) for number, sign in enumerate("\\:#={}~n")}
_UNMASKED: Final = {ord(mask): "\n" if sign == "n" else sign for sign, mask in _MASKS.items()}
_COMMENT_FIELD: Final = re.compile(r"\[(id|tag):((?:\\.|[^\]\\])*)\]")
_BRACE: Final = re.compile(r"[{}]")


class Block(NamedTuple):
    """A question as it stands in the file.

    line, end_line: from 1. text: its lines, trimmed, comments left empty, escapes masked. source: verbatim.
    """

    line: int
    end_line: int
    text: str
    source: str
    category: str
    id: str
    tags: tuple[str, ...]
    faults: tuple[Fault, ...]

    def line_of(self, index: int) -> int:
        """Return the line in the file of a place in `text`."""
        return self.line + self.text.count("\n", 0, index)


def masked(text: str) -> str:
    """Return a text in which no escaped sign acts any more."""
    return _ESCAPED.sub(lambda match: _MASKS[match[1]], text) if "\\" in text else text


def unmasked(text: str) -> str:
    """Return a masked text with the signs that its escapes stand for."""
    return text.translate(_UNMASKED) if not text.isascii() else text


def raw(text: str) -> str:
    """Return a masked text as it was written."""
    return text.translate({ord(mask): "\\" + sign for sign, mask in _MASKS.items()})


class _Line(NamedTuple):
    number: int
    text: str
    is_comment: bool = False


def blocks_of(text: str) -> Iterator[Block]:
    """Give the blocks of a GIFT text, its lines broken by newlines alone."""
    sources = text.removeprefix("\ufeff").split("\n")
    category = ""
    for chunk, faults in _joined(_chunks(sources)):
        for number, piece in enumerate(_pieces(chunk)):
            first = next(line for line in piece if not line.is_comment)
            if match := _CATEGORY.match(first.text):
                category = category_of(unmasked(match[1]))
                continue
            found = list(faults) if first.number <= min((one.place.line for one in faults), default=0) else []
            if number:
                found.append(Fault(Place(first.number), "missing-blank-line", sources[first.number - 1]))
            yield _block(piece, first, sources, category, tuple(found))


_CATEGORY: Final = re.compile(r"\$CATEGORY:(.*)")


def _block(
    piece: Sequence[_Line], first: _Line, sources: Sequence[str], category: str, faults: tuple[Fault, ...]
) -> Block:
    fields = [match for line in piece if line.is_comment for match in _COMMENT_FIELD.findall(sources[line.number - 1])]
    ids = [_plain(value) for name, value in fields if name == "id"]
    lines = [line for line in piece if line.number >= first.number]
    while lines[-1].is_comment:
        lines.pop()
    text = "\n".join("" if line.is_comment else line.text for line in lines)
    source = "\n".join(sources[first.number - 1 : lines[-1].number])
    tags = tuple(_plain(value) for name, value in fields if name == "tag")
    return Block(first.number, lines[-1].number, text, source, category, ids[0] if ids else "", tags, faults)


def _plain(value: str) -> str:
    return re.sub(r"\\(.)", r"\1", value).strip()


def category_of(path: str) -> str:
    """Return the path of a category without what every course has at its head."""
    parts = [part.strip().replace("\0", "/") for part in path.strip().replace("//", "\0").split("/")]
    while parts and re.fullmatch(r"\$\w+\$|top|", parts[0]):
        parts.pop(0)
    return "/".join(part.replace("/", "∕") for part in parts if part)


def _chunks(sources: Sequence[str]) -> Iterator[list[_Line]]:
    """Give the lines between blank lines, trimmed and masked, where not all of them are comments."""
    chunk: list[_Line] = []
    for number, source in enumerate(sources, start=1):
        stripped = source.strip()
        if stripped:
            is_comment = stripped.startswith("//")
            chunk.append(_Line(number, "" if is_comment else masked(stripped), is_comment))
        elif chunk:
            if any(not line.is_comment for line in chunk):
                yield chunk
                chunk = []
            # Comments above a blank line say nothing of what follows it.
            chunk = []
    if any(not line.is_comment for line in chunk):
        yield chunk


def _joined(chunks: Iterator[list[_Line]]) -> Iterator[tuple[list[_Line], list[Fault]]]:
    """Give the chunks, those in one of which braces open and in the next of which they close as one, with a warning."""
    waiting = list(chunks)
    at = 0
    while at < len(waiting):
        chunk, end = waiting[at], at + 1
        faults: list[Fault] = []
        if _depth(chunk) == 1:
            while end < len(waiting) and not _has_brace(waiting[end]):
                end += 1
            parts = waiting[at : end + 1]
            if end < len(waiting) and _is_closed([line for part in parts for line in part]):
                chunk = _filled(parts)
                faults = [Fault(Place(part[-1].number + 1), "blank-line-in-answers") for part in parts[:-1]]
                end += 1
            else:
                end = at + 1
        yield chunk, faults
        at = end


def _filled(parts: Sequence[list[_Line]]) -> list[_Line]:
    """Return the lines of parts with the blank lines between them, so that each keeps its number."""
    lines: list[_Line] = []
    for part in parts:
        if lines:
            lines += (_Line(number, "") for number in range(lines[-1].number + 1, part[0].number))
        lines += part
    return lines


def _depth(lines: Sequence[_Line]) -> int:
    return sum(line.text.count("{") - line.text.count("}") for line in lines)


def _has_brace(lines: Sequence[_Line]) -> bool:
    return any("{" in line.text or "}" in line.text for line in lines)


def _is_closed(lines: Sequence[_Line]) -> bool:
    """Tell whether each brace that opens is closed before the next one opens."""
    braces = "".join(brace for line in lines for brace in _BRACE.findall(line.text))
    return braces == "{}" * (len(braces) // 2)


def _pieces(chunk: Sequence[_Line]) -> Iterator[list[_Line]]:
    """Take a chunk apart where a category or a title begins outside braces: other programs want a blank line there."""
    piece: list[_Line] = []
    depth = 0
    for line in chunk:
        starts = line.text.startswith(("::", "$CATEGORY:")) and depth == 0
        follows = bool(piece) and any(_CATEGORY.match(before.text) for before in piece)
        if (starts or follows) and any(not before.is_comment for before in piece) and (line.text or not follows):
            yield piece
            piece = []
        piece.append(line)
        depth += line.text.count("{") - line.text.count("}")
    if any(not line.is_comment for line in piece):
        yield piece
