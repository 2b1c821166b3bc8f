"""How the next line is indented once Enter is pressed: what a person would have typed."""

import pytest

from quiz.tui.widgets.editor import indentation_after

AFTER = {
    # fields
    "": 0,
    "id: b": 0,
    "    prompt: Which?": 4,
    "    answer: 7   ": 4,
    '    "odd key": x': 4,
    # fields that open something
    "questions:": 2,
    "    distractors:": 6,
    "    distractors:  ": 6,
    "questions:  # note": 2,
    "questions:  # note:": 2,
    "    sources: # all of them": 6,
    '    "odd key":': 6,
    "    'odd: key':": 6,
    "      United Nations:": 8,
    "      Größe & Gewicht (2017):": 8,
    # texts on lines of their own
    "    explanation: >-": 6,
    "    explanation: >": 6,
    "    explanation: |": 6,
    "    explanation: |+": 6,
    "    explanation: |2-": 6,
    "    explanation: >-2": 6,
    "    explanation: >-  # folded": 6,
    "    explanation: |x": 4,
    # items
    "  - id: x": 4,
    "  -   id: x": 6,
    "- id: x": 2,
    "      - text: Rice": 8,
    "      - text: >-": 10,
    "      - text:": 10,
    "      - Rice": 6,
    "      - Rice, or wheat": 6,
    "      - ": 6,
    "      -": 6,
    "      - -3": 6,
    "      - --all: x": 8,
    "      - - id: x": 10,
    "      - >-": 8,
    "      - United Nations:": 10,
    "      - {ref: a, locator: b}": 6,
    "      - {ref: a, locator: b}  # note": 6,
    "      - [a, b]": 6,
    "      - https://example.org/a:b": 6,
    '      - "Rice: white"': 6,
    # colons that open nothing
    '    prompt: "Which of these:"': 4,
    "    prompt: 'Which of these:'": 4,
    "    prompt: Which of these is it? (a:b)": 4,
    '    prompt: "Is it: this"': 4,
    "    prompt: x  # note:": 4,
    "    URL: https://example.org/": 4,
    "    URL: https://example.org:": 4,
    "    tags: [a, b]": 4,
    "    {a: b}": 4,
    "https://example.org": 0,
    "# distractors:": 0,
    "    # distractors:": 4,
    "    # - id: x": 4,
    "---": 0,
    "\ttabbed:": 0,
}


@pytest.mark.parametrize("line", AFTER)
def test_a_line_is_indented_after_another(line: str) -> None:
    assert indentation_after(line) == AFTER[line]


TEXTS = {
    "a folded text": ("    explanation: >-", "      He said of the talks:", 6),
    "one word of it": ("    explanation: |", "      Note:", 6),
    "a dash in it": ("    explanation: |", "      - text: x", 6),
    "further down in it": ("    explanation: >-\n      One.\n\n        two\n      three", "      Note:", 6),
    "deeper in it": ("    explanation: >-\n      One.", "        Note:", 8),
    "a text in an item": ("  - text: >-", "      Note:", 6),
    "a text that is an item": ("  - >-", "    Note:", 4),
    "the field after it": ("  - text: >-\n      One.", "    feedback:", 6),
    "the field after it in a question": ("  - id: a\n    explanation: >-\n      One.", "    sources:", 6),
    "the item after it": ("    distractors:\n      - >-\n        One.", "      - text:", 10),
    "the question after it": ("  - id: a\n    explanation: >-\n      One.\n", "  - id: b", 4),
    "a comment with the sign": ("    # so: >-", "      Note:", 8),
    "a header with a comment": ("    explanation: >-  # so", "      Note:", 6),
    "a category": ("    categories:", "      Note:", 8),
    "an empty line of it": ("    explanation: >-", "      ", 6),
}


@pytest.mark.parametrize("case", TEXTS)
def test_within_a_text_of_several_lines_a_colon_and_a_dash_open_nothing(case: str) -> None:
    above, line, indent = TEXTS[case]
    assert indentation_after(line, above.split("\n")) == indent
