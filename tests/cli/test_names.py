"""The command has two names, and shows the one that it was called by."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from quiz.cli import _COMMANDS, quiz
from quiz.cli.names import called

START = "import sys; from quiz.__main__ import main; sys.argv[0] = sys.argv.pop(1); main()"


def run(program: str, *arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-c", START, program, *arguments],
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, **environment},
    )


@pytest.mark.parametrize(
    ("program", "name"),
    [
        ("/usr/bin/quiz", "quiz"),
        ("quiz", "quiz"),
        ("/opt/eu-dprk-quiz/bin/quiz", "quiz"),
        ("/home/ada/quiz/__main__.py", "quiz"),
        ("-c", "quiz"),
        ("", "quiz"),
        ("/usr/bin/my-eu-dprk-quiz", "quiz"),
        ("/usr/bin/eu-dprk-quiz", "eu-dprk-quiz"),
        ("eu-dprk-quiz", "eu-dprk-quiz"),
        (r"C:\Python\Scripts\eu-dprk-quiz", "eu-dprk-quiz"),
        (r"C:\Python\Scripts\EU-DPRK-Quiz.EXE", "eu-dprk-quiz"),
        (r"C:\Python\Scripts\quiz.exe", "quiz"),
    ],
)
def test_the_name_is_that_of_the_script(program: str, name: str) -> None:
    assert called(program) == name


@pytest.mark.parametrize("command", ["", *_COMMANDS])
def test_a_help_page_shows_the_name_that_was_used(command: str) -> None:
    words = [*command.split(), "--help"]
    short, long = (
        CliRunner().invoke(quiz, words, prog_name=called(program), catch_exceptions=False)
        for program in ("/bin/quiz", "/bin/eu-dprk-quiz")
    )
    assert (short.exit_code, long.exit_code) == (0, 0)
    assert long.stdout.startswith(f"Usage: eu-dprk-quiz {command}".rstrip())
    assert "dprk" not in short.stdout
    assert long.stdout.replace("eu-dprk-quiz", "quiz").split() == short.stdout.split()
    assert long.stdout.count("`quiz ") == 0


def test_usage_and_version_show_the_name_that_was_used() -> None:
    for name in ("quiz", "eu-dprk-quiz"):
        done = run(name, "take", "--nonsense")
        assert done.returncode == 2
        assert f"Usage: {name} take" in done.stderr
        assert f"Try '{name} take --help'" in done.stderr
        assert run(name, "--version").stdout.startswith(f"{name} ")
        assert run(f"/bin/{name}", "--help").stdout.startswith(f"Usage: {name} ")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_of_a_shell_completes_the_name_that_was_used(shell: str) -> None:
    script = run("eu-dprk-quiz", "completion", shell).stdout
    assert "_EU_DPRK_QUIZ_COMPLETE" in script
    assert "eu-dprk-quiz" in script
    assert "_QUIZ_COMPLETE" not in script.replace("_EU_DPRK_QUIZ_COMPLETE", "")
    again = run(
        "eu-dprk-quiz", _EU_DPRK_QUIZ_COMPLETE=f"{shell}_complete", COMP_WORDS="eu-dprk-quiz comp", COMP_CWORD="1"
    )
    asked_by_fish = run("eu-dprk-quiz", _EU_DPRK_QUIZ_COMPLETE="fish_complete", COMP_WORDS="x", COMP_CWORD="comp")
    assert "completion" in (asked_by_fish if shell == "fish" else again).stdout


def test_a_shell_that_is_not_named_is_asked_for_under_the_name_that_was_used() -> None:
    done = run("eu-dprk-quiz", "completion", SHELL="/bin/tcsh")
    assert done.returncode == 2
    assert "eu-dprk-quiz completion bash" in done.stderr


def test_the_package_installs_both_names() -> None:
    text = (Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8")
    assert '\nquiz = "quiz.__main__:main"\n' in text
    assert '\neu-dprk-quiz = "quiz.__main__:main"\n' in text


def test_the_help_page_says_a_whole_sentence_of_each_command() -> None:
    page = CliRunner().invoke(quiz, ["--help"]).stdout
    assert "..." not in page.partition("\n")[2]
    assert all(f"\n  {name} " in page for name in _COMMANDS)
    assert max(map(len, page.splitlines())) <= 80
