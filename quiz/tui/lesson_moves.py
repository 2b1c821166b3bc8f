"""The ways into the questions of a lesson, and on to the next one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from quiz.practice.types import Mode
from quiz.tui.lessons import following, path_of

if TYPE_CHECKING:
    from quiz.bank.lessons import Lesson
    from quiz.bank.model import Bank
    from quiz.practice.lessons import PathLesson
    from quiz.tui.navigation import Navigation
    from quiz.tui.services import Services


def go_to_next(navigation: Navigation, services: Services) -> None:
    """Read the next lesson; where none is left, say so."""

    def read() -> None:
        if (lesson := following(services)) is not None:
            navigation.go("lesson", lesson)
        else:
            services.tell("No lesson is left; the list of lessons opens each of them again.")

    services.when_read(read)


def read(navigation: Navigation, services: Services, bank: Bank, lesson: Lesson) -> None:
    """Read a lesson over the present screen; where one of its questions can be asked, it can be begun there."""
    from quiz.practice.lessons import PathLesson

    on_path = PathLesson(bank, lesson, ())
    found = next((one for one in path_of(services) if one.name == on_path.name), None)
    navigation.open("lesson", found, on_path.text)


def begin(navigation: Navigation, services: Services, lesson: PathLesson, *, is_of_today: bool) -> None:
    """Begin with the questions of a lesson, or go on with them."""
    from quiz.library.library import LibraryEntry
    from quiz.practice.draw import Purpose, lesson_options

    def ask() -> None:
        options = lesson_options(lesson, Purpose.TODAY if is_of_today else None)
        others = [entry for entry in services.current_banks() if entry.id != lesson.bank.id]
        entries = [LibraryEntry(Path(lesson.bank.id), lesson.bank), *others]
        navigation.begin(entries, options, None, Mode.PRACTICE, only=lesson.keys)

    services.when_read(ask)
