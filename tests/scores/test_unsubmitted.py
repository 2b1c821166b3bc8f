"""What was begun and not submitted outlives the program, and never stands in its way."""

from pathlib import Path

import pytest

from quiz.practice.questions.typed import Filled, Typed
from quiz.practice.types import Key
from quiz.scores.unsubmitted import MOST, NAME, NOTES, UnsavedNotes, Unsubmitted


def test_what_is_kept_of_a_question_is_found_again(tmp_path: Path) -> None:
    Unsubmitted(tmp_path / "data").keep("a", 0, Typed("Pyon"))
    kept = Unsubmitted(tmp_path / "data")
    kept.keep("a", 1, Filled(("May", "")))
    assert kept.kept("a", 0) == Typed("Pyon")
    assert kept.kept("a", 1) == Filled(("May", ""))
    assert kept.kept("b", 0) is None


def test_what_stands_there_last_takes_the_place_of_what_stood_there(tmp_path: Path) -> None:
    kept = Unsubmitted(tmp_path)
    kept.keep("a", 0, Typed("one"))
    kept.keep("a", 0, Typed("two"))
    assert kept.kept("a", 0) == Typed("two")
    kept.keep("a", 0, None)
    assert kept.kept("a", 0) is None


def test_only_the_newest_are_kept(tmp_path: Path) -> None:
    kept = Unsubmitted(tmp_path)
    for number in range(MOST + 1):
        kept.keep(str(number), 0, Typed("x"))
    assert kept.kept("0", 0) is None
    assert kept.kept("1", 0) == Typed("x")


def test_nothing_is_made_where_nothing_is_kept(tmp_path: Path) -> None:
    kept = Unsubmitted(tmp_path / "data")
    assert kept.kept("a", 0) is None
    kept.keep("a", 0, None)
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("content", [b"", b"{", b'[{"uid": 1}]', b"\xff", b"[" * 100_000])
def test_a_file_that_makes_no_sense_is_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / NAME).write_bytes(content)
    kept = Unsubmitted(tmp_path)
    assert kept.kept("a", 0) is None
    kept.keep("a", 0, Typed("x"))
    assert kept.kept("a", 0) == Typed("x")


def test_a_place_that_cannot_be_written_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / NAME).mkdir()
    kept = Unsubmitted(tmp_path)
    kept.keep("a", 0, Typed("x"))
    assert kept.kept("a", 0) is None


# Notes

KEY = Key("aid", "first-aid")


def test_a_note_that_was_not_saved_is_found_again_by_who_wrote_it(tmp_path: Path) -> None:
    UnsavedNotes(tmp_path / "data").keep("Ada", KEY, "half a\nsentence")
    kept = UnsavedNotes(tmp_path / "data")
    assert kept.kept("Ada", KEY) == "half a\nsentence"
    assert kept.kept("Bo", KEY) is None
    assert kept.kept("Ada", Key("aid", "other")) is None
    kept.keep("Ada", KEY, "")  # that all of it was deleted is a change too
    assert kept.kept("Ada", KEY) == ""
    kept.keep("Ada", KEY, None)
    assert kept.kept("Ada", KEY) is None


@pytest.mark.parametrize("content", [b"", b"[1]", b"\xff"])
def test_a_file_of_notes_that_makes_no_sense_is_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / NOTES).write_bytes(content)
    kept = UnsavedNotes(tmp_path)
    assert kept.kept("Ada", KEY) is None
    kept.keep("Ada", KEY, "x")
    assert kept.kept("Ada", KEY) == "x"
