"""Built banks: what the reader makes of valid ones, and that nothing nearly valid brings it down."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given

from quiz.bank.model import Bank, Reference
from quiz.bank.questions.choice import Multiple, Single
from quiz.bank.questions.listing import ListQuestion
from quiz.bank.questions.number import Number
from quiz.bank.questions.order import Order
from quiz.bank.questions.placement import Classify, Match
from quiz.bank.questions.registry import Question
from quiz.bank.questions.typed import Cloze, TextQuestion
from quiz.bank.questions.written import OpenQuestion
from quiz.diagnostics.codes import RULES
from quiz.diagnostics.findings import Diagnostic, is_error
from quiz.diagnostics.lines import Lines, Span
from quiz.library.cache import Cache
from quiz.practice.draw import Options, draw as drawn
from quiz.practice.grading import grade
from quiz.practice.presentation import present
from quiz.practice.questions.choice import Chosen, Judged
from quiz.practice.questions.listing import Named
from quiz.practice.questions.order import Ordered
from quiz.practice.questions.placement import Placed
from quiz.practice.questions.typed import Filled, Typed
from quiz.practice.questions.written import Judgement, SelfGraded
from quiz.practice.response import DONT_KNOW, Response
from quiz.reading.reader import read_bank, read_located
from quiz.reading.reading import Reading
from quiz.reading.references import read_sources
from quiz.text import clean, clean_line
from tests.examples import examples
from tests.reading.structures import (
    Mapping,
    Written,
    banks,
    expected,
    marks,
    near_files,
    near_sources,
    newlines,
    plain,
    tapes,
    written,
)


def right_response(question: Question) -> Response:
    """Return the response that a learner who knows everything gives to what is shown."""
    shown = present(question, "bank", 1)
    match question:
        case Single():
            return Chosen(tuple(row for row in shown.rows if row == question.choices[0].text))
        case Multiple():
            return Chosen(tuple(row for row in shown.rows if row in question.right_texts))
        case Number():
            return Typed(question.accepted[0])
        case TextQuestion():
            return Typed(question.answers[0])
        case Order():
            return Ordered(tuple(sorted(shown.rows, key=question.items.index)))
        case Match():
            return Placed({row: next(one for one in shown.options if one == question.pairs[row]) for row in shown.rows})
        case Classify():
            places = question.places
            return Placed({row: next(one for one in shown.options if one == places[row]) for row in shown.rows})
        case ListQuestion():
            return Named(tuple(spellings[0] for spellings in question.spellings[: question.needed]))
        case OpenQuestion():
            return SelfGraded("", Judgement.RIGHT)
        case Cloze():
            return Filled(tuple(blank.answers[0] for blank in question.blanks))
        case _:
            return Judged(question.answer)


def assert_playable(bank: Bank) -> None:
    """Everything in the bank can be drawn, shown and graded."""
    for question in bank.questions:
        assert grade(question, right_response(question)).fraction == 1.0
        assert grade(question, DONT_KNOW).fraction == 0.0
        assert bank.references_of(question) is not None
    if bank.questions:
        asked = drawn([bank], Options(count=None), 7)
        groups = {question.group or f" {question.id}" for question in bank.questions}
        assert len(asked) == len(groups)


def assert_placed(found: Diagnostic, lines: Lines) -> None:
    """A finding stands in the file, with everything that belongs to it."""
    for span in (found.span, *(related.span for related in found.related), *(edit.span for edit in found.fix)):
        assert 1 <= span.line <= span.end_line <= len(lines)
        assert 1 <= span.column <= len(lines[span.line]) + 1
        assert 1 <= span.end_column <= len(lines[span.end_line]) + 1
        assert Span(span.line, span.column) <= Span(span.end_line, span.end_column)
    assert found.message
    assert clean_line(found.message) == found.message


@examples(50)
@given(banks(), tapes, newlines, marks)
def test_a_valid_bank_comes_back_as_it_was_meant(tree: Mapping, tape: list[int], newline: str, mark: str) -> None:
    file = written(tree, tape, newline, mark)
    reading = read_bank(file.data, "f.yaml", None)
    assert [one for one in reading.diagnostics if is_error(one)] == []
    meant = plain(tree)
    bank = reading.bank
    assert bank is not None
    assert list(bank.questions) == [expected(question) for question in meant["questions"]]
    assert bank.id == meant["id"]
    assert bank.title == clean_line(meant["title"])
    assert bank.topic == clean_line(meant.get("topic", meant["title"]))
    assert bank.description == (clean(meant["description"]).strip() if "description" in meant else None)
    assert bank.language == meant.get("language", "en")
    assert bank.license == (clean_line(meant["license"]) if "license" in meant else None)
    assert bank.authors == tuple(map(clean_line, meant.get("authors", [])))
    assert bank.updated == meant.get("updated")
    assert_playable(bank)


@examples(60)
@given(near_files())
def test_nothing_that_is_nearly_a_bank_brings_the_reader_down(file: Written) -> None:
    located = read_located(file.data, "f.yaml", None)
    reading = located.reading
    lines = Lines(file.text)
    for found in reading.diagnostics:
        assert_placed(found, lines)
        assert found.code in RULES
    if reading.bank is None or not reading.bank.questions:
        assert any(map(is_error, reading.diagnostics))
    else:
        assert_playable(reading.bank)
        assert set(located.places) >= {question.id for question in reading.bank.questions}
    assert read_bank(file.data, "f.yaml", None) == reading


@examples(50)
@given(near_files(most=2))
def test_what_is_kept_of_a_reading_is_the_same_reading(file: Written) -> None:
    reading = read_bank(file.data, "f.yaml", {})
    with TemporaryDirectory() as folder:
        cache = Cache(Path(folder))
        cache.save("key", reading)
        assert cache.load("key", Reading) == reading


@examples(40)
@given(near_sources() | near_files(most=1))
def test_nothing_brings_the_reader_of_sources_down(file: Written) -> None:
    sources = read_sources(file.data, "sources.yaml")
    lines = Lines(file.text)
    for found in sources.diagnostics:
        assert_placed(found, lines)
    for name, reference in sources.references.items():
        assert name == reference.id
        assert reference.title


# What the built banks have found

HEAD = "id: a\ntitle: b\nquestions:\n"
SINGLE = "  - id: q\n    type: single\n    prompt: p\n    answer: x2\n    distractors: [y, z]\n"


def codes(text: str) -> list[str]:
    return [one.code for one in read_bank(text.encode(), "f.yaml", None).diagnostics if is_error(one)]


def test_a_sequence_says_its_choices_as_they_are_written() -> None:
    text = HEAD + SINGLE + "    sequence: [y, x², z]\n"
    (found,) = filter(is_error, read_bank(text.encode(), "f.yaml", None).diagnostics)
    assert (found.code, found.span, found.help) == ("B025", Span(9, 19, 9, 21), "did you mean `x2`?")
    assert codes(text.replace("x²", "x2")) == []


def test_a_field_whose_name_has_spaces_around_it_is_that_field() -> None:
    text = HEAD + SINGLE.replace("id: q", "'id ': q")
    located = read_located(text.encode(), "f.yaml", None)
    assert located.reading.bank is not None
    assert set(located.places) == {"q"}
    assert codes(text + SINGLE) == ["B020"]
    assert codes(text.replace("    type", "    ' id': r\n    type")) == ["B003"]


def test_a_source_whose_fields_have_spaces_around_their_names_is_read() -> None:
    sources = read_sources(
        b"' references':\n  - {'id ': a, ' title': b, ' URL ': 'https://example.org/'}\n", "sources.yaml"
    )
    assert sources.references == {"a": Reference(id="a", title="b", url="https://example.org/")}
    assert sources.diagnostics == ()


def test_a_merge_key_in_quotes_is_a_text() -> None:
    text = HEAD + "  - {id: q, type: match, prompt: p, pairs: {'<<': left shift, '>>': right shift}}\n"
    assert codes(text) == []
    assert codes(text.replace("'<<'", "<<")) == ["Y025"]
    assert codes(text.replace("'>>'", "'<<'")) == ["Y027"]


def test_a_slip_at_the_very_end_of_a_file_is_told_within_it() -> None:
    text = "id: a\ntitle: b\nquestions: [a, # none]\n\n"
    (found,) = read_bank(text.encode(), "f.yaml", None).diagnostics
    assert_placed(found, Lines(text))
    assert (found.code, found.span) == ("Y012", Span(3, 12, 3, 13))


def test_a_bracket_that_is_open_where_a_list_of_lines_begins_is_told_where_it_opens() -> None:
    text = "id: a\ntitle: b\nauthors: [{a: [b]}, [\n  c,\nquestions:\n  - d\n"
    (found,) = read_bank(text.encode(), "f.yaml", None).diagnostics
    assert (found.code, found.span) == ("Y012", Span(3, 21, 3, 22))


def test_a_key_that_is_too_long_for_yaml_is_told() -> None:
    text = f"{HEAD}  - id: q\n    type: match\n    prompt: p\n    pairs:\n      {'x' * 1100}: b\n      c: d\n"
    (found,) = read_bank(text.encode(), "f.yaml", None).diagnostics
    assert (found.code, found.span, found.help) == ("Y010", Span(8, 7, 8, 1107), "shorten it")
