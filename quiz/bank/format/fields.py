"""What may stand in a file: the fields of a bank and of a reference as an author writes them.

Beside the question types in `model` these structs are the one declaration of the format. The reader takes fields, kinds
and bounds from them, the JSON Schema its descriptions too.
"""

from __future__ import annotations

from typing import Annotated, TypeAlias

from msgspec import Meta, Struct

from quiz.bank.lessons import Event, Lesson
from quiz.bank.markup import Markup
from quiz.bank.passage import Passage
from quiz.bank.questions.base import Identifier, LintField, PartialDate, Text
from quiz.bank.questions.registry import Question


class Name(Struct, frozen=True, omit_defaults=True):
    """A person or body; other CSL name parts are allowed."""

    family: Annotated[Text | None, Meta(description="The family name.", examples=["Kim"])] = None
    given: Annotated[Text | None, Meta(description="The given name.", examples=["Min"])] = None
    literal: Annotated[
        Text | None, Meta(description="The whole name, for a body.", examples=["United Nations Security Council"])
    ] = None


DatePart: TypeAlias = Annotated[
    str | int | float, Meta(description="The year, the month or the day, in this order.", examples=[2006])
]
DateParts: TypeAlias = Annotated[
    tuple[DatePart, ...], Meta(description="Year, month and day; the last ones may be left out.", examples=[[2006, 10]])
]


class CslDate(Struct, frozen=True, omit_defaults=True, rename="kebab"):
    """A date in parts; other CSL date parts are allowed."""

    date_parts: Annotated[
        tuple[DateParts, ...] | None,
        Meta(description="Year, month and day; two of them for a range.", examples=[[[2006, 10, 14]]]),
    ] = None
    literal: Annotated[Text | None, Meta(description="The date in words.", examples=["October 2006"])] = None
    raw: Annotated[Text | None, Meta(description="The date as found.", examples=["14 October 2006"])] = None


CslDates: TypeAlias = Text | CslDate | tuple[CslDate, ...]


class ReferenceFields(Struct, frozen=True, omit_defaults=True):
    """A source as CSL-YAML; other CSL fields are allowed."""

    id: Annotated[Text, Meta(description="What questions cite it by; no comma in it.", examples=["un-1718"])]
    title: Annotated[Text, Meta(description="The title of the source.", examples=["Resolution 1718 (2006)"])]
    type: Annotated[
        Text | None,
        Meta(
            description="What it is, in CSL's words.",
            examples=["webpage", "report", "legislation", "book", "article-journal", "article-newspaper"],
        ),
    ] = None
    publisher: Annotated[Text | None, Meta(description="Who published it.", examples=["United Nations"])] = None
    author: Annotated[
        Text
        | tuple[
            Annotated[
                Text | Name,
                Meta(
                    description="A person or body.",
                    examples=[{"family": "Kim", "given": "Min"}, {"literal": "United Nations Security Council"}],
                ),
            ],
            ...,
        ]
        | None,
        Meta(
            description="Who wrote it: a text, or a list of family and given names, or of literal for a body.",
            examples=["United Nations Security Council", [{"family": "Kim", "given": "Min"}]],
        ),
    ] = None
    issued: Annotated[
        CslDates | None,
        Meta(
            description="When it was published: a date as text or in parts.",
            examples=["2006-10-14", {"date-parts": [[2006, 10, 14]]}],
        ),
    ] = None
    accessed: Annotated[
        CslDates | None, Meta(description="When you read it: a date as text or in parts.", examples=["2026-11-22"])
    ] = None
    URL: Annotated[
        Text | None, Meta(description="Its http or https address.", examples=["https://undocs.org/S/RES/1718(2006)"])
    ] = None
    genre: Annotated[Text | None, Meta(description="What kind of document it is.", examples=["fact sheet"])] = None
    note: Annotated[
        Text | None, Meta(description="What a reader should know about it.", examples=["Seen as a copy."])
    ] = None


class BankForm(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A bank of questions on one topic."""

    id: Annotated[
        Identifier,
        Meta(
            description="A name that no other bank has: letters, digits, '.', '_' and '-'. A learner's history hangs "
            "on it: keep it for ever.",
            examples=["sanctions"],
        ),
    ]
    title: Annotated[Text, Meta(description="What lists show.", examples=["Sanctions"])]
    questions: Annotated[
        tuple[Question, ...],
        Meta(
            min_length=1,
            description="The questions, each beginning with `- id: …`.",
            examples=[
                [{"id": "north", "type": "true-false", "prompt": "The Sun rises in the north.", "answer": False}]
            ],
        ),
    ]
    topic: Annotated[
        Text | None,
        Meta(description="The topic, by which results are summed up; the title unless given.", examples=["sanctions"]),
    ] = None
    description: Annotated[
        Text | None,
        Meta(description="What the bank is about.", examples=["Restrictive measures of the EU and the UN."]),
    ] = None
    language: Annotated[
        Text, Meta(description="The language of the questions; en unless given.", examples=["en", "fr"])
    ] = "en"
    markup: Annotated[
        Markup,
        Meta(
            description="How the texts are written: plain, or markdown for code, lists, tables, formulas and links; "
            "plain unless given.",
            examples=["markdown"],
            extra_json_schema={
                "enum": ["plain", "markdown"],
                "enumDescriptions": ["Every character stands for itself.", "Texts are Markdown."],
            },
        ),
    ] = "plain"
    authors: Annotated[
        tuple[Annotated[Text, Meta(description="The name of an author.", examples=["A. Author"])], ...],
        Meta(description="Who wrote the questions.", examples=[["A. Author"]]),
    ] = ()
    license: Annotated[Text | None, Meta(description="On which terms it may be used.", examples=["CC-BY-4.0"])] = None
    updated: Annotated[
        PartialDate | None,
        Meta(
            description="When it was last brought up to date: a year, month or day.",
            examples=["2026", "2026-11", "2026-11-22"],
        ),
    ] = None
    passages: Annotated[
        tuple[Passage, ...],
        Meta(
            description="Texts that several questions are about; a question names its own in `passage`.",
            examples=[
                [
                    {
                        "id": "council-conclusions-2013",
                        "title": "Critical engagement",
                        "text": "The EU has a policy of critical engagement towards the DPRK.",
                    }
                ]
            ],
        ),
    ] = ()
    lessons: Annotated[
        tuple[Lesson, ...],
        Meta(
            description="Short texts that teach, each with the questions that are asked after it.",
            examples=[[{"id": "where-it-rises", "title": "Where the Sun rises", "text": "…", "questions": ["north"]}]],
        ),
    ] = ()
    events: Annotated[
        tuple[Event, ...],
        Meta(
            description="What happened when: a chronology in columns, which fills as its questions are met.",
            examples=[[{"date": "2006-10-09", "text": "First nuclear test", "column": "DPRK"}]],
        ),
    ] = ()
    references: Annotated[
        tuple[ReferenceFields, ...],
        Meta(
            description="References of this bank alone; they come before those of sources.yaml.",
            examples=[[{"id": "un-1718", "title": "Resolution 1718 (2006)"}]],
        ),
    ] = ()
    lint: LintField = None
