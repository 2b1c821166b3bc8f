"""`quiz import` and `quiz export`."""

import json
import sys
from pathlib import Path

import pytest

from quiz.authoring.sharing import give
from quiz.formats.sheets import xlsx_bytes
from quiz.library.library import BankFile
from quiz.paths import own_banks_folder
from tests.conftest import Invoke

GIFT = "::Sky::Which colour has the sky?{=blue ~red}\n\n::Sun::The sun is cold.{F}\n"


@pytest.fixture
def sea(tmp_path: Path) -> Path:
    path = tmp_path / "Deep Sea.gift"
    path.write_text(GIFT)
    return path


def test_a_file_becomes_a_bank_that_has_no_fault_and_can_be_played(sea: Path, invoke: Invoke) -> None:
    result = invoke("import", sea)
    bank = own_banks_folder() / "deep-sea.yaml"
    assert (result.exit_code, result.stderr) == (0, "")
    assert f"{bank} holds 2 questions of 2" in result.stdout
    checked = json.loads(invoke("check", bank, "--format", "json").stdout)
    assert "error" not in json.dumps(checked)
    assert invoke("take", "deep-sea", "--plain", "--seed", "1", input="?\n?\n").exit_code == 0


def test_a_bank_is_never_overwritten_but_brought_up_to_date(sea: Path, tmp_path: Path, invoke: Invoke) -> None:
    assert invoke("import", sea, "--output", tmp_path / "out").exit_code == 0
    bank = tmp_path / "out" / "deep-sea.yaml"
    before = bank.read_text()
    refused = invoke("import", sea, "--output", tmp_path / "out")
    assert refused.exit_code == 2
    assert "--update" in refused.stderr
    assert bank.read_text() == before
    assert invoke("import", sea, "--output", tmp_path / "out", "--update").exit_code == 0
    assert bank.read_text() == before
    sea.write_text("::Sky::Which colour has the sky?{=blue ~green}\n\nNew.{T}\n")
    bank.write_text(before.replace("title:", "# mine\ntitle:"))
    result = invoke("import", sea, "--output", tmp_path / "out", "--update")
    assert "kept, though no longer in the source: sun" in result.stdout
    text = bank.read_text()
    assert "# mine\n" in text
    assert "green" in text
    assert "red" not in text
    assert [row.partition("id: ")[2] for row in text.splitlines() if "  - id:" in row] == ["sky", "sun", "new"]


def test_a_shared_zip_is_taken_in_and_what_cannot_be_chosen_for_it_is_said(
    sea: Path, tmp_path: Path, invoke: Invoke
) -> None:
    invoke("import", sea, "--output", tmp_path / "out")
    give(BankFile.read(tmp_path / "out" / "deep-sea.yaml", tmp_path / "out"), tmp_path / "shared.zip")
    assert "would hold 2 questions of 2" in invoke("import", tmp_path / "shared.zip", "--dry-run").stdout
    result = invoke("import", tmp_path / "shared.zip")
    bank = own_banks_folder() / "deep-sea.yaml"
    assert (result.exit_code, result.stderr) == (0, "")
    assert f"{bank} holds 2 questions of 2" in result.stdout
    assert (tmp_path / "out" / "deep-sea.yaml").read_bytes().endswith(bank.read_bytes())
    (record,) = json.loads(invoke("import", bank, "--output", tmp_path / "next", "--format", "json").stdout)["files"]
    assert (record["format"], record["questions"][0]["question"]["id"]) == ("bank", "sky")
    refused = invoke("import", tmp_path / "shared.zip", "--id", "mine")
    assert refused.exit_code == 2
    assert "comes as it is" in refused.stderr


def test_a_dry_run_says_what_would_come_and_writes_nothing(sea: Path, tmp_path: Path, invoke: Invoke) -> None:
    result = invoke("import", sea, "--output", tmp_path / "out", "--dry-run", "--format", "json")
    (record,) = json.loads(result.stdout)["files"]
    assert not (tmp_path / "out").exists()
    assert (record["format"], record["encoding"], record["blocks"]) == ("gift", "utf-8", 2)
    assert record["questions"][0]["question"] == {
        "id": "sky",
        "type": "single",
        "prompt": "Which colour has the sky?",
        "answer": "blue",
        "distractors": ["red"],
    }


def test_faults_and_losses_are_told_with_their_line_and_end_with_one(tmp_path: Path, invoke: Invoke) -> None:
    path = tmp_path / "a.gift"
    path.write_text("Sky?{~a ~b}\n\nWrite.{}\n\nWhy.{T}\n")
    result = invoke("import", path, "--output", tmp_path)
    assert result.exit_code == 1
    assert f"{path}:1: error no-key: no answer is marked as right; mark the right one in the source" in result.stderr
    assert "1 × essay: " in result.stderr
    assert "(first at line 3)" in result.stderr
    assert "1 question of 3" in result.stdout
    strict = tmp_path / "b.gift"
    strict.write_text("Write.{}\n\nWhy.{T}\n")
    assert invoke("import", strict, "--output", tmp_path).exit_code == 0
    assert invoke("import", strict, "--output", tmp_path, "--update", "--strict").exit_code == 1


@pytest.mark.parametrize(
    ("name", "content", "wanted"),
    [
        ("a.txt", b"nothing of the kind", "--from"),
        ("b.txt", b"1. Which?\n*a) this\nb) that\n", "--from"),
        ("missing.gift", None, "there is no such file"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_with_what_to_do(
    name: str, content: bytes | None, wanted: str, tmp_path: Path, invoke: Invoke
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    result = invoke("import", path, "--output", tmp_path / "out")
    assert result.exit_code == 2
    assert name in result.stderr
    assert wanted in result.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("package", "name", "content"),
    [("selectolax.lexbor", "a.gift", b"[html]<p>So</p>{T}\n"), ("openpyxl", "a.xlsx", None)],
)
def test_a_package_that_is_missing_is_named_with_the_command_that_installs_it(
    package: str, name: str, content: bytes | None, tmp_path: Path, invoke: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / name
    path.write_bytes(xlsx_bytes([["prompt", "answer"], ["So", "TRUE"]], "S") if content is None else content)
    monkeypatch.setitem(sys.modules, package, None)
    result = invoke("import", path, "--output", tmp_path / "out")
    assert result.exit_code == 2
    assert "python -m pip install 'eu-dprk-quiz[exchange]'" in result.stderr
    assert not (tmp_path / "out").exists()


def test_a_bank_goes_out_and_what_is_lost_is_told(tmp_path: Path, invoke: Invoke) -> None:
    path = tmp_path / "aid.gift"
    result = invoke("export", "aid", path)
    assert result.exit_code == 0
    assert f"{path} is written" in result.stdout
    assert "field: this format has no place for the field" in result.stderr
    assert "(first at question " in result.stderr
    assert "first at line" not in result.stderr  # of which file?
    assert path.read_text().startswith("$CATEGORY: $course$/top/")
    piped = invoke("export", "aid", "-", "--to", "gift")
    assert piped.stdout == path.read_text()
    strict = invoke("export", "aid", tmp_path / "strict.gift", "--strict")
    assert strict.exit_code == 1
    assert not (tmp_path / "strict.gift").exists()
    assert invoke("export", "aid", tmp_path / "x.unknown").exit_code == 2
