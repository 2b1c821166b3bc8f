"""What the checker makes of passages: a question about one is its prompt together with that text."""

from collections.abc import Mapping
from pathlib import Path

from quiz.lint.checking import check_located
from quiz.reading.reader import read_located
from tests.lint.test_across import AGAIN, SAME, bank, found
from tests.tui.driving import bank_text

SOUND = {"type": "true-false", "answer": True, "explanation": "E.", "sources": ["s"]}
SOURCES = [{"id": "s", "title": "S"}]
ONE, OTHER = ({"id": name, "title": name, "text": f"A text {name}."} for name in ("one", "other"))


def codes(*questions: Mapping[str, object], markup: str = "plain", text: str = "A text.") -> list[str]:
    passages = [ONE | {"text": text, "markup": markup}, OTHER]
    written = bank_text(*({**SOUND, **one} for one in questions), passages=passages, references=SOURCES)
    return [one.code for one in check_located(read_located(written.encode(), "bank.yaml")).diagnostics]


def test_questions_about_passages_are_no_near_duplicates_of_each_other() -> None:
    near = {"prompt": SAME}, {"prompt": AGAIN}
    assert codes(*near, {"prompt": "P?", "passage": "one"}, {"prompt": "P?", "passage": "other"}) == ["F103"]
    for first, second in (("one", "one"), ("one", "other")):
        told = codes({"prompt": SAME, "passage": first}, {"prompt": AGAIN, "passage": second})
        assert "F103" not in told


def test_a_question_about_the_same_text_in_another_bank_is_told_and_about_another_text_is_not(tmp_path: Path) -> None:
    def about(name: str, prompt: str, text: str) -> str:
        head = f"passages:\n  - {{id: p, title: T, text: {text}}}\n"
        return bank(name, prompt, more="    passage: p\n", head=head)

    same, another = about("b", AGAIN, "A text."), about("b", AGAIN, "Another.")
    assert [code for _, code, _ in found(tmp_path, about("a", SAME, "A text."), same)] == ["F105"]
    assert found(tmp_path, about("a", SAME, "A text."), another) == []


def test_headings_and_html_in_a_markdown_passage_are_told_once() -> None:
    about = {"prompt": "P?", "passage": "one"}, {"prompt": "Q?", "passage": "one"}, {"prompt": "R?", "passage": "other"}
    assert codes(*about, markup="markdown", text="# A <b>text</b>").count("S004") == 1
    assert "S004" not in codes(*about, markup="markdown", text="A **text**")
    assert "S004" not in codes(*about, text="# A <b>text</b>")
