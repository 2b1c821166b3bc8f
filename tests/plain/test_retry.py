"""The wrong ones tried again after the score, which counts nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.plain import sentences
from tests.plain.dialogues import Begin, hear

if TYPE_CHECKING:
    from quiz.scores.store.base import Store


def test_a_retry_of_the_wrong_ones_counts_nowhere(begin: Begin, store: Store) -> None:
    heard = hear(begin(), "1", "f", "1", ":retry", "t", "2,3")
    assert heard.asked == ["First?", "Second?", "Third?", "Second?", "Third?"]
    assert heard.out.count(sentences.SCORE) == 1
    assert heard.fractions == [1, 0, 0]
    assert len(store.history("Ada")) == 3
    assert [entry.retry for entry in store.load(heard.attempt.uid).log] == [False] * 3 + [True] * 2


@pytest.mark.parametrize("line", [":go 1", ":submit", ":flag", ":undo"])
def test_a_retry_changes_nothing_in_the_attempt_that_is_finished(begin: Begin, store: Store, line: str) -> None:
    heard = hear(begin(), "1", "f", "1", ":retry", line, "t", ":quit")
    assert sentences.FINISHED in heard.out
    after = store.load(heard.attempt.uid)
    assert after == heard.attempt
    assert after.finished is not None
    assert heard.fractions == [1, 0, 0]
    assert (after.position, after.flagged, len(after.log)) == (2, frozenset(), 4)


def test_a_skip_in_a_retry_leads_to_the_next_and_quit_ends_it(begin: Begin) -> None:
    heard = hear(begin(), "3", "f", "1", ":retry", ":skip", "t", ":quit", "2,3")
    assert heard.asked[3:] == ["First?", "Second?", "Third?"]
    assert [entry.position for entry in heard.attempt.log if entry.retry] == [1]


def test_the_hint_in_a_retry_is_that_of_the_question_asked_and_is_not_recorded(begin: Begin) -> None:
    heard = hear(begin(), "3", "t", "1", ":retry", ":hint")
    assert sentences.hint("Nod") in heard.lines
    assert heard.attempt.hinted == frozenset()
