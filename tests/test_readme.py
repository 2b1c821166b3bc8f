"""README's two commands, read out of it and run as they stand in a fresh copy with a fresh home."""

import contextlib
import os
import re
import select
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

WANTED = os.environ.get("QUIZ_TEST_INSTALL") == "1"
pytestmark = pytest.mark.install

CHECKOUT = Path(__file__).parents[1]
INSTALLING = 1800.0
"""Seconds for an installation and the tests; a package index may be far away."""
LEFT_OUT = (".git", ".venv", ".*_cache", ".hypothesis", "__pycache__", "*.egg-info", "build", "dist")
HANDED_ON = ("PATH", "LANG", "LC_ALL", "TMPDIR", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "http_proxy", "https_proxy")

needs_index = pytest.mark.skipif(
    not WANTED, reason="installs from the package index and takes minutes; QUIZ_TEST_INSTALL=1 runs it"
)


def readme_commands() -> list[str]:
    """Return the fenced `sh` blocks of the README, each as it stands."""
    text = (CHECKOUT / "README.md").read_text(encoding="utf-8")
    return [block.strip() for block in re.findall(r"^```sh\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Return a copy of the checkout as a clone has it."""
    return Path(shutil.copytree(CHECKOUT, tmp_path / "checkout", ignore=shutil.ignore_patterns(*LEFT_OUT)))


def fresh_environment(tmp_path: Path) -> dict[str, str]:
    """Return what a new account has, and how pip reaches its index on this machine."""
    home = tmp_path / "home"
    home.mkdir()
    # The Python that runs the tests is found first, but not the environment in which they run.
    python = Path(sys.base_prefix, "bin")
    kept = {name: value for name, value in os.environ.items() if name in HANDED_ON or name.startswith("PIP_")}
    config = Path.home() / ".config" / "pip" / "pip.conf"
    older = Path.home() / ".pip" / "pip.conf"
    for file in (config, older):
        if file.is_file():
            kept.setdefault("PIP_CONFIG_FILE", str(file))
    return kept | {
        "HOME": str(home),
        "PATH": os.pathsep.join([str(python), kept.get("PATH", os.defpath)]),
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "TERM": "xterm-256color",
    }


def test_the_first_two_commands_of_the_readme_are_one_line_each() -> None:
    first, second = readme_commands()[:2]
    assert "\n" not in first
    assert "\n" not in second
    assert first.endswith("quiz")
    assert "pytest" in second


@needs_index
def test_the_first_command_installs_and_opens_the_app(tmp_path: Path, checkout: Path) -> None:
    import pty

    master, slave = pty.openpty()
    process = subprocess.Popen(
        ["sh", "-c", readme_commands()[0]],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        cwd=checkout,
        env=fresh_environment(tmp_path) | {"COLUMNS": "80", "LINES": "24"},
        start_new_session=True,
    )
    os.close(slave)
    try:
        written = _read_until(master, [b"\x1b[?1049h", b"Diplomacy", b"Human rights", b"Sanctions"])
        os.write(master, b"\x11")
        written += _read_until(master, [b"\x1b[?1049l"])
        _read_rest(master)
        assert process.wait(60) == 0, written.decode(errors="replace")[-2000:]
    finally:
        process.kill()
        process.wait()
        os.close(master)


@needs_index
def test_the_second_command_installs_and_passes_the_tests(tmp_path: Path, checkout: Path) -> None:
    process = subprocess.Popen(
        ["sh", "-c", readme_commands()[1]],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        cwd=checkout,
        env=fresh_environment(tmp_path),
        encoding="utf-8",
        start_new_session=True,
    )
    assert process.stdout is not None
    last = ""
    with _killed_after(INSTALLING, process), process.stdout as output:
        for last in output:  # shown as it comes: what a test prints that fails stands there as that test prints it
            sys.stdout.write(last)
            sys.stdout.flush()
    if process.wait() != 0:
        pytest.fail("the tests of the README's second command failed; what they printed stands above", pytrace=False)
    assert re.search(r"\d+ passed", last)


@contextlib.contextmanager
def _killed_after(seconds: float, process: subprocess.Popen[str]) -> Iterator[None]:
    """Kill a process, with all that it started, when it takes longer."""
    timer = threading.Timer(seconds, os.killpg, (process.pid, signal.SIGKILL))
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _read_until(master: int, wanted: list[bytes]) -> bytes:
    written = b""
    deadline = time.monotonic() + INSTALLING
    while not all(text in written for text in wanted):
        if time.monotonic() > deadline:
            pytest.fail(f"waited in vain for {wanted}:\n{written.decode(errors='replace')[-2000:]}")
        if select.select([master], [], [], 1)[0]:
            try:
                written += os.read(master, 65536)
            except OSError:
                pytest.fail(f"the command ended before {wanted}:\n{written.decode(errors='replace')[-2000:]}")
    return written


def _read_rest(master: int) -> None:
    while select.select([master], [], [], 30)[0]:
        try:
            if not os.read(master, 65536):
                return
        except OSError:
            return
