"""The lessons of a learner: which comes next, and which were put aside."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from quiz.practice.draw import bank_keys
from quiz.practice.lessons import lesson_path, next_lesson
from quiz.practice.schedule import due, new_left
from quiz.practice.types import DEFAULT_COUNT
from quiz.scores.learning import learning
from quiz.scores.now import Clock, local_now
from quiz.settings import DEFAULTS, Settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quiz.bank.lessons import FullName
    from quiz.bank.model import Bank
    from quiz.practice.draw import Options
    from quiz.practice.lessons import PathLesson
    from quiz.scores.store.base import Store


def lesson_of_today(
    store: Store,
    learner: str,
    banks: Sequence[Bank],
    options: Options,
    settings: Settings = DEFAULTS,
    now: Clock = local_now,
) -> PathLesson | None:
    """Return the lesson with which today goes on; None where something is due, or no lesson is left for the day.

    Nor is there one where the set is asked for in a way of its own. Raises `StoreProblem`.
    """
    path = lesson_path(banks)
    is_usual = options.count in {DEFAULT_COUNT, settings.set_size} and options.time_limit is None
    if not path or not is_usual or options.tags or options.types or options.difficulties:
        return None
    learned = learning(store, learner, settings, now)
    memories, day = learned.memories, learned.today
    keys = [key for bank in banks for key in bank_keys(bank)]
    if due(memories, keys, day) or not new_left(memories, day, learned.new_a_day):
        return None
    return next_lesson(path, memories, learned.aside)


def turn_aside(store: Store, learner: str, lesson: FullName, now: Clock = local_now) -> bool:
    """Put a lesson aside, or take it back; say whether it is aside now. Raises `StoreProblem`."""
    if lesson in store.lessons_aside(learner):
        store.take_lesson_back(learner, lesson)
        return False
    store.put_lesson_aside(learner, lesson, now().astimezone(UTC))
    return True
