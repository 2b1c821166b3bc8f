"""A new question gets an id made of its prompt; one that history can hang on keeps its own."""

import pytest

from quiz.authoring.naming import Naming, named_by_prompts

BANK = """\
id: b
title: B
questions:
  # the first
  - id: question-1  # new
    type: true-false
    prompt: Bread is older than writing.
    answer: true

  - type: text
    id: "question-2"
    prompt: >-
      Which grain makes
      the darkest bread?
    answers: [rye]

  - id: own-name
    type: text
    prompt: Which grain grows in water?
    answers:
      - rice
"""


GIVEN = ("question-1", "question-2")


def ids(
    text: str, given: tuple[str, ...] = GIVEN, fixed: tuple[str, ...] = (), line: int | None = None
) -> dict[str, str]:
    naming = named_by_prompts(text, given, fixed, line)
    for newline in ("\r\n", "\r"):
        other = named_by_prompts(text.replace("\n", newline), given, fixed, line)
        assert other == Naming(naming.text.replace("\n", newline), naming.ids)
    return naming.ids


FIRST, SECOND = {"question-1": "bread-older-than-writing"}, {"question-2": "grain-makes-darkest-bread"}
WATER = {"own-name": "grain-grows-water"}


def test_ids_that_were_given_are_made_anew_and_nothing_else_changes() -> None:
    naming = named_by_prompts(BANK, GIVEN, ())
    assert naming.ids == FIRST | SECOND
    written = BANK.replace("question-1  # new", "bread-older-than-writing  # new")
    assert naming.text == written.replace('"question-2"', "grain-makes-darkest-bread")


@pytest.mark.parametrize(
    ("given", "fixed", "line", "found"),
    [
        (GIVEN, ("question-1",), None, SECOND),
        (("own-name", *GIVEN), (), None, FIRST | SECOND | WATER),
        (("own-name", *GIVEN), ("own-name",), None, FIRST | SECOND),
        (("question-2",), (), None, SECOND),
        ((), (), None, {}),
        (GIVEN, (), 7, FIRST),
        (GIVEN, (), 13, SECOND),
        (GIVEN, (), 14, SECOND),
        (GIVEN, (), 5, {}),
        (GIVEN, (), 15, {}),
        (GIVEN, ("bread-older-than-writing",), 7, {"question-1": "bread-older-than-writing-2"}),
    ],
)
def test_only_what_is_new_gets_an_id(
    given: tuple[str, ...], fixed: tuple[str, ...], line: int | None, found: dict[str, str]
) -> None:
    assert ids(BANK, given, fixed, line) == found


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ("Bread is older than writing.", "Write a statement that is true or false.", SECOND),
        ("Bread is older than writing.", "빵은 오래되었다.", SECOND),
        ("    prompt: Bread is older than writing.\n", "", SECOND),
        ("Bread is older than writing.", "Bread: older: than writing.", FIRST | SECOND),
        ("Bread is older than writing.", "Grain makes darkest bread", {"question-1": "grain-makes-darkest-bread"}
         | {"question-2": "grain-makes-darkest-bread-2"}),
        ("title: B\n", "title: B\nlessons:\n  - id: l\n    questions: [question-1]\n", SECOND),
        ("  - id: question-1  # new", "  - id: [question-1", SECOND),
    ],
)  # fmt: skip
def test_a_prompt_that_says_nothing_and_an_id_that_is_named_elsewhere_change_nothing(
    before: str, after: str, found: dict[str, str]
) -> None:
    assert ids(BANK.replace(before, after)) == found


def test_an_id_that_was_made_follows_its_prompt() -> None:
    naming = named_by_prompts(BANK, GIVEN, ())
    text = naming.text.replace("Bread is older", "Beer is older")
    made = tuple(naming.ids.values())
    assert ids(text, made) == {"bread-older-than-writing": "beer-older-than-writing"}
    assert named_by_prompts(naming.text, made, ()) == Naming(naming.text, {})


@pytest.mark.parametrize("text", ["", "questions:", "a: [", "questions: [{id: question-1, prompt: What?}]"])
def test_what_has_no_questions_in_lines_stays(text: str) -> None:
    assert named_by_prompts(text, GIVEN, ()) == Naming(text, {})
