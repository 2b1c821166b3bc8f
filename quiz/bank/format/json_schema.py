"""The JSON Schema of a bank, for editors: made from the same structs by which banks are read."""

from __future__ import annotations

import json
from typing import Any, Final

import msgspec

from quiz.bank.format.fields import BankForm
from quiz.bank.lessons import NAME_PATTERN
from quiz.bank.questions.base import DATE_PATTERN, DAY_PATTERN, ID_PATTERN, NUMBER_PATTERN
from quiz.bank.questions.registry import QUESTION_TYPES

_DRAFT: Final = "http://json-schema.org/draft-07/schema#"
"""The newest draft that YAML language servers read."""

_SCALARS: Final = ["string", "number", "boolean"]
"""What an editor may take a text for: the reader takes scalars as they are written."""

_PLAIN_NUMBER: Final = r"^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]{1,2})?$"
_FLAG_TEXT: Final = "^([Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee])$"

_MESSAGES: Final = {
    ID_PATTERN: "Up to 100 letters, digits, '.', '_' and '-', the first a letter or digit.",
    NAME_PATTERN: "An id of this bank, or bank/id for one of another bank.",
    DATE_PATTERN: "A year, month or day: 2017, 2017-12 or 2017-12-31.",
    DAY_PATTERN: "A whole date, such as 2027-12-31.",
    NUMBER_PATTERN: "A number, such as 1500, 0.5, 6.02e23 or 1/3; the unit goes into `unit`.",
    _PLAIN_NUMBER: "A number, such as 2 or 0.5.",
    _FLAG_TEXT: "true or false.",
}
"""What an editor says of a text that does not fit a pattern."""

_TITLES: Final = {
    **{question.__name__: f"Question: {kind}" for kind, question in QUESTION_TYPES.items()},
    "Choice": "Choice",
    "Citation": "Source",
    "CslDate": "Date",
    "Distractor": "Wrong choice",
    "Event": "Event",
    "Lesson": "Lesson",
    "Lint": "Rules switched off",
    "Name": "Name",
    "NearNumber": "Nearly right number",
    "NearText": "Nearly right text",
    "Passage": "Passage",
    "Picture": "Picture",
    "ReferenceFields": "Reference",
    "TruthFeedback": "Feedback on true and false",
}
"""What editors show above the help on a field, by the struct that it belongs to."""


def schema() -> dict[str, Any]:
    """Return the JSON Schema (draft-07) of a bank file."""
    (root,), definitions = msgspec.json.schema_components([BankForm], ref_template="#/definitions/{name}")
    found = {
        "$schema": _DRAFT,
        **_widened(definitions.pop(root["$ref"].rpartition("/")[2])),
        "title": "Question bank",
        "definitions": {
            name: _entitled(name, _widened(definition)) for name, definition in sorted(definitions.items())
        },
    }
    assert isinstance(found, dict)
    return found


def dump() -> str:
    """Return the schema as the text of a file."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def _entitled(name: str, definition: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a struct as an editor tells of it, the type of a question in its own words.

    An editor that offers a whole question writes the fields of its snippet.
    """
    fields = definition["properties"]
    if kind := fields.get("type", {}).get("enum"):
        help_ = f"The type of the question; {kind[0]}: {definition['description']}"
        definition["properties"] = {"id": fields["id"], **fields, "type": _type_field(kind, help_)}
        definition |= _required(definition, kind[0])
    return definition | {"title": _TITLES[name]}


def _type_field(kind: list[str], description: str) -> dict[str, Any]:
    """Return the field by which editors tell the types apart; what they say of another word names all of them."""
    several = "single where one choice is right, multiple where several may be"
    message = f"Write one of {', '.join(QUESTION_TYPES)}; for a choice question {several}."
    return {"enum": kind, "description": description, "errorMessage": message}


def _required(definition: dict[str, Any], kind: str) -> dict[str, Any]:
    """Return which fields a question must have, a draft only two of them, and the whole question for editors."""
    one_of = QUESTION_TYPES[kind].ONE_OF
    needed = ["id", *(name for name in definition["required"] if name != "id")]
    whole: dict[str, Any] = {"required": needed}
    if one_of:
        whole["oneOf"] = [{"required": [field]} for field in one_of]
    body: dict[str, Any] = {}
    for number, name in enumerate([*needed, *one_of[:1]], start=1):
        place = f"${number}"
        form = definition["properties"][name].get("type")
        body[name] = (
            kind if name == "type" else [place] if form == "array" else {place: ""} if form == "object" else place
        )
    return {
        "required": ["id", "type"],
        "if": {"required": ["status"], "properties": {"status": {"enum": ["draft"]}}},
        "then": {},
        "else": whole,
        "defaultSnippets": [{"label": kind, "description": definition["description"], "body": body}],
    }


def _widened(schema: dict[str, Any]) -> dict[str, Any]:
    """Return a schema that takes what the reader takes, as an editor sees it."""
    schema = {key: value for key, value in schema.items() if key not in {"discriminator", "default"}}
    if alternatives := [option for option in schema.pop("anyOf", []) if option != {"type": "null"}]:
        alternatives = _merged([_widened(option) for option in alternatives])
        if len(alternatives) > 1:
            return {"anyOf": alternatives, **schema}
        schema = {**alternatives[0], **schema}
    if "$ref" in schema and len(schema) > 1:
        # Draft-07 ignores whatever stands beside a reference.
        schema = {"allOf": [{"$ref": schema.pop("$ref")}], **schema}
    if "properties" in schema:
        schema["properties"] = {name: _widened(value) for name, value in schema["properties"].items()}
    for key in ("items", "additionalProperties"):
        if isinstance(schema.get(key), dict):
            schema[key] = _widened(schema[key])
    match schema.get("type"):
        case "string" if schema.get("pattern") == NUMBER_PATTERN:
            schema["type"] = ["number", "string"]
        case "string":
            schema["type"] = _SCALARS
        case "number" | "integer" as kind:
            schema |= {"type": [kind, "string"], "pattern": _PLAIN_NUMBER}
        case "boolean":
            schema |= {"type": ["boolean", "string"], "pattern": _FLAG_TEXT}
        case _:
            pass
    if message := _MESSAGES.get(schema.get("pattern", "")):
        schema["patternErrorMessage"] = message
    return schema


def _merged(alternatives: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Leave out numbers beside a text that takes them anyway."""
    if not any(option.get("type") == _SCALARS for option in alternatives):
        return alternatives
    return [option for option in alternatives if option.get("pattern") != _PLAIN_NUMBER]
