"""The checks of questions to which a number is typed."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from quiz.bank.numerals import NumberFault, check_number, number_value
from quiz.bank.questions.number import Number
from quiz.reading.normalize import tidy_text
from quiz.reading.questions.base import BankText, Check, explain_counted, is_credit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from quiz.bank.questions.registry import Question
    from quiz.reading.collector import Findings
    from quiz.reading.yaml.document import Node

_SHORT: Final = 30
"""Digits of a number at which nobody needs to look twice."""


class _Reach(NamedTuple):
    """A number with how far off it still counts."""

    number: Fraction
    tolerance: Fraction

    def covers(self, other: _Reach) -> bool:
        return abs(self.number - other.number) + other.tolerance <= self.tolerance


class _Entry(NamedTuple):
    """A number of a question that can be read: its node, the field that it stands in, and its reach."""

    node: Node
    field: str
    reach: _Reach


def _is_sound(question: Number, data: dict[str, Any]) -> bool:
    if (question.answer is None) == (not question.answers):
        return False
    near = question.near
    texts = (*question.accepted, question.tolerance, *(text for one in near for text in (one.value, one.tolerance)))
    if not all(map(_is_plainly_read, texts)):
        return False
    tolerance = number_value(question.tolerance)
    reaches = [
        *(_Reach(number_value(number), tolerance) for number in question.accepted),
        *(_Reach(number_value(one.value), number_value(one.tolerance)) for one in near),
    ]
    if min(reach.tolerance for reach in reaches) < 0:
        return False
    return len(reaches) == 1 or (not any(_counted_before(reaches)) and all(map(is_credit, data.get("near", ()))))


def _is_plainly_read(text: str) -> bool:
    """Tell whether a number means the same in all languages, and nothing is wrong with it."""
    if text.isascii() and text.isdecimal() and len(text) < _SHORT:
        return True
    try:
        check_number(text, decimal_comma=False)
        check_number(text, decimal_comma=True)
    except NumberFault:
        return False
    return True


def _counted_before(reaches: Sequence[_Reach]) -> Iterator[tuple[int, int]]:
    """Give the places of numbers of which each counts already as another, with the place of that one."""
    for place, reach in enumerate(reaches):
        for before, other in enumerate(reaches[:place]):
            if other.covers(reach):
                yield place, before
                break


def _explain(findings: Findings, fields: dict[str, Node]) -> None:
    if "answer" in fields and "answers" in fields:
        message = "A number question has `answer` or `answers`, not both."
        help_ = "put all right numbers into `answers:`"
        findings.add("B015", message, fields["answers"], help_, first=fields["answer"])
    entries = list(_entries(fields))
    for place, before in _counted_before([entry.reach for entry in entries]):
        entry, first = entries[place], entries[before]
        explain_counted(findings, BankText(tidy_text(entry.node.text), entry.node), first.node, first.field)


def _entries(fields: dict[str, Node]) -> Iterator[_Entry]:
    rights = [("answer", fields["answer"])] if "answer" in fields else []
    rights += [("answers", node) for node in (fields["answers"].items() if "answers" in fields else ())]
    for field, node in rights:
        yield from _entry(field, node, fields.get("tolerance"))
    for entry in fields["near"].items() if "near" in fields else ():
        named = {name: node for name, (_, node) in entry.fields().items()}
        if "value" in named:
            yield from _entry("value", named["value"], named.get("tolerance"))


def _entry(field: str, node: Node, tolerance: Node | None) -> Iterator[_Entry]:
    """Give a number with its tolerance; nothing where one of them cannot be read, which is told already."""
    try:
        off = number_value(tidy_text(tolerance.text)) if tolerance is not None else Fraction(0)
        yield _Entry(node, field, _Reach(number_value(tidy_text(node.text)), off))
    except NumberFault:
        return


CHECKS: Final[dict[type[Question], Check]] = {Number: Check(_is_sound, _explain)}
