"""Looking at a whole attempt: what it was worth by part, and what to do next."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

from msgspec import Struct, structs

from quiz.bank.questions.base import DIFFICULTIES
from quiz.practice.draw import Options
from quiz.practice.grade import Verdict
from quiz.practice.types import DEFAULT_COUNT, Mode

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from quiz.practice.attempt import Attempt, Item
    from quiz.practice.today import Today

ENOUGH: Final = 3
"""So many questions must have a tag before its result says anything."""


class Counts(NamedTuple):
    """How many questions of an attempt were answered how."""

    right: int
    partly: int
    wrong: int
    unanswered: int

    def __str__(self) -> str:
        told = zip(self, ("right", "partly", "wrong", "not answered"), strict=True)
        return ", ".join(f"{count} {word}" for count, word in told if count)


def counts(attempt: Attempt) -> Counts:
    verdicts = [taken.grade.verdict for taken in attempt.counted if taken is not None]
    right, partly, wrong = map(verdicts.count, Verdict)
    return Counts(right, partly, wrong, len(attempt.open_positions))


class Tally(Struct, frozen=True):
    """How a part of an attempt went."""

    name: str
    questions: int
    answered: int
    score: float
    possible: float

    @property
    def fraction(self) -> float:
        return self.score / self.possible if self.possible else 0.0


def tally(attempt: Attempt, labels: Callable[[Item], Sequence[str]]) -> tuple[Tally, ...]:
    """Return the result by label, in the order in which the labels first occur."""
    groups: dict[str, list[int]] = {}
    for position, item in enumerate(attempt.items):
        for label in labels(item):
            groups.setdefault(label, []).append(position)
    return tuple(
        Tally(
            name=label,
            questions=len(positions),
            answered=sum(attempt.counted[position] is not None for position in positions),
            score=sum(attempt.points(position) for position in positions),
            possible=sum(attempt.items[position].question.points for position in positions),
        )
        for label, positions in groups.items()
    )


def by_topic(attempt: Attempt) -> tuple[Tally, ...]:
    return tally(attempt, lambda item: (item.topic,))


def by_tag(attempt: Attempt) -> tuple[Tally, ...]:
    """Return the result by tag, the weakest first; tags of few questions are left out."""
    tallies = [one for one in tally(attempt, lambda item: item.question.tags) if one.questions >= ENOUGH]
    return tuple(sorted(tallies, key=lambda one: (one.fraction, one.name)))


def weakest_tag(attempt: Attempt) -> Tally | None:
    """Return the tag that went worst; None where none of enough questions went less than wholly right."""
    return next((one for one in by_tag(attempt) if one.fraction < 1), None)


def by_difficulty(attempt: Attempt) -> tuple[Tally, ...]:
    """Return the result by difficulty, easy first; questions without one are left out."""
    found = {one.name: one for one in tally(attempt, lambda item: (item.question.difficulty or "",))}
    return tuple(found[level] for level in DIFFICULTIES if level in found)


def breakdowns(attempt: Attempt) -> tuple[tuple[str, tuple[Tally, ...]], ...]:
    """Return the parts worth showing, each with its heading: those with something to compare."""
    parts = (("By topic", by_topic(attempt)), ("By difficulty", by_difficulty(attempt)), ("By tag", by_tag(attempt)))
    return tuple((name, tallies) for name, tallies in parts if len(tallies) > 1)


class Step(StrEnum):
    """What a learner can do after a finished attempt."""

    TODAY = "today"
    LESSON = "lesson"
    PUT_RIGHT = "put right"
    WEAKEST = "weakest"
    MORE = "more"
    AGAIN = "again"


class NextStep(NamedTuple):
    """A step with its words."""

    step: Step
    text: str


def next_steps(attempt: Attempt, today: Today | None = None) -> tuple[NextStep, ...]:
    """Return what a learner can do after a finished attempt, what helps most first; nothing while it is open.

    After a set of today the next one comes first, unless `today`, where that is known, has nothing to go. After another
    lesson the next one does.
    """
    if attempt.finished is None:
        return ()
    if attempt.options.is_of_today and (today is None or not today.is_done):
        to_go = f": {today.to_go} to go" if today is not None else ""
        return (NextStep(Step.TODAY, f"Go on with today{to_go}"), *_steps(attempt))
    if attempt.options.lesson is not None:
        return (NextStep(Step.LESSON, "Next lesson"), *_steps(attempt))
    return _steps(attempt)


def reaches_goal(attempt: Attempt, today: Today) -> bool:
    """Say whether the responses of an attempt are those with which the goal of the day was reached."""
    given = sum(taken is not None and taken.day == today.day for taken in attempt.counted)
    return today.done >= today.goal > today.done - given


def _steps(attempt: Attempt) -> tuple[NextStep, ...]:
    more, again = NextStep(Step.MORE, "Ten more"), NextStep(Step.AGAIN, "The same again")
    weakest = weakest_tag(attempt)
    practise = [NextStep(Step.WEAKEST, f"Practise the weakest: {weakest.name}")] if weakest else []
    if not (wrong := attempt.to_put_right):
        return (more, *practise, again)
    number = "the one" if len(wrong) == 1 else f"the {len(wrong)}"
    return (NextStep(Step.PUT_RIGHT, f"Put {number} right now"), *practise, more, again)


def asked_by(step: Step, attempt: Attempt) -> tuple[Mode, Options]:
    """Return how a step that draws anew asks for its questions; the banks are those of the attempt."""
    weakest = weakest_tag(attempt) if step is Step.WEAKEST else None
    if weakest is not None:
        return Mode.PRACTICE, Options(tags=(weakest.name,), confidence=attempt.options.confidence)
    # Ten more mistakes may not be left, and ten questions are no exam.
    mode = attempt.mode if attempt.mode is Mode.REVIEW else Mode.PRACTICE
    purpose = None if attempt.options.is_of_today else attempt.options.purpose
    return mode, structs.replace(attempt.options, count=DEFAULT_COUNT, time_limit=None, purpose=purpose, lesson=None)


def hand_in_warning(attempt: Attempt) -> str:
    """Say what handing in means, and name what is unanswered."""
    if not attempt.open_positions:
        return "All questions are answered."
    numbers = ", ".join(str(position + 1) for position in attempt.open_positions)
    return f"Not answered: {numbers}. They count 0 points and are not reviewed."
