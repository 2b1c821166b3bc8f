"""Lines that are neither a field (`name: …`) nor an item of a list (`- …`): what stands there, and what was meant.

The YAML parser takes such a line for the start of a key, and notices only on a later line that it is none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from quiz.bank.format.fields import BankForm, ReferenceFields
from quiz.bank.questions.base import Citation, Distractor, NearNumber, NearText
from quiz.bank.questions.registry import QUESTION_TYPES
from quiz.text import indent_of, shortened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quiz.diagnostics.lines import Lines

FIELD_NAMES: Final = frozenset().union(
    *(
        struct.__struct_encode_fields__
        for struct in (BankForm, ReferenceFields, Citation, Distractor, NearNumber, NearText, *QUESTION_TYPES.values())
    )
)
_PROSE_NAMES: Final = frozenset({"prompt", "text", "hint", "explanation", "feedback", "answer", "description"})
_SPACES: Final = "\u00a0\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff"
_BULLETS: Final = "–—•*‣·◦+▪●○■□"
_FIELD: Final = re.compile(
    r" *((?:- +)*)([^\s:#\[{\"'-][^:#]*?|\"[^\"]*\"|'[^']*'|- *[^:# ][^:#]*?) *:(?:[ \t]+(.*)|)$"
)
_ITEM: Final = re.compile(r" *-(?:[ \t]+(.*))?$")
_ENTRY: Final = re.compile(rf" *[-{_BULLETS}] *id\b")
_BLOCK_SIGN: Final = re.compile(r"[|>][-+0-9]*\s*(?:#.*)?$")
_OPENING: Final = re.compile(r"[\"'\[{?&!%@`|>]")
_GLUED: Final = re.compile(r"(?:- +)?(?:[A-Za-z_]+:(?=[^\s:/])|-(?=[^\s-]))")
_REMOVE: Final = "remove the line"
_FOREIGN: Final = (
    (re.compile(r"<{7}(?: |$)"), "A merge left this mark, which begins one of two versions.", "keep one version", None),
    (
        re.compile(r"(?:\|{7}|={7}|>{7})(?: |$)"),
        "A merge left this mark beside two versions.",
        "keep one version",
        None,
    ),
    (re.compile(r"(?:```|~~~)\s*\w*$"), "A fence of Markdown is no part of a bank.", _REMOVE, ""),
    (re.compile(r"//|/\*|<!--"), "A comment starts with `#`.", "write `# …`", None),
    (re.compile(r"(?:={3,}|\*{3,}|_{3,}|(?:\* ){2,}\*)$"), "A line that parts questions is not needed.", _REMOVE, ""),
)
"""What starts a line that is no part of a bank, with the message, the help and what to write there instead."""

_BULLET: Final = re.compile(rf"([{_BULLETS}]|\d{{1,2}}[.)]|[A-Za-z][.)]|-[{_SPACES}]+)[ \t{_SPACES}]*(?=\S)")
_ODD_COLON: Final = re.compile(rf"((?:- +)*)([A-Za-z_-]+)( *[：﹕︰]|:[{_SPACES}])[ {_SPACES}]*")
_ODD_SIGN: Final = re.compile(r"((?:- +)*)([A-Za-z_-]+)( *(?:=>|->|→|=|;) *)(?=\S|$)")
_PAIR_SIGN: Final = re.compile(r"(\S.*?)( *(?:=>|->|→|=|：) *| [-–—] )(?=\S)")


class StrayLine(NamedTuple):
    """A line that is neither a field nor an item, from `column` up to `end`, both from 0.

    new: what to write there instead; None where that cannot be known. certain: no other slip explains it.
    kind: what lines with the same slip have in common.
    """

    line: int
    column: int
    end: int
    message: str
    help: str
    new: str | None = None
    certain: bool = True
    kind: str = ""


class _Row(NamedTuple):
    """A line that starts a field, an item, or something stray."""

    number: int
    depth: int
    content: str


def stray_lines(lines: Lines, last: int, back: int) -> list[StrayLine]:
    """Return the first stray line of the entry in which line `last` stands, and those below it with the same slip.

    The entry is looked for at most `back` lines above.
    """
    first = max(1, last - back)
    for number in range(last - 1, first, -1):
        if _ENTRY.match(lines[number]):
            first = number
            break
    stop = next((one for one in range(last + 1, len(lines) + 1) if _ENTRY.match(lines[one])), len(lines) + 1)
    opened: list[_Row] = []  # fields and items around the row, from the outermost
    above: _Row | None = None
    found: list[StrayLine] = []
    for row in _rows(lines, first, stop):
        if row.number > last and not found:
            break
        while opened and opened[-1].depth > row.depth:
            opened.pop()
        stray = _returned(lines, row) or _stray(lines, row, opened, above)
        if stray is not None and (not found or (stray.kind and stray.kind == found[0].kind)):
            found.append(stray)
            if not stray.kind:
                break
        while opened and opened[-1].depth >= row.depth:
            opened.pop()
        opened.append(row)
        above = row
    return found


def odd_items(lines: Lines, first: int, last: int) -> list[StrayLine]:
    """Return the lines, of the first to the last, that start the items of a list with another sign than a dash.

    None where a line as far to the left does not.
    """
    depth = indent_of(lines[first])
    rows = (_Row(number, depth, lines[number].strip()) for number in range(first, last + 1))
    found = [_bullet(row, []) for row in rows if row.content and indent_of(lines[row.number]) == depth]
    items = [one for one in found if one is not None]
    return items if len(items) == len(found) else []


def _rows(lines: Lines, first: int, stop: int) -> Iterator[_Row]:
    """Yield the lines that are no further lines of a text."""
    covered: int | None = None  # what stands deeper belongs to a text
    for number in range(first, stop):
        row = lines[number]
        content = row.strip()
        if not content or content.startswith("#"):
            continue
        depth = indent_of(row)
        if covered is not None and depth > covered:
            continue
        covered = None
        yield _Row(number, depth, content)
        if field := _FIELD.match(row):
            covered = depth + len(field[1]) if field[3] and field[3].strip() else None
        elif (item := _ITEM.match(row)) and item[1]:
            covered = depth


def _returned(lines: Lines, row: _Row) -> StrayLine | None:
    """Find a carriage return alone in a file whose lines end in line feeds."""
    if lines.ending(row.number) != "\r" or lines.ending(row.number + 1) == "\r" or row.number >= len(lines):
        return None
    text = lines[row.number]
    message = "The line is broken here by a carriage return alone, which an editor may not show."
    return StrayLine(row.number, len(text), len(text), message, "join it with the next line")


def _stray(lines: Lines, row: _Row, opened: list[_Row], above: _Row | None) -> StrayLine | None:
    text = lines[row.number]
    content = row.content
    for pattern, message, help_, new in _FOREIGN:
        if pattern.match(content):
            return StrayLine(row.number, row.depth, len(text.rstrip()), message, help_, new, kind=content[:3])
    parent = next((one for one in reversed(opened) if one.depth < row.depth), None)
    return (
        _bullet(row, opened)
        or _odd_colon(row)
        or _pair(row, parent)
        or (None if _is_in_place(text, content) else _text_alone(lines, row, opened, parent, above))
    )


def _is_in_place(text: str, content: str) -> bool:
    """Tell whether a line is a field or an item, or something else that other rules know better."""
    return (
        bool(_FIELD.match(text) or _ITEM.match(text) or _OPENING.match(content) or _GLUED.match(content))
        or content.startswith(("---", "..."))
        or text[indent_of(text)] == "\t"
    )


def _bullet(row: _Row, opened: list[_Row]) -> StrayLine | None:
    match = _BULLET.match(row.content)
    if not match or (_FIELD.match(row.content) and match[1][0] not in _BULLETS + "-"):
        return None
    mark = match[1]
    beside = next((one for one in reversed(opened) if one.depth == row.depth), None)
    in_list = beside is None or beside.content.startswith("- ") or _BULLET.match(beside.content) is not None
    if match[1][0] == "-":
        message = "A character that only looks like a space follows the dash."
    else:
        message = f"An item of a list starts with `- `, not with `{mark}`."
    new = "- " if in_list else None
    return StrayLine(row.number, row.depth, row.depth + match.end(), message, "write `- …`", new, kind="bullet")


def _odd_colon(row: _Row) -> StrayLine | None:
    if match := _ODD_COLON.match(row.content):
        full = match[3].strip()[0] != ":"
        name = match[2]
        message = (
            f"The colon after `{name}` is a full-width one."
            if full
            else f"A character that only looks like a space follows `{name}:`."
        )
    elif (match := _ODD_SIGN.match(row.content)) and match[2] in FIELD_NAMES:
        name = match[2]
        message = f"A colon and a space follow the name of a field, not `{match[3].strip()}`."
    else:
        return None
    start = row.depth + match.start(3)
    new = ": " if name in FIELD_NAMES else None
    return StrayLine(
        row.number, start, row.depth + match.end(), message, f"write `{name}: …`", new, kind=match[3].strip()
    )


def _pair(row: _Row, parent: _Row | None) -> StrayLine | None:
    if parent is None or parent.content != "pairs:" or _FIELD.match(row.content):
        return None
    match = _PAIR_SIGN.match(row.content)
    if not match:
        return None
    sign = match[2].strip()
    left, right = match[1], row.content[match.end() :]
    start = row.depth + match.start(2)
    message = f"A colon and a space part the two sides of a pair, not `{sign}`."
    help_ = f"write `{shortened(left, 40)}: {shortened(right, 40)}`"
    return StrayLine(
        row.number, start, row.depth + match.end(), message, help_, ": " if ": " not in right else None, kind=sign
    )


def _text_alone(
    lines: Lines, row: _Row, opened: list[_Row], parent: _Row | None, above: _Row | None
) -> StrayLine | None:
    """Find what a line of text belongs to that stands where a field belongs."""
    end = len(lines[row.number].rstrip())
    field = _FIELD.match(lines[above.number]) if above else None
    if above is not None and field is not None and above.depth + len(field[1]) >= row.depth:
        name, value = shortened(field[2], 40), (field[3] or "").strip()
        if not value:
            message = f"The value of `{name}` stands on a line of its own, and is not indented."
            return StrayLine(row.number, row.depth, end, message, f"write it behind the colon: `{name}: …`")
        if _BLOCK_SIGN.match(value) and row.number == _next(lines, above.number):
            message = f"The text of `{name}` is not indented."
            return StrayLine(row.number, row.depth, end, message, f"indent it further than `{name}`")
    if parent is not None and (unfolded := _unfolded(lines, parent.number)):
        return unfolded
    beside = next((one for one in reversed(opened) if one.depth == row.depth), None)
    if beside is not None and beside.content.startswith("- "):
        message = "This line stands between the items of a list and is none."
        help_ = "write `- …`, or indent it to go on with the item above"
        return StrayLine(row.number, row.depth, end, message, help_, certain=False)
    message = "This line is neither a field (`name: …`) nor an item of a list (`- …`)."
    help_ = "if it belongs to the text above, indent it further than the field's name; else remove it"
    return StrayLine(row.number, row.depth, end, message, help_, certain=False)


def unfolded_text(lines: Lines, number: int) -> StrayLine | None:
    """Find the field above line `number` whose text goes on below it without `>-`, where that line is part of one."""
    field = _FIELD.match(lines[number])
    if (above := _outer(lines, number)) == 0 or (field and field[2] in FIELD_NAMES):
        return None
    return _unfolded(lines, above)


def field_continued(lines: Lines, number: int) -> str | None:
    """Return the field above line `number` whose text, which begins behind its colon, that line goes on with."""
    field = _FIELD.match(lines[_outer(lines, number)]) if _outer(lines, number) else None
    plain = field is not None and bool(field[3]) and not _OPENING.match(field[3]) and field[2] in _PROSE_NAMES
    return field[2] if field and plain else None


def _outer(lines: Lines, number: int) -> int:
    """Return the nearest line above that is indented less; 0 where there is none."""
    depth = indent_of(lines[number])
    return next((one for one in range(number - 1, 0, -1) if lines[one].strip() and indent_of(lines[one]) < depth), 0)


def _unfolded(lines: Lines, number: int) -> StrayLine | None:
    key = _FIELD.match(lines[number])
    if key is None or key[3] or key[2] not in _PROSE_NAMES:
        return None
    column = len(lines[number].rstrip())
    message = f"`{key[2]}` has a text below it that contains a colon and a space."
    return StrayLine(number, column, column, message, f"write `{key[2]}: >-`", " >-")


def _next(lines: Lines, number: int) -> int:
    """Return the number of the next line that is not blank."""
    return next((one for one in range(number + 1, len(lines) + 1) if lines[one].strip()), number)
