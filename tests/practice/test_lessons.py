"""The path through the lessons of all banks, what of them is done, and what they hold back."""

from datetime import date, timedelta

import msgspec
import pytest

from quiz.bank.lessons import FullName, Lesson
from quiz.bank.model import Bank
from quiz.bank.questions.choice import TrueFalse
from quiz.practice.draw import Learning, NothingDue, Options, Purpose, bank_keys, draw
from quiz.practice.lessons import LeftOpen, LessonState, PathLesson, held_back, lesson_path, next_lesson
from quiz.practice.schedule import LogEntry, Memory, remember
from quiz.practice.today import today
from quiz.practice.types import Key, Mode

DAY = date(2026, 3, 31)


def lesson(name: str, questions: str = "q0", after: str = "", *, start: bool = False) -> Lesson:
    return Lesson(
        id=name,
        title=name.upper(),
        text="text",
        questions=tuple(questions.split()),
        after=tuple(after.split()),
        start=start,
    )


def bank(name: str, *lessons: Lesson, questions: int = 3, groups: tuple[str | None, ...] = ()) -> Bank:
    asked = [
        TrueFalse(id=f"q{at}", prompt="p", answer=True, group=groups[at] if at < len(groups) else None)
        for at in range(questions)
    ]
    return Bank(id=name, title=name, topic=name, questions=tuple(asked), lessons=lessons)


def order(*banks: Bank) -> str:
    return " ".join(one.lesson.id for one in lesson_path(banks))


def log(*responses: tuple[str, float], ago: int = 0) -> dict[Key, Memory]:
    return remember(LogEntry(Key("a", name), fraction, 0.5, DAY - timedelta(ago)) for name, fraction in responses)


@pytest.mark.parametrize(
    ("banks", "path"),
    [
        ([bank("a", lesson("x"), lesson("y")), bank("b", lesson("z"))], "x y z"),
        ([bank("a", lesson("x", after="y"), lesson("y"))], "y x"),
        ([bank("a", lesson("x", after="b/z")), bank("b", lesson("z"), lesson("w"))], "z x w"),
        ([bank("a", lesson("x"), lesson("y", start=True))], "y x"),
        ([bank("a", lesson("x"), lesson("y", after="b/z", start=True)), bank("b", lesson("z"))], "z y x"),
        ([bank("a", lesson("x", after="x gone b/gone")), bank("b", lesson("y"))], "y x"),
        ([bank("a", lesson("x", after="y"), lesson("y", after="x"), lesson("z"))], "z x y"),
        ([bank("a", lesson("x", "gone b/q1"), lesson("y", "gone"))], "y"),
        ([bank("a", lesson("x", "b/q9"), lesson("y", "b/q1")), bank("b")], "y"),
        ([bank("a"), bank("b")], ""),
    ],
)
def test_the_path_follows_after_then_the_starter_path_then_the_library(banks: list[Bank], path: str) -> None:
    if path == "y" and len(banks) == 1:
        assert order(*banks) == ""  # none of its questions is there
    else:
        assert order(*banks) == path


def test_a_lesson_asks_each_of_its_questions_once_and_of_variants_the_first() -> None:
    (found,) = lesson_path([bank("a", lesson("x", "q2 q0 a/q2 q1 gone"), groups=("g", "g"))])
    assert found.keys == (Key("a", "q2"), Key("a", "q0"))


def test_the_state_of_a_lesson_is_read_from_the_log_wherever_its_questions_were_asked() -> None:
    (found,) = lesson_path([bank("a", lesson("x", "q0 q1"))])
    assert found.state({}) is LessonState.NEW
    assert found.state(log(("q2", 1))) is LessonState.NEW
    assert found.state(log(("q0", 1))) is LessonState.BEGUN
    assert found.state(log(("q0", 1), ("q1", 0.5))) is LessonState.BEGUN
    known = log(("q0", 1), ("q1", 0.5), ("q1", 1), ("q0", 0))
    assert found.state(known) is LessonState.DONE
    assert (found.right(known), found.right(log(("q0", 1)))) == (2, 1)


def test_the_next_lesson_has_a_question_that_was_never_asked_and_was_not_put_aside() -> None:
    path = lesson_path([bank("a", lesson("x", "q0"), lesson("y", "q0 q1"), lesson("z", "q2"))])

    def following(known: dict[Key, Memory], *aside: str) -> str | None:
        found = next_lesson(path, known, {FullName("a", name) for name in aside})
        return found.lesson.id if found else None

    assert following({}) == "x"
    assert following(log(("q0", 0))) == "y"
    assert following(log(("q0", 0)), "y") == "z"
    assert following(log(("q0", 1), ("q1", 1), ("q2", 0))) is None


def test_what_lessons_hold_back_is_free_once_one_of_them_is_begun_or_put_aside() -> None:
    path = lesson_path([bank("a", lesson("x", "q0 q1"), lesson("y", "q1 q2"))])

    def held(known: dict[Key, Memory], *aside: str) -> str:
        return " ".join(sorted(key.question for key in held_back(path, known, {FullName("a", one) for one in aside})))

    assert held({}) == "q0 q1 q2"
    assert held(log(("q0", 0))) == "q2"
    assert held({}, "y") == "q0"
    assert held({}, "x", "y") == ""


# Today and the draw


BANK = bank("a", lesson("x", "q0 q1"), lesson("y", "q2 q3"), questions=6)


def learned(known: dict[Key, Memory], new_a_day: int = 10, *aside: str) -> Learning:
    return Learning(DAY, known, new_a_day, aside=frozenset(FullName("a", name) for name in aside))


def drawn(learning: Learning, purpose: Purpose | None = Purpose.TODAY) -> str:
    found = draw([BANK], Options(count=None, purpose=purpose), 1, Mode.REVIEW, learning)
    return " ".join(sorted(one.question.id for one in found))


def figures(learning: Learning) -> tuple[str | None, int, int, int, int]:
    path = lesson_path([BANK])
    day = today(learning, bank_keys(BANK), 20, path)
    ahead = day.lesson
    return (ahead.name.id if ahead else None), day.due, ahead.more if ahead else 0, day.new, day.to_go


def test_a_lesson_comes_after_what_is_due_and_before_what_is_new() -> None:
    fresh = learned({})
    assert figures(fresh) == ("x", 0, 2, 2, 6)
    assert drawn(fresh) == "q4 q5"
    assert drawn(fresh, None) == "q4 q5"
    with_due = learned(log(("q0", 0), ("q4", 0), ago=5))
    assert figures(with_due) == ("x", 2, 1, 1, 6)
    assert drawn(with_due) == "q0 q4"
    assert drawn(with_due, None) == "q0 q1 q4 q5"


def test_the_quota_of_the_day_keeps_lessons_from_being_offered() -> None:
    assert figures(learned(log(("q4", 1)), 1)) == (None, 0, 0, 0, 0)
    assert figures(learned({}, 1)) == ("x", 0, 2, 0, 2)
    assert figures(learned({}, 3)) == ("x", 0, 2, 0, 4)  # the next lesson comes before what is new
    with pytest.raises(NothingDue):
        drawn(learned(log(("q4", 1)), 1))


def test_a_lesson_that_was_put_aside_gives_its_questions_free() -> None:
    assert figures(learned({}, 10, "x")) == ("y", 0, 2, 4, 6)
    assert drawn(learned({}, 10, "x")) == "q0 q1 q4 q5"
    assert figures(learned({}, 10, "x", "y")) == (None, 0, 0, 6, 6)


def test_where_all_that_is_new_waits_for_a_lesson_it_is_named() -> None:
    banks = [bank("a", lesson("x", "q0 q1 q2"))]
    with pytest.raises(NothingDue, match="comes after the lesson “X”"):
        draw(banks, Options(), 1, Mode.REVIEW, learned({}))
    with pytest.raises(NothingDue, match="no new question is left for today"):
        draw(banks, Options(), 1, Mode.REVIEW, learned({}, 0))


def test_a_day_with_a_lesson_is_said_in_a_line() -> None:
    path: tuple[PathLesson, ...] = lesson_path([BANK])
    assert today(learned(log(("q4", 0), ago=5)), bank_keys(BANK), 20, path).line == "1 due · 2 lessons · 1 new"


def test_a_lesson_that_was_left_open_asks_the_rest_whatever_the_quota_and_comes_first() -> None:
    known = log(("q2", 1))
    begun = LeftOpen("uid", frozenset({"a"}), (Key("a", "q3"),), FullName("a", "y"))
    day = today(msgspec.structs.replace(learned(known, 1), left=(begun,)), bank_keys(BANK), 20, lesson_path([BANK]))
    assert (day.waiting, day.to_go, day.is_amid_lesson, day.is_done) == (("1 lesson",), 1, True, False)
    assert day.lesson is not None
    assert (day.lesson.name.id, day.lesson.questions, day.lesson.more) == ("y", 2, 1)
    day = today(msgspec.structs.replace(learned(known, 3), left=(begun,)), bank_keys(BANK), 20, lesson_path([BANK]))
    assert (day.waiting, day.to_go) == (("2 lessons",), 3)


def test_what_a_set_left_open_counts_once_and_where_its_bank_is_gone_not_at_all() -> None:
    known = log(("q4", 0), ago=5) | log(("q5", 1))
    keys = tuple(Key("a", name) for name in ("q4", "q5", "q0"))
    for banks, told in (({"a"}, ("1 due", "1 new", "1 left open")), ({"a", "gone"}, ("1 due",))):
        left = LeftOpen("uid", frozenset(banks), keys)
        day = today(msgspec.structs.replace(learned(known, 1), left=(left,)), bank_keys(BANK), 20, lesson_path([BANK]))
        assert (day.waiting, day.to_go) == (told, len(told))
        assert not day.is_amid_lesson


def test_everything_else_draws_the_questions_of_lessons_as_ever() -> None:
    for mode in (Mode.PRACTICE, Mode.EXAM):
        assert len(draw([BANK], Options(count=None), 1, mode, learned({}))) == 6
