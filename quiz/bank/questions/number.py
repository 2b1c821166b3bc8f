"""Questions to which a number is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar

from msgspec import Meta

from quiz.bank.questions.base import NearNumber, NumberText, QuestionBase, Text

if TYPE_CHECKING:
    from collections.abc import Iterator


class Number(QuestionBase, frozen=True, kw_only=True, tag="number"):
    """A number to type."""

    TEMPLATE: ClassVar[str] = """\
prompt: Write a question that a number answers.
answer: Write the number
unit: Write the unit
"""

    ONE_OF: ClassVar[tuple[str, ...]] = ("answer", "answers")
    READS_NUMBERS: ClassVar[bool] = True

    answer: Annotated[
        NumberText | None,
        Meta(
            description="The right number, without its unit: an integer, a decimal, 6.02e23 or a fraction. It is shown "
            "as it is written.",
            examples=[366, 149.6, "6.02e23", "1/3"],
        ),
    ] = None
    answers: Annotated[
        tuple[Annotated[NumberText, Meta(description="One of the right numbers.", examples=[3])], ...],
        Meta(min_length=1, description="In place of `answer`: numbers any of which is right.", examples=[[3, -3]]),
    ] = ()
    tolerance: Annotated[
        NumberText,
        Meta(
            description="How far off still counts as right, bounds included; 0 unless given.",
            examples=[0.5],
        ),
    ] = "0"
    unit: Annotated[
        Text | None,
        Meta(description="Shown beside the input; the learner may leave it out.", examples=["million euros"]),
    ] = None

    near: Annotated[
        tuple[NearNumber, ...],
        Meta(
            description="Numbers that are nearly right, or mistakes that many make, each with credit and feedback. The "
            "first that fits counts, after the answer.",
            examples=[[{"value": 365, "credit": 0.5, "feedback": "2012 was a leap year."}]],
        ),
    ] = ()

    @property
    def accepted(self) -> tuple[str, ...]:
        """The right numbers, the one to show first."""
        return self.answers or ((self.answer,) if self.answer is not None else ())

    def own_texts(self) -> Iterator[tuple[str, str]]:
        field = "answers" if self.answers else "answer"
        yield from ((field, f"{number} {self.unit or ''}".rstrip()) for number in self.accepted)
        yield from (("feedback", near.feedback) for near in self.near if near.feedback)

    @property
    def subject(self) -> tuple[str, ...]:
        return ()

    @property
    def short_answer(self) -> str | None:
        return None
