"""Reading and writing of small sources."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from quiz.authoring.importing import ImportOptions, Plan, planned
from quiz.formats.records import json_value

Plans: TypeAlias = Callable[..., Plan]


@pytest.fixture
def plan(tmp_path: Path) -> Plans:
    """Return a function that plans the import of a text or bytes, under a name."""

    def call(content: str | bytes, name: str = "file.gift", **options: Any) -> Plan:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return planned(path, ImportOptions(folder=tmp_path / "banks", **options))

    return call


def questions(plan: Plan) -> list[dict[str, Any]]:
    """Return the questions that a plan brings, without their ids."""
    found = [question.fields for bank in plan.banks for question in bank.content.questions]
    return [{name: value for name, value in json_value(fields).items() if name != "id"} for fields in found]


def told(plan: Plan) -> list[tuple[int, str]]:
    """Return what a plan tells of losses and faults: lines and codes."""
    entries = [(fault.place.line, fault.code) for fault in plan.all_faults]
    entries += [(loss.place.line, loss.code) for bank in plan.banks for loss in bank.content.losses]
    return sorted(entries)
