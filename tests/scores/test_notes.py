"""A learner's notes and stars, and what they report of a question, as the faces ask for it."""

import pytest

from quiz.practice.notes import NOTE_LIMIT, Refused
from quiz.practice.remarks import RemarkKind
from quiz.practice.types import Key
from quiz.scores.notes import is_starred, noted, save_note, turn_star
from quiz.scores.remarks import report
from quiz.scores.store.base import Store
from tests.scores.conftest import Clock

KEY = Key("aid", "first-aid")


def test_a_note_is_kept_cleaned_and_an_empty_one_removes_it(unsaved: Store, clock: Clock) -> None:
    assert noted(unsaved, "Ada", KEY) == ""
    assert save_note(unsaved, "Ada", KEY, "  one\r\n\x1b[31mtwo \n", clock) == "one\n␛[31mtwo"
    assert noted(unsaved, "Ada", KEY) == "one\n␛[31mtwo"
    assert noted(unsaved, "Bo", KEY) == ""
    assert save_note(unsaved, "Ada", KEY, " \n", clock) == ""
    assert unsaved.notes() == []


def test_a_star_stands_beside_the_note_and_outlives_it(unsaved: Store, clock: Clock) -> None:
    save_note(unsaved, "Ada", KEY, "a note", clock)
    assert turn_star(unsaved, "Ada", KEY, clock)
    save_note(unsaved, "Ada", KEY, "", clock)
    assert is_starred(unsaved, "Ada", KEY)
    assert not turn_star(unsaved, "Ada", KEY, clock)
    assert not is_starred(unsaved, "Ada", KEY)
    assert unsaved.notes() == []


def test_a_note_that_was_not_changed_keeps_its_time(unsaved: Store, clock: Clock) -> None:
    save_note(unsaved, "Ada", KEY, "a note", clock)
    before = unsaved.notes()
    save_note(unsaved, "Ada", KEY, "a note ", clock)
    assert unsaved.notes() == before


def test_a_note_that_is_too_long_is_refused_with_its_length_and_changes_nothing(unsaved: Store, clock: Clock) -> None:
    save_note(unsaved, "Ada", KEY, "x" * NOTE_LIMIT, clock)
    with pytest.raises(Refused, match=r"at most 2,000 characters; this has 2,003: 3 too many"):
        save_note(unsaved, "Ada", KEY, "y" * (NOTE_LIMIT + 3), clock)
    assert noted(unsaved, "Ada", KEY) == "x" * NOTE_LIMIT


def test_what_is_reported_is_kept_with_who_when_and_where(unsaved: Store, clock: Clock) -> None:
    remark = report(unsaved, "Ada", KEY, RemarkKind.UNCLEAR, " which\nyear? ", attempt="b" * 32, now=clock)
    assert unsaved.remarks() == [remark]
    assert (remark.learner, remark.key, remark.text, remark.attempt) == ("Ada", KEY, "which year?", "b" * 32)
    report(unsaved, "Ada", KEY, RemarkKind.UNCLEAR, now=clock)
    assert len(unsaved.remarks()) == 2


def test_a_remark_that_says_nothing_is_not_kept(unsaved: Store) -> None:
    with pytest.raises(Refused):
        report(unsaved, "Ada", KEY, RemarkKind.OTHER, " ")
    assert unsaved.remarks() == []
