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
        ("{raw: ''}", None),
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
        ("{family: ''}", None),
    ],
)
def test_authors(written: str, shown: str | None) -> None:
    sources = read(f"references:\n  - {{id: a, title: b, author: {written}}}\n")
    assert sources.diagnostics == ()
    assert sources.references["a"].author == shown


@pytest.mark.parametrize(
    ("written", "column", "meant"),
    [
        ("acessed: 2026-11-22", 3, "did you mean `accessed`?"),
        ("notes: Second.", 3, "did you mean `note`?"),
        ("Genre: report", 3, "did you mean `genre`?"),
        ("author: {familly: Kim}", 12, "did you mean `family`?"),
        ("author: [{family: Kim, givn: Min}]", 26, "did you mean `given`?"),
        ("issued: {date_parts: [[2006]]}", 12, "did you mean `date-parts`?"),
        ("issued: {date-parts: x}", 3, "write a date as text, such as `2006-10-14`, or `date-parts: [[2006, 10, 14]]`"),
        ("accessed: {day: 3}", 3, "write a date as text, such as `2006-10-14`, or `date-parts: [[2006, 10, 14]]`"),
        ("author: {x: y}", 3, "write a name as text, or a list of `family` and `given`, or of `literal` for a body"),
    ],
)
def test_what_is_not_shown_by_a_slip_is_told_and_the_reference_is_used(written: str, column: int, meant: str) -> None:
    sources = read(f"- id: a\n  title: b\n  {written}\n")
    assert [(one.code, one.span.line, one.span.column, one.help) for one in sources.diagnostics] == [
        ("B054", 3, column, meant)
    ]
    assert sources.references["a"].title == "b"


def test_fields_of_csl_that_look_like_slips_are_none() -> None:
    fields = "issue: 3, url: 'https://a.example', edition: 2, event-date: 2006, page: 4, part: 1, title-short: T"
    assert read(f"- {{id: a, title: b, {fields}}}\n").diagnostics == ()


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
