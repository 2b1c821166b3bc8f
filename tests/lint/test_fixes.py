"""Fixes: what they type, what they leave alone, and that no bank is worse for them."""

import re

import pytest
from hypothesis import given, strategies as st

from quiz.diagnostics.findings import Diagnostic, is_error
from quiz.lint.fixes import difference, fixed
from quiz.reading.reader import read_bank
from tests.checks import check_bank
from tests.examples import examples

HEAD = "id: b\ntitle: B\nquestions:\n"
GOOD = """\
  - id: good   # why not
    type: single
    prompt: Which planet is red?
    answer: "Mars"
    distractors: [Venus, 'Mercury']
    explanation: >-
      It is.
    sources: [s]
"""


def check(data: bytes) -> tuple[Diagnostic, ...]:
    return check_bank(data, "b.yaml", None).diagnostics


def fix(text: str) -> str:
    return fixed(text.encode(), check).decode()


FIXES = {
    "title: B  ": "title: B",
    "# note \t": "# note",
    'title: " B"': 'title: "B"',
    "title: 'B '": "title: 'B'",
    "titel: B": "title: B",
    '"titel": B': "title: B",
    "title: B: the second": 'title: "B: the second"',
    'title: B: the "second"': "title: 'B: the \"second\"'",
    "title: @B": 'title: "@B"',
    "title: `B`": 'title: "`B`"',
    "title: %B's": 'title: "%B\'s"',
}


@pytest.mark.parametrize("line", FIXES)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_line_is_fixed_and_everything_else_is_left_as_it_is(line: str, newline: str, mark: str) -> None:
    head = "id: b   # the id\n" if "tit" in line else "id: b   # the id\ntitle: B\n"
    text = (mark + head + line + "\nquestions:\n" + GOOD).replace("\n", newline)
    assert fix(text) == text.replace(line + newline, FIXES[line] + newline)


QUESTION = GOOD.replace("  - id: good   # why not\n    type", "  - type")


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_missing_id_is_made_of_the_prompt(newline: str) -> None:
    text = (HEAD + GOOD + QUESTION).replace("\n", newline)
    assert fix(text) == (HEAD + GOOD + QUESTION.replace("- type", "- id: planet-red\n    type")).replace("\n", newline)


def test_ids_that_are_made_differ() -> None:
    taken = GOOD.replace("good ", "planet-red ")
    assert re.findall("id: ([a-z0-9-]+)", fix(HEAD + taken + QUESTION + QUESTION)) == [
        "b",
        "planet-red",
        "planet-red-2",
        "planet-red-3",
    ]


def test_an_id_goes_into_braces_too() -> None:
    text = HEAD + "  - {type: true-false, prompt: Élan vital is it., answer: true}\n"
    assert "  - {id: elan-vital, type: true-false," in fix(text)


def test_a_question_without_a_prompt_gets_no_id() -> None:
    text = HEAD + "  - type: true-false\n    answer: true\n"
    assert fix(text) == text


@pytest.mark.parametrize(
    "sequence", ["[20 km, '5 km', 100 km]", "\n      - 20 km\n      - '5 km'   # near\n      - 100 km"]
)
def test_a_sequence_of_numbers_is_put_in_order(sequence: str) -> None:
    numbers = GOOD.replace('"Mars"', "5 km").replace("Venus, 'Mercury'", "20 km, 100 km")
    text = HEAD + numbers + f"    sequence: {sequence}\n".replace(": \n", ":\n")
    assert fix(text) == text.replace("20 km, '5 km',", "'5 km', 20 km,").replace(
        "- 20 km\n      - '5 km'   # near", "- '5 km'\n      - \"20 km\"   # near"
    )


def test_a_choice_with_a_colon_is_quoted() -> None:
    text = HEAD + GOOD.replace(" [Venus, 'Mercury']", "\n      - Venus: hot\n      - Mercury: small")
    assert fix(text) == text.replace("Venus: hot", '"Venus: hot"').replace("Mercury: small", '"Mercury: small"')


@pytest.mark.parametrize(
    "marks",
    ["**", "••", "––", "–•", "*•", "-–•-", "-**-", "••*", "-\u00a0,-\u00a0", "1.,2.,3.", "a),b)", "-,1.,2.,-"],
)
def test_items_with_other_signs_than_dashes_are_given_dashes(marks: str) -> None:
    signs = marks.split(",") if "," in marks else list(marks)
    rows = [f"{sign}{'' if sign[-1] == chr(160) else ' '}Planet {place}" for place, sign in enumerate(signs)]
    text = HEAD + GOOD.replace(" [Venus, 'Mercury']", "".join(f"\n      {row}" for row in rows))
    dashes = [f"- Planet {place}" for place in range(len(rows))]
    assert fix(text) == HEAD + GOOD.replace(" [Venus, 'Mercury']", "".join(f"\n      {row}" for row in dashes))


LEFT = {
    "a comment may follow": "title: B: c # d\n",
    "the text goes on": "title: B: c\n  and d\n",
    "spaces in a block text": "title: B\ndescription: |\n  one  \n  two\n",
    "both spellings": "title: B\ntitel: C\n",
    "nothing near": "title: B\nnonsense: C\n",
    "a bullet alone among fields": "title: B\n* C\n",
    "a bullet within a text": "title: B\ndescription:\n  • one\n  • two\n",
    "an escape": 'title: "\\x20B"\n',
}


@pytest.mark.parametrize("case", LEFT)
def test_what_cannot_be_told_is_left_alone(case: str) -> None:
    text = "id: b\n" + LEFT[case] + "questions:\n" + GOOD
    assert fix(text) == text


def test_several_slips_are_fixed_one_after_the_other() -> None:
    text = HEAD + QUESTION.replace("prompt: Which", "promt: One: which").replace("Mars", "Mars ")
    mended = QUESTION.replace("prompt: Which planet is red?", 'prompt: "One: which planet is red?"')
    assert fix(text) == HEAD + mended.replace("- type", "- id: one-planet-red\n    type")


def test_a_difference_shows_what_changes() -> None:
    before = b"id: b\r\ntitle: \x1bB  \r\nquestions: []"
    assert difference(before, before.replace(b"B  ", b"B"), "b.yaml") == (
        "--- b.yaml\n+++ b.yaml\n@@ -1,3 +1,3 @@\n id: b\n-title: ␛B  \n+title: ␛B\n questions: []\n"
    )


BANK = HEAD + GOOD + QUESTION + GOOD.replace("good", "other").replace("Mars", "Ares") + "    hint: It's the fourth.\n"
SLIPS = st.sampled_from([" ", "  ", ": ", "\t", "'", '"', "@", "* ", "- ", "#", " #", "{", "[", "\n", "é", "x", "id: "])


@st.composite
def mutated(draw: st.DrawFn) -> str:
    text = BANK
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(text)))
        gone = draw(st.integers(0, 3))
        text = text[:at] + draw(SLIPS) + text[at + gone :]
    return text


@examples(75)
@given(mutated())
def test_a_mutated_bank_is_never_worse_for_being_fixed(text: str) -> None:
    data = text.encode()
    after = fixed(data, check)
    assert fixed(after, check) == after
    before, then = read_bank(data, "f"), read_bank(after, "f")
    if before.bank is not None:
        assert then.bank is not None
        kept = {question.id: question for question in then.bank.questions}
        assert [kept[question.id] for question in before.bank.questions] == list(before.bank.questions)
        assert len(then.bank.questions) >= len(before.bank.questions)
        assert sum(map(is_error, then.diagnostics)) <= sum(map(is_error, before.diagnostics))


@examples(75)
@given(mutated() | st.text(st.characters(codec="utf-8"), max_size=60))
def test_every_finding_has_a_line_of_the_file(text: str) -> None:
    for one in check(text.encode()):
        assert 1 <= one.span.line <= max(1, len(re.findall(r"\r\n?|\n", text)) + 1)
        assert one.span <= type(one.span)(
            one.span.end_line, one.span.end_column, one.span.end_line, one.span.end_column
        )


@given(st.binary(max_size=200))
def test_any_bytes_are_checked(data: bytes) -> None:
    assert check(data)
    assert fixed(fixed(data, check), check) == fixed(data, check)
