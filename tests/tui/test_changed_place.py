"""Which question the preview turns to once a file was saved: the one that was changed."""

from pathlib import Path

import pytest

from quiz.authoring.inspection import WrittenQuestion, inspect
from quiz.library.library import BankFile
from quiz.tui.screens.preview import changed_place
from tests.conftest import NINE

PATH = Path("/nowhere/nine.yaml")


def places(text: str) -> tuple[WrittenQuestion, ...]:
    return inspect(BankFile(PATH, text.encode(), None), PATH.parent).places


def changed(before: str, after: str) -> int | None:
    return changed_place(places(before), [place for place in places(after) if place.question is not None])


QUESTION = """\
  - id: new
    type: true-false
    prompt: It is new.
    answer: true
"""

CHANGES = {
    "nothing": (NINE, None),
    "a comment": (NINE.replace("hint:", "# more\n    hint:"), None),
    "the bank": (NINE.replace("title: Nine types", "title: Nine"), None),
    "a prompt": (NINE.replace("How much was given?", "How much was promised?"), 3),
    "an id": (NINE.replace("id: order", "id: ordering"), 5),
    "two": (NINE.replace("answer: 366", "answer: 367").replace("They do.", "They did."), 3),
    "a new one": (NINE + QUESTION, 9),
    "a new one before": (NINE.replace("questions:\n", f"questions:\n{QUESTION}"), 0),
    "one less": (NINE.replace("id: number", "no: number"), None),
    "none left": (NINE.partition("  - id")[0], None),
}


@pytest.mark.parametrize("case", CHANGES)
def test_the_question_that_was_changed_is_found(case: str) -> None:
    after, position = CHANGES[case]
    assert changed(NINE, after) == position


def test_a_question_that_was_mended_was_changed() -> None:
    assert changed(NINE.replace("answer: 366", "answer: many"), NINE) == 3


def test_a_copy_that_still_has_the_id_of_another_hides_no_change() -> None:
    first = NINE.partition("questions:\n")[2].partition("  - id: multiple")[0]
    copied = NINE + first
    assert changed(copied, copied) is None
    assert changed(copied, copied.replace("answer: 366", "answer: 367")) == 3
    assert changed(copied, NINE + first.replace("id: single", "id: another")) == 9
