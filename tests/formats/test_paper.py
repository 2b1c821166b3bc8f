"""The paper: what is on it, what is not, and that it hangs on the seed alone."""

import re

import pytest

from quiz.authoring.exporting import exported
from tests.formats.test_round_trip import EVERY_TYPE, bank_of

BANK = bank_of(
    """
id: secret-ids
title: A <paper>
passages: [{id: p, title: The text, text: Read this.}]
questions:
  - {id: typed-zebra, type: text, prompt: Which animal?, answers: [zebra], explanation: It has stripes.}
  - {id: n, type: number, prompt: How many?, answer: 4711, unit: km, passage: p}
  - {id: t, type: true-false, prompt: It is so., answer: false}
  - {id: s, type: single, prompt: "Which?", answer: left, distractors: [right, up], points: 3, passage: p}
  - {id: g, type: cloze, prompt: Fill., text: "The {{lion}} and {{bear ~ fox ~ cat}}."}
  - {id: o, type: order, prompt: In order., items: [a1, b2, c3]}
"""
)


def page(*, seed: int = 0, has_key: bool = False) -> str:
    return exported(BANK, "paper", seed=seed, has_key=has_key).data.decode()


def test_without_a_key_no_answer_stands_anywhere_in_the_file() -> None:
    text = page()
    for answer in ("zebra", "4711", "stripes", "lion"):
        assert answer not in text
    assert "a1" in text
    assert "bear" in text
    assert text.index("bear") != text.index("fox")
    assert "&lt;paper&gt;" in text
    assert "<script" not in text
    assert not re.search(r"(?:src|href)=", text)
    assert "Read this." in text


def test_the_key_stands_on_a_page_of_its_own() -> None:
    text = page(has_key=True)
    before, _, key = text.partition('<section class="key">')
    assert "zebra" not in before
    assert all(answer in key for answer in ("zebra", "4711", "It has stripes.", "lion", "False", "a1, b2, c3"))


def test_the_order_hangs_on_the_seed_alone_and_a_passage_stays_together() -> None:
    assert page(seed=1) == page(seed=1)
    prompts = {tuple(re.findall(r"\d\.</span> ([^<]+)", page(seed=seed))) for seed in range(6)}
    assert len(prompts) > 1
    for order in prompts:
        assert abs(order.index("How many?") - order.index("Which?")) == 1


@pytest.mark.parametrize("markup", ["plain", "markdown"])
def test_every_type_has_its_place(markup: str) -> None:
    bank = bank_of(EVERY_TYPE.replace("MARKUP", markup))
    text = exported(bank, "paper", has_key=True).data.decode()
    assert text.count('class="question"') == len(bank.questions)
