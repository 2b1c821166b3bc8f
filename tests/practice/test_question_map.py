from datetime import date, timedelta

from quiz.practice.knowledge import State
from quiz.practice.question_map import Order, set_of, shown, spots
from quiz.practice.schedule import Memory
from quiz.practice.types import Key

from .conftest import make_bank, make_question

TODAY = date(2026, 11, 29)
BANK = make_bank(
    make_question(name="solid"),
    make_question(name="new", tags=("Law",)),
    make_question(name="slip"),
    make_question(name="known", tags=("law", "eu")),
    make_question(name="weak", tags=("eu",)),
)


def memory(due: int, stability: float, last: float = 1) -> Memory:
    return Memory(last, TODAY, TODAY, 1, 0, stability, TODAY + timedelta(due))


MEMORIES = {
    Key("bank", "solid"): memory(40, 46),
    Key("bank", "slip"): memory(1, 5, last=0),
    Key("bank", "known"): memory(12, 11),
    Key("bank", "weak"): memory(-3, 2),
}


def names(order: Order, state: State | None = None) -> list[str]:
    return [spot.key.question for spot in shown(spots([BANK], MEMORIES, TODAY), order, state)]


def test_what_needs_work_comes_first_or_the_order_of_the_bank_is_kept() -> None:
    assert names(Order.WEAKEST) == ["slip", "weak", "new", "known", "solid"]
    assert names(Order.BANK) == ["solid", "new", "slip", "known", "weak"]
    assert names(Order.BANK, State.LEARNING) == ["slip", "weak"]
    assert names(Order.WEAKEST, State.NEW) == ["new"]


def test_each_says_when_it_comes_back() -> None:
    found = {spot.key.question: spot.when for spot in spots([BANK], MEMORIES, TODAY)}
    assert found == {"solid": "in 40 days", "new": "new", "slip": "tomorrow", "known": "in 12 days", "weak": "today"}


def test_a_tag_leaves_those_that_have_it_whatever_the_case() -> None:
    assert [spot.key.question for spot in spots([BANK], MEMORIES, TODAY, "LAW")] == ["new", "known"]
    assert spots([BANK], MEMORIES, TODAY, "other") == []


def test_a_set_of_what_is_shown_asks_the_weakest_first() -> None:
    found = shown(spots([BANK], MEMORIES, TODAY, "eu"), Order.BANK)
    assert [key.question for key in set_of(found)] == ["weak", "known"]
