"""What is put into the store comes out of it."""

import contextlib
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from msgspec.structs import replace

from quiz.bank.model import Bank
from quiz.bank.questions.registry import QUESTION_TYPES
from quiz.practice.attempt import Attempt
from quiz.practice.draw import Options
from quiz.practice.parsing import parse
from quiz.practice.response import DONT_KNOW, Response
from quiz.practice.types import Confidence, Key, Mode
from quiz.scores.recorder import AttemptRecorder
from quiz.scores.store.base import Store
from quiz.scores.store.engine import unsaved_store
from quiz.scores.store.records import BankScore, NoSuchAttempt
from tests.scores.conftest import START, Begin, Clock, Lines
from tests.scores.store.conftest import OpenStore


def response_to(attempt: Attempt, lines: Lines, how: str = "right") -> Response:
    item = attempt.item
    return DONT_KNOW if how == "?" else parse(item.question, item.presentation, lines(item, how))


def go_to(recorder: AttemptRecorder, kind: str) -> None:
    position = next(at for at, item in enumerate(recorder.attempt.items) if item.question.type == kind)
    recorder.step(recorder.attempt.go(position))


def answer_all(recorder: AttemptRecorder, lines: Lines, how: str = "right") -> None:
    for position in range(len(recorder.attempt.items)):
        recorder.step(recorder.attempt.go(position))
        recorder.answer(response_to(recorder.attempt, lines, how), 1.5)


@pytest.mark.parametrize("mode", [Mode.PRACTICE, Mode.EXAM, Mode.REVIEW])
def test_a_new_attempt_comes_back_as_it_was_drawn(either_store: Store, begin: Begin, mode: Mode) -> None:
    attempt = begin(either_store, mode=mode).attempt
    assert len(attempt.items) == 9
    assert either_store.load(attempt.uid) == attempt


@pytest.mark.parametrize("how", ["right", "wrong", "?"])
@pytest.mark.parametrize("kind", QUESTION_TYPES)
def test_a_response_of_every_type_comes_back(
    either_store: Store, begin: Begin, nine: Bank, others: Bank, lines: Lines, kind: str, how: str
) -> None:
    recorder = begin(either_store, others if kind in {question.type for question in others.questions} else nine)
    go_to(recorder, kind)
    recorder.answer(response_to(recorder.attempt, lines, how), 2.25, Confidence.UNSURE)
    loaded = either_store.load(recorder.attempt.uid)
    assert loaded == recorder.attempt
    assert loaded.answered == 1
    assert loaded.score == (recorder.attempt.item.question.points if how == "right" else 0)


def test_the_questions_that_are_open_are_read_without_the_rest(either_store: Store, begin: Begin, lines: Lines) -> None:
    recorder = begin(either_store)
    for position in (4, 0):
        recorder.step(recorder.attempt.go(position))
        recorder.answer(response_to(recorder.attempt, lines), 1)
    attempt = recorder.attempt
    assert either_store.open_keys(attempt.uid) == tuple(attempt.items[at].key for at in (1, 2, 3, 5, 6, 7, 8))
    recorder.step(attempt.undo())
    assert len(either_store.open_keys(attempt.uid)) == 8
    either_store.delete(attempt.uid, START)
    assert either_store.open_keys(attempt.uid) == ()


def test_the_title_that_a_bank_had_is_read_from_what_was_drawn(either_store: Store, begin: Begin, nine: Bank) -> None:
    attempt = begin(either_store).attempt
    assert either_store.bank_title(attempt.uid, nine.id) == nine.title
    assert either_store.bank_title(attempt.uid, "other") is None


def test_what_is_written_to_a_question_comes_back_and_keeps_the_attempt(
    either_store: Store, begin: Begin, others: Bank
) -> None:
    recorder = begin(either_store, others)
    go_to(recorder, "open")
    recorder.step(recorder.attempt.write("One\ntwo"))
    assert either_store.load(recorder.attempt.uid) == recorder.attempt
    either_store.delete_empty(recorder.attempt.started)
    assert either_store.load(recorder.attempt.uid).written == {recorder.attempt.position: "One\ntwo"}


@pytest.mark.parametrize("how", ["right", "wrong"])
def test_a_finished_attempt_comes_back_in_another_program(
    open_a_store: OpenStore, begin: Begin, lines: Lines, how: str
) -> None:
    store = open_a_store()
    recorder = begin(store)
    answer_all(recorder, lines, how)
    assert recorder.attempt.finished is not None
    store.close()
    loaded = open_a_store().load(recorder.attempt.uid)
    assert loaded == recorder.attempt
    assert loaded.score == (10 if how == "right" else 0)


def test_every_field_of_an_attempt_comes_back(either_store: Store, begin: Begin) -> None:
    options = Options(
        count=3, tags=("un",), types=("single",), difficulties=("easy",), confidence=True, time_limit=90.5
    )
    recorder = begin(either_store, options=options, mode=Mode.EXAM, seed=2**63 - 1, learner="Ünï 조선 [/x]")
    recorder.step(recorder.attempt.flag())
    recorder.step(recorder.attempt.hint())
    recorder.step(recorder.attempt.extend(30.25))
    recorder.answer(DONT_KNOW, 0.125, Confidence.SURE, time_left=12.5)
    recorder.hand_in(time_left=11.5)
    loaded = either_store.load(recorder.attempt.uid)
    assert loaded == recorder.attempt
    assert (loaded.time_left, loaded.extended, loaded.options) == (11.5, 30.25, options)
    assert loaded.flagged == loaded.hinted == {0}


@pytest.mark.parametrize("mode", [Mode.PRACTICE, Mode.EXAM])
def test_an_attempt_that_is_finished_can_be_put_in_whole(
    either_store: Store, unsaved: Store, begin: Begin, lines: Lines, mode: Mode
) -> None:
    recorder = begin(unsaved, mode=mode)
    answer_all(recorder, lines)
    recorder.hand_in()
    either_store.save(None, recorder.attempt)
    assert either_store.load(recorder.attempt.uid) == recorder.attempt
    (summary,) = either_store.summaries()
    assert (summary.finished, summary.score, summary.answered) == (recorder.attempt.finished, 10, 9)


def test_resuming_does_not_depend_on_the_bank_file(store: Store, begin: Begin, nine_file: Path) -> None:
    attempt = begin(store).attempt
    nine_file.unlink()
    loaded = store.load(attempt.uid)
    assert [item.question for item in loaded.items] == [item.question for item in attempt.items]
    single = next(item for item in loaded.items if item.question.type == "single")
    assert single.sources[0].reference is not None
    assert single.sources[0].reference.title == "Resolution 1718"


# Summaries


def test_summaries_agree_with_the_attempts(either_store: Store, begin: Begin, lines: Lines) -> None:
    recorders = [begin(either_store, seed=seed) for seed in range(3)]
    answer_all(recorders[1], lines)
    go_to(recorders[2], "match")
    recorders[2].answer(response_to(recorders[2].attempt, lines, "partly"), 1)
    summaries = either_store.summaries()
    assert [one.uid for one in summaries] == [recorder.attempt.uid for recorder in reversed(recorders)]
    for summary, recorder in zip(summaries, reversed(recorders), strict=True):
        attempt = recorder.attempt
        assert (summary.questions, summary.answered) == (9, attempt.answered)
        assert summary.score == pytest.approx(attempt.score)
        assert summary.possible == 10
        assert (summary.started, summary.finished, summary.seed) == (attempt.started, attempt.finished, attempt.seed)
        assert (summary.mode, summary.learner, summary.banks) == (Mode.PRACTICE, "Ada", ("nine",))
    assert [one.fraction for one in summaries] == [pytest.approx(1 / 30), 1, 0]
    uids = [recorder.attempt.uid for recorder in recorders[1:]]
    assert either_store.seconds([*uids, "none"]) == {
        recorder.attempt.uid: pytest.approx(recorder.attempt.seconds) for recorder in recorders[1:]
    }


def test_summaries_can_be_limited_and_filtered(store: Store, begin: Begin, lines: Lines) -> None:
    mine = [begin(store, seed=seed).attempt.uid for seed in range(3)]
    theirs = begin(store, learner="Bob")
    answer_all(theirs, lines)
    assert [one.uid for one in store.summaries(learner="Ada")] == mine[::-1]
    assert [one.uid for one in store.summaries(learner="Ada", limit=1, offset=1)] == [mine[1]]
    assert [one.uid for one in store.summaries(learner="Bob")] == [theirs.attempt.uid]
    assert store.summaries(learner="Bob", open_only=True) == []
    assert len(store.summaries(open_only=True)) == 3
    assert store.summaries(learner="' or 1=1 --") == []


def test_bank_scores_are_the_last_and_the_best_of_finished_attempts(store: Store, begin: Begin, lines: Lines) -> None:
    assert store.bank_scores("Ada") == {}
    for how in ("wrong", "right", "wrong"):
        answer_all(begin(store), lines, how)
    begin(store)
    answer_all(begin(store, learner="Bob"), lines)
    assert store.bank_scores("Ada") == {"nine": BankScore(last=0.0, best=1.0)}
    assert store.bank_scores("Bob") == {"nine": BankScore(last=1.0, best=1.0)}


def test_the_score_of_a_bank_is_its_own_part_of_a_mixed_attempt(
    store: Store, begin: Begin, nine: Bank, lines: Lines
) -> None:
    other = Bank(id="other", title="Other", topic="other", questions=nine.questions[:2])
    recorder = begin(store, nine, other)
    for position, item in enumerate(recorder.attempt.items):
        recorder.step(recorder.attempt.go(position))
        recorder.answer(response_to(recorder.attempt, lines, "right" if item.bank == "other" else "wrong"), 1)
    assert store.bank_scores("Ada") == {"nine": BankScore(0, 0), "other": BankScore(1, 1)}


def test_a_deleted_attempt_is_gone_with_all_its_parts(store: Store, begin: Begin, lines: Lines) -> None:
    recorder = begin(store)
    answer_all(recorder, lines)
    uid = recorder.attempt.uid
    before = everything(store, uid)
    store.delete(uid, START)
    assert store.summaries() == []
    assert store.bank_scores("Ada") == {}
    assert store.history("Ada") == []
    with pytest.raises(NoSuchAttempt):
        store.load(uid)
    with pytest.raises(NoSuchAttempt):
        store.find(uid[:12])
    store.restore(uid)
    assert everything(store, uid) == before


def test_what_was_deleted_is_thrown_away_after_a_day(store: Store, begin: Begin, lines: Lines) -> None:
    uids = [begin(store, seed=seed).attempt.uid for seed in range(3)]
    store.delete(uids[0], START)
    store.delete(uids[1], START + timedelta(days=2))
    for uid in uids:
        store.restore(uid)
    assert [one.uid for one in store.summaries()] == [uids[2], uids[1]]
    assert sum(1 for _ in store.every()) == 2


def test_what_was_deleted_is_not_counted(store: Store, begin: Begin, lines: Lines) -> None:
    assert store.counts() == (0, 0)
    first, second = begin(store, seed=1), begin(store, seed=2)
    answer_all(first, lines)
    second.answer(DONT_KNOW, 1)
    assert store.counts() == (2, 10)
    store.delete(first.attempt.uid, START)
    assert store.counts() == (1, 1)


def test_what_was_deleted_an_hour_ago_can_still_be_taken_back_after_another_deletion(
    store: Store, begin: Begin, lines: Lines
) -> None:
    first, second = begin(store, seed=1), begin(store, seed=2)
    answer_all(first, lines)
    before = store.load(first.attempt.uid)
    store.delete(first.attempt.uid, START)
    store.delete(second.attempt.uid, START + timedelta(hours=1))
    assert store.restore(first.attempt.uid)
    assert store.load(first.attempt.uid) == before
    assert store.restore(second.attempt.uid)
    assert len(store.summaries()) == 2


@pytest.mark.parametrize(("hours", "kept"), [(23, True), (24, True), (25, False)])
def test_a_deletion_can_be_taken_back_for_a_day(store: Store, begin: Begin, hours: int, kept: bool) -> None:
    first, second = begin(store, seed=1).attempt.uid, begin(store, seed=2).attempt.uid
    store.delete(first, START)
    store.delete(second, START + timedelta(hours=hours))
    assert store.restore(first) is kept


# Finding


def test_an_attempt_is_found_by_the_beginning_of_its_id(store: Store, begin: Begin) -> None:
    uid = begin(store).attempt.uid
    begin(store)
    assert len(uid) == 32
    assert store.find(uid) == uid
    assert store.find(f" {uid[:12].upper()} ") == uid


@pytest.mark.parametrize(
    ("prefix", "told"),
    [("", "no attempt id"), ("xyz", "no attempt id"), ("%", "no attempt id"), ("f" * 32, "no attempt has")],
)
def test_an_id_that_names_none_is_told(store: Store, begin: Begin, prefix: str, told: str) -> None:
    begin(store)
    with pytest.raises(NoSuchAttempt, match=told):
        store.find(prefix)


def test_an_id_that_names_several_is_told(store: Store, unsaved: Store, begin: Begin) -> None:
    for uid in ("aa1" + "0" * 29, "aa2" + "0" * 29):
        store.save(None, replace(begin(unsaved).attempt, uid=uid))
    with pytest.raises(NoSuchAttempt, match="more than one"):
        store.find("aa")
    assert store.find("aa2").startswith("aa2")


# Undo and history


def everything(store: Store, uid: str) -> tuple[object, ...]:
    return (
        store.load(uid),
        store.summaries(),
        store.bank_scores("Ada"),
        store.history("Ada"),
        list(store.every()),
        store.last_number(),
    )


steps = st.lists(st.tuples(st.integers(0, 8), st.sampled_from(["right", "?", "flag", "hint", "go"])), max_size=10)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(steps, st.sampled_from([Mode.PRACTICE, Mode.EXAM]), st.sampled_from(["right", "?"]))
def test_an_answer_taken_back_leaves_no_trace_in_the_store(
    begin: Begin, lines: Lines, done: list[tuple[int, str]], mode: Mode, how: str
) -> None:
    with contextlib.closing(unsaved_store()) as store:
        answer_and_take_back(begin(store, mode=mode), store, lines, done, how)


def answer_and_take_back(
    recorder: AttemptRecorder, store: Store, lines: Lines, done: list[tuple[int, str]], how: str
) -> None:
    for position, step in done:
        recorder.step(recorder.attempt.go(position))
        if step == "flag":
            recorder.step(recorder.attempt.flag())
        elif step == "hint":
            recorder.step(recorder.attempt.hint())
        elif step != "go" and recorder.attempt.counted[position] is None:
            recorder.answer(response_to(recorder.attempt, lines, step), 1)
    position_of_next = recorder.attempt.next_open()
    if position_of_next is None:
        return
    recorder.step(recorder.attempt.go(position_of_next))
    before = everything(store, recorder.attempt.uid)
    assert before[0] == recorder.attempt
    recorder.answer(response_to(recorder.attempt, lines, how), 3, Confidence.SURE)
    assert everything(store, recorder.attempt.uid) != before
    recorder.step(recorder.attempt.undo())
    assert everything(store, recorder.attempt.uid) == before


def test_undo_on_the_result_opens_the_attempt_again_and_takes_its_score_out(
    store: Store, begin: Begin, lines: Lines
) -> None:
    recorder = begin(store)
    answer_all(recorder, lines)
    assert store.bank_scores("Ada")
    recorder.step(recorder.attempt.undo())
    assert store.bank_scores("Ada") == {}
    assert store.summaries(open_only=True)[0].answered == 8
    recorder.answer(DONT_KNOW, 1)
    assert store.load(recorder.attempt.uid).finished is not None


def test_a_changed_answer_of_an_exam_counts_once_and_undo_brings_the_first_back(
    store: Store, begin: Begin, lines: Lines
) -> None:
    recorder = begin(store, mode=Mode.EXAM)
    first = recorder.answer(response_to(recorder.attempt, lines, "right"), 1)
    recorder.step(recorder.attempt.go(1))
    recorder.answer(DONT_KNOW, 1)
    recorder.step(recorder.attempt.go(0))
    recorder.answer(DONT_KNOW, 1)
    assert store.load(recorder.attempt.uid) == recorder.attempt
    assert store.summaries()[0].score == 0
    recorder.step(recorder.attempt.undo())
    assert store.load(recorder.attempt.uid) == recorder.attempt
    assert store.summaries()[0].score == first.score > 0
    assert store.summaries()[0].answered == 2


def test_an_answer_cleared_from_an_exam_is_gone(store: Store, begin: Begin, lines: Lines) -> None:
    recorder = begin(store, mode=Mode.EXAM)
    answer_all(recorder, lines)
    recorder.step(recorder.attempt.go(4).clear())
    loaded = store.load(recorder.attempt.uid)
    assert loaded == recorder.attempt
    assert loaded.open_positions == (4,)
    assert store.summaries()[0].answered == 8


def test_a_retry_is_kept_and_changes_neither_score_nor_history(store: Store, begin: Begin, lines: Lines) -> None:
    recorder = begin(store)
    answer_all(recorder, lines, "wrong")
    before, history = store.summaries(), store.history("Ada")
    recorder.step(recorder.attempt.go(0))
    recorder.retry(0, response_to(recorder.attempt, lines), 1)
    assert store.load(recorder.attempt.uid) == recorder.attempt
    assert (store.summaries(), store.history("Ada")) == (before, history)
    recorder.step(recorder.attempt.undo())
    assert store.load(recorder.attempt.uid).finished is not None


def test_history_is_in_the_order_of_the_responses_and_exams_count_when_handed_in(
    store: Store, begin: Begin, lines: Lines
) -> None:
    exam = begin(store, mode=Mode.EXAM)
    exam.answer(response_to(exam.attempt, lines), 1)
    assert store.history("Ada") == []
    practice = begin(store, seed=3)
    practice.answer(DONT_KNOW, 1, Confidence.GUESS)
    exam.hand_in()
    log = store.history("Ada")
    assert [one.key for one in log] == [
        Key("nine", exam.attempt.items[0].question.id),
        Key("nine", practice.attempt.items[0].question.id),
    ]
    assert [(one.fraction, one.confidence) for one in log] == [(1, None), (0, Confidence.GUESS)]


# Days


def test_a_response_has_its_learning_day_and_a_clock_set_back_does_not_lead_behind_it(
    store: Store, begin: Begin, clock: Clock
) -> None:
    recorder = begin(store)
    for now, day in [
        (datetime(2026, 3, 1, 3, tzinfo=UTC), date(2026, 2, 28)),
        (datetime(2026, 3, 1, 5, tzinfo=UTC), date(2026, 3, 1)),
        (datetime(2020, 1, 1, 5, tzinfo=UTC), date(2026, 3, 1)),
        (datetime(2026, 3, 2, 5, tzinfo=UTC), date(2026, 3, 2)),
    ]:
        clock.now = now
        recorder.step(recorder.attempt.go(recorder.attempt.next_open() or 0))
        after = recorder.answer(DONT_KNOW, 1)
        assert after.log[-1].taken.day == day
        assert after.log[-1].taken.at == now + timedelta(minutes=1)
    assert store.last_day("Ada") == date(2026, 3, 2)
    assert store.last_day("Bob") is None
    assert [one.day for one in store.history("Ada")] == sorted(one.day for one in store.history("Ada"))


def test_an_attempt_says_when_it_was_started_in_utc(store: Store, begin: Begin) -> None:
    assert begin(store).attempt.started == START + timedelta(minutes=1)


# How it was asked for


def test_the_last_choice_is_remembered(store: Store, begin: Begin) -> None:
    assert store.last_asked("Ada") is None
    begin(store)
    begin(store, mode=Mode.EXAM, options=Options(count=2, confidence=True))
    begin(store, learner="Bob")
    assert store.last_asked("Ada") == (Mode.EXAM, Options(count=2, confidence=True), ("nine",))
