"""What commands make goes to a file or a stream whole, or it is said that it did not."""

import contextlib
import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Invoke, Run

ATTEMPT = "ATTEMPT"
PRINTING = [
    ["export-results", "-"],
    ["export-reviews"],
    ["report", ATTEMPT, "-"],
    ["analyse", "nine", "--format", "html"],
    ["scores"],
    ["progress", "--format", "json"],
    ["list"],
    ["find", "resolution"],
    ["check", "--format", "json", "shelf"],
    ["schema", "--output", "-"],
    ["completion", "bash"],
    ["take", "nine", "--plain", "--type", "true-false"],
    ["--help"],
]
EACH_WAY = {"export-results", "report", "scores", "progress", "list", "completion", "take", "--help"}
"""One command at least of those that print in the same way."""
WRITING = [
    ["export-results"],
    ["export-reviews"],
    ["report", ATTEMPT],
    ["analyse", "nine", "--output"],
    ["analyse", "nine", "--format", "html", "--output"],
    ["schema", "--output"],
    ["backup"],
    ["new", "--title", "T", "--topic", "T", "--type", "single"],
]
needs_full_device = pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")


@pytest.fixture
def attempt(invoke: Invoke, nine_file: Path) -> str:
    """The id of a finished attempt."""
    assert invoke("take", nine_file, "--plain", "--type", "true-false", input="t\n").exit_code == 0
    return invoke("scores", "--format", "csv").stdout.splitlines()[1].partition(",")[0]


def command(words: list[str], attempt: str) -> list[str]:
    return [attempt if word == ATTEMPT else word for word in words]


@contextlib.contextmanager
def closed_pipe() -> Iterator[int]:
    """A pipe that nobody reads any more."""
    reading, writing = os.pipe()
    os.close(reading)
    try:
        yield writing
    finally:
        os.close(writing)


def started(
    words: list[str], folder: Path, *, stdout: int = subprocess.PIPE, stderr: int = subprocess.PIPE
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "quiz", *words],
        stdin=subprocess.DEVNULL,
        stdout=stdout,
        stderr=stderr,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        encoding="utf-8",
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("words", [words for words in PRINTING if words[0] in EACH_WAY], ids=" ".join)
def test_whoever_has_read_enough_hears_nothing_of_it(words: list[str], attempt: str, tmp_path: Path) -> None:
    with closed_pipe() as writing:
        done = started(command(words, attempt), tmp_path, stdout=writing)
    assert "Traceback" not in done.stderr
    assert "Error" not in done.stderr
    assert done.returncode == 0


@pytest.mark.parametrize(
    ("plain", "named"),
    [
        (["export-reviews"], ["export-reviews", "-"]),
        (["report", ATTEMPT], ["report", ATTEMPT, "-"]),
        (["schema"], ["schema", "--output", "-"]),
    ],
    ids=" ".join,
)
def test_standard_output_is_where_no_file_is_named_and_where_it_is_named(
    plain: list[str], named: list[str], attempt: str, invoke: Invoke
) -> None:
    said, said_again = (invoke(*command(words, attempt)) for words in (plain, named))
    assert said.exit_code == said_again.exit_code == 0
    assert said.stdout == said_again.stdout != ""


@needs_full_device
@pytest.mark.parametrize("words", PRINTING, ids=" ".join)
def test_a_full_disk_behind_standard_output_is_said(words: list[str], attempt: str, tmp_path: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = started(command(words, attempt), tmp_path, stdout=full.fileno())
    assert "Traceback" not in done.stderr
    assert "No space left on device" in done.stderr
    assert done.returncode == 2


@needs_full_device
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize(("words", "code"), [(["frob"], 2), (["check", "missing.yaml"], 2), (["list"], 0)])
def test_messages_that_nobody_can_read_do_not_change_the_exit_code(
    words: list[str], code: int, unbuffered: str, tmp_path: Path, shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONUNBUFFERED", unbuffered)
    with Path("/dev/full").open("wb") as full:
        assert started(words, tmp_path, stderr=full.fileno()).returncode == code


@needs_full_device
@pytest.mark.parametrize("words", WRITING, ids=" ".join)
def test_a_device_is_written_into_or_refused_and_never_replaced(words: list[str], attempt: str, invoke: Invoke) -> None:
    done = invoke(*command(words, attempt), "/dev/full")
    assert done.exit_code == 2
    assert "/dev/full" in done.stderr
    assert stat.S_ISCHR(Path("/dev/full").stat().st_mode)


@pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="there is no /dev/stdout here")
def test_standard_output_can_be_named_as_a_device_too(run: Run, invoke: Invoke, shelf: Path) -> None:
    done = run("schema", "--output", "/dev/stdout")
    assert (done.returncode, done.stdout) == (0, invoke("schema").stdout)


@pytest.fixture
def tiny(tmp_path: Path) -> Iterator[Path]:
    """A disk that is full."""
    folder = tmp_path / "tiny"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("only an administrator can make a small disk")
    try:
        with contextlib.suppress(OSError), (folder / "fill").open("wb", buffering=0) as file:
            while True:
                file.write(b"x" * 4096)
        yield folder
    finally:
        subprocess.run(["umount", folder], check=True)


def test_a_full_disk_is_said_and_nothing_is_left_on_it(attempt: str, tiny: Path, invoke: Invoke) -> None:
    for words in WRITING:
        name = tiny / "made.yaml"
        done = invoke(*command(words, attempt), name)
        assert done.exit_code == 2, words
        assert f"{name}: " in done.stderr
        assert "space left" in done.stderr or "disk is full" in done.stderr
        assert [path.name for path in tiny.iterdir()] == ["fill"]
