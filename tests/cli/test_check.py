import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from quiz.bank.library import library_folders
from quiz.cli.check import check

BANK = """\
id: good
title: Good
questions:
  - id: q
    type: true-false
    prompt: P.
    answer: true
    explanation: E.
    sources: [known]
"""
SOURCES = "references:\n  - {id: known, title: Known}\n"


@pytest.fixture(autouse=True)
def _own_folders(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("QUIZ_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("QUIZ_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.delenv("QUIZ_BANKS", raising=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "banks"
    path.mkdir()
    (path / "good.yaml").write_text(BANK)
    (path / "sources.yaml").write_text(SOURCES)
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(check, [str(argument) for argument in arguments], catch_exceptions=False)


def codes(*arguments: object) -> tuple[int, list[str]]:
    result = run(*arguments, "--format", "json")
    return result.exit_code, [one["code"] for one in json.loads(result.stdout)]


def test_a_good_bank(folder: Path) -> None:
    result = run(folder / "good.yaml")
    assert result.exit_code == 0
    assert result.stdout == ""
    assert result.stderr == "Checked 1 bank, 1 question: no problems.\n"


def test_a_folder(folder: Path) -> None:
    (folder / "deep").mkdir()
    (folder / "deep" / "other.yml").write_text(BANK.replace("good", "other"))
    result = run(folder)
    assert (result.exit_code, result.stderr) == (0, "Checked 2 banks, 2 questions: no problems.\n")


def test_findings_are_one_line_each_where_it_is_no_terminal(folder: Path) -> None:
    path = folder / "good.yaml"
    path.write_text(BANK.replace("prompt", "promt").replace("known", "unknown"))
    result = run(folder)
    assert result.exit_code == 1
    assert result.stdout == (
        f"{path}:3:1: B051 None of the questions can be played.\n"
        f"{path}:6:5: B003 A true-false question has no field `promt`.\n"
        f"{path}:9:15: B042 There is no reference `unknown`.\n"
    )
    assert result.stderr == "Found 2 errors and 1 warning in 1 of 1 bank.\n"


def test_findings_as_frames(folder: Path) -> None:
    (folder / "good.yaml").write_text(BANK.replace("prompt", "promt"))
    result = run(folder, "--format", "full")
    assert "6 |     promt: P.\n  |     ^^^^^\n" in result.stdout
    assert "help: did you mean `prompt`?" in result.stdout


def test_findings_as_json(folder: Path) -> None:
    path = folder / "good.yaml"
    path.write_text(BANK.replace("answer: true", "answer: yes"))
    result = run(path, "--format", "json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)[0] == {
        "code": "B051",
        "name": "not-playable",
        "severity": "error",
        "message": "None of the questions can be played.",
        "file": str(path),
        "line": 3,
        "column": 1,
        "end_line": 3,
        "end_column": 10,
    }


def test_the_list_is_printed_when_nothing_was_found(folder: Path) -> None:
    assert json.loads(run(folder, "--format", "json").stdout) == []


def test_a_warning_alone_counts(folder: Path) -> None:
    (folder / "good.yaml").write_text(BANK.replace("    explanation: E.\n", ""))
    assert codes(folder) == (1, ["B040"])


def test_sources_beside_a_bank_are_checked_once(folder: Path) -> None:
    (folder / "sources.yaml").write_text(SOURCES + "  - {id: known, title: Again}\n")
    (folder / "other.yaml").write_text(BANK.replace("good", "other"))
    assert codes(folder) == (1, ["B044"])
    assert codes(folder / "good.yaml", folder / "other.yaml") == (1, ["B044"])
    assert codes(folder / "sources.yaml") == (1, ["B044"])


def test_a_good_source_list_alone(folder: Path) -> None:
    assert run(folder / "sources.yaml").stderr == "Checked 1 source list: no problems.\n"


def test_findings_come_by_file_and_line(folder: Path) -> None:
    for name in ("b", "a"):
        (folder / f"{name}.yaml").write_text(BANK.replace("id: q", "id: q q").replace("answer: true", "answer: yes"))
    found = json.loads(run(folder, "--format", "json").stdout)
    places = [(one["file"], one["line"]) for one in found]
    assert places == sorted(places)
    assert len(places) == 6


def test_a_bank_of_the_library_finds_its_sources_above(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    (folder / "deep").mkdir()
    path = folder / "deep" / "good.yaml"
    (folder / "good.yaml").rename(path)
    assert codes(path) == (1, ["B042"])
    monkeypatch.setenv("QUIZ_BANKS", str(folder))
    assert codes(path) == (0, [])


def test_without_a_path_the_library_is_checked(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setenv("QUIZ_BANKS", str(folder))
    (folder / "good.yaml").write_text(BANK.replace("good", "good one"))
    found = [one for one in json.loads(run("--format", "json").stdout) if Path(one["file"]).is_relative_to(folder)]
    assert [one["code"] for one in found] == ["B007"]


def test_the_bundled_banks_have_no_fault() -> None:
    (bundled, _) = library_folders()[-1]
    assert codes(bundled) == (0, [])


def test_a_folder_of_the_library_that_is_missing_is_a_warning(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("QUIZ_BANKS", str(tmp_path / "gone"))
    found = json.loads(run("--format", "json").stdout)
    assert ("B060", "warning") in {(one["code"], one["severity"]) for one in found}


def alias_bomb() -> bytes:
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    return "\n".join(rows).encode()


def merge_bomb() -> bytes:
    return "\n".join(
        ["a0: &a0 {x: y}", *(f"a{n}: &a{n} {{<<: [*a{n - 1}, *a{n - 1}]}}" for n in range(1, 23))]
    ).encode()


HOSTILE: dict[str, tuple[bytes, int, str]] = {
    "brackets": (b"[" * 50_000, 1, "Y021"),
    "braces": (b"{a: " * 50_000, 1, "Y021"),
    "dashes": (b"- " * 50_000, 1, "Y021"),
    "alias bomb": (alias_bomb(), 1, "Y023"),
    "merge bomb": (merge_bomb(), 1, "Y023"),
    "endless": (b"a: &a [*a]\n", 1, "Y023"),
    "50 MB": (b"# " + b"x" * 50_000_000, 2, "Y001"),
    "not UTF-8": (b"id: caf\xe9\n", 2, "Y002"),
    "UTF-16": ("id: a\n".encode("utf-16"), 2, "Y002"),
    "null bytes": (b"id: a\x00\n", 1, "Y030"),
    "only null bytes": (b"\x00" * 1000, 1, "Y030"),
    "empty": (b"", 1, "Y003"),
    "blank": (b"\n\n# nothing\n", 1, "Y003"),
    "many scalars": (b"[" + b"a," * 3_000_000 + b"]", 1, "Y022"),
    "one long line": (b"a: " + b"x" * 10_000_000 + b": y\n", 1, "Y017"),
    "python object": (b"a: !!python/object/apply:os.system [ls]\n", 1, "Y026"),
}


@pytest.mark.parametrize("case", HOSTILE)
@pytest.mark.parametrize("form", ["full", "json"])
def test_hostile_files_get_a_finding_of_their_own(tmp_path: Path, case: str, form: str) -> None:
    data, status, code = HOSTILE[case]
    path = tmp_path / "hostile.yaml"
    path.write_bytes(data)
    result = run(path, "--format", form)
    assert result.exit_code == status
    assert code in result.stdout
    assert "Traceback" not in result.output


def test_a_pipe(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    result = run(tmp_path / "pipe.yaml")
    assert result.exit_code == 2
    assert result.stdout.startswith(f"{tmp_path / 'pipe.yaml'}:1:1: Y001 This is not a regular file but a pipe")


def test_a_missing_file(tmp_path: Path) -> None:
    result = run(tmp_path / "gone.yaml")
    assert result.exit_code == 2
    assert result.stdout == f"{tmp_path / 'gone.yaml'}:1:1: Y001 There is no such file.\n"


def test_a_folder_without_banks(tmp_path: Path) -> None:
    result = run(tmp_path)
    assert result.exit_code == 2
    assert result.stdout == f"{tmp_path}:1:1: B061 The folder {tmp_path} holds no bank.\n"


def test_json_is_printed_when_something_cannot_be_read(tmp_path: Path, folder: Path) -> None:
    assert codes(folder, tmp_path / "gone.yaml") == (2, ["Y001"])


def test_what_can_be_read_is_checked_beside_what_cannot(tmp_path: Path, folder: Path) -> None:
    (folder / "good.yaml").write_text(BANK.replace("answer: true", "answer: yes"))
    assert codes(tmp_path / "gone.yaml", folder) == (2, ["B051", "B011", "Y001"])


def test_an_unknown_option_is_wrong_usage() -> None:
    assert run("--frmat", "json").exit_code == 2


def test_odd_names_are_shown_cleaned(tmp_path: Path) -> None:
    path = tmp_path / "a\x1b[31m\nb.yaml"
    path.write_bytes(b"")
    assert "/a␛[31m␊b.yaml:1:1: Y003" in run(path).stdout


def test_the_command_runs_without_the_screen_library(folder: Path) -> None:
    code = (
        "import sys; from quiz.__main__ import main\n"
        "try: main()\n"
        "except SystemExit as end: status = end.code\n"
        "print(status or 0, *sorted({'textual', 'rich'} & set(sys.modules)))"
    )
    result = subprocess.run(
        [sys.executable, "-c", code, "check", str(folder)], capture_output=True, text=True, check=True
    )
    assert result.stdout == "0\n"
