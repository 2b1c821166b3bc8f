"""Texts that are to be put in quotes: what to type, and the edit where that is sure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from quiz.diagnostics.findings import Edit
from quiz.text import indent_of

if TYPE_CHECKING:
    from quiz.diagnostics.lines import Lines

QUOTE_HELP: Final = 'put the whole text in quotes: "…"'
_CURLY: Final = re.compile(r"[“”„]([^“”„]+)[“”]")


def within_curly_quotes(value: str) -> str | None:
    """Return what stands in curly quotes, where a value is that and nothing else."""
    match = _CURLY.fullmatch(value)
    return match[1] if match else None


def special_start(text: str, lines: Lines, start: int) -> str:
    """Return what to type where a text without quotes starts with a character that YAML keeps for itself."""
    stop = lines.end(start)
    value = text[start:stop].strip()
    return f'put the text in quotes: "{value}"' if len(value) <= 40 and '"' not in value else QUOTE_HELP


def quoting(text: str, lines: Lines, start: int) -> tuple[Edit, ...]:
    """Return the edit that puts a text without quotes in quotes, from `start` to the end of its line.

    None where it cannot be told how far the text goes: a comment may follow, or further lines.
    """
    value = text[start : lines.end(start)].rstrip()
    line, column = lines.place(start)
    after = next((number for number in range(line + 1, min(line + 20, len(lines)) + 1) if lines[number].strip()), None)
    outer = re.match(r"[ ]*(?:- +)*", lines[line])
    if (
        after is not None
        and outer
        and indent_of(lines[after]) > indent_of(lines[line])
        and (column - 1 <= outer.end() or indent_of(lines[after]) > outer.end())
    ):
        return ()
    if not value or " #" in value or "\t" in value or value[0] in "\"'|>":
        return ()
    if (inner := within_curly_quotes(value)) is not None:
        value_in_quotes = (
            f'"{inner}"' if '"' not in inner and "\\" not in inner else "'" + inner.replace("'", "''") + "'"
        )
        return (Edit(lines.span(start, start + len(value)), value_in_quotes),)
    shortened = "'" + value.replace("'", "''") + "'" if '"' in value or "\\" in value else f'"{value}"'
    return (Edit(lines.span(start, start + len(value)), shortened),)
