"""Questions with choices: single, multiple, true-false."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Annotated, ClassVar, Final

from msgspec import Meta

from quiz.bank.questions.base import (
    Choice,
    ChoiceField,
    ChoiceFields,
    Distractor,
    QuestionBase,
    Text,
    TruthFeedback,
    as_choice,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_Sequence = Annotated[
    Annotated[
        tuple[
            Annotated[
                Text, Meta(description="A choice, written as in the answers and distractors.", examples=["Council"])
            ],
            ...,
        ],
        Meta(min_length=1),
    ]
    | None,
    Meta(
        description="All choices in the order to show them, where that order is logical but not numeric.",
        examples=[["Council", "Commission", "Parliament"]],
    ),
]
EVERY_CHOICE_RIGHT: Final = 3
"""Answers that a question has at least in which every choice is right."""

_DistractorField = Annotated[
    Text | Distractor,
    Meta(
        description="A wrong choice: its text, or a mapping of text, feedback and credit.",
        examples=[
            "Resolution 1874 (2009)",
            {"text": "Resolution 1874 (2009)", "feedback": "It answered the second test.", "credit": 0.5},
        ],
    ),
]


class Single(QuestionBase, frozen=True, kw_only=True, tag="single"):
    """One of several choices is right."""

    TEMPLATE: ClassVar[str] = """\
prompt: Write a question that one choice answers.
answer: Write the right choice
distractors:
  - text: Write a wrong choice
    feedback: Write what this choice really is.
  - Write another wrong choice
"""

    ROWS: ClassVar[frozenset[str]] = frozenset({"answer", "distractors", "sequence"})

    answer: Annotated[
        ChoiceField,
        Meta(
            description="The right choice: its text, or a mapping of text and feedback.",
            examples=["Resolution 1718 (2006)"],
        ),
    ]
    distractors: Annotated[
        tuple[_DistractorField, ...],
        Meta(min_length=1, description="The wrong choices, best with feedback.", examples=[["Resolution 2270 (2016)"]]),
    ]
    sequence: _Sequence = None

    @property
    def choices(self) -> tuple[Choice, ...]:
        """The right choice, then the wrong ones."""
        return (as_choice(self.answer), *map(as_choice, self.distractors))

    @cached_property
    def credits(self) -> dict[str, float]:
        """What the choices that are partly right earn, by their texts."""
        return {one.text: one.credit for one in self.distractors if isinstance(one, Distractor) and one.credit}

    def own_texts(self) -> Iterator[tuple[str, str]]:
        yield from _choice_texts("answer", (self.answer,))
        yield from _choice_texts("distractors", self.distractors)

    @property
    def subject(self) -> tuple[str, ...]:
        return ()

    @property
    def short_answer(self) -> str | None:
        return as_choice(self.answer).text


class Multiple(QuestionBase, frozen=True, kw_only=True, tag="multiple"):
    """Several of the choices may be right."""

    TEMPLATE: ClassVar[str] = """\
prompt: Write a question that several choices answer.
answers:
  - Write a right choice
  - Write another right choice
distractors:
  - text: Write a wrong choice
    feedback: Write what this choice really is.
  - Write another wrong choice
"""

    ROWS: ClassVar[frozenset[str]] = frozenset({"answers", "distractors", "sequence"})

    answers: Annotated[ChoiceFields, Meta(description="The right choices.", examples=[["Coal", "Iron"]])]
    distractors: Annotated[
        ChoiceFields,
        Meta(
            description="The wrong choices, best with feedback. Left out where every choice is right; such a question "
            "has three answers or more.",
            examples=[["Resolution 2270 (2016)"]],
        ),
    ] = ()
    sequence: _Sequence = None

    @property
    def choices(self) -> tuple[Choice, ...]:
        """The right choices, then the wrong ones."""
        return tuple(map(as_choice, (*self.answers, *self.distractors)))

    @property
    def right_texts(self) -> tuple[str, ...]:
        return tuple(as_choice(answer).text for answer in self.answers)

    def own_texts(self) -> Iterator[tuple[str, str]]:
        yield from _choice_texts("answers", self.answers)
        yield from _choice_texts("distractors", self.distractors)

    @property
    def subject(self) -> tuple[str, ...]:
        return ()

    @property
    def short_answer(self) -> str | None:
        return None


class TrueFalse(QuestionBase, frozen=True, kw_only=True, tag="true-false"):
    """A statement to judge."""

    TEMPLATE: ClassVar[str] = """\
prompt: Write a statement that is true or false.
answer: Write true or false
"""

    answer: Annotated[
        bool, Meta(description="true or false: whether the statement in the prompt is true.", examples=[True, False])
    ]
    feedback: Annotated[
        TruthFeedback | None,
        Meta(
            description="What is said to those who chose true, to those who chose false, or to each.",
            examples=[{"true": "Venus is slightly smaller.", "false": "Yes: by 650 km."}],
        ),
    ] = None

    def own_texts(self) -> Iterator[tuple[str, str]]:
        if self.feedback is not None:
            yield from (("feedback", said) for value in (True, False) if (said := self.feedback.to(value)))

    @property
    def subject(self) -> tuple[str, ...]:
        return ()

    @property
    def short_answer(self) -> str | None:
        return None


def _choice_texts(field: str, choices: Iterable[str | Choice]) -> Iterator[tuple[str, str]]:
    for choice in map(as_choice, choices):
        yield field, choice.text
        if choice.feedback:
            yield "feedback", choice.feedback
