"""Notes, stars and remarks that are put into a store come out of it, each learner's their own."""

from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from quiz.practice.remarks import RemarkKind
from quiz.practice.types import Key
from quiz.scores.store.base import Store
from quiz.scores.store.records import Note, Remark
from tests.scores.conftest import START
from tests.scores.store.conftest import OpenStore

KEY = Key("aid", "first-aid")
NOTE = Note("Ünï 조선 [/x]", KEY, "Line one\n\n[/x] and two", star=True, at=START)
REMARK = Remark("a" * 32, "Ada", KEY, RemarkKind.OUT_OF_DATE, "since [/x] 2017", START, attempt="b" * 32)


def test_a_note_comes_back_in_another_program(open_a_store: OpenStore) -> None:
    store = open_a_store()
    assert store.note(NOTE.learner, KEY) is None
    store.put_note(NOTE)
    store.close()
    again = open_a_store()
    assert again.note(NOTE.learner, KEY) == NOTE
    assert again.notes() == [NOTE]


def test_a_learner_has_one_note_on_a_question(either_store: Store) -> None:
    either_store.put_note(NOTE)
    later = replace(NOTE, text="better", star=False, at=START + timedelta(days=1))
    either_store.put_note(later)
    other = replace(NOTE, learner="Bo")
    either_store.put_note(other)
    assert either_store.note(NOTE.learner, KEY) == later
    assert either_store.notes() == [other, later]


def test_a_note_that_says_nothing_and_has_no_star_is_gone(either_store: Store) -> None:
    either_store.put_note(NOTE)
    either_store.put_note(replace(NOTE, text=""))
    assert either_store.note(NOTE.learner, KEY) == replace(NOTE, text="")
    either_store.put_note(replace(NOTE, text="", star=False))
    assert either_store.note(NOTE.learner, KEY) is None
    assert either_store.notes() == []


def test_a_remark_comes_back_and_is_kept_once(open_a_store: OpenStore) -> None:
    store = open_a_store()
    assert store.add_remark(REMARK)
    assert not store.add_remark(replace(REMARK, text="something else"))
    store.close()
    assert open_a_store().remarks() == [REMARK]


def test_lists_are_narrowed_by_learner_bank_and_time(either_store: Store) -> None:
    remarks = [
        replace(REMARK, uid=f"{number:032x}", learner=learner, key=Key(bank, "q"), at=START + timedelta(hours=number))
        for number, (learner, bank) in enumerate([("Ada", "aid"), ("Ada", "trade"), ("Bo", "aid"), ("Bo", "trade")])
    ]
    for remark in reversed(remarks):
        either_store.add_remark(remark)
        either_store.put_note(Note(remark.learner, remark.key, "x", star=False, at=remark.at))
    cases: list[tuple[dict[str, Any], list[int]]] = [
        ({}, [0, 1, 2, 3]),
        ({"learner": "Ada"}, [0, 1]),
        ({"bank": "trade"}, [1, 3]),
        ({"learner": "Bo", "bank": "aid"}, [2]),
        ({"since": START + timedelta(hours=2)}, [2, 3]),
        ({"learner": "Cy"}, []),
    ]
    for narrowed, kept in cases:
        assert either_store.remarks(**narrowed) == [remarks[number] for number in kept]
        noted = either_store.notes(**narrowed)
        assert [(note.learner, note.key) for note in noted] == [
            (remarks[number].learner, remarks[number].key) for number in kept
        ]


@pytest.mark.parametrize(
    ("scope", "left"),
    [
        ({"learner": "Ada"}, [("Bo", "aid"), ("Bo", "trade")]),
        ({"bank": "aid"}, [("Ada", "trade"), ("Bo", "trade")]),
        ({"learner": "Bo", "bank": "trade"}, [("Ada", "aid"), ("Ada", "trade"), ("Bo", "aid")]),
    ],
)
def test_what_is_erased_is_gone_and_nothing_else(
    either_store: Store, scope: dict[str, str], left: list[tuple[str, str]]
) -> None:
    for number, (learner, bank) in enumerate([("Ada", "aid"), ("Ada", "trade"), ("Bo", "aid"), ("Bo", "trade")]):
        key = Key(bank, "q")
        either_store.put_note(Note(learner, key, "x", star=True, at=START))
        either_store.add_remark(replace(REMARK, uid=f"{number:032x}", learner=learner, key=key))
    either_store.erase_notebook(**scope)
    assert [(note.learner, note.key.bank) for note in either_store.notes()] == left
    assert [(remark.learner, remark.key.bank) for remark in either_store.remarks()] == left


def test_a_change_that_fails_leaves_nothing_of_a_note_or_remark(either_store: Store) -> None:
    def fail() -> None:
        with either_store.together():
            either_store.put_note(NOTE)
            either_store.add_remark(REMARK)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert either_store.notes() == []
    assert either_store.remarks() == []
    assert list(either_store.bad_entries()) == []
