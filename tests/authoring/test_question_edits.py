"""Questions are deleted, duplicated, moved and made drafts in any text, with what belongs to them and nothing else."""

from typing import Final

import pytest
from hypothesis import given, strategies as st

from quiz.authoring.question_edits import (
    QuestionEdit,
    with_copy,
    with_draft_turned,
    with_moved,
    without_question,
)

HEAD: Final = "id: b\ntitle: B\nquestions:\n"
A: Final = "  # about a\n  - id: a\n    type: text\n    prompt: A?\n"
B: Final = "  - id: b\n    type: text\n    explanation: >-\n      One.\n\n      # two\n"
C: Final = "  - id: c\n    type: [\n"
APART: Final = "\n  # From here on: later\n\n"
END: Final = "\nreferences:\n  - id: r\n"
BANK: Final = f"{HEAD}{A}\n{B}{APART}{C}{END}"


def every_way(edit: QuestionEdit | None, text: str, again: list[QuestionEdit | None]) -> str:
    """Return the text of an edit, once it is the same with other line ends."""
    assert edit is not None
    for newline, other in zip(("\r\n", "\r"), again, strict=True):
        assert other is not None
        assert other == edit._replace(text=edit.text.replace("\n", newline))
    assert text != edit.text
    return edit.text


def in_other_ends(text: str) -> list[str]:
    return [text.replace("\n", "\r\n"), text.replace("\n", "\r")]


def line_of(part: str, text: str = BANK) -> int:
    return text[: text.index(part)].count("\n") + 1


@pytest.mark.parametrize(
    ("at", "after", "line"),
    [
        ("# about a", f"{HEAD}{B}{APART}{C}{END}", 4),
        ("prompt: A?", f"{HEAD}{B}{APART}{C}{END}", 4),
        ("# two", f"{HEAD}{A}\n  # From here on: later\n\n{C}{END}", 11),
        ("# From here", f"{HEAD}{A}\n  # From here on: later\n\n{C}{END}", 11),
        ("type: [", f"{HEAD}{A}\n{B}\n  # From here on: later\n{END}", 9),
    ],
)
def test_a_question_is_deleted_with_its_comment_and_the_blank_line(at: str, after: str, line: int) -> None:
    number = line_of(at)
    edit = without_question(BANK, number)
    assert every_way(edit, BANK, [without_question(text, number) for text in in_other_ends(BANK)]) == after
    assert edit is not None
    assert edit.line == line


def test_the_only_question_leaves_the_head_and_the_last_one_no_blank_line_behind() -> None:
    assert without_question(f"{HEAD}{A}", 5) == QuestionEdit(HEAD, 3)
    assert without_question(f"{HEAD}{A}\n{B}", 11) == QuestionEdit(f"{HEAD}{A}", 5)
    assert without_question(f"{HEAD}{A}\n{B}".rstrip("\n"), 11) == QuestionEdit(f"{HEAD}{A}", 5)


@pytest.mark.parametrize(
    ("at", "by", "after", "line"),
    [
        ("prompt: A?", 1, f"{HEAD}{B}\n{A}{APART}{C}{END}", 14),
        ("# about a", 1, f"{HEAD}{B}\n{A}{APART}{C}{END}", 11),
        ("# two", -1, f"{HEAD}{B}\n{A}{APART}{C}{END}", 9),
        ("# two", 1, f"{HEAD}{A}\n{C}{APART}{B}{END}", 19),
        ("type: [", -1, f"{HEAD}{A}\n{C}{APART}{B}{END}", 10),
    ],
)
def test_a_question_changes_places_with_its_neighbour(at: str, by: int, after: str, line: int) -> None:
    number = line_of(at)
    edit = with_moved(BANK, number, by)
    assert every_way(edit, BANK, [with_moved(text, number, by) for text in in_other_ends(BANK)]) == after
    assert edit is not None
    assert edit.line == line
    back = with_moved(edit.text, edit.line, -by)
    assert back is not None
    assert (back.text, back.line) == (BANK, number)


def test_there_is_no_way_beyond_the_first_and_the_last() -> None:
    assert with_moved(BANK, line_of("# about a"), -1) is None
    assert with_moved(BANK, line_of("type: ["), 1) is None
    assert with_moved(BANK, 2, 1) is None
    last_without_end = f"{HEAD}{A}\n{B}".rstrip("\n")
    moved = with_moved(last_without_end, 5, 1)
    assert moved is not None
    assert moved.text == f"{HEAD}{B}\n{A}".rstrip("\n")


@pytest.mark.parametrize(
    ("at", "after", "line", "name"),
    [
        ("prompt: A?", f"{HEAD}{A}\n{A.replace('id: a', 'id: a-2')}\n{B}{APART}{C}{END}", 10, "a-2"),
        ("type: [", f"{HEAD}{A}\n{B}{APART}{C}\n{C.replace('id: c', 'id: c-2')}{END}", 21, "c-2"),
    ],
)  # fmt: skip
def test_a_copy_stands_below_with_an_id_of_its_own(at: str, after: str, line: int, name: str) -> None:
    number = line_of(at)
    edit = with_copy(BANK, number)
    assert every_way(edit, BANK, [with_copy(text, number) for text in in_other_ends(BANK)]) == after
    assert edit is not None
    assert (edit.line, edit.id) == (line, name)


def test_a_copy_at_the_end_of_a_text_that_has_no_line_end_there_gets_lines_of_its_own() -> None:
    text = "questions:\n- id: a-2\n- id: a\n  prompt: '"
    assert with_copy(text, 4) == QuestionEdit(f"{text}\n- id: a-3\n  prompt: '\n", 5, "a-3")


DRAFT_B: Final = B.replace("    type: text\n", "    type: text\n    status: draft\n")


def test_a_question_becomes_a_draft_and_is_none_again() -> None:
    number = line_of("# two")
    edit = with_draft_turned(BANK, number)
    after = every_way(edit, BANK, [with_draft_turned(text, number) for text in in_other_ends(BANK)])
    assert after == BANK.replace(B, DRAFT_B)
    assert edit is not None
    assert edit.line == number + 1
    assert with_draft_turned(after, number + 1) == QuestionEdit(BANK, number)


@pytest.mark.parametrize(
    "question",
    ["- {id: a, type: text}", "-", "- id: a\n  status: done", "- [a, b]", "- # none\n  id: a"],
)
def test_what_is_no_list_of_fields_becomes_no_draft(question: str) -> None:
    assert with_draft_turned(f"questions:\n{question}\n", 2) is None


@pytest.mark.parametrize("text", ["", "id: b\n", "questions: [{id: a}]\n", "- id: a\n", "{questions: [\n- id: a\n"])
def test_without_questions_in_lines_nothing_is_done(text: str) -> None:
    line = text.count("\n") + 1
    for edit in (without_question, with_copy, with_draft_turned):
        assert edit(text, line) is None
    assert with_moved(text, line, 1) is None


@given(st.text(st.sampled_from("ab:- #\n\r"), max_size=60), st.integers(1, 20), st.sampled_from([-1, 1]))
def test_any_text_takes_an_edit_and_no_letter_of_the_others_is_lost(text: str, line: int, by: int) -> None:
    text = f"questions:\n- id: a\n{text}\n- id: z\n"
    if (moved := with_moved(text, line, by)) is not None:
        assert sorted(moved.text) == sorted(text)
    if (copy := with_copy(text, line)) is not None:
        assert len(copy.text) > len(text)
    if (less := without_question(text, line)) is not None:
        assert len(less.text) < len(text)
