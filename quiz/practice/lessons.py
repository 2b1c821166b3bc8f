"""Lessons: the path through those of all banks, what a learner has done of them, and what they hold back."""

from __future__ import annotations

from enum import StrEnum
from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from msgspec import Struct

from quiz.bank.lessons import FullName, full_name
from quiz.bank.markup import Markup, blocks_of, links_of
from quiz.practice.citations import SourceCitation, cited_sources
from quiz.practice.types import Key

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Iterable, Mapping, Sequence

    from quiz.bank.lessons import Lesson
    from quiz.bank.model import Bank
    from quiz.practice.schedule import Memory


class LessonState(StrEnum):
    """What a learner has done of a lesson."""

    NEW = "new"
    BEGUN = "begun"
    DONE = "done"


class LessonText(Struct, frozen=True, omit_defaults=True):
    """A lesson as it was when it was begun: all that is needed to read it again."""

    bank: str
    bank_title: str
    id: str
    title: str
    text: str
    markup: Markup = "plain"
    sources: tuple[SourceCitation, ...] = ()
    valid_until: str | None = None

    as_of: ClassVar[None] = None
    image: ClassVar[None] = None
    """A lesson is bound to no date, and has no picture."""

    @property
    def name(self) -> FullName:
        return FullName(self.bank, self.id)

    @property
    def every_source(self) -> tuple[SourceCitation, ...]:
        return self.sources


class PathLesson(NamedTuple):
    """A lesson on the path, with the bank that it comes from and the questions that can be asked, in their order."""

    bank: Bank
    lesson: Lesson
    keys: tuple[Key, ...]

    @property
    def name(self) -> FullName:
        return FullName(self.bank.id, self.lesson.id)

    @property
    def text(self) -> LessonText:
        lesson, markup = self.lesson, self.lesson.markup or self.bank.markup
        links = () if markup == "plain" else links_of(blocks_of(lesson.text))
        return LessonText(
            bank=self.bank.id,
            bank_title=self.bank.title,
            id=lesson.id,
            title=lesson.title,
            text=lesson.text,
            markup=markup,
            sources=cited_sources(self.bank, lesson, links),
            valid_until=lesson.valid_until,
        )

    def state(self, memories: Mapping[Key, Memory]) -> LessonState:
        """Return what a learner has done of it, as their log says: wherever its questions were asked."""
        asked = [memories[key] for key in self.keys if key in memories]
        if len(asked) == len(self.keys) and all(memory.was_right for memory in asked):
            return LessonState.DONE
        return LessonState.BEGUN if asked else LessonState.NEW

    def right(self, memories: Mapping[Key, Memory]) -> int:
        """Return how many of its questions were wholly right once."""
        return sum(key in memories and memories[key].was_right for key in self.keys)

    def unasked(self, memories: Container[Key]) -> tuple[Key, ...]:
        return tuple(key for key in self.keys if key not in memories)


class LeftOpen(Struct, frozen=True):
    """A set or lesson of a day that was left open, which is gone on with before anything else.

    banks: those that it was drawn from. keys: its questions without a response. lesson: which one it is, if any.
    """

    uid: str
    banks: frozenset[str]
    keys: tuple[Key, ...]
    lesson: FullName | None = None


def lesson_path(banks: Iterable[Bank]) -> tuple[PathLesson, ...]:
    """Return the lessons of banks, each after those that it names in `after`.

    Ties go to the starter path, with what has to come before it, and then by the order of the banks. A lesson without a
    question that can be asked is left out; what is in a circle comes last.
    """
    banks = tuple(banks)
    if not any(bank.lessons for bank in banks):
        return ()
    groups = {Key(bank.id, question.id): question.group for bank in banks for question in bank.questions}
    lessons: dict[FullName, PathLesson] = {}
    for bank in banks:
        for lesson in bank.lessons:
            found = PathLesson(bank, lesson, _keys(lesson, bank, groups))
            if found.keys:
                lessons.setdefault(found.name, found)
    return tuple(lessons[name] for name in _in_order(lessons))


def _keys(lesson: Lesson, bank: Bank, groups: Mapping[Key, str | None]) -> tuple[Key, ...]:
    """Return the questions of a lesson that can be asked, each once, of the variants in a group the first."""
    keys: dict[Key, None] = {}
    seen: set[tuple[str, str]] = set()
    for name in lesson.questions:
        key = Key(*full_name(name, bank.id))
        if key in groups:
            group = groups[key]
            if group is None or (key.bank, group) not in seen:
                keys[key] = None
            if group is not None:
                seen.add((key.bank, group))
    return tuple(keys)


def _in_order(lessons: Mapping[FullName, PathLesson]) -> list[FullName]:
    before = {
        name: {one for one in (full_name(after, name.bank) for after in found.lesson.after) if one in lessons}
        for name, found in lessons.items()
    }
    first = _with_all_before([name for name, found in lessons.items() if found.lesson.start], before)
    rank = {name: (name not in first, place) for place, name in enumerate(lessons)}
    following: dict[FullName, list[FullName]] = {name: [] for name in lessons}
    for name, ones in before.items():
        for one in ones:
            following[one].append(name)
    waiting = {name: len(ones) for name, ones in before.items()}
    ready = [(rank[name], name) for name, count in waiting.items() if not count]
    heapify(ready)
    order: dict[FullName, None] = {}
    while ready:
        _, name = heappop(ready)
        order[name] = None
        for one in following[name]:
            waiting[one] -= 1
            if not waiting[one]:
                heappush(ready, (rank[one], one))
    return [*order, *(name for name in lessons if name not in order)]


def _with_all_before(names: Iterable[FullName], before: Mapping[FullName, Iterable[FullName]]) -> set[FullName]:
    found: set[FullName] = set()
    left = list(names)
    while left:
        name = left.pop()
        if name not in found:
            found.add(name)
            left.extend(before[name])
    return found


def next_lesson(
    path: Iterable[PathLesson], memories: Container[Key], aside: Container[FullName] = ()
) -> PathLesson | None:
    """Return the first lesson on the path that has a question which was never asked, and was not put aside."""
    return next((one for one in path if one.name not in aside and one.unasked(memories)), None)


def held_back(path: Sequence[PathLesson], memories: Container[Key], aside: Collection[FullName] = ()) -> frozenset[Key]:
    """Return the questions that do not come as new yet: all their lessons are still to be begun.

    A lesson that was put aside holds nothing back.
    """
    if not path:
        return frozenset()
    free: set[Key] = set()
    held: set[Key] = set()
    for one in path:
        is_begun = one.name in aside or any(key in memories for key in one.keys)
        (free if is_begun else held).update(one.keys)
    return frozenset(held - free)


def find_lesson(path: Iterable[PathLesson], name: FullName) -> PathLesson | None:
    return next((one for one in path if one.name == name), None)
