"""The title and the id of a bank are written anew, and nothing else of it changes."""

import pytest

from quiz.authoring.head import with_field

BANK = "# mine\nid: b\ntitle: B\nquestions:\n  - id: a\n    title: x\n"


@pytest.mark.parametrize(
    ("before", "field", "value", "after"),
    [
        (BANK, "title", "Bread", BANK.replace("title: B\n", "title: Bread\n")),
        (BANK, "id", "bread", BANK.replace("id: b\n", "id: bread\n")),
        (BANK, "title", "Bread: a history", BANK.replace("title: B\n", 'title: "Bread: a history"\n')),
        ('title: "B"  # so\n', "title", "C", "title: C  # so\n"),
        ("title: 'it''s'\n", "title", "C", "title: C\n"),
        ('"title" : B # so', "title", "C", '"title" : C # so'),
        ("id: b\n\ntitle:   B\n", "title", "C", "id: b\n\ntitle:   C\n"),
        (
            "  id: b\n  title: B\n  questions:\n  - id: a\n",
            "title",
            "C",
            "  id: b\n  title: C\n  questions:\n  - id: a\n",
        ),
        ("title: B\nquestions: [\n", "title", "C", "title: C\nquestions: [\n"),
    ],
)
def test_a_field_of_the_head_is_written_anew(before: str, field: str, value: str, after: str) -> None:
    assert with_field(before, field, value) == after
    assert with_field(before.replace("\n", "\r\n"), field, value) == after.replace("\n", "\r\n")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "id: b\n",
        "title:\n  B\n",
        "title: >-\n  B\n",
        "title: B\n  and more\n",
        "title: 'B' x\n",
        "{title: B}\n",
        "- title: B\n",
        "questions:\n  - title: B\n",
        "# title: B\nid: b\n",
    ],
)
def test_what_does_not_stand_on_one_line_is_left_alone(text: str) -> None:
    assert with_field(text, "title", "C") is None
