"""Questions to put things in order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar

from msgspec import Meta

from quiz.bank.questions.base import QuestionBase, Text

if TYPE_CHECKING:
    from collections.abc import Iterator


class Order(QuestionBase, frozen=True, kw_only=True, tag="order"):
    """Things to put in order."""

    TEMPLATE: ClassVar[str] = """\
prompt: Write what to put in order, and which end is first.
items:
  - Write what comes first
  - Write what comes next
  - Write what comes last
"""

    ROWS: ClassVar[frozenset[str]] = frozenset({"items"})

    items: Annotated[
        tuple[Annotated[Text, Meta(description="One of the things to put in order.", examples=["1718"])], ...],
        Meta(
            min_length=3,
            max_length=9,
            description="3 to 9 things in the right order.",
            examples=[["1718", "1874", "2087"]],
        ),
    ]

    def own_texts(self) -> Iterator[tuple[str, str]]:
        yield from (("items", item) for item in self.items)

    @property
    def subject(self) -> tuple[str, ...]:
        return self.items

    @property
    def row_count(self) -> int:
        return len(self.items)

    @property
    def short_answer(self) -> str | None:
        return None
