"""S030: a question may be out of date once its last day is over, whatever a cache keeps of it."""

from datetime import date
from pathlib import Path

import pytest

from quiz.library.cache import Cache
from quiz.library.library import BankFile
from quiz.lint.checking import Report, check_file
from quiz.lint.selection import Selection
from quiz.lint.validity import over

BANK = """\
id: b
title: B
questions:
  - id: q
    type: true-false
    prompt: The mandate runs.
    answer: true
    explanation: It does.
    sources: [s]
    valid_until: 2026-11-30
"""
PATH = Path("b.yaml")


def checked(text: str, selection: Selection | None = None, cache: Cache | None = None) -> Report:
    return check_file(BankFile(PATH, text.encode(), None), selection or Selection(), cache)


def lines(report: Report, today: date) -> list[tuple[str, int]]:
    return [(found.code, found.span.line) for found in over(report.last_days, "b.yaml", today)]


@pytest.mark.parametrize(
    ("today", "told"),
    [(date(2026, 11, 29), []), (date(2026, 11, 30), []), (date(2026, 12, 1), [("S030", 10)])],
)
def test_it_is_told_from_the_day_after_on_also_from_a_cache(
    today: date, told: list[tuple[str, int]], tmp_path: Path
) -> None:
    cache = Cache(tmp_path)
    for _ in range(2):
        report = checked(BANK, cache=cache)
        assert "S030" not in {found.code for found in report.diagnostics}
        assert lines(report, today) == told


@pytest.mark.parametrize("entry", ["S030", "out-of-date", "S03"])
@pytest.mark.parametrize("indent", ["", "    "])
def test_it_can_be_switched_off_and_the_switch_is_never_called_useless(entry: str, indent: str) -> None:
    report = checked(f"{BANK}{indent}lint: {{ignore: [{entry}], reason: It is history.}}\n")
    assert lines(report, date(2030, 1, 1)) == []
    assert not {"S010", "S011", "S012"} & {found.code for found in report.diagnostics}
    assert lines(checked(BANK, Selection(ignore=("S030",))), date(2030, 1, 1)) == []


def test_no_bundled_question_was_out_of_date_when_its_bank_was_last_looked_at() -> None:
    folder = Path(__file__).parents[2] / "questions"
    files = [BankFile.read(path, folder) for path in sorted(folder.glob("*.yaml")) if path.name != "sources.yaml"]
    for file in files:
        updated = next(line.split()[1] for line in file.data.decode().splitlines() if line.startswith("updated: "))
        assert not list(over(check_file(file).last_days, str(file.path), date.fromisoformat(updated)))
