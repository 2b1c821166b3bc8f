"""The rules are quiet where there is nothing to say: on code, gaps, other languages, and questions that are sound."""

import json
from collections.abc import Sequence

import pytest

from quiz.diagnostics.codes import Severity
from quiz.diagnostics.findings import Diagnostic
from tests.checks import check_bank
from tests.lint.sound_questions import CODE, FOREIGN, GAPS, GENERAL, Row

WARNINGS, HINTS = 8, 20
"""At most so many in a hundred questions."""


def found(rows: Sequence[Row], language: str = "en") -> list[Diagnostic]:
    questions = [
        {
            "id": f"q{number}",
            "type": "single",
            "prompt": prompt,
            "answer": answer,
            "distractors": list(distractors),
            "explanation": "So it is.",
            "sources": ["s"],
        }
        for number, (prompt, answer, distractors) in enumerate(rows)
    ]
    bank = {"id": "b", "title": "B", "language": language, "questions": questions}
    return list(check_bank(json.dumps(bank, ensure_ascii=False).encode(), "b.yaml", None).diagnostics)


@pytest.mark.parametrize("rows", [CODE, GAPS, GENERAL], ids=["code", "gaps", "general"])
def test_sound_questions_draw_few_findings(rows: Sequence[Row]) -> None:
    told = found(rows)
    warnings = [one for one in told if one.severity is not Severity.HINT]
    assert 100 * len(warnings) <= WARNINGS * len(rows), warnings
    assert 100 * (len(told) - len(warnings)) <= HINTS * len(rows), told


@pytest.mark.parametrize("language", FOREIGN)
def test_sound_questions_of_other_languages_draw_none(language: str) -> None:
    assert found(FOREIGN[language], language) == []


def test_a_statement_in_disguise_draws_one_finding() -> None:
    told = found([("Vrai ou faux : la Lune est une étoile.", "Faux", ("Vrai",))], "fr")
    assert [(one.code, one.message) for one in told] == [
        ("F004", "The two choices are those of a statement that is true or false.")
    ]


def test_choices_that_are_statements_draw_one_finding() -> None:
    said = ("beats once a minute", "is made of bone")
    assert [one.code for one in found([("The human heart", "has four chambers", said)])] == ["F004"]


def test_what_holds_of_most_questions_of_a_bank_is_told_once() -> None:
    animals = ("bird", "cat", "dog", "hen", "cow", "pig", "fox", "owl")
    gaps = [(f"The {animal} ___ over there.", "is", ("are", "am")) for animal in animals]
    (told,) = found(gaps)
    assert told.code == "F003"
    assert told.message.endswith("So it is with 7 more questions of the bank.")
    assert [one.code for one in found(gaps[:2])] == ["F003", "F003"]


def test_none_is_a_flaw_among_names_and_a_value_in_code() -> None:
    assert [one.code for one in found([("Which planet has rings of wood?", "None", ("Mars", "Venus", "Earth"))])] == [
        "F001"
    ]
    assert found([("What does an empty return give?", "None", ("True", "False", "''"))]) == []


def test_decimal_commas_and_units_tell_choices_apart() -> None:
    assert found([("Quel est le taux ?", "0,01%", ("0,1 %", "0,10 %"))], "fr")[0].code == "F019"
    assert len(found([("Quel est le taux ?", "0,01%", ("0,1 %", "0,10 %"))], "fr")) == 1
    assert [one.code for one in found([("How long is it?", "1 to 2 mm", ("2 to 3 mm", "4 to 5 mm"))])] == ["F022"]


ORDER = """\
id: b
title: B
questions:
  - id: q
    type: order
    prompt: Put the planets in order from the Sun outwards.
    items: [Mercury, Venus, Earth, Mars]
    explanation: These four stand nearest to it.
    sources: [PLACES]
"""


@pytest.mark.parametrize(
    ("places", "codes"),
    [
        ("{ref: atlas, locator: page 3}", ["F107"]),
        ("{ref: atlas, locator: pages 3 to 5}", []),
        ("{ref: atlas, locator: table 2}", []),
        ("{ref: atlas, locator: page 3}, {ref: atlas, locator: page 4}", []),
        ("atlas", []),
    ],
)
def test_four_things_in_place_need_more_than_one_place(places: str, codes: list[str]) -> None:
    report = check_bank(ORDER.replace("PLACES", places).encode(), "b.yaml", None)
    assert [one.code for one in report.diagnostics] == codes
