"""Whatever a file holds, its import gives a plan or a message, and a plan says what becomes of every question."""

import random
from pathlib import Path
from typing import Final

import pytest

from quiz.formats.registry import READ
from quiz.formats.sheets import xlsx_bytes
from tests.formats.fuzz import imported, samples, spoilt_file

SAMPLES: Final = samples(None)
TIMES: Final = 12


def test_every_reader_has_a_sample() -> None:
    assert {sample.form for sample in SAMPLES} == set(READ)


@pytest.mark.parametrize("form", READ)
def test_a_spoilt_file_gives_a_plan_or_a_message(form: str, tmp_path: Path) -> None:
    chance = random.Random(form)
    data = [sample.data for sample in SAMPLES if sample.form == form]
    for _ in range(TIMES):
        (tmp_path / "file").write_bytes(spoilt_file(chance.choice(data), chance))
        imported(tmp_path / "file", form)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.form)
def test_a_sound_file_is_imported(sample: tuple[str, bytes], tmp_path: Path) -> None:
    form, data = sample
    (tmp_path / "file").write_bytes(data)
    plan = imported(tmp_path / "file", form)
    assert plan is not None
    assert any(bank.content.questions for bank in plan.banks)


def test_a_package_whose_members_cannot_be_unpacked_is_recognised_as_nothing(tmp_path: Path) -> None:
    data = bytearray(xlsx_bytes([["Answer 1"] * 50], "S"))
    name = b"xl/worksheets/sheet1.xml"
    start = data.index(name) + len(name)
    data[start : start + 20] = b"\xff" * 20
    (tmp_path / "file").write_bytes(data)
    assert imported(tmp_path / "file", None) is None


def test_an_order_with_an_empty_thing_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("# O?\n1. a\n2. \n3. c\n", encoding="utf-8")
    plan = imported(tmp_path / "file", "quizdown")
    assert plan is not None
    assert [fault.code for fault in plan.all_faults] == ["empty-answer"]
