"""Built banks, checked and fixed: findings stand in the file, fixes change no meaning and nothing beside them."""

import json
import re

import msgspec
from hypothesis import given

from quiz.bank.questions.choice import Multiple, Single
from quiz.bank.questions.registry import Question
from quiz.diagnostics.findings import Diagnostic, Edit, is_error
from quiz.diagnostics.lines import Lines
from quiz.diagnostics.output import concise, full, github, records
from quiz.lint.checking import Report
from quiz.lint.fixes import apply, difference, fixed, gone
from quiz.lint.rules import ALL
from quiz.reading.reader import read_bank
from tests.checks import check_bank
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
from tests.reading.test_structures import assert_placed


def check(data: bytes) -> tuple[Diagnostic, ...]:
    return check_bank(data, "b.yaml", None).diagnostics


def assert_shown(found: tuple[Diagnostic, ...], text: str) -> None:
    """The findings can be shown in every form, on lines that steer no terminal."""
    shown = [full(found, {"b.yaml": text}), concise(found), github(found), json.dumps(records(found))]
    for form in shown:
        form.encode()
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", form)
    assert len(concise(found).split("\n")) == max(1, len(found))
    assert len(records(found)) == len(found)


@examples(25)
@given(banks(), tapes, newlines, marks)
def test_a_valid_bank_has_no_error(tree: Mapping, tape: list[int], newline: str, mark: str) -> None:
    file = written(tree, tape, newline, mark)
    found = check(file.data)
    assert [one for one in found if is_error(one)] == []
    for one in found:
        assert_placed(one, Lines(file.text))
    assert_shown(found, file.text)


@examples(50)
@given(near_files())
def test_nothing_that_is_nearly_a_bank_brings_the_check_down(file: Written) -> None:
    report = check_bank(file.data, "b.yaml", {})
    lines = Lines(file.text)
    for one in report.diagnostics:
        assert_placed(one, lines)
        assert one.code in ALL
    assert list(report.diagnostics) == sorted(report.diagnostics, key=lambda one: (one.span, one.code))
    reading = read_bank(file.data, "b.yaml", {})
    assert report.questions == (len(reading.bank.questions) if reading.bank else 0)
    errors = {(one.code, one.span) for one in reading.diagnostics if is_error(one)}
    assert errors <= {(one.code, one.span) for one in report.diagnostics}
    assert_shown(report.diagnostics, file.text)
    assert check_bank(file.data, "b.yaml", {}) == report
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(report), type=Report) == report


def meaning(question: Question) -> object:
    """A question without the order in which choices are shown."""
    sequence = question.sequence if isinstance(question, Single | Multiple) else None
    data = {name: getattr(question, name) for name in question.__struct_fields__ if name != "sequence"}
    return question.type, data, sorted(sequence) if sequence is not None else None


def comments(text: str) -> list[str]:
    return re.findall(r"# c\d+\b", text)


@examples(60)
@given(near_files() | sloppy_files())
def test_a_fix_changes_no_meaning_and_nothing_beside_it(file: Written) -> None:
    after = fixed(file.data, check)
    assert fixed(after, check) == after
    assert (after == file.data) or gone(check(file.data), check(after)) > 0
    text = after.decode("utf-8-sig")
    assert after.startswith(b"\xef\xbb\xbf") == file.data.startswith(b"\xef\xbb\xbf")
    assert comments(text) == comments(file.text)
    breaks = [set(re.findall(r"\r\n|\r|\n", one)) for one in (file.text, text)]
    assert breaks[1] <= breaks[0]
    before, then = read_bank(file.data, "f"), read_bank(after, "f")
    if before.bank is not None:
        assert then.bank is not None
        assert (then.bank.id, then.bank.title, then.bank.language) == (
            before.bank.id,
            before.bank.title,
            before.bank.language,
        )
        kept = {question.id: meaning(question) for question in then.bank.questions}
        assert [kept[question.id] for question in before.bank.questions] == list(map(meaning, before.bank.questions))
        assert sum(map(is_error, then.diagnostics)) <= sum(map(is_error, before.diagnostics))
    difference(file.data, after, "b.yaml").encode()


# What the built banks have found


def test_an_id_is_added_on_a_line_that_ends_as_the_others_do() -> None:
    text = "id: b\rtitle: B\rquestions:\r  - type: true-false\r    prompt: Mars is red.\r    answer: true\r"
    after = fixed(text.encode(), check)
    assert after.decode() == text.replace("- type", "- id: mars-red\r    type")


def test_a_question_whose_id_has_spaces_around_its_name_is_checked() -> None:
    text = (
        "id: b\ntitle: B\nquestions:\n  - 'id ': q\n    type: single\n    prompt: Which is not red?\n"
        "    answer: Venus\n    distractors: [Mars, Antares]\n"
    )
    assert [(one.code, one.span.line) for one in check(text.encode())] == [
        ("B041", 1),
        ("S002", 4),
        ("B040", 4),
        ("F006", 6),
    ]


@examples(50)
@given(near_files() | sloppy_files())
def test_edits_change_what_they_span_and_nothing_else(file: Written) -> None:
    lines = Lines(file.text)

    def cut(edit: Edit) -> tuple[int, int, str]:
        span = edit.span
        return lines.index(span.line, span.column), lines.index(span.end_line, span.end_column), edit.text

    for one in check(file.data):
        if one.fix:
            spans = sorted(map(cut, one.fix))
            meant, done = "", 0
            for start, end, new in spans:
                assert start >= done or start == 0
                meant += file.text[done:start] + new
                done = end
            assert apply(file.text, one.fix) == meant + file.text[done:]
