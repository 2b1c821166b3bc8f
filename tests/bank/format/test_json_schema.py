import copy
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from quiz.bank.format import json_schema as schema_module
from quiz.bank.format.json_schema import dump, schema
from quiz.bank.questions.base import DIFFICULTIES
from quiz.bank.questions.registry import QUESTION_TYPES
from quiz.reading.reader import read_bank

QUESTIONS = Path(__file__).parents[3] / "questions"
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


SCHEMA = schema()
VALIDATOR = jsonschema.Draft7Validator(SCHEMA)


def test_the_schema_is_a_schema_of_the_draft_that_editors_know() -> None:
    jsonschema.Draft7Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == "http://json-schema.org/draft-07/schema#"


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
    valid_until: 2027-12-31
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
        {"valid_until": "2027-12"},
        {"difficulty": "esay"},
    ],
)
def test_what_the_reader_refuses_editors_refuse(change: dict[str, Any]) -> None:
    bank = as_editor("id: a\ntitle: b\nquestions:\n  - {id: q, type: single, prompt: p, answer: a, distractors: [b]}\n")
    assert list(VALIDATOR.iter_errors(bank)) == []
    faulty = copy.deepcopy(bank)
    faulty["questions"][0].update(change)
    assert list(VALIDATOR.iter_errors(faulty))


@pytest.mark.parametrize(
    ("question", "is_whole"),
    [
        ("{id: q, type: number, prompt: p, answer: 1/3}", True),
        ("{id: q, type: number, prompt: p, answers: [1e308, 12]}", True),
        ("{id: q, type: number, prompt: p, answer: 1, answers: [2]}", False),
        ("{id: q, type: number, prompt: p, answer: a third}", False),
        ("{id: q, type: number, prompt: p}", False),
        ("{id: q, type: number, status: draft}", True),
        ("{id: q, type: single, prompt: p, answer: a, status: draft}", True),
        ("{id: q, type: single, prompt: p, answer: a}", False),
        ("{type: single, status: draft}", False),
    ],
)
def test_a_draft_may_lack_what_a_question_must_have(question: str, is_whole: bool) -> None:
    bank = as_editor(f"id: a\ntitle: b\nquestions:\n  - {question}\n")
    assert (not list(VALIDATOR.iter_errors(bank))) is is_whole


Place = tuple[str, ...]


def parts(found: dict[str, Any], place: Place = ()) -> Iterator[tuple[Place, dict[str, Any]]]:
    """Yield every schema within a schema with the way to it."""
    yield place, found
    for key in ("properties", "definitions"):
        for name, part in found.get(key, {}).items():
            yield from parts(part, (*place, key, name))
    for key in ("items", "additionalProperties"):
        if isinstance(found.get(key), dict):
            yield from parts(found[key], (*place, key))
    for key in ("anyOf", "allOf"):
        for at, part in enumerate(found.get(key, [])):
            yield from parts(part, (*place, key, str(at)))


PARTS = dict(parts(SCHEMA))
FIELDS = [place for place in PARTS if place[-2:-1] == ("properties",)]
ENTRIES = [place for place in PARTS if place[-1:] in {("items",), ("additionalProperties",)}]
STRUCTS = [place for place in PARTS if place[:1] == ("definitions",) and len(place) == 2]


def as_id(place: Place) -> str:
    return ".".join(name for name in place if name not in {"definitions", "properties"})


@pytest.mark.parametrize("place", FIELDS, ids=as_id)
def test_every_field_has_help_and_an_example(place: Place) -> None:
    assert PARTS[place].get("description", "").strip()
    # An editor writes the only value of a field by itself, and would not if there were an example beside it.
    assert PARTS[place].get("examples") or len(PARTS[place]["enum"]) == 1


@pytest.mark.parametrize("place", ENTRIES, ids=as_id)
def test_every_entry_of_a_list_or_mapping_has_help_and_an_example(place: Place) -> None:
    entry = PARTS[place]
    named = [part["$ref"].rpartition("/")[2] for part in entry.get("anyOf", [entry]) if "$ref" in part]
    if "description" in entry or not named:
        assert entry.get("description", "").strip()
        assert entry.get("examples")
    # Else it is a struct, which tells of itself.
    assert all(PARTS["definitions", name]["description"].strip() for name in named)


@pytest.mark.parametrize("place", [place for place in PARTS if "examples" in PARTS[place]], ids=as_id)
def test_every_example_is_valid_where_it_stands(place: Place) -> None:
    validator = jsonschema.Draft7Validator({**PARTS[place], "definitions": SCHEMA["definitions"]})
    for example in PARTS[place]["examples"]:
        assert [error.message for error in validator.iter_errors(example)] == []


@pytest.mark.parametrize("place", STRUCTS, ids=as_id)
def test_every_struct_says_what_it_is(place: Place) -> None:
    assert PARTS[place]["title"].strip()
    assert PARTS[place]["description"].endswith(".")


def test_every_type_of_question_tells_of_itself_where_it_is_chosen() -> None:
    kinds = {
        kind["enum"][0]: kind["description"]
        for place in STRUCTS
        if "enum" in (kind := PARTS[place]["properties"].get("type", {}))
    }
    assert set(kinds) == set(QUESTION_TYPES)
    assert len(set(kinds.values())) == len(kinds)
    assert all(QUESTION_TYPES[kind].__doc__ in help_ for kind, help_ in kinds.items())


def test_values_to_choose_from_are_explained() -> None:
    difficulty = PARTS["definitions", "Order", "properties", "difficulty"]
    assert difficulty["enum"] == list(DIFFICULTIES)
    assert len(difficulty["enumDescriptions"]) == len(DIFFICULTIES)


def test_a_field_is_explained_as_its_type_means_it() -> None:
    def help_of(struct: str, field: str) -> str:
        return str(PARTS["definitions", struct, "properties", field]["description"])

    assert "number" in help_of("Number", "answer")
    assert "true or false" in help_of("TrueFalse", "answer")
    assert "choice" in help_of("Single", "answer")
    assert "spelling" in help_of("TextQuestion", "answers")
    assert "choices" in help_of("Multiple", "answers")
    assert help_of("Match", "distractors") != help_of("Single", "distractors")
    assert help_of("Single", "id") != PARTS["properties", "id"]["description"]


def test_only_the_dump_is_written() -> None:
    assert schema_module.dump().endswith("}\n")


def test_what_does_not_fit_is_told_in_words_and_not_by_a_pattern() -> None:
    text = dump()
    assert text.count('"pattern":') == text.count('"patternErrorMessage":')
    kinds = [fields for fields in SCHEMA["definitions"].values() if "enum" in fields["properties"].get("type", {})]
    assert len(kinds) == len(QUESTION_TYPES)
    assert all("single where one choice is right" in kind["properties"]["type"]["errorMessage"] for kind in kinds)
