"""Ids of new questions, made of their prompts until history can hang on them."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING, Final, NamedTuple

from quiz.authoring.outline import Block, Outline, read_outline, with_rows
from quiz.bank.identifiers import free, identifier
from quiz.bank.questions.templates import PLACEHOLDERS
from quiz.text import indent_of

if TYPE_CHECKING:
    from collections.abc import Collection

NUMBERED: Final = re.compile(r"question-[0-9]+")
"""An id that a template gives."""

_ID_LINE: Final = re.compile(
    r"""(?P<before> *(?:- +)?id *: +)(?P<quote>["']?)(?P<id>[\w.-]+)(?P=quote)(?P<after>\s*(?: #.*)?)"""
)
_PROMPT: Final = re.compile(r"prompt *: *(?P<text>.*)")
_BLOCK_TEXT: Final = re.compile(r"[|>][-+0-9]*\s*(?:#.*)?")


class Naming(NamedTuple):
    """The text of a bank in which questions got ids, and the ids that were made, old to new."""

    text: str
    ids: dict[str, str]


class IdLine(NamedTuple):
    """The line of a question's id: its number from 1, what stands before and after the id, and the id."""

    number: int
    before: str
    id: str
    after: str


def named_by_prompts(text: str, given: Collection[str], fixed: Collection[str], line: int | None = None) -> Naming:
    """Give new questions an id made of their prompts; with `line` only the one whose prompt stands there.

    New is a question whose id the program gave, unless it is among `fixed`, the ids that were saved or answered, or
    something else in the text names it. No question gets a fixed id.
    """
    outline = read_outline(text)
    lines = {block: id_line(outline, block) for block in outline.blocks}
    taken = {one.id for one in lines.values() if one is not None} | set(fixed)
    rows, ids = list(outline.rows), {}
    for block, one in lines.items():
        if one is None or one.id not in given or one.id in fixed:
            continue
        prompt = _prompt(outline, block)
        if prompt.text in PLACEHOLDERS or (line is not None and line not in prompt.lines) or _is_named(text, one.id):
            continue
        name = identifier(prompt.text, "")
        name = free(name, taken - {one.id}) if name else one.id
        if name != one.id:
            ids[one.id] = name
            taken.add(name)
            rows[one.number - 1] = f"{one.before}{name}{one.after}"
    return Naming(with_rows(text, rows), ids) if ids else Naming(text, {})


def _is_named(text: str, question_id: str) -> bool:
    """Tell whether an id stands more than once in a text."""
    return len(re.findall(rf"(?<![\w.-]){re.escape(question_id)}(?![\w.-])", text)) > 1


def question_ids(text: str) -> frozenset[str]:
    """Return the ids of the questions of a bank, as far as they can be told by its lines."""
    outline = read_outline(text)
    lines = (id_line(outline, block) for block in outline.blocks)
    return frozenset(line.id for line in lines if line is not None)


def id_line(outline: Outline, block: Block) -> IdLine | None:
    """Return the line on which the id of a question stands; None where it has none that can be told by its line."""
    for number in range(block.first, block.last + 1):
        row = outline.rows[number - 1]
        is_first = number == block.first
        if (is_first or not row.lstrip().startswith("-")) and (match := _ID_LINE.fullmatch(row)):
            is_own = is_first or indent_of(row) == field_indent(outline, block)
            return IdLine(number, match["before"], match["id"], match["after"]) if is_own else None
    return None


def field_indent(outline: Outline, block: Block) -> int:
    """Return how far the fields of a question are indented."""
    row = outline.rows[block.first - 1]
    match = re.match(r" *- *", row)
    assert match is not None
    return match.end() if match.end() < len(row) else outline.dash + 2


class _Prompt(NamedTuple):
    """A prompt as far as it can be told by its lines, which count from 1; empty where there is none."""

    text: str = ""
    lines: range = range(0)


def _prompt(outline: Outline, block: Block) -> _Prompt:
    indent = field_indent(outline, block)
    for number in range(block.first, block.last + 1):
        row = outline.rows[number - 1]
        is_field = indent_of(row) == indent or (number == block.first and row.lstrip().startswith("-"))
        match = _PROMPT.match(row, indent) if is_field else None
        if match is None:
            continue
        deeper = takewhile(lambda row: not row.strip() or indent_of(row) > indent, outline.rows[number : block.last])
        below = list(deeper)
        own = match["text"].strip()
        parts = [row.strip() for row in below]
        text = " ".join(filter(None, parts if _BLOCK_TEXT.fullmatch(own) else [own, *parts]))
        return _Prompt(text.strip("\"'"), range(number, number + len(below) + 1))
    return _Prompt()
