"""Results out of one store and into another: nothing is lost, nothing comes twice."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from quiz.bank.lessons import Lesson
from quiz.bank.model import Bank, Reference
from quiz.bank.questions.choice import TrueFalse
from quiz.practice.draw import lesson_options
from quiz.practice.lessons import lesson_path
from quiz.practice.response import DONT_KNOW
from quiz.practice.schedule import remember, reviews
from quiz.practice.types import Mode
from quiz.scores.exchange.results_format import ResultsFault
from quiz.scores.exchange.transfer import Outcome, export_results, import_results
from quiz.scores.recorder import AttemptRecorder, left_open, start
from quiz.scores.store.records import SORTS, Sort
from quiz.scores.store.sql.database import query_text
from quiz.scores.store.sqlite.open import open_store
from quiz.scores.store.sqlite.store import SqliteStore
from tests.scores.conftest import START, Begin


@pytest.fixture
def other(tmp_path: Path) -> Iterator[SqliteStore]:
    opened = open_store(tmp_path / "other")
    yield opened
    opened.close()


def exported(store: SqliteStore, **options: Any) -> list[bytes]:
    return list(export_results(store, START, **options))


def outcomes(store: SqliteStore, lines: list[bytes]) -> Counter[Outcome]:
    return import_results(store, lines).outcomes


def answer(recorder: AttemptRecorder, *positions: int) -> None:
    for position in positions:
        recorder.step(recorder.attempt.go(position))
        recorder.answer(DONT_KNOW, 1)


def everything(store: SqliteStore) -> list[Any]:
    uids = store.uids()
    return [
        store.learners(),
        store.summaries(),
        [store.load(uid) for uid in uids],
        *([store.history(learner), store.bank_scores(learner)] for learner in store.learners()),
        *([remember(store.history(learner)), reviews(store.history(learner))] for learner in store.learners()),
        [store.previous(uid) for uid in uids],
    ]


@pytest.fixture
def filled(store: SqliteStore, begin: Begin) -> SqliteStore:
    """Two learners, four attempts, their responses in turn, an exam with a changed answer, one attempt deleted."""
    ada, bob = begin(store), begin(store, learner="Bob", seed=2)
    exam, gone = begin(store, mode=Mode.EXAM, seed=3), begin(store, seed=4)
    for position in range(9):
        answer(ada, position)
        answer(bob, 8 - position)
        answer(gone, position)
    answer(exam, 3, 4, 3)
    exam.hand_in()
    ada.retry(2, DONT_KNOW, 4)
    begin(store, seed=5)
    store.delete(gone.attempt.uid, START)
    return store


def test_all_is_as_before_in_another_store(filled: SqliteStore, other: SqliteStore) -> None:
    assert outcomes(other, exported(filled)) == {Outcome.NEW: 4}
    assert everything(other) == everything(filled)
    assert exported(other) == exported(filled)


def test_importing_again_changes_nothing(filled: SqliteStore, other: SqliteStore) -> None:
    lines = exported(filled)
    import_results(other, lines)
    before = everything(other), list(other._connection.iterdump())
    assert outcomes(other, lines) == {Outcome.KNOWN: 4}
    assert outcomes(filled, lines) == {Outcome.KNOWN: 4}
    assert (everything(other), list(other._connection.iterdump())) == before


def test_an_export_can_be_narrowed(filled: SqliteStore, other: SqliteStore) -> None:
    assert outcomes(other, exported(filled, learner="Bob")) == {Outcome.NEW: 1}
    assert other.learners() == ["Bob"]
    assert len(exported(filled, bank="another")) == 1
    assert len(exported(filled, since=START + timedelta(days=1))) == 1
    assert len(exported(filled, bank="nine", since=START)) == 1 + 9 + 4


def test_results_of_several_people_are_collected(filled: SqliteStore, other: SqliteStore, begin: Begin) -> None:
    own = begin(other, learner="Cem")
    answer(own, 0)
    import_results(other, exported(filled, learner="Ada"))
    import_results(other, exported(filled, learner="Bob"))
    assert other.learners() == ["Ada", "Bob", "Cem"]
    assert other.load(own.attempt.uid) == own.attempt
    assert other.history("Ada") == filled.history("Ada")


def test_what_was_learned_elsewhere_takes_its_place_by_day(
    store: SqliteStore, other: SqliteStore, begin: Begin, clock: Any
) -> None:
    answer(begin(store), 0, 1)
    clock.now += timedelta(days=3)
    answer(begin(other, seed=2), 0, 1)
    import_results(other, exported(store))
    days = [logged.day for logged in other.history("Ada")]
    assert days == sorted(days)
    assert len(days) == 4
    assert [summary.seed for summary in other.summaries()] == [2, 1]


def test_an_attempt_that_went_on_elsewhere_goes_on_here(store: SqliteStore, other: SqliteStore, begin: Begin) -> None:
    here = begin(store)
    answer(here, 0, 1)
    short = exported(store)
    import_results(other, short)
    there = AttemptRecorder(other, other.load(here.attempt.uid))
    answer(there, 5, 6)
    there.step(there.attempt.flag())
    assert outcomes(store, exported(other)) == {Outcome.LONGER: 1}
    assert store.load(here.attempt.uid) == there.attempt
    assert outcomes(other, short) == {Outcome.KNOWN: 1}
    assert other.load(here.attempt.uid) == there.attempt


def test_an_exam_handed_in_elsewhere_is_handed_in_here(store: SqliteStore, other: SqliteStore, begin: Begin) -> None:
    here = begin(store, mode=Mode.EXAM)
    answer(here, 0)
    import_results(other, exported(store))
    there = AttemptRecorder(other, other.load(here.attempt.uid))
    there.hand_in()
    assert outcomes(store, exported(other)) == {Outcome.LONGER: 1}
    assert store.load(here.attempt.uid).finished == there.attempt.finished is not None


def test_an_attempt_that_went_on_in_two_ways_is_left_as_it_is(
    store: SqliteStore, other: SqliteStore, begin: Begin
) -> None:
    here = begin(store)
    answer(here, 0)
    import_results(other, exported(store))
    there = AttemptRecorder(other, other.load(here.attempt.uid))
    answer(there, 5, 6)
    answer(here, 7)
    imported = import_results(store, exported(other))
    assert imported.outcomes == {Outcome.DIVERGED: 1}
    assert imported.diverged == (here.attempt.uid,)
    assert store.load(here.attempt.uid) == here.attempt


def test_an_attempt_under_an_id_that_is_ours_does_not_replace_ours(filled: SqliteStore, other: SqliteStore) -> None:
    lines = exported(filled)
    import_results(other, [line.replace(b'"learner":"Ada"', b'"learner":"Eve"') for line in lines])
    before = everything(filled)
    assert outcomes(filled, exported(other))[Outcome.DIVERGED] == 3
    assert everything(filled) == before


def test_a_deleted_attempt_comes_back(filled: SqliteStore) -> None:
    uid = filled.uids()[0]
    before, lines = everything(filled), exported(filled)
    filled.delete(uid, START)
    assert uid not in filled.uids()
    assert outcomes(filled, lines) == {Outcome.RESTORED: 1, Outcome.KNOWN: 3}
    assert everything(filled) == before


def test_a_fault_in_the_last_line_leaves_everything_as_it_was(
    filled: SqliteStore, other: SqliteStore, begin: Begin
) -> None:
    answer(begin(other, learner="Cem"), 0)
    before = list(other._connection.iterdump())
    lines = exported(filled)
    with pytest.raises(ResultsFault) as fault:
        import_results(other, [*lines, b"{}\n"])
    assert fault.value.line == len(lines) + 1
    assert list(other._connection.iterdump()) == before
    answer(begin(other, learner="Cem"), 0)  # and the store goes on


def test_a_number_that_stands_twice_is_refused(store: SqliteStore, other: SqliteStore, begin: Begin) -> None:
    answer(begin(store), 0)
    answer(begin(store, seed=2), 0)
    lines = [line.replace(b'"number":2', b'"number":1') for line in exported(store)]
    with pytest.raises(ResultsFault, match="stands twice") as fault:
        import_results(other, lines)
    assert fault.value.line == len(lines)
    assert other.uids() == ()


def test_an_export_shows_one_moment(filled: SqliteStore, data: Path, begin: Begin) -> None:
    second = open_store(data)
    before = exported(filled)
    lines = export_results(filled, START)
    got = [next(lines), next(lines)]
    begin(second, seed=9)
    assert [*got, *lines] == before
    second.close()


def test_a_response_costs_the_same_however_many_others_there_are(filled: SqliteStore) -> None:
    query = query_text("update_parts")
    plan = [row[3] for row in filled._connection.execute(f"explain query plan {query}", {"attempt": 1})]
    assert all("attempt_id=?" in step for step in plan if step.startswith("SEARCH"))
    assert not [step for step in plan if step.startswith("SCAN")]


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("learner", [None, "Ada"])
def test_a_page_of_attempts_is_found_by_an_index(filled: SqliteStore, learner: str | None, sort: Sort) -> None:
    seen: list[str] = []
    filled._connection.set_trace_callback(seen.append)
    filled.summaries(learner=learner, sort=sort, limit=200)
    filled._connection.set_trace_callback(None)
    (statement,) = seen
    plan = " ".join(row[3] for row in filled._connection.execute(f"explain query plan {statement}"))
    assert "USING INDEX attempt_by_" in plan
    assert ("B-TREE" in plan) == (learner is not None and sort in {"best", "worst"})  # a learner's own are few


def test_a_lesson_arrives_with_its_text_and_its_sources_cleaned(store: SqliteStore, other: SqliteStore) -> None:
    lesson = Lesson(
        id="leaves",
        title="What\x1b tea is",
        text="Two\n  lines\x1b",
        questions=("q",),
        markup="markdown",
        sources=("book",),
    )
    bank = Bank(
        id="tea",
        title="Tea",
        topic="tea",
        questions=(TrueFalse(id="q", prompt="p", answer=True),),
        lessons=(lesson,),
        references={"book": Reference(id="book", title="A book", note="Second.")},
    )
    (found,) = lesson_path([bank])
    recorder = start(store, [bank], learner="Ada", options=lesson_options(found), seed=1, only=found.keys)
    answer(recorder, 0)
    import_results(other, exported(store))
    there = other.load(recorder.attempt.uid).options.lesson
    assert there is not None
    assert (there.name, there.title, there.text) == (("tea", "leaves"), "What␛ tea is", "Two\n  lines␛")
    assert there.sources[0].reference == bank.references["book"]
    assert left_open(other, "Ada", [bank], lesson_options(found), Mode.PRACTICE) is None  # it is finished
