"""An exam: no verdict before it is handed in, and the sheet on which it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from quiz.plain.wording import HAND_IN_PROMPT
from quiz.practice.attempt import EXAM_TELLS_NOTHING
from quiz.practice.questions.choice import Chosen, Judged
from quiz.practice.types import Mode
from tests.plain import sentences
from tests.plain.dialogues import Begin, hear

if TYPE_CHECKING:
    from quiz.scores.store.base import Store


def test_an_exam_gives_no_verdict_before_it_is_handed_in(begin: Begin) -> None:
    heard = hear(begin(mode=Mode.EXAM), "1", "f", "2")
    before, _, after = heard.out.partition(HAND_IN_PROMPT)
    assert not after.strip()
    assert not [word for word in sentences.TELLING if word in before]
    assert before.count(sentences.NOTED) == 3


def test_an_exam_left_at_the_sheet_stays_open_and_out_of_the_schedule(begin: Begin, store: Store) -> None:
    heard = hear(begin(mode=Mode.EXAM), "1", "f", "2")
    assert store.load(heard.attempt.uid).finished is None
    assert store.history("Ada") == []
    way_on = sentences.way_on(heard.attempt.uid)
    assert (way_on in heard.notes, way_on in heard.out) == (True, False)


def test_handing_in_gives_every_verdict_and_enters_the_schedule(begin: Begin, store: Store) -> None:
    after = hear(begin(mode=Mode.EXAM), "1", "f", "2", "yes").out.partition(HAND_IN_PROMPT)[2]
    assert [after.count(f"\n{verdict}") for verdict in sentences.VERDICTS] == [1, 1, 1]
    assert sentences.review(2, 3, "Second?") in after
    assert sentences.score("1.5 of 3 (50 %)") in after
    assert len(store.history("Ada")) == 3


def test_a_response_of_an_exam_is_a_plain_response(begin: Begin) -> None:
    heard = hear(begin(mode=Mode.EXAM), "1", "t", "3,2", "yes")
    assert [taken.response for taken in heard.attempt.counted if taken] == [
        Chosen(("Yes",)),
        Judged(True),
        Chosen(("X", "Y")),
    ]


def test_the_sheet_leads_back_to_a_question_whose_answer_can_be_changed(begin: Begin, store: Store) -> None:
    heard = hear(begin(mode=Mode.EXAM), "2", "t", "2,3", "1", "1", "yes")
    assert heard.lines.count(sentences.sheet(3, 3)) == 2
    assert sentences.answer_so_far("No") in heard.lines
    assert heard.fractions == [1, 1, 1]
    assert len(store.history("Ada")) == 3


def test_the_sheet_names_what_is_unanswered_and_flagged(begin: Begin) -> None:
    heard = hear(begin(mode=Mode.EXAM), ":skip", ":flag", "t", ":skip")
    assert sentences.sheet(1, 3) in heard.lines
    assert sentences.not_answered(1, 3) in heard.lines
    assert sentences.flagged(2) in heard.lines


def test_what_is_unanswered_when_handed_in_is_worth_nothing_and_not_reviewed(begin: Begin, store: Store) -> None:
    heard = hear(begin(mode=Mode.EXAM), "1", ":submit", "YES")
    assert heard.lines.count(sentences.UNANSWERED) == 2
    assert heard.fractions == [1, None, None]
    assert [logged.key.question for logged in store.history("Ada")] == ["a"]


@pytest.mark.parametrize("lines", [("1", "t", "2,3", ":submit"), ("1", ":submit", ":SUBMIT"), (":submit", ":submit")])
def test_submit_at_the_sheet_hands_in(begin: Begin, lines: tuple[str, ...]) -> None:
    heard = hear(begin(mode=Mode.EXAM), *lines)
    assert heard.lines.count(HAND_IN_PROMPT) == 1
    assert heard.attempt.finished is not None


def test_the_sheet_is_said_again_when_asked(begin: Begin) -> None:
    heard = hear(begin(mode=Mode.EXAM), "1", "t", "2,3", ":repeat")
    assert heard.lines.count(sentences.sheet(3, 3)) == 2
    assert heard.attempt.finished is None


def test_an_exam_tells_no_source_and_no_score_before_it_is_handed_in(begin_nine: Begin) -> None:
    heard = hear(begin_nine("single", mode=Mode.EXAM), ":source", ":score", "1", ":source 1:", ":score")
    assert heard.lines.count(EXAM_TELLS_NOTHING) == 4
    assert not [word for word in sentences.TELLING if word in heard.out]


def test_after_handing_in_the_sources_of_each_question_are_told_by_its_number(begin_nine: Begin) -> None:
    heard = hear(begin_nine("single", mode=Mode.EXAM), "1", "yes", ":source", ":source 1:", ":source 1: 2")
    assert sentences.sources_after(2, ":source 1:") in heard.lines
    assert sentences.say_which(":source 3:") in heard.lines
    assert [line for line in heard.lines if line.startswith("Source ")] == [
        "Source 1 of 2: Resolution 1718",
        "Source 2 of 2: EU relations",
        "Source 2 of 2: EU relations",
    ]


@pytest.mark.parametrize("line", ["", "no", "0", "4", "?", "maybe"])
def test_anything_else_at_the_sheet_shows_it_again(begin: Begin, line: str) -> None:
    heard = hear(begin(mode=Mode.EXAM), "1", "t", "2,3", line)
    assert heard.lines.count(HAND_IN_PROMPT) == 2
    assert heard.attempt.finished is None


def test_undo_takes_back_a_handed_in_exam(begin: Begin, store: Store) -> None:
    heard = hear(begin(mode=Mode.EXAM), "1", "t", "2", "yes", ":undo", "2,3", "yes")
    assert sentences.score("3 of 3 (100 %)") in heard.lines
    assert len(store.history("Ada")) == 3
    assert store.load(heard.attempt.uid) == heard.attempt


@pytest.mark.parametrize("command", [":hint", ":flag", ":skip"])
def test_commands_about_a_question_do_nothing_at_the_sheet(begin: Begin, command: str) -> None:
    heard = hear(begin(mode=Mode.EXAM), "1", "t", "2,3", command)
    assert heard.lines.count(HAND_IN_PROMPT) == 2
    assert (heard.attempt.flagged, heard.attempt.hinted) == (frozenset(), frozenset())
