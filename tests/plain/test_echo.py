"""Standard output that can be read alone: what was answered is said in words, where that is asked for."""

from __future__ import annotations

import io

import pytest

from quiz.practice.types import Mode
from tests.plain import sentences
from tests.plain.dialogues import Begin, Heard, hear_from


def echoed(begin: Begin, *lines: str, mode: Mode = Mode.PRACTICE, confidence: bool = False) -> Heard:
    source = io.StringIO("".join(f"{line}\n" for line in lines))
    return hear_from(begin(mode=mode, confidence=confidence), source, echoes=True)


def test_each_response_is_said_in_words_before_its_verdict(begin: Begin) -> None:
    said = echoed(begin, "1", "?", "2, 3").lines
    answers = [(line, said[place + 1]) for place, line in enumerate(said) if line.startswith(sentences.YOUR_ANSWER)]
    assert answers == [
        (sentences.your_answer("Yes"), sentences.RIGHT),
        (sentences.your_answer("Don't know"), "Wrong. You said that you don't know."),
        (sentences.your_answer("X; Y"), "Right. You found all 2."),
    ]


def test_how_sure_one_is_is_said_in_words(begin: Begin) -> None:
    heard = echoed(begin, "1", "3", "t", "", "2", "very", "guess", confidence=True)
    told = [line for line in heard.lines if line.startswith(("How sure: ", "> "))]
    assert told == ["How sure: sure", "How sure: not said", "> very", "How sure: guess"]


def test_what_is_no_response_is_said_as_it_was_typed(begin: Begin) -> None:
    heard = echoed(begin, "nine", "", ":hint", ":submit", "no", "yes")
    assert [line for line in heard.lines if line.startswith(">")] == [
        "> nine", ">", "> :hint", "> :submit", "> no", "> yes",
    ]  # fmt: skip


@pytest.mark.parametrize("mode", [Mode.PRACTICE, Mode.EXAM])
def test_without_it_nothing_of_that_is_said(begin: Begin, mode: Mode) -> None:
    typed = io.StringIO("9\n1\n:hint\nt\n2,3\n")
    heard = hear_from(begin(mode=mode), typed)
    assert not [line for line in heard.lines if line.startswith((">", sentences.YOUR_ANSWER))]
