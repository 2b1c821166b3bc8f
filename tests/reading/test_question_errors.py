"""What the quick look lets pass has no fault when it is looked at field by field."""

import json
from typing import Any

from hypothesis import given, strategies as st

from quiz.bank.questions.registry import QUESTION_TYPES
from quiz.diagnostics.suggest import suggestion
from quiz.reading.collector import Findings
from quiz.reading.fast_check import is_sound
from quiz.reading.normalize import tidy_question
from quiz.reading.question_errors import explain_question
from quiz.reading.reader import _convert
from quiz.reading.yaml.parser import read_nodes
from tests.examples import examples

WORDS = st.sampled_from(
    [
        "a",
        "A",
        "b",
        "x²",
        "x2",
        "c  d",
        "c d",
        "{{a}}",
        "\\{{a",
        "{{a ~ b}}",
        "{{a ~ a}}",
        "{{a~b}}",
        "~",
        "1718",
        "1",
        "2",
    ]
)
BLANKS = st.sampled_from(["{{a ~ b}}", "{{a ~ a}}", "{{a~b}}", "{{a ~ }}", "~"])
TEXTS = st.lists(WORDS, min_size=1, max_size=5)
CHOICE = WORDS | st.fixed_dictionaries({"text": WORDS}, optional={"feedback": WORDS})
CREDITS = st.sampled_from(["0.5", "0", "1", "1.5", "50", "50 %", "half", "5e-1", "-0.1", "nan", "0_1", ".5"])
DISTRACTOR = CHOICE | st.fixed_dictionaries({"text": WORDS, "credit": CREDITS}, optional={"feedback": WORDS})
NUMBERS = st.sampled_from(
    ["1", "0", "0.5", "-1", "1e3", "1_0", "nan", "+1", "3", "01", " 2", "1/2", "1/0", "1e400", "0,5", "1.500"]
)
TRUTHS = st.sampled_from(["true", "false", "True", "x"])
FLAGS = st.sampled_from(["true", "FALSE", "1", "no"])
NEAR_NUMBER = st.fixed_dictionaries({"value": NUMBERS}, optional={"tolerance": NUMBERS, "credit": CREDITS})
NEAR_TEXT = st.fixed_dictionaries({"text": WORDS}, optional={"credit": CREDITS, "feedback": WORDS})
OWN: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "single": {"answer": CHOICE, "distractors": st.lists(DISTRACTOR, max_size=4)},
    "multiple": {"answers": st.lists(CHOICE, max_size=3), "distractors": st.lists(DISTRACTOR, max_size=3)},
    "true-false": {
        "answer": FLAGS,
        "feedback": st.dictionaries(TRUTHS, WORDS),
    },
    "number": {
        "answer": NUMBERS,
        "answers": st.lists(NUMBERS, max_size=3),
        "tolerance": NUMBERS,
        "near": st.lists(NEAR_NUMBER, max_size=3),
    },
    "text": {
        "answers": TEXTS,
        "typos": NUMBERS,
        "case_sensitive": FLAGS,
        "accents": FLAGS,
        "near": st.lists(NEAR_TEXT, max_size=3),
    },
    "list": {"answers": st.lists(WORDS | TEXTS, max_size=4), "need": NUMBERS, "typos": NUMBERS, "accents": FLAGS},
    "open": {"answer": WORDS, "rubric": TEXTS},
    "order": {"items": TEXTS},
    "match": {"pairs": st.dictionaries(WORDS, WORDS, max_size=4), "distractors": TEXTS},
    "classify": {"categories": st.dictionaries(WORDS, TEXTS, max_size=3)},
    "cloze": {"text": st.lists(WORDS | BLANKS, min_size=1, max_size=3).map(" ".join), "typos": NUMBERS},
}
COMMON: dict[str, st.SearchStrategy[Any]] = {
    "points": NUMBERS,
    "as_of": st.sampled_from(["2014", "2014-02", "2014-02-28", "2014-02-30", "2014-13"]),
    "valid_until": st.sampled_from(["2014", "2014-02", "2014-02-28", "2014-02-30", "2014-02-28\n"]),
    "sequence": st.lists(WORDS, max_size=5),
    "tags": TEXTS,
    "status": st.sampled_from(["draft", "Draft", "ready", ""]),
}
SUPPORT: dict[str, st.SearchStrategy[Any]] = {
    "explanation": st.just("e"),
    "sources": st.sampled_from([["known"], ["known, page"], [{"ref": "known"}], ["other"]]),
}


@st.composite
def questions(draw: st.DrawFn) -> dict[str, Any]:
    kind = draw(st.sampled_from(sorted(QUESTION_TYPES)))
    names = draw(st.sets(st.sampled_from(sorted(COMMON))))
    fields = (
        OWN[kind]
        | SUPPORT
        | {name: COMMON[name] for name in names if name != "sequence" or kind in {"single", "multiple"}}
    )
    return {"id": "q", "type": kind, "prompt": "p"} | draw(st.fixed_dictionaries(fields))


@given(questions())
@examples(150)
def test_the_quick_look_and_the_long_one_agree(data: dict[str, Any]) -> None:
    document = read_nodes(json.dumps(data).encode(), "f")
    assert document.root is not None
    findings = Findings("f")
    explain_question(findings, document.root, {"known"})
    plain = tidy_question(data)
    question = _convert(plain)
    if question is None:
        assert findings.errors
    elif is_sound(question, plain, {"known"}):
        assert findings.found == []
    else:
        assert findings.found


def test_suggestions() -> None:
    assert suggestion("explanatoin", ["explanation", "sources"]) == "explanation"
    assert suggestion("Answer", ["answer", "answers"]) == "answer"
    assert suggestion("zzz", ["answer"]) is None
