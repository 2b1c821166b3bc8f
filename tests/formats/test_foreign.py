"""YAML and JSON of other programs."""

import json
from typing import Any

import pytest

from tests.formats.conftest import Plans, questions, told


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            '[{"question": "Q?", "A": "x", "B": "y", "answer": "B"}]',
            {"type": "single", "answer": "y", "distractors": ["x"]},
        ),
        (
            '[{"question": "Q?", "option1": "x", "option2": "y", "option3": "z", "answer": "z"}]',
            {"type": "single", "answer": "z", "distractors": ["x", "y"]},
        ),
        ("- q: Q?\n  a: it\n", {"type": "text", "answers": ["it"]}),
        (
            '[{"question": "Q?", "options": ["a", "b"], "answer": "b", "explanation": "So."}]',
            {"type": "single", "answer": "b", "distractors": ["a"], "explanation": "So."},
        ),
        (
            "- question: Q?\n  choices: [No, 3.10]\n  correct_answer: 3.10\n",
            {"type": "single", "answer": "3.10", "distractors": ["No"]},
        ),
        (
            (
                '{"title": "T", "questions": [{"question": "Q?", "answers": [{"text": "a", "correct": true}, '
                '{"text": "b", "feedback": "no"}]}]}'
            ),
            {"type": "single", "answer": "a", "distractors": [{"text": "b", "feedback": "no"}]},
        ),
        (
            (
                '{"results": [{"type": "multiple", "question": "Q?", "correct_answer": "a &amp; b", '
                '"incorrect_answers": ["c", "d"]}]}'
            ),
            {"type": "single", "answer": "a & b", "distractors": ["c", "d"]},
        ),
        (
            '[{"question": "Q?", "options": ["a", "b"], "correctIndex": 1}]',
            {"type": "single", "answer": "b", "distractors": ["a"]},
        ),
        (
            '[{"question": "Q?", "options": ["a", "b", "c"], "answer": ["A", "c"]}]',
            {"type": "multiple", "answers": ["a", "c"], "distractors": ["b"]},
        ),
        (
            '[{"question": "Q?", "options": {"x": "a", "y": "b"}, "answer": "y"}]',
            {"type": "single", "answer": "b", "distractors": ["a"]},
        ),
        (
            '[{"question": "Q?", "options": ["True", "False"], "answer": "False"}]',
            {"type": "true-false", "answer": False},
        ),
        ('[{"question": "Q?", "answer": true}]', {"type": "true-false", "answer": True}),
        ('[{"question": "Q?", "answer": "it"}]', {"type": "text", "answers": ["it"]}),
        ('[{"question": "Q?", "answer": 3, "type": "number"}]', {"type": "number", "answer": 3, "tolerance": 0}),
        (
            '{"Category": [{"question": "Q?", "answer": "it", "tags": "x, y"}]}',
            {"type": "text", "answers": ["it"], "tags": ["x", "y"]},
        ),
    ],
)
def test_a_question_is_read(text: str, wanted: dict[str, Any], plan: Plans) -> None:
    found = plan(text, "file.json")
    assert questions(found) == [{"prompt": "Q?", **wanted}]
    assert [one for one in told(found) if one[1] != "column"] == []


def test_numbers_count_from_where_the_file_shows_that_they_do_and_are_never_guessed(plan: Plans) -> None:
    entries = [{"question": f"{at}?", "options": ["a", "b", "c"], "answer": at} for at in (1, 3)]
    assert [one["answer"] for one in questions(plan(json.dumps(entries), "a.json"))] == ["a", "c"]
    doubtful = plan(json.dumps(entries[:1]), "b.json")
    assert questions(doubtful) == []
    assert [code for _, code in told(doubtful)] == ["answer-is-no-choice"]


OWN = "id: b\nquestions:\n  - {id: q, type: text, prompt: Q?, answers: [a]}\n"


def test_a_bank_of_this_program_comes_as_it_is_unless_it_is_called_a_foreign_file(plan: Plans) -> None:
    text = f"title: B\n{OWN}"
    assert (plan(text, "b.yaml").form, plan(text, "b.yaml").banks[0].text) == ("bank", text)
    assert told(plan(text, "b.yaml", form="yaml")) == [(1, "own-bank")]


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        (
            "- question: Q?\n  options: [a, b]\n- question: R?\n  options: [a, b]\n  answer: e\n",
            "answer-is-no-choice",
            3,
        ),
        ("- question: Q?\n  options: [a, b]\n", "no-key", 1),
        ("- question: Q?\n- question: [\n", "not-well-formed", 2),
        (OWN, "unread-bank", 1),
        ('[\n {"question": "Q?", "answer": "a", "media": "x.png"}\n]', "column", 2),
    ],
)
def test_what_is_wrong_or_lost_is_told_on_its_line(text: str, code: str, line: int, plan: Plans) -> None:
    assert (line, code) in told(plan(text, "file.yaml"))


def test_pairs_of_surrogates_and_escaped_slashes_of_json_are_read(plan: Plans) -> None:
    (question,) = questions(plan(r'[{"question": "\ud83d\ude00 a\/b", "answer": "x"}]', "a.json"))
    assert question["prompt"] == "😀 a/b"
