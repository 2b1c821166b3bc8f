"""What a bank becomes in each format and back: what does not come back was told."""

from pathlib import Path
from typing import Final

import msgspec
import pytest

from quiz.authoring.exporting import exported
from quiz.authoring.importing import ImportOptions, planned
from quiz.bank.model import Bank
from quiz.diagnostics.findings import is_error
from quiz.formats.bank_items import items_of
from quiz.formats.items import Item
from quiz.formats.prose import Prose
from quiz.formats.registry import FORMATS
from quiz.paths import bundled_banks_folder
from quiz.reading.reader import read_bank
from tests.formats.specimens import bank_of_one, specimens

READERS: Final = {"qti21": "qti", "qti12": "qti"}
BOTH: Final = [name for name, one in FORMATS.items() if one.writer and (one.reader or name in READERS)]
EVERY_TYPE: Final = """
id: every-type
title: Every type
markup: MARKUP
questions:
  - id: single.1
    type: single
    difficulty: easy
    tags: [a, "b, c"]
    points: 2.5
    group: g
    hint: Think.
    image: {file: a.png, alt: A map.}
    explanation: "Why: it is {so} = #1."
    as_of: 2020-01
    prompt: "Which ~one~? \\\\n {x} <b>"
    answer: {text: "C:\\\\temp", feedback: "Yes: 100%."}
    distractors: [{text: "a=b", feedback: "No.\\nNot so."}, "#c", {text: half, credit: 0.5}]
    sequence: ["#c", "a=b", half, "C:\\\\temp"]
  - {id: multiple-1, type: multiple, prompt: Which?, answers: [a, b, c], distractors: [d, e]}
  - {id: all, type: multiple, prompt: Which of all?, answers: [a, b, c]}
  - {id: truth, type: true-false, prompt: So it is., answer: false, feedback: {"true": No., "false": Yes.}}
  - {id: falsehood, type: true-false, prompt: So it is not., answer: true}
  - id: number
    type: number
    prompt: How many?
    answer: 3.50
    tolerance: 0.5
    unit: km
    near: [{value: 7, credit: 0.5, feedback: Twice.}]
  - {id: bare-number, type: number, prompt: How few?, answer: -12}
  - {id: fraction, type: number, prompt: What part?, answers: [1/3, 1/4]}
  - {id: two-numbers, type: number, prompt: Which two?, answers: [3, -3]}
  - id: text
    type: text
    prompt: Who?
    answers: [A* B, "a:b"]
    typos: 1
    near: [{text: C, feedback: No.}, {text: D, credit: 0.25}]
  - {id: strict, type: text, prompt: What?, answers: [mA], case_sensitive: true, accents: true}
  - {id: list, type: list, prompt: Name them., answers: [a, [b, bb], c], need: 2}
  - {id: open, type: open, prompt: Explain., answer: Because., rubric: [one, two]}
  - {id: order, type: order, prompt: In order., items: [a, b, c, d]}
  - {id: match, type: match, prompt: Match., pairs: {a: x, b: y, c: x}, distractors: [z]}
  - {id: arrow, type: match, prompt: Match them., pairs: {a -> b: x, b: y}}
  - {id: classify, type: classify, prompt: Sort., categories: {one: [a, b], two: [c]}}
  - {id: cloze, type: cloze, prompt: Fill in., text: "In {{May|may ~ June ~ July}} {{2001}} it was \\\\{{so."}
  - {id: typed-gaps, type: cloze, prompt: Fill., text: "An {{old|ancient}} {{house}} of ~5 m, {1/2}.", typos: 1}
"""


def bank_of(text: str) -> Bank:
    reading = read_bank(text.encode(), "bank.yaml", {})
    assert reading.bank is not None
    assert [finding for finding in reading.diagnostics if is_error(finding)] == []
    return reading.bank


def banks() -> list[Bank]:
    bundled = [
        read_bank(path.read_bytes(), path.name, None).bank
        for path in sorted(bundled_banks_folder().glob("*.yaml"))
        if path.name != "sources.yaml"
    ]
    return [bank for bank in bundled if bank] + [
        bank_of(EVERY_TYPE.replace("MARKUP", one)) for one in ("plain", "markdown")
    ]


@pytest.mark.parametrize("bank", banks(), ids=lambda bank: f"{bank.id}-{bank.markup}")
@pytest.mark.parametrize("form", BOTH)
def test_what_does_not_come_back_was_told(form: str, bank: Bank, tmp_path: Path) -> None:
    writing = exported(bank, form)
    path = tmp_path / f"file{FORMATS[form].ends[0]}"
    path.write_bytes(writing.data)
    plan = planned(path, ImportOptions(folder=tmp_path, form=READERS.get(form, form)))
    (content,) = (planned_bank.content for planned_bank in plan.banks)
    assert plan.all_faults == ()
    told = {loss.question for loss in writing.losses if loss.kind != "note"}
    left_out = {loss.question for loss in writing.losses if loss.kind == "left-out"}
    kept = [question for question in bank.questions if question.id not in left_out]
    assert len(content.questions) == len(kept)
    reading = read_bank(content.text(bank.id).encode(), "back.yaml", {})
    assert reading.bank is not None
    assert [finding.message for finding in reading.diagnostics if is_error(finding)] == []
    for before, after in zip(kept, reading.bank.questions, strict=True):
        if before.id not in told:
            has_no_ids = any(loss.code == "identifier" for loss in writing.losses)
            assert (msgspec.structs.replace(after, id=before.id) if has_no_ids else after) == before


SPECIMENS: Final = specimens()


@pytest.mark.parametrize("part", SPECIMENS)
@pytest.mark.parametrize("form", BOTH)
def test_what_is_said_to_be_lost_is_lost_and_what_is_not_comes_back(form: str, part: str, tmp_path: Path) -> None:
    bank, path = bank_of_one(SPECIMENS[part], tmp_path)
    writing = exported(bank, form, file=path)
    file = tmp_path / f"file{FORMATS[form].ends[0]}"
    file.write_bytes(writing.data)
    banks = planned(file, ImportOptions(folder=tmp_path, form=READERS.get(form, form))).banks
    codes = {loss.code for loss in writing.losses if loss.question == "q"} - {"identifier"}
    if "type" in codes:
        assert not any(one.content.questions for one in banks)
        return
    (content,) = (one.content for one in banks)
    back = read_bank(content.text("bank").encode(), "back.yaml", {}).bank
    assert back is not None
    (before,), (after,) = items_of(bank), items_of(back)
    assert (_shown(before) == _shown(after)) is not bool(codes)
    assert bool(content.assets) == ("image" in SPECIMENS[part] and "image" not in codes)


def _shown(item: Item) -> Item:
    """Return an item without its name, that of its bank and what is told of that, its picture by its words alone."""
    prompt = item.prompt
    if item.image:
        prompt = Prose(prompt.plain.removesuffix(f"[image: {item.image_alt}]").rstrip(), prompt.markdown)
    alt = item.image_alt if item.image else ""
    fields = {"id": "", "name": "", "category": "", "citations": (), "image": "", "losses": ()}
    return msgspec.structs.replace(item, **fields, prompt=prompt, image_alt=alt)
