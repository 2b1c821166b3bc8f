"""Lines one space off, which YAML takes without a word."""

import pytest

from quiz.reading.yaml.parser import read_nodes

ITEMS = "a:\n  - one\n   - two\nb:\n  - three\n  - four\n"
CASES = {
    ITEMS: ("Y035", 3),
    ITEMS.replace("  - one\n   - two", " - one\n  - two"): ("Y035", 2),
    "a: >-\n  one two\n   three\n  four\n": ("Y036", 3),
    "a: >-\n one two\n  three\nb:\n  c: d\n  e: f\n": ("Y036", 2),
    "a: >-\n  one two\n\n   three\n  four\n": ("Y036", 4),
}


@pytest.mark.parametrize("text", CASES)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_line_one_space_off_is_named(text: str, newline: str) -> None:
    (one,) = read_nodes(text.replace("\n", newline).encode(), "f").diagnostics
    assert (one.code, one.span.line) == CASES[text]
    assert one.help


@pytest.mark.parametrize(
    "text",
    [
        "a:\n - one\n - two\n",
        "a:\n b: c\n d: e\n",
        "a: one\n two - three\n",
        "a: one two\n three four\n",
        'a: "one\n  two\n   three"\n',
        "a: |-\n  one\n    two\n  three\n",
        "a: >-\n  one\n  two\n",
        "- a\n- b\n",
        "# a\n # b\na: b\n",
        "",
    ],
)
def test_other_steps_are_left_alone(text: str) -> None:
    assert [one.code for one in read_nodes(text.encode(), "f").diagnostics if one.code in {"Y035", "Y036"}] == []
