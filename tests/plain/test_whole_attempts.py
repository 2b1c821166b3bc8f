"""A whole attempt: its score, what is kept of it wherever it ends, and what is on which stream."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, strategies as st

from quiz.practice.types import Mode
from quiz.scores.recorder import AttemptRecorder
from quiz.scores.store.records import StoreProblem
from tests.examples import examples
from tests.plain import sentences
from tests.plain.dialogues import Begin, hear, hear_from

if TYPE_CHECKING:
    from quiz.scores.store.base import Store
    from tests.conftest import Lines


def test_all_right_scores_everything_in_order(begin_nine: Begin, lines: Lines) -> None:
    recorder = begin_nine()
    heard = hear(recorder, *(line for item in recorder.attempt.items for line in lines(item)))
    asked = [line for line in heard.lines if line.startswith("Question ")]
    assert len(asked) == 9
    assert all(line.startswith(sentences.question(number, 9)) for number, line in enumerate(asked, start=1))
    assert sentences.score("10 of 10 (100 %)") in heard.lines
    assert sum(line.startswith(sentences.RIGHT) for line in heard.lines) == 9


@pytest.mark.parametrize(
    ("typed", "score"),
    [
        ({"single": "2", "true-false": "t", "multiple": "2,4"}, "2 of 3 (66.67 %)"),
        ({"single": "2", "match": "?"}, "0 of 2 (0 %)"),
        ({"number": "366"}, "2 of 2 (100 %)"),
        ({"order": None, "single": "1"}, "1.67 of 2 (83.33 %)"),
    ],
)
def test_the_score_has_at_most_two_decimals_and_no_trailing_noughts(
    begin_nine: Begin, lines: Lines, typed: dict[str, str | None], score: str
) -> None:
    recorder = begin_nine(*typed)
    ahead: list[str] = []
    for item in recorder.attempt.items:
        line = typed[item.question.type]
        ahead += lines(item, "partly") if line is None else [line]
    assert sentences.score(score) in hear(recorder, *ahead).lines


@pytest.mark.parametrize("answered", [1, 8])
def test_where_the_input_ends_what_was_answered_is_kept(begin_nine: Begin, store: Store, answered: int) -> None:
    heard = hear(begin_nine(), *["?"] * answered)
    assert sentences.input_ended(answered, 9) in heard.notes
    assert sentences.SCORE not in heard.out
    assert store.load(heard.attempt.uid) == heard.attempt
    assert heard.attempt.answered == answered
    assert heard.attempt.finished is None
    rest = hear(AttemptRecorder(store, store.load(heard.attempt.uid)), *["?"] * (9 - answered))
    assert rest.out.startswith(sentences.question(answered + 1, 9))
    assert rest.attempt.finished is not None


def test_where_the_input_ends_before_anything_was_answered_nothing_is_kept(begin_nine: Begin) -> None:
    assert hear(begin_nine(), ":hint").notes == f"{sentences.NOTHING_KEPT}\n"


def test_the_last_line_needs_no_end(begin_nine: Begin) -> None:
    heard = hear_from(begin_nine("true-false"), io.StringIO("t"))
    assert sentences.score("1 of 1 (100 %)") in heard.lines


def test_no_id_time_or_duration_is_on_standard_output(begin_nine: Begin) -> None:
    heard = hear(begin_nine(), *["?"] * 9)
    attempt = heard.attempt
    assert attempt.finished is not None
    assert attempt.uid[:8] not in heard.out
    assert attempt.uid[:8] in heard.notes
    assert "second" not in heard.out.casefold().replace("second test", "")
    for moment in (attempt.started, attempt.finished):
        assert f"{moment:%H:%M}" not in heard.out
        assert f"{moment:%Y-%m}" not in heard.out


def test_a_response_that_cannot_be_kept_is_not_shown_as_taken(begin_nine: Begin, store: Store) -> None:
    recorder = begin_nine("single")
    hear(AttemptRecorder(store, recorder.attempt), "1")
    out = io.StringIO()
    with pytest.raises(StoreProblem, match="another window"):
        hear_from(recorder, io.StringIO("1\n"), out)
    assert not [word for word in sentences.TELLING if word in out.getvalue()]


def test_the_verdict_is_said_only_after_the_commit(begin_nine: Begin, store: Store) -> None:
    class Watching(io.StringIO):
        def write(self, text: str) -> int:
            if text.startswith(sentences.TELLING):
                assert store.load(recorder.attempt.uid).answered == 1
                seen.append(text)
            return super().write(text)

    seen: list[str] = []
    recorder = begin_nine("single")
    hear_from(recorder, io.StringIO("1\n"), Watching())
    assert len(seen) == 4


@examples(30)
@given(st.lists(st.text(max_size=30), max_size=12), st.sampled_from([Mode.PRACTICE, Mode.EXAM]), st.booleans())
def test_whatever_is_typed_there_is_no_failure_and_no_control_character(
    begin_nine: Begin, store: Store, typed: list[str], mode: Mode, confidence: bool
) -> None:
    heard = hear(begin_nine(mode=mode, confidence=confidence), *typed)
    assert store.load(heard.attempt.uid) == heard.attempt
    assert all(letter.isprintable() or letter == "\n" for letter in heard.out if ord(letter) < 0xA0)
