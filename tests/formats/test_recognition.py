"""What a file is, by its content and by its name."""

import io
import zipfile
from collections.abc import Mapping

import pytest

from quiz.authoring.importing import ImportProblem
from quiz.formats.recognition import recognised
from tests.formats.conftest import Plans


def package(members: Mapping[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, text in members.items():
            made.writestr(name, text)
    return out.getvalue()


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("::a::Is it so? {T}\n", "gift"),
        ("// comment\nWhich? {\n=this\n~that\n}\n", "gift"),
        ("How many? {#3:1}\n", "gift"),
        ("Which?\nA) one\nB) two\nANSWER: A\n", "aiken"),
        ("#separator:tab\nfront\tback\n", "anki-text"),
        ("prompt,answer\nWhat?,This\n", "csv"),
        ('"Question";"A";"B";"Correct"\n', "csv"),
        ("Question,Answer1,Answer2,Time limit,Correct\n", "kahoot"),
        ("<quiz>\nWhich?\n- [x] this\n- [ ] that\n</quiz>\n", "mkdocs-quiz"),
        ("# Which?\n\n1. [x] this\n1. [ ] that\n", "quizdown"),
        ("1. Which?\n*a. this\nb. that\n", "respondus"),
        ("Quiz title: T\n\n1. Which?\n*a) this\nb) that\n", "text2qti"),
        ('[{"question": "Which?", "options": ["a", "b"], "answer": "a"}]', "yaml"),
        ("- question: Which?\n  options: [a, b]\n  answer: a\n", "yaml"),
        ('<?xml version="1.0"?>\n<!-- made by hand -->\n<quiz><question type="essay"/></quiz>', "moodle-xml"),
        ('<?xml version="1.0"?>\n<questestinterop/>', "qti"),
        ('<a:qti-assessment-item xmlns:a="b"/>', "qti"),
        ("<?xml version='1.0'?><!DOCTYPE quiz [<!ENTITY a 'b'>]><quiz/>", "moodle-xml"),
    ],
)
def test_a_text_says_what_it_is_whatever_its_name(text: str, form: str) -> None:
    assert recognised(text.encode(), "file.bin") == (form,)
    assert recognised(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode(), "file") == (form,)
    assert recognised(text.encode("utf-16"), "file.txt") == (form,)


def test_lines_with_as_many_tabs_each_are_cards_where_nothing_else_fits() -> None:
    assert recognised(b"dog\tHund\ncat\tKatze\n", "words.txt") == ("anki-text",)
    assert recognised(b"dog\tHund\ncat\n", "words.txt") == ()
    assert recognised(b"no tabs\nhere\n", "words.txt") == ()
    assert recognised(b"Wort\tword\nHund\tdog\n", "words.tsv") == ("csv",)


@pytest.mark.parametrize(
    ("members", "form"),
    [
        (("meta", "collection.anki21b", "collection.anki2"), "anki"),
        (("xl/workbook.xml",), "xlsx"),
        (("imsmanifest.xml", "items/a.xml"), "qti"),
    ],
)
def test_a_package_says_what_it_is_by_its_members(members: tuple[str, ...], form: str) -> None:
    assert recognised(package(dict.fromkeys(members, "")), "file") == (form,)


def test_a_sheet_of_kahoot_is_known_by_its_header() -> None:
    words = "<si>Answer 1</si><si>Answer 2</si><si>Time limit (sec)</si>"
    assert recognised(package({"xl/workbook.xml": "", "xl/sharedStrings.xml": words}), "a.xlsx") == ("kahoot",)


def test_a_text_that_two_formats_read_alike_is_told_apart_by_nobody() -> None:
    assert recognised(b"1. Which?\n*a) this\nb) that\n", "file.txt") == ("text2qti", "respondus")


def test_the_name_decides_where_the_content_says_nothing() -> None:
    assert recognised(b"// nothing\n", "a.GIFT") == ("gift",)
    assert recognised(b"PK broken", "a.apkg") == ("anki",)
    assert recognised(b"foo,bar\n", "a.csv") == ("csv",)
    assert recognised(b"foo bar\n", "a.txt") == ()
    assert recognised(b"", "a") == ()


@pytest.mark.parametrize("piece", ["<!-- -->", "<a ", "{ ", "Answer 1 ", ",", "\t", "<?x ?>", "# a\n", "::", "[\n"])
def test_no_text_takes_long(piece: str) -> None:
    recognised((piece * (1 << 17)).encode(), "file")


@pytest.mark.parametrize(
    ("name", "said"),
    [("a.docx", "plain text"), ("a.ODS", "XLSX or CSV"), ("a.xls", "XLSX or CSV"), ("a.bin", "--from")],
)
def test_a_file_of_an_office_program_is_told_how_to_save_it(name: str, said: str, plan: Plans) -> None:
    members = {"[Content_Types].xml": "<Types/>", "mimetype": "x", "word/document.xml": "<w/>", "content.xml": "<c/>"}
    data = package(members) if name != "a.xls" else bytes.fromhex("d0cf11e0a1b11ae1")
    with pytest.raises(ImportProblem, match=said):
        plan(data, name)
