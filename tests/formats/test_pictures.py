"""Pictures that a source carries come beside the bank, under plain names, and nothing else is written."""

import base64
from pathlib import Path

import pytest

from quiz.authoring.exporting import exported
from quiz.authoring.importing import ImportOptions, planned, written
from quiz.files import FileProblem
from quiz.formats.pictures import file_name, kind_of
from quiz.formats.registry import FORMATS
from tests.formats.conftest import Plans, questions, told
from tests.formats.test_round_trip import bank_of

PNG = b"\x89PNG\r\n\x1a\nrest"


def quiz(name: str, data: bytes, shown: str | None = None) -> str:
    held = f'<file name="{name}" path="/" encoding="base64">{base64.b64encode(data).decode()}</file>'
    text = f'<text><![CDATA[<p>What? <img src="@@PLUGINFILE@@/{shown or name}" alt="a flag"></p>]]></text>'
    answers = '<answer fraction="100"><text>true</text></answer><answer fraction="0"><text>false</text></answer>'
    return (
        '<?xml version="1.0"?><quiz><question type="truefalse"><name><text>q</text></name>'
        f'<questiontext format="html">{text}{held}</questiontext>{answers}</question></quiz>'
    )


def test_the_picture_of_a_prompt_is_kept_and_shown(plan: Plans, tmp_path: Path) -> None:
    found = plan(quiz("red flag.png", PNG, "red%20flag.png"), "sea.xml")
    assert questions(found)[0]["image"] == {"file": "sea.assets/red-flag.png", "alt": "a flag"}
    assert told(found) == []
    written(found)
    assert (tmp_path / "banks" / "sea.assets" / "red-flag.png").read_bytes() == PNG
    assert "file: sea.assets/red-flag.png" in (tmp_path / "banks" / "sea.yaml").read_text()


def test_what_is_no_picture_is_told_and_not_written(plan: Plans, tmp_path: Path) -> None:
    found = plan(quiz("x.png", b"MZ no picture"), "sea.xml")
    assert told(found) == [(1, "image")]
    written(found)
    assert not (tmp_path / "banks" / "sea.assets").exists()


def test_no_picture_is_written_through_a_link(plan: Plans, tmp_path: Path) -> None:
    found = plan(quiz("x.png", PNG), "sea.xml")
    (tmp_path / "banks").mkdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "banks" / "sea.assets").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(FileProblem):
        written(found)
    assert list((tmp_path / "elsewhere").iterdir()) == []
    assert not (tmp_path / "banks" / "sea.yaml").exists()


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/x.png", "x.png"),
        ("C:\\temp\\con.png", "picture.png"),
        ("..", "picture.png"),
        ("é b.PNG", "é-b.png"),
        ("a" * 300, "a" * 60 + ".png"),
        ("x.exe", "x.png"),
    ],
)
def test_names_are_plain_on_every_system(name: str, kept: str) -> None:
    assert file_name(name, PNG) == kept


def test_kinds_are_told_by_content() -> None:
    assert kind_of(b"<?xml version='1.0'?>\n<svg xmlns='x'/>") == ".svg"
    assert kind_of(b"RIFF0000WEBP") == ".webp"
    assert kind_of(b"<html><svg>") is None


def test_the_picture_of_a_text_with_gaps_is_kept(plan: Plans) -> None:
    xml = quiz("x.png", PNG).replace("truefalse", "cloze").replace("What?", "It is {1:SA:=red}.")
    (found,) = questions(plan(xml, "sea.xml"))
    assert found["image"] == {"file": "sea.assets/x.png", "alt": "a flag"}


BANK = """
id: sea
title: Sea
questions:
  - id: flag
    type: single
    prompt: |-
      Whose is it?
      [image: A flag]
    image: {file: red flag.png, alt: A flag}
    answer: mine
    distractors: [yours]
  - id: map
    type: cloze
    prompt: Map
    image: {file: maps/red-flag.png, alt: A map}
    text: "[image: A map] It is {{red}}."
  - {id: gone, type: text, prompt: What?, image: {file: gone.png, alt: None}, answers: [it]}
"""


def test_a_paper_has_its_pictures_in_it(tmp_path: Path) -> None:
    bank = tmp_path / "sea.yaml"
    bank.write_text(BANK)
    (tmp_path / "maps").mkdir()
    (tmp_path / "red flag.png").write_bytes(PNG)
    (tmp_path / "maps" / "red-flag.png").write_bytes(b"\xff\xd8\xffjpg")
    writing = exported(bank_of(BANK), "paper", file=bank)
    page = writing.data.decode()
    assert [loss.text for loss in writing.losses if loss.code == "image"] == ["gone.png"]
    for kind, data, alt in (("png", PNG, "A flag"), ("jpeg", b"\xff\xd8\xffjpg", "A map")):
        assert f'<img src="data:image/{kind};base64,{base64.b64encode(data).decode()}" alt="{alt}"/>' in page
        assert f"[image: {alt}]" not in page
    assert "img-src data:" in page


@pytest.mark.parametrize("form", ["moodle-xml", "qti21", "qti12", "anki"])
def test_pictures_are_exported_and_come_back(form: str, tmp_path: Path) -> None:
    bank = tmp_path / "sea.yaml"
    bank.write_text(BANK)
    (tmp_path / "maps").mkdir()
    (tmp_path / "red flag.png").write_bytes(PNG)
    (tmp_path / "maps" / "red-flag.png").write_bytes(PNG + b"another")
    writing = exported(bank_of(BANK), form, file=bank)
    assert [loss.text for loss in writing.losses if loss.code == "image"] == ["gone.png"]
    path = tmp_path / f"file{FORMATS[form].ends[0]}"
    path.write_bytes(writing.data)
    (content,) = (one.content for one in planned(path, ImportOptions(folder=tmp_path / "banks")).banks)
    assert list(content.assets.values()) == [PNG, PNG + b"another"]
    assert [Path(name).name for name in content.assets] == ["red-flag.png", "red-flag-2.png"]
    alts = [one.fields["image"]["alt"] for one in content.questions if "image" in one.fields]
    assert alts == ["A flag", "A map"]
    assert content.faults == ()
    assert [str(one.fields).count("[image: A") for one in content.questions] == [1, 1, 0]
