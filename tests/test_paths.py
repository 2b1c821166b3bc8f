from collections.abc import Callable
from pathlib import Path

import platformdirs
import pytest

from quiz.paths import bundled_banks_folder, cache_folder, config_folder, data_folder, own_banks_folder

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
