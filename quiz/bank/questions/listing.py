"""Questions to which several things are named: list."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Annotated, ClassVar

from msgspec import Meta

from quiz.bank.matching import Folding
from quiz.bank.questions.base import Accents, CaseSensitive, QuestionBase, Text, Typos

if TYPE_CHECKING:
    from collections.abc import Iterator

_Spellings = Annotated[
    tuple[Annotated[Text, Meta(description="An accepted spelling.", examples=["Czechia"])], ...],
    Meta(min_length=1),
]


class ListQuestion(QuestionBase, frozen=True, kw_only=True, tag="list"):
    """Several things to name."""

    TEMPLATE: ClassVar[str] = """\
prompt: Write a question that several names answer, and say how many are asked for.
answers:
  - Write an answer
  - - Write another answer
    - Write another spelling of it
  - Write a third answer
need: Write how many of them are asked for
"""

    answers: Annotated[
        tuple[
            Annotated[
                Text | _Spellings,
                Meta(
                    description="One thing to name: a text, or the list of its spellings, the first of which is shown.",
                    examples=["Poland", ["Czechia", "Czech Republic"]],
                ),
            ],
            ...,
        ],
        Meta(
            min_length=1,
            description="Everything that can be named; a thing with several spellings is a list of them.",
            examples=[["Poland", ["Czechia", "Czech Republic"]]],
        ),
    ]
    need: Annotated[
        Annotated[int, Meta(ge=1)] | None,
        Meta(
            description="How many of the answers are to be named; all of them unless given.",
            examples=[2],
        ),
    ] = None
    case_sensitive: CaseSensitive = False
    accents: Accents = False
    typos: Typos = 0

    @cached_property
    def spellings(self) -> tuple[tuple[str, ...], ...]:
        """The accepted spellings of each answer, the one to show first."""
        return tuple((answer,) if isinstance(answer, str) else answer for answer in self.answers)

    @property
    def needed(self) -> int:
        """How many are to be named."""
        return self.need or len(self.answers)

    @property
    def folding(self) -> Folding:
        """What matters in what is typed."""
        return Folding(self.case_sensitive, self.accents)

    def accepted_on(self, _line: int) -> tuple[str, ...]:
        return tuple(spelling for spellings in self.spellings for spelling in spellings)

    def own_texts(self) -> Iterator[tuple[str, str]]:
        yield from (("answers", " / ".join(spellings)) for spellings in self.spellings)

    @property
    def subject(self) -> tuple[str, ...]:
        return ()

    @property
    def short_answer(self) -> str | None:
        return None
