"""The lessons as the screens know them: which there are, which comes next, and what was put aside."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quiz.bank.lessons import FullName
    from quiz.bank.model import Bank
    from quiz.library.library import LibraryEntry
    from quiz.practice.draw import Options
    from quiz.practice.lessons import PathLesson
    from quiz.practice.schedule import Memory
    from quiz.practice.types import Key
    from quiz.tui.services import Services


def banks_of(entries: Sequence[LibraryEntry]) -> list[Bank]:
    return [entry.bank for entry in entries if entry.bank is not None]


def has_events(services: Services) -> bool:
    """Say whether any bank of the library has events."""
    return any(bank.events for bank in banks_of(services.playable))


def path_of(services: Services) -> Sequence[PathLesson]:
    """Return the lessons of the library in their order; none while it is read."""
    from quiz.practice.lessons import lesson_path

    return services.standing.path or lesson_path(banks_of(services.playable))


def memories_of(services: Services) -> dict[Key, Memory]:
    """Return what the learner remembers, as far as it is worked out."""
    return services.learning.memories if services.learning is not None else {}


def aside_of(services: Services) -> frozenset[FullName]:
    """Return the lessons that the learner put aside; none where that cannot be read, and then they were told."""
    return services.read(lambda store: store.lessons_aside(services.learner), frozenset())


def following(services: Services) -> PathLesson | None:
    """Return the next lesson, as the log is at this moment."""
    from quiz.practice.lessons import lesson_path, next_lesson
    from quiz.scores.learning import learning

    path = lesson_path(banks_of(services.playable))
    learned = services.read(lambda store: learning(store, services.learner, services.settings), None)
    return next_lesson(path, learned.memories, learned.aside) if learned is not None else None


def of_today(services: Services, banks: Sequence[Bank], options: Options) -> PathLesson | None:
    """Return the lesson with which today goes on; None where it goes on with a set, asked for so."""
    from quiz.scores.lessons import lesson_of_today

    learner, settings = services.learner, services.settings
    return services.read(lambda store: lesson_of_today(store, learner, banks, options, settings), None)


def turn_aside(services: Services, lesson: FullName) -> bool:
    """Put a lesson aside or take it back; say whether it is aside now."""
    from quiz.scores.lessons import turn_aside

    return services.read(lambda store: turn_aside(store, services.learner, lesson), False)
