"""Looking at a whole attempt: what it was worth by part, and what to do next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from quiz.bank.questions.base import DIFFICULTIES
from quiz.practice.grade import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from quiz.practice.attempt import Attempt, Item

WEAK = 0.6
"""Below this share a topic or tag is called weak, from `ENOUGH` questions on."""
ENOUGH = 3


@dataclass(frozen=True, slots=True)
class Tally:
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
    """Return the result by tag, the weakest first."""
    return tuple(sorted(tally(attempt, lambda item: item.question.tags), key=lambda one: (one.fraction, one.name)))


def by_difficulty(attempt: Attempt) -> tuple[Tally, ...]:
    """Return the result by difficulty, easy first; questions without one are left out."""
    found = {one.name: one for one in tally(attempt, lambda item: (item.question.difficulty or "",))}
    return tuple(found[level] for level in DIFFICULTIES if level in found)


def breakdowns(attempt: Attempt) -> tuple[tuple[str, tuple[Tally, ...]], ...]:
    """Return the parts worth showing, each with its heading: those with something to compare."""
    parts = (("By topic", by_topic(attempt)), ("By difficulty", by_difficulty(attempt)), ("By tag", by_tag(attempt)))
    return tuple((name, tallies) for name, tallies in parts if len(tallies) > 1)


def next_steps(attempt: Attempt) -> tuple[str, ...]:
    """Say what would help most after a finished attempt."""
    steps = []
    wrong = attempt.wrong_positions()
    if wrong:
        missed = "the one" if len(wrong) == 1 else f"the {len(wrong)}"
        steps.append(f"Try {missed} not wholly right again.")
    weak = [one for one in by_tag(attempt) if one.questions >= ENOUGH and one.fraction < WEAK]
    if weak:
        steps.append(f"Weakest part: {weak[0].name}.")
    if not wrong and not attempt.open_positions:
        steps.append("All right. Harder questions, or another bank?")
    return tuple(steps)


def right_count(attempt: Attempt) -> int:
    return sum(taken is not None and taken.grade.verdict is Verdict.RIGHT for taken in attempt.counted)


def hand_in_warning(attempt: Attempt) -> str:
    """Say what handing in means, and name what is unanswered."""
    if not attempt.open_positions:
        return "All questions are answered."
    numbers = ", ".join(str(position + 1) for position in attempt.open_positions)
    return f"Not answered: {numbers}. They count 0 points and are not reviewed."
