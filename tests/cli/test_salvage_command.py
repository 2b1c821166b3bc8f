"""`quiz doctor --salvage`: what it reads, what it says, and what becomes of the file."""

import re
import shutil
from pathlib import Path

import pytest

from quiz.scores.store.engine import open_store
from quiz.scores.store.sqlite.open import FILE_NAME
from tests.conftest import Invoke
from tests.doctor.conftest import Fill, fill, kept

__all__ = ["fill", "kept"]


@pytest.fixture
def damaged(data: Path, fill: Fill) -> Path:
    """A store of four attempts with a header that is gone, as the store of this machine."""
    fill(4)
    path = data / FILE_NAME
    path.write_bytes(bytes(16) + path.read_bytes()[16:])
    return path


def test_damaged_scores_are_read_and_set_aside_and_the_next_command_is_named(
    invoke: Invoke, data: Path, damaged: Path
) -> None:
    content = damaged.read_bytes()
    done = invoke("doctor", "--salvage", damaged)
    output, aside = data / "salvaged-1.jsonl", data / "scores.damaged-1.db"
    assert done.exit_code == 0
    first, second, last = done.stdout.splitlines()
    assert first == f"{damaged}: 4 attempts with 36 responses written to {output}"
    assert str(aside) in second
    assert last == f"Bring them in with: quiz import-results {output}"
    assert aside.read_bytes() == content
    assert not damaged.exists()
    assert output.stat().st_mode & 0o077 == 0
    assert "4 attempts (4 new)" in invoke("import-results", output).stdout


def test_a_damaged_file_elsewhere_stays_where_it_is(invoke: Invoke, data: Path, damaged: Path, tmp_path: Path) -> None:
    file = tmp_path / "old scores.db"
    shutil.copy(damaged, file)
    output = tmp_path / "out.jsonl"
    done = invoke("doctor", "--salvage", file, "--output", output)
    assert done.exit_code == 0
    assert file.exists()
    assert damaged.exists()
    assert output.exists()
    again = invoke("doctor", "--salvage", file, "--output", output)
    assert again.exit_code == 2
    assert f"{output}: something has this name already" in again.output


def test_of_sound_scores_the_results_are_written_and_they_stay(invoke: Invoke, data: Path, fill: Fill) -> None:
    fill(1)
    assert invoke("doctor", "--salvage", data / FILE_NAME).exit_code == 0
    assert (data / FILE_NAME).exists()
    assert invoke("import-results", data / "salvaged-1.jsonl").stdout.endswith("1 attempt (1 known already)\n")


def test_while_another_program_has_the_scores_open_they_are_left_alone(
    invoke: Invoke, data: Path, fill: Fill, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quiz.scores.store.sqlite.hold.ALONE_SECONDS", 0.0)
    fill(1)
    other = open_store(data)
    done = invoke("doctor", "--salvage", data / FILE_NAME)
    other.close()
    assert done.exit_code == 2
    assert "another program has the scores open" in done.output
    assert not (data / "salvaged-1.jsonl").exists()


def test_what_was_lost_is_counted(invoke: Invoke, data: Path, fill: Fill, damaged: Path, tmp_path: Path) -> None:
    file = tmp_path / "alone.db"  # no copy lies beside it
    content = damaged.read_bytes()
    for start in range(0, len(content), 4096):
        if content[start] == 13 and content[start : start + 4096].count(b'"dont-know"') > 10:
            content = content[:start] + bytes(4096) + content[start + 4096 :]
            break
    file.write_bytes(content)
    done = invoke("doctor", "--salvage", file)
    assert done.exit_code == 0
    assert "responses lost (" in done.stderr
    (came,) = map(int, re.findall(r"with (\d+) responses? written", done.stdout))
    (lost,) = map(int, re.findall(r"(\d+) responses lost \(", done.stderr))
    assert came + lost == 36
    assert lost > 10


@pytest.mark.parametrize("content", [None, b"", b"my scores"])
def test_of_what_is_no_store_nothing_is_made(invoke: Invoke, data: Path, tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "scores.db"
    if content is not None:
        file.write_bytes(content)
    done = invoke("doctor", "--salvage", file)
    assert done.exit_code == (2 if content is None else 1)
    assert str(file) in done.output
    assert not list(data.glob("salvaged*"))


@pytest.mark.parametrize("options", [("--output", "x"), ("--salvage", "x", "--fix-clock")])
def test_options_that_do_not_go_together_are_wrong_usage(invoke: Invoke, options: tuple[str, ...]) -> None:
    assert invoke("doctor", *options).exit_code == 2


def test_no_day_ahead_changes_nothing(invoke: Invoke, data: Path, fill: Fill) -> None:
    fill(1)
    done = invoke("doctor", "--fix-clock")
    assert (done.exit_code, done.stdout) == (0, "No day in the scores is ahead of the clock; nothing was changed.\n")
