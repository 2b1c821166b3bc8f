"""What stands in the tables: no text twice, nothing that belongs to no attempt, and values that make no sense."""

from datetime import timedelta

from quiz.practice.response import DONT_KNOW
from quiz.scores.store.clock import ahead, mend_clock
from quiz.scores.store.reset import Scope, reset
from quiz.scores.store.sqlite.store import SqliteStore
from tests.scores.conftest import START, Begin


def test_a_text_drawn_twice_is_kept_once(store: SqliteStore, begin: Begin) -> None:
    begin(store)
    begin(store, seed=2)
    count = store._connection.execute("select count(*) from snapshot").fetchone()[0]
    assert count == 9


def test_of_what_was_deleted_long_ago_no_question_is_left(store: SqliteStore, begin: Begin) -> None:
    uids = [begin(store, seed=seed).attempt.uid for seed in range(3)]
    store.delete(uids[0], START)
    store.delete(uids[1], START + timedelta(days=2))
    left = {row[0] for row in store._connection.execute("select distinct attempt_id from item")}
    assert len(left) == 2


def test_an_answer_taken_back_leaves_parts_and_responses_as_they_were(store: SqliteStore, begin: Begin) -> None:
    def rows() -> list[tuple[object, ...]]:
        parts = store._connection.execute("select * from part order by attempt_id, bank").fetchall()
        return [*map(tuple, parts), *store._connection.execute("select count(*) from response").fetchall()]

    recorder = begin(store)
    recorder.answer(DONT_KNOW, 1)
    recorder.step(recorder.attempt.go(1))
    before = [tuple(row) for row in rows()]
    recorder.answer(DONT_KNOW, 1)
    assert [tuple(row) for row in rows()] != before
    recorder.step(recorder.attempt.undo())
    assert [tuple(row) for row in rows()] == before


def test_questions_that_no_attempt_has_any_more_go_too(store: SqliteStore, begin: Begin) -> None:
    begin(store)
    reset(store, Scope(learner="Ada"), START)
    for table in ("attempt", "item", "part", "response", "snapshot"):
        assert store._connection.execute(f"select count(*) from {table}").fetchone()[0] == 0


def test_a_day_that_makes_no_sense_is_not_taken_for_one_to_come(store: SqliteStore, begin: Begin) -> None:
    recorder = begin(store)
    for position in range(2):
        recorder.step(recorder.attempt.go(position))
        recorder.answer(DONT_KNOW, 1)
    store._connection.execute("update response set day = '2999-99-99' where id = 2")
    assert ahead(store, "Ada", START) is None
    assert mend_clock(store, START).responses == 0
