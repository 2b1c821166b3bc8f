"""The shape of a text by its lines: where it says the same as YAML, and what it says of texts that YAML cannot read."""

from pathlib import Path

import pytest

from quiz.authoring.outline import Block, read_outline
from quiz.reading.reader import read_located
from tests.conftest import NINE

BUNDLED = Path(__file__).parents[2] / "questions"
BANKS = {path.stem: path.read_text(encoding="utf-8") for path in BUNDLED.glob("*.yaml") if path.stem != "sources"}


@pytest.mark.parametrize("name", [*BANKS, "nine"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_the_questions_start_where_yaml_says(name: str, newline: str) -> None:
    text = BANKS.get(name, NINE).replace("\n", newline)
    _, document, places, _ = read_located(text.encode(), "b.yaml")
    outline = read_outline(text)
    assert [block.first for block in outline.blocks] == [
        document.lines.place(document.starts[event])[0] for event in places.values()
    ]
    assert (outline.newline, outline.dash, outline.root, outline.in_blocks) == (newline, 2, 0, True)
    assert outline.rows[outline.last - 1].strip()
    assert outline.is_spaced == (name != "nine")
    for above, below in zip(outline.blocks, outline.blocks[1:], strict=False):
        assert above.stop == below.first
        assert above.last < below.first


SLIPS = """\
# a bank
questions:

  # first
  - id: a
    prompt: 'it
    # still of a
 no field
   - id: b

# last
title: B
  - id: c
"""


def test_slips_belong_to_what_stands_above_them() -> None:
    outline = read_outline(SLIPS)
    assert outline.blocks == (Block(5, 8, 9), Block(9, 9, 12))
    assert (outline.headline, outline.last, outline.dash) == (2, 9, 2)
    assert [outline.block_at(line) for line in (4, 5, 8, 9, 11, 12)] == [
        None,
        Block(5, 8, 9),
        Block(5, 8, 9),
        Block(9, 9, 12),
        Block(9, 9, 12),
        None,
    ]


@pytest.mark.parametrize("text", ["", "\n\n", "# a\n", "%YAML 1.2\n---\n", "--- # a"])
def test_a_text_that_says_nothing_has_no_last_line(text: str) -> None:
    assert read_outline(text).last == 0
