import json
from pathlib import Path

from click.testing import CliRunner

from quiz.bank.schema import dump
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
