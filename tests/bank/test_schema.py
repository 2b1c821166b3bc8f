import copy
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from quiz.bank import schema as schema_module
from quiz.bank.model import QUESTION_TYPES
from quiz.bank.reader import read_bank
from quiz.bank.schema import dump, schema

QUESTIONS = Path(__file__).parents[2] / "questions"
BANKS = sorted(path for path in QUESTIONS.glob("*.yaml") if path.name != "sources.yaml")


class EditorLoader(yaml.SafeLoader):
    """Reads YAML 1.2 with its core schema, as editors do."""


EditorLoader.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", "-+0123456789"),
    (
        "float",
        r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)",
        "-+.0123456789",
    ),
):
    EditorLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), list(first))


def as_editor(text: str) -> Any:
    return yaml.load(text, EditorLoader)


VALIDATOR = jsonschema.Draft7Validator(schema())


def test_the_schema_is_a_schema_of_the_draft_that_editors_know() -> None:
    jsonschema.Draft7Validator.check_schema(schema())
    assert schema()["$schema"] == "http://json-schema.org/draft-07/schema#"


def test_the_file_is_the_schema() -> None:
    assert (QUESTIONS / "bank.schema.json").read_text("utf-8") == dump()


@pytest.mark.parametrize("path", BANKS, ids=lambda path: path.stem)
def test_bundled_banks_are_valid_for_an_editor(path: Path) -> None:
    assert [error.message for error in VALIDATOR.iter_errors(as_editor(path.read_text("utf-8")))] == []


def test_editors_type_scalars_and_the_schema_takes_them() -> None:
    text = """\
id: 2014
title: 3.10
topic: true
updated: 2014
questions:
  - id: no
    type: single
    prompt: 12:30
    answer: No
    distractors: [010, 1.5, true, {text: 5, feedback: off}]
    as_of: 2017-12-31
  - {id: m, type: match, prompt: p, pairs: {2006: 1718, 2009: 1874}}
  - {id: n, type: number, prompt: p, answer: 1e3, tolerance: "0.5", points: "2"}
  - {id: t, type: true-false, prompt: p, answer: TRUE}
  - {id: u, type: true-false, prompt: p, answer: "tRuE"}
"""
    assert list(VALIDATOR.iter_errors(as_editor(text))) == []
    reading = read_bank(text.encode(), "f", None)
    assert reading.bank is not None
    assert len(reading.bank.questions) == 5


@pytest.mark.parametrize(
    "change",
    [
        {"promt": "x"},
        {"type": "singel"},
        {"prompt": ["a"]},
        {"prompt": None},
        {"answer": ["a"]},
        {"distractors": []},
        {"distractors": "a"},
        {"points": "many"},
        {"points": 0},
        {"id": "a b"},
        {"as_of": "May"},
        {"difficulty": "esay"},
    ],
)
def test_what_the_reader_refuses_editors_refuse(change: dict[str, Any]) -> None:
    bank = as_editor("id: a\ntitle: b\nquestions:\n  - {id: q, type: single, prompt: p, answer: a, distractors: [b]}\n")
    assert list(VALIDATOR.iter_errors(bank)) == []
    faulty = copy.deepcopy(bank)
    faulty["questions"][0].update(change)
    assert list(VALIDATOR.iter_errors(faulty))


def test_every_field_is_described() -> None:
    found = schema()
    structs = [found, *found["definitions"].values()]
    for struct in structs:
        for name, field in struct["properties"].items():
            assert name == "type" or "description" in field, (struct.get("title"), name)
    assert {
        one["properties"]["type"]["enum"][0] for one in structs if "enum" in one["properties"].get("type", {})
    } == set(QUESTION_TYPES)


def test_only_the_dump_is_written() -> None:
    assert schema_module.dump().endswith("}\n")
