"""Rules about the text of a bank: texts of a template that nobody has written over, signs of Markdown."""

import pytest

from quiz.authoring.templates import insert_question, new_bank
from quiz.bank.questions.templates import PLACEHOLDERS, TEMPLATES
from quiz.lint.explaining import explain
from tests.checks import check_bank

WRITTEN = """\
id: b
title: B
questions:
  - id: q
    type: single
    prompt: Which planet is red?
    answer: Mars
    distractors:
      - text: Venus
        feedback: It is white.
      - Mercury
    explanation: >-
      Iron rusts.
    sources: [s]
"""


def told(text: str) -> list[tuple[str, int, int, int]]:
    found = check_bank(text.encode(), "b.yaml", None).diagnostics
    return [(one.code, one.span.line, one.span.column, one.span.end_column) for one in found]


def test_a_bank_that_is_written_has_none() -> None:
    assert told(WRITTEN) == []
    assert told(WRITTEN.replace("Which planet is red?", "Write the name of the red planet.")) == []


@pytest.mark.parametrize(
    ("written", "template", "place"),
    [
        ("Which planet is red?", "Write a question that one choice answers.", (6, 13, 54)),
        ("Mars", "Write the right choice", (7, 13, 35)),
        ("Mars", "'Write the right choice'", (7, 13, 37)),
        ("Venus", "Write a wrong choice", (9, 15, 35)),
        ("It is white.", "Write what this choice really is.", (10, 19, 52)),
        ("Iron rusts.", "Write why the answer is right, and one thing more.", (13, 7, 57)),
        ("title: B", "title: Write the title of the bank", (2, 8, 35)),
    ],
)
def test_a_text_of_a_template_is_told_where_it_stands(written: str, template: str, place: tuple[int, int, int]) -> None:
    text = WRITTEN.replace(written, template)
    assert told(text) == [("S003", *place)]
    assert told(text.replace("\n", "\r\n")) == [("S003", *place)]


def test_it_can_be_switched_off() -> None:
    text = WRITTEN.replace("Mars", "Write the right choice")
    assert told(text + "    lint: {ignore: [template-text], reason: It is about templates.}\n") == []


def test_what_is_not_written_has_no_flaws_and_is_like_no_other_question() -> None:
    text = new_bank("b", "B")
    for kind in (*TEMPLATES, *TEMPLATES):
        insertion = insert_question(text, kind)
        assert insertion is not None
        text = insertion.applied(text)
    assert {code for code, *_ in told(text)} == {"B016", "B041", "S003"}


def test_a_category_that_is_a_template_is_told_too() -> None:
    keys = [text for text in PLACEHOLDERS if f"  {text}:" in TEMPLATES["classify"] + TEMPLATES["match"]]
    assert len(keys) == 4
    found = told(new_bank("b", "B", kind="match"))
    assert ("S003", 9, 7, 22) in found
    assert ("S003", 9, 24, 48) in found


def test_it_is_explained() -> None:
    assert explain("S003").startswith("S003 template-text (warning)\n")
    assert "S003" in explain("s")


MARKED = {
    "Iron **rusts**.": (13, 12, 21),
    "Iron rusts, see [the atlas](https://example.org/mars).": (13, 23, 60),
    "![Mars](mars.png) rusts.": (13, 7, 24),
    "```python": (13, 7, 16),
    "It takes $\\frac{1}{2}$ of it.": (13, 16, 29),
    "It takes \\(x^2\\) of it.": (13, 16, 23),
}


@pytest.mark.parametrize("written", MARKED)
def test_signs_of_markdown_in_a_plain_bank_are_told(written: str) -> None:
    text = WRITTEN.replace("Iron rusts.", written)
    assert told(text) == [("S007", *MARKED[written])]
    assert told(text.replace("title: B\n", "title: B\nmarkup: markdown\n")) == []


@pytest.mark.parametrize(
    "written",
    [
        "It is 2**3**2, or f(**one, **other).",
        "Call handlers[i](key), and a[0](b.c).",
        "It costs $5 or $6, in C:\\new or \\\\host.",
        "Iron rusts.\n    # **mine**",
        "*Iron* rusts, says [1] (https://example.org).",
        "Write `**kwargs` and `*args`.",
    ],
)
def test_what_only_looks_like_markdown_is_let_pass(written: str) -> None:
    assert [one for one in told(WRITTEN.replace("Iron rusts.", written)) if one[0] == "S007"] == []


def test_signs_of_markdown_are_told_once() -> None:
    text = WRITTEN.replace("Which planet", "Which **planet**").replace("white", "**white**").replace("Iron", "**Iron**")
    (found,) = check_bank(text.encode(), "b.yaml", None).diagnostics
    assert (found.code, found.span.line) == ("S007", 6)
    assert "2 more places" in found.message


def test_a_passage_that_is_markdown_in_a_plain_bank_is_no_plain_text() -> None:
    passage = "passages:\n  - id: p\n    title: P\n    markup: markdown\n    text: Iron **rusts**.\nquestions:"
    text = WRITTEN.replace("questions:", passage).replace("    sources", "    passage: p\n    sources")
    assert told(text) == []
    assert told(text.replace("    markup: markdown\n", "")) == [("S007", 6, 16, 25)]
