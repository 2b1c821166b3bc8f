import pytest

from quiz.bank.model import Reference
from quiz.reading.references import Sources, read_sources


def read(text: str) -> Sources:
    return read_sources(text.encode(), "sources.yaml")


def codes(sources: Sources) -> list[str]:
    return [one.code for one in sources.diagnostics]


def test_a_reference_is_read_as_the_card_shows_it() -> None:
    sources = read("""\
references:
  - id: un-1718
    type: legislation
    title: Resolution 1718 (2006)
    publisher: United Nations
    author: Security Council
    issued: 2006-10-14
    accessed: 2026-11-22
    URL: https://undocs.org/S/RES/1718(2006)
    genre: resolution
    note: Seen as a copy.
    DOI: 10.1/x
    custom: {a: [b]}
""")
    assert sources.diagnostics == ()
    assert sources.references == {
        "un-1718": Reference(
            id="un-1718",
            type="legislation",
            title="Resolution 1718 (2006)",
            publisher="United Nations",
            author="Security Council",
            issued="2006-10-14",
            accessed="2026-11-22",
            url="https://undocs.org/S/RES/1718(2006)",
            genre="resolution",
            note="Seen as a copy.",
        )
    }


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("2013", "2013"),
        ("14 October 2006", "14 October 2006"),
        ("{date-parts: [[2006, 10, 4]]}", "2006-10-04"),
        ("{date-parts: [2006, 10]}", "2006-10"),
        ("{date-parts: [['2006']]}", "2006"),
        ("{date-parts: [[2006, 1], [2007, 2, 3]]}", "2006-01/2007-02-03"),
        ("{date-parts: [[2006]], circa: true}", "c. 2006"),
        ("{literal: autumn 2006}", "autumn 2006"),
        ("{raw: 2006/2007}", "2006/2007"),
        ("[{year: 2006, month: 10, day: 4}]", "2006-10-04"),
        ("{year: 2006}", "2006"),
        ("[]", None),
        ("{date-parts: []}", None),
        ("{date-parts: x}", None),
    ],
)
def test_dates_of_pandoc_and_zotero(written: str, shown: str | None) -> None:
    sources = read(f"references:\n  - {{id: a, title: b, issued: {written}}}\n")
    assert sources.diagnostics == ()
    assert sources.references["a"].issued == shown


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Council", "Council"),
        ("[{family: Kim, given: Min}, {literal: United Nations}]", "Min Kim, United Nations"),
        ("{family: Gogh, given: Vincent, non-dropping-particle: van}", "Vincent van Gogh"),
        ("[A. Author, B. Author]", "A. Author, B. Author"),
        ("[]", None),
        ("{x: y}", None),
    ],
)
def test_authors(written: str, shown: str | None) -> None:
    sources = read(f"references:\n  - {{id: a, title: b, author: {written}}}\n")
    assert sources.diagnostics == ()
    assert sources.references["a"].author == shown


@pytest.mark.parametrize("start", ["---\nreferences:\n", "nocite: x\nreferences:\n", ""])
def test_the_forms_that_other_programs_write(start: str) -> None:
    sources = read(f"{start}- id: a\n  title: b\n")
    assert sources.diagnostics == ()
    assert list(sources.references) == ["a"]


def test_the_document_end_that_pandoc_writes() -> None:
    assert list(read("---\nreferences:\n- id: a\n  title: b\n...\n").references) == ["a"]


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "file:///etc/passwd", "ftp://a.example", "http://", "https://a b"]
)
def test_other_addresses_are_dropped_with_a_warning(url: str) -> None:
    sources = read(f"references:\n  - id: a\n    title: b\n    URL: {url!r}\n")
    assert codes(sources) == ["B045"]
    assert sources.references["a"].url is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("references:\n  - title: b\n", ["B002"]),
        ("references:\n  - id: a\n", ["B002"]),
        ("references:\n  - just text\n", ["B043"]),
        ("references:\n  - {id: 'a, b', title: c}\n", ["B043"]),
        ("references:\n  - {id: a, title: [b]}\n", ["B005"]),
        ("references: text\n", ["B005"]),
        ("text\n", ["B001"]),
        ("other: x\n", ["B001"]),
        ("references: [\n", ["Y012"]),
        ("", ["Y003"]),
        ("references:\n", []),
        ("references: []\n", []),
    ],
)
def test_faulty_references_are_left_out(text: str, expected: list[str]) -> None:
    sources = read(text)
    assert codes(sources) == expected
    assert sources.references == {}


def test_a_reference_that_stands_twice() -> None:
    sources = read("references:\n  - {id: a, title: first}\n  - {id: b, title: c}\n  - {id: a, title: second}\n")
    (one,) = sources.diagnostics
    assert one.code == "B044"
    assert one.span.line == 4
    assert one.related[0].span.line == 2
    assert {name: reference.title for name, reference in sources.references.items()} == {"a": "first", "b": "c"}


def test_text_is_cleaned() -> None:
    sources = read('references:\n  - {id: a, title: "x \\e[31m\\n y", note: "\\u202e"}\n')
    assert sources.references["a"].title == "x ␛[31m y"
    assert sources.references["a"].note == "<U+202E>"
