"""What is found in a bank as a whole, and what is switched off beside a question."""

import pytest

from quiz.lint.selection import Selection
from tests.checks import check_bank

HEAD = "id: b\ntitle: B\n"
FLAWED = """\
  - id: flawed
    type: single
    prompt: Which of these is not a planet?
    answer: Pluto
    distractors: [Mars, Venus]
    explanation: It is not.
    sources: [s]
"""
LINT = "    lint: {ignore: [F006], reason: It is what is asked.}\n"


def found(text: str, selection: Selection | None = None) -> list[tuple[str, int, int]]:
    report = check_bank(text.encode(), "b.yaml", None, selection or Selection())
    return [(one.code, one.span.line, one.span.column) for one in report.diagnostics]


def bank(*questions: str, head: str = HEAD) -> str:
    return f"{head}questions:\n{''.join(questions)}"


def test_a_flaw_is_told_at_the_prompt() -> None:
    assert found(bank(FLAWED)) == [("F006", 6, 13)]


def test_a_flaw_in_a_block_text_is_told_at_its_first_line() -> None:
    folded = FLAWED.replace("prompt: Which", "prompt: >-\n\n      Which")
    assert found(bank(folded)) == [("F006", 8, 7)]


def test_a_flaw_of_a_choice_is_told_at_the_choice() -> None:
    text = bank(FLAWED.replace("not ", "").replace(" [Mars, Venus]", "\n      - text: None of these\n      - Venus"))
    assert found(text) == [("F001", 9, 15)]
    text = text.replace("answer: Pluto", "answer: {text: None of these}").replace("- text: None of these", "- A")
    assert found(text) == [("F001", 7, 20)]


def test_a_rule_is_switched_off_beside_the_question() -> None:
    assert found(bank(FLAWED + LINT)) == []
    assert found(bank(FLAWED + LINT.replace("F006", "negative-prompt"))) == []
    assert found(bank(FLAWED + LINT, FLAWED.replace("flawed", "other").replace("planet", "moon"))) == [("F006", 14, 13)]


def test_a_rule_is_switched_off_for_the_bank() -> None:
    assert found(bank(FLAWED, head=HEAD + LINT.strip() + "\n")) == []


def test_what_is_switched_off_for_nothing_is_told() -> None:
    assert found(bank(FLAWED.replace("not ", "") + LINT)) == [("S010", 11, 21)]
    assert found(bank(FLAWED.replace("not ", ""), head=HEAD + LINT.strip() + "\n")) == [("S010", 3, 17)]
    assert found(bank(FLAWED + LINT.replace("[F006]", "[F006, F001]"))) == [("S010", 11, 27)]


def test_an_entry_is_not_told_where_its_rule_is_off_anyway() -> None:
    assert found(bank(FLAWED.replace("not ", "") + LINT), Selection(ignore=("F006",))) == []


def test_a_reason_is_wanted() -> None:
    assert found(bank(FLAWED + "    lint: {ignore: [F006]}\n")) == [("S011", 11, 11)]


@pytest.mark.parametrize(
    ("entry", "help_"), [("F06", "`F006`"), ("negative-promt", "`negative-prompt`"), ("Q1", "--explain")]
)
def test_a_rule_that_does_not_exist_is_told(entry: str, help_: str) -> None:
    text = bank(FLAWED.replace("not ", "") + LINT.replace("F006", entry))
    (one,) = check_bank(text.encode(), "b.yaml", None).diagnostics
    assert (one.code, one.span.line) == ("S012", 11)
    assert help_ in (one.help or "")


def test_warnings_of_the_reader_can_be_switched_off_and_errors_cannot() -> None:
    bare = FLAWED.replace("not ", "").replace("    explanation: It is not.\n", "")
    assert found(bank(bare)) == [("B040", 4, 9)]
    assert found(bank(bare + LINT.replace("F006", "B040"))) == []
    twice = FLAWED.replace("not ", "").replace("Venus", "Mars").replace("flawed", "twice") + LINT.replace(
        "F006", "B021"
    )
    assert [code for code, *_ in found(bank(FLAWED, twice))] == ["F006", "B021"]
    assert [code for code, *_ in found(bank(FLAWED + LINT.replace("F006", "B021, F006")))] == ["S012"]


def test_switches_choose_what_is_told() -> None:
    text = bank(FLAWED.replace("Venus", "None of these"))
    assert [code for code, *_ in found(text)] == ["F006", "F001"]
    assert [code for code, *_ in found(text, Selection(select=("F001",)))] == ["F001"]
    assert [code for code, *_ in found(text, Selection(ignore=("none-of-the-above",)))] == ["F006"]
    assert [code for code, *_ in found(text, Selection(ignore=("F",)))] == []
    assert [code for code, *_ in found(text, Selection(select=("F006",), ignore=("F",)))] == ["F006"]


def test_a_language_without_words_is_left_alone() -> None:
    assert found(bank(FLAWED, head=HEAD + "language: pl\n")) == []
    assert found(bank(FLAWED, head=HEAD + "language: en-GB\n")) == [("F006", 7, 13)]


def test_the_lint_of_a_bank_that_is_no_mapping_is_told_by_the_reader() -> None:
    assert ("B005", 3, 7) in found(bank(FLAWED, head=HEAD + "lint: F006\n"))


def test_trailing_spaces_and_padding_are_told() -> None:
    assert found(bank(FLAWED.replace("not ", "").replace("Pluto", "' Pluto'").replace("Venus]", "Venus]  "))) == [
        ("S002", 7, 13),
        ("S001", 8, 31),
    ]


def test_numbers_that_the_program_orders_are_no_lost_sequence() -> None:
    numbers = FLAWED.replace("is not a planet", "is the distance").replace("Pluto", "20 km").replace(
        "[Mars, Venus]", "[50 km, 5 km]"
    )  # fmt: skip
    assert found(bank(numbers)) == []
    assert found(bank(numbers + "    sequence: [20 km, 5 km, 50 km]\n")) == [("F005", 6, 13)]
