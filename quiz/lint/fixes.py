"""Fixes: edits of the text of a bank by spans, which leave everything else as it is, byte for byte.

A fix is only made where the bank read afterwards says the same: every question that could be played is the same
question, and no fewer can be played than before.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import msgspec

from quiz.bank.cleaning import tidy_text
from quiz.bank.diagnostics import Diagnostic, Edit, Lines, Span, is_error
from quiz.bank.ids import free, named
from quiz.bank.model import Multiple, Single
from quiz.bank.reader import read_bank
from quiz.lint.quantities import quantity
from quiz.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from quiz.bank.model import Question
    from quiz.bank.nodes import Document, Node
    from quiz.bank.reader import Reading

_ROUNDS: Final = 100
"""One slip can hide the next, so fixing goes on until nothing is left to fix, at most this often."""

_BREAK: Final = "\n"
_BREAKS: Final = re.compile(r"\r\n?|\n")


def missing_ids(document: Document, found: list[Diagnostic]) -> list[Diagnostic]:
    """Return the findings, those of questions without an id with the edit that adds one made from the prompt."""
    if not any(one.code == "B002" and "`id`" in one.message for one in found):
        return found
    root = document.root
    pair = root.fields().get("questions") if root else None
    if pair is None:
        return found
    questions = [node for node in pair[1].items() if node.kind == "mapping"]
    taken = {tidy_text(fields["id"][1].text) for node in questions if "id" in (fields := node.fields())}
    edits: dict[Span, tuple[Edit, ...]] = {}
    for node in questions:
        fields = node.fields()
        first = next(iter(fields.values()), None)
        if first is None or "id" in fields:
            continue
        if "prompt" not in fields or not (prompt := tidy_text(fields["prompt"][1].text)):
            continue
        name = free(named(prompt, "question"), taken)
        taken.add(name)
        edits[first[0].span] = (_insertion(document, node, first[0], name),)
    return [
        msgspec.structs.replace(one, fix=edits.get(one.span, ()))
        if one.code == "B002" and "`id`" in one.message
        else one
        for one in found
    ]


def ascending(sequence: Node) -> tuple[Edit, ...]:
    """Return the edits that put a sequence of numbers in order; none where it holds anything else.

    Choices are known by their text, so the order in which they are shown means nothing.
    """
    document = sequence.document
    items = list(sequence.items())
    read = [quantity(tidy_text(item.text)) for item in items]
    values = [found.values for found in read if found is not None]
    if len(values) < len(items) or any(item.style in {"|", ">"} for item in items):
        return ()
    ranked = sorted(range(len(items)), key=lambda place: values[place])
    sources = [document.text[items[place].start : document.ends[items[place].event]] for place in ranked]
    return tuple(Edit(item.span, source) for item, source in zip(items, sources, strict=True))


def _insertion(document: Document, node: Node, first: Node, name: str) -> Edit:
    place = document.lines.span(first.start, first.start)
    if node.style == "{":
        return Edit(place, f"id: {name}, ")
    indent = " " * (place.column - 1)
    line = document.lines.end(first.start)
    found = _BREAKS.match(document.text, line) or _BREAKS.search(document.text)
    end = found[0] if found else _BREAK
    return Edit(place, f"id: {name}{end}{indent}")


def apply(text: str, edits: Iterable[Edit]) -> str:
    """Return a text with edits made; of two that overlap the first in the text is made."""
    lines = Lines(text)
    parts: list[str] = []
    done = 0
    for start, end, new in sorted((*_indexes(lines, edit), edit.text) for edit in edits):
        if start >= done or not parts:
            parts += (text[done:start], new)
            done = end
    return "".join((*parts, text[done:]))


def _indexes(lines: Lines, edit: Edit) -> tuple[int, int]:
    span = edit.span
    return lines.index(span.line, span.column), lines.index(span.end_line, span.end_column)


def fixed(data: bytes, check: Callable[[bytes], Sequence[Diagnostic]], file: str = "") -> bytes:
    """Return the bytes of a bank with everything fixed that `check` finds and that can be fixed safely."""
    refused: set[tuple[Edit, ...]] = set()
    for _ in range(_ROUNDS):
        fixes = list(dict.fromkeys(one.fix for one in check(data) if one.fix and one.fix not in refused))
        if not fixes:
            break
        text, mark = _decoded(data)
        after = _safe(text, fixes, read_bank(data, file, None), file, refused)
        if after == text:
            break
        refused.clear()
        data = mark + after.encode()
    return data


def _decoded(data: bytes) -> tuple[str, bytes]:
    text = data.decode("utf-8-sig")
    return text, data[: len(data) - len(text.encode())]


def _safe(text: str, fixes: list[tuple[Edit, ...]], before: Reading, file: str, refused: set[tuple[Edit, ...]]) -> str:
    """Make fixes together where that is safe, else in halves, and leave out those that are not safe alone."""
    after = apply(text, [edit for fix in fixes for edit in fix])
    reading = read_bank(after.encode(), file, None)
    if _says_the_same(before, reading) and _is_better(before, reading):
        return after
    if len(fixes) == 1:
        refused.add(fixes[0])
        return text
    # The spans of the second half hold only in the text they were found in: the next round finds them anew.
    half = len(fixes) // 2
    done = _safe(text, fixes[:half], before, file, refused)
    return done if done != text else _safe(text, fixes[half:], before, file, refused)


def _says_the_same(before: Reading, after: Reading) -> bool:
    """Tell whether everything that could be used before is there and unchanged."""
    if before.bank is None:
        return True
    if after.bank is None:
        return False
    ids = {question.id for question in before.bank.questions}
    kept = tuple(_meaning(question) for question in after.bank.questions if question.id in ids)
    after_bank = msgspec.structs.replace(after.bank, questions=kept, references=before.bank.references)
    return after_bank == msgspec.structs.replace(before.bank, questions=tuple(map(_meaning, before.bank.questions)))


def _meaning(question: Question) -> Question:
    """Return a question without the order in which its choices are shown."""
    if isinstance(question, Single | Multiple) and question.sequence is not None:
        return msgspec.structs.replace(question, sequence=tuple(sorted(question.sequence)))
    return question


def _is_better(before: Reading, after: Reading) -> bool:
    """Tell whether no more is wrong than before, or the first slip of a file that cannot be read lies further down."""
    slip, left = _first_slip(before), _first_slip(after)
    if before.bank is None and slip is not None:
        return after.bank is not None or left is None or left > slip
    return _errors(after) <= _errors(before)


def _first_slip(reading: Reading) -> Span | None:
    return next((one.span for one in reading.diagnostics if one.code.startswith("Y") and is_error(one)), None)


def _errors(reading: Reading) -> int:
    return sum(map(is_error, reading.diagnostics))


def difference(before: bytes, after: bytes, file: str) -> str:
    """Return the unified diff of a bank and what it becomes, as it may be shown."""
    import difflib  # noqa: PLC0415 - only where something is shown

    old, new = (re.split(r"\r\n|\r|\n", data.decode("utf-8-sig")) for data in (before, after))
    rows = difflib.unified_diff(old, new, file, file, lineterm="")
    return "".join(f"{clean(row).replace(_BREAK, ' ')}\n" for row in rows)
