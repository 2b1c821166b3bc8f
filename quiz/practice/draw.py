"""Drawing the questions of an attempt from banks: filter, order, count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, assert_never

from msgspec import Struct, field

from quiz.bank.lessons import FullName
from quiz.bank.questions.base import DIFFICULTIES
from quiz.practice.drawn import DrawnQuestion, fitting, one_of_each_group
from quiz.practice.knowledge import coming_back
from quiz.practice.lessons import LeftOpen, LessonText, held_back, lesson_path, next_lesson
from quiz.practice.schedule import NEW_A_DAY, Memory, ahead, due, fresh, left_wrong, mistakes, new_left
from quiz.practice.types import DEFAULT_COUNT, Key, Mode
from quiz.settings import DEFAULTS
from quiz.text import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from quiz.bank.model import Bank
    from quiz.bank.questions.registry import Question
    from quiz.practice.lessons import PathLesson


class Purpose(StrEnum):
    """What an attempt is for, where its mode does not say all of it.

    today: a set of the day: what is due, then new questions, then mistakes; or a lesson of it. ahead: what is due next,
    before its time. first: a beginning in practice: easy questions, from each bank in turn.
    """

    TODAY = "today"
    AHEAD = "ahead"
    FIRST = "first"


class Options(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """How an attempt was asked for.

    count: None for all. time_limit: seconds, None for none. Empty filters let everything through. until_right: whether
    what was not right is asked again at the end. lesson: what is read before the questions, which are its own.
    """

    count: int | None = DEFAULT_COUNT
    tags: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    difficulties: tuple[str, ...] = ()
    unseen_first: bool = False
    confidence: bool = False
    time_limit: float | None = None
    purpose: Purpose | None = None
    until_right: bool = True
    lesson: LessonText | None = None

    @property
    def is_of_today(self) -> bool:
        """Whether it belongs to the plan of a day: a set or lesson of it, or the questions with which one begins."""
        return self.purpose in {Purpose.TODAY, Purpose.FIRST}

    @property
    def is_of_any_today(self) -> bool:
        """Whether whoever goes on with today goes on with it; one with filters or a limit is asked for by these."""
        narrowed = self.tags or self.types or self.difficulties or self.time_limit is not None
        return self.is_of_today and not narrowed

    def kind(self, mode: Mode) -> str:
        """Say what kind of attempt it is: a lesson, or what its mode says."""
        return "lesson" if self.lesson is not None else mode.value


def lesson_options(lesson: PathLesson, purpose: Purpose | None = None) -> Options:
    """Return how the questions of a lesson are asked for: all of them, whatever the day still allows."""
    return Options(count=None, lesson=lesson.text, purpose=purpose)


def usual_count(mode: Mode, set_size: int = DEFAULTS.set_size) -> int:
    """Return how many questions an attempt has where nobody says a number: review and mistakes come in sets."""
    match mode:
        case Mode.PRACTICE | Mode.EXAM:
            return DEFAULT_COUNT
        case Mode.REVIEW | Mode.MISTAKES:
            return set_size
        case _:
            assert_never(mode)


def too_few(drawn: int, options: Options) -> str | None:
    """Return what a person is told where fewer questions could be drawn than were asked for, None where enough were."""
    if options.count is None or drawn >= options.count:
        return None
    filtered = bool(options.tags or options.types or options.difficulties)
    there = f"only {counted(drawn, 'question')}{' of that kind' if filtered else ''}"
    return f"There {'is' if drawn == 1 else 'are'} {there}; {'it is' if drawn == 1 else 'all are'} asked."


def cut_short(drawn: int, left_out: int, options: Options) -> str | None:
    """Return what a person is told where questions on one text are more than fit, None where they are not."""
    if not left_out:
        return None
    if drawn == options.count:
        return f"The first {drawn} of {drawn + left_out} questions on this text are asked."
    is_one = drawn == 1
    return f"Only {counted(drawn, 'question')} {'is' if is_one else 'are'} asked: the sets on one text do not fit."


class Learning(Struct, frozen=True):
    """What a draw may ask of the learner: the memory of each seen question, and the learning day.

    responses: how many that count each learning day had. seconds: the median of what they took, None without enough.
    aside: the lessons that the learner does not want. left: what was left open of a day, the newest first.
    """

    today: date
    memories: dict[Key, Memory] = field(default_factory=dict)
    new_a_day: int = NEW_A_DAY
    responses: Mapping[date, int] = field(default_factory=dict)
    seconds: float | None = None
    aside: frozenset[FullName] = frozenset()
    left: tuple[LeftOpen, ...] = ()


def bank_keys(bank: Bank | None) -> tuple[Key, ...]:
    """Return the keys of all questions of a bank; none without a bank."""
    return tuple(Key(bank.id, question.id) for question in bank.questions) if bank else ()


class EmptyDraw(ValueError):
    """No question is left to draw; the message names the filter that matches none."""


class NothingDue(EmptyDraw):
    """Nothing waits any more today, which is good news; the message says what comes back next."""


def draw(
    banks: Sequence[Bank], options: Options, seed: int, mode: Mode = Mode.PRACTICE, learning: Learning | None = None
) -> tuple[DrawnQuestion, ...]:
    """Draw questions in an order that depends on the seed, the question ids and what was learned, on nothing else.

    review draws what is due, the longest waiting first, and then as many new ones as the day still has; a set of today
    has mistakes after that, and what is due alone while a lesson waits; one ahead of time has what is due next instead.
    What lessons hold back is not new yet. mistakes draws what was last not wholly right.
    An exam has nothing that learners grade themselves. At most one question of a group is drawn, and fewer than
    `options.count` come where there are no more. Questions about a passage come together, in the order of their bank,
    where the first of them would. Raises `EmptyDraw`.
    """
    pool = [DrawnQuestion(bank, question) for bank in banks for question in bank.questions]
    places = {drawn.key: place for place, drawn in enumerate(pool)}
    if not pool:
        raise EmptyDraw("There is no question to draw: the chosen banks are empty.")
    pool = _filtered(pool, options)
    if mode is Mode.EXAM:
        pool = _gradable(pool)
    pool.sort(key=lambda drawn: drawn.place(seed))
    if options.purpose is Purpose.FIRST:
        pool = _easy_in_turn(pool)
    if learning is not None:
        path = lesson_path(banks) if mode is Mode.REVIEW else ()
        pool = _for_learning(pool, options, mode, learning, path)
    return fitting(pool, places, options.count)


def pick(banks: Iterable[Bank], keys: Iterable[Key], count: int | None = None) -> tuple[DrawnQuestion, ...]:
    """Return chosen questions in the order of their keys, at most one of a group; those that are gone are left out.

    Those about a passage come together, in the order of their bank, where the first of them stands.

    Raises `EmptyDraw` where none is left.
    """
    by_key = {drawn.key: drawn for bank in banks for drawn in (DrawnQuestion(bank, one) for one in bank.questions)}
    places = {key: place for place, key in enumerate(by_key)}
    drawn = fitting([by_key[key] for key in keys if key in by_key], places, count)
    if not drawn:
        raise EmptyDraw("None of these questions is in the library any more.")
    return drawn


def _easy_in_turn(pool: list[DrawnQuestion]) -> list[DrawnQuestion]:
    """Order questions from easy to hard, those of the same difficulty from each bank in turn; one without is medium."""
    places: Counter[tuple[int, str]] = Counter()
    order: dict[Key, tuple[int, int]] = {}
    for drawn in pool:
        rank = DIFFICULTIES.index(drawn.question.difficulty or "medium")
        order[drawn.key] = rank, places[rank, drawn.bank.id]
        places[rank, drawn.bank.id] += 1
    return sorted(pool, key=lambda drawn: order[drawn.key])


def _for_learning(
    pool: list[DrawnQuestion], options: Options, mode: Mode, learning: Learning, path: Sequence[PathLesson]
) -> list[DrawnQuestion]:
    """Choose and order by what the learner remembers."""
    memories, by_key = learning.memories, {drawn.key: drawn for drawn in pool}
    match mode:
        case Mode.REVIEW if options.purpose is Purpose.AHEAD:
            return _ahead(by_key, learning)
        case Mode.REVIEW:
            return _due_and_new(by_key, learning, path, is_of_today=options.purpose is Purpose.TODAY)
        case Mode.MISTAKES:
            wrong = [by_key[key] for key in mistakes(memories, by_key)]
            if not wrong:
                raise NothingDue("There is no mistake to put right in the chosen banks.")
            return wrong
        case _ if options.unseen_first:
            return sorted(pool, key=lambda drawn: drawn.key in memories)
        case _:
            return pool


def _due_and_new(
    by_key: dict[Key, DrawnQuestion], learning: Learning, path: Sequence[PathLesson], *, is_of_today: bool = False
) -> list[DrawnQuestion]:
    waiting = one_of_each_group([by_key[key] for key in due(learning.memories, by_key, learning.today)])
    left = new_left(learning.memories, learning.today, learning.new_a_day)
    if is_of_today and waiting and left and next_lesson(path, learning.memories, learning.aside) is not None:
        return waiting  # then comes the lesson
    held = held_back(path, learning.memories, learning.aside)
    unseen = (by_key[key] for key in fresh(learning.memories, by_key) if key not in held)
    new = one_of_each_group([*waiting, *unseen])[len(waiting) :]
    drawn = [*waiting, *_new_of_the_day(new, {one.set_name for one in waiting}, left)]
    if is_of_today:
        wrong = left_wrong(learning.memories, by_key, learning.today)
        drawn = one_of_each_group([*drawn, *(by_key[key] for key in wrong)])
    if not drawn:
        lesson = next_lesson(path, learning.memories, learning.aside) if left and held else None
        if lesson is not None:
            raise NothingDue(f"Nothing is due today, and what is new comes after the lesson “{lesson.lesson.title}”.")
        raise NothingDue(f"Nothing is due today, and no new question is left for today. {_next_due(by_key, learning)}")
    return drawn


def _new_of_the_day(new: list[DrawnQuestion], begun: Collection[object], left: int) -> list[DrawnQuestion]:
    """Return up to `left` new questions: first what comes along with the passages that are `begun`."""
    along = [drawn for drawn in new if drawn.set_name in begun][:left]
    others = [drawn for drawn in new if drawn.set_name not in begun]
    room = left - len(along)
    taken = fitting(others, {one.key: place for place, one in enumerate(others)}, room) if room else ()
    return [*along, *(DrawnQuestion(one.bank, one.question) for one in taken)]


def _ahead(by_key: dict[Key, DrawnQuestion], learning: Learning) -> list[DrawnQuestion]:
    drawn = [by_key[key] for key in ahead(learning.memories, by_key, learning.today)]
    waits = len(due(learning.memories, by_key, learning.today))
    if not drawn and waits:
        are = "is" if waits == 1 else "are"
        raise NothingDue(f"{counted(waits, 'question')} {are} due today; nothing comes after that yet.")
    if not drawn:
        raise NothingDue("No question waits that was not answered today already.")
    return drawn


def _next_due(keys: Iterable[Key], learning: Learning) -> str:
    """Say how many questions come back next, and when."""
    days = [(learning.memories[key].due - learning.today).days for key in keys if key in learning.memories]
    if not days:
        return "Come back tomorrow."
    return f"{coming_back(days.count(min(days)), min(days))}."


def _filtered(pool: list[DrawnQuestion], options: Options) -> list[DrawnQuestion]:
    """Apply each filter in turn, so that an error can name the one that left nothing."""
    tags = {tag.casefold() for tag in options.tags}
    filters: tuple[tuple[str, tuple[str, ...], Callable[[Question], bool]], ...] = (
        ("tag", options.tags, lambda question: not tags.isdisjoint(map(str.casefold, question.tags))),
        ("type", options.types, lambda question: question.type in options.types),
        ("difficulty", options.difficulties, lambda question: question.difficulty in options.difficulties),
    )
    applied: list[str] = []
    for name, wanted, passes in filters:
        if not wanted:
            continue
        pool = [drawn for drawn in pool if passes(drawn.question)]
        applied.append(f"{name} {' or '.join(wanted)}")
        if not pool:
            raise EmptyDraw(f"No question in the chosen banks has {' and '.join(applied)}.")
    return pool


def _gradable(pool: list[DrawnQuestion]) -> list[DrawnQuestion]:
    """Leave out what learners grade themselves: in an exam that would be worth nothing."""
    gradable = [drawn for drawn in pool if not drawn.question.IS_SELF_GRADED]
    if not gradable:
        raise EmptyDraw("An exam asks no question that you grade yourself, and there is no other; practise them.")
    return gradable
