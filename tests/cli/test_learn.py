"""`quiz learn`: lessons one after the other, line by line, and the list of them."""

import json
from pathlib import Path

import pytest

from quiz.paths import own_banks_folder
from tests.conftest import Invoke

BANK = """\
id: tea
title: Tea
references:
- {id: book, title: A book of tea, genre: handbook, accessed: 2026-11-01, note: Second edition.}
questions:
- {id: leaf, type: true-false, prompt: Tea is made of leaves., answer: true, explanation: e, sources: [book]}
- {id: ship, type: true-false, prompt: Tea came by ship., answer: true, explanation: e, sources: [book]}
- {id: road, type: true-false, prompt: Tea came by land., answer: true, explanation: e, sources: [book]}
- {id: cup, status: draft, type: true-false, prompt: p}
- {id: free, type: true-false, prompt: Coffee is no tea., answer: true, explanation: e, sources: [book]}
lessons:
- {id: ways, title: How it came, after: [leaves], text: By ship and by land., questions: [ship, cup, road, gone/one]}
- id: leaves
  title: What tea is
  start: true
  markup: markdown
  valid_until: 2020-01-01
  sources: ["book, page 1"]
  questions: [leaf]
  text: |
    Tea is made of **leaves**:

    ```
    leaves -> tea
    ```
"""


@pytest.fixture
def tea(shelf: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only bank of the library."""
    monkeypatch.setattr("quiz.library.folders.bundled_banks_folder", own_banks_folder)
    (shelf / "nine.yaml").unlink()
    path = shelf / "tea.yaml"
    path.write_text(BANK, encoding="utf-8")
    return path


def test_the_next_lesson_is_read_with_its_diagram_and_its_questions_are_asked(invoke: Invoke, tea: Path) -> None:
    done = invoke("learn", "--plain", input=":lesson\ntrue\n:lesson\n:quit\n")
    lines = done.stdout.splitlines()
    assert lines[:8] == [
        "Lesson: What tea is (Tea)",
        "Tea is made of leaves:",
        "",
        "    leaves -> tea",
        "May be out of date: valid until 2020-01-01.",
        "Sources: 1 (:lesson reads it with the text).",
        "",
        "Question 1 of 1 (Tea). True or false?",
    ]
    assert lines.count("Lesson: What tea is (Tea)") == 3
    source = lines.index("Source 1 of 1: A book of tea")
    assert lines[source + 1 : source + 5] == [
        "  Where: page 1",
        "  Kind: handbook",
        "  Read: 2026-11-01",
        "  Note: Second edition.",
    ]
    assert "What tea is: 1 of 1 question right so far. Next lesson: How it came; `quiz learn` goes on." in done.stderr
    assert "Lesson: How it came (Tea)" in invoke("learn", "--plain", input="").stdout


def test_the_list_says_the_order_and_what_was_done(invoke: Invoke, tea: Path) -> None:
    invoke("learn", "--plain", input="true\n\n")
    invoke("learn", "--plain", input="true\n:quit\n")
    rows = [line.split() for line in invoke("learn", "tea", "--list").stdout.splitlines()]
    assert rows[1:] == [
        ["tea/leaves", "What", "tea", "is", "done", "1", "1"],
        ["tea/ways", "How", "it", "came", "begun", "1", "2"],
    ]
    found = json.loads(invoke("learn", "--format", "json").stdout)
    assert found[1] == {
        "bank": "tea",
        "id": "ways",
        "title": "How it came",
        "state": "begun",
        "aside": False,
        "start": False,
        "questions": ["tea/ship", "tea/road"],
        "right": 1,
        "valid_until": None,
    }
    # What was left open is gone on with, and after it nothing is left.
    again = invoke("learn", "--plain", input="false\n:quit\n").stderr
    assert "1 of 2 questions answered" in again
    assert "Lesson: How it came; :lesson reads it again." in again
    after = invoke("learn", "--plain")
    assert (after.exit_code, after.stdout) == (0, "")
    assert "You have been through all 2 lessons" in after.stderr
    assert "Lesson: What tea is" in invoke("learn", "tea", "leaves", "--plain", input="").stdout


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("tea", "leavs"), "there is no lesson “leavs” in the bank tea; did you mean leaves?"),
        (("tea", "zzz"), "there is no lesson “zzz” in the bank tea; `quiz learn --list` shows the lessons there are"),
        (("bare",), "there is no lesson in the bank bare; `quiz take` asks questions"),
        (("teas",), "there is no bank “teas”; did you mean tea?"),
    ],
)
def test_what_is_not_there_is_told(invoke: Invoke, tea: Path, arguments: tuple[str, ...], told: str) -> None:
    bare = BANK.partition("lessons:")[0].replace("id: tea", "id: bare")
    tea.with_name("bare.yaml").write_text(bare, encoding="utf-8")
    done = invoke("learn", *arguments, "--plain")
    assert done.exit_code == 2
    assert told in done.stderr


def test_today_goes_on_with_a_lesson_and_then_with_what_is_new(invoke: Invoke, tea: Path) -> None:
    assert invoke("today").stdout == "2 lessons · 1 new\n"
    found = json.loads(invoke("today", "--format", "json").stdout)
    assert found["lesson"] == {"bank": "tea", "id": "leaves", "title": "What tea is", "questions": 1, "more": 1}
    asked = invoke("take", "--today", "--plain", "--count", 1, "--seed", 1, input="").stdout
    assert asked.startswith("Question 1 of 1 (Tea).")  # whoever asks for a set of their own gets it
    assert invoke("take", "--today", "--plain", "--count", 1, input="").stdout.startswith("Question 1 of 1 (Tea).")
    first = invoke("take", "--today", "--plain", input="true\n\n")
    assert first.stdout.startswith("Lesson: What tea is (Tea)\n")
    assert "Today: 1 lesson · 1 new · day 1." in first.stderr
    second = invoke("take", "--today", "--plain", input="true\n:quit\n")
    assert second.stdout.startswith("Lesson: How it came (Tea)\n")
    # What was left open is gone on with, whatever comes next.
    third = invoke("take", "--today", "--plain", input="true\n\n")
    assert "Going on with what was left open: 1 of 2 questions answered." in third.stderr
    last = invoke("take", "--today", "--plain", input="true\n\n")
    assert "Coffee is no tea." in last.stdout
    assert "done for today" in last.stderr


def test_lists_and_pages_name_a_lesson(invoke: Invoke, tea: Path) -> None:
    invoke("learn", "--plain", input="true\n\n")
    (found,) = json.loads(invoke("scores", "--format", "json").stdout)
    assert (found["mode"], found["lesson"]) == ("practice", "tea/leaves")
    assert " lesson " in invoke("scores").stdout
    assert "Tea, lesson “What tea is”, " in invoke("scores", found["id"]).stdout
    page = invoke("report", found["id"], "-").stdout
    assert "What tea is" in page
    assert "leaves -&gt; tea" in page


# The chronology


def test_the_chronology_is_said_in_words_as_far_as_it_was_met(invoke: Invoke, tea: Path) -> None:
    events = """\
events:
- {date: 1610, text: First tea in Amsterdam, column: Sea, questions: [ship]}
- {date: 1638-05, text: A gift to the Tsar, column: Land, questions: [road]}
- {date: 1773-12-16, text: A tea party, column: America}
"""
    tea.write_text(BANK + events, encoding="utf-8")
    before = invoke("timeline", "tea", "--plain").stdout.splitlines()
    assert before == [
        "1 of 3 events met.",
        "1610, Sea: not met yet",
        "1638-05, Land: not met yet",
        "1773-12-16, America: A tea party",
    ]
    invoke("learn", "tea", "ways", "--plain", input="true\n:quit\n")
    assert invoke("timeline", "--plain").stdout.splitlines()[1:3] == [
        "1610, Sea: First tea in Amsterdam",
        "1638-05, Land: not met yet",
    ]
    assert "1638-05, Land: A gift to the Tsar" in invoke("timeline", "--plain", "--all").stdout
    found = json.loads(invoke("timeline", "tea", "--format", "json").stdout)
    assert found[0] == {
        "date": "1610",
        "column": "Sea",
        "text": "First tea in Amsterdam",
        "bank": "tea",
        "met": True,
        "questions": ["ship"],
    }


def test_where_there_is_no_event_that_is_told(invoke: Invoke, tea: Path) -> None:
    done = invoke("timeline", "tea", "--plain")
    assert (done.exit_code, done.stderr) == (2, "Error: there is no event in the bank tea\n")
