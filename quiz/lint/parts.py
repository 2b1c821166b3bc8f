"""Rules about the passages, lessons and events of a bank, and what these name of other banks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from msgspec import Struct

from quiz.bank.lessons import FEWEST_WORDS, MOST_WORDS, FullName, full_name
from quiz.bank.markup import Code, blocks_of
from quiz.bank.seen import lines_of, marks_in
from quiz.diagnostics.lines import Span
from quiz.lint.rules import OUT_OF_DATE, lint_finding
from quiz.lint.selection import closeness
from quiz.lint.style import text_span
from quiz.lint.validity import LastDay
from quiz.reading.normalize import tidy_text
from quiz.text import shortened

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from quiz.bank.lessons import Lesson
    from quiz.bank.model import Bank
    from quiz.diagnostics.findings import Diagnostic
    from quiz.reading.yaml.document import Document, Node

Kind: TypeAlias = Literal["question", "lesson"]

_UNSPACED: Final = frozenset({"zh", "ja", "th", "lo", "km", "my"})
"""Languages that put no spaces between words, which cannot be counted by them."""


class Elsewhere(Struct, frozen=True, array_like=True):
    """The name of a question or lesson of another bank, and where it stands.

    lesson: the id of the lesson that comes after the one that is named; empty where a question is named.
    """

    kind: Kind
    bank: str
    id: str
    span: Span
    lesson: str = ""

    @property
    def name(self) -> FullName:
        return FullName(self.bank, self.id)


def part_findings(bank: Bank, document: Document) -> Iterator[Diagnostic]:
    """Give the findings about the style of passages and lessons."""
    passages, lessons = nodes_by_id(document, "passages"), nodes_by_id(document, "lessons")
    for passage in bank.passages:
        if passage.markup == "markdown":
            yield from marks_as_written(marks_in(((passage.text, False),)), document, _id_span(passages[passage.id]))
    for lesson in bank.lessons:
        if lesson.markup == "markdown":
            yield from marks_as_written(marks_in(((lesson.text, False),)), document, _id_span(lessons[lesson.id]))
        yield from _length(lesson, bank.language, document, lessons[lesson.id])


def marks_as_written(marks: Sequence[str], document: Document, span: Span) -> Iterator[Diagnostic]:
    """S004: headings and HTML, which are no part of the Markdown of banks."""
    if marks:
        named = ", ".join(f"`{shortened(mark, 20)}`" for mark in marks[:3])
        yield lint_finding(
            "S004",
            f"Headings and HTML are shown as they are written: {named}.",
            document.file,
            span,
            help="use **strong** text, a list or a table; put it in backticks where it is meant as code",
            hint=True,
        )


def words_in(lesson: Lesson) -> int:
    """Return how many words a lesson has; code between fences is not counted."""
    text = lesson.text
    if lesson.markup == "markdown":
        text = "\n".join(lines_of(block for block in blocks_of(text) if not isinstance(block, Code)))
    return len(re.findall(r"\w\S*", text))


def lesson_days(bank: Bank, document: Document) -> Iterator[LastDay]:
    """Give the last days of lessons, where the rule is not switched off."""
    dated = [lesson for lesson in bank.lessons if lesson.valid_until is not None]
    if not dated or (bank.lint is not None and any(closeness(entry, OUT_OF_DATE) for entry in bank.lint.ignore)):
        return
    nodes = nodes_by_id(document, "lessons")
    for lesson in dated:
        if lesson.valid_until is not None:
            span = text_span(nodes[lesson.id].fields()["valid_until"][1])
            yield LastDay(lesson.valid_until, span, "lesson")


def elsewhere(bank: Bank, document: Document) -> Iterator[Elsewhere]:
    """Give what the lessons and events of a bank name of other banks."""
    for part in ("lessons", "events"):
        for entry in _entries(document, part):
            yield from _named(entry, "questions", "question", bank.id, "")
            if part == "lessons" and (own := entry.fields().get("id")) is not None:
                yield from _named(entry, "after", "lesson", bank.id, tidy_text(own[1].text))


def nodes_by_id(document: Document, part: str) -> dict[str, Node]:
    """Return the first entry of each id in a list of the bank, such as `lessons`."""
    nodes: dict[str, Node] = {}
    for entry in _entries(document, part):
        if (name := entry.fields().get("id")) is not None:
            nodes.setdefault(tidy_text(name[1].text), entry)
    return nodes


def _entries(document: Document, part: str) -> Iterator[Node]:
    pair = document.root.fields().get(part) if document.root is not None else None
    yield from pair[1].items() if pair is not None else ()


def _id_span(entry: Node) -> Span:
    return entry.fields()["id"][1].span


def _length(lesson: Lesson, language: str, document: Document, entry: Node) -> Iterator[Diagnostic]:
    """S005: lessons that say too little to teach, or too much to be kept in mind for the questions."""
    if language.partition("-")[0] in _UNSPACED:
        return
    words = words_in(lesson)
    if not FEWEST_WORDS <= words <= MOST_WORDS:
        help_ = "tell what its questions need" if words < FEWEST_WORDS else "make two lessons of it, or say less"
        message = f"The lesson has {words} words; {FEWEST_WORDS} to {MOST_WORDS} are read in one go."
        yield lint_finding("S005", message, document.file, _id_span(entry), help=help_)


def _named(entry: Node, field: str, kind: Kind, bank: str, lesson: str) -> Iterator[Elsewhere]:
    pair = entry.fields().get(field)
    for node in pair[1].items() if pair is not None else ():
        name = full_name(tidy_text(node.text), bank)
        if name.bank != bank and name.id:
            yield Elsewhere(kind, name.bank, name.id, node.span, lesson)
