"""What follows from a response, from the learner's log of that one question."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from quiz.practice.knowledge import Sequel, State, back_text, sequel, state_of
from quiz.practice.schedule import LogEntry, Memory, learning_day, remember
from quiz.practice.types import Mode
from quiz.scores.now import local_now
from quiz.settings import DEFAULTS, Settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quiz.practice.attempt import Attempt
    from quiz.scores.now import Clock
    from quiz.scores.store.base import Store


class Memories(NamedTuple):
    """What was known of a question before a response, after it, and now; None where it was never asked.

    is_first_of_day: whether no other response of the learner to it came before on the same learning day.
    """

    before: Memory | None = None
    after: Memory | None = None
    now: Memory | None = None
    is_first_of_day: bool = True


def what_follows(store: Store, attempt: Attempt, position: int, settings: Settings = DEFAULTS) -> Sequel | None:
    """Return what follows from the response that counts for an item. Raises `StoreProblem`.

    None in an exam, out of time, and where the item is open: there nothing is told. Nor is it where the question was
    asked before on the same day: only the first response of a day moves the schedule.
    """
    taken = attempt.counted[position]
    if taken is None or attempt.mode is Mode.EXAM or attempt.time_left == 0:
        return None
    found = memories_around(store, attempt, position, settings)
    return sequel(found.before, found.after, taken.day) if found.after is not None and found.is_first_of_day else None


class Knowledge(NamedTuple):
    """What is known of a question by now, and when it comes back."""

    state: State
    back: str


def knowledge(
    store: Store, attempt: Attempt, position: int, settings: Settings = DEFAULTS, now: Clock = local_now
) -> Knowledge | None:
    """Return what is known of an item today; None where it was never asked. Raises `StoreProblem`."""
    memory = memories_around(store, attempt, position, settings).now
    if memory is None:
        return None
    today = learning_day(now(), settings.day_start, store.last_day(attempt.learner))
    return Knowledge(state_of(memory), back_text((memory.due - today).days))


def memories_around(store: Store, attempt: Attempt, position: int, settings: Settings = DEFAULTS) -> Memories:
    """Return what was known of an item before and after the response that counts for it. Raises `StoreProblem`."""
    item, taken = attempt.items[position], attempt.counted[position]
    log = store.question_log(attempt.learner, item.key)
    now = _memory(log, settings)
    place = next((place for place, entry in enumerate(log) if taken is not None and entry.at == taken.at), None)
    if place is None:
        return Memories(now, now, now)
    is_first = all(entry.day != log[place].day for entry in log[:place])
    after = now if place + 1 == len(log) else _memory(log[: place + 1], settings)
    return Memories(_memory(log[:place], settings), after, now, is_first)


def _memory(log: Sequence[LogEntry], settings: Settings) -> Memory | None:
    return next(iter(remember(log, settings.retention).values()), None)
