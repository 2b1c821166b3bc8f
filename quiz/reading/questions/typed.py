"""The checks of questions to which something is typed: number, text, cloze."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from quiz.bank.matching import Folding, fold
from quiz.bank.quantities import NUMBER
from quiz.bank.questions.typed import (
    LOOSE_TILDE,
    Cloze,
    ClozeFault,
    Number,
    TextQuestion,
    read_blank,
    split_cloze,
)
from quiz.reading.normalize import normal_form, tidy_text
from quiz.reading.questions.base import FLAGS, BankText, Check, texts_at
from quiz.text import shortened

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from quiz.bank.questions.registry import Question
    from quiz.diagnostics.lines import Span
    from quiz.reading.collector import Findings
    from quiz.reading.yaml.document import Node


_BLANK: Final = re.compile(r"(?<!\\)\{\{(.*?)\}\}", re.DOTALL)


def _is_number_sound(question: Number, data: dict[str, Any]) -> bool:
    if not (NUMBER.fullmatch(data["answer"]) and _is_tolerance(data)):
        return False
    if not question.near:
        return True
    entries = [(entry.value, entry.tolerance) for entry in question.near]
    near = data["near"]
    return all(NUMBER.fullmatch(one["value"]) and _is_tolerance(one) and _is_credit(one) for one in near) and not any(
        _counted_before([(question.answer, question.tolerance), *entries])
    )


def _is_tolerance(data: dict[str, Any]) -> bool:
    tolerance = data.get("tolerance", "0")
    return bool(NUMBER.fullmatch(tolerance)) and not tolerance.startswith("-")


def _is_credit(data: dict[str, Any]) -> bool:
    return bool(NUMBER.fullmatch(data.get("credit", "0")))


def _counted_before(entries: Sequence[tuple[Decimal, Decimal]]) -> Iterator[tuple[int, int]]:
    """Give the places of numbers with tolerance of which each counts already as another, with the place of that one."""
    for place, (number, tolerance) in enumerate(entries):
        for before, (other, taken) in enumerate(entries[:place]):
            if Fraction(abs(Fraction(number) - Fraction(other))) + Fraction(tolerance) <= Fraction(taken):
                yield place, before
                break


def _explain_number(findings: Findings, fields: dict[str, Node]) -> None:
    near = list(fields["near"].items()) if "near" in fields else []
    nodes = [{name: value for name, (_, value) in entry.fields().items()} for entry in near]
    known = [(node, read) for node, read in ((one, _read_near(one, "value")) for one in nodes) if read is not None]
    answer = _read_near(fields, "answer")
    if answer is not None:
        known.insert(0, (fields, answer))
    for place, before in _counted_before([read for _, read in known]):
        name = "answer" if answer is not None and before == 0 else "value"
        if answer is not None and place == 0:
            continue
        value = known[place][0]["value"]
        _explain_counted(findings, BankText(tidy_text(value.text), value), known[before][0][name], name)


def _read_near(fields: dict[str, Node], name: str) -> tuple[Decimal, Decimal] | None:
    """Return a number of a bank with its tolerance; None where one of them is none."""
    texts = [tidy_text(fields[one].text) if one in fields else "0" for one in (name, "tolerance")]
    if name not in fields or not all(map(NUMBER.fullmatch, texts)):
        return None
    return Decimal(texts[0]), Decimal(texts[1])


def _explain_counted(findings: Findings, near: BankText, first: Node, name: str) -> None:
    counts = "as an answer" if name in {"answer", "answers"} else "by an entry before it"
    message = f"`{shortened(near.text)}` counts already {counts}."
    findings.add("B031", message, near.node, "change or remove it", first=first)


def _is_text_question_sound(question: TextQuestion, data: dict[str, Any]) -> bool:
    if not _is_text_sound(question, data):
        return False
    if not question.near:
        return True
    near = [fold(entry.text, question.folding) for entry in question.near]
    are_new = len(set(near)) == len(near) and not set(near) & {fold(one, question.folding) for one in question.answers}
    return are_new and all(map(_is_credit, data["near"]))


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
                _explain_counted(findings, BankText(text, node), before, name)


def _is_text_sound(_question: TextQuestion | Cloze, data: dict[str, Any]) -> bool:
    are_flags = all(data.get(name, "true").lower() in FLAGS for name in ("case_sensitive", "accents"))
    return are_flags and data.get("typos", "0") in {"0", "1", "2", "3"}


def _is_cloze_sound(question: Cloze, data: dict[str, Any]) -> bool:
    try:
        is_whole = bool(question.blanks) and _is_text_sound(question, data)
    except ClozeFault:
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
    Number: Check(_is_number_sound, _explain_number),
    TextQuestion: Check(_is_text_question_sound, _explain_text),
    Cloze: Check(_is_cloze_sound, _explain_cloze),
}
