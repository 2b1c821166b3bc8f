"""What may stand in a file: the fields of a bank and of a reference as an author writes them.

Beside the question types in `model` these structs are the one declaration of the format. The reader takes fields, kinds
and bounds from them, the JSON Schema its descriptions too.
"""

from typing import Annotated, TypeAlias

from msgspec import Meta, Struct

from quiz.bank.model import Identifier, LintField, PartialDate, Question, Text


class Name(Struct, frozen=True, omit_defaults=True):
    """A person or body; other CSL name parts are allowed."""

    family: Annotated[Text | None, Meta(description="The family name.", examples=["Kim"])] = None
    given: Annotated[Text | None, Meta(description="The given name.", examples=["Min"])] = None
    literal: Annotated[
        Text | None, Meta(description="The whole name, for a body.", examples=["United Nations Security Council"])
    ] = None


DatePart: TypeAlias = str | int | float


class CslDate(Struct, frozen=True, omit_defaults=True, rename="kebab"):
    """A date in parts; other CSL date parts are allowed."""

    date_parts: Annotated[
        tuple[tuple[DatePart, ...], ...] | None,
        Meta(description="Year, month and day; two of them for a range.", examples=[[[2006, 10, 14]]]),
    ] = None
    literal: Annotated[Text | None, Meta(description="The date in words.", examples=["October 2006"])] = None
    raw: Annotated[Text | None, Meta(description="The date as found.", examples=["14 October 2006"])] = None


DateField: TypeAlias = Annotated[
    Text | CslDate | tuple[CslDate, ...], Meta(description="A date as text or in parts.", examples=["2006-10-14"])
]


class ReferenceFields(Struct, frozen=True, omit_defaults=True):
    """A source as CSL-YAML; other CSL fields are allowed."""

    id: Annotated[Text, Meta(description="What questions cite.", examples=["un-1718"])]
    title: Annotated[Text, Meta(description="The title.", examples=["Resolution 1718 (2006)"])]
    type: Annotated[Text | None, Meta(description="The CSL type.", examples=["legislation"])] = None
    publisher: Annotated[Text | None, Meta(description="Who published it.", examples=["United Nations"])] = None
    author: Annotated[
        Text | tuple[Text | Name, ...] | None,
        Meta(description="Who wrote it.", examples=["United Nations Security Council"]),
    ] = None
    issued: DateField | None = None
    accessed: DateField | None = None
    URL: Annotated[
        Text | None, Meta(description="Its http or https address.", examples=["https://undocs.org/S/RES/1718(2006)"])
    ] = None
    genre: Annotated[Text | None, Meta(description="What kind of document it is.", examples=["fact sheet"])] = None
    note: Annotated[
        Text | None, Meta(description="What a reader should know about it.", examples=["Seen as a copy."])
    ] = None


class BankForm(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A bank of questions on one topic."""

    id: Identifier
    title: Annotated[Text, Meta(description="Shown in lists.", examples=["Sanctions"])]
    questions: Annotated[tuple[Question, ...], Meta(min_length=1, description="The questions.")]
    topic: Annotated[Text | None, Meta(description="The topic; the title unless given.", examples=["sanctions"])] = None
    description: Annotated[
        Text | None,
        Meta(description="What the bank is about.", examples=["Restrictive measures of the EU and the UN."]),
    ] = None
    language: Annotated[Text, Meta(description="The language of the questions.", examples=["en"])] = "en"
    authors: Annotated[tuple[Text, ...], Meta(description="Who wrote the questions.", examples=[["A. Author"]])] = ()
    license: Annotated[Text | None, Meta(description="On which terms it may be used.", examples=["CC-BY-4.0"])] = None
    updated: Annotated[
        PartialDate | None, Meta(description="When it was last brought up to date.", examples=["2026-11-22"])
    ] = None
    references: Annotated[
        tuple[ReferenceFields, ...],
        Meta(description="References of this bank alone; they come before those of sources.yaml."),
    ] = ()
    lint: LintField = None
