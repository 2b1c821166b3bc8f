"""The commands that a learner may type in the place of a response."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from quiz.plain.commands import COMMANDS
from quiz.plain.session import Place
from quiz.practice.response import DONT_KNOW
from tests.plain import sentences
from tests.plain.dialogues import Begin, hear

if TYPE_CHECKING:
    from quiz.scores.store.base import Store


def test_the_hint_is_told_and_recorded(begin: Begin, store: Store) -> None:
    heard = hear(begin(), ":hint")
    assert sentences.hint("Nod") in heard.lines
    assert store.load(heard.attempt.uid).hinted == {0}


def test_without_a_hint_it_says_so_and_records_nothing(begin: Begin) -> None:
    heard = hear(begin(), "1", ":hint")
    assert sentences.NO_HINT in heard.lines
    assert heard.attempt.hinted == frozenset()


def test_a_command_in_the_midst_of_the_blanks_of_a_cloze_is_obeyed(begin_nine: Begin) -> None:
    heard = hear(begin_nine("cloze"), "May", ":hint", "2001")
    assert sentences.NO_HINT in heard.lines
    assert heard.fractions == [1]


def test_dont_know_is_said_by_a_command_too(begin_nine: Begin) -> None:
    heard = hear(begin_nine("cloze"), "May", ":dont-know")
    assert heard.attempt.counted[0] is not None
    assert heard.attempt.counted[0].response == DONT_KNOW


def test_what_is_written_is_judged_and_no_dont_know_any_more(begin_one: Begin) -> None:
    heard = hear(begin_one("open"), "Funds.", "", ":dont-know", "2")
    assert "What you wrote is there to be judged." in heard.lines
    assert heard.fractions[0] == 0.5


def test_a_flag_goes_on_and_off(begin: Begin, store: Store) -> None:
    heard = hear(begin(), ":flag", "1", ":flag", ":FLAG")
    assert heard.lines.count(sentences.FLAGGED) == 2
    assert heard.lines.count(sentences.FLAG_OFF) == 1
    assert store.load(heard.attempt.uid).flagged == {0}


def test_a_skipped_question_comes_again_after_the_others(begin: Begin) -> None:
    heard = hear(begin(), ":skip", "t", "2,3", "1")
    assert heard.asked == ["First?", "Second?", "Third?", "First?"]
    assert heard.fractions == [1, 1, 1]
    assert sentences.score("3 of 3 (100 %)") in heard.lines


def test_skipping_the_last_open_question_asks_it_again(begin: Begin) -> None:
    heard = hear(begin(), "1", "t", ":skip", "2,3")
    assert heard.asked == ["First?", "Second?", "Third?", "Third?"]
    assert heard.attempt.finished is not None


def test_undo_takes_back_the_last_response_and_asks_again(begin: Begin, store: Store) -> None:
    heard = hear(begin(), "2", ":undo", "1")
    assert sentences.taken_back(1) in heard.lines
    assert heard.asked == ["First?", "Second?", "First?", "Second?"]
    assert heard.fractions == [1, None, None]
    assert store.load(heard.attempt.uid) == heard.attempt


def test_undo_with_nothing_to_take_back_says_so(begin: Begin) -> None:
    assert sentences.NOTHING_TO_UNDO in hear(begin(), ":undo").lines


def test_undo_after_the_score_opens_the_attempt_again(begin: Begin, store: Store) -> None:
    heard = hear(begin(), "1", "f", "2,3", ":undo", "1")
    assert heard.out.count(sentences.SCORE) == 2
    assert [line for line in heard.lines if line.startswith(sentences.SCORE)][-1] == sentences.score("1 of 3 (33.33 %)")
    assert len(store.history("Ada")) == 3
    assert store.load(heard.attempt.uid) == heard.attempt


def test_undo_after_the_score_and_then_the_end_leaves_it_open(begin: Begin, store: Store) -> None:
    heard = hear(begin(), "1", "f", "2,3", ":undo")
    assert heard.attempt.finished is None
    assert len(store.history("Ada")) == 2
    assert sentences.input_ended(2, 3) in heard.notes


def test_go_leads_to_a_question_by_its_number(begin: Begin) -> None:
    heard = hear(begin(), ":go 3", "2,3", "1", "t")
    assert heard.asked == ["First?", "Third?", "First?", "Second?"]
    assert heard.attempt.finished is not None


@pytest.mark.parametrize("line", [":go", ":go 0", ":go 4", ":go -1", ":go x", ":go ٣", ":go 99999999999999999999"])
def test_go_without_a_fitting_number_says_what_is_expected(begin: Begin, line: str) -> None:
    heard = hear(begin(), line)
    assert sentences.expected_after_go(3) in heard.lines
    assert heard.asked == ["First?"]


def test_in_practice_an_answered_question_is_not_asked_again(begin: Begin) -> None:
    heard = hear(begin(), "1", ":go 1")
    assert sentences.answered_already(1) in heard.lines
    assert heard.asked == ["First?", "Second?"]


def test_submit_hands_in_what_there_is(begin: Begin, store: Store) -> None:
    heard = hear(begin(), "1", ":submit", "yes")
    assert sentences.sheet(1, 3) in heard.lines
    assert sentences.not_answered(2, 3) in heard.lines
    assert sentences.score("1 of 3 (33.33 %)") in heard.lines
    assert heard.attempt.finished is not None
    assert len(store.history("Ada")) == 1


def test_quit_leaves_the_attempt_open_and_says_how_to_go_on(begin: Begin) -> None:
    heard = hear(begin(), "1", ":quit", "t")
    assert heard.fractions == [1, None, None]
    assert sentences.left(1, 3) in heard.notes
    assert sentences.way_on(heard.attempt.uid) in heard.notes
    assert sentences.SCORE not in heard.out


def test_help_names_every_command(begin: Begin) -> None:
    heard = hear(begin(), ":help")
    for name, command in COMMANDS.items():
        line = f"  {' '.join(filter(None, (name, command.following)))}: {command.meaning}"
        assert (line in heard.lines) == (Place.QUESTION in command.places)


def test_the_question_is_said_again_when_asked(begin: Begin) -> None:
    heard = hear(begin(), "1", ":repeat", "t")
    assert heard.asked == ["First?", "Second?", "Second?", "Third?"]
    assert heard.fractions == [1, 1, None]


def test_the_sources_of_the_question_just_answered_are_told_in_full_when_asked(begin_nine: Begin) -> None:
    heard = hear(begin_nine("single"), ":source", "?", ":source", ":source 2", ":source 3", ":source two")
    assert heard.lines.count(sentences.NOT_YET) == 1
    place = heard.lines.index("Source 1 of 2: Resolution 1718")
    assert heard.lines[place : place + 11] == [
        "Source 1 of 2: Resolution 1718",
        "  Where: paragraph 8",
        "  Publisher: United Nations",
        "  Issued: 2006-10-14",
        "  Kind: legislation",
        "  Address: https://example.org/1718",
        "  As of: 2017-12",
        *(second := ["Source 2 of 2: EU relations", "  Where: Political dialogue", "  Publisher: EEAS"]),
        "  Kind: webpage",
    ]
    assert heard.out.count("\n".join(second)) == 2
    assert heard.lines.count("Type :source, or :source and a number from 1 to 2.") == 2


def test_a_question_of_another_number_is_named_with_a_colon(begin: Begin) -> None:
    heard = hear(begin(), "1", "t", ":source 1:", ":source 3:", ":source 9:")
    assert heard.lines.count("There are no sources.") == 2  # of the first; and where there is no ninth, of the second
    assert heard.lines.count(sentences.NOT_YET) == 1


def test_after_going_elsewhere_the_question_that_is_asked_is_meant(begin: Begin) -> None:
    assert hear(begin(), "1", ":skip", ":source").lines.count(sentences.NOT_YET) == 1


def test_the_score_so_far_says_how_many_were_answered_how(begin: Begin) -> None:
    heard = hear(begin(), ":score", "1", "f", ":score", "2", ":score")
    assert [line for line in heard.lines if line.startswith("So far: ")] == [
        "So far: 3 not answered.",
        "So far: 1 right, 1 wrong, 1 not answered.",
    ]
    assert heard.lines.count(sentences.score("1.5 of 3 (50 %)")) == 2


def test_what_comes_after_the_score_is_not_taken_before_it(begin: Begin) -> None:
    assert sentences.comes_after(":retry") in hear(begin(), ":retry").lines


def test_after_the_score_commands_are_taken_until_a_line_is_none(begin: Begin) -> None:
    heard = hear(begin(), "1", "t", "2,3", ":help", ":score", ":flag", ":retry", "", ":score")
    assert heard.lines.count(sentences.score("3 of 3 (100 %)")) == 2
    assert "  :score: how it goes so far" in heard.lines
    assert sentences.FINISHED in heard.out
    assert sentences.NOTHING_TO_PUT_RIGHT in heard.lines


@pytest.mark.parametrize("line", [":nonsense", ":", ":hin", ":\x1b[31m"])
def test_what_is_no_command_is_named_with_those_there_are_and_is_no_response(begin: Begin, line: str) -> None:
    heard = hear(begin(), line, "1")
    (told,) = [said for said in heard.lines if sentences.NO_COMMAND in said]
    assert all(name in told for name, command in COMMANDS.items() if Place.QUESTION in command.places)
    assert "\x1b" not in heard.out
    assert heard.fractions == [1, None, None]
