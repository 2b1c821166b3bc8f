"""Reports of imports and exports as values of JSON; keys are only ever added."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from quiz.formats.figures import Figure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from quiz.formats.assembly import ImportedQuestion
    from quiz.formats.report import Fault, Loss

VERSION: Final = 1


def question_record(question: ImportedQuestion) -> dict[str, Any]:
    """Return a question that was imported, with where it comes from."""
    item = question.item
    return {
        "line": item.place.line,
        "end_line": item.place.end_line,
        "member": item.place.member,
        "record": item.place.record,
        "id": question.id,
        "source_type": item.source_type,
        "type": question.fields["type"],
        "name": item.name or None,
        "category": item.category or None,
        "question": json_value(question.fields),
    }


def loss_record(loss: Loss) -> dict[str, Any]:
    return {
        "line": loss.place.line,
        "member": loss.place.member,
        "record": loss.place.record,
        "question": loss.question,
        "code": loss.code,
        "kind": loss.kind,
        "message": loss.message,
        "text": loss.text,
    }


def fault_record(fault: Fault) -> dict[str, Any]:
    return {
        "line": fault.place.line,
        "column": fault.place.column,
        "end_line": fault.place.end_line,
        "member": fault.place.member,
        "record": fault.place.record,
        "question": fault.question,
        "code": fault.code,
        "severity": fault.severity,
        "message": fault.message,
        "help": fault.help,
        "text": fault.text,
    }


def json_value(value: Any) -> Any:
    """Return fields of a question as JSON holds them: numbers as numbers, an integer without a point."""
    match value:
        case Figure():
            return value.text if "/" in value.text else json.loads(value.text)
        case dict():
            return {name: json_value(inner) for name, inner in value.items()}
        case list():
            return [json_value(inner) for inner in value]
        case _:
            return value


def loss_lines(losses: Iterable[Loss], place: Callable[[Loss], str]) -> list[str]:
    """Return how often each code of a loss occurs and where first, as `place` words it, in the order of the file."""
    groups: dict[str, list[Loss]] = {}
    for loss in losses:
        groups.setdefault(loss.code, []).append(loss)
    return [f"{len(group)} × {code}: {group[0].message} (first at {place(group[0])})" for code, group in groups.items()]


def question_text(told: Loss) -> str:
    """Return which question of a bank loses something: in what is exported there is no line to name."""
    return f"question {told.question}" if told.question else "the bank"


def place_text(told: Loss | Fault) -> str:
    """Return where something stands, within its file."""
    member = f"{told.place.member}, " if told.place.member else ""
    return f"{member}line {told.place.line}"
