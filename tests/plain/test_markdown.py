"""Markdown in the line mode: text without marks, and nothing else told than in the app."""

from datetime import UTC, date, datetime

import msgspec

from quiz.bank.questions.registry import Question
from quiz.plain.wording import feedback_lines, question_lines
from quiz.practice.attempt import Item, RecordedResponse
from quiz.practice.grading import grade
from quiz.practice.parsing import shown_after
from quiz.practice.presentation import present
from quiz.practice.questions.choice import Chosen
from quiz.practice.questions.listing import Named
from quiz.practice.questions.placement import Placed
from quiz.practice.questions.typed import Typed
from quiz.practice.questions.written import Judgement, SelfGraded
from quiz.practice.response import Response
from quiz.practice.sight import seen_item, seen_response
from tests.cases import MARKDOWN

CODE = "```python\nraise TypeError(\n    'no')\n```"


def item(fields: dict[str, object]) -> Item:
    question = msgspec.convert({"id": "q", **fields}, Question)
    return Item("bank", "Bank", "topic", question, present(question, "bank", 1), markup="markdown")


def told(one: Item, response: Response) -> list[str]:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    taken = RecordedResponse(response, grade(one.question, response), 1.0, now, date(2026, 1, 1))
    return [*feedback_lines(one, taken)]


def test_a_question_is_told_without_marks_its_code_indented() -> None:
    one = item(MARKDOWN)
    lines = "\n".join(question_lines(one, 1, 1))
    assert "What does this print?\n\n    print([1, 2][:1])" in lines
    assert "`" not in lines
    assert "raise TypeError(\n" in lines
    row = one.presentation.rows.index(CODE) + 1
    assert f"  {row}.     raise TypeError(\n             'no')" in lines


def test_a_response_is_the_choice_as_the_bank_has_it_and_the_feedback_its_text() -> None:
    one = item(MARKDOWN)
    assert told(one, Chosen(("`[1]`",)))[:2] == ["Right.", "Answer: [1]"]
    lines = told(one, Chosen(("`[2]`",)))
    assert lines[:3] == ["Wrong.", "Answer: [1]", "[2]: A slice begins at 0."]
    assert lines[3] == "The slice ends before 1.\n\nexpression  value\n----------  -----\n[1, 2][:1]    [1]"


def test_two_rows_that_would_look_the_same_stay_as_they_are_written() -> None:
    one = item({"type": "match", "prompt": "P", "pairs": {"*a*": "`x`", "a": "**x**"}})
    seen = seen_item(one)
    assert len(set(seen.presentation.rows)) == len(set(seen.presentation.options)) == 2
    given = Placed({"*a*": "`x`", "a": "**x**"})
    assert grade(seen.question, seen_response(one, given)).fraction == 1


def test_a_cloze_text_keeps_its_blanks() -> None:
    one = item({"type": "cloze", "prompt": "P", "text": "```\nfor {{*x*}}\n```\n\n**{{b}}** \\{{"})
    assert [*question_lines(one, 1, 1)][2] == "    for [1] ____\n\n[2] ____ {{"


def test_feedback_on_what_is_nearly_right_is_told_without_marks_and_what_is_typed_as_it_is() -> None:
    near = [{"text": "*x*", "feedback": "That is `x`."}]
    one = item({"type": "text", "prompt": "P", "answers": ["*a*"], "near": near})
    lines = told(one, Typed("*x*"))
    assert "Answer: *a*" in lines
    assert any(line.endswith("That is x.") for line in lines)


def test_what_is_named_in_a_list_is_as_it_is_written() -> None:
    one = item({"type": "list", "prompt": "Name *two*.", "answers": ["*abcdef*", ["`b`", "b"]], "typos": 1})
    assert [*question_lines(one, 1, 1)][1] == "Name two."
    lines = told(one, Named(("*abcdeg*", "`b`")))
    assert {"  *abcdef*", "  `b`", "*abcdeg*: It is spelled *abcdef*."} <= set(lines)


def test_a_model_answer_and_its_points_are_told_without_marks_and_what_was_written_as_it_is() -> None:
    points = ["It names `x`.", "```\nx\n  y\n```"]
    one = item({"type": "open", "prompt": "P", "answer": "- *a*\n- b", "rubric": points})
    assert shown_after(seen_item(one).question, ["*mine*", ""])[:-1] == (
        "Model answer:\n- a\n- b",
        "Look for:",
        "  It names x.",
        "      x\n        y",
    )
    for text in ("*mine*", "It names `x`."):
        given = SelfGraded(text, Judgement.RIGHT)
        assert seen_response(one, given) == given
    assert {"  - a", "  - b", "  It names x."} <= set(told(one, SelfGraded("It names `x`.", Judgement.RIGHT)))
