"""The rules beside human judgements, where there is a file of them: its path stands in QUIZ_FLAW_LABELS."""

import json
import os
from pathlib import Path
from typing import Final

import pytest

from quiz.diagnostics.codes import Severity
from quiz.lint.rules import LINT
from tests.benchmarks.flaws import PUBLISHED, Judgement, judge, rates

LEAST: Final = 0.54
"""The F1 over the twelve flaws that published rules decide, below which no change may bring it."""

PRECISIONS: Final = {
    "F001": 1.0,
    "F002": 1.0,
    "F003": 1.0,
    "F004": 1.0,
    "F005": 0.842,
    "F006": 0.714,
    "F007": 0.867,
    "F008": 0.231,
    "F009": 1.0,
    "F010": 0.571,
    "F011": 0.534,
    "F012": 0.786,
    "F014": 0.759,
    "F019": 1.0,
}
"""The precision of each rule, which a gain in recall may not cost."""

SURE: Final = 0.85
"""The precision of what is told as a warning."""

_NAMED: Final = os.environ.get("QUIZ_FLAW_LABELS")
pytestmark = pytest.mark.skipif(not _NAMED, reason="QUIZ_FLAW_LABELS names no file of human judgements")


@pytest.fixture(scope="module")
def judged() -> dict[str, list[Judgement]]:
    lines = Path(_NAMED or "").read_text("utf-8").splitlines()
    return judge([json.loads(line) for line in lines if line.strip()])


def test_all_rules_together_are_as_good_as_they_were(judged: dict[str, list[Judgement]]) -> None:
    assert rates([one for code in PUBLISHED for one in judged[code]])["f1"] >= LEAST


@pytest.mark.parametrize("code", PRECISIONS)
def test_no_rule_is_less_precise_than_it_was(code: str, judged: dict[str, list[Judgement]]) -> None:
    assert rates(judged[code])["precision"] >= PRECISIONS[code]


def test_warnings_are_nearly_always_right(judged: dict[str, list[Judgement]]) -> None:
    warned = [one for code, found in judged.items() if LINT[code].severity is Severity.WARNING for one in found]
    assert rates(warned)["precision"] >= SURE
