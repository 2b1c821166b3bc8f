"""A bank is given away with its sources and pictures, and taken in on another machine; nothing else gets out or in."""

import io
import zipfile
from pathlib import Path

import pytest

from quiz.authoring.sharing import give, opened_parcel, parcel, take_in, zipped
from quiz.files import FileProblem
from quiz.library.library import BankFile
from quiz.reading.reader import read_bank

BANK = """\
id: bread
title: Bread
questions:
  - id: a
    type: true-false
    prompt: Rye is a grain.
    answer: true
    explanation: So it is.
    sources: [r]
    image: {file: pictures/rye.png, alt: Rye}
  - id: b
    type: true-false
    prompt: Salt is a grain.
    answer: false
    image: {file: ../secret.png, alt: No}
  - id: c
    type: true-false
    prompt: Salt.
    answer: false
    image: {file: notes.txt, alt: No}
"""
SOURCES = "references:\n  - id: r\n    title: On rye\n  - id: s\n    title: Not cited\n"


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    folder = tmp_path / "shelf"
    (folder / "pictures").mkdir(parents=True)
    (folder / "bread.yaml").write_text(BANK.replace("    image", "    tags: [x]\n    image"), encoding="utf-8")
    (folder / "sources.yaml").write_text(SOURCES, encoding="utf-8")
    (folder / "pictures" / "rye.png").write_bytes(b"rye")
    (folder / "notes.txt").write_bytes(b"mine")
    (tmp_path / "secret.png").write_bytes(b"secret")
    return folder


def bank_file(shelf: Path) -> BankFile:
    return BankFile.read(shelf / "bread.yaml", shelf)


def test_a_bank_is_given_with_what_it_cites_and_shows_and_nothing_else(shelf: Path) -> None:
    files = parcel(bank_file(shelf))
    assert list(files) == ["bread.yaml", "pictures/rye.png"]
    assert b"On rye" in files["bread.yaml"]
    assert b"Not cited" not in files["bread.yaml"]


def test_a_zip_is_taken_in_as_it_was_given(shelf: Path, tmp_path: Path) -> None:
    give(bank_file(shelf), tmp_path / "bread.zip")
    own = tmp_path / "own"
    (path,) = take_in(tmp_path / "bread.zip", own)
    assert path == own / "bread" / "bread.yaml"
    assert (own / "bread" / "pictures" / "rye.png").read_bytes() == b"rye"
    (again,) = take_in(tmp_path / "bread.zip", own)
    assert again == own / "bread-2" / "bread.yaml"
    with pytest.raises(FileProblem, match="has this name already"):
        give(bank_file(shelf), tmp_path / "bread.zip")


def test_a_bank_without_pictures_is_taken_in_as_one_file(shelf: Path, tmp_path: Path) -> None:
    text = BANK.replace("    image: {file: pictures/rye.png, alt: Rye}\n", "")
    (shelf / "bread.yaml").write_text(text, encoding="utf-8")
    give(bank_file(shelf), tmp_path / "gift.zip")
    assert take_in(tmp_path / "gift.zip", tmp_path / "own") == [tmp_path / "own" / "bread.yaml"]
    assert take_in(shelf / "bread.yaml", tmp_path / "own") == [tmp_path / "own" / "bread-2.yaml"]
    bank = read_bank((tmp_path / "own" / "bread.yaml").read_bytes(), "b", {}).bank
    assert bank is not None
    assert bank.references["r"].title == "On rye"


def test_a_folder_is_given_too(shelf: Path, tmp_path: Path) -> None:
    give(bank_file(shelf), tmp_path / "gift")
    assert (tmp_path / "gift" / "pictures" / "rye.png").read_bytes() == b"rye"
    with pytest.raises(FileProblem, match="has this name already"):
        give(bank_file(shelf), tmp_path / "gift")


def test_the_same_bank_gives_the_same_bytes(shelf: Path) -> None:
    files = parcel(bank_file(shelf))
    assert zipped(files, "bread") == zipped(files, "bread")


@pytest.mark.parametrize(
    "name",
    ["../out.yaml", "/out.yaml", "a/../../out.yaml", "..\\out.yaml", "c:\\out.yaml", ".hidden.yaml", "a/.b/out.yaml"],
)
def test_nothing_gets_out_of_the_folder(name: str, tmp_path: Path) -> None:
    path = tmp_path / "evil.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("b.yaml", "id: b\n")
        archive.writestr("run.sh", "rm")
        archive.writestr(name, "evil")
    assert opened_parcel(path) == {"b.yaml": b"id: b\n"}


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 and no more", b"id: b\n"])
def test_what_is_no_zip_is_said(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "b.zip").write_bytes(data)
    with pytest.raises(FileProblem, match="no zip that can be read"):
        take_in(tmp_path / "b.zip", tmp_path / "own")
    assert not (tmp_path / "own").exists()


def test_a_zip_without_a_bank_and_one_that_is_too_large_are_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("b/readme.txt", "x")
    (tmp_path / "b.zip").write_bytes(buffer.getvalue())
    with pytest.raises(FileProblem, match="no bank in it"):
        opened_parcel(tmp_path / "b.zip")
    (tmp_path / "c.zip").write_bytes(zipped({"b.yaml": b"x" * 5000}, "b"))
    monkeypatch.setattr("quiz.authoring.sharing.MAX_BYTES", 4000)
    with pytest.raises(FileProblem, match="too large"):
        opened_parcel(tmp_path / "c.zip")
