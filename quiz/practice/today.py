"""What a day asks of a learner, what they have done of it, and what the days to come bring."""

from __future__ import annotations

import math
from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from msgspec import Struct

from quiz.practice.knowledge import WEEK
from quiz.practice.lessons import held_back, next_lesson
from quiz.practice.schedule import ahead, due, fresh, left_wrong, mistakes, new_left
from quiz.settings import DEFAULTS
from quiz.text import counted

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from quiz.bank.lessons import FullName
    from quiz.practice.draw import Learning
    from quiz.practice.lessons import PathLesson
    from quiz.practice.types import Key

USUAL_SECONDS: Final = 25.0
"""What a question takes someone of whom too little is known."""


_DAYS_TOLD: Final = 4


class LearningDay(NamedTuple):
    """A day of the week that ends today. responses: those that count. is_met: whether the goal was reached."""

    day: date
    responses: int
    is_met: bool


class LessonAhead(NamedTuple):
    """The lesson that a day has next. questions: how many it asks. more: those that do not wait by themselves."""

    name: FullName
    title: str
    questions: int
    more: int


class Today(Struct, frozen=True):
    """What a day asks of a learner, over the questions of a library.

    done: the responses of the day that count. due, new, mistakes: how many questions wait, each of them once: what is
    due, what is new as far as the day still allows, and what was last not right, is due later and was not asked today.
    lesson: what comes after all that is due and before what is new, None where no lesson waits.
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
    lesson: LessonAhead | None = None

    @property
    def to_go(self) -> int:
        return self.due + (self.lesson.more if self.lesson else 0) + self.new + self.mistakes

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
        """What waits, in words: `39 due`, `1 lesson`, `10 new`, `1 mistake`; what there is none of is left out."""
        waiting = {"due": self.due, "lesson": int(self.lesson is not None), "new": self.new}
        told = [f"{count} {word}" for word, count in waiting.items() if count]
        return (*told, *([counted(self.mistakes, "mistake")] if self.mistakes else []))

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


def today(
    learning: Learning, keys: Collection[Key], goal: int = DEFAULTS.goal, path: Sequence[PathLesson] = ()
) -> Today:
    """Return what the learning day asks of a learner; `keys` are the questions that there are, `path` the lessons."""
    day, memories = learning.today, learning.memories
    waits, wrong = due(memories, keys, day), left_wrong(memories, keys, day)
    left = new_left(memories, day, learning.new_a_day)
    lesson = next_lesson(path, memories, learning.aside) if left else None
    apart = held_back(path, memories, learning.aside).union(lesson.keys if lesson is not None else ())
    unseen = [key for key in fresh(memories, keys) if key not in apart]
    if lesson is not None:
        left = max(0, left - len(lesson.unasked(memories)))
    waiting = Counter(memories[key].due for key in keys if key in memories)
    days = [day - timedelta(days=ago) for ago in reversed(range(WEEK))]
    return Today(
        day=day,
        goal=goal,
        done=learning.responses.get(day, 0),
        due=len(waits),
        new=min(len(unseen), left),
        mistakes=len(wrong),
        streak=streak(learning.responses, day),
        week=tuple(LearningDay(one, count := learning.responses.get(one, 0), count >= goal) for one in days),
        to_come=tuple(waiting[day + timedelta(days=ahead)] for ahead in range(1, WEEK + 1)),
        ahead=len(ahead(memories, keys, day)),
        wrong=len(mistakes(memories, keys)),
        seconds=USUAL_SECONDS if learning.seconds is None else learning.seconds,
        lesson=_ahead_of(lesson, {*waits, *wrong}) if lesson is not None else None,
    )


def _ahead_of(lesson: PathLesson, waiting: Collection[Key]) -> LessonAhead:
    more = sum(key not in waiting for key in lesson.keys)
    return LessonAhead(lesson.name, lesson.lesson.title, len(lesson.keys), more)


def streak(days: Iterable[date], today: date) -> int:
    """Return how many days in a row were learned on up to today; today may still be to come."""
    learned = set(days)
    day = today if today in learned else today - timedelta(days=1)
    length = 0
    while day - timedelta(days=length) in learned:
        length += 1
    return length
