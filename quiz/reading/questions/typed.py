"""The checks of questions to which something is typed: number, text, cloze."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from quiz.bank.quantities import NUMBER
from quiz.bank.questions.typed import Cloze, ClozeFault, Number, TextQuestion, split_cloze
from quiz.reading.normalize import tidy_text
from quiz.reading.questions.base import FLAGS, Check, explain_nothing

if TYPE_CHECKING:
    from quiz.bank.questions.registry import Question
    from quiz.diagnostics.lines import Span
    from quiz.reading.collector import Findings
    from quiz.reading.yaml.document import Node


def _is_number_sound(_question: Number, data: dict[str, Any]) -> bool:
    tolerance = data.get("tolerance", "0")
    return bool(NUMBER.fullmatch(data["answer"]) and NUMBER.fullmatch(tolerance) and not tolerance.startswith("-"))


def _is_text_sound(_question: TextQuestion | Cloze, data: dict[str, Any]) -> bool:
    are_flags = all(data.get(name, "true").lower() in FLAGS for name in ("case_sensitive", "accents"))
    return are_flags and data.get("typos", "0") in {"0", "1", "2", "3"}


def _is_cloze_sound(question: Cloze, data: dict[str, Any]) -> bool:
    try:
        return bool(question.blanks) and _is_text_sound(question, data)
    except ClozeFault:
        return False


def _explain_cloze(findings: Findings, fields: dict[str, Node]) -> None:
    node = fields.get("text")
    if node is None or not (text := tidy_text(node.text, prose=True)):
        return
    try:
        segments = split_cloze(text)
    except ClozeFault as fault:
        message = str(fault)
        what, _, help_ = message.partition("; ")
        findings.add("B029", f"{what[0].upper()}{what[1:]}.", _blank_span(node, text, fault.offset), help_ or None)
        return
    if all(isinstance(segment, str) for segment in segments):
        findings.add(
            "B029", "The text has no blank.", node, "write each blank as {{answer}} or {{answer|other spelling}}"
        )


def _blank_span(node: Node, text: str, offset: int) -> Span:
    """Where in the file the blank stands that opens at `offset` of the text: the same in number among all openings."""
    document = node.document
    number = text.count("{{", 0, offset) + 1
    stop = document.ends[node.event]
    at = node.start - 1
    for _ in range(number):
        at = document.text.find("{{", at + 1 if at < node.start else at + 2, stop)
        if at < 0:
            return node.span
    return document.lines.span(at, at + 2)


CHECKS: Final[dict[type[Question], Check]] = {
    Number: Check(_is_number_sound, explain_nothing),
    TextQuestion: Check(_is_text_sound, explain_nothing),
    Cloze: Check(_is_cloze_sound, _explain_cloze),
}
