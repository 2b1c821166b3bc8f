import json
import os
import re
import subprocess
import sys
from collections import Counter
from itertools import cycle
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from quiz.cli.check import check
from quiz.library.folders import library_folders
from quiz.lint.fixes import difference
from quiz.lint.rules import ALL

ROOT = Path(__file__).parents[2]
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
        f"{path}:6:5: B003 [*] A true-false question has no field `promt`.\n"
        f"{path}:9:15: B042 There is no reference `unknown`.\n"
    )
    assert result.stderr == "Found 1 error and 1 warning in 1 of 1 bank. 1 finding can be fixed with --fix.\n"


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
        "code": "B011",
        "name": "bad-flag",
        "severity": "error",
        "message": "`answer` is `true` or `false`, not `yes`.",
        "file": str(path),
        "line": 7,
        "column": 13,
        "end_line": 7,
        "end_column": 16,
        "help": "write `answer: true`",
        "fix": [],
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
    assert len(places) == 4


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
    "many scalars": (b"[" + b"a," * 2_000_000 + b"]", 1, "Y022"),
    "one long line": (b"a: " + b"x" * 10_000_000 + b": y\n", 1, "Y017"),
    "python object": (b"a: !!python/object/apply:os.system [ls]\n", 1, "Y026"),
}


@pytest.mark.parametrize(("case", "form"), list(zip(HOSTILE, cycle(["full", "json"]))))
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
    assert codes(tmp_path / "gone.yaml", folder) == (2, ["B011", "Y001"])


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


FLAWED = """\
  - id: flawed
    type: single
    prompt: Which of these is not a planet?
    answer: Pluto
    distractors: [Mars, It is often Venus]
    explanation: E.
    sources: [known]
"""


@pytest.fixture
def flawed(folder: Path) -> Path:
    path = folder / "good.yaml"
    path.write_text(BANK + FLAWED)
    return path


def test_flaws_are_found_and_chosen(flawed: Path) -> None:
    assert codes(flawed) == (1, ["F006", "F010"])
    assert codes(flawed, "--select", "F010") == (0, ["F010"])
    assert codes(flawed, "--select", "F010", "--strict") == (1, ["F010"])
    assert codes(flawed, "--ignore", "F006, vague-word") == (0, [])
    assert codes(flawed, "--ignore", "F", "--select", "F006") == (1, ["F006"])


def test_what_is_out_of_date_goes_by_the_day_and_is_never_counted(folder: Path) -> None:
    bank = folder / "good.yaml"
    bank.write_text(f"{bank.read_text('utf-8').rstrip()}\n    valid_until: 2026-11-30\n", "utf-8")
    assert codes(bank, "--today", "2026-11-30") == (0, [])
    for more in ((), ("--strict",)):
        assert codes(bank, "--today", "2026-12-01", *more) == (0, ["S030"])
    assert codes(bank, "--today", "2026-12-01", "--ignore", "S030") == (0, [])
    assert run(bank, "--today", "2026-12").exit_code == 2


def test_a_rule_that_does_not_exist_is_wrong_usage(flawed: Path) -> None:
    result = run(flawed, "--select", "F06")
    assert result.exit_code == 2
    assert "There is no rule `F06`. Did you mean `F006`?" in result.stderr
    assert "cannot be switched off" in run(flawed, "--ignore", "B002").stderr


def test_the_settings_of_the_folder_count(flawed: Path) -> None:
    settings = flawed.with_name("quiz.toml")
    settings.write_text('ignore = ["F010"]\n')
    assert codes(flawed.parent) == (1, ["F006"])
    assert codes(flawed, "--ignore", "F006") == (0, [])
    settings.write_text('ignor = ["F010"]\n[files."good.*"]\nignore = ["F"]\n')
    assert codes(flawed) == (1, ["S020"])


def test_annotations_of_a_workflow(flawed: Path) -> None:
    first, second = run(flawed, "--format", "github").stdout.splitlines()
    assert first.startswith(f"::warning title=F006 negative-prompt,file={flawed},line=12,col=13,")
    assert second.startswith("::notice title=F010 vague-word,")


def test_fixing(folder: Path) -> None:
    path = folder / "good.yaml"
    slips = "# a note  \n" + BANK.replace("prompt", "promt")
    path.write_bytes(slips.replace("\n", "\r\n").encode())
    result = run(path, "--diff")
    assert result.exit_code == 1
    assert "-    promt: P." in result.stdout
    assert "+    prompt: P." in result.stdout
    assert result.stderr == "--fix would change 1 bank.\n"
    assert path.read_bytes() == slips.replace("\n", "\r\n").encode()
    result = run(path, "--fix")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "Fixed 2 findings in 1 bank. Checked 1 bank, 1 question: no problems.\n"
    assert path.read_bytes() == f"# a note\n{BANK}".replace("\n", "\r\n").encode()
    assert run(path, "--fix").stderr == "Checked 1 bank, 1 question: no problems.\n"
    assert run(path, "--diff").exit_code == 0


FOREIGN = BANK.replace("prompt: P.", "question: P.").replace("answer: true", "options: [Core, All]\n    answer: A")


def test_what_is_of_another_format_is_left_alone_and_nothing_is_said_to_be_fixed(folder: Path) -> None:
    path = folder / "good.yaml"
    text = FOREIGN.replace("true-false", "single")
    path.write_text(text)
    found = json.loads(run(path, "--format", "json").stdout)
    assert [one["fix"] for one in found] == [[], []]
    assert run(path, "--diff").stderr == "--fix would change 0 banks.\n"
    assert run(path, "--diff").exit_code == 0
    result = run(path, "--fix", "--format", "full")
    assert path.read_text() == text
    assert result.exit_code == 1
    assert result.stderr == "Found 2 errors in 1 of 1 bank.\n"
    assert "put the right choice in `answer` and the others in `distractors`" in result.stdout
    assert "`answer` must be the text of the choice, not `A`" in result.stdout


def test_a_fix_that_does_not_help_is_not_made_and_that_is_said(folder: Path) -> None:
    path = folder / "good.yaml"
    text = BANK.replace("true-false", "single").replace("answer: true", "answer: A\n    distractor: [A, B]")
    path.write_text(text)
    assert run(path).stderr.endswith("1 finding can be fixed with --fix.\n")
    assert run(path, "--diff").exit_code == 0
    assert run(path, "--fix").stderr == "Found 1 error in 1 of 1 bank. 1 finding cannot be fixed safely.\n"
    assert path.read_text() == text


SLOPPY = {
    "spaces": BANK.replace("title: Good", "title: Good  ").replace("E.", "E.  "),
    "a field": BANK.replace("prompt", "promt"),
    "a field beside foreign ones": BANK.replace("prompt", "promt").replace("answer: true", "correct: true"),
    "a colon": BANK.replace("E.", "E: e."),
    "a colon beside spaces": BANK.replace("E.", "E: e.").replace("title: Good", "title: Good  "),
    "no id": BANK.replace("- id: q\n    type", "- type"),
    "everything": BANK.replace("prompt", "promt").replace("E.", "E: e.").replace("- id: q\n    type", "- type"),
    "a foreign question": FOREIGN,
    "a colon in a foreign question": FOREIGN.replace("P.", "P: p."),
    "a text that ends too soon": BANK.replace("E.", "E: e.").replace("known", '"known'),
}


@pytest.mark.parametrize("case", SLOPPY)
def test_what_is_said_to_be_fixed_is_gone_and_the_difference_is_what_is_written(folder: Path, case: str) -> None:
    path = folder / "good.yaml"
    path.write_text(SLOPPY[case])
    before = codes(path)[1]
    shown = run(path, "--diff")
    result = run(path, "--fix", "--format", "json")
    after, text = [one["code"] for one in json.loads(result.stdout)], path.read_text()
    number = sum((Counter(before) - Counter(after)).values())
    assert result.stderr.startswith(f"Fixed {number} finding") == (text != SLOPPY[case])
    assert "Fixed 0" not in result.stderr
    assert len(after) <= len(before)
    assert result.exit_code == bool(after)
    assert shown.stdout == difference(SLOPPY[case].encode(), path.read_bytes(), str(path))
    assert shown.exit_code == (text != SLOPPY[case]) == bool(shown.stdout)
    assert run(path, "--diff").stdout == ""


def test_only_what_is_shown_is_fixed(folder: Path) -> None:
    path = folder / "good.yaml"
    path.write_text(BANK.replace("title: Good", "title: Good  "))
    run(path, "--fix", "--ignore", "S001")
    assert "Good  " in path.read_text()


def test_explaining() -> None:
    result = run("--explain", "f006")
    assert result.exit_code == 0
    assert result.stdout.startswith("F006 negative-prompt (warning)\n")
    assert "guideline 17" in result.stdout
    assert "lint: {ignore: [F006], reason: …}" in result.stdout
    assert run("--explain", "unclosed-quote").stdout.startswith("Y011 unclosed-quote (error)\n")
    assert "cannot be switched off" in run("--explain", "B002").stdout
    assert "F012" in run("--explain", "F").stdout
    assert run("--explain", "F06").exit_code == 2


@pytest.mark.parametrize("code", ALL)
def test_every_rule_is_explained(code: str) -> None:
    assert run("--explain", code).stdout.startswith(f"{code} ")


def test_what_was_found_is_kept(flawed: Path, tmp_path: Path) -> None:
    first = run(flawed).stdout
    (kept,) = (tmp_path / "cache" / "checks").iterdir()
    assert run(flawed).stdout == first
    kept.write_bytes(b"nonsense")
    assert run(flawed).stdout == first
    flawed.write_text(BANK)
    assert run(flawed).stdout == ""
    flawed.write_text(BANK + FLAWED)
    flawed.with_name("sources.yaml").write_text(SOURCES.replace("known", "other"))
    assert "B042" in run(flawed).stdout


def pair(folder: Path) -> list[Path]:
    """Write two banks that have a question in common."""
    for name in ("one", "two"):
        text = BANK.replace("id: good", f"id: {name}").replace(
            "prompt: P.", "prompt: The Council adopted new sanctions in Brussels."
        )
        (folder / f"{name}.yaml").write_text(text)
    return [folder / "one.yaml", folder / "two.yaml"]


def test_questions_of_two_banks_that_are_alike_are_told_at_the_later_one(folder: Path) -> None:
    first, second = pair(folder)
    for paths, later, earlier in (([first, second], second, first), ([second, first], first, second)):
        result = run(*paths)
        assert result.exit_code == 1
        assert result.stdout.startswith(f"{later}:6:13: F105 This asks nearly the same as `q` in {earlier}:6: 100 %")
    assert codes(folder) == (1, ["F105"])
    assert codes(first) == codes(second) == (0, [])
    assert codes(first, second, "--ignore", "F105") == (0, [])
    (folder / "quiz.toml").write_text('[files."two.yaml"]\nignore = ["similar-across-banks"]\n')
    assert codes(folder) == (0, [])


def test_the_library_is_compared_and_a_shadowed_copy_is_not(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = pair(folder)
    monkeypatch.setenv("QUIZ_BANKS", str(folder))
    assert codes() == (1, ["F105"])
    copy = tmp_path / "data" / "banks" / "copy.yaml"
    copy.parent.mkdir(parents=True)
    second.rename(copy)
    assert "F105" in codes()[1]
    copy.write_text(first.read_text())
    assert "F105" not in codes()[1]


FOREIGN_FILES = {
    "a.gift": ("::Q1:: Which planet is red? {\n=Mars\n~Venus\n}\n", "Moodle GIFT"),
    "a.csv": ("question,answer,wrong\nWhich planet is red?,Mars,Venus\n", "CSV"),
    "a.xml": ('<?xml version="1.0"?>\n<quiz><question type="category"></question></quiz>\n', "Moodle XML"),
}


@pytest.mark.parametrize("name", FOREIGN_FILES)
def test_a_file_of_another_program_is_named_with_the_command_that_imports_it(folder: Path, name: str) -> None:
    path = folder / name
    text, title = FOREIGN_FILES[name]
    path.write_text(text)
    result = run(path, "--format", "full")
    assert result.exit_code == 1
    assert f"This is a {title} file, not a bank." in result.stdout
    assert f"quiz import {path}" in result.stdout.replace("\n", "")


@pytest.mark.parametrize(
    "text", ["name: CI\non: push\njobs: {}\n", "version: 2\n", "repos:\n  - repo: x\n    hooks: []\n"]
)
def test_other_yaml_is_told_in_one_line(folder: Path, text: str) -> None:
    path = folder / "other.yaml"
    path.write_text(text)
    assert run(path).stdout == f"{path}:1:1: B001 This is no bank: it has no `questions:`.\n"


def test_a_hook_for_commits_is_offered() -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert (hook["id"], hook["entry"], hook["language"]) == ("quiz-check", "quiz check", "python")
    assert re.search(hook["files"], "questions/sanctions.yaml")
    assert not re.search(hook["files"], ".github/workflows/check.yaml")


def test_a_bank_is_named_by_its_id_as_other_commands_take_it(tmp_path: Path) -> None:
    banks = tmp_path / "data" / "banks"
    banks.mkdir(parents=True)
    (banks / "good.yaml").write_text(BANK + SOURCES)
    (banks / "sources.yaml").write_text(SOURCES)
    assert run("good").stdout == run(banks / "good.yaml").stdout
    assert run("nothing-of-that-name").stdout == "nothing-of-that-name:1:1: Y001 There is no such file.\n"
