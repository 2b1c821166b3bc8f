"""Checking of Markdown banks: the rules see what a learner sees."""

from quiz.lint.checking import check_located
from quiz.reading.reader import read_located
from tests.tui.driving import bank_text

SOUND = {"explanation": "E.", "sources": ["s"]}


def codes(*questions: dict[str, object], markup: str = "markdown") -> list[str]:
    text = bank_text(*({**SOUND, **one} for one in questions), markup=markup, references=[{"id": "s", "title": "S"}])
    return [one.code for one in check_located(read_located(text.encode(), "bank.yaml")).diagnostics]


def single(prompt: str, answer: str, *distractors: str) -> dict[str, object]:
    return {"type": "single", "prompt": prompt, "answer": answer, "distractors": [*distractors]}


def test_rules_see_the_text_without_its_marks() -> None:
    plain = single("Which of these is so?", "**Paris** itself", "*None of the above*", "Rome itself", "Bonn itself")
    assert "F001" in codes(plain)
    assert "F019" in codes(single("Which town is it?", "**Rome**", "*Rome*.", "Bonn", "Oslo"))


def test_every_sign_of_code_tells_choices_apart() -> None:
    one = single("Which is a list?", "`[1]`", "`(1)`", "`{1}`", "`1`")
    assert "F019" not in codes(one)


def test_headings_and_html_are_told_as_a_hint_and_code_is_not() -> None:
    assert "S004" in codes(single("# Which?", "Rome", "Bonn", "Oslo"))
    assert "S004" in codes(single("Which <b>town</b>?", "Rome", "Bonn", "Oslo"))
    assert "S004" not in codes(single("Which `<b>` is # 1?", "Rome", "Bonn", "Oslo"))
    assert "S004" not in codes(single("# Which <b>?", "Rome", "Bonn", "Oslo"), markup="plain")


def test_an_unknown_markup_is_told() -> None:
    assert "B012" in codes(single("Which?", "Rome", "Bonn", "Oslo"), markup="html")
