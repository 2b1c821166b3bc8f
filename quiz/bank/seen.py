"""What a learner sees of Markdown, as text: in lists, in a search, in lint, in the line mode."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import msgspec

from quiz.bank.markup import BLANK, Code, Items, Paragraph, Quote, Table, blocks_of, is_marked, links_of, paragraphs_of
from quiz.bank.questions.base import Choice, TruthFeedback
from quiz.text import columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from quiz.bank.markup import Block
    from quiz.bank.questions.registry import Question

_BLANK_SOURCE: Final = re.compile(r"\\\{\{|\{\{.*?\}\}", re.DOTALL)
_HEADING: Final = re.compile(r"^ {0,3}#{1,6} \S.*", re.MULTILINE)
_HTML: Final = re.compile(r"</?[A-Za-z][A-Za-z0-9-]{0,20}(?:\s[^<>]{0,200})?/?>|<!--")


def text_of(text: str, *, is_row: bool = False) -> str:
    """Return a Markdown text without its marks: code indented, tables aligned, lists with their numbers."""
    if not is_marked(text):
        return text
    return "\n".join(lines_of(blocks_of(text, is_row=is_row))).strip("\n")


def lines_of(blocks: Iterable[Block]) -> Iterator[str]:
    """Give blocks line by line, a blank line between two of them."""
    for number, block in enumerate(blocks):
        if number:
            yield ""
        match block:
            case Paragraph():
                yield from block.text.split("\n")
            case Code():
                yield from (f"    {line}" if line else "" for line in block.text.split("\n"))
            case Items():
                yield from _item_lines(block)
            case Quote():
                yield from (f"> {line}".rstrip() for line in lines_of(block.blocks))
            case Table():
                yield from table_lines(block)


def _item_lines(items: Items) -> Iterator[str]:
    for number, mark in enumerate(marks_of(items)):
        inside = [line for part in items.items[number] for line in lines_of((part,))]
        for at, line in enumerate(inside or [""]):
            yield ((f"{mark} " if at == 0 else " " * (len(mark) + 1)) + line).rstrip()


def marks_of(items: Items, bullet: str = "-") -> tuple[str, ...]:
    """Return what stands before each item of a list: its number, or a bullet."""
    if items.first is None:
        return (bullet,) * len(items.items)
    numbers = [f"{number}." for number in range(items.first, items.first + len(items.items))]
    width = max(map(len, numbers), default=0)
    return tuple(number.rjust(width) for number in numbers)


def table_lines(table: Table) -> Iterator[str]:
    """Give a table row by row, its columns under each other."""
    rows = [[" ".join(cell.text.split("\n")) for cell in row] for row in table.rows]
    widths = [max(columns(row[at]) for row in rows) for at in range(len(rows[0]))]
    for number, row in enumerate(rows):
        yield "  ".join(
            padded(cell, width, at, table) for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        if number == 0:
            yield "  ".join("-" * width for width in widths)


def padded(cell: str, width: int, at: int, table: Table) -> str:
    """Return a cell as wide as its column, on the side that the author said."""
    before, after = padding(width - columns(cell), at, table)
    return " " * before + cell + " " * after


def padding(room: int, at: int, table: Table) -> tuple[int, int]:
    """Return how many spaces stand before and after a cell of the column `at` with so much room to spare."""
    before = room if at in table.right else room // 2 if at in table.centred else 0
    return before, room - before


def links_in(question: Question) -> Iterator[tuple[str, str]]:
    """Give the text and the address of each link in the texts of a question that are Markdown."""
    for text, is_row in _marked_texts(question):
        yield from links_of(blocks_of(text, is_row=is_row))


@cache
def _fields(kind: type[Question]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the fields of a question type that hold prose, and those whose texts stand in rows."""
    return tuple(sorted(kind.PROSE)), tuple(sorted(kind.ROWS))


def _marked_texts(question: Question) -> Iterator[tuple[str, bool]]:
    """Give every text of a question that may be Markdown, and whether it stands in a row."""
    prose, rows = _fields(question.__class__)
    for name in prose:
        if text := getattr(question, name):
            yield (without_blanks(text)[0] if name in question.BLANKED else text), False
    if isinstance(said := getattr(question, "feedback", None), TruthFeedback):
        yield from ((text, False) for text in (said.on_true, said.on_false) if text)
    yield from ((one.feedback, False) for one in getattr(question, "near", ()) if one.feedback)
    for name in rows:
        yield from _texts_within(getattr(question, name))


def _texts_within(value: Any) -> Iterator[tuple[str, bool]]:
    match value:
        case str():
            yield value, True
        case Choice():
            yield value.text, True
            if value.feedback:
                yield value.feedback, False
        case dict():
            for key, inner in value.items():
                yield key, True
                yield from _texts_within(inner)
        case tuple():
            for inner in value:
                yield from _texts_within(inner)
        case _:
            pass


def without_blanks(text: str) -> tuple[str, tuple[str, ...]]:
    """Return a cloze text with a sign in the place of each blank, and the blanks as they are written."""
    blanks: list[str] = []

    def cut(match: re.Match[str]) -> str:
        if match[0].startswith("\\"):
            return "{{"
        blanks.append(match[0])
        return BLANK

    return _BLANK_SOURCE.sub(cut, text.replace(BLANK, "\ufffd")), tuple(blanks)


class Sight:
    """The texts of one Markdown question as they are seen. Two rows that would look the same stay as written."""

    def __init__(self, question: Question) -> None:
        self._question = question
        texts = list(_marked_texts(question))
        self._is_marked = any(is_marked(text) for text, _ in texts)
        rows = {text: text_of(text, is_row=True) for text, is_row in texts if is_row} if self._is_marked else {}
        times = Counter(rows.values())
        rows = {text: seen if times[seen] == 1 else text for text, seen in rows.items()}
        self._rows = rows if len(set(rows.values())) == len(rows) else {}

    def row(self, text: str) -> str:
        """Return a choice, an item, a side of a pair or a category as it is seen; any other text as it is."""
        return self._rows.get(text, text)

    def question(self) -> Question:
        """Return the question with every text as it is seen."""
        question = self._question
        if not self._is_marked:
            return question
        changes = {name: self.within(getattr(question, name)) for name in question.ROWS}
        for name in question.PROSE:
            if text := getattr(question, name):
                changes[name] = _blanked(text) if name in question.BLANKED else text_of(text)
        if isinstance(said := getattr(question, "feedback", None), TruthFeedback):
            changes["feedback"] = _of_truths(said)
        if near := getattr(question, "near", ()):
            changes["near"] = tuple(
                msgspec.structs.replace(one, feedback=text_of(one.feedback)) if one.feedback else one for one in near
            )
        return msgspec.structs.replace(question, **changes)

    def within(self, value: Any) -> Any:
        """Return a value with every text of a row in it as it is seen."""
        match value:
            case str():
                return self.row(value)
            case Choice():
                feedback = text_of(value.feedback) if value.feedback else None
                return msgspec.structs.replace(value, text=self.row(value.text), feedback=feedback)
            case dict():
                return {self.row(key): self.within(inner) for key, inner in value.items()}
            case tuple():
                return tuple(map(self.within, value))
            case _:
                return value


def _of_truths(feedback: TruthFeedback) -> TruthFeedback:
    on_true, on_false = (text_of(text) if text else None for text in (feedback.on_true, feedback.on_false))
    return TruthFeedback(on_true=on_true, on_false=on_false)


def _blanked(text: str) -> str:
    marked, blanks = without_blanks(text)
    left = iter(blanks)
    literal = text_of(marked).replace("{{", r"\{{")
    return "".join(next(left) if character == BLANK else character for character in literal)


def has_code(question: Question) -> bool:
    """Tell whether there is code in the rows of a question, in which every sign counts."""
    return any("`" in text for text, is_row in _marked_texts(question) if is_row)


def written_marks(question: Question) -> tuple[str, ...]:
    """Return the headings and HTML in the Markdown of a question, which are shown as they are written."""
    return marks_in(_marked_texts(question))


def marks_in(texts: Iterable[tuple[str, bool]]) -> tuple[str, ...]:
    """Return the headings and HTML in Markdown texts, of each of which is told whether it stands in a row."""
    found: list[str] = []
    for text, is_row in texts:
        if "#" not in text and "<" not in text:
            continue
        for paragraph in paragraphs_of(blocks_of(text, is_row=is_row)):
            plain = "".join(BLANK if "code" in span.styles else span.text for span in paragraph.spans)
            found += (match[0] for pattern in (_HEADING, _HTML) for match in pattern.finditer(plain))
    return tuple(found)
