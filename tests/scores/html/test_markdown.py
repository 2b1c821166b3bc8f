"""Markdown in reports: elements made from values, every text escaped."""

import msgspec

from quiz.bank.questions.registry import Question
from quiz.practice.attempt import Item
from quiz.practice.questions.base import Presentation
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
