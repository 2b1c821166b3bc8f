"""What a day asks of a learner, what they have done of it, and what the days to come bring."""

from __future__ import annotations

import math
from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from msgspec import Struct

from quiz.practice.knowledge import WEEK
from quiz.practice.lessons import LeftOpen
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
    """The lesson that a day has next. questions: how many it has. more: those asked that do not wait by themselves."""

    name: FullName
    title: str
    questions: int
    more: int


class Today(Struct, frozen=True):
    """What a day asks of a learner, over the questions of a library.

    done: the responses of the day that count. due, new, mistakes: how many questions wait, each of them once: what is
    due, what is new as far as the day still allows, and what was last not right, is due later and was not asked today.
    lesson: the next one, after all that is due and before what is new, None where no lesson waits. lessons: how many
    the day still has, one after the other while it allows new questions. taught: what they ask that does not wait by
    itself. left_open: the set or lesson with which the day goes on. left: what that asks for no other reason.
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
    lessons: int = 0
    taught: int = 0
    left: int = 0
    left_open: LeftOpen | None = None

    @property
    def to_go(self) -> int:
        return self.due + self.taught + self.new + self.mistakes + self.left

    @property
    def is_amid_lesson(self) -> bool:
        """Whether the day goes on with a lesson that was begun."""
        return self.left_open is not None and self.lesson is not None and self.left_open.lesson == self.lesson.name

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
        waiting = (
            (self.due, f"{self.due} due"),
            (self.lessons, counted(self.lessons, "lesson")),
            (self.new, f"{self.new} new"),
            (self.mistakes, counted(self.mistakes, "mistake")),
            (self.left, f"{self.left} left open"),
        )
        return tuple(text for count, text in waiting if count)

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
    left_open = _gone_on_with(learning.left, keys)
    open_keys = left_open.keys if left_open is not None else ()
    lessons, left = _lessons_of(learning, path, left_open)
    by_itself = {*waits, *wrong}
    taught = {key for _, asked in lessons for key in asked} - by_itself
    # While a lesson waits nothing else is new: the day allows some only once there is none.
    new = [key for key in open_keys if key not in memories and key not in taught]
    apart = taught.union(new)
    unseen = [key for key in fresh(memories, keys) if key not in apart]
    waiting = Counter(memories[key].due for key in keys if key in memories)
    days = [day - timedelta(days=ago) for ago in reversed(range(WEEK))]
    return Today(
        day=day,
        goal=goal,
        done=learning.responses.get(day, 0),
        due=len(waits),
        new=len(new) + min(len(unseen), left),
        mistakes=len(wrong),
        streak=streak(learning.responses, day),
        week=tuple(LearningDay(one, count := learning.responses.get(one, 0), count >= goal) for one in days),
        to_come=tuple(waiting[day + timedelta(days=ahead)] for ahead in range(1, WEEK + 1)),
        ahead=len(ahead(memories, keys, day)),
        wrong=len(mistakes(memories, keys)),
        seconds=USUAL_SECONDS if learning.seconds is None else learning.seconds,
        lesson=_ahead_of(*lessons[0], by_itself) if lessons else None,
        lessons=len(lessons),
        taught=len(taught),
        left=len(set(open_keys) - by_itself - apart),
        left_open=left_open,
    )


def _gone_on_with(left: Iterable[LeftOpen], keys: Iterable[Key]) -> LeftOpen | None:
    """Return the newest of what was left open that is drawn from banks of these questions alone."""
    banks = {key.bank for key in keys}
    return next((one for one in left if banks.issuperset(one.banks)), None)


def _lessons_of(
    learning: Learning, path: Sequence[PathLesson], left_open: LeftOpen | None
) -> tuple[list[tuple[PathLesson, tuple[Key, ...]]], int]:
    """Return the lessons that a day still has, each with what it asks, and how many new questions it allows after them.

    One that was left open comes first and asks what is open; the quota cuts none short.
    """
    open_keys = left_open.keys if left_open is not None else ()
    asked = {*learning.memories, *open_keys}
    left = new_left(learning.memories, learning.today, learning.new_a_day)
    left -= sum(key not in learning.memories for key in open_keys)
    found: list[tuple[PathLesson, tuple[Key, ...]]] = []
    for one in path:
        if left_open is not None and one.name == left_open.lesson:
            found.insert(0, (one, open_keys))
        elif left > 0 and one.name not in learning.aside and (unasked := one.unasked(asked)):
            found.append((one, one.keys))
            left -= len(unasked)
            asked.update(one.keys)
    return found, max(0, left)


def _ahead_of(lesson: PathLesson, asked: Iterable[Key], by_itself: Collection[Key]) -> LessonAhead:
    more = sum(key not in by_itself for key in asked)
    return LessonAhead(lesson.name, lesson.lesson.title, len(lesson.keys), more)


def streak(days: Iterable[date], today: date) -> int:
    """Return how many days in a row were learned on up to today; today may still be to come."""
    learned = set(days)
    day = today if today in learned else today - timedelta(days=1)
    length = 0
    while day - timedelta(days=length) in learned:
        length += 1
    return length
