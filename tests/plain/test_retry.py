"""What was not right is asked again after the score until it is, which counts nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from quiz.practice.types import Mode
from tests.plain import sentences
from tests.plain.dialogues import Begin, hear

if TYPE_CHECKING:
    from quiz.scores.store.base import Store


def test_after_the_score_what_was_not_right_is_asked_until_it_is(begin: Begin, store: Store) -> None:
    heard = hear(begin(), "1", "f", "1", "f", "2", "t", "2,3")
    assert heard.asked_again == ["Second?", "Third?", "Second?", "Third?"]
    assert heard.lines.index(sentences.score("1 of 3 (33.33 %)")) + 1 == heard.lines.index(
        "Again: 2 questions that were not right, until they are. They count nowhere; :quit leaves."
    )
    assert any(line.startswith(sentences.again(3, 3)) for line in heard.lines)
    assert heard.fractions == [1, 0, 0]
    assert heard.out.count(sentences.SCORE) == 1
    assert len(store.history("Ada")) == 3
    assert [entry.retry for entry in store.load(heard.attempt.uid).log] == [False] * 3 + [True] * 4


def test_where_all_was_right_nothing_is_asked_again(begin: Begin) -> None:
    assert "Again" not in hear(begin(), "1", "t", "2,3").out


def test_what_is_not_known_is_asked_again_too(begin: Begin) -> None:
    heard = hear(begin(), "1", "?", "2,3", "t")
    assert "Again: 1 question that was not right, until it is. It counts nowhere; :quit leaves." in heard.lines
    assert heard.asked_again == ["Second?"]


@pytest.mark.parametrize("options", [{"mode": Mode.EXAM}, {"until_right": False}])
def test_where_nothing_comes_again_by_itself_it_does_when_asked(begin: Begin, options: dict[str, object]) -> None:
    lines = ("1", "f", "2,3", *(("yes",) if options.get("mode") else ()))
    without = hear(begin(**options), *lines, "t")  # type: ignore[arg-type]
    assert without.asked_again == []
    asked = hear(begin(**options), *lines, ":retry", "f", "t", ":retry")  # type: ignore[arg-type]
    assert asked.asked_again == ["Second?", "Second?"]
    assert asked.lines.count(sentences.NOTHING_TO_PUT_RIGHT) == 1


def test_what_is_handed_in_early_does_not_come_again_by_itself(begin: Begin) -> None:
    assert hear(begin(), "2", ":submit", ":submit", "1").asked_again == []


@pytest.mark.parametrize("line", [":go 1", ":submit", ":flag", ":time"])
def test_it_changes_nothing_in_the_attempt_that_is_finished(begin: Begin, store: Store, line: str) -> None:
    heard = hear(begin(), "1", "f", "1", line, "t", ":quit")
    assert sentences.FINISHED in heard.out
    after = store.load(heard.attempt.uid)
    assert after == heard.attempt
    assert after.finished is not None
    assert heard.fractions == [1, 0, 0]
    assert (after.position, after.flagged, len(after.log)) == (2, frozenset(), 4)


def test_undo_takes_back_what_was_tried_and_then_what_counted(begin: Begin, store: Store) -> None:
    heard = hear(begin(), "1", "f", "2,3", "f", ":undo", ":undo", "2", ":quit")
    assert sentences.taken_back(2) in heard.lines
    assert sentences.taken_back(3) in heard.lines
    assert heard.asked == ["First?", "Second?", "Third?", "Third?"]
    assert heard.fractions == [1, 0, 0.5]
    assert store.load(heard.attempt.uid) == heard.attempt


def test_undo_of_a_retry_that_was_asked_for_leaves_the_attempt_finished(begin: Begin) -> None:
    heard = hear(begin(mode=Mode.EXAM), "1", "f", "2,3", "yes", ":retry", "t", ":undo", ":retry", ":undo", ":quit")
    assert heard.lines.count(sentences.taken_back(2)) == 1
    assert sentences.NOTHING_TO_UNDO in heard.lines
    assert heard.attempt.finished is not None
    assert len(heard.attempt.log) == 3


def test_a_skip_leads_to_the_next_and_quit_leaves(begin: Begin) -> None:
    heard = hear(begin(), "3", "f", "1", ":skip", "t", ":quit", "2,3")
    assert heard.asked_again == ["First?", "Second?", "Third?"]
    assert [entry.position for entry in heard.attempt.log if entry.retry] == [1]


def test_what_was_skipped_is_left_for_this_time(begin: Begin) -> None:
    heard = hear(begin(), "3", "t", "2,3", ":skip", ":score", ":retry", "1")
    assert heard.asked_again == ["First?", "First?"]
    assert heard.out.count(sentences.SCORE) == 2


def test_the_hint_is_that_of_the_question_asked_and_is_not_recorded(begin: Begin) -> None:
    heard = hear(begin(), "3", "t", "1", ":hint")
    assert sentences.hint("Nod") in heard.lines
    assert heard.attempt.hinted == frozenset()
