from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, strategies as st

from quiz.bank.model import Bank
from quiz.bank.questions.registry import Question
from quiz.practice.draw import EmptyDraw, Learning, NothingDue, Options, Purpose, draw, pick, too_few, usual_count
from quiz.practice.schedule import Memory
from quiz.practice.types import DEFAULT_COUNT, Key, Mode

from .conftest import make_bank, make_question

if TYPE_CHECKING:
    from quiz.bank.questions.registry import Question

ALL = Options(count=None)
TODAY = date(2026, 11, 22)


def bank_of(number: int, name: str = "bank", **fields: Any) -> Bank:
    return make_bank(*(make_question(name=f"q{at}", **fields) for at in range(number)), name=name)


def names(*banks: Bank, options: Options = ALL, seed: int = 1, **more: Any) -> list[str]:
    return [f"{one.bank.id}/{one.question.id}" for one in draw(banks, options, seed, **more)]


def test_ten_are_drawn_unless_another_number_is_wanted() -> None:
    assert DEFAULT_COUNT == 10
    assert len(names(bank_of(30), options=Options())) == 10
    assert len(names(bank_of(30), options=Options(count=3))) == 3
    assert len(names(bank_of(30), options=ALL)) == 30


def test_too_few_gives_all() -> None:
    assert sorted(names(bank_of(3), options=Options(count=50))) == ["bank/q0", "bank/q1", "bank/q2"]


@pytest.mark.parametrize(
    ("drawn", "options", "said"),
    [
        (1, Options(count=5), "There is only 1 question; it is asked."),
        (2, Options(count=5), "There are only 2 questions; all are asked."),
        (1, Options(count=5, tags=("un",)), "There is only 1 question of that kind; it is asked."),
        (3, Options(count=5, types=("single",)), "There are only 3 questions of that kind; all are asked."),
        (3, Options(count=5, difficulties=("easy",)), "There are only 3 questions of that kind; all are asked."),
        (5, Options(count=5), None),
        (3, Options(count=None), None),
    ],
)
def test_a_person_is_told_how_few_there_are(drawn: int, options: Options, said: str | None) -> None:
    assert too_few(drawn, options) == said


def test_review_and_mistakes_come_in_sets_unless_a_number_is_said() -> None:
    assert {mode: usual_count(mode) for mode in Mode} == {
        Mode.PRACTICE: DEFAULT_COUNT,
        Mode.EXAM: DEFAULT_COUNT,
        Mode.REVIEW: 12,
        Mode.MISTAKES: 12,
    }
    assert usual_count(Mode.REVIEW, 30) == usual_count(Mode.MISTAKES, 30) == 30


def test_a_smaller_draw_is_the_beginning_of_a_larger_one() -> None:
    assert names(bank_of(30), options=Options(count=5)) == names(bank_of(30))[:5]


def test_the_seed_decides_the_order() -> None:
    assert names(bank_of(30), seed=5) == names(bank_of(30), seed=5)
    assert names(bank_of(30), seed=5) != names(bank_of(30), seed=6)
    assert {names(bank_of(3), seed=seed)[0] for seed in range(40)} == {"bank/q0", "bank/q1", "bank/q2"}


def test_the_order_is_the_same_in_every_version() -> None:
    assert names(bank_of(5), seed=42) == ["bank/q2", "bank/q3", "bank/q0", "bank/q1", "bank/q4"]


def test_several_banks_are_mixed_and_their_order_does_not_matter() -> None:
    left, right = bank_of(10, "left"), bank_of(10, "right")
    assert names(left, right) == names(right, left)
    assert {name.split("/")[0] for name in names(left, right)[:10]} == {"left", "right"}
    assert [name for name in names(left, right) if name.startswith("left")] == names(left)


@given(st.integers(0, 2**63 - 1), st.integers(0, 11), st.text(min_size=1))
def test_a_changed_question_never_reorders_another(seed: int, at: int, text: str) -> None:
    questions: list[Question] = [make_question(name=f"q{place}") for place in range(12)]
    before = names(make_bank(*questions), seed=seed)
    questions[at] = make_question("true-false", name=f"q{at}", prompt=text, tags=(text,), points=7, hint=text)
    assert names(make_bank(*reversed(questions)), seed=seed) == before
    del questions[at]
    assert names(make_bank(*questions), seed=seed) == [name for name in before if name != f"bank/q{at}"]


# Groups


def test_at_most_one_of_a_group_is_drawn() -> None:
    variants = [make_question(name=f"v{at}", group="g") for at in range(5)]
    others = [make_question(name=f"o{at}") for at in range(3)]
    drawn = [names(make_bank(*variants, *others), seed=seed) for seed in range(40)]
    assert {sum("/v" in name for name in one) for one in drawn} == {1}
    assert {name for one in drawn for name in one} == {f"bank/v{at}" for at in range(5)} | {
        f"bank/o{at}" for at in range(3)
    }
    assert all(len(one) == 4 for one in drawn)


def test_a_group_is_that_of_its_bank() -> None:
    left, right = (make_bank(make_question(group="g"), name=name) for name in ("left", "right"))
    assert len(names(left, right)) == 2


def test_a_variant_outside_the_filter_does_not_take_the_place_of_one_inside() -> None:
    bank = make_bank(make_question(name="easy", group="g", difficulty="easy"), make_question(name="none", group="g"))
    assert {tuple(names(bank, options=Options(difficulties=("easy",)), seed=seed)) for seed in range(20)} == {
        ("bank/easy",)
    }


def test_the_count_is_filled_past_the_variants() -> None:
    variants = [make_question(name=f"v{at}", group="g") for at in range(20)]
    others = [make_question(name=f"o{at}") for at in range(9)]
    assert len(names(make_bank(*variants, *others), options=Options(count=10))) == 10


# Filters


@pytest.fixture
def mixed() -> Bank:
    return make_bank(
        make_question("single", name="a", tags=("UN", "x"), difficulty="easy"),
        make_question("number", name="b", tags=("eu",), difficulty="hard"),
        make_question("text", name="c", tags=("un",)),
        make_question("single", name="d", difficulty="hard"),
    )


@pytest.mark.parametrize(
    ("options", "kept"),
    [
        (Options(), "abcd"),
        (Options(tags=("un",)), "ac"),
        (Options(tags=("Un", "EU")), "abc"),
        (Options(types=("single",)), "ad"),
        (Options(types=("single", "text")), "acd"),
        (Options(difficulties=("hard",)), "bd"),
        (Options(difficulties=("easy", "hard")), "abd"),
        (Options(tags=("un",), types=("single",)), "a"),
        (Options(tags=("eu",), types=("number",), difficulties=("hard",)), "b"),
    ],
)
def test_filters_keep_what_passes_all_of_them(mixed: Bank, options: Options, kept: str) -> None:
    assert sorted(names(mixed, options=options)) == [f"bank/{name}" for name in kept]


def test_a_filter_leaves_the_others_in_their_order(mixed: Bank) -> None:
    kept = names(mixed, options=Options(types=("single",)))
    assert kept == [name for name in names(mixed) if name in kept]


@pytest.mark.parametrize(
    ("options", "named"),
    [
        (Options(tags=("moon", "sun")), ["tag moon or sun"]),
        (Options(types=("order",)), ["type order"]),
        (Options(difficulties=("medium",)), ["difficulty medium"]),
        (Options(tags=("eu",), difficulties=("easy",)), ["tag eu", "difficulty easy"]),
    ],
)
def test_a_filter_that_leaves_nothing_is_named(mixed: Bank, options: Options, named: list[str]) -> None:
    with pytest.raises(EmptyDraw) as problem:
        names(mixed, options=options)
    assert all(name in str(problem.value) for name in named)


def test_a_filter_after_the_empty_one_is_not_blamed(mixed: Bank) -> None:
    with pytest.raises(EmptyDraw) as problem:
        names(mixed, options=Options(tags=("moon",), types=("single",)))
    assert "type" not in str(problem.value)


@pytest.mark.parametrize("banks", [(), (make_bank(),)])
def test_empty_banks_are_an_error(banks: tuple[Bank, ...]) -> None:
    with pytest.raises(EmptyDraw, match="empty"):
        names(*banks)


# What was learned


def memory(last: float = 1.0, due: int = 1, first: int = -10, seen: int = -1) -> Memory:
    return Memory(
        last_fraction=last,
        first_day=TODAY + timedelta(first),
        last_day=TODAY + timedelta(seen),
        responses=1,
        lapses=0,
        stability=1.0,
        due=TODAY + timedelta(due),
    )


def learned(new_a_day: int = 10, **memories: Memory) -> Learning:
    return Learning(TODAY, {Key("bank", name): one for name, one in memories.items()}, new_a_day)


def of_known(**memories: Memory) -> Learning:
    return learned(10, **memories)


def test_unseen_questions_come_first_where_that_is_wanted() -> None:
    learning = learned(q0=memory(), q1=memory())
    first = names(bank_of(6), options=Options(count=None, unseen_first=True), learning=learning)
    assert set(first[-2:]) == {"bank/q0", "bank/q1"}
    plain = names(bank_of(6))
    assert first[:-2] == [name for name in plain if name not in first[-2:]]
    assert names(bank_of(6), options=ALL, learning=learning) == plain


def test_review_asks_what_waited_longest_and_then_new_ones() -> None:
    learning = learned(new_a_day=2, q0=memory(due=0), q1=memory(due=-5), q2=memory(due=1))
    drawn = names(bank_of(8), mode=Mode.REVIEW, learning=learning)
    assert drawn[:2] == ["bank/q1", "bank/q0"]
    assert len(drawn) == 4
    assert "bank/q2" not in drawn


def test_review_counts_what_was_new_today() -> None:
    learning = learned(new_a_day=3, q0=memory(due=3, first=0), q1=memory(due=3, first=0))
    assert len(names(bank_of(8), mode=Mode.REVIEW, learning=learning)) == 1
    with pytest.raises(EmptyDraw, match="due"):
        names(bank_of(8), mode=Mode.REVIEW, learning=learned(new_a_day=0))


def test_mistakes_asks_what_was_last_not_wholly_right() -> None:
    learning = learned(q0=memory(0.5), q1=memory(0), q2=memory(1))
    assert sorted(names(bank_of(8), mode=Mode.MISTAKES, learning=learning)) == ["bank/q0", "bank/q1"]
    with pytest.raises(EmptyDraw, match="no mistake"):
        names(bank_of(8), mode=Mode.MISTAKES, learning=learned(q2=memory(1)))


def drawn_for(purpose: Purpose, learning: Learning, count: int | None = None, **fields: Any) -> list[str]:
    options = Options(count=count, purpose=purpose)
    return [
        name.removeprefix("bank/")
        for name in names(bank_of(6, **fields), options=options, mode=Mode.REVIEW, learning=learning)
    ]


def test_a_set_of_today_asks_what_is_due_then_new_then_mistakes() -> None:
    learning = learned(2, q0=memory(due=0), q1=memory(0, due=-3), q2=memory(0.5, due=4), q3=memory(due=9))
    found = drawn_for(Purpose.TODAY, learning)
    assert (found[:2], sorted(found[2:4]), found[4:]) == (["q1", "q0"], ["q4", "q5"], ["q2"])
    assert drawn_for(Purpose.TODAY, learning, 3) == found[:3]
    # A plain review leaves mistakes to those who ask for them.
    assert sorted(names(bank_of(6), mode=Mode.REVIEW, learning=learning)) == [f"bank/q{at}" for at in (0, 1, 4, 5)]


def test_a_mistake_that_was_made_today_has_had_its_turn() -> None:
    learning = learned(1, q0=memory(0, due=1, seen=0), q1=memory(0.5, due=1))
    assert drawn_for(Purpose.TODAY, learning)[1:] == ["q1"]


def test_when_nothing_waits_that_is_good_news_which_says_what_comes_next() -> None:
    known = {f"q{at}": memory(due=due) for at, due in enumerate((1, 1, 1, 2, 3, 4))}
    with pytest.raises(NothingDue, match="3 questions come back tomorrow"):
        drawn_for(Purpose.TODAY, of_known(**known))
    one = {name: memory(due=5 if name == "q0" else 9) for name in known}
    with pytest.raises(NothingDue, match="1 question comes back in 5 days"):
        names(bank_of(6), mode=Mode.REVIEW, learning=of_known(**one))
    with pytest.raises(NothingDue, match="no mistake"):
        names(bank_of(6), mode=Mode.MISTAKES, learning=of_known(**known))


def test_ahead_of_time_the_nearest_are_asked_but_for_what_was_answered_today() -> None:
    learning = learned(q0=memory(due=9), q1=memory(due=2), q2=memory(due=1, seen=0), q3=memory(due=0), q4=memory(due=2))
    assert drawn_for(Purpose.AHEAD, learning) == ["q1", "q4", "q0"]
    assert drawn_for(Purpose.AHEAD, learning, 1) == ["q1"]
    with pytest.raises(NothingDue, match="not answered today already"):
        drawn_for(Purpose.AHEAD, learned(q2=memory(due=1, seen=0)))
    with pytest.raises(NothingDue, match="1 question is due today; nothing comes after that"):
        drawn_for(Purpose.AHEAD, learned(q3=memory(due=0)))


def test_a_set_of_today_has_one_question_of_a_group() -> None:
    learning = learned(9, q0=memory(due=0), q1=memory(0, due=5))
    assert drawn_for(Purpose.TODAY, learning, group="same") == ["q0"]


def test_a_beginning_takes_easy_questions_from_each_bank_in_turn() -> None:
    first = make_bank(
        *(
            make_question(name=f"{level}{at}", difficulty=level)
            for level in ("hard", "medium", "easy")
            for at in (0, 1)
        ),
        name="first",
    )
    second = make_bank(*(make_question(name=f"q{at}") for at in (0, 1)), name="second")
    third = make_bank(make_question(name="easy", difficulty="easy"), name="third")
    found = names(first, second, third, options=Options(count=None, purpose=Purpose.FIRST))
    assert sorted(found[:2], key=lambda name: name[0])[1] == "third/easy"
    assert {name.split("/")[1][:4] for name in found[:3]} == {"easy"}
    assert [name.partition("/")[0] for name in found[3:7]].count("second") == 2  # one without a difficulty is medium
    assert {name.partition("/")[0] for name in found[3:5]} == {"first", "second"}
    assert {name.split("/")[1][:4] for name in found[7:]} == {"hard"}


def test_chosen_questions_come_in_the_order_they_were_chosen_in_and_one_of_a_group() -> None:
    bank = make_bank(make_question(name="a", group="g"), make_question(name="b", group="g"), make_question(name="c"))
    keys = [Key("bank", name) for name in ("c", "gone", "b", "a")]
    assert [one.question.id for one in pick([bank], keys)] == ["c", "b"]
    assert [one.question.id for one in pick([bank], keys, 1)] == ["c"]
    with pytest.raises(EmptyDraw, match="None of these questions"):
        pick([bank], [Key("other", "c")])


def test_an_exam_draws_nothing_that_learners_grade_themselves() -> None:
    open_, single = make_question("open", name="o"), make_question(name="s")
    assert names(make_bank(open_, single), mode=Mode.EXAM) == ["bank/s"]
    assert sorted(names(make_bank(open_, single))) == ["bank/o", "bank/s"]
    with pytest.raises(EmptyDraw, match="that you grade yourself"):
        draw([make_bank(open_)], ALL, 1, Mode.EXAM)
