"""Whatever Markdown a bank has: every face shows each visible sign of it, and none raises."""

import html
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import msgspec
from hypothesis import example, given, strategies as st

from quiz.bank.markup import Code, Items, Quote, blocks_of, links_of
from quiz.bank.questions.registry import Question
from quiz.library.search import texts
from quiz.plain.wording import question_lines
from quiz.practice.attempt import Item
from quiz.practice.presentation import present
from quiz.practice.sight import seen_item
from quiz.scores.html.prose import prose as html_prose, row as html_row
from quiz.tui.markup import Prose, prose, row_text
from tests.checks import check_bank
from tests.examples import examples
from tests.tui.driving import bank_text

MARKS = st.lists(
    st.sampled_from(
        [*"aß語1٣é \n*_`[]()<>!#|-:>~$\\.{}^\"'&", "\n\n", "```", "\n- ", "\n1. ", "\n> ", "**", "https://a.b"]
    ),
    max_size=60,
).map("".join)
TEXTS = (MARKS | st.text(max_size=40)).map(str.strip).filter(bool)


def visible(text: str) -> Counter[str]:
    """Return the letters and digits of a text: signs may be marks, these are none."""
    return Counter(character for character in text if character.isalnum())


def said_elsewhere(text: str, *, is_row: bool) -> str:
    """Return what stands elsewhere: addresses, among the sources, names of languages, numbers that all were one."""
    blocks = blocks_of(text, is_row=is_row)
    return "".join([*(address for _, address in links_of(blocks)), *others(blocks)])


def others(blocks: object) -> Iterator[str]:
    match blocks:
        case tuple():
            for block in blocks:
                yield from others(block)
        case Code():
            yield blocks.language
        case Items():
            yield from others(blocks.items)
            yield str(blocks.first) * (len(blocks.items) if blocks.first is not None else 0)
        case Quote():
            yield from others(blocks.blocks)
        case _:
            pass


def item(**fields: Any) -> Item:
    question = msgspec.convert({"id": "q", "type": "true-false", "answer": True, **fields}, Question)
    return Item("bank", "Bank", "topic", question, present(question, "bank", 1), markup="markdown")


def without_tags(page: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", " ", page))


@examples()
@given(TEXTS)
@example("1. a\n3. b")
@example("2) a\n\n   ```1 b\n   c\n   ```")
@example("> 1. a\n> 2. `b`\n\n| a | 1 |\n| - | - |\n| 語 | ٣ |")
@example("&amp; &#49; \\& &copy;")
def test_every_letter_and_digit_of_a_text_is_shown_by_each_face(text: str) -> None:
    one = item(prompt=text)
    numbers = "".join(re.findall(r"start=.(\d+)", str(html_prose(text, one))))
    faces = {
        "app": Prose(blocks_of(text)).at(500).plain,
        "lines": "\n".join(question_lines(seen_item(one), 1, 1)),
        "search": "\n".join(found for _, found in texts(seen_item(one).question)),
        "report": without_tags(str(html_prose(text, one))) + numbers,
    }
    wanted = visible(text) - visible(said_elsewhere(text, is_row=False))
    for face, shown in faces.items():
        missing = wanted - visible(shown)
        if face == "report":  # the numbers of a list are the browser's
            missing = Counter(sign for sign in missing if not sign.isdigit())
        assert not missing, (face, shown)


@examples()
@given(TEXTS, st.integers(2, 30))
def test_a_narrow_screen_breaks_a_text_and_loses_nothing_of_it(text: str, width: int) -> None:
    shown = prose(text, "markdown")
    assert isinstance(shown, Prose)
    whole = visible(shown.at(500).plain)
    seen = Counter[str]()
    for column in range(shown.overhang(width) + 1):
        seen |= visible(shown.panned(column).at(width).plain)
    if width >= 16:
        assert not whole.keys() - seen.keys()
    if not shown.overhang(width):
        assert not whole - seen


@examples()
@given(TEXTS)
def test_every_letter_and_digit_of_a_choice_is_shown(text: str) -> None:
    one = item(type="single", prompt="P", answer=text, distractors=[text + "x", "y"])
    wanted = visible(text) - visible(said_elsewhere(text, is_row=True))
    shown = row_text(one, text)
    assert not wanted - visible(shown.at(500).plain if isinstance(shown, Prose) else shown.plain)
    assert not wanted - visible(without_tags(str(html_row(text, one))))
    assert not wanted - visible("\n".join(seen_item(one).presentation.rows))


@examples(20)
@given(TEXTS)
def test_no_text_brings_the_check_down(text: str) -> None:
    question = {"type": "single", "prompt": text, "answer": text, "distractors": ["`x`", text + "y"], "hint": text}
    lesson = {"id": "l", "title": "L", "text": text, "questions": ["q1"]}
    passage = {"id": "p", "title": "P", "text": text}
    bank = bank_text(question | {"explanation": text}, markup="markdown", lessons=[lesson], passages=[passage])
    assert check_bank(bank.encode(), "b.yaml", {}).questions <= 1
