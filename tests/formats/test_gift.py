"""GIFT: what is read, what is told, and what is written."""

from typing import Any

import pytest

from tests.formats.conftest import Plans, questions, told


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Sky?{=blue ~red}", {"type": "single", "prompt": "Sky?", "answer": "blue", "distractors": ["red"]}),
        (
            "Sky?{~%50%blue#yes ~%50%grey ~%-100%red#no}",
            {
                "type": "multiple",
                "prompt": "Sky?",
                "answers": [{"text": "blue", "feedback": "yes"}, "grey"],
                "distractors": [{"text": "red", "feedback": "no"}],
            },
        ),
        (
            "Sky is blue.{T#no#yes####why}",
            {
                "type": "true-false",
                "prompt": "Sky is blue.",
                "answer": True,
                "feedback": {"true": "yes", "false": "no"},
                "explanation": "why",
            },
        ),
        ("It is {=so =thus}!", {"type": "text", "prompt": "It is _____!", "answers": ["so", "thus"]}),
        ("{One} more", {"type": "text", "prompt": "_____ more", "answers": ["One"]}),
        ("Pi?{#3.1..3.2}", {"type": "number", "prompt": "Pi?", "answer": 3.15, "tolerance": 0.05}),
        ("Low?{#-3..-1}", {"type": "number", "prompt": "Low?", "answer": -2, "tolerance": 1}),
        (
            "Pair?{=a -> b =c -> d -> e = -> f}",
            {"type": "match", "prompt": "Pair?", "pairs": {"a": "b", "c": "d -> e"}, "distractors": ["f"]},
        ),
        (
            r"A \{brace\}\: \~ \# \= \\ or\nnot?{T}",
            {"type": "true-false", "prompt": "A {brace}: ~ # = \\ or\nnot?", "answer": True},
        ),
        ("[html]&lt;b&gt; &amp;amp; so{T}", {"type": "true-false", "prompt": "<b> &amp; so", "answer": True}),
        ("#include <stdio.h> is C{T}", {"type": "true-false", "prompt": "#include <stdio.h> is C", "answer": True}),
    ],
)
def test_a_question_is_read(text: str, wanted: dict[str, Any], plan: Plans) -> None:
    found = plan(text)
    assert questions(found) == [wanted]
    assert told(found) == []


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("A?{~a ~b}", "no-key", 1),
        ("A?{~%50%a ~%0%b}\n\nB?{=a =b ~c}", "several-keys", 3),
        ("A?{=a ~a}", "same-choice-twice", 1),
        ("A?\n=a\n~b", "answers-without-braces", 1),
        ("A $x^{2}$ is{T}", "tex-braces", 1),
        (r"A \frac{1} is here", "tex-braces", 1),
        ("A {=a} b {=c}", "second-answer-block", 1),
        ("A {=a", "unbalanced-braces", 1),
        ("$NOTHING: x", "unknown-directive", 1),
        ("A?{\n=a -> b\n=c = d\n}", "pair-without-arrow", 3),
        ("A?{x ~a =b}", "answer-without-mark", 1),
        ("A?{=a -> b =a -> c}", "left-side-twice", 1),
        ("A?{#ten}", "not-a-number", 1),
        ("A?{#1:few}", "not-a-number", 1),
        ("{=a ~b}", "empty-prompt", 1),
        ("A?{=a ~}", "empty-answer", 1),
        ("A?{#}", "no-key", 1),
    ],
)
def test_a_fault_is_told_on_its_line_and_stops_no_other(text: str, code: str, line: int, plan: Plans) -> None:
    found = plan(f"{text}\n\nFine. {{T}}\n")
    assert (line, code) in told(found)
    assert questions(found)[-1]["prompt"] == "Fine."
    assert all(fault.message and fault.help for fault in found.all_faults)
    (content,) = (bank.content for bank in found.banks)
    refused = {fault.place.line for fault in content.faults if fault.severity == "error"}
    assert content.blocks == len(content.questions) + len(refused)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Write!{}", "essay"),
        ("Only words", "description"),
        ("A list\n- one\n- two", "description"),
        ("{1:MR:=a~=b}", "unsupported-type"),
    ],
)
def test_what_is_no_question_here_is_told_verbatim(text: str, code: str, plan: Plans) -> None:
    found = plan(text)
    assert not questions(found)
    losses = [loss for bank in found.banks for loss in bank.content.losses]
    assert [(loss.code, loss.kind, loss.text) for loss in losses] == [(code, "lost", text)]


def test_categories_become_tags_where_there_are_several_and_else_the_title(plan: Plans) -> None:
    several = plan("$CATEGORY: $course$/top/A/B\n\nX.{T}\n\n$CATEGORY: top/C\n\nY.{F}\n")
    assert [question["tags"] for question in questions(several)] == [["B"], ["C"]]
    only = plan("$CATEGORY: $course$/top/A/B\n\nX.{T}\n")
    assert only.banks[0].content.title == "B"
    assert "tags" not in questions(only)[0]
    split = plan("$CATEGORY: $course$/top/A/B\n\nX.{T}\n\n$CATEGORY: top/C\n\nY.{F}\n", split=True)
    assert [(bank.path.name, bank.content.title) for bank in split.banks] == [
        ("file-b.yaml", "B"),
        ("file-c.yaml", "C"),
    ]


def test_ids_come_from_the_source_else_of_title_or_prompt_and_stay(plan: Plans) -> None:
    text = "// [id:own.1]\n::Title::X.{T}\n\n::Title::Y.{T}\n\nA prompt.{T}\n\nA prompt.{F}\n\nБелый.{T}\n"
    ids = [question.id for question in plan(text).banks[0].content.questions]
    assert ids[:4] == ["own.1", "title", "a-prompt", "a-prompt-2"]
    assert ids[4].startswith("q-")
    assert [question.id for question in plan("New.{T}\n\n" + text).banks[0].content.questions][1:] == ids


def test_a_mark_of_markdown_makes_the_bank_markdown_and_no_other_text_changes(plan: Plans) -> None:
    found = plan("[html]A <b>bold</b> one.{T}\n\n2 * 3 \\= x_y_z.{T}\n\n*no*.{T}\n")
    assert found.banks[0].content.markup == "markdown"
    assert [question["prompt"] for question in questions(found)] == [
        "A **bold** one.",
        "2 * 3 = x_y_z.",
        "\\*no\\*.",
    ]
