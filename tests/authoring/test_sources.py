"""A source is added to a bank or a source list, and cited, wherever lists of lines can take it."""

import json
from pathlib import Path
from typing import Final

import pytest

from quiz.authoring.attachments import with_new_part
from quiz.authoring.question_edits import QuestionEdit
from quiz.authoring.source_shelf import THIS_BANK, SourceShelf
from quiz.authoring.sources import NewSource, names_in, with_reference, with_source
from quiz.files import FileProblem
from quiz.library.library import SOURCES_NAME
from quiz.reading.reader import read_bank
from quiz.reading.references import read_sources

BOOK: Final = NewSource("book", "Bread: a history", "Baker & Co.", "2018-04", "https://example.org/b", "page 3: rye")
FIELDS: Final = BOOK.fields("baker-co-2018")
ROWS: Final = [
    "- id: baker-co-2018",
    "  type: book",
    '  title: "Bread: a history"',
    "  publisher: Baker & Co.",
    "  issued: 2018-04",
    "  URL: https://example.org/b",
]
BRACES: Final = json.dumps(FIELDS)


def lines(indent: int = 2, newline: str = "\n") -> str:
    return "".join(" " * indent + row + newline for row in ROWS)


@pytest.mark.parametrize(
    ("source", "taken", "name"),
    [
        (BOOK, (), "baker-co-2018"),
        (BOOK, ("baker-co-2018",), "baker-co-2018-2"),
        (NewSource("webpage", "The oldest ovens of all of Europe"), (), "oldest-ovens-all"),
        (NewSource("webpage", "빵"), (), "source"),
        (NewSource("webpage", "Ovens", issued="about 2018"), (), "ovens"),
    ],
)
def test_a_source_is_named_by_who_published_it_and_when(source: NewSource, taken: tuple[str, ...], name: str) -> None:
    assert source.name(taken) == name


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        (BOOK, None),
        (NewSource("book", ""), "A source needs a title."),
        (
            NewSource("book", "B", url="ftp://x"),
            "The address is not used: write an address that starts with https://",
        ),
    ],
)
def test_what_cannot_be_taken_is_said(source: NewSource, problem: str | None) -> None:
    assert source.problem is None if problem is None else str(source.problem).startswith(problem)


HEAD: Final = "id: b\ntitle: B\nquestions:\n  - id: a\n    type: text\n    prompt: '\n"
CASES: Final = {
    "a bank without references": (HEAD, f"{HEAD}\nreferences:\n{lines()}"),
    "a bank without an end of its last line": (HEAD.rstrip("\n"), f"{HEAD}\nreferences:\n{lines()}"),
    "references with dashes at the edge": (
        f"{HEAD}references:\n- id: r\n  title: R\n\n# end\n",
        f"{HEAD}references:\n- id: r\n  title: R\n{lines(0)}\n# end\n",
    ),
    "references above the questions": (
        "references:\n  - id: r\n    title: R\n\nquestions:\n  - id: a\n",
        f"references:\n  - id: r\n    title: R\n{lines()}\nquestions:\n  - id: a\n",
    ),
    "empty references": (f"{HEAD}references:  # none\n", f"{HEAD}references:  # none\n{lines()}"),
    "empty brackets": (f"{HEAD}references: []\n", f"{HEAD}references:\n{lines()}"),
    "a source list that is not there yet": ("", f"references:\n{lines()}"),
    "a source list": ("references:\n  - id: r\n    title: R", f"references:\n  - id: r\n    title: R\n{lines()}"),
    "a list alone": ("- id: r\n  title: R\n", f"- id: r\n  title: R\n{lines(0)}"),
    "a list alone, with remarks": (
        "# list\n  - id: r\n    note: >-\n      # no remark\n\n# end\n",
        f"# list\n  - id: r\n    note: >-\n      # no remark\n{lines()}\n# end\n",
    ),
    "a list alone, before an end": ("---\n- {id: r}\n...\n", f"---\n- {{id: r}}\n{lines(0)}...\n"),
    "references in brackets": ("references: [{id: r}]\n", f"references: [{{id: r}}, {BRACES}]\n"),
    "brackets on several lines": (
        "references: [\n  {id: r},  # one\n]\n",
        f"references: [\n  {{id: r}}, {BRACES},  # one\n]\n",
    ),
    "brackets alone, and empty": ("[]\n", f"[{BRACES}]\n"),
    "braces around all": ('{"references": [{"id": "r"}]}\n', f'{{"references": [{{"id": "r"}}, {BRACES}]}}\n'),
}


@pytest.mark.parametrize("case", CASES)
def test_a_reference_is_put_at_the_end_of_the_references(case: str) -> None:
    before, after = CASES[case]
    assert with_reference(before, FIELDS) == after
    if before:
        assert with_reference(f"\ufeff{before}", FIELDS) == f"\ufeff{after}"
        windows = with_reference(before.replace("\n", "\r\n"), FIELDS)
        assert windows == after.replace("\n", "\r\n" if "\n" in before else "\n")


@pytest.mark.parametrize("text", ["- r\n", "references: x\n", "- id: 'r\n", "references: [{id: r}\n"])
def test_what_is_no_list_of_references_takes_none(text: str) -> None:
    assert with_reference(text, FIELDS) is None


@pytest.mark.parametrize("case", CASES)
def test_what_is_added_is_read_and_what_was_there_stays(case: str) -> None:
    before, after = CASES[case]
    if "questions" not in before:
        known = read_sources(before.encode(), "s").references
        assert read_sources(after.encode(), "s").references.keys() == {*known, "baker-co-2018"}
        assert names_in(after) >= {*known, "baker-co-2018"}


BANK: Final = """\
id: b
title: B
questions:
  - id: a
    type: true-false
    prompt: Rye is a grain.
    answer: true
    explanation: So it is.

  - id: b
    type: true-false
    prompt: Salt is a grain.
    answer: false
    explanation: It is not.
"""


@pytest.mark.parametrize("above", ["", "references:\n  - id: r\n    title: R\n"])
def test_a_source_is_added_and_cited_in_one_edit(above: str) -> None:
    text = BANK.replace("questions:", f"{above}questions:")
    line = text[: text.index("Rye")].count("\n") + 1
    edit = with_source(text, line, BOOK, "baker-co-2018")
    assert edit is not None
    assert edit.text.split("\n")[edit.line - 1] == '      - "baker-co-2018, page 3: rye"'
    bank = read_bank(edit.text.encode(), "b", {}).bank
    assert bank is not None
    assert [(one.ref, one.locator) for one in bank.questions[0].citations] == [("baker-co-2018", "page 3: rye")]
    assert bank.references["baker-co-2018"].title == "Bread: a history"
    assert bank.references["baker-co-2018"].url == "https://example.org/b"


@pytest.mark.parametrize("part", ["passage", "lesson", "event"])
def test_a_source_is_cited_in_what_stands_beside_the_questions_too(part: str) -> None:
    begun = with_new_part(BANK, part)
    assert begun is not None
    edit = with_source(begun.text, begun.line, BOOK, "baker-co-2018")
    assert edit is not None
    rows = edit.text.split("\n")
    assert rows[edit.line - 2 : edit.line] == ["    sources:", '      - "baker-co-2018, page 3: rye"']
    assert rows.index(f"{part}s:") < edit.line < rows.index("questions:") + 1


def test_outside_of_questions_a_source_is_only_added() -> None:
    assert with_source(BANK, 1, BOOK, "x") == QuestionEdit(
        f"{BANK}\nreferences:\n{lines().replace('baker-co-2018', 'x')}", 1
    )


def test_a_new_source_list_is_read_and_its_ids_are_taken() -> None:
    text = with_reference("", FIELDS)
    assert text is not None
    assert list(read_sources(text.encode(), "s").references) == ["baker-co-2018"]
    assert names_in(text, BANK) == {"baker-co-2018", "a", "b"}


# Where sources are kept


def test_a_source_is_kept_in_the_bank_or_in_the_list_beside_it(tmp_path: Path) -> None:
    shelf = SourceShelf(tmp_path / "b.yaml", tmp_path)
    assert shelf.places(BANK) == (THIS_BANK, SOURCES_NAME)
    edit = shelf.added(BANK, 6, BOOK, SOURCES_NAME)
    assert edit is not None
    assert edit.text == BANK.replace("So it is.\n", 'So it is.\n    sources:\n      - "baker-co-2018, page 3: rye"\n')
    assert (tmp_path / SOURCES_NAME).read_text(encoding="utf-8") == f"references:\n{lines()}"
    assert shelf.places(edit.text) == (SOURCES_NAME, THIS_BANK)
    again = shelf.added(edit.text, 14, NewSource("book", "B", "Baker Co", "2018"), THIS_BANK)
    assert again is not None
    assert again.text.endswith("      - baker-co-2018-2\n\nreferences:\n" + "  - id: baker-co-2018-2\n    type: book\n"
                               "    title: B\n    publisher: Baker Co\n    issued: 2018\n")  # fmt: skip
    assert shelf.places(again.text) == (THIS_BANK, SOURCES_NAME)
    assert shelf.added(BANK, 1, BOOK, SOURCES_NAME) == QuestionEdit(BANK, 1)


CITED: Final = {
    "      - Baker 2018, page 7": "      - Baker 2018, page 7",
    "      - Baker 2018": '      - "Baker 2018, page 3: rye"',
    "    - Baker 2018,   # old": "    - Baker 2018,   # old",
    "      - rye\n\n      # and\n      - Baker 2018, p": "      - rye\n\n      # and\n      - Baker 2018, p",
}


@pytest.mark.parametrize("place", [THIS_BANK, SOURCES_NAME])
@pytest.mark.parametrize("written", CITED)
def test_a_source_that_is_cited_already_gets_the_name_it_is_cited_by(written: str, place: str, tmp_path: Path) -> None:
    text = BANK.replace("So it is.\n", f"So it is.\n    sources:\n{written}\n")
    line = text[: text.index("Baker")].count("\n") + 1
    edit = SourceShelf(tmp_path / "b.yaml", tmp_path).added(text, line, BOOK, place)
    assert edit is not None
    assert edit.line == line
    cited = text.replace(written, CITED[written])
    rows = lines().replace("id: baker-co-2018", "id: Baker 2018")
    if place == THIS_BANK:
        assert edit.text == f"{cited}\nreferences:\n{rows}"
    else:
        assert edit.text == cited
        assert (tmp_path / SOURCES_NAME).read_text(encoding="utf-8") == f"references:\n{rows}"


@pytest.mark.parametrize(
    "written",
    [
        "    sources:\n      - known one, page 7\n",
        "    sources: [Baker 2018]\n",
        "    sources:\n      - ref: Baker 2018\n",
        "    tags:\n      - Baker\n",
    ],
)
def test_a_source_beside_what_is_cited_otherwise_gets_a_name_of_its_own(written: str, tmp_path: Path) -> None:
    known = "references:\n  - id: known one\n    title: K\n"
    text = BANK.replace("So it is.\n", f"So it is.\n{written}") + known
    line = text[: text.index(written.rstrip()[-5:])].count("\n") + 1
    edit = SourceShelf(tmp_path / "b.yaml", tmp_path).added(text, line, BOOK, THIS_BANK)
    assert edit is not None
    assert "baker-co-2018, page 3: rye" in edit.text
    assert edit.text.endswith(known + lines())


def test_a_source_list_that_cannot_be_written_is_left_alone(tmp_path: Path) -> None:
    shelf, listed = SourceShelf(tmp_path / "b.yaml", tmp_path), tmp_path / SOURCES_NAME
    listed.write_text("references: [{id: r, title: R\n", encoding="utf-8")
    assert shelf.added(BANK, 6, BOOK, SOURCES_NAME) is None
    listed.write_bytes(b"references:\xff\n")
    with pytest.raises(FileProblem, match="UTF-8"):
        shelf.added(BANK, 6, BOOK, SOURCES_NAME)
    assert listed.read_bytes() == b"references:\xff\n"
