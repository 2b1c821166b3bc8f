"""The checks of questions to which words are typed: text, cloze."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from quiz.bank.matching import Folding, fold
from quiz.bank.questions.typed import (
    LOOSE_TILDE,
    Cloze,
    ClozeFault,
    TextQuestion,
    read_blank,
    split_cloze,
)
from quiz.reading.normalize import normal_form, tidy_text
from quiz.reading.questions.base import FLAGS, BankText, Check, explain_counted, is_credit, texts_at
from quiz.text import shortened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quiz.bank.questions.registry import Question
    from quiz.diagnostics.lines import Span
    from quiz.reading.collector import Findings
    from quiz.reading.yaml.document import Node


_SINGLE_BRACES: Final = re.compile(r"(?<![{\\$_^\w}])\{(?!\{)([^{}$\\]+)\}(?!\})")
"""Braces round a word, which are neither those of a blank nor of a formula."""

_BLANK: Final = re.compile(r"(?<!\\)\{\{(.*?)\}\}", re.DOTALL)


def _is_text_question_sound(question: TextQuestion, data: dict[str, Any]) -> bool:
    if not _is_text_sound(question, data):
        return False
    if not question.near:
        return True
    near = [fold(entry.text, question.folding) for entry in question.near]
    are_new = len(set(near)) == len(near) and not set(near) & {fold(one, question.folding) for one in question.answers}
    return are_new and all(map(is_credit, data["near"]))


def _explain_text(findings: Findings, fields: dict[str, Node]) -> None:
    flags = [
        name in fields and tidy_text(fields[name].text).lower() == "true" for name in ("case_sensitive", "accents")
    ]
    folding = Folding(*flags)
    first = {fold(one.text, folding): (one.node, "answers") for one in reversed(texts_at(fields.get("answers")))}
    entries = (entry.fields().get("text") for entry in (fields["near"].items() if "near" in fields else ()))
    for _, node in filter(None, entries):
        if text := tidy_text(node.text):
            before, name = first.setdefault(fold(text, folding), (node, "near"))
            if before is not node:
                explain_counted(findings, BankText(text, node), before, name)


def _is_text_sound(_question: TextQuestion | Cloze, data: dict[str, Any]) -> bool:
    are_flags = all(data.get(name, "true").lower() in FLAGS for name in ("case_sensitive", "accents"))
    return are_flags and data.get("typos", "0") in {"0", "1", "2", "3"}


def _is_cloze_sound(question: Cloze, data: dict[str, Any]) -> bool:
    try:
        is_whole = bool(question.blanks) and _is_text_sound(question, data)
    except ClozeFault:
        return False
    if _SINGLE_BRACES.search(question.text):
        return False
    return is_whole and ("~" not in question.text or not any(_doubtful_blanks(question.text)))


def _doubtful_blanks(text: str) -> Iterator[tuple[int, str | None]]:
    """Give where a blank begins that lists a choice twice, with that choice, or whose tilde parts nothing."""
    for match in _BLANK.finditer(text):
        blank = read_blank(match[1])
        choices = Counter(map(normal_form, (*blank.answers, *blank.wrong)))
        if blank.wrong and choices.most_common(1)[0][1] > 1:
            yield match.start(), choices.most_common(1)[0][0]
        elif LOOSE_TILDE.search(match[1]):
            yield match.start(), None


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
    for match in _SINGLE_BRACES.finditer(node.document.text, node.start, node.document.ends[node.event]):
        findings.add(
            "B035",
            f"`{shortened(match[0])}` is shown with its braces.",
            node.document.lines.span(*match.span()),
            f"write `{{{{{shortened(match[1])}}}}}` if it is a blank",
        )
    for offset, twice in _doubtful_blanks(text):
        place = _blank_span(node, text, offset)
        if twice is not None:
            message = f"The choice `{shortened(twice)}` stands twice in a blank."
            findings.add("B021", message, place, "change or remove one of them")
        else:
            findings.add(
                "B030",
                "A `~` in a blank parts no choices: a space lacks beside it.",
                place,
                "write ` ~ ` between choices to pick from, `\\~` where the sign itself is meant",
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
    TextQuestion: Check(_is_text_question_sound, _explain_text),
    Cloze: Check(_is_cloze_sound, _explain_cloze),
}
