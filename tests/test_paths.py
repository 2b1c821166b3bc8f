import os
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import platformdirs
import pytest
from click.testing import Result

from quiz.authoring.drafts import Drafts
from quiz.files import unfinished
from quiz.paths import (
    bundled_banks_folder,
    cache_folder,
    config_folder,
    data_folder,
    own_banks_folder,
    written_folders,
)
from quiz.settings import Settings, save_settings

Invoke = Callable[..., Result]

FOLDERS = [(data_folder, "DATA"), (config_folder, "CONFIG"), (cache_folder, "CACHE")]


@pytest.mark.parametrize(("folder", "name"), FOLDERS)
def test_a_variable_names_the_folder(
    folder: Callable[[], Path], name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"QUIZ_{name}_DIR", str(tmp_path / "else"))
    assert folder() == tmp_path / "else"
    assert not (tmp_path / "else").exists()


@pytest.mark.parametrize(("folder", "name"), FOLDERS)
@pytest.mark.parametrize("empty", [True, False])
def test_without_it_the_folder_is_that_of_the_platform(
    folder: Callable[[], Path], name: str, empty: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if empty:
        monkeypatch.setenv(f"QUIZ_{name}_DIR", "")
    else:
        monkeypatch.delenv(f"QUIZ_{name}_DIR")
    wanted = getattr(platformdirs, f"user_{name.lower()}_dir")("eu-dprk-quiz", appauthor=False)
    assert folder() == Path(wanted)


def test_the_three_folders_are_not_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATA", "CONFIG", "CACHE"):
        monkeypatch.delenv(f"QUIZ_{name}_DIR")
    assert data_folder() != cache_folder()


def test_own_banks_lie_in_the_data_folder(data: Path) -> None:
    assert own_banks_folder() == data / "banks"


def test_the_bundled_banks_are_there() -> None:
    names = {path.name for path in bundled_banks_folder().iterdir()}
    assert {"aid.yaml", "diplomacy.yaml", "human-rights.yaml", "sanctions.yaml", "sources.yaml"} <= names


def test_every_start_removes_what_a_killed_program_left_a_day_ago(
    invoke: Invoke, data: Path, tmp_path: Path, shelf: Path
) -> None:
    own = [data, data / "drafts", data / "backups", data / "banks", data / "banks" / "eu", tmp_path / "config"]
    cache = [tmp_path / "cache" / name for name in ("", "banks", "checks")]
    day_ago = time.time() - 25 * 3600
    left = []
    for folder in (*own, *cache, shelf, data / "banks" / ".git"):
        folder.mkdir(parents=True, exist_ok=True)
        left.append(unfinished(folder / "name.yaml"))
        left[-1].write_bytes(b"")
        os.utime(left[-1], (day_ago, day_ago))
    young = unfinished(data / "name")
    young.write_bytes(b"")
    assert invoke("schema").exit_code == 0
    assert [path for path in left if path.exists()] == left[-2:]
    assert young.exists()


def test_every_folder_that_is_written_into_is_swept(
    invoke: Invoke, data: Path, tmp_path: Path, nine_file: Path
) -> None:
    assert invoke("take", nine_file, "--plain", "--type", "true-false", input="t\n").exit_code == 0
    assert invoke("check", nine_file).exit_code == 0
    assert invoke("new", "mine", "--title", "Mine", "--topic", "T", "--type", "single").exit_code == 0
    Drafts(data / "drafts").keep(nine_file, None, b"", datetime.now(UTC))
    save_settings(config_folder(), Settings(learner="Eva"))
    roots = (data, tmp_path / "cache", tmp_path / "config")
    written = {path.parent for root in roots for path in root.rglob("*") if path.is_file()}
    assert len(written) == 7
    assert written <= set(written_folders())
