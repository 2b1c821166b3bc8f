import pytest

from quiz.bank.model import Reference
from quiz.bank.questions.base import Citation
from quiz.bank.questions.number import Number
from quiz.bank.questions.registry import QUESTION_TYPES
from quiz.practice.citations import SourceCitation
from quiz.practice.questions.choice import Chosen, Judged
from quiz.practice.questions.typed import Filled, Typed
from quiz.practice.response import DONT_KNOW, Response
from quiz.practice.wording import (
    answer_lines,
    body,
    citation_line,
    instruction,
    response_text,
    source_note,
)

from .conftest import RIGHT, make_question

ANSWERS = {
    "single": ("A",),
    "multiple": ("A", "B"),
    "true-false": ("True",),
    "number": ("366 (± 0.5)",),
    "text": ("Pyongyang",),
    "list": ("Coal", "Iron", "Lead"),
    "open": ("It froze funds.", "The freeze.", "The funds."),
    "order": ("1. one", "2. two", "3. three", "4. four"),
    "match": ("a → x", "b → y", "c → x"),
    "classify": ("X: a; b", "Y: c"),
    "cloze": ("In May 2001.",),
}
RESPONSES = {
    "single": "A",
    "multiple": "A; B",
    "true-false": "True",
    "number": "366",
    "text": "Pyongyang",
    "list": "Lead; Coal; Iron",
    "open": "Funds. (self-graded: right)",
    "order": "one → two → three → four",
    "match": "a → x; b → y; c → x",
    "classify": "a → X; b → X; c → Y",
    "cloze": "May; 2001",
}


@pytest.mark.parametrize("kind", QUESTION_TYPES)
def test_every_type_has_its_answer_response_and_instruction_in_words(kind: str) -> None:
    question = make_question(kind)
    assert answer_lines(question) == ANSWERS[kind]
    assert response_text(RIGHT[kind]) == RESPONSES[kind]
    assert instruction(question)


def test_instructions_differ_by_type() -> None:
    assert len({instruction(make_question(kind)) for kind in QUESTION_TYPES}) == len(QUESTION_TYPES)


@pytest.mark.parametrize(
    ("response", "text"),
    [
        (None, "No response"),
        (DONT_KNOW, "Don't know"),
        (Chosen(()), "None chosen"),
        (Judged(False), "False"),
        (Filled(("", "2001")), "____; 2001"),
        (Typed("[/x]"), "[/x]"),
    ],
)
def test_a_response_in_words(response: Response | None, text: str) -> None:
    assert response_text(response) == text


@pytest.mark.parametrize(
    ("answer", "tolerance", "unit", "text"),
    [
        ("1995", "0", None, "1995"),  # a year stays a year
        ("10000", "0", "tonnes", "10000 tonnes"),
        ("1234567.50", "100000", None, "1234567.50 (± 100000)"),
        ("-15000", "0", None, "-15000"),
        ("6.02e23", "1e21", None, "6.02e23 (± 1e21)"),
        ("1/3", "0", None, "1/3"),
        ("12,5", "0,5", "%", "12,5 % (± 0,5)"),
    ],
)
def test_a_number_in_words(answer: str, tolerance: str, unit: str | None, text: str) -> None:
    question = make_question("number", answer=answer, tolerance=tolerance, unit=unit)
    assert isinstance(question, Number)
    assert answer_lines(question) == (text,)


def test_a_unit_stands_in_the_instruction() -> None:
    assert "million euros" in instruction(make_question("number", unit="million euros"))


def test_any_of_several_right_numbers_is_told() -> None:
    question = make_question("number", answer=None, answers=("3", "-3"), tolerance="0", unit="m")
    assert answer_lines(question) == ("3 or -3 m",)


def test_the_blanks_of_a_cloze_text_are_numbered() -> None:
    question = make_question("cloze", text=r"\{{ {{May|may}}{{2001}} }}")
    assert body(question) == "{{ [1] ____[2] ____ }}"


FULL = Reference(id="r", title="T", author="A", publisher="P", issued="2006-10-14", url="https://x.org")


@pytest.mark.parametrize(
    ("cited", "as_of", "line"),
    [
        (
            SourceCitation(Citation("r", "page 8"), FULL),
            "2017",
            "T; A; P; 2006-10-14; page 8; as of 2017; https://x.org",
        ),
        (SourceCitation(Citation("r"), Reference(id="r", title="T")), None, "T"),
        (SourceCitation(Citation("r", "page 8"), None), "2017", "r; page 8; not in the source list; as of 2017"),
    ],
)
def test_a_source_on_one_line(cited: SourceCitation, as_of: str | None, line: str) -> None:
    assert citation_line(cited, as_of) == line


@pytest.mark.parametrize(
    ("reference", "note"),
    [
        (None, ""),
        (FULL, ""),
        (Reference(id="r", title="T", accessed="2026-11-22"), "read 2026-11-22"),
        (
            Reference(id="r", title="T", genre="fact sheet", accessed="2026-11", note="A copy."),
            "fact sheet; read 2026-11; A copy.",
        ),
    ],
)
def test_what_else_is_known_of_a_source(reference: Reference | None, note: str) -> None:
    assert source_note(SourceCitation(Citation("r"), reference)) == note
