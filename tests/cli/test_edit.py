"""`quiz edit` and `quiz preview` say what they need before they open the screen."""

from pathlib import Path

import pytest

from tests.conftest import Invoke, Run

COMMANDS = pytest.mark.parametrize("command", ["edit", "preview"])


@COMMANDS
def test_an_unknown_bank_is_named_with_one_that_is_near(command: str, nine_file: Path, invoke: Invoke) -> None:
    result = invoke(command, "nina")
    assert result.exit_code == 2
    assert result.output == "Error: there is no bank “nina”; did you mean nine?\n"


@COMMANDS
def test_an_unknown_question_is_named(command: str, nine_file: Path, invoke: Invoke) -> None:
    for bank in ("nine", nine_file):
        result = invoke(command, bank, "--question", "mul\x1btiple")
        assert result.exit_code == 2
        assert f"{nine_file} has no question “mul␛tiple”; see `quiz find`" in result.output


@COMMANDS
def test_without_a_terminal_it_says_what_to_do_instead(command: str, nine_file: Path, run: Run) -> None:
    result = run(command, "nine", "--question", "order")
    assert result.returncode == 2
    assert result.stdout == ""
    assert result.stderr.startswith("Error: the app needs a terminal that can draw; ")
    assert "quiz" in result.stderr.partition(";")[2]
    assert "Traceback" not in result.stderr


@COMMANDS
def test_a_line_is_a_number_from_one(command: str, nine_file: Path, invoke: Invoke) -> None:
    result = invoke(command, "nine", "--line", "0")
    assert result.exit_code == 2
    assert "--line" in result.output


def test_a_preview_needs_a_file_and_an_editor_does_not(tmp_path: Path, invoke: Invoke) -> None:
    missing = tmp_path / "none\x1b.yaml"
    result = invoke("preview", missing)
    assert result.exit_code == 2
    assert "there is no file" in result.output
    assert "none␛.yaml; check the name" in result.output
    result = invoke("edit", missing)
    assert result.exit_code == 2
    assert "the app needs a terminal" in result.output
    result = invoke("edit", missing, "--question", "a")
    assert result.exit_code == 2
    assert "has no question “a”" in result.output
    assert not missing.exists()


@COMMANDS
@pytest.mark.parametrize("data", [b"\xff\xfe", b"", b'id: "'])
def test_a_question_in_a_file_that_cannot_be_read_is_unknown(
    command: str, data: bytes, tmp_path: Path, invoke: Invoke
) -> None:
    path = tmp_path / "odd.yaml"
    path.write_bytes(data)
    result = invoke(command, path, "--question", "a")
    assert result.exit_code == 2
    assert "has no question “a”" in result.output


@COMMANDS
def test_the_help_says_what_a_bank_is(command: str, invoke: Invoke) -> None:
    result = invoke(command, "--help")
    assert result.exit_code == 0
    assert "--question ID" in result.output
