"""What a wheel and a source archive hold, built from a copy of the checkout."""

import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from email import message_from_string
from email.message import Message
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[1]
PARTS = ("quiz", "questions", "tests", ".ci", ".github", "README.md", "pyproject.toml", ".gitignore")
BANKS = {f"{name}.yaml" for name in ("aid", "diplomacy", "human-rights", "sanctions", "sources")}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the wheel in it and the source archive."""
    copy = tmp_path_factory.mktemp("copy")
    for name in PARTS:
        part = CHECKOUT / name
        if part.is_dir():
            shutil.copytree(part, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(part, copy)
    return build(copy, tmp_path_factory.mktemp("dist"), "wheel", "sdist")


def build(source: Path, target: Path, *kinds: str) -> Path:
    wanted = [word for kind in kinds for word in ("-t", kind)]
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-d", str(target), *wanted],
        cwd=source,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return target


@pytest.fixture(scope="module")
def wheel(built: Path) -> dict[str, bytes]:
    """Return the files of the wheel, the version left out of their names."""
    (path,) = built.glob("*.whl")
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    return {re.sub(r"^eu_dprk_quiz-[^/]*\.dist-info", "dist-info", name): data for name, data in files.items()}


@pytest.fixture(scope="module")
def archive(built: Path) -> dict[str, bytes]:
    """Return the files of the source archive by their path in the checkout."""
    (path,) = built.glob("*.tar.gz")
    with tarfile.open(path) as tar:
        members = [member for member in tar.getmembers() if member.isfile()]
        found = {member.name.partition("/")[2]: tar.extractfile(member) for member in members}
        return {name: file.read() for name, file in found.items() if file is not None}


@pytest.fixture(scope="module")
def metadata(wheel: dict[str, bytes]) -> Message:
    return message_from_string(wheel["dist-info/METADATA"].decode())


def text(path: str) -> bytes:
    return (CHECKOUT / path).read_bytes()


def test_the_wheel_brings_the_licences_beside_what_they_are_for(wheel: dict[str, bytes]) -> None:
    assert wheel["quiz/LICENSE"] == wheel["dist-info/licenses/quiz/LICENSE"] == text("quiz/LICENSE")
    assert wheel["quiz/questions/LICENSE"] == wheel["dist-info/licenses/questions/LICENSE"] == text("questions/LICENSE")


def test_the_source_archive_brings_the_licences_too(archive: dict[str, bytes]) -> None:
    for name in ("quiz/LICENSE", "questions/LICENSE"):
        assert archive[name] == text(name)


def test_the_licences_say_what_they_are() -> None:
    assert b"Permission is hereby granted, free of charge" in text("quiz/LICENSE")
    assert b"Creative Commons Attribution 4.0 International" in text("questions/LICENSE")
    assert b"https://creativecommons.org/licenses/by/4.0/" in text("questions/LICENSE")
    for name in ("quiz/LICENSE", "questions/LICENSE"):
        assert "The EU–DPRK Quiz authors".encode() in text(name)


def test_the_wheel_brings_banks_and_types_and_no_tests(wheel: dict[str, bytes]) -> None:
    assert {f"quiz/questions/{name}" for name in BANKS} < set(wheel)
    assert wheel["quiz/py.typed"] == b""
    assert "quiz/tui/app.tcss" in wheel
    assert {name.partition("/")[0] for name in wheel} == {"quiz", "dist-info"}


def test_the_source_archive_brings_all_that_the_tests_need(archive: dict[str, bytes]) -> None:
    for folder in ("quiz", "questions", "tests"):
        for path in (CHECKOUT / folder).rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                assert path.relative_to(CHECKOUT).as_posix() in archive
    assert {"README.md", "pyproject.toml", ".ci/run", ".github/CONTRIBUTING.md"} < set(archive)


def test_a_wheel_of_the_source_archive_is_the_same(built: Path, wheel: dict[str, bytes], tmp_path: Path) -> None:
    (path,) = built.glob("*.tar.gz")
    with tarfile.open(path) as tar:
        tar.extractall(tmp_path, filter="data")
    (source,) = tmp_path.iterdir()
    (again,) = build(source, tmp_path / "dist", "wheel").glob("*.whl")
    with zipfile.ZipFile(again) as file:
        names = {re.sub(r"^eu_dprk_quiz-[^/]*\.dist-info", "dist-info", name) for name in file.namelist()}
    assert names == set(wheel)


def test_the_command_has_two_names(wheel: dict[str, bytes]) -> None:
    lines = wheel["dist-info/entry_points.txt"].decode().split("\n")
    assert {"quiz = quiz.__main__:main", "eu-dprk-quiz = quiz.__main__:main"} < set(lines)


def test_the_metadata_is_true(metadata: Message) -> None:
    assert metadata["License-Expression"] == "MIT AND CC-BY-4.0"
    assert set(metadata.get_all("License-File", [])) == {"quiz/LICENSE", "questions/LICENSE"}
    assert metadata["Author"] == "The EU–DPRK Quiz authors"
    assert metadata["Author-email"] is None
    assert metadata.get_all("Project-URL") is None


def test_the_pythons_named_begin_with_the_oldest_allowed_and_have_no_gap(metadata: Message) -> None:
    found = [
        re.fullmatch(r"Programming Language :: Python :: 3\.(\d+)", one) for one in metadata.get_all("Classifier", [])
    ]
    named = [int(match[1]) for match in found if match]
    assert metadata["Requires-Python"] == f">=3.{named[0]}"
    assert named == list(range(named[0], named[-1] + 1))


def test_every_dependency_has_a_lowest_and_a_highest_version() -> None:
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for wanted in project["dependencies"]:
        assert re.search(r"==|>=.*,<", wanted), wanted
