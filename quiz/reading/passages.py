"""Reads the passages of a bank; those with faults are reported and left out, and so are the questions about them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from quiz.bank.passage import Passage
from quiz.reading.normalize import tidy_fields, tidy_text
from quiz.text import shortened

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from quiz.bank.markup import Markup
    from quiz.reading.collector import Findings
    from quiz.reading.yaml.document import Node


class Passages(NamedTuple):
    """The passages of a bank that can be shown, by id, and where each stands that has an id."""

    by_id: dict[str, Passage]
    places: dict[str, Node]


def read_passages(findings: Findings, node: Node, markup: Markup, references: Collection[str] | None) -> Passages:
    """Read a list of passages in a bank with that `markup`.

    `references` are the ids of the known references, None where they are not known.
    """
    passages = Passages({}, {})
    if node.kind != "list":
        findings.add("B005", "`passages` should be a list.", node, "write `- id: …` lines below `passages:`")
        return passages
    for entry in node.items():
        errors = findings.errors
        place = _check(findings, entry, references)
        if place is not None:
            name = tidy_text(place.text)
            if name in passages.places:
                message = f"Two passages have the id `{shortened(name)}`."
                findings.add("B034", message, place, "give one of them another id", first=passages.places[name])
            passages.places.setdefault(name, place)
        passage = _convert(entry.plain)
        if passage is not None and findings.errors == errors and not entry.document.is_refused(entry.event):
            passages.by_id[passage.id] = msgspec.structs.replace(passage, markup=passage.markup or markup)
    return passages


def tell_unused(findings: Findings, passages: Passages, questions: Iterable[Any]) -> None:
    """Report passages that none of the questions is about; `questions` are the plain data of all that are written."""
    names = (question.get("passage") for question in questions if isinstance(question, dict))
    used = {tidy_text(name) for name in names if isinstance(name, str)}
    if not used <= passages.places.keys():
        return  # a slip in a name is told there, and may be what leaves a passage unused
    for name, place in passages.places.items():
        if name not in used:
            help_ = f"write `passage: {shortened(name)}` in the questions about it, or remove it"
            findings.add("B033", f"No question is about the passage `{shortened(name)}`.", place, help_)


def _check(findings: Findings, entry: Node, references: Collection[str] | None) -> Node | None:
    """Report what is wrong with a passage; return the node of its id where there is one."""
    from quiz.reading.citation_errors import explain_citations
    from quiz.reading.field_errors import walk_struct

    if entry.kind != "mapping":
        help_ = "write `- id: …` and its other fields, `title` and `text`, below it"
        findings.add("B005", "A passage is a mapping of fields.", entry, help_)
        return None
    walk_struct(findings, entry, Passage, "A passage")
    fields = entry.fields()
    if "sources" in fields:
        explain_citations(findings, fields["sources"][1], references)
    return fields["id"][1] if "id" in fields and tidy_text(fields["id"][1].text) else None


def _convert(data: Any) -> Passage | None:
    try:
        return msgspec.convert(tidy_fields(data, frozenset({"text"})), Passage) if isinstance(data, dict) else None
    except msgspec.ValidationError:
        return None
