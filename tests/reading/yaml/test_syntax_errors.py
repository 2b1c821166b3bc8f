"""What usual slips are told as, and how often the right line is named."""

from collections import Counter

import pytest

from quiz.reading.yaml.parser import read_nodes
from tests.examples import TIMES
from tests.reading.mutants import SLIPS, rates

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


@pytest.fixture(scope="module")
def outcomes() -> dict[str, Counter[str]]:
    return rates(2 * TIMES, seed=6)


@pytest.mark.parametrize("slip", SLIPS)
def test_nearly_always_the_right_line_of_a_bundled_bank_is_named(slip: str, outcomes: dict[str, Counter[str]]) -> None:
    counts = outcomes[slip]
    told = counts.total() - counts["same"]
    assert told >= 6 * TIMES
    assert (counts["right"] + counts["noisy"]) / told >= 0.95


@pytest.mark.parametrize("slip", SLIPS)
def test_follow_ons_are_withheld(slip: str, outcomes: dict[str, Counter[str]]) -> None:
    counts = outcomes[slip]
    assert counts["noisy"] <= 0.05 * counts.total()
