"""Fields indented as the text above them, which YAML takes for a part of it without a word."""

import pytest

from quiz.reading.yaml.parser import read_nodes

HEAD = "id: b\nquestions:\n  - id: q\n    prompt: X\n"
SWALLOWED = {
    "    explanation: >-\n      They had.\n      sources:\n        - book, page 3\n": 7,
    "    explanation: >-\n      They had.\n\n      hint: Think.\n    sources: [s]\n": 8,
    "    explanation: >\n      They had.\n      sources: [s]\n  - id: r\n    prompt: Y\n    sources: [s]\n": 7,
    "    distractors:\n      - text: Z\n        feedback: >-\n          No.\n          explanation: Yes.\n": 9,
}


@pytest.mark.parametrize("fields", SWALLOWED)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_field_that_the_text_above_swallowed_is_told(fields: str, newline: str) -> None:
    (found,) = read_nodes((HEAD + fields).replace("\n", newline).encode(), "f").diagnostics
    assert (found.code, found.span.line) == ("Y038", SWALLOWED[fields])
    assert found.help


@pytest.mark.parametrize(
    "fields",
    [
        "    explanation: >-\n      They had.\n    sources:\n      - book, page 3\n",
        "    explanation: >-\n      They had, so say both\n      sources: the book and the paper.\n    sources: [s]\n",
        "    explanation: >-\n      They had, so say both\n      papers: the old and the new.\n",
        "    explanation: |\n      services:\n      sources:\n        - book\n",
        "    explanation: >-\n      They had:\n\n        sources: none\n",
        "    explanation: They had.\n    distractors:\n      - text: Z\n        feedback: No.\n",
        '    explanation: "They had.\n      hint: none"\n',
    ],
)
def test_what_is_no_lost_field_is_let_pass(fields: str) -> None:
    assert not read_nodes((HEAD + fields).encode(), "f").diagnostics


def test_a_field_of_a_passage_that_its_text_swallowed_is_told() -> None:
    text = "id: b\npassages:\n  - id: p\n    text: >-\n      Long ago.\n      sources: [s]\nquestions:\n  - prompt: X\n"
    assert [one.span.line for one in read_nodes(text.encode(), "f").diagnostics if one.code == "Y038"] == [6]
