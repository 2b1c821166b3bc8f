"""How sure the learner is, asked after each response."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from quiz.plain.wording import CONFIDENCE_PROMPT
from quiz.practice.types import Confidence
from tests.plain import sentences
from tests.plain.dialogues import Begin, hear
from tests.plain.sentences import RIGHT, score

if TYPE_CHECKING:
    from quiz.scores.store.base import Store

GUESS, UNSURE, SURE = Confidence


def test_each_response_but_dont_know_is_followed_by_the_confidence(begin: Begin) -> None:
    heard = hear(begin(confidence=True), "1", "3", "?", "1,4", "9", "", "extra")
    assert [taken.confidence for taken in heard.attempt.counted if taken] == [SURE, None, None]
    assert heard.out.count(CONFIDENCE_PROMPT) == 3  # once for the first, twice for the last
    assert heard.attempt.finished is not None


@pytest.mark.parametrize(
    ("line", "level"),
    [("1", GUESS), ("2", UNSURE), ("3", SURE), ("", None), ("guess", GUESS), ("Unsure", UNSURE), ("sure", SURE)],
)
def test_a_number_or_a_word_says_how_sure(begin: Begin, line: str, level: Confidence | None) -> None:
    taken = hear(begin(confidence=True), "1", line).attempt.counted[0]
    assert taken is not None
    assert taken.confidence is level


def test_leaving_where_it_is_asked_keeps_the_response(begin: Begin, store: Store) -> None:
    heard = hear(begin(confidence=True), "1", ":QUIT", "2", "t")
    assert sentences.left(1, 3) in heard.notes
    assert store.load(heard.attempt.uid).answered == 1
    assert sentences.score("3 of 3 (100 %)") in hear(begin(confidence=True), "1", "", "t", "", "2,3", ":quit").lines


def test_a_response_can_be_taken_back_where_it_is_asked(begin: Begin) -> None:
    heard = hear(begin(confidence=True), "2", ":undo", "1", "sure")
    assert heard.asked == ["First?", "First?", "Second?"]
    assert sentences.taken_back(1) in heard.lines
    assert [entry.taken.confidence for entry in heard.attempt.log] == [SURE]


def test_where_it_is_asked_what_leads_elsewhere_asks_it_again(begin: Begin) -> None:
    heard = hear(begin(confidence=True), "1", ":skip", ":note x", ":help", ":time", "2")
    assert heard.out.count(CONFIDENCE_PROMPT) == 4
    assert "  :quit: leave; what is open stays open" in heard.lines
    assert [entry.taken.confidence for entry in heard.attempt.log] == [UNSURE]
    assert "Time spent" in heard.notes


def test_the_feedback_comes_only_after_the_confidence(begin: Begin) -> None:
    said = hear(begin(confidence=True), "1", "3").lines
    assert said.index(CONFIDENCE_PROMPT) < said.index(RIGHT)


def test_a_response_whose_confidence_was_not_read_any_more_is_kept(begin: Begin, store: Store) -> None:
    heard = hear(begin(confidence=True), "1")
    assert store.load(heard.attempt.uid).answered == 1


def test_the_result_tells_what_the_confidence_says(begin: Begin) -> None:
    out = hear(begin(confidence=True), "1", "1", "f", "3", "2,3", "2").out
    assert "With confidence: " in out
    assert "Lucky guesses: 1\n" in out
    assert "Misconceptions (sure but wrong): 2\n" in out
    assert score("2 of 3 (66.67 %)") in out


def test_without_the_option_nothing_is_asked_about_confidence(begin: Begin) -> None:
    assert CONFIDENCE_PROMPT not in hear(begin(), "1", "t", "2,3").out
