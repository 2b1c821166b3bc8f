"""A filled store, the doctor as a command, and a shell that runs what the doctor names."""

import json
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple, Protocol, TypeAlias

import pytest

import quiz
from quiz.bank.model import Bank
from quiz.practice.draw import Options
from quiz.practice.response import DONT_KNOW
from quiz.scores.recorder import start
from quiz.scores.store.engine import open_store
from tests.conftest import Invoke

START = datetime(2026, 11, 22, 9, tzinfo=UTC)
Fill: TypeAlias = Callable[..., list[str]]
Shell: TypeAlias = Callable[..., subprocess.CompletedProcess[str]]
Mended: TypeAlias = Callable[..., list[str]]
BUNDLED = """\
id: bundled
title: Bundled
questions:
  - {id: a, type: true-false, prompt: P., answer: true, explanation: E., sources: [s]}
references:
  - {id: s, title: S}
"""

AS_A_PERSON = """
import ctypes, os, sys
if os.geteuid() == 0:
    for capability in (1, 2, 3):  # the superuser passes over the permissions of files no more
        ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)
os.execvp("sh", ["sh", "-c", sys.argv[1]])
"""

WITH_ONE_BANK = """
import runpy, sys
from pathlib import Path
from quiz.library import folders
bundled = Path(sys.argv.pop(1))
folders.bundled_banks_folder = lambda: bundled
sys.argv[0] = "quiz"
runpy.run_module("quiz", run_name="__main__")
"""
"""Runs `quiz` with another folder in the place of the bundled banks, whose reading takes longer than all else."""


class Examined(NamedTuple):
    """What `quiz doctor --format json` said. wrong: the findings that are no hints."""

    code: int
    sections: dict[str, dict[str, Any]]
    wrong: list[dict[str, Any]]
    hints: list[dict[str, Any]]

    @property
    def names(self) -> list[str]:
        return [finding["name"] for finding in self.wrong]


class Doctor(Protocol):
    """Runs commands in a shell, then examines; the variables are those of both."""

    def __call__(self, *commands: str, **environment: str) -> Examined: ...


class Clock:
    """Goes on a minute whenever it is looked at."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now


class Kept(NamedTuple):
    """A data folder with a store that was filled, and the ids of its attempts."""

    folder: Path
    uids: list[str]


@pytest.fixture(scope="session")
def kept() -> dict[int, Kept]:
    """Stores that were filled with nothing but so many attempts: they are copied for the next test."""
    return {}


@pytest.fixture
def fill(data: Path, nine: Bank, kept: dict[int, Kept], tmp_path_factory: pytest.TempPathFactory) -> Fill:
    """Put attempts on the bank of nine into the store, with nine responses each; return their ids."""

    def call(attempts: int = 6, **given: Any) -> list[str]:
        if given or data.exists() or "QUIZ_STORE" in os.environ:  # a store on a server has no folder to copy
            return add(attempts, **given)
        if attempts not in kept:
            uids = add(attempts)
            kept[attempts] = Kept(shutil.copytree(data, tmp_path_factory.mktemp("kept") / "data"), uids)
        else:
            shutil.copytree(kept[attempts].folder, data)
        return kept[attempts].uids

    def add(attempts: int, *, learner: str = "Ada", banks: tuple[Bank, ...] = (), now: datetime = START) -> list[str]:
        store = open_store(data)
        clock, uids = Clock(now), []
        for seed in range(attempts):
            recorder = start(store, banks or [nine], learner=learner, options=Options(count=None), seed=seed, now=clock)
            for position in range(len(recorder.attempt.items)):
                recorder.step(recorder.attempt.go(position))
                recorder.answer(DONT_KNOW, 2)
            uids.append(recorder.attempt.uid)
        store.close()
        return uids

    return call


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """Run commands as a person types them; `quiz` is the program that is tested."""
    programs = tmp_path / "programs"
    write_program(programs, "-m", "quiz")
    root = str(Path(quiz.__file__).parents[1])

    def call(text: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", AS_A_PERSON, text],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            cwd=tmp_path,
            env={
                **os.environ,
                "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
                "PYTHONPATH": root,
                "PYTHONUTF8": "1",
                **environment,
            },
            timeout=120,
            check=False,
        )

    return call


@pytest.fixture
def bundled(tmp_path: Path) -> Path:
    """A folder with one bank, for the place of the bundled ones."""
    folder = tmp_path / "bundled"
    folder.mkdir()
    (folder / "bundled.yaml").write_text(BUNDLED)
    return folder


@pytest.fixture
def doctor(shell: Shell, invoke: Invoke, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bundled: Path) -> Doctor:
    """Run the commands in a shell, then examine in this process, with one bank in the place of the bundled ones."""

    def call(*commands: str, **environment: str) -> Examined:
        if commands:
            done = shell("\n".join(f"{command} || exit 99" for command in commands), **environment)
            assert done.returncode == 0, done.stderr
        with monkeypatch.context() as context:
            context.chdir(tmp_path)
            context.setattr("quiz.library.folders.bundled_banks_folder", lambda: bundled)
            for name, value in environment.items():
                context.setenv(name, value)
            done_here = invoke("doctor", "--format", "json")
        return _examined(done_here.exit_code, done_here.stdout)

    return call


def write_program(folder: Path, *words: str) -> None:
    """Write a command `quiz` that runs Python with these words before its own."""
    folder.mkdir(exist_ok=True)
    command = folder / "quiz"
    command.write_text(f'#!/bin/sh\nexec {shlex.join([sys.executable, *words])} "$@"\n')
    command.chmod(0o755)


@pytest.fixture
def doctor_in_shell(shell: Shell, tmp_path: Path, bundled: Path) -> Doctor:
    """Examine in the shell that ran the commands: as a person, for whom permissions hold and what it exports."""
    write_program(tmp_path / "programs", "-c", WITH_ONE_BANK, str(bundled))

    def call(*commands: str, **environment: str) -> Examined:
        done = shell(
            "\n".join([*(f"{command} >&2 || exit 99" for command in commands), "quiz doctor --format json"]),
            **environment,
        )
        assert "Traceback" not in done.stderr
        return _examined(done.returncode, done.stdout)

    return call


def _examined(code: int, output: str) -> Examined:
    assert code in {0, 1}, output
    said = json.loads(output)
    assert said["well"] == (code == 0)
    findings = [finding for section in said["sections"] for finding in section["findings"]]
    return Examined(
        code,
        {section["name"]: section for section in said["sections"]},
        [finding for finding in findings if finding["severity"] != "hint"],
        [finding for finding in findings if finding["severity"] == "hint"],
    )


@pytest.fixture
def mended(doctor: Doctor) -> Mended:
    """Do what the doctor says of its first finding until all is well; return the names of the findings in turn."""

    def call(**environment: str) -> list[str]:
        names: list[str] = []
        examined = doctor(**environment)
        while examined.wrong:
            first = examined.wrong[0]
            names.append(first["name"])
            assert first["remedy"], first
            assert len(names) < 9, names
            examined = doctor(*first["remedy"], **environment)
        assert examined.code == 0
        return names

    return call
