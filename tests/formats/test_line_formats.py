"""Aiken, Respondus, text2qti, mkdocs-quiz, quizdown and Kahoot: what is read and what is told."""

from typing import Any

import pytest

from quiz.authoring.exporting import exported
from quiz.formats.sheets import xlsx_bytes
from tests.formats.conftest import Plans, questions, told
from tests.formats.test_round_trip import bank_of

SINGLE = {"type": "single", "prompt": "Q?", "answer": "b", "distractors": ["a"]}
MULTIPLE = {"type": "multiple", "prompt": "Q?", "answers": ["a", "c"], "distractors": ["b"]}


@pytest.mark.parametrize(
    ("form", "text", "wanted"),
    [
        ("aiken", "Q?\nA) a\nB) b\nANSWER: B\n", SINGLE),
        ("aiken", "One\n\ntwo?\nA. a\nB. b\nANSWER: B\n", SINGLE | {"prompt": "One\ntwo?"}),
        ("respondus", "1. Q?\na. a\n*b. b\n", SINGLE),
        ("respondus", "Type: MA\n1) Q?\n*a) a\nb) b\n*c) c\n", MULTIPLE),
        ("respondus", "1. (2 points)\nQ?\n\na. a\n*b. b\n", SINGLE | {"points": 2}),
        ("respondus", "Type: E\n1. Q?\na. A model.\n", {"type": "open", "prompt": "Q?", "answer": "A model."}),
        ("respondus", "1. Q?\na. a\nb. b\n\nAnswers:\n1. B\n", SINGLE),
        ("text2qti", "1. Q?\na) a\n*b) b\n", SINGLE),
        ("text2qti", "1. Q?\n[*] a\n[ ] b\n[*] c\n", MULTIPLE),
        ("text2qti", "1. Q?\n=   10 +- 5%\n", {"type": "number", "prompt": "Q?", "answer": 10, "tolerance": 0.5}),
        (
            "text2qti",
            "1. Q?\n... said\n*   a\n*   b\n",
            {"type": "text", "prompt": "Q?", "answers": ["a", "b"], "explanation": "said"},
        ),
        ("mkdocs-quiz", "<quiz>\nQ?\n- [ ] a\n- [x] b\n</quiz>\n", SINGLE),
        ("mkdocs-quiz", "<quiz>\nQ?\n- [x] a\n- [ ] b\n- [x] c\n\nWhy.\n</quiz>\n", MULTIPLE | {"explanation": "Why."}),
        (
            "mkdocs-quiz",
            "<quiz>\nQ?\n- [ ] True\n- [x] False\n</quiz>\n",
            {"type": "true-false", "prompt": "Q?", "answer": False},
        ),
        ("quizdown", "# Q?\n> Think.\n\n1. [ ] a\n1. [x] b\n", SINGLE | {"hint": "Think."}),
        ("quizdown", "# Q?\n- [x] a\n- [ ] b\n- [x] c\n", MULTIPLE),
        ("quizdown", "# Q?\n1. a\n2. b\n3. c\n", {"type": "order", "prompt": "Q?", "items": ["a", "b", "c"]}),
        ("kahoot", "Question,Answer1,Answer2,Correct\nQ?,a,b,2\n", SINGLE),
    ],
)
def test_a_question_is_read(form: str, text: str, wanted: dict[str, Any], plan: Plans) -> None:
    found = plan(text, "file.txt", form=form)
    (question,) = questions(found)
    assert {name: value for name, value in question.items() if name in wanted} == wanted
    assert told(found) == []


@pytest.mark.parametrize(
    ("form", "text", "code", "line"),
    [
        ("aiken", "Q?\nA) a\nB) b\n\nR?\nA) a\nB) b\nANSWER: A\n", "no-answer-line", 1),
        ("aiken", "Q?\nA) a\nB) b\nANSWER: C\n", "answer-is-no-choice", 4),
        ("respondus", "1. Q?\na. a\nb. b\n", "no-key", 1),
        ("respondus", "1. Q?\n*a. a\nb. b\n\n~ what\n", "text-outside", 5),
        ("respondus", "1. Q?\n*a. a\nb. b\n3. R?\n*a. a\nb. b\n", "number-out-of-order", 4),
        ("text2qti", "```{.python .run}\nprint()\n```\n1. Q?\n*a) a\nb) b\n", "executable-block", 1),
        ("text2qti", "1. Q?\n^^^^\n", "unsupported-type", 1),
        ("text2qti", "GROUP\nPick: 2\n1. Q?\n*a) a\nb) b\nEND_GROUP\n", "group-pick", 2),
        ("mkdocs-quiz", "<quiz>\nQ?\n- [x] a\n", "unclosed-quiz", 1),
        ("mkdocs-quiz", "<quiz>\nQ?\n</quiz>\n", "no-choices", 1),
        ("quizdown", "# Q?\n1. a\n2. b\n", "order-size", 1),
        ("quizdown", "No heading.\n", "no-questions", 1),
        ("kahoot", "Question,Answer1,Answer2,Correct\nQ?,a,b,\n", "no-key", 2),
    ],
)
def test_what_is_wrong_or_lost_is_told_on_its_line(form: str, text: str, code: str, line: int, plan: Plans) -> None:
    assert (line, code) in told(plan(text, "file.txt", form=form))


def test_what_kahoot_and_aiken_have_no_room_for_is_left_out_and_told() -> None:
    long = "x" * 121
    bank = bank_of(
        f"id: b\ntitle: B\nquestions:\n  - {{id: long, type: single, prompt: {long}, answer: a, distractors: [b]}}\n"
        "  - {id: typed, type: text, prompt: Q?, answers: [a]}\n"
        '  - {id: lines, type: single, prompt: "a\\n\\nb", answer: a, distractors: [b]}\n'
    )
    left_out = {
        form: {loss.question for loss in exported(bank, form).losses if loss.kind == "left-out"}
        for form in ("kahoot", "aiken")
    }
    assert left_out == {"kahoot": {"long", "typed"}, "aiken": {"typed", "lines"}}


def test_a_sheet_without_the_columns_of_kahoot_is_refused(plan: Plans) -> None:
    assert plan(xlsx_bytes([["a", "b"]], "S"), "a.xlsx", form="kahoot").unreadable
