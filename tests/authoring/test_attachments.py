"""A passage, a lesson, an event or a picture put into the text of a bank by a command."""

from datetime import date
from pathlib import Path

import pytest

from quiz.authoring.attachments import add_last_day, add_picture, with_new_part, with_passage, with_passage_begun
from quiz.bank.questions.templates import LEAD, LOOK, PARTS, PLACEHOLDERS
from quiz.diagnostics.findings import is_error
from quiz.library.pictures import pictures_beside
from quiz.reading.reader import read_bank

QUESTION = "  - id: q\n    type: true-false\n    prompt: P?\n    answer: true\n"
BANK = f"id: b\ntitle: B\nquestions:\n{QUESTION}"
PASSAGES = "passages:\n  - id: one\n    title: One\n    text: |\n      Text.\n"
WITH = BANK.replace("questions:", f"{PASSAGES}questions:")


def test_a_question_is_about_a_passage_below_its_type_and_then_about_another() -> None:
    edit = with_passage(WITH, 12, "one")
    assert edit is not None
    assert edit.text == WITH.replace("    prompt", "    passage: one\n    prompt")
    assert edit.line == 13
    bank = read_bank(edit.text.encode(), "f").bank
    assert bank is not None
    assert bank.questions[0].passage == "one"
    other = with_passage(edit.text, 11, "two")
    assert other is not None
    assert other.text == edit.text.replace("passage: one", "passage: two")


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("text", "name"), [(BANK, "passage-1"), (WITH, "passage-1"), (WITH.replace("one", "passage-1"), "passage-2")]
)
def test_a_new_passage_stands_below_the_others_or_before_the_questions(text: str, name: str, newline: str) -> None:
    edit = with_new_part(text.replace("\n", newline), "passage")
    assert edit is not None
    assert edit.id == name
    assert edit.text.count(newline) == edit.text.count("\n")
    rows = edit.text.split(newline)
    assert rows[edit.line - 1].strip() == "title: Write the title of the text"
    bank = read_bank(edit.text.encode(), "f").bank
    assert bank is not None
    assert [passage.id for passage in bank.passages][-1] == name
    assert len(bank.questions) == 1
    assert {bank.passages[-1].title, bank.passages[-1].text} <= PLACEHOLDERS
    left = [*rows[: edit.line - 2], *rows[edit.line + 2 :]]
    assert [row for row in left if row != "passages:" or row in text.split("\n")] == text.split("\n")


@pytest.mark.parametrize("text", [BANK, WITH, BANK + PASSAGES])
def test_a_question_is_about_a_passage_that_is_begun(text: str) -> None:
    line = text.splitlines().index("    prompt: P?") + 1
    edit = with_passage_begun(text, line)
    assert edit is not None
    assert edit.text.splitlines()[edit.line - 1].strip() == "title: Write the title of the text"
    bank = read_bank(edit.text.encode(), "f").bank
    assert bank is not None
    assert bank.questions[0].passage == edit.id == "passage-1"


@pytest.mark.parametrize(
    "text", ["", "- x\n", "{id: b, questions: []}", BANK.replace("questions", "passages: []\nquestions")]
)
def test_where_passages_are_no_list_of_lines_none_is_put_in(text: str) -> None:
    assert with_new_part(text, "passage") is None


@pytest.mark.parametrize("text", ["", "id: b\n", "questions:\n  - {id: q, type: text}\n"])
def test_where_no_question_has_its_fields_on_lines_nothing_is_put_in(text: str) -> None:
    assert with_passage(text, 2, "one") is None
    assert add_picture(text, 2, "map.png") is None
    assert add_last_day(text, 2, date(2027, 12, 31)) is None


@pytest.mark.parametrize(
    "text", [BANK, BANK.rstrip("\n"), "questions:\n- type: text\n  id: q", BANK.replace("\n", "\r\n")]
)
def test_a_picture_is_put_below_the_type_to_be_described(text: str) -> None:
    line = 2 if text.startswith("questions") else 4
    insertion = add_picture(text, line, "maps/a b.png")
    assert insertion is not None
    after = insertion.applied(text)
    row = after.splitlines()[insertion.line - 1]
    assert row[insertion.column - 1 :] == LOOK
    assert "file: maps/a b.png" in after
    if text.startswith("id"):
        bank = read_bank(after.encode(), "f").bank
        assert bank is not None
        assert bank.questions[0].image is not None
    assert add_picture(after, line, "other.png") is None


@pytest.mark.parametrize(
    "text", [BANK, BANK.rstrip("\n"), "questions:\n- type: text\n  id: q", BANK.replace("\n", "\r\n")]
)
def test_the_last_day_is_put_below_the_type_to_be_written_over(text: str) -> None:
    line = 2 if text.startswith("questions") else 4
    insertion = add_last_day(text, line, date(2027, 12, 31))
    assert insertion is not None
    after = insertion.applied(text)
    row = after.splitlines()[insertion.line - 1]
    assert row[insertion.column - 1 :] == "2027-12-31"
    assert insertion.length == len("2027-12-31")
    if text.startswith("id"):
        bank = read_bank(after.encode(), "f").bank
        assert bank is not None
        assert bank.questions[0].valid_until == "2027-12-31"
    assert add_last_day(after, line, date(2028, 1, 1)) is None


@pytest.mark.parametrize("part", PARTS)
def test_a_part_is_begun_before_the_questions_and_another_below_it(part: str) -> None:
    first = with_new_part(BANK, part)
    assert first is not None
    second = with_new_part(first.text, part)
    assert second is not None
    rows = second.text.splitlines()
    assert rows.count(f"{part}s:") == 1
    assert rows.index(f"{part}s:") < first.line < second.line < rows.index("questions:")
    assert LEAD in rows[second.line - 1]
    assert part == "event" or (first.id, second.id) == (f"{part}-1", f"{part}-2")  # an event has no id


WRITTEN = {
    "the title of the lesson": "Rye",
    "80 to 150 words that explain what its questions ask.": "Rye is a grain.",
    "the id of its first question": "q",
    "when it was, such as 2017-12": "2017-12",
    "what happened, in one sentence.": "It rained.",
    "whose acts these are": "Rain",
}


def test_a_lesson_and_an_event_that_are_written_over_are_read() -> None:
    text = BANK
    for part in ("lesson", "event"):
        begun = with_new_part(text, part)
        assert begun is not None
        text = begun.text
    for placeholder, written in WRITTEN.items():
        text = text.replace(f"{LEAD}{placeholder}", written)
    assert LEAD not in text
    reading = read_bank(text.encode(), "f", {})
    assert reading.bank is not None
    assert not any(map(is_error, reading.diagnostics))
    assert [one.title for one in reading.bank.lessons] == ["Rye"]
    assert [one.text for one in reading.bank.events] == ["It rained."]


def test_the_pictures_beside_a_bank_are_told_and_nothing_else(tmp_path: Path) -> None:
    for name in ("b.png", "maps/a.JPG", "maps/deep/c.svg", ".hidden/d.png", "notes.txt", "1/2/3/4/e.png"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")
    assert pictures_beside(tmp_path / "bank.yaml") == ["b.png", "maps/a.JPG", "maps/deep/c.svg"]
