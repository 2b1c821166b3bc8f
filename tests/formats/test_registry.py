"""The table of formats: modules that are there, names that are read, and the guide that says the same."""

import importlib
from pathlib import Path

import pytest

from quiz.formats.assembly import Import
from quiz.formats.recognition import SUFFIXES
from quiz.formats.registry import FORMATS, READ, written_as
from quiz.formats.report import Loss
from tests.formats.conftest import Plans
from tests.formats.fuzz import samples
from tests.formats.lost import LOST
from tests.formats.specimens import format_rows, held_rows

GUIDE = Path(__file__).parents[2] / "questions" / "README.md"


@pytest.mark.parametrize("form", FORMATS)
def test_a_format_has_the_functions_of_its_modules(form: str) -> None:
    one = FORMATS[form]
    assert one.reader or one.writer
    if one.reader:
        assert callable(importlib.import_module(one.reader).read)
    if one.writer:
        assert callable(importlib.import_module(one.writer).write)
        assert one.ends


def test_what_is_recognised_is_read() -> None:
    assert set(READ) == set(SUFFIXES)


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("a.gift", ("gift",)),
        ("A.XML", ("moodle-xml",)),
        ("a.xlsx", ("xlsx",)),
        ("a.kahoot.xlsx", ("kahoot",)),
        ("a.html", ("paper",)),
        ("a.txt", ()),
    ],
)
def test_the_name_of_a_file_says_its_format(name: str, forms: tuple[str, ...]) -> None:
    assert written_as(name) == forms


def test_the_guide_lists_every_format_with_what_it_loses(tmp_path: Path) -> None:
    guide = GUIDE.read_text(encoding="utf-8")
    for rows in (format_rows(), held_rows(tmp_path)):
        assert "\n".join(rows) in guide, "python -m tests.formats.specimens prints the tables"


def test_what_a_format_loses_on_the_way_in_is_shown_by_a_file() -> None:
    assert set(LOST) == {(name, code) for name, one in FORMATS.items() for code in one.loses}


@pytest.mark.parametrize(("form", "code"), LOST, ids=map(" ".join, LOST))
def test_what_is_said_to_be_lost_is_told(form: str, code: str, plan: Plans) -> None:
    found = plan(LOST[form, code], "file", form=form)
    assert {loss.code for bank in found.banks for loss in bank.content.losses} == {code}
    assert [fault for fault in found.all_faults if fault.severity == "error"] == []


@pytest.mark.parametrize("form", READ)
def test_nothing_else_is_lost_of_what_is_usual(form: str, plan: Plans) -> None:
    files = [sample.data for sample in samples(None) if sample.form == form]
    told = {loss.code for data in files for bank in plan(data, "file", form=form).banks for loss in _lost(bank.content)}
    assert told <= set(FORMATS[form].loses)


def _lost(content: Import) -> list[Loss]:
    return [loss for loss in content.losses if loss.kind in {"lost", "changed"}]
