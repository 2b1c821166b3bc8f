"""Lessons and events: what a bank teaches before it asks, and what happened when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar, Final, NamedTuple, TypeAlias

from msgspec import Meta, Struct

from quiz.bank.markup import Markup
from quiz.bank.questions.base import Citation, Identifier, PartialDate, SourcesField, Text, ValidUntil, citation_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

NAME_PATTERN: Final = r"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}(/[A-Za-z0-9][A-Za-z0-9._-]{0,99})?$"

Name: TypeAlias = Annotated[str, Meta(pattern=NAME_PATTERN)]
"""The id of a question or lesson of the same bank, or `bank/id`."""

FEWEST_WORDS: Final = 80
MOST_WORDS: Final = 150


class FullName(NamedTuple):
    """The ids of a bank and of a question or lesson in it."""

    bank: str
    id: str


QuestionNames: TypeAlias = Annotated[
    tuple[
        Annotated[
            Name,
            Meta(
                description="The id of a question of this bank, or bank/question for one of another bank.",
                examples=["resolution-after-first-test", "diplomacy/themes-of-policy"],
            ),
        ],
        ...,
    ],
    Meta(
        description="The ids of the questions that belong to it.",
        examples=[["resolution-after-first-test", "diplomacy/themes-of-policy"]],
    ),
]


class Lesson(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A short text that teaches, with the questions that are asked after it."""

    PROSE: ClassVar[frozenset[str]] = frozenset({"text"})
    """The fields that keep their lines."""

    id: Annotated[
        Identifier,
        Meta(
            description="A name that no other lesson of the bank has: letters, digits, '.', '_' and '-'. Keep it when "
            "you reword the lesson.",
            examples=["from-a-test-to-an-act"],
        ),
    ]
    title: Annotated[Text, Meta(description="What lists show.", examples=["From a test to an act"])]
    text: Annotated[
        Text,
        Meta(
            description=f"What it teaches, in {FEWEST_WORDS} to {MOST_WORDS} words.",
            examples=["A nuclear test is often followed by a UN resolution, and that by an act of the EU."],
        ),
    ]
    questions: Annotated[
        QuestionNames,
        Meta(
            min_length=1,
            description="The ids of the questions that are asked after it, in this order.",
            examples=[["resolution-after-first-test", "diplomacy/themes-of-policy"]],
        ),
    ]
    sources: SourcesField = ()
    after: Annotated[
        tuple[
            Annotated[
                Name,
                Meta(
                    description="The id of a lesson of this bank, or bank/lesson for one of another bank.",
                    examples=["who-is-who", "diplomacy/who-is-who"],
                ),
            ],
            ...,
        ],
        Meta(
            description="Lessons that come before it on the path; they lock nothing.",
            examples=[["who-is-who", "diplomacy/who-is-who"]],
        ),
    ] = ()
    start: Annotated[
        bool, Meta(description="Whether a beginner should take it first; not unless true.", examples=[True])
    ] = False
    markup: Annotated[
        Markup | None,
        Meta(
            description="How its text is written: plain, or markdown; as the bank's texts unless given.",
            examples=["markdown"],
            extra_json_schema={
                "enum": ["plain", "markdown"],
                "enumDescriptions": ["Every character stands for itself.", "The text is Markdown."],
            },
        ),
    ] = None
    valid_until: ValidUntil = None

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The sources, those written as one line taken apart at the first comma."""
        return tuple(map(citation_of, self.sources))


class Event(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Something that happened, for a chronology in columns that fills as its questions are met."""

    PROSE: ClassVar[frozenset[str]] = frozenset()

    date: Annotated[
        PartialDate, Meta(description="When: a year, month or day.", examples=["2006", "2006-10", "2006-10-09"])
    ]
    text: Annotated[Text, Meta(description="What happened, in a few words.", examples=["First nuclear test"])]
    column: Annotated[
        Text, Meta(description="The column in which it stands: who acted, or where.", examples=["DPRK", "EU"])
    ]
    questions: QuestionNames = ()
    sources: SourcesField = ()

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The sources, those written as one line taken apart at the first comma."""
        return tuple(map(citation_of, self.sources))


def full_name(name: str, bank: str) -> FullName:
    """Return a name as the bank with the id `bank` means it.

    >>> full_name("sanctions/ban-on-oil", "aid")
    FullName(bank='sanctions', id='ban-on-oil')
    """
    before, slash, after = name.partition("/")
    return FullName(before, after) if slash else FullName(bank, name)


def circles(after: Mapping[FullName, Collection[FullName]]) -> Iterator[tuple[FullName, ...]]:
    """Give circles among lessons, each as its lessons: every one comes after the next, the last after the first.

    `after` are the lessons that come before each lesson; those that it lacks are passed over.
    """
    done: set[FullName] = set()
    for first in after:
        way: dict[FullName, Iterator[FullName]] = {}
        if first not in done:
            way[first] = iter(after[first])
        while way:
            here = next(reversed(way))
            for one in way[here]:
                if one in way:
                    steps = tuple(way)
                    yield steps[steps.index(one) :]
                elif one in after and one not in done:
                    way[one] = iter(after[one])
                    break
            else:
                done.add(here)
                del way[here]
