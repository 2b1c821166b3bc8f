"""Markdown in reports: elements made from values, every text escaped."""

from datetime import UTC, date, datetime
from typing import Any

import msgspec

from quiz.bank.questions.registry import Question
from quiz.practice.attempt import Attempt, Item
from quiz.practice.draw import Options
from quiz.practice.presentation import present
from quiz.practice.questions.base import Presentation
from quiz.practice.questions.listing import Named
from quiz.practice.questions.written import Judgement, SelfGraded
from quiz.practice.response import Response
from quiz.practice.types import Mode
from quiz.scores.html.attempt_page import attempt_page
from quiz.scores.html.prose import blanked, prose, row
from tests.cases import MARKDOWN


def item(markup: str = "markdown", **fields: object) -> Item:
    question = msgspec.convert({"id": "q", **MARKDOWN, **fields}, Question)
    return Item("bank", "Bank", "topic", question, Presentation(), markup=markup)  # type: ignore[arg-type]


def test_a_text_becomes_elements_and_stays_escaped() -> None:
    text = "*a* <script> `<b>`\n\n- x\n\n2. y\n\n> q\n\n```\n<i>\n```\n\n| h | n |\n| - | -: |\n| c | 1 |"
    assert prose(text, item()) == (
        '<div class="text markdown"><p class="text"><em>a</em> &lt;script&gt; <code>&lt;b&gt;</code></p>'
        '<ul><li><p class="text">x</p></li></ul><ol start="2"><li><p class="text">y</p></li></ol>'
        '<blockquote><p class="text">q</p></blockquote><pre><code>&lt;i&gt;</code></pre>'
        '<table><thead><tr><th>h</th><th class="figures">n</th></tr></thead>'
        '<tbody><tr><td>c</td><td class="figures">1</td></tr></tbody></table></div>'
    )


def test_only_a_web_address_becomes_a_link() -> None:
    shown = prose('[a](https://a.example/"x) [b](javascript:alert(1))', item())
    assert '<a href="https://a.example/&quot;x" rel="noreferrer noopener">a</a>' in shown
    assert "b (javascript:alert(1))" in shown


def test_a_plain_text_is_as_it_was() -> None:
    assert prose("*a*", item("plain")) == '<p class="text">*a*</p>'
    assert row("*a*", item("plain")) == "*a*"


def test_blanks_are_numbered_where_they_stand() -> None:
    one = item()
    assert blanked("**{{*a*}}** {{b}}", one) == (
        '<div class="text markdown"><p class="text"><strong>[1] ____</strong> [2] ____</p></div>'
    )


def page(question: dict[str, Any], response: Response) -> str:
    one = msgspec.convert({"id": "q", "prompt": "P", **question}, Question)
    asked = Item("bank", "Bank", "topic", one, present(one, "bank", 1), markup="markdown")
    now = datetime(2026, 1, 1, tzinfo=UTC)
    attempt = Attempt("uid", Mode.PRACTICE, "learner", 1, Options(), now, (asked,))
    return attempt_page(attempt.answer(response, seconds=1, at=now, day=date(2026, 1, 1)), UTC)


def test_a_model_answer_is_markdown_and_what_a_learner_wrote_is_not() -> None:
    shown = page(
        {"type": "open", "answer": "- *a*", "rubric": ["It names `x`."]}, SelfGraded("*mine*", Judgement.RIGHT)
    )
    assert "*mine*" in shown
    assert '<ul><li><p class="text"><em>a</em></p></li></ul>' in shown
    assert "It names <code>x</code>." in shown


def test_what_is_said_of_a_spelling_is_no_markdown() -> None:
    shown = page({"type": "list", "answers": ["*abcdef*"], "typos": 1}, Named(("*abcdeg*",)))
    assert "It is spelled *abcdef*." in shown
