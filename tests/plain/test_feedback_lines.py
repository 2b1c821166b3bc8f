"""What the line mode says of a response, row by row: the same as the app, in lines."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from quiz.bank.questions.base import Choice, Distractor
from quiz.plain.wording import feedback_lines
from quiz.practice.attempt import Item, RecordedResponse
from quiz.practice.grading import grade
from quiz.practice.presentation import present
from quiz.practice.questions.choice import Chosen, Judged
from quiz.practice.questions.order import Ordered
from quiz.practice.questions.placement import Placed
from quiz.practice.questions.typed import Filled, Typed
from quiz.practice.response import DONT_KNOW, Response
from tests.practice.conftest import make_question


@pytest.mark.parametrize(
    ("kind", "fields", "response", "said"),
    [
        ("true-false", {"points": 2}, Judged(False), ["Wrong. 0 of 2 points.", "Answer: True"]),
        (
            "single",
            {"answer": Choice("A", "Yes."), "distractors": (Distractor("B", "No."), Distractor("C", "Never."))},
            Chosen(("B",)),
            ["Wrong.", "Answer: A", "A: Yes.", "B: No."],
        ),
        (
            "true-false",
            {"feedback": {"true": "Well seen.", "false": "It is so."}},
            Judged(False),
            ["Wrong.", "Answer: True", "False: It is so."],
        ),
        (
            "single",
            {"answer": "A", "distractors": (Distractor("B", "Nearly.", 0.4), "C")},
            Chosen(("B",)),
            ["Partly right. 0.4 points.", "Answer: A", "B: Nearly."],
        ),
        (
            "single",
            {"answer": Choice("A", "Yes.")},
            DONT_KNOW,
            ["Wrong. You said that you don't know.", "Answer: A", "A: Yes."],
        ),
        (
            "multiple",
            {},
            Chosen(("A", "B", "C")),
            [
                "Partly right. You found 2 of 2, and 1 that does not belong. 0.5 points.",
                "Answer:",
                "  A",
                "  B",
            ],
        ),
        (
            "order",
            {},
            Ordered(("two", "one", "three", "four")),
            [
                "Partly right. 2 of 4 in place. 0.67 points.",
                "Answer:",
                "  1. one",
                "  2. two",
                "  3. three",
                "  4. four",
                "  ↑1 one: you had it at 2",
                "  ↓1 two: you had it at 1",
            ],
        ),
        (
            "match",
            {},
            Placed({"a": "x", "c": "z"}),
            [
                "Partly right. 1 of 3 right, 1 left out. 0.33 points.",
                "Answer:",
                "  a → x",
                "  b → y",
                "  c → x",
                "  b: yours left out, right y",
                "  c: yours z, right x",
            ],
        ),
        (
            "cloze",
            {"text": "{{Brussels}}, {{2001}}.", "points": 4},
            Filled(("Brusels", "2001")),
            [
                "Partly right. 1 of 2 right. Blank 1 is one letter off. 2 of 4 points.",
                "Answer: Brussels, 2001.",
                "  Blank 1: yours Bru[_]sels, right Brussels",
            ],
        ),
        (
            "text",
            {},
            Typed("Pyonyang"),
            ["Wrong. One letter off.", "Answer: Pyongyang", "  Yours: Pyon[_]yang"],
        ),
        (
            "text",
            {"answers": ("Brussels",), "near": ({"text": "Bruges", "credit": 0.5, "feedback": "Not far."},)},
            Typed("bruges"),
            ["Partly right. 0.5 points.", "Answer: Brussels", "bruges: Not far."],
        ),
        (
            "number",
            {"near": ({"value": "365", "feedback": "It was a leap year."},)},
            Typed("365"),
            ["Wrong.", "Answer: 366 (± 0.5)", "365: It was a leap year."],
        ),
        ("number", {}, Typed("400"), ["Wrong. 33.5 above what counts.", "Answer: 366 (± 0.5)"]),
    ],
)
def test_feedback_in_lines(kind: str, fields: dict[str, Any], response: Response, said: list[str]) -> None:
    question = make_question(kind, **fields)
    taken = RecordedResponse(response, grade(question, response), 1, datetime(2026, 1, 1, tzinfo=UTC), date(2026, 1, 1))
    # Rows stand as they are laid out, and these tests are not about that.
    lines = list(feedback_lines(Item("bank", "Bank", "topic", question, present(question, "bank", 1)), taken))
    assert lines[0] == said[0]
    assert sorted(lines) == sorted(said)


@pytest.mark.parametrize(("until", "is_told"), [("2025-12-31", True), ("2026-01-01", False)])
def test_what_may_be_out_of_date_is_said_from_the_day_after_on(until: str, is_told: bool) -> None:
    question = make_question("number", valid_until=until, explanation="So it is.")
    response = Typed("366")
    taken = RecordedResponse(response, grade(question, response), 1, datetime(2026, 1, 1, tzinfo=UTC), date(2026, 1, 1))
    lines = list(feedback_lines(Item("bank", "Bank", "topic", question, present(question, "bank", 1)), taken))
    assert lines[lines.index("So it is.") + 1 :] == ([f"May be out of date: valid until {until}."] if is_told else [])
