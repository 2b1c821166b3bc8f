"""Pictures as files: only what lies beside the bank, is an ordinary file, and is what its name says."""

import os
from pathlib import Path

import pytest

from quiz.library.library import BankFile
from quiz.library.pictures import PictureProblem, openable_picture, picture_file
from quiz.lint.checking import check_file
from quiz.lint.pictures import picture_findings

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    folder = tmp_path / "banks"
    (folder / "maps").mkdir(parents=True)
    (folder / "maps" / "one.png").write_bytes(PNG)
    return folder / "bank.yaml"


def test_a_picture_beside_the_bank_is_found(bank: Path) -> None:
    assert picture_file(bank, "maps/one.png") == bank.parent.resolve() / "maps" / "one.png"
    assert openable_picture(bank, "maps/one.png").read_bytes() == PNG


def test_a_link_within_the_folder_is_followed_and_one_that_leaves_it_is_not(bank: Path, tmp_path: Path) -> None:
    outside = tmp_path / "secret.png"
    outside.write_bytes(PNG)
    (bank.parent / "inside.png").symlink_to("maps/one.png")
    (bank.parent / "out.png").symlink_to(outside)
    (bank.parent / "away").symlink_to(tmp_path)
    (bank.parent / "loop.png").symlink_to("loop.png")
    assert openable_picture(bank, "inside.png").name == "one.png"
    for name, why in (("out.png", "leaves"), ("away/secret.png", "leaves"), ("loop.png", "cannot be read")):
        with pytest.raises(PictureProblem, match=why):
            picture_file(bank, name)


def test_what_is_missing_or_no_ordinary_file_is_refused(bank: Path) -> None:
    (bank.parent / "folder.png").mkdir()
    os.mkfifo(bank.parent / "pipe.png")
    refused = {"two.png": "no such file", "folder.png": "ordinary", "pipe.png": "ordinary", "../x.png": "out"}
    for name, why in refused.items():
        with pytest.raises(PictureProblem, match=why):
            picture_file(bank, name)


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("page.png", b"<html><script>alert(1)</script>", "no picture"),
        ("empty.gif", b"", "no picture"),
        ("drawing.svg", b"<svg/>", "SVG"),
    ],
)
def test_only_what_is_a_picture_is_given_to_a_viewer(bank: Path, name: str, data: bytes, why: str) -> None:
    (bank.parent / name).write_bytes(data)
    assert picture_file(bank, name).name == name
    with pytest.raises(PictureProblem, match=why):
        openable_picture(bank, name)


def test_a_link_does_not_make_a_picture_of_something_else(bank: Path) -> None:
    (bank.parent / "page.html").write_bytes(PNG)
    (bank.parent / "link.png").symlink_to("page.html")
    with pytest.raises(PictureProblem, match="something else"):
        openable_picture(bank, "link.png")


def test_a_check_tells_of_a_missing_file_whatever_a_cache_says_and_no_more_once_it_is_there(bank: Path) -> None:
    bank.write_text(
        "id: b\ntitle: B\nquestions:\n  - id: q\n    type: true-false\n    prompt: P?\n    answer: true\n"
        "    image: {file: two.png, alt: A map.}\n"
    )
    report = check_file(BankFile.read(bank, bank.parent))
    assert "B049" not in [one.code for one in report.diagnostics]
    (found,) = picture_findings(report.pictures, bank)
    assert (found.code, found.span.line, found.span.column) == ("B049", 8, 19)
    (bank.parent / "two.png").write_bytes(PNG)
    assert list(picture_findings(report.pictures, bank)) == []
