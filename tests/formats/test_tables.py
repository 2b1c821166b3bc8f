"""Tables: the columns that are known, what a row becomes, and what a spreadsheet may do."""

import io
import zipfile
from typing import Any, Final

import openpyxl
import pytest

from quiz.formats.registry import FORMATS
from quiz.formats.sheets import csv_rows, csv_text, unguarded, xlsx_bytes, xlsx_sheets
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
