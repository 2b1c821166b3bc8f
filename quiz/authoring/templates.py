"""Insertions into the text of a bank: a question of a type, a citation; and the text of a new bank.

The text of a bank is read by lines and indents, so that a bank with errors takes insertions too. An insertion changes
no character of the text around it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from msgspec import Struct, structs

from quiz.authoring.outline import BREAK, FIELD, Block, Outline, is_item, read_outline
from quiz.bank.questions.templates import BANK_TITLE, FIRST_ID, PLACEHOLDER, TEMPLATES, VALUES
from quiz.diagnostics.findings import Edit
from quiz.diagnostics.lines import Lines
from quiz.formats.bank_yaml import MODELINE, scalar
from quiz.text import indent_of

if TYPE_CHECKING:
    from collections.abc import Iterable

_BANK_ID: Final = "new-bank"


class Insertion(Struct, frozen=True):
    """A text to put into a bank, and where to go on writing once it is there.

    The span of `edit` is empty, but for an empty `[]` that gives way. `line` and `column`, from 1, are those of the
    text to write over, and `length` is how long that is; 0 where the cursor goes between two characters.
    """

    edit: Edit
    line: int
    column: int
    length: int = 0

    def applied(self, text: str) -> str:
        """Return the text of the bank with this put in."""
        lines, span = Lines(text), self.edit.span
        start, end = lines.index(span.line, span.column), lines.index(span.end_line, span.end_column)
        return text[:start] + self.edit.text + text[end:]


def question_template(kind: str, question_id: str = FIRST_ID) -> str:
    """Return a question of a type to write over, as an item of a list that is not indented."""
    return TEMPLATES[kind].replace(FIRST_ID, question_id, 1)


def with_values(insertion: Insertion) -> Insertion:
    """Return the insertion of a question with its values decided somehow, so that it can be seen whether it is read."""
    text = insertion.edit.text
    for placeholder, value in VALUES.items():
        text = text.replace(f": {placeholder}", f": {value}")
    return structs.replace(insertion, edit=structs.replace(insertion.edit, text=text))


def new_bank(
    bank_id: str,
    title: str,
    topic: str | None = None,
    language: str = "en",
    kind: str = "single",
    *,
    modeline: bool = True,
) -> str:
    """Return the text of a bank with one question to write over, without optional fields."""
    rows = [MODELINE] if modeline else []
    rows += [f"id: {scalar(bank_id)}", f"title: {scalar(title)}"]
    if topic and topic != title:
        rows.append(f"topic: {scalar(topic)}")
    if language != "en":
        rows.append(f"language: {scalar(language)}")
    rows += ["questions:", *_indented(TEMPLATES[kind].splitlines(), 2)]
    return "\n".join((*rows, ""))


def insert_question(text: str, kind: str, line: int | None = None) -> Insertion | None:
    """Return the insertion of a question to write over into the text of a bank.

    It goes below the question in which `line`, from 1, stands, or else below the last one. None where the questions are
    not written as a list of lines with dashes.
    """
    outline = read_outline(text)
    lines = Lines(text)
    if not outline.in_blocks:
        return None
    if not outline.last:
        bank = new_bank(_BANK_ID, BANK_TITLE, kind=kind, modeline="yaml-language-server" not in text)
        return _to_write(lines, *_below(text, lines, len(lines), bank.splitlines(), outline.newline))
    question = _indented(question_template(kind, _free_id(text)).splitlines(), outline.dash)
    if outline.headline is None:
        rows = [" " * outline.root + "questions:", *question]
        return _to_write(lines, *_below(text, lines, outline.last, rows, outline.newline))
    if not outline.blocks:
        return _first_question(text, lines, outline, question)
    block = outline.block_at(line) if line is not None else None
    rows = ["", *question] if outline.is_spaced else question
    return _to_write(lines, *_below(text, lines, (block or outline.blocks[-1]).last, rows, outline.newline))


_EMPTY: Final = re.compile(r"[ \t]*(\[[ \t]*\]|\{[ \t]*\}|~|null)?([ \t]+#.*|[ \t]*)")


def _first_question(text: str, lines: Lines, outline: Outline, question: list[str]) -> Insertion | None:
    """Put a question below a `questions:` that has none."""
    assert outline.headline is not None
    value = outline.rows[outline.headline - 1].partition(":")[2]
    match = _EMPTY.fullmatch(value)
    if match is None or outline.last > outline.headline:
        return None
    if match[1] is None:
        return _to_write(lines, *_below(text, lines, outline.last, question, outline.newline))
    end = lines.end(lines.start(outline.headline))
    rows = outline.newline.join((match[2].rstrip(), *question))
    return _to_write(lines, end - len(value), rows + ("" if end < len(text) else outline.newline), end)


def _free_id(text: str) -> str:
    """Return an id by number that no question has, as far as that can be told."""
    taken = set(re.findall(r"""\bid["']? *: *["']?([\w.-]+)""", text))
    number = 1
    while f"question-{number}" in taken:
        number += 1
    return f"question-{number}"


def add_reference(text: str, reference: str, line: int, where: str | None = None) -> Insertion | None:
    """Return the insertion that cites a reference in what stands at `line`, from 1, with the cursor at the locator.

    That is a question, or a passage, lesson or event. `where` is the locator, empty for none, if that is decided
    already. None where nothing of these stands there, or its `sources` are not a list.
    """
    outlines = (read_outline(text, field) for field in ("questions", "passages", "lessons", "events"))
    outline = next((one for one in outlines if one.in_blocks and one.block_at(line)), None)
    block = outline.block_at(line) if outline else None
    indent = _field_indent(outline, block) if outline and block else None
    if outline is None or block is None or indent is None:
        return None
    lines = Lines(text)
    found = _sources(outline, block, indent)
    if found is None:
        rows = [" " * indent + "sources:", _cited(indent + 2, reference, where)]
        return _after(lines, *_below(text, lines, block.last, rows, outline.newline))
    at, value = found
    if value.startswith("["):
        opening = lines.start(at) + lines[at].index("[", lines[at].index(":"))
        return _into_brackets(text, lines, opening, lines.end(lines.start(block.last)), _citation(reference, where))
    place = None if value else _item_place(outline, at, block.last, indent)
    if place is None:
        return None
    below, dash = place
    return _after(lines, *_below(text, lines, below, [_cited(dash, reference, where)], outline.newline))


_DASH: Final = re.compile(r" *-[ \t]+(?=[^ \t#])")
_SOURCES: Final = re.compile(r"""(["']?)sources\1 *:(?=[ \t]|$)""")


def _field_indent(outline: Outline, block: Block) -> int | None:
    """Return how far the fields of a question are indented; None where it does not start with a field on its line."""
    row = outline.rows[block.first - 1]
    if match := _DASH.match(row):
        start = match.end()
    else:
        below = (row for row in outline.rows[block.first : block.last] if row.strip() and row.lstrip()[0] != "#")
        row = next(below, "")
        start = indent_of(row)
    if not row.strip("- \t"):
        return outline.dash + 2  # nothing but the dash
    return start if FIELD.match(row, start) else None


def _sources(outline: Outline, block: Block, indent: int) -> tuple[int, str] | None:
    """Return the line of a question's `sources` and what stands there after the colon, comments left out."""
    for number in range(block.first, block.last + 1):
        row = outline.rows[number - 1]
        if (number == block.first or indent_of(row) == indent) and (match := _SOURCES.match(row, indent)):
            value = row[match.end() :].strip()
            return number, "" if value.startswith("#") else value
    return None


def _item_place(outline: Outline, at: int, last: int, indent: int) -> tuple[int, int] | None:
    """Return the line below which a list that opens on line `at` goes on, and the indent of its dashes.

    None where something else than a list stands there.
    """
    below, dash = at, None
    for number in range(at + 1, last + 1):
        row = outline.rows[number - 1]
        deep = indent_of(row)
        if not row.strip() or (row.lstrip().startswith("#") and deep <= indent):
            continue
        if deep < indent or (deep == indent and not is_item(row)):
            break
        if dash is None and not row.lstrip().startswith("#"):
            if not is_item(row):
                return None
            dash = deep
        below = number
    return below, indent + 2 if dash is None else dash


def _into_brackets(text: str, lines: Lines, opening: int, stop: int, citation: str) -> Insertion | None:
    closing = _closing(text, opening, stop)
    if closing is None:
        return None
    before = text[:closing].rstrip()
    lead = {"[": "", ",": " "}.get(before[-1], ", ")
    return _after(lines, len(before), lead + scalar(citation, flow=True))


def _closing(text: str, opening: int, stop: int) -> int | None:
    """Return where the bracket at `opening` is closed; None where it is not, or a comment stands in between."""
    open_, before, index = 0, "", opening
    while index < stop:
        sign = text[index]
        if sign in "\"'" and (not before or before in "[{,:"):
            quoted = re.compile(r'"(?:[^"\\]|\\.)*"' if sign == '"' else "'(?:[^']|'')*'", re.DOTALL).match(text, index)
            if quoted is None:
                return None
            index = quoted.end() - 1
        elif sign == "#" and text[index - 1].isspace():
            return None
        open_ += (sign in "[{") - (sign in "]}")
        if not open_:
            return index
        before = before if sign.isspace() else sign
        index += 1
    return None


def _indented(rows: Iterable[str], indent: int) -> list[str]:
    return [" " * indent + row for row in rows]


def _citation(reference: str, where: str | None) -> str:
    return reference if where == "" else f"{reference}, {where or ''}"


def _cited(indent: int, reference: str, where: str | None) -> str:
    """Return a citation as an item: the reference, and a comma after which its place stands, or is to be written."""
    if where is not None:
        return " " * indent + f"- {scalar(_citation(reference, where))}"
    plain = scalar(reference)
    return " " * indent + (f"- {plain}, " if plain == reference else f"- {scalar(f'{reference}, ')}")


class _Piece(NamedTuple):
    """A new text and the index at which it goes."""

    start: int
    new: str


def _below(text: str, lines: Lines, line: int, rows: Iterable[str], newline: str) -> _Piece:
    """Return rows as lines of their own below a line, which may be the last and lack its break."""
    new = "".join(row + newline for row in rows)
    if line < len(lines):
        return _Piece(lines.start(line + 1), new)
    return _Piece(
        len(text), new if not text.removeprefix("\ufeff") or BREAK.match(text, len(text) - 1) else newline + new
    )


def _to_write(lines: Lines, start: int, new: str, end: int | None = None) -> Insertion:
    """Return an insertion with the first text in it that is to be written over."""
    first = PLACEHOLDER.search(new)
    assert first is not None
    return _insertion(lines, start, start if end is None else end, new, first.start(), first.end() - first.start())


def _after(lines: Lines, start: int, new: str) -> Insertion:
    """Return an insertion that cites a reference, with the cursor where its place is to be written."""
    written = new.rstrip("\r\n")
    return _insertion(lines, start, start, new, len(written) - written.endswith(('"', "'")), 0)


def _insertion(lines: Lines, start: int, end: int, new: str, at: int, length: int) -> Insertion:
    breaks = [match.end() for match in BREAK.finditer(new, 0, at)]
    line, column = lines.place(start)
    line, column = (line + len(breaks), at - breaks[-1] + 1) if breaks else (line, column + at)
    return Insertion(Edit(lines.span(start, end), new), line, column, length)
