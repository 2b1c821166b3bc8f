"""What is said of sources that are not there: where to add them, and once where all are lacking."""

import pytest

from quiz.reading.reader import read_bank
from quiz.reading.references import read_sources

QUESTION = "    type: true-false\n    prompt: P.\n    answer: true\n    explanation: E.\n"
PLACES = "add it to `references:` in the bank, or in sources.yaml beside it"
SHARED = read_sources(b"references:\n  - id: un-1718\n    title: R\n", "s").references


def bank(*more: str) -> str:
    questions = (f"  - id: q{number}\n{QUESTION}{text}" for number, text in enumerate(more))
    return "# mine\nid: b\ntitle: B\nquestions:\n" + "".join(questions)


CITED = "    sources: [un-1874, other]\n"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (bank("", "", ""), [("B041", 2, "No question of the bank has a source.")]),
        (bank("", "    sources: []\n"), [("B041", 2, "No question of the bank has a source.")]),
        (bank("", "    sources: [un-1718]\n", ""), [("B041", 5, "The question has no source."), ("B041", 16, "")]),
        (bank("", "    lint: {ignore: [B041], reason: r}\n"), [("B041", 5, ""), ("B041", 10, "")]),
        (bank("    status: draft\n", "    status: draft\n"), []),
        (bank("    status: draft\n", ""), [("B041", 2, "")]),
    ],
)
def test_a_bank_without_any_source_is_told_once(text: str, found: list[tuple[str, int, str]]) -> None:
    diagnostics = read_bank(text.encode(), "b", SHARED).diagnostics
    assert [(one.code, one.span.line) for one in diagnostics] == [(code, line) for code, line, _ in found]
    assert all(one.message.startswith(message) for one, (_, _, message) in zip(diagnostics, found, strict=True))


def test_a_bank_without_any_reference_is_told_once_and_both_places_are_named() -> None:
    diagnostics = read_bank(bank(CITED, CITED).encode(), "b", {}).diagnostics
    assert [(one.code, one.span.line, one.message, one.help) for one in diagnostics] == [
        ("B042", 10, "`un-1874` is cited, and the bank has no references.", PLACES)
    ]
    assert read_bank(bank(CITED).encode(), "b", None).diagnostics == ()


def test_where_there_are_references_each_that_lacks_is_told() -> None:
    diagnostics = read_bank(bank(CITED, CITED).encode(), "b", SHARED).diagnostics
    assert [(one.message, one.help) for one in diagnostics] == [
        ("There is no reference `un-1874`.", "did you mean `un-1718`?"),
        ("There is no reference `other`.", PLACES),
    ] * 2


PLAIN = QUESTION.replace("    explanation: E.\n", "") + "    sources: [un-1718]\n"


@pytest.mark.parametrize(
    ("questions", "found"),
    [
        ((PLAIN, PLAIN, PLAIN), [(2, "No question of the bank has an explanation.")]),
        ((PLAIN, PLAIN + "    explanation: E.\n", PLAIN), [(5, "The question"), (16, "The question")]),
        ((PLAIN, PLAIN + "    lint: {ignore: [B040], reason: r}\n"), [(5, "The question"), (10, "The question")]),
        ((PLAIN,), [(5, "The question has no explanation.")]),
    ],
)
def test_a_bank_without_any_explanation_is_told_once(questions: tuple[str, ...], found: list[tuple[int, str]]) -> None:
    entries = "".join(f"  - id: q{number}\n{text}" for number, text in enumerate(questions))
    diagnostics = read_bank(f"# mine\nid: b\ntitle: B\nquestions:\n{entries}".encode(), "b", SHARED).diagnostics
    assert [(one.code, one.span.line) for one in diagnostics] == [("B040", line) for line, _ in found]
    assert all(one.message.startswith(message) for one, (_, message) in zip(diagnostics, found, strict=True))
