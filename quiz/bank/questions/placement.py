"""Questions to put things where they belong: match, classify."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Annotated, ClassVar

from msgspec import Meta

from quiz.bank.questions.base import QuestionBase, Text

if TYPE_CHECKING:
    from collections.abc import Iterator


class Match(QuestionBase, frozen=True, kw_only=True, tag="match"):
    """Pairs to find."""

    TEMPLATE: ClassVar[str] = """\
prompt: Write what to match with what.
pairs:
  Write one thing: Write what belongs to it
  Write another thing: Write what belongs to the other
distractors:
  - Write what belongs to neither
"""

    ROWS: ClassVar[frozenset[str]] = frozenset({"pairs", "distractors"})

    pairs: Annotated[
        dict[Text, Annotated[Text, Meta(description="What belongs to the left-hand side.", examples=["1718"])]],
        Meta(
            min_length=2,
            description="What belongs together, a line `left: right` for each pair.",
            examples=[{"2006": "1718", "2009": "1874"}],
        ),
    ]
    distractors: Annotated[
        tuple[Annotated[Text, Meta(description="A right-hand side that fits nothing.", examples=["2087"])], ...],
        Meta(description="Right-hand sides that fit nothing.", examples=[["2087"]]),
    ] = ()

    @cached_property
    def rights(self) -> tuple[str, ...]:
        """Every right-hand side once, in the order of the file, distractors last."""
        return tuple(dict.fromkeys((*self.pairs.values(), *self.distractors)))

    def own_texts(self) -> Iterator[tuple[str, str]]:
        yield from (("pairs", f"{left}: {right}") for left, right in self.pairs.items())
        yield from (("distractors", text) for text in self.distractors)

    @property
    def subject(self) -> tuple[str, ...]:
        return (*self.pairs, *self.pairs.values())

    @property
    def row_count(self) -> int:
        return len(self.pairs)

    @property
    def short_answer(self) -> str | None:
        return None


class Classify(QuestionBase, frozen=True, kw_only=True, tag="classify"):
    """Things to sort into categories."""

    TEMPLATE: ClassVar[str] = """\
prompt: Write what to sort, and by what.
categories:
  Write a category:
    - Write a thing of this category
    - Write another thing of this category
  Write another category:
    - Write a thing of the other category
    - Write another thing of the other category
"""

    ROWS: ClassVar[frozenset[str]] = frozenset({"categories"})

    categories: Annotated[
        dict[
            Text,
            Annotated[
                tuple[
                    Annotated[Text, Meta(description="A thing of this category.", examples=["Resolution 1718"])], ...
                ],
                Meta(min_length=1, description="The things of this category.", examples=[["Resolution 1718"]]),
            ],
        ],
        Meta(
            min_length=2,
            description="Each category with the things that belong in it.",
            examples=[{"United Nations": ["Resolution 1718"], "European Union": ["Regulation 2017/1509"]}],
        ),
    ]

    @cached_property
    def places(self) -> dict[str, str]:
        """Every item with its category."""
        return {item: category for category, items in self.categories.items() for item in items}

    def own_texts(self) -> Iterator[tuple[str, str]]:
        for category, items in self.categories.items():
            yield from (("categories", text) for text in (category, *items))

    @property
    def subject(self) -> tuple[str, ...]:
        return tuple(self.places)

    @property
    def row_count(self) -> int:
        return sum(map(len, self.categories.values()))

    @property
    def short_answer(self) -> str | None:
        return None
