"""A lesson that a learner put aside stays so until it is taken back."""

from quiz.bank.lessons import FullName
from quiz.scores.learning import learning
from quiz.scores.lessons import turn_aside
from quiz.scores.store.base import Store
from quiz.scores.store.records import PutAside
from quiz.scores.store.reset import Scope, extent, reset
from tests.scores.conftest import START
from tests.scores.store.conftest import OpenStore

FIRST, SECOND = FullName("aid", "first"), FullName("trade", "first")


def test_what_was_put_aside_is_there_in_another_program(open_a_store: OpenStore) -> None:
    store = open_a_store()
    assert store.lessons_aside("Ada") == frozenset()
    for lesson in (FIRST, SECOND, FIRST):
        store.put_lesson_aside("Ada", lesson, START)
    store.close()
    again = open_a_store()
    assert again.lessons_aside("Ada") == {FIRST, SECOND}
    assert learning(again, "Ada").aside == {FIRST, SECOND}
    assert again.lessons_aside("Bo") == frozenset()
    again.take_lesson_back("Ada", FIRST)
    assert again.lessons_aside("Ada") == {SECOND}


def test_one_key_puts_aside_and_takes_back(either_store: Store) -> None:
    assert turn_aside(either_store, "Ada", FIRST)
    assert not turn_aside(either_store, "Ada", FIRST)
    assert either_store.lessons_aside("Ada") == frozenset()


def test_who_begins_anew_has_nothing_put_aside(either_store: Store) -> None:
    for learner in ("Ada", "Bo"):
        for lesson in (FIRST, SECOND):
            either_store.put_lesson_aside(learner, lesson, START)
    either_store.erase_notebook(learner="Ada", bank="aid")
    assert either_store.lessons_aside("Ada") == {SECOND}
    either_store.erase_notebook(learner="Ada")
    assert either_store.lessons_aside("Ada") == frozenset()
    assert either_store.lessons_aside("Bo") == {FIRST, SECOND}


def test_a_reset_counts_it_and_takes_it_out(open_a_store: OpenStore) -> None:
    store = open_a_store()
    for learner in ("Ada", "Bo"):
        store.put_lesson_aside(learner, FIRST, START)
    scope = Scope(learner="Ada", bank="aid")
    assert extent(store, scope).aside == 1
    assert not extent(store, scope).is_empty
    reset(store, scope, START)
    assert extent(store, scope).is_empty
    assert store.put_aside() == [PutAside("Bo", FIRST, START)]


def test_a_row_that_makes_no_sense_is_named_and_left_out(either_store: Store) -> None:
    either_store.put_lesson_aside("Ada", FullName("aid", "no id"), START)
    either_store.put_lesson_aside("Ada", FIRST, START)
    assert either_store.lessons_aside("Ada") == {FIRST}
    (bad,) = either_store.bad_entries()
    assert bad.name == "the lesson put aside aid/no id"
