"""Every field of the format, misspelt, in a wrong place and of a wrong kind: told on its line, with what to type."""

import copy
import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

import pytest
from msgspec import Struct

from quiz.bank.format.fields import BankForm, Name, ReferenceFields
from quiz.bank.format.json_schema import schema
from quiz.bank.lessons import Event, Lesson
from quiz.bank.passage import Passage
from quiz.bank.questions.base import Choice, Citation, Distractor, Lint, NearNumber, NearText, Picture
from quiz.bank.questions.registry import QUESTION_TYPES
from quiz.diagnostics.findings import Diagnostic, is_error
from quiz.reading.field_errors import struct_fields
from quiz.reading.reader import read_bank

Path = tuple[str | int, ...]

PASSAGE: Final = {"id": "p", "title": "P", "text": "Words.", "sources": ["r"], "markup": "plain"}
LESSON: Final = {
    "id": "l",
    "title": "L",
    "text": "Words.",
    "questions": ["q0"],
    "sources": ["r"],
    "after": ["m"],
    "start": True,
    "markup": "plain",
    "valid_until": "2030-01-01",
}
EVENT: Final = {"date": "2020-01", "text": "It was.", "column": "C", "sources": ["r"], "questions": ["q0"]}
REFERENCE: Final = {
    "id": "r",
    "title": "R",
    "type": "book",
    "publisher": "P",
    "author": [{"family": "K", "given": "M"}, {"literal": "N"}],
    "issued": {"date-parts": [["2020"]]},
    "accessed": {"raw": "2026", "literal": "2026"},
    "URL": "https://a.example",
    "genre": "handbook",
    "note": "N.",
}
COMMON: Final = {
    "image": {"file": "m.png", "alt": "A map."},
    "passage": "p",
    "status": "draft",
    "valid_until": "2030-01-01",
    "lint": {"ignore": ["F006"], "reason": "R."},
    "sources": [{"ref": "r", "locator": "L"}],
    "hint": "H.",
    "explanation": "E.",
    "difficulty": "hard",
    "tags": ["t"],
    "group": "g",
    "as_of": "2020",
    "points": "2",
}
SPELLED: Final = {"accents": True, "case_sensitive": True, "typos": "1"}
DISTRACTORS: Final = [{"text": "B", "feedback": "F.", "credit": "0.5"}, "C"]
NEAR: Final = {"credit": "0.5", "feedback": "F."}
QUESTIONS: Final[tuple[dict[str, Any], ...]] = (
    {
        "type": "single",
        "answer": {"text": "A", "feedback": "F."},
        "distractors": DISTRACTORS,
        "sequence": ["A", "B", "C"],
    }
    | COMMON,
    {"type": "number", "answers": ["1", "2"], "near": [NEAR | {"value": "3", "tolerance": "0.1"}], "unit": "m"},
    {"type": "number", "answer": "1", "tolerance": "0.1"},
    {"type": "text", "answers": ["abc"], "near": [NEAR | {"text": "abd"}]} | SPELLED,
    {"type": "list", "answers": ["abc", ["def", "deg"]], "need": "1"} | SPELLED,
    {"type": "open", "answer": "A.", "rubric": ["R."]},
    {"type": "true-false", "answer": True, "feedback": {"true": "T.", "false": "F."}},
    {"type": "cloze", "text": "In {{a ~ b}}."} | SPELLED,
    {"type": "match", "pairs": {"a": "b", "c": "d"}, "distractors": ["e"]},
    {"type": "multiple", "answers": ["a", "b"], "distractors": ["c"], "sequence": ["a", "b", "c"]},
    {"type": "order", "items": ["a", "b", "c"]},
    {"type": "classify", "categories": {"a": ["b"], "c": ["d"]}},
)
BANK: Final[dict[str, Any]] = {
    "id": "b",
    "title": "B",
    "topic": "t",
    "description": "D.",
    "language": "en",
    "markup": "markdown",
    "authors": ["Ada"],
    "license": "CC-BY-4.0",
    "updated": "2026-01-31",
    "lint": {"ignore": ["F006"], "reason": "R."},
    "passages": [PASSAGE],
    "lessons": [LESSON, {"id": "m", "title": "M", "text": "Words.", "questions": ["q0"]}],
    "events": [EVENT],
    "references": [REFERENCE],
    "questions": [{"id": f"q{at}", "prompt": "P?"} | one for at, one in enumerate(QUESTIONS)],
}
"""A bank with every field there is."""
FORMS: Final[Mapping[Path, type[Struct]]] = {
    (): BankForm,
    ("passages", 0): Passage,
    ("lessons", 0): Lesson,
    ("events", 0): Event,
    ("references", 0): ReferenceFields,
    ("references", 0, "author", 0): Name,
    ("references", 0, "author", 1): Name,
    **{("questions", at): QUESTION_TYPES[one["type"]] for at, one in enumerate(QUESTIONS)},
    ("questions", 0, "answer"): Choice,
    ("questions", 0, "distractors", 0): Distractor,
    ("questions", 0, "image"): Picture,
    ("questions", 0, "lint"): Lint,
    ("questions", 0, "sources", 0): Citation,
    ("questions", 1, "near", 0): NearNumber,
    ("questions", 3, "near", 0): NearText,
}
"""What the mappings in it are, by where they stand."""
OPEN: Final = (ReferenceFields, Name)
"""Forms that take what they do not know: other programs write it."""
MARK: Final = "where-it-stands"

every_form = pytest.mark.parametrize("path", FORMS, ids=lambda path: "-".join(map(str, path)) or "bank")


def at(bank: Any, path: Path) -> Any:
    for step in path:
        bank = bank[step]
    return bank


def around(path: Path) -> tuple[dict[str, Any], Path]:
    """Return the bank with the first question alone and the one that a path leads to, and the path to it there.

    The others say nothing of that one, and a bank is read some thousand times.
    """
    first, *others = BANK["questions"]
    if path[:1] != ("questions",) or path[1] == 0:
        return BANK | {"questions": [first]}, path
    return BANK | {"questions": [first, others[int(path[1]) - 1]]}, ("questions", 1, *path[2:])


def changed(path: Path, name: str, new: str, value: object) -> dict[str, Any]:
    """Return the bank with a field under another name and with another value; one that is new comes last."""
    bank, path = around(path)
    bank = copy.deepcopy(bank)
    place = at(bank, path)
    fields = place | {name: value}
    place.clear()
    place |= {new if key == name else key: one for key, one in fields.items()}
    return bank


def written(bank: object) -> str:
    return json.dumps(bank, indent=1, ensure_ascii=False)


def found(bank: object) -> tuple[Diagnostic, ...]:
    return read_bank(written(bank).encode(), "b.yaml", None).diagnostics


SAID: Final = frozenset(one.message for one in found(BANK))
"""What is said of the bank as it is."""


def told(path: Path, name: str, new: str, value: object) -> list[Diagnostic]:
    """Return what is told, more than of the bank as it was, on the lines of a field that was changed."""
    start = written(changed(path, name, MARK, value)).split("\n")
    first = next(number for number, line in enumerate(start, 1) if f'"{MARK}":' in line)
    lines = range(first, first + written(value).count("\n") + 1)
    return [one for one in found(changed(path, name, new, value)) if one.span.line in lines and one.message not in SAID]


def misspelt(name: str) -> Iterator[str]:
    """Give a name with letters swapped, one too many, and, where enough are left, one too few."""
    if len(name) > len("id"):
        yield f"{name[:-2]}{name[-1]}{name[-2]}"
    yield f"{name}{name[-1]}"
    if len(name) > len("text"):
        yield f"{name[:2]}{name[3:]}"


def wrong_kinds(value: object) -> Iterator[object]:
    """Give values of other kinds than the one a field has."""
    if isinstance(value, list):
        yield {"a": "b"}
    elif isinstance(value, dict):
        yield [["a"]]
    else:
        yield ["a", "b"]
        yield {"a": "b"}
    if isinstance(value, bool):
        yield "perhaps"


def test_the_bank_has_every_field_and_no_fault() -> None:
    assert not [one for one in found(BANK) if is_error(one)]
    lacking = QUESTION_TYPES.keys() - {one["type"] for one in QUESTIONS}
    assert not lacking, f"no question here is of the type {', '.join(lacking)}: write one in QUESTIONS"
    definitions = schema()["definitions"]
    kinds = {form.__name__ for form in FORMS.values()} | {"CslDate", "TruthFeedback"}
    assert definitions.keys() - {"Choice"} <= kinds
    for form in {*FORMS.values()}:
        given = set[str]().union(*(at(BANK, path) for path in FORMS if FORMS[path] is form))
        shared = set(COMMON) if form in QUESTION_TYPES.values() else set[str]()
        assert set(struct_fields(form)) - {"type"} <= given | shared | {"type"}, form


@every_form
def test_a_misspelt_field_is_told_on_its_line_with_the_one_that_was_meant(path: Path) -> None:
    for name, value in at(BANK, path).items():
        for slip in misspelt(name):
            if slip in struct_fields(FORMS[path]):
                continue
            helps = [one.help or "" for one in told(path, name, slip, value)]
            assert any(f"`{name}`" in text for text in helps), (name, slip, helps)


@every_form
def test_a_value_of_a_wrong_kind_is_told_on_its_line_with_what_to_write(path: Path) -> None:
    for name, value in at(BANK, path).items():
        for wrong in wrong_kinds(value):
            said = told(path, name, name, wrong)
            if FORMS[path] in OPEN and (name in {"issued", "accessed", "author"} or "author" in path):
                continue  # of CSL, which has several forms of each: see tests/reading/test_references.py
            assert any(one.help for one in said), (name, wrong, said)


@every_form
def test_a_field_in_a_wrong_place_is_told_on_its_line_with_what_to_do(path: Path) -> None:
    if FORMS[path] in OPEN:
        return
    homes = {name: value for home in FORMS if FORMS[home] not in OPEN for name, value in at(BANK, home).items()}
    for name, value in homes.items():
        if name not in struct_fields(FORMS[path]) and name != "type":
            said = told(path, name, name, value)
            assert any(one.help for one in said), (name, said)
