"""What is wrong with a question, told from its nodes: every problem at its own place, whatever else is broken."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from quiz.bank.questions.base import ID_PATTERN, QuestionBase
from quiz.bank.questions.registry import QUESTION_TYPES
from quiz.bank.questions.templates import VALUES
from quiz.diagnostics.findings import Edit
from quiz.diagnostics.suggest import did_you_mean
from quiz.reading.citation_errors import explain_citations
from quiz.reading.collector import Findings
from quiz.reading.field_errors import meant_by, struct_fields, walk, walk_struct
from quiz.reading.foreign_words import help_with, place_of, type_help
from quiz.reading.likeness import is_slip
from quiz.reading.normalize import tidy_text
from quiz.reading.picture_errors import explain_picture
from quiz.reading.questions.registry import CHECKS
from quiz.text import shortened

if TYPE_CHECKING:
    from collections.abc import Collection

    from quiz.reading.collector import Findings
    from quiz.reading.yaml.document import Node


def explain_question(
    findings: Findings, node: Node, references: Collection[str] | None, passages: Collection[str] = ()
) -> None:
    """Report everything that is wrong with the question at `node`.

    `references` are the ids of the known references, None where they are not known; `passages` those of all passages.
    """
    if node.kind != "mapping":
        findings.add(
            "B005", "A question is a mapping of fields.", node, "write `- id: …` and its other fields below it"
        )
        return
    fields = node.fields()
    kind = _explain_type(findings, node, fields)
    if kind is None:
        _walk_common(findings, fields)
    else:
        skip = _explain_mix_up(findings, kind, fields) | _explain_undecided(findings, fields)
        walk_struct(findings, node, QUESTION_TYPES[kind], _thing(kind), {"type", *skip})
        values = {name: value for name, (_, value) in fields.items()}
        CHECKS[QUESTION_TYPES[kind]].explain(findings, values)
    if "image" in fields:
        explain_picture(findings, fields["image"][1])
    if "passage" in fields:
        _explain_passage(findings, fields["passage"][1], passages)
    _explain_support(findings, node, fields, references)


_SUPPORT: Final = ("explanation", "sources")


def _thing(kind: str) -> str:
    """Return what a question of a type is called at the start of a sentence."""
    return f"{'An' if kind[0] in 'aeiou' else 'A'} {kind} question"


def _explain_type(findings: Findings, node: Node, fields: dict[str, tuple[Node, Node]]) -> str | None:
    known = ", ".join(QUESTION_TYPES)
    if "type" not in fields:
        place = fields["id"][1] if "id" in fields else next((key for key, _ in fields.values()), node)
        message = "A question needs the field `type`."
        for name, (key, value) in fields.items():
            if is_slip(name, "type") and tidy_text(value.text) in QUESTION_TYPES:
                findings.add("B002", message, key, "did you mean `type`?", fix=(Edit(key.span, "type"),))
                return None
        findings.add("B002", message, place, f"add `type: …`, one of {known}")
        return None
    value = fields["type"][1]
    name = tidy_text(value.text)
    if name in QUESTION_TYPES:
        return name
    if value.kind != "text":
        findings.add("B005", "`type` should be a text.", value, f"write one of {known}")
    else:
        message = f"`{shortened(name)}` is not a type of question." if name else "`type` is empty."
        help_ = type_help(name) or did_you_mean(name, list(QUESTION_TYPES), f"write one of {known}")
        findings.add("B004", message, value, help_)
    return None


def _walk_common(findings: Findings, fields: dict[str, tuple[Node, Node]]) -> None:
    """Report problems with the fields that all types share, and the words of other formats, where there is no type."""
    for name, field in struct_fields(QuestionBase).items():
        if name in fields:
            walk(findings, fields[name][1], field.type, name)
    known = _known()
    for name, (key, value) in fields.items():
        if name not in known and (place := place_of(name, "question", known)):
            message = f"A question has no field `{shortened(name)}`."
            findings.add("B003", message, key, help_with(shortened(name), place, value, fields))


@cache
def _known() -> frozenset[str]:
    """Return every field that a question of any type has."""
    return frozenset({"type"}.union(*map(struct_fields, QUESTION_TYPES.values())))


def _explain_mix_up(findings: Findings, kind: str, fields: dict[str, tuple[Node, Node]]) -> set[str]:
    """Report `answer` where `answers` belongs, or the other way; return the fields that this settles."""
    known = struct_fields(QUESTION_TYPES[kind])
    if {"answer", "answers"} <= known.keys():
        return _explain_list_as_answer(findings, kind, fields)
    several = CHECKS[QUESTION_TYPES[kind]].several
    for right, wrong in (("answer", "answers"), ("answers", "answer")):
        if right in known and right not in fields and wrong in fields:
            article = "a list" if right == "answers" else "one value"
            findings.add(
                "B015",
                f"{_thing(kind)} has `{right}`, not `{wrong}`.",
                fields[wrong][0],
                f"write `{right}:` with {article}" + (f", or `type: {several}`" if several else ""),
            )
            return {right, wrong}
    if "answer" in known and "answer" in fields and fields["answer"][1].kind == "list":
        other = f", or `type: {several}` with `answers:`" if several else ""
        findings.add(
            "B015", f"{_thing(kind)} has one answer, not a list.", fields["answer"][1], f"write `answer: …`{other}"
        )
        return {"answer"}
    return set()


def _explain_list_as_answer(findings: Findings, kind: str, fields: dict[str, tuple[Node, Node]]) -> set[str]:
    """Report a list in `answer` where `answers` may be given in its place; return the fields that this settles."""
    if "answer" not in fields or fields["answer"][1].kind != "list" or "answers" in fields:
        return set()
    key = fields["answer"][0]
    message = f"{_thing(kind)} has a list in `answers`, one value in `answer`."
    findings.add("B015", message, key, "write `answers:` above the list", fix=(Edit(key.span, "answers"),))
    return {"answer"}


def _explain_undecided(findings: Findings, fields: dict[str, tuple[Node, Node]]) -> set[str]:
    """Report numbers and flags that a template left to decide; return their fields."""
    undecided = {name: value for name, (_, value) in fields.items() if tidy_text(value.text) in VALUES}
    for name, value in undecided.items():
        what = tidy_text(value.text)
        findings.add("B016", f"`{name}` is not decided yet.", value, f"{what[0].lower()}{what[1:]} here")
    return set(undecided)


def _explain_support(
    findings: Findings, node: Node, fields: dict[str, tuple[Node, Node]], references: Collection[str] | None
) -> None:
    place = fields["id"][1] if "id" in fields else next((key for key, _ in fields.values()), node)
    support = {name: field.type for name, field in struct_fields(QuestionBase).items() if name in _SUPPORT}
    unknown = [name for name in fields if name not in _known()]
    misspelt = {field for name in unknown for field in meant_by(name, fields, support, "question").fields}
    if "explanation" not in fields and "explanation" not in misspelt:
        findings.add("B040", "The question has no explanation.", place, "add `explanation: …`: why the answer is right")
    sources = fields["sources"][1] if "sources" in fields else None
    if sources is None or sources.plain == []:
        if "sources" not in misspelt:
            help_ = "add `sources:` with a line `- reference, place in it`"
            findings.add("B041", "The question has no source.", place, help_)
        return
    explain_citations(findings, sources, references)


def _explain_passage(findings: Findings, node: Node, passages: Collection[str]) -> None:
    """Report the name of a passage that the bank does not have."""
    name = tidy_text(node.text)
    if node.kind == "text" and re.fullmatch(ID_PATTERN, name) and name not in passages:
        findings.add(
            "B032",
            f"There is no passage `{shortened(name)}`.",
            node,
            did_you_mean(name, list(passages), f"add it to the bank: `passages:` and below it `- id: {name}`"),
        )
