"""Tab goes from text to text of a template, and back, whatever else stands there."""

import pytest
from hypothesis import given, strategies as st

from quiz.authoring.stops import Stop, is_emptied, next_stop, stop_before
from quiz.authoring.templates import new_bank
from quiz.bank.questions.registry import QUESTION_TYPES
from quiz.bank.questions.templates import LEAD, PLACEHOLDERS, TEMPLATES
from quiz.diagnostics.lines import Lines

KINDS = tuple(QUESTION_TYPES)
BROKEN = "prompt: So: it says: [\n"


def text_at(text: str, stop: Stop) -> str:
    return text.split("\n")[stop.line - 1][stop.column - 1 : stop.column - 1 + stop.length]


def tabbed(text: str) -> list[str]:
    """Return every text to write over, as Tab goes through them."""
    found: list[Stop] = []
    line, column = 1, 1
    while (stop := next_stop(text, line, column)) is not None and stop not in found:
        found.append(stop)
        line, column = stop.line, stop.column + stop.length
    return [text_at(text, stop) for stop in found]


@pytest.mark.parametrize("before", ["", BROKEN])
@pytest.mark.parametrize("kind", KINDS)
def test_every_text_of_a_template_comes_in_its_turn_and_then_the_first_again(kind: str, before: str) -> None:
    text = before + new_bank("b", f"{LEAD}the title of the bank", kind=kind)
    found = tabbed(text)
    assert found[0] == "Write the title of the bank"
    assert len(found) == text.count(LEAD)
    assert set(found) <= PLACEHOLDERS


@pytest.mark.parametrize("kind", KINDS)
def test_the_way_back_is_the_way_forth(kind: str) -> None:
    text = BROKEN + TEMPLATES[kind]
    found: list[Stop] = []
    line, column = len(text.split("\n")), 1
    while (stop := stop_before(text, line, column)) is not None and stop.length:
        found.append(stop)
        line, column, _ = stop
    assert [text_at(text, stop) for stop in reversed(found)] == tabbed(text)


def test_the_next_text_begins_at_the_place_or_below_it_else_it_is_the_first() -> None:
    text = "title: 😀\nprompt: Write the answer  \n  Write one thing: Write what belongs to it\n- Write the answer"
    places = [Stop(2, 9, 16), Stop(3, 3, 15), Stop(3, 20, 24), Stop(4, 3, 16)]
    assert [next_stop(text, line, column) for line, column, _ in places] == places
    assert next_stop(text, 1, 1) == places[0]
    assert next_stop(text, 2, 10) == places[1]
    assert next_stop(text, 3, 4) == places[2]
    assert next_stop(text, 4, 4) == places[0]
    assert next_stop("", 1, 1) is None
    assert next_stop("title: B\n", 1, 4) is None


@pytest.mark.parametrize(
    "line",
    [
        "prompt: Write a letter.",
        "prompt: Write the answer here",
        "prompt: Write the",
        "prompt: write the answer",
        "prompt: Can you Write the answer",
        "      and then Write the answer",
        "prompt: He said - Write the answer",
        "# Write the answer",
    ],
)
def test_what_an_author_wrote_is_not_to_be_written_over(line: str) -> None:
    assert next_stop(f"{line}\n", 1, 1) is None


WRITTEN = """\
questions:
  - id: a
    type: single
    prompt: >-
      Two lines
      of a prompt?
    answer: Mars
    distractors:

      - text: Venus
        # so
        feedback: Write what this choice really is.
      - |-
        Write another wrong choice
    tags: []
"""


def test_back_leads_to_the_ends_of_what_was_written() -> None:
    places = [(16, 1), (14, 9), (12, 19), (10, 20), (7, 17), (6, 19), (1, 1)]
    back = [stop_before(WRITTEN, line, column) for line, column in places]
    assert back == [Stop(14, 9, 26), Stop(12, 19, 33), Stop(10, 20), Stop(7, 17), Stop(6, 19), None, None]


@given(st.sampled_from(KINDS), st.text(st.sampled_from("a:- \n😀Write"), max_size=30), st.integers(0, 400))
def test_stops_are_found_from_anywhere(kind: str, before: str, index: int) -> None:
    text = f"{before}\n{TEMPLATES[kind]}"
    lines = Lines(text)
    line, column = lines.place(min(index, len(text)))
    stop = next_stop(text, line, column)
    assert stop is not None
    assert text_at(text, stop) in PLACEHOLDERS
    if (back := stop_before(text, line, column)) is not None:
        assert lines.index(back.line, back.column) < lines.index(line, column)
        assert not back.length or text_at(text, back) in PLACEHOLDERS


@pytest.mark.parametrize(
    ("text", "is_gone"),
    [
        ("    unit: \n    explanation: X\n", True),
        ("          feedback:\n        - Y\n", True),
        ("      - \n      - Y\n", True),
        ("      -\n", True),
        ("    unit: kg\n", False),
        ("    answers:\n", False),
        ("    prompt: \n", False),
        ("    feedback:\n      true: Y\n", False),
        ("      -\n        text: Y\n", False),
    ],
)
def test_a_line_goes_whose_text_was_taken_away_and_that_is_not_needed(text: str, is_gone: bool) -> None:
    assert is_emptied(text, 1) == is_gone
