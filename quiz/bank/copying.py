"""A copy of a bundled bank for the own folder: the bank with the references that it cites, in one file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from quiz.bank.cleaning import tidy_text
from quiz.bank.nodes import read_nodes
from quiz.bank.reader import read_bank

if TYPE_CHECKING:
    from quiz.bank.library import BankFile

_SCHEMA_LINE: Final = re.compile(r"\A# yaml-language-server:[^\n]*\n")


def own_copy(file: BankFile) -> bytes:
    """Return the bytes of a bank that says everything itself.

    The references that it cites from the list beside it are put at its end, letter for letter. The line that names the
    schema is left out: the schema does not lie beside the copy.
    """
    text = _SCHEMA_LINE.sub("", file.data.decode("utf-8-sig"))
    shared, _ = file.references()
    bank = read_bank(file.data, str(file.path), shared).bank
    if bank is None or not bank.references or not isinstance(file.sources, bytes):
        return text.encode()
    entries = [entry for name, entry in _entries(file.sources) if name in bank.references]
    end = "" if text.endswith("\n") else "\n"
    return f"{text}{end}\nreferences:\n{''.join(entries)}".encode()


def _entries(sources: bytes) -> list[tuple[str, str]]:
    """Return the references of a source list by id, each with its lines as they stand."""
    document = read_nodes(sources, "")
    pair = document.root.fields().get("references") if document.root is not None else None
    nodes = list(pair[1].items()) if pair is not None else []
    lines = [document.lines.place(node.start)[0] for node in nodes]
    found = []
    for node, first, after in zip(nodes, lines, [*lines[1:], len(document.lines) + 1], strict=True):
        fields = {name: value for name, (_, value) in node.fields().items()}
        body = "\n".join(document.lines[line] for line in range(first, after)).rstrip()
        if "id" in fields:
            found.append((tidy_text(fields["id"].text), f"{body}\n"))
    return found
