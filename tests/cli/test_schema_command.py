import json
from pathlib import Path

from click.testing import CliRunner

from quiz.bank.format.json_schema import dump
from quiz.cli.schema import schema


def test_the_schema_is_printed() -> None:
    result = CliRunner().invoke(schema, [])
    assert result.exit_code == 0
    assert result.stdout == dump()
    assert json.loads(result.stdout)["title"] == "Question bank"


def test_the_schema_is_written(tmp_path: Path) -> None:
    result = CliRunner().invoke(schema, ["--output", str(tmp_path / "bank.schema.json")])
    assert (result.exit_code, result.stdout) == (0, "")
    assert (tmp_path / "bank.schema.json").read_text("utf-8") == dump()


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    result = CliRunner().invoke(schema, ["--output", str(tmp_path / "file" / "x.json")])
    assert result.exit_code == 2
    assert "Traceback" not in result.output
    assert "x.json" in result.stderr


def test_an_earlier_schema_is_replaced_and_nothing_else(tmp_path: Path) -> None:
    old, bank = tmp_path / "bank.schema.json", tmp_path / "bank.yaml"
    old.write_text(dump().replace("bank on one topic", "bank of before"), encoding="utf-8")
    assert CliRunner().invoke(schema, ["--output", str(old)]).exit_code == 0
    assert old.read_text(encoding="utf-8") == dump()
    bank.write_text("id: mine\n", encoding="utf-8")
    result = CliRunner().invoke(schema, ["--output", str(bank)])
    assert result.exit_code == 2
    assert "bank.yaml is there and is no schema of ours" in result.output
    assert bank.read_text(encoding="utf-8") == "id: mine\n"
