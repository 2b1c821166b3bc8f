import unicodedata

import msgspec
import pytest
from hypothesis import given, strategies as st

from quiz.diagnostics.codes import Severity
from quiz.diagnostics.findings import Diagnostic, Edit, Related, finding
from quiz.diagnostics.lines import Span
from quiz.diagnostics.output import WIDTH, concise, full, github, records

TEXT = "id: a\ntitle: b\ntitel: c\nx: d\ny: e\nz: f\n"
ONE = finding("B003", "A bank has no field `titel`.", "f.yaml", Span(3, 1, 3, 6), help="did you mean `title`?")


def test_a_frame_shows_the_line_with_two_around_it() -> None:
    assert full([ONE], {"f.yaml": TEXT}) == (
        "error[B003] unknown-field: A bank has no field `titel`.\n"
        " --> f.yaml:3:1\n"
        "  |\n"
        "1 | id: a\n"
        "2 | title: b\n"
        "3 | titel: c\n"
        "  | ^^^^^\n"
        "4 | x: d\n"
        "5 | y: e\n"
        "  |\n"
        "  = help: did you mean `title`?"
    )


def test_related_places_are_named() -> None:
    related = (Related("first here", "f.yaml", Span(1, 1, 1, 3)), Related("and", "g.yaml", Span(7, 2, 7, 3)))
    shown = full([finding("B020", "Twice.", "f.yaml", Span(3, 1, 3, 6), related=related)], {"f.yaml": TEXT})
    assert "  = first here: line 1, column 1\n  = and: g.yaml:7:2" in shown


def test_without_the_text_or_for_the_whole_file_there_is_no_frame() -> None:
    whole = finding("Y003", "The file is empty.", "f.yaml")
    assert full([whole], {"f.yaml": ""}) == "error[Y003] empty-file: The file is empty.\n --> f.yaml:1:1"
    assert full([ONE], {}).count("\n") == 2


def columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)


@pytest.mark.parametrize("before", ["", "北京 ", "\t", "a\tb", "\x1b[31m", "ｆｕｌｌ ", "\u202e"])
def test_carets_stand_under_what_is_meant(before: str) -> None:
    text = f"{before}word after\n"
    shown = full([finding("B003", "x", "f", Span(1, len(before) + 1, 1, len(before) + 5))], {"f": text}).split("\n")
    code, carets = shown[3], shown[4]
    assert columns(carets[: carets.index("^")]) == columns(code[: code.index("word")])
    assert carets.count("^") == 4


@pytest.mark.parametrize("at", [0, 50, 105, 5000, 9990])
def test_long_lines_are_cut_around_what_is_meant(at: int) -> None:
    text = "x" * at + "word" + "y" * (10_000 - at)
    shown = full([finding("B003", "x", "f", Span(1, at + 1, 1, at + 5))], {"f": text}).split("\n")
    code, carets = shown[3], shown[4]
    assert len(code) <= WIDTH + 10
    assert carets.index("^") == code.index("word")
    assert "…" in code


def test_a_span_of_several_lines_is_underlined_on_the_first() -> None:
    shown = full([finding("B003", "x", "f", Span(1, 4, 3, 2))], {"f": "ab: 'c\n d\n e'\n"})
    assert "1 | ab: 'c\n  |    ^^^\n2 |" in shown


def test_concise_is_one_line_each() -> None:
    odd = finding("B003", "two\nlines", "my folder/\x1b[31m\nf.yaml", Span(3, 1, 3, 6))
    assert concise([ONE, odd]) == (
        "f.yaml:3:1: B003 A bank has no field `titel`.\nmy folder/␛[31m␊f.yaml:3:1: B003 two lines"
    )


def test_long_file_names_are_not_wrapped() -> None:
    name = "folder/" * 100 + "f.yaml"
    assert f" --> {name}:3:1\n" in full([finding("B003", "x", name, Span(3, 1, 3, 2))], {name: TEXT})


def test_colour_only_when_asked() -> None:
    assert "\x1b" not in full([ONE], {"f.yaml": TEXT})
    assert "\x1b[1;31merror[B003]\x1b[0m" in full([ONE], {"f.yaml": TEXT}, colour=True)


def test_records() -> None:
    assert records([ONE]) == [
        {
            "code": "B003",
            "name": "unknown-field",
            "severity": "error",
            "message": "A bank has no field `titel`.",
            "file": "f.yaml",
            "line": 3,
            "column": 1,
            "end_line": 3,
            "end_column": 6,
            "help": "did you mean `title`?",
            "fix": [],
        }
    ]


FIXED = msgspec.structs.replace(ONE, fix=(Edit(ONE.span, "title"),))


def test_a_fix_is_shown_marked_and_recorded() -> None:
    assert full([FIXED], {"f.yaml": TEXT}).endswith("= help: did you mean `title`?\n- | titel: c\n+ | title: c")
    assert concise([FIXED]) == "f.yaml:3:1: B003 [*] A bank has no field `titel`."
    assert records([FIXED])[0]["fix"] == [{"line": 3, "column": 1, "end_line": 3, "end_column": 6, "text": "title"}]


def test_a_fix_that_adds_a_line_shows_both() -> None:
    adding = msgspec.structs.replace(ONE, fix=(Edit(Span(3, 1, 3, 1), "id: q\n"),))
    assert full([adding], {"f.yaml": TEXT}).endswith("- | titel: c\n+ | id: q\n+ | titel: c")


def test_a_fix_beyond_the_file_is_not_shown() -> None:
    beyond = msgspec.structs.replace(ONE, fix=(Edit(Span(30, 1, 30, 1), "x"),))
    assert full([beyond], {"f.yaml": TEXT}) == full([ONE], {"f.yaml": TEXT})


def test_annotations_of_a_workflow_come_worst_first() -> None:
    hint = Diagnostic("F010", "vague-word", Severity.HINT, "100 %, a\nb", "a,b:c.yaml")
    assert github([hint, ONE]) == (
        "::error title=B003 unknown-field,file=f.yaml,line=3,col=1,endLine=3,endColumn=6"
        "::A bank has no field `titel`. (did you mean `title`?)\n"
        "::notice title=F010 vague-word,file=a%2Cb%3Ac.yaml,line=1,col=1,endLine=1,endColumn=1::100 %25, a b"
    )


@given(st.text(max_size=200), st.integers(1, 12), st.integers(1, 90), st.integers(0, 60))
def test_any_span_of_any_text_can_be_shown(text: str, line: int, column: int, length: int) -> None:
    span = Span(line, column, line, column + length)
    shown = full([finding("B003", "x", "f", span)], {"f": text})
    assert not any(unicodedata.category(one) == "Cc" for one in shown if one != "\n")
