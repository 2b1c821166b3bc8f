"""What questions are about, put into the text of a bank: passages, lessons, events, a picture, a last day.

The text is read by lines and indents, so that a bank with errors takes them too; all other text stays.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quiz.authoring.naming import field_indent
from quiz.authoring.outline import BREAK, FIELD, read_outline, with_rows
from quiz.authoring.question_edits import QuestionEdit, ended_rows
from quiz.authoring.templates import Insertion
from quiz.bank.questions.templates import LEAD, LOOK, PARTS
from quiz.diagnostics.findings import Edit
from quiz.diagnostics.lines import Lines
from quiz.formats.bank_yaml import scalar
from quiz.text import indent_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from quiz.authoring.outline import Outline


def with_passage(text: str, line: int, passage: str) -> QuestionEdit | None:
    """Let the question at a line be about a passage. None where there is none, or its fields are not lines."""
    outline = read_outline(text)
    place = _fields_of(outline, line)
    if place is None:
        return None
    kind, indent, fields = place
    row = " " * indent + f"passage: {scalar(passage)}"
    if "passage" in fields:
        rows = list(outline.rows)
        rows[fields["passage"] - 1] = row
        return QuestionEdit(with_rows(text, rows), line)
    return QuestionEdit(_with_more(text, outline, kind, [row]), line + (line > kind))


def with_passage_begun(text: str, line: int) -> QuestionEdit | None:
    """Let the question at a line be about a passage to write over, with the cursor at its title. None as above."""
    begun = with_new_part(text, "passage")
    if begun is None:
        return None
    more = begun.text.count("\n") - text.count("\n") if begun.line <= line else 0
    named = with_passage(begun.text, line + more, begun.id)
    if named is None:
        return None
    return QuestionEdit(named.text, begun.line + (begun.line > line), begun.id)


def add_picture(text: str, line: int, file: str) -> Insertion | None:
    """Return the insertion of a picture into the question at a line, to be described.

    None where there is no question, its fields are not lines, or it has a picture.
    """
    outline = read_outline(text)
    place = _fields_of(outline, line)
    if place is None or "image" in place[2]:
        return None
    kind, indent, _ = place
    pad = " " * indent
    rows = [f"{pad}image:", f"{pad}  file: {scalar(file)}", f"{pad}  alt: {LOOK}"]
    return _below(text, outline, kind, rows, LOOK)


def add_last_day(text: str, line: int, day: date) -> Insertion | None:
    """Return the insertion of the last day on which the question at a line holds, to be written over.

    None where there is no question, its fields are not lines, or it has one.
    """
    outline = read_outline(text)
    place = _fields_of(outline, line)
    if place is None or "valid_until" in place[2]:
        return None
    kind, indent, _ = place
    return _below(text, outline, kind, [f"{' ' * indent}valid_until: {day.isoformat()}"], day.isoformat())


def _below(text: str, outline: Outline, line: int, rows: Sequence[str], open_text: str) -> Insertion:
    """Return the insertion of rows below a line; the last one ends with a text to be written over."""
    lines = Lines(text)
    start = lines.start(line + 1) if line < len(lines) else len(text)
    new = "".join(row + outline.newline for row in rows)
    if line >= len(lines):
        new = outline.newline + new
    column = len(rows[-1]) - len(open_text) + 1
    return Insertion(Edit(lines.span(start, start), new), line + len(rows), column, len(open_text))


def with_new_part(text: str, part: str) -> QuestionEdit | None:
    """Put a passage, lesson or event to write over below the others, or before the questions.

    `id` is its own, the line that of its first text to write over. None where the others are not a list of lines with
    dashes.
    """
    outline = read_outline(text)
    if not outline.in_blocks or outline.headline is None:
        return None
    field = f"{part}s"
    name = _free_name(text, part)
    head = next((at for at, row in enumerate(outline.rows, 1) if _is_headline(row, outline.root, field)), None)
    if head is None:
        after, indent, opening = outline.headline - 1, outline.root + 2, [" " * outline.root + f"{field}:"]
    elif re.fullmatch(rf"{field} *:\s*(?:#.*)?", outline.rows[head - 1].strip()):
        (after, indent), opening = _end_of_list(outline, head), []
    else:
        return None
    rows = [" " * indent + row for row in PARTS[part].replace(f"{part}-1", name, 1).splitlines()]
    first = next(at for at, row in enumerate(rows, 1) if LEAD in row)
    return QuestionEdit(_with_more(text, outline, after, [*opening, *rows]), after + len(opening) + first, name)


def _with_more(text: str, outline: Outline, after: int, new: Sequence[str]) -> str:
    """Return a text with rows put in after a line."""
    rows = ended_rows(text, outline)
    if after and not BREAK.search(rows[after - 1]):
        rows[after - 1] += outline.newline
    rows[after:after] = [row + outline.newline for row in new]
    return "\ufeff" * text.startswith("\ufeff") + "".join(rows)


def _fields_of(outline: Outline, line: int) -> tuple[int, int, dict[str, int]] | None:
    """Return the line of the type of the question at a line, the indent of its fields, and their lines by name."""
    block = outline.block_at(line) if outline.in_blocks else None
    indent = field_indent(outline, block) if block is not None else None
    if block is None or indent is None or not re.match(r" *- +[^\s#\[{]", outline.rows[block.first - 1]):
        return None
    fields = {}
    for number in range(block.first, block.last + 1):
        row = outline.rows[number - 1]
        if (number == block.first or indent_of(row) == indent) and FIELD.match(row, indent):
            fields[row[indent:].partition(":")[0].strip("\"' ")] = number
    return fields.get("type", block.first), indent, fields


def _is_headline(row: str, root: int, field: str) -> bool:
    return indent_of(row) == root and re.match(rf"{field} *:", row[root:]) is not None


def _end_of_list(outline: Outline, head: int) -> tuple[int, int]:
    """Return the last line that belongs to the list opened on line `head`, and the indent of its dashes."""
    last, dash = head, None
    for number in range(head + 1, len(outline.rows) + 1):
        row = outline.rows[number - 1]
        if not row.strip():
            continue
        indent = indent_of(row)
        is_dash = row.lstrip().startswith("- ")
        if indent <= outline.root and not is_dash:
            break
        if dash is None and is_dash:
            dash = indent
        last = number
    return last, outline.root + 2 if dash is None else dash


def _free_name(text: str, part: str) -> str:
    """Return an id by number that nothing in the text has."""
    taken = {int(number) for number in re.findall(rf"\b{part}-([0-9]{{1,6}})\b", text)}
    number = next(one for one in range(1, len(taken) + 2) if one not in taken)
    return f"{part}-{number}"
