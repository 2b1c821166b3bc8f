"""Questions that learners answer in words of their own, and judge themselves: open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar

from msgspec import Meta

from quiz.bank.questions.base import QuestionBase, Text

if TYPE_CHECKING:
    from collections.abc import Iterator


class OpenQuestion(QuestionBase, frozen=True, kw_only=True, tag="open"):
    """Something to explain; the learner compares it with a model answer and judges it."""

    TEMPLATE: ClassVar[str] = """\
prompt: Write what is to be explained.
answer: >-
  Write a model answer in two or three sentences.
rubric:
  - Write a point that a right answer has
  - Write another point
"""

    PROSE: ClassVar[frozenset[str]] = QuestionBase.PROSE | {"answer"}
    ROWS: ClassVar[frozenset[str]] = frozenset({"rubric"})
    IS_SELF_GRADED: ClassVar[bool] = True

    answer: Annotated[
        Text,
        Meta(
            description="A model answer, shown once the learner has written theirs.",
            examples=["It froze the funds of those who were listed, and kept them from travelling."],
        ),
    ]
    rubric: Annotated[
        tuple[
            Annotated[Text, Meta(description="A point that a right answer has.", examples=["It names the freeze."])],
            ...,
        ],
        Meta(
            description="Points to look for in what was written, shown with the model answer.",
            examples=[["It names the freeze.", "It names the travel ban."]],
        ),
    ] = ()

    def own_texts(self) -> Iterator[tuple[str, str]]:
        yield "answer", self.answer
        yield from (("rubric", point) for point in self.rubric)

    @property
    def subject(self) -> tuple[str, ...]:
        return ()

    @property
    def short_answer(self) -> str | None:
        return None
