"""Tables: the columns that are known, what a row becomes, and what a spreadsheet may do."""

import io
import zipfile
from typing import Any, Final

import openpyxl
import pytest

from quiz.formats.registry import FORMATS
from quiz.formats.sheets import csv_rows, csv_text, unguarded, xlsx_bytes, xlsx_sheets
from quiz.reading.reader import read_bank
from tests.formats.conftest import Plans, questions, told

ONE: Final = {"type": "single", "answer": "y", "distractors": ["x"]}


@pytest.mark.parametrize(
    ("header", "row", "wanted"),
    [
        ("question,a,b,c,correct", "Q?,x,y,z,b", {"type": "single", "answer": "y", "distractors": ["x", "z"]}),
        ("Question;Option 1;Option 2;Answer", "Q?;x;y;2", {"type": "single", "answer": "y", "distractors": ["x"]}),
        ("question,option_a,option_b,answer", "Q?,x,y,x", {"type": "single", "answer": "x", "distractors": ["y"]}),
        (
            "question,options,answer",
            'Q?,x|y|z,"1,3"',
            {"type": "multiple", "answers": ["x", "z"], "distractors": ["y"]},
        ),
        ("Question,Option A,Option B,Key,Correct", "Q?,x,y,k,Option B", ONE),
        ("question,option1,option2,correct", "Q?,x,y,option 2", ONE),
        ("question,a,b,correct", "Q?,,,it", {"type": "text", "answers": ["it"]}),
        ("question,type,a,b,correct", "Q?,tf,True,False,B", {"type": "true-false", "answer": False}),
        ("front,back", "Q?,it", {"type": "text", "answers": ["it"]}),
        ("prompt,answer,tolerance", "Q?,3,0.5", {"type": "number", "answer": 3, "tolerance": 0.5}),
        ("prompt,answer", "Q?,TRUE", {"type": "true-false", "answer": True}),
        ("prompt,type,answer", "Q?,order,a|b|c", {"type": "order", "items": ["a", "b", "c"]}),
        (
            "prompt,type,answer",
            r"Q?,match,a -> 1|b -> 2 \| 3",
            {"type": "match", "pairs": {"a": "1", "b": "2 | 3"}, "distractors": []},
        ),
        (
            "prompt,type,answer,wrong,feedback",
            "Q?,mc,a,b,yes",
            {"type": "single", "answer": {"text": "a", "feedback": "yes"}, "distractors": ["b"]},
        ),
    ],
)
def test_a_row_is_read(header: str, row: str, wanted: dict[str, Any], plan: Plans) -> None:
    found = plan(f"{header}\n{row}\n", "file.csv")
    assert questions(found) == [{"prompt": "Q?", **wanted}]
    assert told(found) == []


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("prompt,answer,distractor\nQ?,,b\n", "no-key", 2),
        ("prompt,a,b,correct\n\nQ?,x,y,C\n", "answer-is-no-choice", 3),
        ('prompt,type,answer\nQ?,number,"2,5"\n', "not-a-number", 2),
        ("prompt,type,answer\nQ?,hotspot,x\n", "unsupported-type", 2),
        ("foo,bar\n1,2\n", "no-columns", 1),
        ("prompt,answer,colour\nQ?,a,red\n", "column", 1),
        ("prompt,answer\n", "no-questions", 1),
        ("prompt,a,b,correct\nWhich, or what?,x,y,x,B\n", "too-many-fields", 2),
        ("prompt,type,answer,wrong\nQ?,text,a,b\n", "column", 2),
        ("prompt,answer,unit\nQ?,a,km\n", "column", 2),
        ("prompt,answer,hint,hint\nQ?,a,b,c\n", "column", 2),
        ("prompt,answer,wrong,feedback,feedback,feedback\nQ?,a,b,c,d,e\n", "answer-feedback", 2),
    ],
)
def test_what_is_wrong_or_lost_is_told_on_its_row(text: str, code: str, line: int, plan: Plans) -> None:
    assert (line, code) in told(plan(text, "file.csv"))


def test_excel_says_the_delimiter_in_a_line_of_its_own(plan: Plans) -> None:
    found = plan("sep=;\r\nquestion;a;b;correct\r\nIs it 1,5?;x, y;z, w;b\r\n".encode("cp1252"), "file.csv")
    assert questions(found) == [{"type": "single", "prompt": "Is it 1,5?", "answer": "z, w", "distractors": ["x, y"]}]
    assert [one.item.place.line for one in found.banks[0].content.questions] == [3]
    assert found.form == "csv"
    assert plan("sep=;\nquestion;answer\nQ?;A\n", "file.txt").form == "csv"


def test_a_heading_may_stand_above_the_names_of_the_columns(plan: Plans) -> None:
    rows = [["Our quiz"], [""], ["Question", "Answer", "More"], ["Q?", "it", "so"]]
    found = plan(xlsx_bytes(rows, "S"), "file.xlsx")
    assert questions(found) == [{"type": "text", "prompt": "Q?", "answers": ["it"]}]
    assert told(found) == [(1, "text-outside"), (3, "column")]
    assert questions(plan("Our quiz,,\n,,\nQuestion,Answer,\nQ?,it,\n", "file.csv")) == questions(found)


@pytest.mark.parametrize(
    ("kind", "wanted"),
    [
        ("Multiple-Choice", {"type": "single", "answer": "x", "distractors": ["y"]}),
        ("Fill-in-the-Blank", {"type": "text", "answers": ["x"]}),
        ("true_false", None),
    ],
)
def test_a_type_is_known_whatever_parts_its_words(kind: str, wanted: dict[str, Any] | None, plan: Plans) -> None:
    found = plan(f"question,question type,option 1,option 2,correct\nQ?,{kind},x,y,1\n", "file.csv")
    assert [one.code for one in found.all_faults] == ([] if wanted else ["answer-is-no-choice"])
    assert questions(found) == ([{"prompt": "Q?", **wanted}] if wanted else [])


def test_choices_of_a_text_to_type_are_its_spellings_where_none_is_said_to_be_right(plan: Plans) -> None:
    found = plan("question,type,option 1,option 2,correct\nQ?,fill-in-the-blank,cat,kitty,\n", "file.csv")
    assert questions(found) == [{"type": "text", "prompt": "Q?", "answers": ["cat", "kitty"]}]


def test_a_language_with_a_decimal_comma_has_one_in_its_tables(plan: Plans) -> None:
    found = plan("prompt;answer;tolerance\nQ?;3,50;0,05\nR?;1.234,5;1\n", "file.csv", language="de")
    assert [(one["answer"], one["tolerance"]) for one in questions(found)] == [(3.5, 0.05), (1234.5, 1)]
    assert told(found) == []
    assert [code for _, code in told(plan("prompt;answer;tolerance\nQ?;3,50;1\n", "file.csv"))] == ["not-a-number"]


def test_a_source_without_a_name_is_none(plan: Plans) -> None:
    found = plan('prompt,answer,sources\nQ?,it,", p. 3"\nR?,it,", ,"\n', "file.csv")
    assert [one.get("sources") for one in questions(found)] == [["p. 3"], None]
    assert read_bank(found.banks[0].text.encode(), "bank.yaml", {}).bank is not None


def test_signs_that_are_not_of_the_encoding_that_was_said_are_told(plan: Plans) -> None:
    found = plan("prompt,answer\nQ?,it\nWas ist süß?,x\n".encode("cp1252"), "file.csv", encoding="utf-8")
    assert told(found) == [(3, "encoding")]


def test_a_cell_that_a_spreadsheet_would_run_is_guarded_and_comes_back() -> None:
    cells = ["=1+1", "+a", "-1", "@x", "'quoted", "plain", "\tx"]
    text = csv_text([cells])
    (row,) = csv_rows(text)
    assert row.cells[0] == "'=1+1"
    assert [unguarded(cell) for cell in row.cells][:6] == cells[:6]
    (sheet,) = xlsx_sheets(xlsx_bytes([["prompt"], ["=1+1"]], "S"))
    assert sheet.rows[1].cells == ("=1+1",)
    book = openpyxl.load_workbook(io.BytesIO(xlsx_bytes([["=1+1"]], "S")))
    assert book.active is not None
    assert book.active["A1"].data_type == "s"


def test_a_package_that_is_no_spreadsheet_or_too_large_is_refused(plan: Plans) -> None:
    assert plan(b"PK no package", "a.xlsx").unreadable
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", b"<!DOCTYPE x><x/>")
    found = plan(out.getvalue(), "a.xlsx")
    assert [fault.code for fault in found.all_faults] == ["doctype"]
    assert found.form in FORMATS


def test_what_openpyxl_says_of_charts_and_checks_is_no_word_of_ours(recwarn: pytest.WarningsRecorder) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx_bytes([["prompt"], ["Q?"]], "S"))) as sound, zipfile.ZipFile(out, "w") as copy:
        for name in sound.namelist():
            checks = b'</sheetData><extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"/></extLst>'
            copy.writestr(name, sound.read(name).replace(b"</sheetData>", checks))
    (sheet,) = xlsx_sheets(out.getvalue())
    assert [row.cells for row in sheet.rows] == [("prompt",), ("Q?",)]
    assert not recwarn
