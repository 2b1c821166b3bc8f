"""Pictures that a source carries come beside the bank, under plain names, and nothing else is written."""

import base64
from pathlib import Path

import pytest

from quiz.authoring.importing import written
from quiz.files import FileProblem
from quiz.formats.pictures import file_name, kind_of
from tests.formats.conftest import Plans, questions, told

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
