"""Copies of banks: one with the references that it cites, in one file, and one with an id of its own."""

from __future__ import annotations

import codecs
import json
import re
from typing import TYPE_CHECKING, Final, NamedTuple

from quiz.authoring.head import with_field
from quiz.authoring.outline import BREAK
from quiz.diagnostics.findings import is_error
from quiz.reading.normalize import tidy_text
from quiz.reading.reader import read_located
from quiz.reading.yaml.parser import read_nodes
from quiz.text import indent_of

if TYPE_CHECKING:
    from quiz.library.library import BankFile
    from quiz.reading.yaml.document import Document, Node

_SCHEMA_LINE: Final = re.compile(r"\A# yaml-language-server:[^\r\n]*(?:\r\n?|\n)")
_FIELD: Final = "references"


class _ReferenceLines(NamedTuple):
    """A reference of a source list: its lines as they stand, indented by `dash`, and its data on one line."""

    rows: list[str]
    dash: int
    inline: str


def own_copy(file: BankFile) -> bytes:
    """Return the bytes of a bank that needs no source list.

    The references that it cites from the list beside it are put at its end, letter for letter, or below its own ones.
    The line that names the schema is left out: the schema does not lie beside the copy.
    """
    shared, _ = file.references()
    reading, document, *_ = read_located(file.data, str(file.path), shared)
    if document.root is None:
        return file.data
    mark = file.data.startswith(codecs.BOM_UTF8) * codecs.BOM_UTF8
    text = document.text
    if reading.bank is not None and file.source_list is not None and isinstance(file.source_list.data, bytes):
        cited = set(reading.bank.references)
        if any(map(is_error, reading.diagnostics)):  # what a faulty question cites is not to be lost either
            cited |= {name for name in shared or () if _is_named(text, name)}
        cited -= _references(document).keys()
        entries = [entry for name, entry in _entries(file.source_list.data).items() if name in cited]
        if entries:
            index, new = _addition(document, document.root, entries)
            text = text[:index] + new + text[index:]
    return mark + _SCHEMA_LINE.sub("", text).encode()


def _is_named(text: str, name: str) -> bool:
    return re.search(rf"(?<![\w.-]){re.escape(name)}(?![\w.-])", text) is not None


def duplicate(file: BankFile, bank_id: str, title: str, *, is_alone: bool) -> bytes | None:
    """Return the bytes of a bank with another id and title; with `is_alone` such that it needs no source list.

    None where id and title do not each stand on one line.
    """
    try:
        text: str | None = (own_copy(file) if is_alone else file.data).decode()
    except UnicodeDecodeError:
        return None
    for field, value in (("id", bank_id), ("title", title)):
        text = with_field(text, field, value) if text is not None else None
    return text.encode() if text is not None else None


def _references(document: Document) -> dict[str, Node]:
    """Return the references of a document by id; the first of equal ones counts."""
    root = document.root
    if root is None:
        return {}
    list_ = root if root.kind == "list" else root.fields().get(_FIELD, (root, root))[1]
    nodes: dict[str, Node] = {}
    for node in list_.items():
        fields = {name: value for name, (_, value) in node.fields().items()}
        if "id" in fields:
            nodes.setdefault(tidy_text(fields["id"].text), node)
    return nodes


def _entries(sources: bytes) -> dict[str, _ReferenceLines]:
    """Return the references of a source list by id."""
    document = read_nodes(sources, "")
    nodes = _references(document)
    return {name: _entry(document, node) for name, node in nodes.items()}


def _entry(document: Document, node: Node) -> _ReferenceLines:
    inline = json.dumps(node.plain, ensure_ascii=False)
    first = node.item_line
    row = document.lines[first]
    dash = indent_of(row)
    if not row.startswith("-", dash):  # an item in brackets
        return _ReferenceLines([f"  - {inline}"], 2, inline)
    last = _last_line(document, node, dash)
    return _ReferenceLines([document.lines[line] for line in range(first, last + 1)], dash, inline)


def _last_line(document: Document, node: Node, dash: int) -> int:
    """Return the last line of an item of a list of lines: neither blank, nor a comment on what comes next."""
    lines, stop = document.lines, document.starts[document.closes[node.event]]
    last = lines.place(stop)[0]
    if not document.text[lines.start(last) : stop].strip() and stop < len(document.text):
        last -= 1
    while _says_nothing(lines[last], dash):
        last -= 1
    return last


def _says_nothing(row: str, dash: int) -> bool:
    return not row.strip() or (row.lstrip().startswith("#") and indent_of(row) <= dash)


def _addition(document: Document, root: Node, entries: list[_ReferenceLines]) -> tuple[int, str]:
    """Return the index in a bank at which references go, and the text to put there."""
    text, lines = document.text, document.lines
    key, value = root.fields().get(_FIELD, (None, None))
    inline = ", ".join(entry.inline for entry in entries)
    if value is not None and value.style == "[":
        return _inner_end(value), (", " if value.plain else "") + inline
    if root.style == "{":
        return (value.start, f" [{inline}]") if value is not None else (_inner_end(root), f", {_FIELD}: [{inline}]")
    indent = lines.place(root.start)[1] - 1
    rows = [row for entry in entries for row in _moved(entry, indent)]
    if key is None or value is None:
        index = document.starts[document.closes[root.event]]
        rows = ["", f"{' ' * indent}{_FIELD}:", *rows]
    elif items := list(value.items()):
        dash = indent_of(lines[items[-1].item_line])
        index = lines.start(_last_line(document, items[-1], dash))
        rows = [row for entry in entries for row in _moved(entry, dash - entry.dash)]
    else:
        index = key.start
    return _below(text, lines.end(index) if key else index, rows)


def _inner_end(node: Node) -> int:
    """Return the index at which the content of brackets ends."""
    document = node.document
    last = max(document.children(node.event), default=None)
    return node.start + 1 if last is None else document.ends[document.closes.get(last, last)]


def _moved(entry: _ReferenceLines, by: int) -> list[str]:
    """Return the lines of a reference, indented by more or fewer spaces."""
    return [
        row[min(indent_of(row), max(0, -by)) :] if by < 0 or not row.strip() else " " * by + row for row in entry.rows
    ]


def _below(text: str, index: int, rows: list[str]) -> tuple[int, str]:
    """Return the index at which rows stand on lines of their own below the line that ends at `place`, and their text.

    A line break that follows there stays the last one.
    """
    match = BREAK.search(text)
    newline = match[0] if match else "\n"
    is_begun = index == 0 or text[index - 1] in "\r\n"
    if is_begun:
        return index, "".join(row + newline for row in rows)
    after = "" if BREAK.match(text, index) else newline
    return index, "".join(newline + row for row in rows) + after
