"""A copy of a bundled bank: it says the same without the list of sources, and keeps every byte of the bank."""

from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from quiz.authoring.copy import duplicate, own_copy
from quiz.bank.model import Bank
from quiz.files import FileProblem
from quiz.library.library import BankFile, SourceList, open_bank
from quiz.reading.reader import read_bank
from tests.conftest import NINE, SOURCES
from tests.examples import examples

BUNDLED = Path(__file__).parents[2] / "questions"
BANKS = ("aid", "diplomacy", "human-rights", "sanctions")
PATH = Path("/nowhere/bank.yaml")
SCHEMA_LINE = "# yaml-language-server: $schema=bank.schema.json\n"


def file(bank: str | bytes, sources: str | bytes | FileProblem | None) -> BankFile:
    data = bank.encode() if isinstance(bank, str) else bank
    beside = sources.encode() if isinstance(sources, str) else sources
    return BankFile(PATH, data, None if beside is None else SourceList(PATH.parent / "sources.yaml", beside))


def read(one: BankFile) -> Bank:
    bank = read_bank(one.data, "b.yaml", one.references()[0]).bank
    assert bank is not None
    return bank


def assert_whole(one: BankFile) -> str:
    """The copy says by itself what the bank says with its sources; returns its text."""
    copy = own_copy(one)
    reading = read_bank(copy, "b.yaml", {})
    assert reading.diagnostics == ()
    assert reading.bank == read(one)
    return copy.decode()


def added(before: str, after: str) -> str:
    """Return what was put into a text at one place, everything else being as it was."""
    start = next((at for at, pair in enumerate(zip(before, after, strict=False)) if pair[0] != pair[1]), len(before))
    length = len(after) - len(before)
    assert after[:start] + after[start + length :] == before
    return after[start : start + length]


@pytest.mark.parametrize("name", BANKS)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_the_copy_of_a_bundled_bank_says_the_same_alone(name: str, newline: str, tmp_path: Path) -> None:
    one = BankFile.read(BUNDLED / f"{name}.yaml", BUNDLED)
    text = one.data.decode().replace("\n", newline)
    one = BankFile.version(one.path, BUNDLED, text.encode())
    copy = own_copy(one)
    path = tmp_path / f"{name}.yaml"
    path.write_bytes(copy)
    entry = open_bank(path)
    assert entry.diagnostics == ()
    assert entry.bank == read(one)
    rest = added(text.partition(newline)[2], copy.decode())
    assert rest.startswith(f"{newline}references:{newline}  - id: ")
    assert rest.count("\n") == rest.count(newline)
    assert one.source_list is not None
    assert isinstance(one.source_list.data, bytes)
    assert set(rest.splitlines()[2:]) <= set(one.source_list.data.decode().splitlines())


def test_only_what_is_cited_is_taken_along() -> None:
    bank = NINE.replace("- un-1718, paragraph 8", "- eeas-2013").replace("[un-1718]", "[eeas-2013]")
    copy = assert_whole(file(SCHEMA_LINE + bank, SOURCES))
    assert copy == bank + "\nreferences:\n" + SOURCES[SOURCES.index("  - id: eeas") :]


def test_a_bank_that_cites_nothing_from_the_list_is_copied_as_it_is() -> None:
    bank = NINE.replace("un-1718", "elsewhere").replace("eeas-2013", "elsewhere")
    for sources in (SOURCES, "", None):
        assert own_copy(file(bank, sources)).decode() == bank
        assert own_copy(file(SCHEMA_LINE + bank, sources)).decode() == bank


@pytest.mark.parametrize("ends", ["\n", "", "\n\n\n", "\n# the end\n", "\n# the end", "\n...\n", "\n  # deep\n"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_everything_else_is_kept_byte_for_byte(ends: str, newline: str, mark: str) -> None:
    text = (NINE.rstrip("\n") + ends).replace("\n", newline)
    copy = assert_whole(file(mark + SCHEMA_LINE.replace("\n", newline) + text, SOURCES))
    assert copy.startswith(mark)
    rest = added(text, copy.removeprefix(mark))
    assert rest.strip().startswith("references:")
    assert rest.replace(newline, "") == rest.replace("\r", "").replace("\n", "")


REFERENCES = SOURCES.partition("\n")[2]
FIRST, SECOND = REFERENCES.partition("  - id: eeas")[0], "  - id: eeas" + REFERENCES.partition("  - id: eeas")[2]

LISTS = {
    "at the edge": "references:\n" + REFERENCES.replace("\n  ", "\n")[2:],
    "deeper": "references:\n" + REFERENCES.replace("\n  ", "\n       ").replace("  -", "       -", 1),
    "without a name": REFERENCES.replace("\n  ", "\n")[2:],
    "comments": f"# all\nreferences: # of them\n# one\n{FIRST}\n\n  # two\n# three\n{SECOND}    # four\n# five\n",
    "comments within": SOURCES.replace("    publisher", "    # who\n    publisher"),
    "windows": SOURCES.replace("\n", "\r\n"),
    "a mark": "\ufeff" + SOURCES,
    "no last break": SOURCES.rstrip("\n"),
    "an end": f"---\n{SOURCES}...\n",
    "more after it": f"{SOURCES}note: nothing\n",
    "more before it": f"note: nothing\n{SOURCES}",
    "a dash alone": SOURCES.replace("- id", "-\n    id"),
    "a dash with a comment": SOURCES.replace("- id", "- # this\n\n    # so\n    id"),
    "wide dashes": SOURCES.replace("  - id: ", "  -   id: ").replace("\n    ", "\n      "),
    "in brackets": "references: [{id: un-1718, type: legislation, title: 'Resolution 1718', publisher: United Nations, "
    'issued: 2006-10-14, URL: "https://example.org/1718"},\n {id: eeas-2013, type: webpage, title: EU relations,\n'
    "publisher: EEAS}]\n",
    "brackets around all": '{references: [{id: un-1718, title: "a: b"}, {id: eeas-2013, title: \'say "😀"\'}]}\n',
    "brackets in a list": "references:\n  - {id: un-1718,\n title: One}\n  - {id: eeas-2013, title: Two}\n",
    "long texts": "references:\n  - id: un-1718\n    title: >-\n      One\n\n      # not a note\n    note: |\n"
    "      - a\n        b\n  - id: eeas-2013\n    title: 'Two\n\n      lines'\n    author: [{family: A}, B]\n",
    "the same twice": SOURCES + FIRST.replace("Resolution 1718", "Another"),
}


@pytest.mark.parametrize("case", LISTS)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_list_may_be_written_in_any_hand(case: str, newline: str) -> None:
    text = NINE.replace("\n", newline)
    rest = added(text, assert_whole(file(text, LISTS[case])))
    assert rest.startswith(f"{newline}references:{newline}")
    assert rest.endswith(newline)
    assert rest.count("\n") == rest.count(newline)
    for lost in ("# one", "# two", "# three", "# five", "note: nothing"):
        assert lost not in rest


OWN = {
    "a list": f"references:\n{SECOND}",
    "a list at the edge": "references:\n" + SECOND.replace("\n  ", "\n")[2:],
    "a deeper list": "references:\n" + SECOND.replace("\n  ", "\n      ").replace("  -", "      -", 1).rstrip(" "),
    "a list with notes": f"references: # mine\n# one\n{SECOND}\n  # that is all\n# really\n",
    "a list with a dash alone": f"references:\n{SECOND.replace('- id', '-' + chr(10) + '    id')}",
    "in brackets": "references: [{id: eeas-2013, title: EU relations}]\n",
    "in brackets with a comma": "references: [{id: eeas-2013, title: EU relations, } , # it\n  ]\n",
    "empty": "references:\n",
    "empty with a note": "references:   # none yet\n",
    "empty brackets": "references: [] # none\n",
}


@pytest.mark.parametrize("case", OWN)
@pytest.mark.parametrize("where", ["first", "last", "between"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_bank_with_references_of_its_own_gets_the_others(case: str, where: str, newline: str) -> None:
    match where:
        case "first":
            text = OWN[case] + NINE
        case "last":
            text = NINE + OWN[case].rstrip("\n")
        case _:
            text = NINE.replace("questions:", f"{OWN[case]}\nquestions:")
    text = text.replace("\n", newline)
    rest = added(text, assert_whole(file(text, SOURCES)))
    assert "un-1718" in rest
    assert ("eeas-2013" in rest) == ("empty" in case)


def test_what_a_bank_says_of_a_reference_itself_counts() -> None:
    own = "references:\n  - id: un-1718\n    title: My own\n  - id: eeas-2013\n    title: Mine too\n"
    assert own_copy(file(NINE + own, SOURCES)).decode() == NINE + own


FLOW = (
    "{id: b, title: B, questions: [{id: a, type: true-false, prompt: It is., answer: true, explanation: So., "
    "sources: [un-1718]}]%s}"
)


@pytest.mark.parametrize(
    "own", ["", ",", ", references: []", ", references: [{id: mine, title: Mine}]", ", references: "]
)
def test_a_bank_in_brackets_is_copied_too(own: str) -> None:
    text = FLOW % own
    assert "https://example.org/1718" in added(text, assert_whole(file(text, SOURCES)))


def test_an_indented_bank_is_copied_too() -> None:
    text = "".join(f"  {row}\n" for row in NINE.splitlines())
    rest = added(text, assert_whole(file(text, SOURCES.replace("\n  ", "\n"))))
    assert rest.startswith("\n  references:\n  - id: un-1718\n")


@pytest.mark.parametrize(
    "data", [b"", b"\xff", b"id: 'b", b"[a]", "id: b\n".encode("utf-16"), b"\xef\xbb\xbf", b"id: b\nreferences: none\n"]
)
def test_what_is_no_bank_is_copied_as_it_is(data: bytes) -> None:
    assert own_copy(file(data, SOURCES)) == data


@pytest.mark.parametrize("sources", [FileProblem(PATH, "no"), b"\xff", "references: 'x", "", "references: none", "[1]"])
def test_without_a_list_that_can_be_read_the_bank_is_copied_as_it_is(sources: FileProblem | str | bytes) -> None:
    assert own_copy(file(SCHEMA_LINE + NINE, sources)).decode() == NINE


@examples(30)
@given(
    st.lists(st.sampled_from(["\n", "# note\n", "    # note\n", "  # note\n"]), max_size=4),
    st.lists(st.sampled_from(["\n", "# note\n", "    # note\n", "  # note\n"]), max_size=4),
    st.sampled_from(["\n", "\r\n"]),
)
def test_notes_and_blank_lines_stand_anywhere(between: list[str], after: list[str], newline: str) -> None:
    notes, end = "".join(between), "".join(after)
    one = file((NINE + end).replace("\n", newline), f"references:\n{notes}{FIRST}{notes}{SECOND}{end}")
    assert_whole(one)
    assert_whole(file(f"{NINE}{notes}references:\n{notes}{FIRST}{end}", f"references:\n{SECOND}{end}"))


def test_a_duplicate_has_its_own_id_and_title_and_all_else_of_the_bank(tmp_path: Path) -> None:
    path = tmp_path / "b.yaml"
    path.write_bytes(b"\xef\xbb\xbfid: b\r\ntitle: B # so\r\nquestions:\r\n")
    file = BankFile.read(path, tmp_path)
    assert duplicate(file, "c", "C: two", is_alone=False) == (
        b'\xef\xbb\xbfid: c\r\ntitle: "C: two" # so\r\nquestions:\r\n'
    )
    assert duplicate(BankFile.version(path, tmp_path, b"id: b\n"), "c", "C", is_alone=False) is None
    assert duplicate(BankFile.version(path, tmp_path, b"id: b\ntitle: \xff\n"), "c", "C", is_alone=False) is None
