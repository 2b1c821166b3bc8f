"""What the questions of a bank lack to be believed: sources and explanations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from quiz.reading.collector import Findings
    from quiz.reading.yaml.document import Node


class _Support(NamedTuple):
    """A field that every question should have: the code of its finding, its name, and what is said once of a bank."""

    code: str
    field: str
    message: str
    help: str


_SUPPORT: Final = (
    _Support(
        "B040",
        "explanation",
        "No question of the bank has an explanation.",
        "add `explanation: …` to each: why the answer is right",
    ),
    _Support(
        "B041",
        "sources",
        "No question of the bank has a source.",
        "add `sources:` to each, with a line `- reference, place in it`",
    ),
)


def tell_once_of_no_support(findings: Findings, questions: Iterable[Any], bank: Node) -> None:
    """Say once, at the first line of the bank, what no question of it has, in place of once a question.

    `questions` are their plain data. One that switches off rules of its own is told by itself, as are all others then.
    So is the only question of a bank that has no explanation: it is a bank that is begun.
    """
    lacking = [one for one in _SUPPORT if any(found.code == one.code for found in findings.found)]
    known = [question for question in questions if question.__class__ is dict]
    if not lacking or any("lint" in question for question in known):
        return
    for one in lacking:
        if any(question.get(one.field) for question in known) or (one.code == "B040" and len(known) == 1):
            continue
        findings.found = [found for found in findings.found if found.code != one.code]
        findings.add(one.code, one.message, bank, one.help)
