"""Notes, stars and reports by command: of which question, what is kept, and what is told of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from quiz.plain.wording import HAND_IN_PROMPT
from quiz.practice.notes import NOTE_LIMIT
from quiz.practice.remarks import REMARK_FORM, RemarkKind
from quiz.practice.types import Key, Mode
from quiz.scores.notes import is_starred, noted, save_note
from tests.plain import sentences
from tests.plain.dialogues import Begin, Heard, hear
from tests.plain.sentences import about, your_note

if TYPE_CHECKING:
    from quiz.scores.store.base import Store

A, B, C = (Key("three", question) for question in "abc")


def told(heard: Heard) -> list[str]:
    """Return what was told of questions beside what was said."""
    return [line for line in heard.notes.split("\n") if line.startswith("Question ")]


def test_a_note_is_kept_as_it_was_typed_and_is_read_again(begin: Begin, store: Store) -> None:
    heard = hear(begin(), ":note", ":NOTE  Ask Bob:  why YES?", ":note")
    assert told(heard) == [
        about(1, sentences.NO_NOTE),
        about(1, sentences.NOTE_KEPT),
        about(1, your_note("Ask Bob: why YES?")),
    ]
    assert noted(store, "Ada", A) == "Ask Bob: why YES?"
    assert heard.fractions == [None] * 3


def test_a_note_takes_the_place_of_another_which_is_told_and_a_dash_removes_it(begin: Begin, store: Store) -> None:
    heard = hear(begin(), ":note one", ":note two", ":note -")
    assert told(heard)[1:] == [
        about(1, f"{sentences.NOTE_KEPT} It was: one"),
        about(1, f"{sentences.NOTE_GONE} It was: two"),
    ]
    assert store.notes() == []


def test_after_a_verdict_it_is_the_question_just_answered_that_is_meant(begin: Begin, store: Store) -> None:
    heard = hear(begin(), "1", ":note first", ":star", ":report slip a comma", ":skip", ":note third", "2,3", "t")
    assert told(heard) == [
        about(1, sentences.NOTE_KEPT),
        about(1, sentences.STARRED),
        about(1, "Reported as slip."),
        about(3, sentences.NOTE_KEPT),
    ]
    assert (noted(store, "Ada", A), noted(store, "Ada", B), noted(store, "Ada", C)) == ("first", "", "third")
    assert heard.notes.count(your_note("third")) == 1  # under its verdict


def test_a_number_with_a_colon_names_another(begin: Begin, store: Store) -> None:
    heard = hear(begin(), "1", ":note 3: third", ":star 2", ":star 3:", ":report 2: 1", ":note 9: nine")
    assert told(heard)[-1] == about(1, sentences.NOTE_KEPT)
    assert (noted(store, "Ada", A), noted(store, "Ada", C)) == ("9: nine", "third")
    assert [is_starred(store, "Ada", key) for key in (A, B, C)] == [False, True, True]
    assert [remark.key for remark in store.remarks()] == [B]


def test_a_star_goes_on_and_off(begin: Begin, store: Store) -> None:
    assert told(hear(begin(), ":star", ":star")) == [about(1, sentences.STARRED), about(1, sentences.STAR_OFF)]
    assert sentences.say_which(":star 3") in hear(begin(), ":star x").lines
    assert not is_starred(store, "Ada", A)


@pytest.mark.parametrize(
    ("line", "kind", "text"),
    [
        ("wrong key It is Maybe.", RemarkKind.WRONG_KEY, "It is Maybe."),
        ("2", RemarkKind.UNCLEAR, ""),
        ("Out of date", RemarkKind.OUT_OF_DATE, ""),
        ("5 No source at all", RemarkKind.OTHER, "No source at all"),
    ],
)
def test_a_report_is_kept_with_its_attempt(begin: Begin, store: Store, line: str, kind: RemarkKind, text: str) -> None:
    heard = hear(begin(), f":report {line}")
    (remark,) = store.remarks()
    assert (remark.key, remark.learner, remark.kind, remark.text) == (A, "Ada", kind, text)
    assert remark.attempt == heard.attempt.uid
    assert told(heard) == [about(1, f"Reported as {kind.word}.")]


@pytest.mark.parametrize("line", [":report", ":report nonsense", ":report 6 text", ":report other"])
def test_what_cannot_be_reported_says_what_is_expected(begin: Begin, store: Store, line: str) -> None:
    (said,) = told(hear(begin(), line))
    assert (REMARK_FORM in said) == ("other" not in line)
    assert store.remarks() == []


def test_a_note_that_is_too_long_is_refused(begin: Begin, store: Store) -> None:
    (said,) = told(hear(begin(), f":note {'x' * (NOTE_LIMIT + 1)}"))
    assert "2,001" in said
    assert store.notes() == []


def test_in_an_exam_the_question_that_is_asked_is_meant_and_at_the_sheet_it_must_be_named(
    begin: Begin, store: Store
) -> None:
    heard = hear(begin(mode=Mode.EXAM), "1", ":star", "f", "2", ":note x", ":note 1: y", "yes", ":star", ":star 3")
    assert told(heard) == [about(2, sentences.STARRED), about(1, sentences.NOTE_KEPT), about(3, sentences.STARRED)]
    assert sentences.say_which(":note 3: TEXT") in heard.lines
    assert sentences.say_which(":star 3") in heard.lines
    assert not [word for word in sentences.TELLING if word in heard.out.partition(HAND_IN_PROMPT)[0]]


def test_what_the_store_had_is_never_on_standard_output(begin: Begin, store: Store) -> None:
    lines = ("1", ":note", ":star", "t", ":note again", "2,3", ":note 2:")
    without = hear(begin(), *lines)
    for key in (A, B, C):
        save_note(store, "Ada", key, "from before\nin two lines")
    known = hear(begin(), *lines)
    assert known.out == without.out
    assert known.notes.count(your_note("from before in two lines")) == 4  # three verdicts, asked for once
