"""Questions about one passage are drawn together."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, strategies as st

from quiz.bank.model import Bank
from quiz.practice.digest import digest
from quiz.practice.draw import Learning, Options, Purpose, cut_short, draw, pick
from quiz.practice.drawn import DrawnQuestion
from quiz.practice.types import Key, Mode

from .conftest import make_bank, make_question
from .test_draw import ALL, TODAY, learned, memory


def bank_of(*sets: str, **fields: Any) -> Bank:
    """Return a bank of sets: `p3` is a passage with three questions, `p0` to `p2`; `q` a question without one."""
    questions = []
    for name in sets:
        if len(name) == 1:
            questions.append(make_question(name=name, **fields))
        else:
            ids = (f"{name[0]}{at}" for at in range(int(name[1:])))
            questions += [make_question(name=one, passage=name[0], **fields) for one in ids]
    return make_bank(*questions)


def names(drawn: Sequence[DrawnQuestion]) -> list[str]:
    return [one.question.id for one in drawn]


def drawn_from(bank: Bank, options: Options = ALL, seed: int = 1, **more: Any) -> list[str]:
    return names(draw([bank], options, seed, **more))


def groups(drawn: Sequence[str]) -> list[str]:
    """Return the sets in the order in which they come, each once for every time that it begins."""
    heads = [name[0] for name in drawn]
    return [head for at, head in enumerate(heads) if at == 0 or heads[at - 1] != head]


@given(st.integers(0, 2**40), st.permutations(["p3", "q", "r2", "s", "t4"]))
def test_a_set_stays_together_in_the_order_of_the_bank_wherever_it_stands(seed: int, sets: list[str]) -> None:
    found = drawn_from(bank_of(*sets), seed=seed)
    assert sorted(groups(found)) == ["p", "q", "r", "s", "t"]
    assert found == [name for head in groups(found) for name in sorted(found) if name[0] == head]
    assert groups(found) == sorted("pqrst", key=lambda name: digest(seed, "bank", name))
    assert drawn_from(bank_of(*sets), seed=seed, mode=Mode.EXAM) == found


def test_one_more_question_about_a_passage_moves_no_other() -> None:
    for seed in range(20):
        before, after = (drawn_from(bank_of("q", *more, "r", "s2"), seed=seed) for more in (["p2"], ["p3"]))
        assert [name for name in after if name != "p2"] == before


@pytest.mark.parametrize(
    ("sets", "count", "least"),
    [(("p3", "q", "r", "s"), 2, 2), (("p3", "r3"), 4, 3), (("p12",), 10, 10), (("p12", "q"), 10, 1)],
)
def test_a_set_that_does_not_fit_is_passed_over_and_one_larger_than_all_is_cut_where_it_comes_first(
    sets: tuple[str, ...], count: int, least: int
) -> None:
    bank, whole = bank_of(*sets), {name[0]: int(name[1:] or 1) for name in sets}
    seen = set()
    for seed in range(30):
        drawn = draw([bank], Options(count=count), seed)
        found, left_out = names(drawn), sum(one.left_out for one in drawn)
        seen.add(tuple(found))
        assert least <= len(found) <= count
        first = groups(drawn_from(bank, seed=seed))[0]
        if whole[first] > count:
            assert (found, left_out) == ([f"{first}{at}" for at in range(count)], whole[first] - count)
            continue
        assert all(sum(name[0] == head for name in found) == whole[head] for head in groups(found))
        passed_over = sum(whole[head] for head in whole if head not in groups(found))
        assert left_out == (passed_over if len(found) < count else 0)
    assert len(seen) > 1 or len(sets) == 1


def test_a_person_is_told_that_a_set_was_cut() -> None:
    assert cut_short(10, 2, Options()) == "The first 10 of 12 questions on this text are asked."
    assert cut_short(1, 12, Options()) == "Only 1 question is asked: the sets on one text do not fit."
    assert cut_short(4, 7, Options()) == "Only 4 questions are asked: the sets on one text do not fit."
    assert cut_short(10, 0, Options()) is None


def test_filters_and_groups_decide_what_a_set_is() -> None:
    questions = [
        make_question(name="p0", passage="p", group="g"),
        make_question(name="p1", passage="p", tags=("x",)),
        make_question(name="p2", passage="p", tags=("x",), group="g"),
    ]
    for seed in range(10):
        assert drawn_from(make_bank(*questions), seed=seed) == ["p0", "p1"]
        assert drawn_from(make_bank(*questions), Options(tags=("x",)), seed=seed) == ["p1", "p2"]


def test_a_set_that_is_passed_over_does_not_keep_its_variants_from_being_asked() -> None:
    questions = [make_question(name=f"p{at}", passage="p", group=f"g{at}") for at in range(3)]
    others = [make_question(name="q"), make_question(name="r", group="g1")]
    found = {tuple(sorted(drawn_from(make_bank(*questions, *others), Options(count=2), seed))) for seed in range(40)}
    assert ("q", "r") in found


def for_learning(
    bank: Bank, learning: Learning, count: int | None = None, mode: Mode = Mode.REVIEW, **more: Any
) -> list[str]:
    return drawn_from(bank, Options(count=count, **more), mode=mode, learning=learning)


def test_a_review_puts_a_set_where_its_longest_waiting_question_stands_with_what_is_due_of_it() -> None:
    learning = learned(0, p0=memory(due=-1), p1=memory(due=5), p2=memory(due=-9), q=memory(due=-5), r=memory(due=-2))
    assert for_learning(bank_of("p3", "q", "r"), learning) == ["p0", "p2", "q", "r"]
    assert for_learning(bank_of("p3", "q", "r"), learning, 1) == ["p0"]


def test_mistakes_take_of_a_set_what_was_wrong() -> None:
    learning = learned(0, p0=memory(0), p1=memory(1), p2=memory(0.5), q=memory(1))
    assert for_learning(bank_of("p3", "q"), learning, mode=Mode.MISTAKES) == ["p0", "p2"]


def test_a_set_of_today_takes_of_a_passage_what_is_due_new_or_wrong() -> None:
    learning = learned(1, p0=memory(0, due=4), p1=memory(due=0), p3=memory(due=9), q=memory(due=-1))
    found = for_learning(bank_of("p4", "q", "n", "m"), learning, purpose=Purpose.TODAY)
    assert found == ["q", "p0", "p1", "p2"]  # the one new question of the day comes along with what is due


def test_new_questions_of_a_day_keep_a_set_together_as_far_as_the_day_allows() -> None:
    for seed in range(20):
        found = drawn_from(bank_of("p3", "q", "r3"), mode=Mode.REVIEW, learning=learned(4), seed=seed)
        assert [sum(name[0] == head for name in found) for head in groups(found)] in ([3, 1], [1, 3])
    assert for_learning(bank_of("p3"), learned(2)) == ["p0", "p1"]
    assert sum(one.left_out for one in draw([bank_of("p3")], ALL, 1, Mode.REVIEW, learned(2))) == 0
    assert learned(2).today == TODAY == date(2026, 11, 22)
    assert memory(due=1).due == TODAY + timedelta(1)


def test_chosen_questions_about_a_passage_come_together() -> None:
    keys = [Key("bank", name) for name in ("p2", "q", "p0", "r")]
    assert names(pick([bank_of("p3", "q", "r")], keys)) == ["p0", "p2", "q", "r"]
