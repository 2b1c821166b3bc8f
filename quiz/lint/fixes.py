"""Fixes: edits of the text of a bank by spans, which leave everything else as it is, byte for byte.

A fix is only made where the bank checked afterwards is the better for it. What the fix is for is gone, there is no new
error, no more findings unless an error went, and every question that could be played is there and the same.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec

from quiz.bank.identifiers import free, identifier
from quiz.bank.quantities import quantity
from quiz.bank.questions.choice import Multiple, Single
from quiz.diagnostics.findings import Diagnostic, Edit, is_error
from quiz.diagnostics.lines import Lines, Span
from quiz.reading.normalize import tidy_text
from quiz.reading.reader import read_located
from quiz.reading.yaml.parser import read_nodes
from quiz.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from quiz.bank.questions.registry import Question
    from quiz.reading.yaml.document import Document, Node

_WORK: Final = 64 << 20
"""Bytes to read again at most while fixes are tried, so that no bank takes for ever."""

_TRIALS: Final = 8
"""Times that even a large bank is read again."""

_ELSEWHERE: Final = -1
"""The number for harm in a part of the bank where nothing was fixed."""

_BREAK: Final = "\n"
_COMMENT: Final = re.compile(r"[ \t]+#")
_BREAKS: Final = re.compile(r"\r\n?|\n")


def missing_ids(document: Document, findings: list[Diagnostic]) -> list[Diagnostic]:
    """Return the findings, those of questions without an id with the edit that adds one made from the prompt."""
    if not any(finding.code == "B002" and "`id`" in finding.message for finding in findings):
        return findings
    root = document.root
    pair = root.fields().get("questions") if root else None
    if pair is None:
        return findings
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
        name = free(identifier(prompt, "question"), taken)
        taken.add(name)
        edits[first[0].span] = (_insertion(document, node, first[0], name),)
    return [
        msgspec.structs.replace(finding, fix=edits.get(finding.span, finding.fix))
        if finding.code == "B002" and "`id`" in finding.message
        else finding
        for finding in findings
    ]


def ascending(sequence: Node) -> tuple[Edit, ...]:
    """Return the edits that put a sequence of numbers in order; none where it holds anything else.

    Responses keep the text of a choice, so its place does not matter to them.
    """
    document = sequence.document
    items = list(sequence.items())
    read = [quantity(tidy_text(item.text)) for item in items]
    values = [value.values for value in read if value is not None]
    if len(values) < len(items) or any(item.style in {"|", ">"} for item in items):
        return ()
    ranked = sorted(range(len(items)), key=lambda index: values[index])
    edits = []
    for item, index in zip(items, ranked, strict=True):
        other = items[index]
        source = document.text[other.start : document.ends[other.event]]
        if not other.style and _COMMENT.match(document.text, document.ends[item.event]):
            source = f'"{source}"'  # a number and its unit: without quotes the comment could be a part of it
        edits.append(Edit(item.span, source))
    return tuple(edits)


def _insertion(document: Document, node: Node, first: Node, name: str) -> Edit:
    span = document.lines.span(first.start, first.start)
    if node.style == "{":
        return Edit(span, f"id: {name}, ")
    indent = " " * (span.column - 1)
    line = document.lines.end(first.start)
    match = _BREAKS.match(document.text, line) or _BREAKS.search(document.text)
    end = match[0] if match else _BREAK
    return Edit(span, f"id: {name}{end}{indent}")


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


class _Fix(NamedTuple):
    """A fix on offer: the part of the bank it is in, the code of its finding, the edits."""

    part: int
    code: str
    edits: tuple[Edit, ...]


class _Version:
    """A bank at one moment of fixing.

    Part 0 is the text before the first question; part n is question n, up to the next one.
    """

    def __init__(self, data: bytes, check: Callable[[bytes], Sequence[Diagnostic]], file: str) -> None:
        self.data = data
        self.found = tuple(check(data))
        reading, self.document, self._places, _ = read_located(data, file, None)
        self.bank = reading.bank

    @property
    def fixes(self) -> list[_Fix]:
        """The fixes on offer, each once."""
        by_edits = {
            finding.fix: _Fix(self._part(finding.span.line), finding.code, finding.fix)
            for finding in self.found
            if finding.fix
        }
        return list(by_edits.values())

    @property
    def is_broken(self) -> bool:
        return self.document.root is None

    @cached_property
    def starts(self) -> list[int]:
        """The lines on which the questions start."""
        root = self.document.root
        pair = root.fields().get("questions") if root else None
        if pair is None:
            return []
        lost = (lines.start for lines in self.document.lost_in(pair[1]))
        return sorted((*(node.item_line for node in pair[1].items()), *lost))

    def _part(self, line: int) -> int:
        return bisect_right(self.starts, line)

    @cached_property
    def counts(self) -> defaultdict[int, Counter[str]]:
        """How many findings of each code there are in each part."""
        return self._count(self.found)

    @cached_property
    def errors(self) -> defaultdict[int, Counter[str]]:
        """How many errors of each code there are in each part."""
        return self._count(filter(is_error, self.found))

    def _count(self, findings: Iterable[Diagnostic]) -> defaultdict[int, Counter[str]]:
        counts: defaultdict[int, Counter[str]] = defaultdict(Counter)
        for finding in findings:
            counts[self._part(finding.span.line)][finding.code] += 1
        return counts

    @cached_property
    def meanings(self) -> dict[str, Question]:
        """The questions that can be played, by id."""
        return {question.id: _meaning(question) for question in self.bank.questions} if self.bank else {}

    @property
    def name(self) -> tuple[str, ...]:
        """The id and the language of the bank."""
        return (self.bank.id, self.bank.title, self.bank.language) if self.bank else ()

    def changed_in(self, after: _Version) -> set[int]:
        """Return the parts that can be played here and mean something else in a later version."""
        changed = {
            self._part(self.document.lines.place(self.document.starts[self._places[name]])[0])
            for name, meaning in self.meanings.items()
            if after.meanings.get(name) != meaning
        }
        return changed | ({0} if self.bank and self.name != after.name else set())


class _Repair:
    """Makes fixes in a bank, as many together as are safe."""

    def __init__(self, check: Callable[[bytes], Sequence[Diagnostic]], file: str, size: int) -> None:
        self._check = check
        self._file = file
        self._left = max(_WORK, _TRIALS * size)

    def version(self, data: bytes) -> _Version:
        return _Version(data, self._check, self._file)

    def readable(self, broken: _Version) -> _Version:
        """Return a bank with its YAML errors fixed one by one; unchanged where it still cannot be read afterwards.

        It is unchanged too where an error remains on a fixed line: the fix was for another fault.
        """
        data, document = broken.data, broken.document
        lines: set[int] = set()
        while document.broken and self._left > 0:
            edits = [edit for finding in document.diagnostics for edit in finding.fix]
            if not edits:
                return broken
            lines.update(edit.span.line for edit in edits)
            slip = _first_slip(document)
            data = self._edited(data, edits)
            document = read_nodes(data, self._file)
            if document.broken and not _first_slip(document) > slip:
                return broken
        after = self.version(data)
        is_left = any(is_error(finding) and not finding.fix and finding.span.line in lines for finding in after.found)
        return broken if after.is_broken or is_left else after

    def better(self, before: _Version) -> _Version | None:
        """Return a version with fixes made together that are safe; None where no fix is."""
        refused: set[_Fix] = set()
        fixes: list[_Fix] = []
        while self._left > 0:
            fixes = fixes or [fix for fix in before.fixes if fix not in refused]
            if not fixes:
                break
            after = self.version(self._edited(before.data, [edit for fix in fixes for edit in fix.edits]))
            parts = _spoilt(before, after, fixes)
            if not parts:
                return after
            fixes = _fewer(fixes, parts, refused)
        return None

    def _edited(self, data: bytes, edits: Iterable[Edit]) -> bytes:
        self._left -= len(data)
        text = data.decode("utf-8-sig")
        mark = data[: len(data) - len(text.encode())]
        return mark + apply(text, edits).encode()


def fixed(data: bytes, check: Callable[[bytes], Sequence[Diagnostic]], file: str = "") -> bytes:
    """Return the bytes of a bank with everything fixed that `check` finds and that can be fixed safely."""
    mender = _Repair(check, file, len(data))
    begun = mender.version(data)
    done = mender.readable(begun) if begun.is_broken else begun
    # The spans of fixes that wait hold only in the text they were found in: each round finds them anew.
    while after := None if done.is_broken else mender.better(done):
        done = after
    if begun.is_broken and not done.meanings and _errors(done) >= _errors(begun):
        return data
    return done.data if gone(begun.found, done.found) else data


def gone(before: Iterable[Diagnostic], after: Iterable[Diagnostic]) -> int:
    """Return how many findings of a bank a later version no longer has; new ones do not count."""
    return (Counter(finding.code for finding in before) - Counter(finding.code for finding in after)).total()


def _spoilt(before: _Version, after: _Version, fixes: Sequence[_Fix]) -> set[int]:
    """Return the parts whose fixes did harm or nothing; all parts where the harm is in a part without fixes."""
    claims: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for fix in fixes:
        claims[fix.part][fix.code] += 1
    if after.is_broken or len(after.starts) != len(before.starts or after.starts):
        return set(claims) | {_ELSEWHERE}
    unseen = not before.starts or any(finding.code == "B052" for finding in before.found)
    parts = set(claims) if unseen else {*claims, *after.errors}
    harmed = before.changed_in(after) | {part for part in parts if _is_worse(part, before, after, claims[part])}
    return harmed if harmed <= {fix.part for fix in fixes} else harmed | {_ELSEWHERE}


def _is_worse(part: int, before: _Version, after: _Version, claimed: Counter[str]) -> bool:
    """Tell whether a part is no better: its finding is there, an error is new, or findings came and no error went."""
    errors, found, left = before.errors[part], before.counts[part], after.counts[part]
    if any(left[code] > found[code] - number for code, number in claimed.items()) or not after.errors[part] <= errors:
        return True
    return bool(claimed) and not claimed.keys() & errors.keys() and left.total() > found.total() - claimed.total()


def _fewer(fixes: list[_Fix], spoilt: set[int], refused: set[_Fix]) -> list[_Fix]:
    """Return fewer fixes to try: half of those in each spoilt part. A fix that spoils its part alone is refused."""
    if _ELSEWHERE in spoilt:
        if len(fixes) == 1:
            refused.update(fixes)
        return fixes[: len(fixes) // 2]
    by_part: defaultdict[int, list[_Fix]] = defaultdict(list)
    for fix in fixes:
        by_part[fix.part].append(fix)
    for part in spoilt:
        if len(by_part[part]) == 1:
            refused.update(by_part[part])
        by_part[part] = by_part[part][: len(by_part[part]) // 2]
    return [fix for kept in by_part.values() for fix in kept]


def _meaning(question: Question) -> Question:
    """Return a question without the order in which its choices are shown."""
    if isinstance(question, Single | Multiple) and question.sequence is not None:
        return msgspec.structs.replace(question, sequence=tuple(sorted(question.sequence)))
    return question


def _first_slip(document: Document) -> Span:
    return min(finding.span for finding in document.diagnostics if is_error(finding))


def _errors(version: _Version) -> int:
    return sum(map(is_error, version.found))


def difference(before: bytes, after: bytes, file: str) -> str:
    """Return the unified diff of a bank and what it becomes, as it may be shown."""
    import difflib

    old, new = (re.split(r"\r\n|\r|\n", data.decode("utf-8-sig")) for data in (before, after))
    rows = difflib.unified_diff(old, new, file, file, lineterm="")
    return "".join(f"{clean(row).replace(_BREAK, ' ')}\n" for row in rows)
