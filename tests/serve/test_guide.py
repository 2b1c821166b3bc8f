"""What the guide for a class says is true: the way in by SSH, and every option that it names."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Invoke
from tests.pictures import FOLDER

GUIDE = Path(__file__).parents[2] / ".github" / "CLASS.md"


def forced(name: str | None, typed: str, bank: Path) -> "subprocess.CompletedProcess[str]":
    """Run what sshd runs for a learner who says a name, on a bank that is there."""
    found = re.search(r"ForceCommand (.*)", GUIDE.read_text(encoding="utf-8"))
    assert found is not None
    command = found[1].replace(
        "/opt/quiz/bin/quiz take", f"'{sys.executable}' -m quiz take '{bank}' --count 1 --seed 1"
    )
    environment = {key: value for key, value in os.environ.items() if key != "SSH_ORIGINAL_COMMAND"}
    if name is not None:
        environment["SSH_ORIGINAL_COMMAND"] = name
    return subprocess.run(
        ["sh", "-c", command], input=typed, capture_output=True, text=True, check=False, env=environment
    )


@pytest.mark.parametrize("name", ["Ada", "Ada; touch owned", "$(touch owned)", "--help", "-x"])
def test_by_ssh_a_learner_is_asked_under_their_name_and_reaches_nothing_else(
    name: str, nine_file: Path, invoke: Invoke, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = forced(name, "?\n", nine_file)
    assert done.returncode == 0
    assert "Question 1 of 1" in done.stdout
    assert name in invoke("scores").stdout
    assert not (tmp_path / "owned").exists()


def test_by_ssh_a_learner_who_says_no_name_is_told_how(nine_file: Path) -> None:
    for name in (None, ""):
        done = forced(name, "", nine_file)
        assert done.returncode != 0
        assert "say your name: ssh -T quiz@quiz.example NAME" in done.stderr


def test_every_picture_of_the_guide_is_there_and_shown() -> None:
    shown = set(re.findall(r'src="pictures/([^"]+)"', GUIDE.read_text(encoding="utf-8")))
    assert shown == {path.name for path in FOLDER.glob("class-*")}


def test_every_command_and_option_in_the_guide_is_there(invoke: Invoke) -> None:
    named = re.findall(r"\bquiz ([a-z-]+)((?: +(?:--[a-z-]+|[^\s`|]+))*)", GUIDE.read_text(encoding="utf-8"))
    checked = 0
    for command, rest in named:
        options = re.findall(r"(?<!\S)--[a-z-]+", rest)
        if not options:
            continue
        help_page = invoke(command, "--help").stdout
        for option in options:
            checked += 1
            assert option in help_page, f"quiz {command} {option}"
    assert checked > 8
