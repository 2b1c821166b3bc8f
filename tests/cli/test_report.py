"""`quiz report`: one attempt as a page."""

from pathlib import Path

from tests.conftest import Invoke


def take(invoke: Invoke, *options: str, lines: str = "?\n" * 9) -> None:
    invoke("take", "nine", "--plain", "--count", "all", "--seed", "1", *options, input=lines)


def test_the_page_goes_to_standard_output_or_a_file(invoke: Invoke, shelf: Path, tmp_path: Path) -> None:
    take(invoke)
    uid = invoke("scores", "--format", "json").stdout.split('"id": "')[1][:8]
    file = tmp_path / "page.html"

    printed, written = invoke("report", uid), invoke("report", uid, file)

    assert (printed.exit_code, written.exit_code, written.stdout) == (0, 0, "")
    assert printed.stdout == file.read_text(encoding="utf-8")
    assert printed.stdout.startswith("<!doctype html>")
    assert "0 of 10 points" in printed.stdout
    assert printed.stdout.count("You said that you don&#x27;t know.") == 9


def test_no_such_attempt(invoke: Invoke, shelf: Path) -> None:
    result = invoke("report", "abc")

    assert result.exit_code == 2
    assert "no attempt has the id abc" in result.stderr
    assert result.stdout == ""


def test_an_open_exam_is_not_given_away(invoke: Invoke, shelf: Path, tmp_path: Path) -> None:
    take(invoke, "--mode", "exam", lines="?\n")
    uid = invoke("scores", "--format", "json").stdout.split('"id": "')[1][:8]

    result = invoke("report", uid, tmp_path / "page.html")

    assert result.exit_code == 2
    assert "still open; hand it in first" in result.stderr
    assert not (tmp_path / "page.html").exists()


def test_a_file_that_cannot_be_written(invoke: Invoke, shelf: Path) -> None:
    take(invoke)
    uid = invoke("scores", "--format", "json").stdout.split('"id": "')[1][:8]

    result = invoke("report", uid, shelf / "nine.yaml" / "page.html")

    assert result.exit_code == 2
    assert "page.html: " in result.stderr
