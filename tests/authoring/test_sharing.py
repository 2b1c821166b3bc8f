"""A bank is given away with its sources and pictures, and taken in on another machine; nothing else gets out or in."""

import io
import zipfile
from pathlib import Path

import pytest

from quiz.authoring.importing import ImportOptions, ImportProblem, Plan, planned, written
from quiz.authoring.sharing import give, opened_parcel, parcel, zipped
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


def opened(path: Path) -> dict[str, bytes]:
    return opened_parcel(path.read_bytes(), path)


def plan_of(path: Path, own: Path) -> Plan:
    return planned(path, ImportOptions(folder=own))


def take_in(path: Path, own: Path) -> list[Path]:
    plan = plan_of(path, own)
    written(plan)
    return [bank.path for bank in plan.banks]


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
    assert opened(path) == {"b.yaml": b"id: b\n"}


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 and no more", b"id: b\n"])
def test_what_is_no_zip_is_said(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "b.zip").write_bytes(data)
    with pytest.raises(FileProblem, match="no zip that can be read"):
        opened(tmp_path / "b.zip")


def test_a_zip_without_a_bank_and_one_that_is_too_large_are_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("b/readme.txt", "x")
    (tmp_path / "b.zip").write_bytes(buffer.getvalue())
    with pytest.raises(FileProblem, match="no bank in it"):
        opened(tmp_path / "b.zip")
    (tmp_path / "c.zip").write_bytes(zipped({"b.yaml": b"x" * 5000}, "b"))
    monkeypatch.setattr("quiz.authoring.sharing.MAX_BYTES", 4000)
    with pytest.raises(FileProblem, match="too large"):
        opened(tmp_path / "c.zip")


def test_what_comes_of_a_zip_is_known_before_it_is_taken_in(shelf: Path, tmp_path: Path) -> None:
    give(bank_file(shelf), tmp_path / "bread.zip")
    plan = plan_of(tmp_path / "bread.zip", tmp_path / "own")
    assert not (tmp_path / "own").exists()
    (bank,) = plan.banks
    assert (plan.form, bank.content.title, bank.content.blocks) == ("bank", "Bread", 3)
    assert [one.fields["prompt"] for one in bank.content.questions] == ["Rye is a grain."]
    assert [one.code for one in plan.all_faults] == ["faulty-bank"]
    written(plan)
    again = plan_of(tmp_path / "bread.zip", tmp_path / "own")
    assert [(one.code, one.severity) for one in again.all_faults] == [
        ("faulty-bank", "warning"), ("same-id", "warning")
    ]  # fmt: skip


def test_a_shared_bank_keeps_its_own_name(shelf: Path, tmp_path: Path) -> None:
    give(bank_file(shelf), tmp_path / "bread.zip")
    with pytest.raises(ImportProblem, match="comes as it is"):
        planned(tmp_path / "bread.zip", ImportOptions(folder=tmp_path / "own", bank_id="rye"))


def zip_of(path: Path, **files: str) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(name.replace("_", "."), text)
    return path


def test_faults_of_a_shared_bank_are_told_and_a_bank_that_cannot_be_read_does_not_come(tmp_path: Path) -> None:
    faulty = "id: x\ntitle: X\nquestions:\n  - {id: a, type: true-false, prompt: P., answer: true}\n  - {id: b}\n"
    plan = plan_of(zip_of(tmp_path / "x.zip", x_yaml=faulty, y_yaml="no bank"), tmp_path / "own")
    assert [(one.code, one.place.member) for one in plan.all_faults] == [
        ("faulty-bank", "x.yaml"), ("unread-bank", "y.yaml")
    ]  # fmt: skip
    assert [(len(one.content.questions), one.content.blocks) for one in plan.banks] == [(1, 2), (0, 0)]
    written(plan)
    assert [path.name for path in (tmp_path / "own").rglob("*.yaml")] == ["x.yaml"]


def test_a_package_of_another_program_is_no_shared_bank(tmp_path: Path) -> None:
    """Whatever else lies in it: XML of questions says what it is."""
    path = zip_of(tmp_path / "q.zip", imsmanifest_xml="<manifest/>", notes_yaml="id: b\n")
    assert plan_of(path, tmp_path / "own").form == "qti"


def test_sources_alone_are_no_bank(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="only sources"):
        plan_of(zip_of(tmp_path / "s.zip", sources_yaml=SOURCES), tmp_path / "own")
