"""What the author screen knows of a text: where each question stands, every finding, and what a fix would write."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from quiz.authoring.inspection import Inspection, WrittenQuestion, fixed_data, inspect
from quiz.diagnostics.codes import Severity
from quiz.diagnostics.findings import Diagnostic, is_error
from quiz.diagnostics.lines import Lines, Span
from quiz.library.library import BankFile, SourceList
from quiz.lint.across import OtherBanks
from quiz.lint.checking import check_file
from quiz.reading.reader import read_bank
from tests.conftest import NINE, SOURCES, Invoke
from tests.examples import examples
from tests.reading.structures import (
    Mapping,
    Written,
    banks,
    marks,
    near_files,
    newlines,
    sloppy_files,
    tapes,
    written,
)

BUNDLED = Path(__file__).parents[2] / "questions"
BANKS = ("aid", "diplomacy", "human-rights", "sanctions")
PATH = Path("/nowhere/bank.yaml")


def look(text: str | bytes, sources: str | None = None) -> Inspection:
    data = text.encode() if isinstance(text, str) else text
    beside = SourceList(PATH.parent / "sources.yaml", sources.encode()) if sources is not None else None
    return inspect(BankFile(PATH, data, beside), PATH.parent)


def spans(text: str) -> list[tuple[int, int, str]]:
    return [(place.first, place.last, place.id) for place in look(text).places]


ELSEWHERE = """id: b
title: B
questions:
  - {id: q, type: true-false, prompt: P., answer: true}
lessons:
  - id: first
    title: First
    text: It is so.
    questions: [q, other/known, other/lacking, nowhere/q]
"""


def test_what_another_bank_lacks_is_told_once_the_others_are_read() -> None:
    other = read_bank(b"id: other\ntitle: O\nquestions: [{id: known, type: true-false, prompt: P., answer: true}]", "o")
    assert other.bank is not None
    file = BankFile(PATH, ELSEWHERE.encode(), None)
    assert "B074" not in {found.code for found in inspect(file, PATH.parent).diagnostics}
    findings = inspect(file, PATH.parent, OtherBanks([other.bank])).diagnostics
    assert [(found.span.line, found.message) for found in findings if found.code == "B074"] == [
        (9, "The bank `other` has no question `lacking`; it is passed over."),
        (9, "There is no bank `nowhere` here: `q` of it is passed over."),
    ]


# Places


@pytest.mark.parametrize("name", BANKS)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_the_lines_of_a_question_hold_it_and_nothing_else(name: str, newline: str) -> None:
    text = (BUNDLED / f"{name}.yaml").read_text(encoding="utf-8").replace("\n", newline)
    inspection = inspect(BankFile.version(BUNDLED / f"{name}.yaml", BUNDLED, text.encode()), BUNDLED)
    assert inspection.bank is not None
    assert [place.question for place in inspection.places] == list(inspection.bank.questions)
    assert [place.id for place in inspection.places] == [question.id for question in inspection.bank.questions]
    assert [place.prompt for place in inspection.places] == [question.prompt for question in inspection.bank.questions]
    assert inspection.diagnostics == ()
    lines = Lines(text)
    for place in inspection.places:
        assert lines[place.first] == f"  - id: {place.id}"
        rows = [lines[line] for line in range(place.first, place.last + 1)]
        alone = read_bank("\n".join(("id: b", "title: B", "questions:", *rows)).encode(), "b.yaml", None).bank
        assert alone is not None
        if place.question is not None and place.question.passage:
            continue  # what it is about stands elsewhere in the bank
        assert alone.questions == (place.question,)
    for place, after in pairwise(inspection.places):
        assert after.first == place.last + 1
    assert inspection.places[-1].last == len(lines)


def test_a_line_belongs_to_its_question() -> None:
    inspection = look(NINE)
    lines = NINE.split("\n")
    at = {place.id: place for place in inspection.places}
    assert inspection.at(1) is None
    assert inspection.at(lines.index("questions:") + 1) is None
    assert inspection.at(lines.index("  - id: single") + 1) == at["single"]
    assert inspection.at(lines.index("    as_of: 2017-12") + 1) == at["single"]
    assert inspection.at(lines.index("  - id: cloze") + 1) == at["cloze"]
    assert inspection.at(len(lines)) == at["cloze"]
    assert inspection.at(len(lines) + 5) is None
    assert inspection.at(0) is None
    assert Inspection().at(1) is None


QUESTION = "type: true-false, prompt: It is., answer: true"

SHAPES: dict[str, tuple[str, list[tuple[int, int, str]]]] = {
    "notes between": (
        "questions:\n# one\n  - id: a\n    answer: true\n\n  # two\n  - id: c\n# end\n",
        [(3, 6, "a"), (7, 9, "c")],
    ),
    "fields after": (
        "questions:\n  - id: a\n\n  - id: c\n    answer: true\nreferences:\n  - id: x\nlint: {}\n",
        [(2, 3, "a"), (4, 5, "c")],
    ),
    "fields before": ("lint: {}\nquestions:\n- id: a\n- id: c", [(3, 3, "a"), (4, 4, "c")]),
    "a note and a field after": ("questions:\n- id: a\n\n# mine\nreferences:\n- id: c\n", [(2, 4, "a")]),
    "in brackets": (
        f"questions:\n  - {{id: a, {QUESTION}}}\n  - {{id: c,\n     {QUESTION}}}\n",
        [(2, 2, "a"), (3, 5, "c")],
    ),
    "all in brackets": (
        f"questions: [\n  {{id: a, {QUESTION}}},\n  # note\n  {{id: c, {QUESTION}}}\n]\ntitle: B\n",
        [(2, 3, "a"), (4, 5, "c")],
    ),
    "a dash alone": ("questions:\n  -\n    id: a\n  - # note\n\n    id: c\n", [(2, 3, "a"), (4, 7, "c")]),
    "wide dashes": ("questions:\n  -   id: a\n  -   id: c\n", [(2, 2, "a"), (3, 4, "c")]),
    "a text with a dash": (
        "questions:\n  - id: a\n    text: |\n      - id: x\n      questions:\n  - id: c\n",
        [(2, 5, "a"), (6, 7, "c")],
    ),
    "no id": ("questions:\n  - prompt: It is.\n  - id:\n    prompt: Is it?\n", [(2, 2, ""), (3, 5, "")]),
    "empty items": (
        "questions:\n  - id: a\n  -\n  - text\n  - [x]\n",
        [(2, 2, "a"), (3, 3, ""), (4, 4, ""), (5, 6, "")],
    ),
    "an empty list": ("questions: []\n", []),
    "nothing": ("questions:\n", []),
    "no list": ("questions:\n  id: a\n", []),
    "no questions": ("id: b\n", []),
    "no mapping": ("- id: a\n- id: c\n", []),
    "a text": ("questions\n", []),
    "an empty file": ("", []),
    "a slip of YAML": ("questions:\n  - id: 'a\n    prompt: P\n  - id: c\n", [(2, 3, "'a"), (4, 5, "c")]),
    "slips everywhere": ("questions:\n  - id: a\n    prompt: 'P\n", [(2, 3, "a")]),
    "unreadable": ("questions: [\n  - id: 'a\n", []),
    "an end": ("---\nquestions:\n  - id: a\n...\n", [(3, 3, "a")]),
    "padded": ("questions:\n  - \"id \": ' a  b '\n", [(2, 3, "a b")]),
}


@pytest.mark.parametrize("case", SHAPES)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_places_are_told_by_line_however_the_bank_is_written(case: str, newline: str) -> None:
    text, expected = SHAPES[case]
    assert spans(text.replace("\n", newline)) == expected
    assert [(place.first, place.last, place.id) for place in look("\ufeff" + text).places] == expected


def test_a_question_with_a_fault_has_a_place_and_nothing_to_play() -> None:
    text = NINE.replace("answer: 366", "answer: many").replace("id: text", "id: number")
    inspection = look(text)
    questions = {place.first: place.question for place in inspection.places}
    assert [place.id for place in inspection.places] == [
        *("single", "multiple", "true-false", "number", "number", "order", "match", "classify", "cloze")
    ]
    assert [place.question is None for place in inspection.places] == [at in {3, 4} for at in range(9)]
    assert len(questions) == 9
    assert inspection.places[3].prompt == "How much was given?"


def test_questions_that_cannot_be_played_for_want_of_a_title_have_places_all_the_same() -> None:
    inspection = look(NINE.replace("title: Nine types\n", ""))
    assert inspection.bank is None
    assert len(inspection.places) == 9
    assert {place.question for place in inspection.places} == {None}


def assert_ordered(inspection: Inspection, text: str) -> None:
    """Places follow each other within the text, and a line is told to belong to one that has it."""
    length = len(Lines(text))
    for place in inspection.places:
        assert 1 <= place.first <= place.last <= length
    for place, after in pairwise(inspection.places):
        assert place.first <= place.last <= after.first  # the same where two stand on a line, in brackets
    for line in range(length + 2):
        place_ = inspection.at(line)
        assert place_ is None or place_.first <= line <= place_.last


@examples(40)
@given(banks(), tapes, newlines, marks)
def test_every_line_of_the_questions_belongs_to_one_of_them(
    tree: Mapping, tape: list[int], newline: str, mark: str
) -> None:
    file = written(tree, tape, newline, mark)
    inspection = look(file.data)
    assert inspection.bank is not None
    assert [place.question for place in inspection.places] == list(inspection.bank.questions)
    assert_ordered(inspection, file.text)
    first, last = inspection.places[0].first, inspection.places[-1].last
    assert all(inspection.at(line) for line in range(first, last + 1))
    assert inspection.at(first - 1) is None
    assert inspection.at(last + 1) is None


@st.composite
def lists(draw: st.DrawFn) -> tuple[str, list[str], list[tuple[int, int, str]]]:
    """Build a bank in blocks by hand, with the lines of each question."""
    note = st.lists(st.sampled_from(["", "# note", "  # note", "      # note"]), max_size=2)
    dash = draw(st.integers(0, 4))
    rows = ["id: b", "title: B", *draw(st.sampled_from([[], ["lint: {}"], ["description: |", "  - id: no"]]))]
    rows += ["questions:" + draw(st.sampled_from(["", " # all"])), *draw(note)]
    found = []
    for number in range(draw(st.integers(1, 5))):
        first = len(rows) + 1
        opening = [f"- id: q{number}"] if draw(st.booleans()) else ["- # dash", *draw(note), f"  id: q{number}"]
        body = [
            *("  type: true-false", "  prompt: >-", "    It", "", "    - is:", "  answer: true"),
            *draw(st.sampled_from([[], ["  hint: |", "    questions:", "    - id: no"]])),
        ]
        rows += [" " * dash + row if row else row for row in (*opening, *body)]
        rows += draw(note)
        found.append((first, len(rows), f"q{number}"))
    after = draw(st.sampled_from([[], ["references:", "  - id: x", "    title: X"], ["lint:", "  ignore: [F001]"]]))
    if not after:
        found[-1] = (found[-1][0], len(rows) + 1, found[-1][2])
    return "\n".join((*rows, *after, "")), after, found


@examples(40)
@given(lists(), newlines)
def test_places_are_those_of_the_hand_that_wrote_them(
    one: tuple[str, list[str], list[tuple[int, int, str]]], newline: str
) -> None:
    text, after, expected = one
    inspection = look(text.replace("\n", newline))
    assert [(place.first, place.last, place.id) for place in inspection.places] == expected
    assert all(place.question is not None for place in inspection.places)
    total = text.count("\n") + 1
    for line in range(total - len(after), total + 1) if after else ():
        assert inspection.at(line) is None


@examples(60)
@given(near_files())
def test_nothing_that_is_nearly_a_bank_upsets_the_places(file: Written) -> None:
    inspection = look(file.data)
    assert_ordered(inspection, file.text)
    playable = [place.question for place in inspection.places if place.question is not None]
    assert playable == list(inspection.bank.questions if inspection.bank else ())


# Findings


def test_what_is_found_is_what_the_check_finds(shelf: Path, nine_file: Path) -> None:
    text = NINE.replace("- un-1718, paragraph 8", "- un-1817").replace("Pyongyang, ", "Pyongyang , ")
    file = BankFile.version(nine_file, shelf, text.encode())
    inspection = inspect(file, shelf)
    assert inspection.diagnostics == check_file(file).diagnostics
    assert any("un-1817" in one.message for one in inspection.diagnostics)
    assert [reference.id for reference in inspection.references] == ["un-1718", "eeas-2013"]


def test_own_references_may_be_cited_too() -> None:
    own = "references:\n  - id: mine\n    title: Mine\n  - id: un-1718\n    title: Better\n"
    inspection = look(NINE + own, SOURCES)
    assert {one.id: one.title for one in inspection.references} == {
        "un-1718": "Better",
        "eeas-2013": "EU relations",
        "mine": "Mine",
    }


def test_references_may_be_cited_in_a_bank_that_still_lacks_a_title() -> None:
    inspection = look("id: b\nreferences:\n  - id: mine\n    title: Mine\nquestions: []\n")
    assert [one.id for one in inspection.references] == ["mine"]


def test_a_source_list_that_cannot_be_read_is_told_once() -> None:
    inspection = look(NINE, "references: 'x")
    assert [one.code for one in inspection.diagnostics] == ["B046"]
    assert inspection.references == ()
    assert len(inspection.places) == 9


def test_the_settings_of_the_folder_apply(tmp_path: Path) -> None:
    deep = tmp_path / "deep"
    deep.mkdir()
    path = deep / "bank.yaml"
    text = NINE.replace("title: Nine types", "title: Nine types  ").replace("    explanation: They do.\n", "")
    file = BankFile(path, text.encode(), None)
    codes = {one.code for one in inspect(file, tmp_path).diagnostics}
    assert codes >= {"S001", "B040"}
    settings = tmp_path / "quiz.toml"
    settings.write_text('ignore = ["B040"]\n[files."deep/*.yaml"]\nignore = ["S"]\n', encoding="utf-8")
    assert not {"B040", "S001"} & {one.code for one in inspect(file, tmp_path).diagnostics}
    assert fixed_data(file, tmp_path) == file.data
    assert "B040" in {one.code for one in inspect(file, deep).diagnostics}
    settings.write_text("ignore = [\n", encoding="utf-8")
    assert {one.code for one in inspect(file, tmp_path).diagnostics} == codes


def found(line: int, severity: Severity, column: int = 1, code: str = "X") -> Diagnostic:
    return Diagnostic(code, "x", severity, "X.", "b.yaml", Span(line, column, line, column + 1))


def test_of_the_findings_on_a_line_an_error_is_told_first() -> None:
    hint, warning, error = found(3, Severity.HINT), found(3, Severity.WARNING, 4), found(3, Severity.ERROR, 9)
    later = found(6, Severity.ERROR)
    places = (WrittenQuestion(2, 4, "a", "", None), WrittenQuestion(5, 7, "c", "", None))
    inspection = Inspection(None, (hint, warning, error, later), places)
    assert inspection.finding_at(3) == error
    assert inspection.finding_at(2) == inspection.finding_at(4) == error
    assert inspection.finding_at(7) == later
    assert inspection.finding_at(1) is None
    assert inspection.finding_at(8) is None
    alone = Inspection(None, (hint, warning), places)
    assert alone.finding_at(3) in (hint, warning)
    assert alone.finding_at(6) is None
    assert Inspection(None, (later, found(7, Severity.HINT)), places).finding_at(7) == found(7, Severity.HINT)


# Fixing

SLOPPY = (
    NINE.replace("title: Nine types", "title: Nine types  ")
    .replace("  - id: order\n", "  - ")
    .replace("  -     type", "  - type")
)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_mended_bank_is_what_the_check_writes(invoke: Invoke, nine_file: Path, newline: str, mark: str) -> None:
    data = (mark + SLOPPY.replace("\n", newline)).encode()
    nine_file.write_bytes(data)
    after = fixed_data(BankFile.read(nine_file, nine_file.parent), nine_file.parent)
    assert nine_file.read_bytes() == data
    invoke("check", "--fix", nine_file)
    assert after == nine_file.read_bytes() != data


@examples(15)
@given(sloppy_files())
def test_mending_twice_is_mending_once_and_makes_nothing_worse(file: Written) -> None:
    one = BankFile(PATH, file.data, None)
    after = BankFile(PATH, fixed_data(one, PATH.parent), None)
    assert fixed_data(after, PATH.parent) == after.data
    errors = [sum(map(is_error, inspect(version, PATH.parent).diagnostics)) for version in (one, after)]
    assert errors[1] <= errors[0]


@pytest.mark.parametrize("name", BANKS)
def test_there_is_nothing_to_mend_in_the_bundled_banks(name: str) -> None:
    file = BankFile.read(BUNDLED / f"{name}.yaml", BUNDLED)
    assert fixed_data(file, BUNDLED) == file.data
