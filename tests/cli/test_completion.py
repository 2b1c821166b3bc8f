"""What a shell is told when it asks how a line goes on."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.shell_completion import BashComplete, CompletionItem, FishComplete, ShellComplete, ZshComplete
from click.testing import CliRunner, Result

from quiz.cli import LazyGroup, quiz
from quiz.library.folders import library_folders
from quiz.library.library import open_library
from quiz.lint.rules import ALL

Invoke = Callable[..., Result]


def items(*words: str) -> "list[CompletionItem[str]]":  # no generic class in click 8.4.0
    """Return what may stand for the last word."""
    return ShellComplete(quiz, {}, "quiz", "_QUIZ_COMPLETE").get_completions(list(words[:-1]), words[-1])


def values(*words: str) -> list[str]:
    return [item.value for item in items(*words)]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder in which the shell stands."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def test_all_commands_are_offered_with_what_they_do() -> None:
    commands = quiz.list_commands(None)  # type: ignore[arg-type]
    assert isinstance(quiz, LazyGroup)
    assert values("") == commands
    assert all(item.help for item in items(""))
    assert values("ex") == ["export-results", "export-reviews", "export"]


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (("take", "--mode", "e"), ["exam"]),
        (("take", "--type", "m"), ["multiple", "match"]),
        (("take", "--difficulty", ""), ["easy", "medium", "hard"]),
        (("find", "--type", "cl"), ["classify", "cloze"]),
        (("find", "--form"), ["--format"]),
        (("check", "--format", ""), ["full", "concise", "json", "github"]),
        (("analyse", "--mode", "a"), ["all"]),
        (("completion", ""), ["bash", "zsh", "fish"]),
    ],
)
def test_the_values_of_options_are_offered(words: tuple[str, ...], offered: list[str], shelf: Path) -> None:
    assert values(*words) == offered


@pytest.mark.parametrize(
    "words",
    [
        ("take", ""),
        ("take", "aid", ""),
        ("analyse", ""),
        ("remarks", ""),
        ("find", "--bank", ""),
        ("find", "x", "--bank", ""),
    ],
)
def test_banks_are_offered_where_a_bank_is_taken(words: tuple[str, ...], here: Path, shelf: Path) -> None:
    (here / "mine.yaml").touch()
    (here / "sources.yaml").touch()
    (here / "notes.txt").touch()
    (here / "folder").mkdir()
    banks = [entry.id for entry in open_library(library_folders()).playable]
    assert values(*words) == [*banks, "mine.yaml"]
    assert {item.value: item.help for item in items(*words)}["nine"] == "Nine types"


@pytest.mark.parametrize("command", ["scores", "export-results"])
def test_only_ids_are_offered_where_an_id_is_taken(command: str, here: Path, shelf: Path) -> None:
    (here / "nine.yaml").touch()
    assert values(command, "--bank", "n") == ["nine"]


def test_a_begun_path_goes_on_with_yaml_files_or_is_left_to_the_shell(here: Path) -> None:
    (here / "banks").mkdir()
    for name in ("one.yaml", "two.yml", "notes.txt"):
        (here / "banks" / name).touch()
    assert values("take", "banks/") == ["banks/one.yaml", "banks/two.yml"]
    assert values("check", "banks/o") == ["banks/one.yaml"]
    for words in (("take", "ban"), ("check", ""), ("check", "./"), ("check", "~/"), ("check", "/")):
        assert [(item.type, item.value) for item in items(*words)] == [("file", words[-1])]
    assert values("take", "gone/") == []
    (here / "banks" / "two words.yaml").touch()
    assert [item.type for item in items("take", "banks/")] == ["file"]


def test_a_bank_stands_beside_what_the_shell_finds(here: Path) -> None:
    (here / "aida").mkdir()
    assert [(item.type, item.value) for item in items("take", "ai")] == [("file", "ai"), ("plain", "aid")]


def test_tags_are_offered(shelf: Path) -> None:
    assert {"first", "un"} <= set(values("take", "--tag", ""))
    assert values("find", "--tag", "fir") == ["first"]


def test_what_a_shell_would_take_for_a_command_is_not_offered(shelf: Path) -> None:
    text = (shelf / "nine.yaml").read_text()
    (shelf / "nine.yaml").write_text(text.replace("[un, first]", "['$(reboot)', '`id`', 'a b', '*', fine]"))
    offered = values("take", "--tag", "")
    assert "fine" in offered
    assert [one for one in offered if set(one) & set("$`* ()")] == []


def test_titles_are_cleaned(shelf: Path) -> None:
    text = (shelf / "nine.yaml").read_text()
    (shelf / "nine.yaml").write_text(text.replace("title: Nine types", 'title: "Ni\\e[31mne\\u202e"'))
    (one,) = [item for item in items("take", "nin") if item.value == "nine"]
    assert one.help == "Ni␛[31mne<U+202E>"


def test_attempts_are_offered_the_newest_first(nine_file: Path, invoke: Invoke, here: Path) -> None:
    for line in ("t\n", "?\n"):
        invoke("take", nine_file, "--plain", "--type", "true-false", input=line)
    invoke("take", nine_file, "--plain", "--mode", "exam", input="?\n")
    attempts = [line.split()[0] for line in invoke("scores").stdout.splitlines()[1:]]
    assert len(attempts) == 3
    assert values("scores", "") == values("report", "") == attempts
    assert values("take", "--resume", "") == attempts[:1]
    assert values("scores", attempts[1][:4]) == [attempts[1]]
    assert (items("scores", "")[0].help or "").startswith("nine, exam, 20")
    assert {path.name for path in (here.parent / "data").iterdir()} <= {"scores.db", "scores.lock", "backups"}


def test_rules_are_offered_by_code_and_by_name() -> None:
    assert values("check", "--explain", "F10") == ["F101", "F102", "F103", "F104", "F105", "F106", "F107"]
    assert values("check", "--explain", "similar-a") == ["similar-across-banks"]
    assert set(values("check", "--ignore", "")) == set(ALL)
    assert values("check", "--select", "F001,S01") == ["F001,S010", "F001,S011", "F001,S012"]
    assert (items("check", "--explain", "F006")[0].help or "").startswith("negative-prompt: The prompt asks")


def test_asking_makes_nothing_but_the_cache(tmp_path: Path, here: Path) -> None:
    for words in (("take", ""), ("scores", ""), ("take", "--resume", ""), ("take", "--tag", ""), ("check", "")):
        items(*words)
    assert {path.name for path in tmp_path.iterdir()} == {"here", "cache"}


@pytest.mark.parametrize("name", ["scores.db", "banks"])
def test_what_cannot_be_read_has_nothing_to_offer(
    name: str, data: Path, capfd: pytest.CaptureFixture[str], here: Path
) -> None:
    data.mkdir()
    (data / name).write_bytes(b"no store")
    assert values("scores", "") == []
    assert "aid" in values("take", "")
    assert (data / name).read_bytes() == b"no store"
    assert capfd.readouterr() == ("", "")


# The scripts


@pytest.mark.parametrize("shell", [BashComplete, ZshComplete, FishComplete])
def test_the_script_of_each_shell_is_printed(
    shell: type[ShellComplete], invoke: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = shell(quiz, {}, "quiz", "_QUIZ_COMPLETE").source()
    assert invoke("completion", shell.name).stdout.rstrip() == script.rstrip()
    monkeypatch.setenv("SHELL", f"/usr/local/bin/{shell.name}")
    assert invoke("completion").stdout.rstrip() == script.rstrip()


def test_another_shell_is_asked_for_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    for value in ("", "/bin/tcsh"):
        monkeypatch.setenv("SHELL", value)
        done = CliRunner().invoke(quiz, ["completion"])
        assert done.exit_code == 2
        assert "bash, zsh, fish" in done.stderr


ASK = """\
eval "$(quiz completion bash)"
COMP_WORDS=({words}) COMP_CWORD={last}
compopt() {{ :; }}
_quiz_completion quiz
printf '%s\\n' "${{COMPREPLY[@]}}"
"""


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash here")
@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("quiz comp", ["completion"]),
        ("quiz take nin", ["nine"]),
        ("quiz take --mode re", ["review"]),
        ("quiz learn diplomacy who", ["who-is-who"]),
        ("quiz check --ignore F001,S00", [f"F001,S00{number}" for number in range(1, 8)]),
    ],
)
def test_a_real_bash_completes(words: str, offered: list[str], tmp_path: Path, shelf: Path) -> None:
    command = tmp_path / "bin" / "quiz"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m quiz "$@"\n')
    command.chmod(0o755)
    root = Path(__file__).parents[2]
    done = subprocess.run(
        ["bash", "--norc", "-c", ASK.format(words=words, last=words.count(" "))],
        env={**os.environ, "PATH": f"{command.parent}:{os.environ['PATH']}", "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
    )
    assert done.stdout.split() == offered
    assert done.stderr == ""
