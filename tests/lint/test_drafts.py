"""Questions with `status: draft`: what is wrong in them is told, what they lack and the rules only if asked."""

from pathlib import Path

import pytest

from quiz.library.library import BankFile
from quiz.lint.checking import check_file
from quiz.reading.drafts import draft_lines
from quiz.reading.reader import read_bank, read_located

READY = """\
id: b
title: B
questions:
  - id: ready
    type: true-false
    prompt: The Sun is a star.
    answer: true
    explanation: It is.
    sources: [known]
"""
DRAFT = """\
  - id: draft
    status: draft
"""
SOUND = f"{DRAFT}    type: single\n    prompt: Which is not it?\n    answer: A b\n    distractors: [B c, C d]\n"


def codes(text: str, *, drafts: bool = False) -> list[str]:
    listed = text + "references: [{id: known, title: Known}]\n"
    file = BankFile(Path("b.yaml"), listed.encode(), None)
    return [found.code for found in check_file(file, drafts_too=drafts).diagnostics]


@pytest.mark.parametrize("is_first", [False, True])
def test_a_draft_is_read_apart_from_the_questions(is_first: bool) -> None:
    head, ready = READY.split("questions:\n")
    rows = SOUND + ready if is_first else ready + SOUND
    bank = read_bank(f"{head}questions:\n{rows}".encode(), "b.yaml", None).bank
    assert bank is not None
    assert [question.id for question in bank.questions] == ["ready"]
    assert [question.id for question in bank.drafts] == ["draft"]
    assert "known" in {citation.ref for question in bank.questions for citation in question.citations}
    both = read_located(f"{head}questions:\n{rows}".encode(), "b.yaml", None, drafts_too=True).reading.bank
    assert both is not None
    assert {question.id for question in both.questions} == {"ready", "draft"}
    assert not both.drafts


@pytest.mark.parametrize(
    ("rows", "now", "later"),
    [
        ("", [], ["B002"]),  # of a question without a type nothing else is known
        ("    type: single\n", [], ["B002", "B002", "B024"]),
        ("    type: order\n    prompt: In which order?\n    items: [a]\n", [], ["B013"]),
        ("    type: single\n    prompt: ''\n    answer: A\n    distractors: []\n", [], ["B006", "B024"]),
        ("    type: singel\n", ["B004"], ["B004"]),
        ("    type: single\n    promt: Which is it?\n", ["B003"], ["B002", "B003", "B024"]),
        ("    tpye: single\n    prompt: Which is it?\n", ["B002"], ["B002"]),
        ("    type: text\n    points: many\n    as_of: May\n", ["B008", "B009"], ["B002", "B002", "B008", "B009"]),
        ("    type: order\n    prompt: In which order?\n    items: [a, b, a]\n", ["B028"], ["B028"]),
        ("    type: text\n    prompt: Which is it?\n    answers: [a]\n    sources: [no]\n", ["B042"], ["B042"]),
    ],
)  # fmt: skip
def test_what_stands_wrongly_is_told_always_and_what_is_not_there_yet_only_if_asked(
    rows: str, now: list[str], later: list[str]
) -> None:
    support = {"B040", "B041"}
    assert sorted(codes(READY + DRAFT + rows)) == now
    told = codes(READY + DRAFT + rows, drafts=True)
    assert sorted(code for code in told if code not in support) == later
    assert "B040" in told


def test_rules_look_at_drafts_only_if_asked() -> None:
    assert codes(READY + SOUND) == []
    assert {"F006", "B040", "B041"} <= set(codes(READY + SOUND, drafts=True))
    spaces = SOUND.replace("Which is not it?", "Which is it?  ")
    assert codes(READY + spaces) == []
    assert "S001" in codes(READY + spaces, drafts=True)
    assert codes(READY.replace("title: B", "title: B  ") + SOUND) == ["S001"]


def test_a_second_question_with_the_id_of_a_draft_is_told() -> None:
    assert codes(READY + DRAFT.replace("draft\n", "ready\n", 1) + "    type: text\n") == ["B020"]


def test_a_bank_of_drafts_alone_has_no_fault() -> None:
    head = READY.partition("  - id")[0]
    assert codes(head + SOUND) == []
    assert codes(head + DRAFT) == []


@pytest.mark.parametrize(("status", "help_"), [("Draft", "`draft`"), ("ready", "write `status: draft`, or remove")])
def test_another_status_is_an_error_that_says_what_to_type(status: str, help_: str) -> None:
    reading = read_bank((READY + SOUND.replace("status: draft", f"status: {status}")).encode(), "b.yaml", None)
    (found,) = (one for one in reading.diagnostics if one.code == "B012")
    assert help_ in (found.help or "")
    assert reading.bank is not None
    assert not reading.bank.drafts


@pytest.mark.parametrize("more", ["", "license: CC0\n", "\n\n# The end\n"])
def test_the_lines_of_drafts(more: str) -> None:
    text = READY + SOUND + more
    document = read_located(text.encode(), "b.yaml").document
    ((first, *rest),) = draft_lines(document)
    assert first == text.splitlines().index("  - id: draft") + 1
    assert text.splitlines()[rest[4] - 1] == "    distractors: [B c, C d]"
