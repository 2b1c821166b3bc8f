"""Banks as the text of YAML files: what the importer writes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

MODELINE: Final = "# yaml-language-server: $schema=bank.schema.json"
"""The first line of a bank, by which editors find the description of the format."""

_WIDTH: Final = 110
"""Columns up to which a text stands on the line of its field."""
_PLAIN: Final = re.compile(r"[^\W_]|[(“«„¿¡]")
_ENDS_PLAIN: Final = re.compile(r":(?:\s|$)|\s#|\s$")
_ODD_SPACE: Final = re.compile(r"^[ \t]|[ \t]$|\n{3,}|^\n|[ \t]\n", re.MULTILINE)


def scalar(text: str, *, flow: bool = False) -> str:
    """Return a text as YAML writes it on one line: without quotes where it needs none; `flow` is within brackets."""
    if text.isprintable():
        if (
            _PLAIN.match(text)
            and not _ENDS_PLAIN.search(text)
            and text.casefold() != "null"
            and not (flow and re.search(r"[\[\]{},]", text))
        ):
            return text
        if '"' in text or "\\" in text:
            return "'" + text.replace("'", "''") + "'"
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(character: str) -> str:
    if character in '"\\':
        return f"\\{character}"
    if character == "\n":
        return "\\n"
    if character.isprintable():
        return character
    code = ord(character)
    if 0xD800 <= code < 0xE000:
        return "\ufffd"
    return f"\\x{code:02X}" if code < 0x100 else f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"


def bank_text(head: Mapping[str, Any], questions: Iterable[Mapping[str, Any]]) -> str:
    """Return the text of a bank: its own fields, then its questions with a blank line before each but the first."""
    rows = [MODELINE, *_mapping(head, 0), "questions:"]
    for number, question in enumerate(questions):
        if number:
            rows.append("")
        rows += question_rows(question, 2)
    return "\n".join(rows) + "\n"


def question_rows(question: Mapping[str, Any], indent: int) -> list[str]:
    """Return a question as the lines of an item of a list, its dash at `indent`."""
    return list(_item(question, indent))


def _mapping(fields: Mapping[str, Any], indent: int) -> Iterator[str]:
    lead = " " * indent
    for name, value in fields.items():
        key = lead + scalar(name)
        match value:
            case dict() | list() if value:
                yield f"{key}:"
                yield from (_mapping(value, indent + 2) if isinstance(value, dict) else _list(value, indent + 2))
            case str():
                yield from _text(key + ": ", value, indent + 2)
            case _:
                yield f"{key}: {_word(value)}"


def _list(values: Iterable[Any], indent: int) -> Iterator[str]:
    for value in values:
        yield from _item(value, indent)


def _item(value: Any, indent: int) -> Iterator[str]:
    """Give an item of a list: the first line of what is in it stands behind the dash."""
    match value:
        case str():
            yield from _text(" " * indent + "- ", value, indent + 2)
        case dict() | list() if value:
            rows = _mapping(value, indent + 2) if isinstance(value, dict) else _list(value, indent + 2)
            yield " " * indent + "- " + next(rows)[indent + 2 :]
            yield from rows
        case _:
            yield " " * indent + f"- {_word(value)}"


def _word(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case list() | dict():
            return "[]" if isinstance(value, list) else "{}"
        case float():
            return str(int(value)) if value == int(value) else repr(value)
        case _:
            return str(value)


def _text(lead: str, text: str, indent: int) -> Iterator[str]:
    """Give a text behind `lead`: on its line, folded below it where it is long, as it stands where it has lines."""
    if "\n" in text:
        if text != text.strip("\n") or _ODD_SPACE.search(text) or not _is_block_safe(text):
            yield lead + scalar(text)
        else:
            yield f"{lead}|-"
            yield from (" " * indent + line if line else "" for line in text.split("\n"))
    elif len(lead) + len(text) > _WIDTH and "  " not in text and _is_block_safe(text) and text == text.strip():
        yield f"{lead}>-"
        yield from _folded(text, indent)
    else:
        yield lead + scalar(text)


def _is_block_safe(text: str) -> bool:
    """Tell whether every sign of a text may stand in YAML as it is."""
    return text.replace("\n", "").isprintable()


def _folded(text: str, indent: int) -> Iterator[str]:
    """Give the words of a text in lines; a line break becomes a space again when it is read."""
    lead, room = " " * indent, _WIDTH - indent
    line = ""
    for word in text.split(" "):
        if line and len(line) + 1 + len(word) > room:
            yield lead + line
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield lead + line
