"""A passage in the line mode: read once where it begins, and again on a command."""

import json

import pytest

from quiz.bank.model import Bank
from quiz.practice.draw import Options, draw
from quiz.practice.types import Mode
from quiz.reading.reader import read_bank
from quiz.scores.recorder import AttemptRecorder, start
from quiz.scores.store.base import Store
from tests.plain.dialogues import hear

TEXT = "First line.\n\n| a | b |\n| - | -: |\n| x | 10 |"
SEEN = ["Text for questions 2 to 3: The title", "First line.", "", "a   b", "-  --", "x  10", "From: R, page 3", ""]
AGAIN = "On the text “The title”; :text reads it."


@pytest.fixture
def bank() -> Bank:
    about = {"type": "true-false", "answer": True, "explanation": "E.", "sources": ["r"]}
    passage = {"id": "p", "title": "The title", "text": TEXT, "markup": "markdown", "sources": ["r, page 3"]}
    text = {
        "id": "b",
        "title": "B",
        "references": [{"id": "r", "title": "R"}],
        "passages": [passage],
        "questions": [
            about | {"id": "one", "prompt": "One?"},
            about | {"id": "two", "prompt": "Two?", "passage": "p"},
            about | {"id": "three", "prompt": "Three?", "passage": "p"},
            about | {"id": "four", "prompt": "Four?"},
        ],
    }
    found = read_bank(json.dumps(text).encode(), "b.yaml", {}).bank
    assert found is not None
    return found


def begun(store: Store, bank: Bank, mode: Mode = Mode.PRACTICE) -> AttemptRecorder:
    options = Options(count=None, until_right=False)
    wanted = ["one", "two", "three", "four"]
    seed = next(seed for seed in range(200) if [one.question.id for one in draw([bank], options, seed)] == wanted)
    return start(store, [bank], learner="Ada", options=options, seed=seed, mode=mode)


def test_a_text_is_read_once_where_it_begins_and_again_when_it_is_asked_for(store: Store, bank: Bank) -> None:
    lines = hear(begun(store, bank), ":text", "1", "1", ":text", "2", "1", ":text", ":text 2:").lines
    assert lines.count("The question is about no text.") == 2
    at = lines.index(SEEN[0])
    assert lines[at : at + len(SEEN)] == SEEN
    assert lines[at + len(SEEN)].startswith("Question 2 of 4")
    assert [line for line in lines if line == SEEN[0]] == [SEEN[0]] * 3
    assert lines.count(AGAIN) == 1
    assert lines[lines.index(AGAIN) + 1].startswith("Question 3 of 4")


def test_an_exam_reads_it_too_and_says_afterwards_how_to_have_it_read(store: Store, bank: Bank) -> None:
    lines = hear(begun(store, bank, Mode.EXAM), "1", "1", "1", "1", "yes", ":text 3:", ":text").lines
    assert lines.count(SEEN[0]) == 2
    assert "On the text “The title”; :text 3: reads it." in lines
    assert "Say of which question, as in :text 3:." in lines


def test_the_sources_of_a_text_are_among_those_of_its_question(store: Store, bank: Bank) -> None:
    lines = hear(begun(store, bank), "1", "1", ":source 2").lines
    assert "Sources: 2 (:source reads them)." in lines
    assert "Source 2 of 2: R" in lines
