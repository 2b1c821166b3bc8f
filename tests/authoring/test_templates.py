"""Templates: what they hold, where they go, and that they leave everything else alone."""

from functools import cache
from itertools import cycle
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest
import yaml
from hypothesis import given, strategies as st

from quiz.authoring.outline import read_outline
from quiz.authoring.templates import (
    Insertion,
    add_reference,
    insert_question,
    new_bank,
    question_template,
)
from quiz.bank.format.json_schema import schema
from quiz.bank.identifiers import free, identifier
from quiz.bank.model import Bank
from quiz.bank.questions.base import Citation
from quiz.bank.questions.registry import QUESTION_TYPES
from quiz.bank.questions.templates import LEAD, PLACEHOLDERS, TEMPLATES, VALUES
from quiz.diagnostics.lines import Lines
from quiz.reading.reader import read_bank
from quiz.text import clean_line
from tests.checks import check_bank
from tests.examples import examples

BUNDLED = Path(__file__).parents[2] / "questions"
BANKS = ("aid", "diplomacy", "human-rights", "sanctions")
KINDS = tuple(QUESTION_TYPES)

BANK = """\
id: b
title: B
questions:
  - id: first
    type: true-false
    prompt: It is.
    answer: true

  # about the second
  - id: second
    type: true-false
    prompt: It is not.
    answer: false
# the end
"""


def read(text: str) -> Bank:
    reading = read_bank(decided(text).encode(), "b.yaml", None)
    assert reading.bank is not None, reading.diagnostics
    return reading.bank


@cache
def bundled(name: str) -> str:
    return (BUNDLED / f"{name}.yaml").read_text(encoding="utf-8")


def texts(value: Any) -> list[str]:
    """Return every text in plain data, keys of mappings that are no fields too."""
    match value:
        case str():
            return [value]
        case list():
            return [text for item in value for text in texts(item)]
        case dict():
            names = {"id", "type", "text", "feedback", "prompt", "answer", "answers", "distractors", "items", "pairs"}
            names |= {"categories", "explanation", "unit", "tolerance", "typos", "need", "rubric"}
            return [text for key, item in value.items() for text in (*([key] * (key not in names)), *texts(item))]
        case _:
            return []


def decided(text: str) -> str:
    """Return a text of templates with its values decided."""
    for value, taken in VALUES.items():
        text = text.replace(f": {value}\n", f": {taken}\n")
    return text


def put(text: str, insertion: Insertion | None) -> str:
    """Return the text with an insertion, once it is clear that the rest is as it was and the place is right."""
    assert insertion is not None
    after = insertion.applied(text)
    lines, span = Lines(text), insertion.edit.span
    start, end = lines.index(span.line, span.column), lines.index(span.end_line, span.end_column)
    assert after == text[:start] + insertion.edit.text + text[end:]
    there = Lines(after).index(insertion.line, insertion.column)
    if insertion.length:
        assert after[there : there + insertion.length] in PLACEHOLDERS
    return after


def test_every_type_has_a_template_in_the_order_of_the_types() -> None:
    assert tuple(TEMPLATES) == KINDS


@pytest.mark.parametrize("kind", KINDS)
def test_a_template_can_be_played_and_lacks_only_what_the_author_knows(kind: str) -> None:
    report = check_bank(decided(new_bank("b", "B", kind=kind)).encode(), "b.yaml", {})
    assert report.questions == 1
    assert {one.code for one in report.diagnostics} == {"B041", "S003"}


@pytest.mark.parametrize("kind", KINDS)
def test_a_value_that_is_not_decided_is_an_error_of_its_own_and_told_once(kind: str) -> None:
    text = new_bank("b", "B", kind=kind)
    findings = check_bank(text.encode(), "b.yaml", {}).diagnostics
    values = {value for value in VALUES if value in text}
    assert {one.code for one in findings if one.severity == "error"} == ({"B016"} if values else set())
    told = [one for one in findings if one.code == "B016"]
    assert [text.split("\n")[one.span.line - 1].partition(": ")[2] for one in told] == list(values)
    assert [f"{one.help[0].upper()}{one.help[1:]}" for one in told if one.help] == [f"{value} here" for value in values]
    assert not {one.span for one in told} & {one.span for one in findings if one.code != "B016"}
    draft = text.replace("    prompt:", "    status: draft\n    prompt:")
    assert [one.code for one in check_bank(draft.encode(), "b.yaml", {}).diagnostics] == []


@pytest.mark.parametrize("kind", KINDS)
def test_an_editor_takes_a_template_too(kind: str) -> None:
    jsonschema.validate(yaml.safe_load(decided(new_bank("b", "B", kind=kind))), schema())


@pytest.mark.parametrize("kind", KINDS)
def test_every_text_of_a_template_is_known_as_one(kind: str) -> None:
    (data,) = yaml.safe_load(new_bank("b", "B", kind=kind))["questions"]
    assert data["type"] == kind
    written = texts({name: value for name, value in data.items() if name not in {"id", "type"}})
    assert VALUES.keys() | set(written) <= PLACEHOLDERS
    assert all(text.startswith(LEAD) for text in PLACEHOLDERS)


def test_a_template_takes_an_id() -> None:
    assert question_template("text", "capital").startswith("- id: capital\n  type: text\n  prompt: ")


def test_a_new_bank_says_no_more_than_it_must() -> None:
    assert new_bank("b", "B", "B", "en", "true-false").splitlines()[:6] == [
        "# yaml-language-server: $schema=bank.schema.json",
        "id: b",
        "title: B",
        "questions:",
        "  - id: question-1",
        "    type: true-false",
    ]
    bank = read(new_bank("b", "Eins: zwei", "@home", "de"))
    assert (bank.id, bank.title, bank.topic, bank.language) == ("b", "Eins: zwei", "@home", "de")


@given(st.text(st.characters(exclude_categories=["C", "Z"], include_characters=" "), min_size=1))
def test_any_title_comes_back_the_same(title: str) -> None:
    title = title.strip() or "x"
    assert read(new_bank("b", title)).title == clean_line(title)


@pytest.mark.parametrize(
    ("text", "name"),
    [("The moons of Élan", "moons-elan"), ("of the", "of-the"), ("달", "fallback"), ("a b c d e f g h", "b-c-d-e-f-g")],
)
def test_an_id_is_made_of_a_text(text: str, name: str) -> None:
    assert identifier(text, "fallback") == name
    assert free(name, {name, f"{name}-2"}) == f"{name}-3"


@pytest.mark.parametrize(("kind", "name"), list(zip(KINDS, cycle(BANKS), strict=False)))
def test_a_bundled_bank_has_one_question_more_and_the_others_are_the_same(kind: str, name: str) -> None:
    text = bundled(name)
    before = read(text).questions
    many = len(Lines(text))
    for line in (None, 1, many * (KINDS.index(kind) + 1) // 10):
        after = read(put(text, insert_question(text, kind, line))).questions
        (made,) = (question for question in after if question.id == "question-1")
        assert made.type == kind
        assert [question for question in after if question is not made] == list(before)
        if line in {None, 1}:
            assert after[-1] is made


@pytest.mark.parametrize("name", BANKS)
def test_a_bundled_bank_may_be_laid_out_in_other_ways(name: str) -> None:
    text = bundled(name)
    head, body = text.split("\nquestions:\n", 1)  # lessons have questions too, indented
    head += "\n"
    rows = body.split("\n")
    end = next((at for at, row in enumerate(rows) if row and not row.startswith(" ")), len(rows))
    shapes = [
        head + "questions:\n" + "\n".join([*(row.removeprefix("  ") for row in rows[:end]), *rows[end:]]),
        head + "questions:\n" + "\n".join([*(f"   {row}" if row else "" for row in rows[:end]), *rows[end:]]),
        text.replace("\n", "\r\n"),
        text.rstrip("\n"),
        text.replace("\n\n", "\n"),
        "questions:\n" + body + head,
        "---\n" + text + "...\n",
    ]
    before = read(text).questions
    for shape in shapes:
        assert read(shape).questions == before
        after = put(shape, insert_question(shape, "match", len(Lines(shape)) // 2))
        bank = read(after)
        assert [question for question in bank.questions if question.id != "question-1"] == list(before)
        assert len(bank.questions) == len(before) + 1
        assert ("\r\n" in shape) == ("\r\n" in after)
        assert after.count("\n") == after.count("\r\n") or "\r" not in after


MADE = question_template("true-false", "question-1")
INDENTED = "".join(f"  {row}\n" for row in MADE.splitlines())


@pytest.mark.parametrize(
    ("text", "line", "before"),
    [
        (BANK, 1, "answer: false\n"),
        (BANK, 4, "answer: true\n"),
        (BANK, 7, "answer: true\n"),
        (BANK, 9, "answer: true\n"),
        (BANK, 10, "answer: false\n"),
        (BANK, 99, "answer: false\n"),
        # In the midst of typing:
        (BANK.replace("It is.", '"It is'), 6, "answer: true\n"),
        (BANK.replace("    answer: true", "ans"), 6, "\nans\n"),
        (BANK.replace("    answer: true", "    -"), 6, "    -\n"),
        (BANK.replace("  - id: second", "   - id: second"), 6, "answer: true\n"),
        (BANK.replace("answer: true", "explanation: |\n      # no comment"), 6, "# no comment\n"),
        (BANK.replace("# the end", "references:\n  - id: r\n    title: R"), 12, "answer: false\n"),
        (BANK.replace("# the end", "title :"), None, "answer: false\n"),
    ],
)
def test_a_question_goes_below_the_one_with_the_cursor(text: str, line: int | None, before: str) -> None:
    head, tail = text.split(before)
    assert put(text, insert_question(text, "true-false", line)) == f"{head}{before}\n{INDENTED}{tail}"


HEAD = "id: b\ntitle: B\n"


@pytest.mark.parametrize(
    ("text", "after"),
    [
        (HEAD, f"{HEAD}questions:\n{INDENTED}"),
        (HEAD.strip(), f"{HEAD}questions:\n{INDENTED}"),
        (f"{HEAD}# the end\n...\n", f"{HEAD}# the end\nquestions:\n{INDENTED}...\n"),
        (f"{HEAD}questions:\n", f"{HEAD}questions:\n{INDENTED}"),
        (f"{HEAD}questions:", f"{HEAD}questions:\n{INDENTED}"),
        (f"{HEAD}questions: # none\nlint:\n", f"{HEAD}questions: # none\n{INDENTED}lint:\n"),
        (f"{HEAD}questions: []\n", f"{HEAD}questions:\n{INDENTED}"),
        (f"{HEAD}questions: []", f"{HEAD}questions:\n{INDENTED}"),
        (f"{HEAD}questions: [ ]  # none\nlint:\n", f"{HEAD}questions:  # none\n{INDENTED}lint:\n"),
        (f"questions: ~\n{HEAD}", f"questions:\n{INDENTED}{HEAD}"),
        (f"{HEAD}'questions' :\n- id: question-1\n", f"{HEAD}'questions' :\n- id: question-1\n\n" + MADE),
        (" id: b\n questions:\n", " id: b\n questions:\n" + "".join(f" {row}\n" for row in INDENTED.splitlines())),
        (f"\ufeff{HEAD}", f"\ufeff{HEAD}questions:\n{INDENTED}"),
    ],
)
def test_a_bank_without_a_question_gets_its_first(text: str, after: str) -> None:
    number = "question-2" if "question-1" in text else "question-1"
    expected = after if number == "question-1" else after.replace(MADE, MADE.replace("question-1", number))
    assert put(text, insert_question(text, "true-false", 2)) == expected


@pytest.mark.parametrize("text", ["", "\n\n", "# mine", "# mine\n", "\ufeff", "---\n", "  "])
def test_a_text_that_says_nothing_gets_a_whole_bank(text: str) -> None:
    insertion = insert_question(text, "order", 1)
    after = put(text, insertion)
    assert after.startswith(text)
    assert read(after.removeprefix("\ufeff")).questions[0].type == "order"
    assert insertion is not None
    assert Lines(after)[insertion.line].endswith(": Write the title of the bank")


def test_the_hint_to_the_editor_is_given_once() -> None:
    text = "# yaml-language-server: $schema=./bank.schema.json\n"
    assert put(text, insert_question(text, "text")).count("yaml-language-server") == 1


@pytest.mark.parametrize(
    "text",
    [
        f"{HEAD}questions: [{{id: a}}]\n",
        f"{HEAD}questions: [\n]\n",
        f"{HEAD}questions: soon\n",
        f"{HEAD}questions:\n    id: a\n",
        "{id: b, title: B, questions: []}",
        "- id: b\n",
    ],
)
def test_what_is_no_list_of_lines_takes_no_template(text: str) -> None:
    assert insert_question(text, "text", 1) is None
    assert add_reference(text, "r", 3) is None


def test_ids_are_free_by_number_and_questions_follow_the_spacing() -> None:
    text = BANK.replace("first", "question-1").replace("second", '"question-2"').replace("true\n\n", "true\n")
    after = put(text, insert_question(text, "true-false", 4))
    assert "answer: true\n  - id: question-3\n" in after


TRICKY = st.sampled_from(
    ["\n", "\r\n", " ", "  ", "- ", "-", "#", " #", ": ", "[", "]", "{", "}", "'", '"', "|", "\t", "questions:", "id: "]
)


@st.composite
def mutated(draw: st.DrawFn) -> str:
    text = BANK + draw(st.sampled_from(["", "    sources: [a, 'b']\n", "    sources:\n      - a\n"]))
    for _ in range(draw(st.integers(1, 5))):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(TRICKY | st.text(max_size=2)) + text[at + draw(st.integers(0, 5)) :]
    return text


@examples(100)
@given(mutated() | st.lists(TRICKY).map("".join), st.sampled_from(KINDS), st.integers(-1, 20))
def test_any_text_takes_an_insertion_or_refuses_it(text: str, kind: str, line: int) -> None:
    for insertion in (insert_question(text, kind, line), add_reference(text, "r", line)):
        if insertion is not None:
            put(text, insertion)


ABOVE = """\
id: b
title: B
questions:
  - id: first
    type: true-false
    prompt: It is.
    answer: true
"""
BELOW = """\

  - id: second
    type: true-false
    prompt: It is not.
    answer: false
"""


@pytest.mark.parametrize(
    ("sources", "after"),
    [
        ("", "    sources:\n      - r, |\n"),
        ("    sources:\n", "    sources:\n      - r, |\n"),
        ("    sources:   # two\n", "    sources:   # two\n      - r, |\n"),
        ("    sources:\n      - a, b: c\n", "    sources:\n      - a, b: c\n      - r, |\n"),
        (
            "    sources:\n    - ref: b\n      locator: c\n",
            "    sources:\n    - ref: b\n      locator: c\n    - r, |\n",
        ),
        (
            "    sources:\n     - a\n     # b\n    hint: h\n",
            "    sources:\n     - a\n     # b\n     - r, |\n    hint: h\n",
        ),
        ("    sources:\n      - a\n    # b\n", "    sources:\n      - a\n      - r, |\n    # b\n"),
        ("    'sources' : []\n", "    'sources' : [\"r, |\"]\n"),
        ("    sources: [a]  # ]\n", '    sources: [a, "r, |"]  # ]\n'),
        ("    sources: [a, ]\n", '    sources: [a, "r, |" ]\n'),
        ("    sources: ['it''s ]', it's ]\n", "    sources: ['it''s ]', it's, \"r, |\" ]\n"),
        ('    sources: ["\\"]", {ref: "]"}]\n', '    sources: ["\\"]", {ref: "]"}, "r, |"]\n'),
        (
            "    sources: [\n      a\n    ]\n    hint: '['\n",
            "    sources: [\n      a, \"r, |\"\n    ]\n    hint: '['\n",
        ),
    ],
)
def test_a_reference_is_cited_in_the_question_with_the_cursor(sources: str, after: str) -> None:
    text = ABOVE + sources + BELOW
    for line in (4, 6, 8):
        insertion = add_reference(text, "r", line)
        done = put(text, insertion)
        assert insertion is not None
        assert insertion.length == 0
        there = Lines(done).index(insertion.line, insertion.column)
        assert f"{done[:there]}|{done[there:]}" == ABOVE + after + BELOW


@pytest.mark.parametrize(
    ("question", "after"),
    [
        ("-   id: a\n    type: text\n", "-   id: a\n    type: text\n    sources:\n      - r, \n"),
        ("-\n  id: a\n", "-\n  id: a\n  sources:\n    - r, \n"),
        ("- sources: [a]\n  id: a", '- sources: [a, "r, "]\n  id: a'),
        ("- sources:\n  - a\n  id: a", "- sources:\n  - a\n  - r, \n  id: a"),
        ("- id: a", "- id: a\n  sources:\n    - r, \n"),
        ("-", "-\n  sources:\n    - r, \n"),
    ],
)
def test_a_reference_is_cited_however_the_question_is_indented(question: str, after: str) -> None:
    assert put("questions:\n" + question, add_reference("questions:\n" + question, "r", 2)) == "questions:\n" + after


@pytest.mark.parametrize("value", [" a", " ~", " [a", " [a, # b\n     c]", "\n      a", ' ["a]'])
def test_where_sources_are_no_list_nothing_is_cited(value: str) -> None:
    assert add_reference(f"{ABOVE}    sources:{value}\n{BELOW}", "r", 6) is None


@pytest.mark.parametrize("line", [-1, 0, 1, 2, 3, 99])
def test_outside_of_questions_nothing_is_cited(line: int) -> None:
    assert add_reference(BANK, "r", line) is None


@pytest.mark.parametrize("item", ["{id: a, type: text}", "[]", "a text", "- id: a", "\n    {id: a}"])
def test_what_is_no_list_of_fields_takes_no_citation(item: str) -> None:
    assert add_reference(f"questions:\n  - {item}\n", "r", 2) is None


@pytest.mark.parametrize(("reference", "written"), [("r: s", '"r: s, "'), ("@r", '"@r, "'), ("r", '"r, "')])
def test_an_odd_reference_is_quoted_and_the_cursor_stays_within(reference: str, written: str) -> None:
    text = "questions:\n- id: a\n  sources: []"
    insertion = add_reference(text, reference, 2)
    assert put(text, insertion) == f"questions:\n- id: a\n  sources: [{written}]"
    assert insertion is not None
    assert (insertion.line, insertion.column) == (3, len("  sources: [") + len(written))


@pytest.mark.parametrize("name", BANKS)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_citation_is_all_that_changes_in_a_bundled_bank(name: str, newline: str) -> None:
    text = bundled(name).replace("\n", newline)
    before = read(text).questions
    lines = [block.first for block in read_outline(text).blocks]
    for at in range(0, len(before), 20):
        after = read(put(text, add_reference(text, "un-1718", lines[at] + 2))).questions
        expected = list(before)
        expected[at] = msgspec.structs.replace(before[at], sources=(*before[at].sources, "un-1718,"))
        assert list(after) == expected
        assert after[at].citations[-1] == Citation("un-1718")
