"""What usual slips are told as, and how often the right line is named."""

import re
from collections.abc import Callable

import pytest

from quiz.bank.nodes import read_nodes

CASES = {
    'a: "x\nb: y\n': ("Y011", 1, 4),
    "a: 'x\nb: y\n": ("Y011", 1, 4),
    'a: "x\nb: "y"\nc: d\n': ("Y011", 1, 4),
    "a: [b, c\nd: e\n": ("Y012", 1, 4),
    "a: {b: c\n": ("Y012", 1, 4),
    "a: b\nkey:text\nc: d\n": ("Y013", 2, 1),
    "key:text\nc: d\n": ("Y013", 1, 1),
    "a: b\n  c: d\n": ("Y014", 2, 3),
    "a:\n  - b\n c: d\n": ("Y014", 3, 2),
    "a:\n\t- b\n": ("Y015", 2, 1),
    'a: "\\d"\n': ("Y016", 1, 5),
    'a: "C:\\users"\n': ("Y016", 1, 7),
    "a: b: c\n": ("Y017", 1, 4),
    "- a: b: c\n": ("Y017", 1, 6),
    "a: @b\n": ("Y018", 1, 4),
    "a: %b\n": ("Y018", 1, 4),
    "a: `b`\n": ("Y018", 1, 4),
    "a: * b\n": ("Y018", 1, 4),
    "a: {{b}} c\n": ("Y019", 1, 4),
    "a: {{b}}: c\n": ("Y019", 1, 4),
    "a: 'it's'\n": ("Y034", 1, 7),
    'a: "b" c\n': ("Y034", 1, 6),
    "a: b\n...\njunk\n": ("Y010", 3, 1),
}


@pytest.mark.parametrize("text", CASES)
def test_a_slip_is_named_where_it_was_made(text: str) -> None:
    document = read_nodes(text.encode(), "f")
    assert document.broken
    assert [(one.code, one.span.line, one.span.column) for one in document.diagnostics] == [CASES[text]]
    assert all(one.help for one in document.diagnostics)


def test_special_starts_are_shown_in_quotes() -> None:
    (one,) = read_nodes(b"a: @b c\n", "f").diagnostics
    assert one.help == 'put the text in quotes: "@b c"'


QUESTION = """\
  - id: question-{n}
    type: single
    tags: [eu, dprk]
    prompt: Which body took up matter number {n}?
    answer: "The Council: in {n}"
    distractors:
      - text: The Commission in {n}
        feedback: It proposed the text and did not adopt it.
      - "The Parliament: in {n}"
      - The Court in {n}
    explanation: >-
      The Council took up matter number {n} in October, five days
      after it had been brought up.
    sources:
      - source, paragraph {n}
"""
BANK = "id: slips\ntitle: Slips\nquestions:\n" + "".join(QUESTION.format(n=n) for n in range(12))
VALUE = re.compile(r"^(\s*(?:- )?[a-z]+: |\s*- )([A-Za-z][^\"':]*)$")
QUOTED = re.compile(r"^(.*: |\s*- )(\".*)\"$")
LINE = re.compile(r"^( *)(\S.*)$")

SLIPS: dict[str, tuple[re.Pattern[str], Callable[[re.Match[str]], str]]] = {
    "quote not closed": (VALUE, lambda m: f'{m[1]}"{m[2]}'),
    "apostrophe not closed": (VALUE, lambda m: f"{m[1]}'{m[2]}"),
    "closing quote lost": (QUOTED, lambda m: f"{m[1]}{m[2]}"),
    "no space after colon": (re.compile(r"^(\s*(?:- )?[a-z]+:) (\S.*)$"), lambda m: f"{m[1]}{m[2]}"),
    "no space after dash": (re.compile(r"^(\s*-) (\S.*)$"), lambda m: f"{m[1]}{m[2]}"),
    "one space too few": (re.compile(r"^ ( *)(\S.*)$"), lambda m: f"{m[1]}{m[2]}"),
    "one space too many": (LINE, lambda m: f" {m[1]}{m[2]}"),
    "colon in a value": (VALUE, lambda m: f"{m[1]}{m[2]}: more"),
    "tab": (re.compile(r"^  ( *)(\S.*)$"), lambda m: f"\t{m[1]}{m[2]}"),
    "bad escape": (VALUE, lambda m: f'{m[1]}"{m[2]} \\d"'),
    "apostrophe in apostrophes": (VALUE, lambda m: f"{m[1]}'{m[2]}'s end'"),
    "starts with a star": (VALUE, lambda m: f"{m[1]}*{m[2]}"),
    "starts with an at sign": (VALUE, lambda m: f"{m[1]}@{m[2]}"),
    "starts with braces": (VALUE, lambda m: f"{m[1]}{{{{{m[2]}}}}} and"),
    "starts with a bracket": (VALUE, lambda m: f"{m[1]}[{m[2]}"),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_nearly_always_the_right_line_is_named(slip: str) -> None:
    pattern, change = SLIPS[slip]
    lines = BANK.split("\n")
    told = right = 0
    for number, line in enumerate(lines):
        if match := pattern.match(line):
            text = "\n".join([*lines[:number], change(match), *lines[number + 1 :]])
            found = read_nodes(text.encode(), "f").diagnostics
            told += bool(found)
            right += bool(found) and found[0].span.line == number + 1
    assert told >= 12
    assert right / told >= 0.95
