"""Beginning anew: what is taken out, what stays, and how everything comes back."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from quiz.bank.model import Bank
from quiz.library.library import open_bank
from quiz.practice.remarks import RemarkKind
from quiz.practice.response import DONT_KNOW
from quiz.practice.types import Key, Mode
from quiz.scores.store.base import Store
from quiz.scores.store.copies import bring_back
from quiz.scores.store.engine import open_store
from quiz.scores.store.records import Note, Remark, StoreProblem
from quiz.scores.store.reset import Scope, extent, reset
from tests.conftest import Invoke
from tests.scores.conftest import Begin
from tests.scores.store.conftest import OpenStore

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
OTHER = """\
id: other
title: Other
questions:
  - {id: a, type: true-false, prompt: It is so., answer: true, explanation: It is., sources: []}
  - {id: b, type: true-false, prompt: It is not so., answer: false, explanation: It is not., sources: []}
"""
Rows = Callable[[str], int]


@pytest.fixture
def other(tmp_path: Path) -> Bank:
    file = tmp_path / "other.yaml"
    file.write_text(OTHER)
    bank = open_bank(file).bank
    assert bank is not None
    return bank


def take(begin: Begin, store: Store, *banks: Bank, learner: str = "Ada", mode: Mode = Mode.PRACTICE) -> str:
    recorder = begin(store, *banks, learner=learner, mode=mode)
    for position in range(len(recorder.attempt.items)):
        recorder.step(recorder.attempt.go(position))
        if position % 2:
            recorder.step(recorder.attempt.flag())
        recorder.answer(DONT_KNOW, 1)
    return recorder.attempt.uid


def test_of_a_learner_everything_goes_and_nothing_of_the_others(store: Store, begin: Begin) -> None:
    for _ in range(3):
        take(begin, store)
    bob = take(begin, store, learner="Bob")
    before = store.load(bob)
    found, copied = reset(store, Scope(learner="Ada"), NOW)
    assert (len(found.whole), found.mixed, found.unreadable, found.responses) == (3, (), (), 27)
    assert copied.name == "scores-2026-11-23-120000-before-reset.db"
    assert store.uids() == (bob,)
    assert store.load(bob) == before
    assert store.history("Ada") == []
    assert len(store.history("Bob")) == 9


def test_of_a_bank_its_questions_go_from_attempts_with_several_banks_too(
    store: Store, begin: Begin, nine: Bank, other: Bank
) -> None:
    alone, mixed, untouched = take(begin, store, nine), take(begin, store, nine, other), take(begin, store, other)
    before, kept = store.load(mixed), store.load(untouched)
    log = [entry for entry in store.history("Ada") if entry.key.bank == "other"]
    found, _ = reset(store, Scope(bank="nine"), NOW)
    assert (found.whole, found.mixed, found.responses) == ((alone,), (mixed,), 18)
    after = store.load(mixed)
    assert [item.bank for item in after.items] == ["other", "other"]
    assert after.items == tuple(item for item in before.items if item.bank == "other")
    assert [entry.taken for entry in after.log] == [
        entry.taken for entry in before.log if before.items[entry.position].bank == "other"
    ]
    assert {after.items[place].question.id for place in after.flagged} == {
        before.items[place].question.id for place in before.flagged if before.items[place].bank == "other"
    }
    assert (after.uid, after.learner, after.started, after.finished) == (mixed, "Ada", before.started, before.finished)
    assert store.load(untouched) == kept
    assert store.history("Ada") == log
    assert set(store.bank_scores("Ada")) == {"other"}
    assert store.summaries(bank="nine") == []


def test_of_a_learner_in_a_bank_only_that_goes(store: Store, begin: Begin, nine: Bank, other: Bank) -> None:
    take(begin, store, nine)
    kept = {take(begin, store, other), take(begin, store, nine, learner="Bob")}
    reset(store, Scope(learner="Ada", bank="nine"), NOW)
    assert set(store.uids()) == kept


def test_notes_stars_and_remarks_go_with_it_and_only_those(store: Store) -> None:
    for number, (learner, bank) in enumerate([("Ada", "nine"), ("Ada", "other"), ("Bob", "nine")]):
        store.put_note(Note(learner, Key(bank, "q"), "x", star=True, at=NOW))
        store.add_remark(Remark(f"{number:032x}", learner, Key(bank, "q"), RemarkKind.SLIP, "", NOW))
    found, copied = reset(store, Scope(learner="Ada", bank="nine"), NOW)
    assert (found.attempts, found.notes, found.remarks) == (0, 1, 1)
    assert [(note.learner, note.key.bank) for note in store.notes()] == [("Ada", "other"), ("Bob", "nine")]
    assert [(remark.learner, remark.key.bank) for remark in store.remarks()] == [("Ada", "other"), ("Bob", "nine")]
    bring_back(store, copied, NOW)
    assert len(store.notes()) == len(store.remarks()) == 3


def test_while_another_program_has_the_store_open_nothing_is_changed(
    open_a_store: OpenStore, begin: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_a_store()
    monkeypatch.setattr("quiz.scores.store.sqlite.hold.ALONE_SECONDS", 0.0)
    uid = take(begin, store)
    other = open_a_store()
    with pytest.raises(StoreProblem, match="another program"):
        reset(store, Scope(learner="Ada"), NOW)
    other.close()
    assert store.uids() == (uid,)
    reset(store, Scope(learner="Ada"), NOW)
    assert store.uids() == ()


def test_looking_at_the_extent_changes_nothing(store: Store, begin: Begin, nine: Bank, other: Bank) -> None:
    uid = take(begin, store, nine, other)
    before = store.load(uid)
    assert extent(store, Scope(bank="other")).mixed == (uid,)
    assert store.load(uid) == before


# The command


def test_the_command_takes_out_notes_where_there_are_no_attempts(invoke: Invoke, data: Path) -> None:
    store = open_store(data)
    store.put_note(Note("Ada", Key("nine", "q"), "x", star=True, at=NOW))
    store.close()
    assert "This takes out 1 note of Ada.\n" in invoke("reset", "--learner", "Ada", "--yes").stdout
    assert invoke("reset", "--learner", "Ada", "--yes").exit_code == 2


@pytest.fixture
def filled(data: Path, begin: Begin) -> Path:
    store = open_store(data)
    take(begin, store)
    take(begin, store, learner="Bob")
    store.close()
    return data


def test_the_command_asks_keeps_a_backup_and_names_what_brings_it_back(invoke: Invoke, filled: Path) -> None:
    done = invoke("reset", "--learner", "Ada", input="y\n")
    assert done.exit_code == 0
    assert "1 attempt of Ada, with 9 responses" in done.stdout
    (copied,) = (filled / "backups").glob("*before-reset.db")
    command = done.stdout.splitlines()[-1].split()
    assert command == ["quiz", "restore", str(copied)]
    assert "Ada" not in invoke("scores").stdout
    assert invoke(*command[1:]).exit_code == 0
    assert "Ada" in invoke("scores").stdout


def test_the_command_changes_nothing_unless_it_is_agreed(invoke: Invoke, filled: Path) -> None:
    for given, code in (("n\n", 1), ("", 2)):
        done = invoke("reset", "--bank", "nine", input=given)
        assert done.exit_code == code
        assert "othing was changed" in done.output
    assert not list((filled / "backups").glob("*before-reset.db"))
    assert invoke("reset", "--bank", "nine", "--yes").exit_code == 0
    assert "No attempt" in invoke("scores").output


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ((), "--learner NAME"),
        (("--learner", "Eve"), "there are attempts of Ada, Bob"),
        (("--bank", "none"), "no attempt with the bank “none”"),
    ],
)
def test_what_cannot_be_begun_anew_is_told(invoke: Invoke, filled: Path, options: tuple[str, ...], said: str) -> None:
    done = invoke("reset", "--yes", *options)
    assert done.exit_code == 2
    assert said in done.output
