"""Values that make no sense in a sound file: named, left out, and in the way of nothing else."""

import contextlib
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from quiz.practice.response import DONT_KNOW
from quiz.practice.types import Key, Mode
from quiz.scores.exchange.transfer import Outcome, export_results, import_results
from quiz.scores.store import values
from quiz.scores.store.audit import audit
from quiz.scores.store.records import BadAttempt, StoreProblem, short_uid
from quiz.scores.store.sqlite.open import open_for_a_look, open_store
from quiz.scores.store.sqlite.restore import restore
from quiz.scores.store.sqlite.store import SqliteStore
from quiz.scores.store.values import BadValue
from tests import spoilt
from tests.scores.conftest import Begin, Lines
from tests.scores.store.test_keeping import answer_all

NOW = datetime(2026, 11, 22, 9, 30)
BAD = list(spoilt.bad_values())
_OF_COLUMNS = [list(column) for _, column in groupby(BAD, lambda bad: (bad.table, bad.column))]
ONE_A_COLUMN = [column[at % len(column)] for at, column in enumerate(_OF_COLUMNS)]
"""Of the bad values of each column one, of one column the first, of the next the second."""


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the store that most tests begin with is kept, once the first of them has filled it."""
    return tmp_path_factory.mktemp("kept") / "data"


@pytest.fixture
def uids(data: Path, kept: Path, begin: Begin, lines: Lines) -> list[str]:
    """Three attempts in a store that is closed: one that is finished, the one to be spoilt, an exam handed in."""
    if not kept.exists():
        store = open_store(data)
        recorders = [begin(store, seed=1), begin(store, seed=2), begin(store, mode=Mode.EXAM, seed=3)]
        for recorder in recorders:
            answer_all(recorder, lines)
        recorders[2].hand_in()
        store.close()
        shutil.copytree(data, kept)
    else:
        shutil.copytree(kept, data)
    with contextlib.closing(open_for_a_look(data)) as look:
        return list(look.uids())


def read_all(store: SqliteStore, uid: str) -> None:
    """Read all that the faces read; an attempt that cannot be read says so."""
    store.summaries()
    store.summaries(learner="Ada", open_only=True, limit=20)
    store.bank_scores("Ada")
    store.last_day("Ada")
    store.history("Ada")
    store.learners()
    store.last_asked("Ada")
    store.people("nine")
    list(store.asked("nine"))
    for question in ("single", "cloze"):
        store.responses_to("Ada", Key("nine", question))
        store.newest_item("Ada", Key("nine", question))
    for one in store.uids():
        store.previous(one)
        try:
            store.load(one)
        except BadAttempt as bad:
            assert bad.uid == one  # noqa: PT017 - whichever of them it is
            store.leave_out(bad.uid, bad.what)


def test_there_are_bad_values_for_every_column(store: SqliteStore) -> None:
    columns = {
        (table, row[1])
        for table in ("attempt", "item", "part", "response", "snapshot")
        for row in store._connection.execute(f"pragma table_info({table})")
    }
    given = {(one.table, one.column) for one in BAD}
    # Numbers by which rows are found, and a number that can be any.
    other = {(table, column) for table, column in columns if column == "attempt_id" or (table, column) in _NUMBERS}
    assert given | other == columns
    assert len(BAD) > 200


_NUMBERS = {
    *(("attempt", "id"), ("snapshot", "id"), ("item", "position"), ("attempt", "seed")),
    ("attempt", "deleted"),  # what is deleted is seen by nobody; see below
}


@pytest.mark.parametrize("bad", BAD, ids=str)
def test_a_bad_value_is_found_and_stops_nothing_else(data: Path, uids: list[str], bad: spoilt.BadValue) -> None:
    bad.put(data / "scores.db", uids[1])
    store = open_store(data)
    told: list[str] = []
    store.tell = told.append
    read_all(store, uids[1])
    found = list(audit(store))
    assert found
    shared = bad.table == "snapshot"  # all three attempts have that question
    if bad.column != "uid":
        assert uids[1] in {one.uid for one in found}
    assert len(found) == (3 if shared else 1)
    assert len(told) == len(set(told)) <= 3
    for text in (*told, *map(str, found)):
        assert "\x1b" not in text
        assert "\x07" not in text
    if not shared:
        assert [one.uid for one in store.summaries() if one.uid in uids[::2]] == [uids[2], uids[0]]
        assert store.load(uids[0]).score == 10
        assert len(store.history("Ada")) >= 18
    store.close()


@pytest.mark.parametrize("bad", ONE_A_COLUMN, ids=str)
def test_a_copy_with_a_bad_value_is_not_restored_and_the_store_stays(
    data: Path, uids: list[str], tmp_path: Path, bad: spoilt.BadValue
) -> None:
    bad.put(data / "scores.db", uids[1])
    store = open_store(data)
    found = list(audit(store))
    aside = tmp_path / "copy.db"
    store.back_up(aside)
    before = list(store._connection.iterdump()) if store._connection.text_factory is str else None
    with pytest.raises(StoreProblem, match=r"makes no sense: |is damaged: ") as refused:
        restore(store, aside, NOW)
    assert str(aside) in str(refused.value)
    assert any(short_uid(one.uid) in str(refused.value) for one in found)
    if before is not None:
        assert list(store._connection.iterdump()) == before
    store.close()


def test_a_sound_store_has_nothing_to_be_told(data: Path, uids: list[str]) -> None:
    store = open_store(data)
    told: list[str] = []
    store.tell = told.append
    read_all(store, uids[0])
    assert (told, list(audit(store)), store.problems) == ([], [], {})
    store.close()


def test_an_attempt_that_was_deleted_is_read_before_it_is_restored(data: Path, uids: list[str], tmp_path: Path) -> None:
    store = open_store(data)
    store.delete(uids[1], NOW.astimezone(UTC))
    store._connection.execute("update attempt set deleted = 'soon' where uid = ?", (uids[1],))
    store.back_up(tmp_path / "copy.db")
    with pytest.raises(StoreProblem, match=f"{uids[1][:8]} makes no sense: the time of deletion “soon”"):
        restore(store, tmp_path / "copy.db", NOW)
    store.close()


def test_the_attempt_is_named_once_and_what_to_do(data: Path, uids: list[str]) -> None:
    spoilt.BadValue("response", "day", "'2026-1q-29'").put(data / "scores.db", uids[1])
    store = open_store(data)
    told: list[str] = []
    store.tell = told.append
    for _ in range(2):
        assert len(store.history("Ada")) == 26
        assert len(store.summaries()) == 3
    (said,) = told
    assert uids[1][:8] in said
    assert "“2026-1q-29”" in said
    assert "quiz doctor" in said
    with pytest.raises(BadAttempt, match="2026-1q-29"):
        store.load(uids[1])
    store.close()


def test_of_many_bad_attempts_the_first_are_named(data: Path, uids: list[str], begin: Begin) -> None:
    store = open_store(data)
    for seed in range(30):
        begin(store, seed=seed)
    store._connection.execute("update attempt set started = 'long ago' where finished is null")
    told: list[str] = []
    store.tell = told.append
    assert len(store.summaries()) == 3
    assert len(told) == 6
    assert "more attempts" in told[-1]
    assert len(store.problems) == 30
    store.close()


def test_pages_of_a_list_go_on_where_the_last_ended_whatever_was_left_out(store: SqliteStore, begin: Begin) -> None:
    uids = [begin(store, seed=seed).attempt.uid for seed in range(30)]
    store._connection.execute("update attempt set banks = '[' where id % 3 = 0")
    wanted = [uid for number, uid in enumerate(uids, start=1) if number % 3][::-1]
    found: list[str] = []
    while page := store.summaries(limit=7, offset=len(found)):
        assert len(page) in {7, 20 - len(found)}
        found += [one.uid for one in page]
    assert found == wanted


def test_the_newest_that_is_sound_stands_in_for_one_that_is_not(store: SqliteStore, begin: Begin) -> None:
    first, second = begin(store, seed=1).attempt, begin(store, seed=2).attempt
    store._connection.execute("update attempt set options = '{' where uid = ?", (second.uid,))
    store._connection.execute(
        "update item set presentation = '{' where attempt_id = (select id from attempt where uid = ?)", (second.uid,)
    )
    assert store.last_asked("Ada") == (first.mode, first.options, ("nine",))
    key = Key("nine", first.items[0].question.id)
    assert store.newest_item("Ada", key) == first.items[0]


def test_the_last_day_is_the_last_that_makes_sense(store: SqliteStore, begin: Begin, lines: Lines) -> None:
    recorder = begin(store)
    answer_all(recorder, lines)
    day = store.last_day("Ada")
    for bad in ("9999-99-99", "zzz", "2026-12-32"):
        store._connection.execute(
            "update response set day = ? where id = (select max(id) from response where day = ?)",
            (bad, str(day)),
        )
        assert store.last_day("Ada") == day
    store._connection.execute("update response set day = 'x'")
    assert store.last_day("Ada") is None


def test_a_learner_goes_on_after_a_bad_day(store: SqliteStore, begin: Begin) -> None:
    recorder = begin(store)
    recorder.answer(DONT_KNOW, 1)
    store._connection.execute("update response set day = '2026-1q-29'")
    recorder.step(recorder.attempt.go(1))
    after = recorder.answer(DONT_KNOW, 1)
    assert after.answered == 2
    assert len(store.history("Ada")) == 1


@pytest.mark.parametrize("number", [2**63 - 1, 10**15])
def test_responses_keep_their_order_after_one_with_a_number_that_is_spoilt(
    store: SqliteStore, begin: Begin, lines: Lines, number: int
) -> None:
    first = begin(store, seed=1)
    first.answer(DONT_KNOW, 1)
    store._connection.execute("update response set id = ?", (number,))
    second = begin(store, seed=2)
    answer_all(second, lines)
    assert store.load(second.attempt.uid) == second.attempt
    second.step(second.attempt.undo())
    assert store.load(second.attempt.uid) == second.attempt
    assert store.last_number() < 100


def test_a_question_that_was_spoilt_is_put_right_when_it_is_drawn_again(store: SqliteStore, begin: Begin) -> None:
    before = begin(store).attempt
    store._connection.execute("update snapshot set body = replace(body, 'Which', 'Witch')")
    with pytest.raises(BadAttempt, match="not the one that was drawn"):
        store.load(before.uid)
    after = begin(store, seed=2).attempt
    assert store.load(after.uid) == after
    assert store.load(before.uid) == before


def test_an_export_leaves_out_what_cannot_be_read(data: Path, uids: list[str], tmp_path: Path) -> None:
    spoilt.BadValue("response", "grade", "'{'").put(data / "scores.db", uids[1])
    store = open_store(data)
    told: list[str] = []
    store.tell = told.append
    lines = list(export_results(store, NOW.astimezone(UTC)))
    other = open_store(tmp_path / "other")
    assert import_results(other, lines).outcomes == {Outcome.NEW: 2}
    assert other.uids() == (uids[0], uids[2])
    assert len(told) == 1
    other.close()
    store.close()


def test_an_import_does_not_stop_at_an_attempt_that_cannot_be_read_here(
    data: Path, uids: list[str], tmp_path: Path
) -> None:
    store = open_store(data)
    lines = list(export_results(store, NOW.astimezone(UTC)))
    store._connection.execute("update attempt set started = 'never' where uid = ?", (uids[1],))
    imported = import_results(store, lines)
    assert imported.outcomes == {Outcome.KNOWN: 2, Outcome.DIVERGED: 1}
    assert imported.diverged == (uids[1],)
    store.close()


STEERING = "Ada\x1b]0;EVIL\x07\u202e"


def test_names_and_texts_that_steer_a_terminal_are_cleaned_when_read(
    store: SqliteStore, begin: Begin, lines: Lines, tmp_path: Path
) -> None:
    recorder = begin(store)
    answer_all(recorder, lines, "wrong")
    store._connection.execute("update attempt set learner = ?", (STEERING,))
    store._connection.execute(
        """update response set response = '{"type":"typed","text":"a\\u001b[2Jb"}'
        where position = (select position from item where type = 'text')"""
    )
    (summary,) = store.summaries()
    assert summary.learner == "Ada␛]0;EVIL␇<U+202E>"
    loaded = store.load(recorder.attempt.uid)
    assert loaded.learner == summary.learner
    assert "\x1b" not in repr(loaded).replace("\\x1b", "\x1b")
    (given,) = store.responses_to(STEERING, Key("nine", "text"))
    assert "a␛[2Jb" in repr(given.response)


def test_a_good_copy_comes_back_over_a_store_with_bad_values(data: Path, uids: list[str], tmp_path: Path) -> None:
    store = open_store(data)
    store.back_up(tmp_path / "copy.db")
    store._connection.execute("update response set day = 'x', at = 'y'")
    assert store.history("Ada") == []
    restore(store, tmp_path / "copy.db", NOW)
    assert len(store.history("Ada")) == 27
    assert len(list(audit(store))) == 0
    store.close()


# The checks themselves


@pytest.mark.parametrize(
    ("check", "good"),
    [
        (values.day, "2026-11-22"),
        (lambda value: values.time(value, "start"), "2026-11-22T09:30:00+00:00"),
        (lambda value: values.time(value, "start"), "2026-11-22T09:30:00.000001+00:00"),
        (values.uid, "0123456789abcdef" * 2),
        (values.learner, "조선 [/x]"),
        (lambda value: values.identifier(value, "bank"), "eu-dprk_1.0"),
        (lambda value: values.number(value, "seconds", 10), 10.0),
        (lambda value: values.whole(value, "position", 3), 3),
        (lambda value: values.flag(value, "flag"), 1),
    ],
)
def test_what_makes_sense_passes_and_no_other_type_does(check: Callable[[object], Any], good: object) -> None:
    check(good)
    others: list[object] = [None, b"\xff", b"1", "", " \n", -1, 2**70, float("inf"), float("nan"), "9" * 50_000]
    for value in others:
        with pytest.raises(BadValue) as bad:
            check(value)
        assert len(str(bad.value)) < 120
        assert str(bad.value).isprintable()
