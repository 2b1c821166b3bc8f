"""What the program writes for itself, and what has names and scores in it, is for one person alone."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from quiz.authoring.bank_file import open_to_edit
from quiz.files import private_folder
from quiz.paths import config_folder, own_banks_folder
from quiz.settings import FILE_NAME, Settings, save_settings
from tests.conftest import Invoke


@pytest.fixture(params=[0o000, 0o022, 0o077], ids=oct)
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def answered(invoke: Invoke, bank: Path) -> str:
    assert invoke("take", bank, "--plain", "--type", "true-false", input="t\n").exit_code == 0
    return invoke("scores", "--format", "csv").stdout.splitlines()[1].partition(",")[0]


def test_every_file_and_folder_of_the_program_is_private(
    invoke: Invoke, nine_file: Path, tmp_path: Path, umask: int
) -> None:
    answered(invoke, nine_file)
    assert invoke("check", nine_file).exit_code == 0
    assert invoke("list").exit_code == 0
    assert invoke("backup").exit_code == 0
    assert invoke("new", "mine", "--title", "Mine", "--topic", "T", "--type", "single").exit_code == 0
    open_to_edit(own_banks_folder() / "eu" / "new.yaml").save("id: new\n")
    save_settings(config_folder(), Settings(learner="Eva"))
    roots = [tmp_path / name for name in ("data", "cache", "config")]
    paths = [path for root in roots for path in (root, *root.rglob("*"))]
    assert len([path for path in paths if path.is_file()]) >= 8
    assert {(path, mode(path)) for path in paths} == {(path, 0o700 if path.is_dir() else 0o600) for path in paths}


def test_results_reviews_and_reports_are_private_and_a_schema_is_not(
    invoke: Invoke, nine_file: Path, tmp_path: Path, umask: int
) -> None:
    attempt = answered(invoke, nine_file)
    out = tmp_path / "made" / "of"
    for name, words in {
        "results": ["export-results"],
        "reviews": ["export-reviews"],
        "report": ["report", attempt],
        "analysis": ["analyse", "nine", "--format", "html", "--output"],
    }.items():
        assert invoke(*words, out / name).exit_code == 0
        assert mode(out / name) == 0o600
        (out / name).chmod(0o640)
        assert invoke(*words, out / name).exit_code == 0
        assert mode(out / name) == 0o640  # as its owner wanted it
    assert [mode(out), mode(out.parent)] == [0o700, 0o700]
    assert invoke("schema", "--output", tmp_path / "schema.json").exit_code == 0
    assert mode(tmp_path / "schema.json") == 0o666 & ~umask


def test_a_bank_elsewhere_is_made_as_the_umask_says(invoke: Invoke, tmp_path: Path, umask: int) -> None:
    path = tmp_path / "mine.yaml"
    assert invoke("new", path, "--title", "Mine", "--topic", "T", "--type", "single").exit_code == 0
    assert mode(path) == 0o666 & ~umask
    open_to_edit(tmp_path / "other.yaml").save("id: other\n")
    assert mode(tmp_path / "other.yaml") == 0o666 & ~umask


def test_settings_that_were_open_are_closed_and_the_folders_of_a_person_stay(tmp_path: Path) -> None:
    config_folder().mkdir(mode=0o755)
    config_folder().chmod(0o755)
    path = config_folder() / FILE_NAME
    path.write_text("learner = 'Ada'\n")
    path.chmod(0o644)
    save_settings(config_folder(), Settings(learner="Eva"))
    assert (mode(path), mode(config_folder())) == (0o600, 0o755)


def test_folders_that_are_missing_are_made_private_and_others_are_left(tmp_path: Path, umask: int) -> None:
    tmp_path.chmod(0o755)
    private_folder(tmp_path / "a" / "b" / "c")
    private_folder(tmp_path / "a" / "b" / "c")
    assert [mode(tmp_path / name) for name in ("", "a", "a/b", "a/b/c")] == [0o755, 0o700, 0o700, 0o700]
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OSError):
        private_folder(tmp_path / "file" / "folder")
