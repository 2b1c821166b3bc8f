"""What a day asks of a learner, what they have done of it, and what the days to come bring."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from quiz.practice.knowledge import WEEK
from quiz.practice.schedule import ahead, due, fresh, left_wrong, mistakes, new_left
from quiz.settings import DEFAULTS
from quiz.text import counted

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

    from quiz.practice.draw import Learning
    from quiz.practice.types import Key

USUAL_SECONDS: Final = 25.0
"""What a question takes someone of whom too little is known."""


_DAYS_TOLD: Final = 4


class LearningDay(NamedTuple):
    """A day of the week that ends today. responses: those that count. is_met: whether the goal was reached."""

    day: date
    responses: int
    is_met: bool


@dataclass(frozen=True, slots=True)
class Today:
    """What a day asks of a learner, over the questions of a library.

    done: the responses of the day that count. due, new, mistakes: how many questions wait, each of them once: what is
    due, what is new as far as the day still allows, and what was last not right, is due later and was not asked today.
    week: the seven days that end today. streak: days in a row up to today, or to yesterday while today is young.
    to_come: how many questions come back on each of the next seven days. ahead: how many could be asked before their
    time. wrong: how many were last not right, whenever they come back. seconds: a question takes.
    """

    day: date
    goal: int
    done: int
    due: int
    new: int
    mistakes: int
    streak: int
    week: tuple[LearningDay, ...]
    to_come: tuple[int, ...]
    ahead: int
    wrong: int
    seconds: float

    @property
    def to_go(self) -> int:
        return self.due + self.new + self.mistakes

    @property
    def is_done(self) -> bool:
        """Whether nothing waits any more today."""
        return not self.to_go

    @property
    def is_met(self) -> bool:
        """Whether the goal of the day is reached."""
        return self.done >= self.goal

    @property
    def minutes(self) -> int:
        """What is to go, in whole minutes; at least one where anything is."""
        return minutes(self.to_go, self.seconds)

    @property
    def tomorrow(self) -> int:
        return self.to_come[0]

    @property
    def waiting(self) -> tuple[str, ...]:
        """What waits, in words: `39 due`, `10 new`, `1 mistake`; what there is none of is left out."""
        waiting = [f"{count} {word}" for count, word in ((self.due, "due"), (self.new, "new")) if count]
        return (*waiting, *([counted(self.mistakes, "mistake")] if self.mistakes else []))

    @property
    def days_to_come(self) -> str:
        """What comes back on the next days: `tomorrow 15, then 8, 7, 7`; empty where nothing does soon."""
        first, *rest = self.to_come[:_DAYS_TOLD]
        if any(rest):
            return f"tomorrow {first}, then {', '.join(map(str, rest))}"
        return f"tomorrow {first}" if first else ""

    @property
    def sentence(self) -> str:
        """The day after a set of it: `Today: 8 new · day 2. 12 of 20 answers.`"""
        return f"Today: {self.line}. {self.done} of {counted(self.goal, 'answer')}."

    @property
    def line(self) -> str:
        """The day in one line: `39 due · 10 new · day 8`."""
        waiting = self.waiting or ("done for today", f"tomorrow {self.tomorrow}")
        return " · ".join([*waiting, *([f"day {self.streak}"] if self.streak else [])])


def minutes(questions: int, seconds: float = USUAL_SECONDS) -> int:
    """Return what questions take in whole minutes, of which each takes so many seconds; at least one for any."""
    return math.ceil(questions * seconds / 60)


def today(learning: Learning, keys: Collection[Key], goal: int = DEFAULTS.goal) -> Today:
    """Return what the learning day asks of a learner; `keys` are the questions that there are."""
    day, memories = learning.today, learning.memories
    waiting = Counter(memories[key].due for key in keys if key in memories)
    days = [day - timedelta(days=ago) for ago in reversed(range(WEEK))]
    return Today(
        day=day,
        goal=goal,
        done=learning.responses.get(day, 0),
        due=len(due(memories, keys, day)),
        new=min(len(fresh(memories, keys)), new_left(memories, day, learning.new_a_day)),
        mistakes=len(left_wrong(memories, keys, day)),
        streak=streak(learning.responses, day),
        week=tuple(LearningDay(one, count := learning.responses.get(one, 0), count >= goal) for one in days),
        to_come=tuple(waiting[day + timedelta(days=ahead)] for ahead in range(1, WEEK + 1)),
        ahead=len(ahead(memories, keys, day)),
        wrong=len(mistakes(memories, keys)),
        seconds=USUAL_SECONDS if learning.seconds is None else learning.seconds,
    )


def streak(days: Iterable[date], today: date) -> int:
    """Return how many days in a row were learned on up to today; today may still be to come."""
    learned = set(days)
    day = today if today in learned else today - timedelta(days=1)
    length = 0
    while day - timedelta(days=length) in learned:
        length += 1
    return length
