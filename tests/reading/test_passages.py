import pytest

from quiz.bank.passage import Passage
from quiz.reading.reader import read_bank
from tests.reading.test_reader import REFERENCES, SUPPORT, codes, question, read

PASSAGE = "  - id: one\n    title: First\n    text: |\n      A line.\n\n      Another line.\n"


def bank(passages: str, *questions: str, head: str = "") -> str:
    items = "".join("  - " + one.rstrip().replace("\n", "\n    ") + "\n" for one in questions)
    return f"id: bank\ntitle: Bank\n{head}passages:\n{passages}questions:\n{items}"


def about(passage: str, name: str = "q") -> str:
    return question(name=name, extra=f"passage: {passage}\n")


def told(text: str) -> list[tuple[str, int, str | None]]:
    """Return code, line and remedy of each finding."""
    return [(one.code, one.span.line, one.help) for one in read(text).diagnostics]


def test_a_question_has_the_passage_that_it_names() -> None:
    reading = read(bank(PASSAGE + "    sources: ['un-1718, preamble']\n", about("one"), question(name="other")))
    assert reading.diagnostics == ()
    assert reading.bank is not None
    first, second = reading.bank.questions
    passage = reading.bank.passage_of(first)
    assert passage == Passage(
        id="one", title="First", text="A line.\n\nAnother line.", markup="plain", sources=("un-1718, preamble",)
    )
    assert reading.bank.passage_of(second) is None
    assert reading.bank.references_of(passage)[0][1] == REFERENCES["un-1718"]


def test_a_reference_that_only_a_passage_cites_is_kept() -> None:
    bare = question(extra="passage: one\n").replace("sources: [un-1718]", "sources: [other]")
    text = bank(PASSAGE + "    sources: [un-1718]\n", bare, head="references: [{id: other, title: Other}]\n")
    reading = read(text)
    assert reading.bank is not None
    assert set(reading.bank.references) == {"other", "un-1718"}


@pytest.mark.parametrize(
    ("head", "own", "markup"),
    [
        ("", "", "plain"),
        ("markup: markdown\n", "", "markdown"),
        ("markup: markdown\n", "    markup: plain\n", "plain"),
        ("", "    markup: markdown\n", "markdown"),
    ],
)
def test_a_passage_is_written_as_its_bank_unless_it_says_otherwise(head: str, own: str, markup: str) -> None:
    reading = read(bank(PASSAGE + own, about("one"), head=head))
    assert reading.diagnostics == ()
    assert reading.bank is not None
    assert reading.bank.passages[0].markup == markup


@pytest.mark.parametrize(
    ("passages", "passage", "code", "line", "remedy"),
    [
        (PASSAGE, "oen", "B032", 18, "did you mean `one`?"),
        (PASSAGE, "elsewhere", "B032", 18, "add it to the bank: `passages:` and below it `- id: elsewhere`"),
        (PASSAGE, "{id: one}", "B005", 18, "put the text in the list `passages` of the bank, and its id here"),
        (PASSAGE.replace("title", "titel"), "one", "B003", 5, "did you mean `title`?"),
        (PASSAGE.replace("    title: First\n", ""), "one", "B002", 4, "add `title: …`"),
        (
            PASSAGE.replace("text", "body"),
            "one",
            "B003",
            6,
            "`body` is another format's word: put the text itself in `text`",
        ),
        (PASSAGE + "    questions: [q]\n", "one", "B003", 10, None),
        (PASSAGE + "    prompt: P?\n    difficulty: easy\n", "one", "B003", 11, None),
        (PASSAGE + PASSAGE.replace("A line", "B"), "one", "B034", 10, "give one of them another id"),
        (PASSAGE + "    sources: [un-1781]\n", "one", "B042", 10, "did you mean `un-1718`?"),
        (PASSAGE + "    markup: html\n", "one", "B012", 10, "write one of markdown, plain"),
        ("  one: text\n", "one", "B005", 4, "write `- id: …` lines below `passages:`"),
        ("  - just text\n", "one", "B005", 4, "write `- id: …` and its other fields, `title` and `text`, below it"),
    ],
)
def test_a_slip_in_a_passage_is_told_on_its_line(
    passages: str, passage: str, code: str, line: int, remedy: str | None
) -> None:
    found = told(bank(passages, about(passage)))
    if remedy is None:
        assert (code, line) in [one[:2] for one in found]
    else:
        assert (code, line, remedy) in found


def test_questions_about_a_faulty_passage_are_not_asked_and_the_others_are() -> None:
    reading = read(bank("  - id: one\n    title: T\n    text: ''\n", about("one"), question(name="other")))
    assert codes(reading) == ["B006"]
    assert reading.bank is not None
    assert [one.id for one in reading.bank.questions] == ["other"]


def test_a_passage_that_no_question_is_about_gets_a_hint_and_a_draft_counts() -> None:
    other = PASSAGE.replace("one", "two").replace("First", "Second")
    assert told(bank(PASSAGE + other, about("one"))) == [
        ("B033", 10, "write `passage: two` in the questions about it, or remove it")
    ]
    draft = question(name="d", extra="passage: two\nstatus: draft\n")
    assert told(bank(PASSAGE + other, about("one"), draft)) == []


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("id: b\ntitle: B\npassage: one\nquestions:\n  - {}\n", "`passage` does not belong here: a question has it"),
        ("id: b\ntitle: B\nstimuli: []\nquestions:\n  - {}\n", None),
        ("id: b\ntitle: B\npasages: []\nquestions:\n  - {}\n", "did you mean `passages`?"),
    ],
)
def test_passages_in_the_wrong_place_of_a_bank_are_told(text: str, remedy: str | None) -> None:
    (found,) = (one for one in told(text) if one[1] == 3)
    assert found[0] == "B003"
    assert remedy is None or found[2] == remedy
    assert remedy is not None or "in the list `passages`" in (found[2] or "")


def test_hostile_signs_in_a_passage_become_visible() -> None:
    text = '  - id: one\n    title: "a\\e[31mb"\n    text: "c\\u202ed\\n\\x9be"\n'
    reading = read_bank(
        bank(text, f"id: q\ntype: true-false\nprompt: P?\nanswer: true\npassage: one\n{SUPPORT}").encode(),
        "f",
        REFERENCES,
    )
    assert reading.bank is not None
    (passage,) = reading.bank.passages
    assert "\n" in passage.text
    assert (passage.title + passage.text.replace("\n", "")).isprintable()
