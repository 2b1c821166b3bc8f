"""Questions that ask nearly the same as one of another bank."""

import itertools
from pathlib import Path

import pytest

from quiz.bank.model import Bank
from quiz.bank.questions.templates import PLACEHOLDERS
from quiz.library.cache import Cache
from quiz.library.library import BankFile
from quiz.lint.across import CheckedFile, OtherBanks, across
from quiz.lint.checking import check_file
from quiz.lint.fingerprint import fingerprints
from quiz.lint.selection import Selection
from quiz.reading.reader import read_bank
from tests.checks import check_bank

SAME = "Which body of the Union adopted the annual budget for humanitarian help?"
AGAIN = "Which body of the Union has adopted its annual budget for humanitarian help?"
OTHER = "Which court of law annulled the yearly plan for military spending?"
LINT = "    lint: {ignore: [F105], reason: Both are wanted.}\n"


def bank(name: str, *prompts: str, more: str = "", head: str = "") -> str:
    questions = "".join(
        f"  - id: {name}-{number}\n    type: true-false\n    prompt: {prompt}\n    answer: true\n"
        f"    explanation: E.\n    sources: [s]\n{more}"
        for number, prompt in enumerate(prompts, 1)
    )
    return f"id: {name}\ntitle: B\n{head}questions:\n{questions}"


def read(text: str) -> Bank:
    found = read_bank(text.encode(), "b.yaml").bank
    assert found is not None
    return found


def found(
    folder: Path, *texts: str, selection: Selection | None = None, cache: Cache | None = None
) -> list[tuple[str, str, int]]:
    """Return what is told of banks in this order: file, what it is, line."""
    checked = []
    for number, text in enumerate(texts):
        path = folder / f"{number}.yaml"
        path.write_text(text)
        file = BankFile.read(path, folder)
        on = selection or Selection()
        checked.append(CheckedFile(file, check_file(file, on, cache), on))
    return [(Path(one.file).name, one.code, one.span.line) for one in across(checked, cache)]


def test_a_question_near_one_of_an_earlier_bank_is_told_at_the_later_one(tmp_path: Path) -> None:
    assert found(tmp_path, bank("a", OTHER, SAME), bank("b", "Is it so?", AGAIN)) == [("1.yaml", "F105", 12)]
    assert found(tmp_path, bank("b", "Is it so?", AGAIN), bank("a", OTHER, SAME)) == [("1.yaml", "F105", 12)]


def test_what_is_told_names_the_other_file_question_and_line(tmp_path: Path) -> None:
    found(tmp_path, bank("a", OTHER, SAME), bank("b", AGAIN))
    files = [BankFile.read(tmp_path / f"{number}.yaml", tmp_path) for number in (0, 1)]
    (one,) = across([CheckedFile(file, check_file(file), Selection()) for file in files])
    place = f"{tmp_path / '0.yaml'}:12"
    assert one.message == f"This asks nearly the same as `a-2` in {place}: 100 % of the words are shared."
    assert (one.name, one.severity, one.span.line, one.span.column) == ("similar-across-banks", "warning", 6, 13)
    (related,) = one.related
    assert (related.label, related.file, related.span.line) == ("`a-2`", str(tmp_path / "0.yaml"), 12)


@pytest.mark.parametrize(
    "text",
    [
        bank("a", AGAIN),  # a copy of the same bank
        bank("b", OTHER),
        bank("b", "Which body of the Council adopted the annual budget for humanitarian help?"),
        bank("b", "Which body of the Union adopted the annual budget for humanitarian help in 2013?"),
        bank("b", AGAIN, more=LINT),
        bank("b", AGAIN, head=LINT.strip() + "\n"),
        bank("b", AGAIN, more=LINT.replace("F105", "similar-across-banks")),
        bank("b", AGAIN, more=LINT.replace("F105", "F1")),
        "id: b\n",
    ],
)
def test_where_nothing_is_told(text: str, tmp_path: Path) -> None:
    assert found(tmp_path, bank("a", SAME), text) == []


def test_the_rule_may_be_switched_off_at_either_question(tmp_path: Path) -> None:
    assert found(tmp_path, bank("a", SAME, more=LINT), bank("b", AGAIN)) == []


def test_the_rule_may_be_switched_off_for_the_later_file(tmp_path: Path) -> None:
    for off in (Selection(ignore=("F105",)), Selection(select=("F103",)), Selection(ignore=("F1",))):
        assert found(tmp_path, bank("a", SAME), bank("b", AGAIN), selection=off) == []
    assert len(found(tmp_path, bank("a", SAME), bank("b", AGAIN), selection=Selection(select=("F105",)))) == 1


def test_questions_that_wait_to_be_written_are_not_alike(tmp_path: Path) -> None:
    prompt = max(PLACEHOLDERS, key=len)
    assert found(tmp_path, bank("a", f'"{prompt}"'), bank("b", f'"{prompt}"')) == []


@pytest.mark.parametrize("entry", ["F105", "similar-across-banks"])
def test_one_file_alone_does_not_say_that_it_is_switched_off_for_nothing(entry: str) -> None:
    text = bank("a", SAME, more=LINT.replace("F105", entry))
    assert check_bank(text.encode(), "a.yaml", None).diagnostics == ()
    assert [one.code for one in check_bank(text.replace(entry, "F006").encode(), "a.yaml", None).diagnostics] == [
        "S010"
    ]


def test_the_cache_changes_nothing(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    texts = [bank("a", SAME), bank("b", OTHER, AGAIN)]
    first = found(tmp_path, *texts, cache=cache)
    assert first == found(tmp_path, *texts, cache=cache) == [("1.yaml", "F105", 12)]
    assert found(tmp_path, *reversed(texts), cache=cache) == [("1.yaml", "F105", 6)]
    assert found(tmp_path, texts[0], texts[1].replace("  - id: b-2", "\n\n  - id: b-2"), cache=cache) == [
        ("1.yaml", "F105", 14)
    ]


def test_three_alike_are_told_twice(tmp_path: Path) -> None:
    banks = [bank(name, SAME) for name in "abc"]
    assert found(tmp_path, *banks) == [("1.yaml", "F105", 6), ("2.yaml", "F105", 6)]


def test_alike_is_what_is_alike_in_one_bank(tmp_path: Path) -> None:
    """Whatever two prompts are, they are told across banks exactly where they are told within one."""
    prompts = [SAME, AGAIN, OTHER, f"{SAME} In 2013?", "Is it so?", SAME.replace("budget", "plan"), SAME.upper()]
    for left, right in itertools.combinations(prompts, 2):
        within = check_bank(bank("a", left, right).encode(), "a.yaml", None).diagnostics
        told = bool(found(tmp_path, bank("a", left), bank("b", right)))
        assert told == ("F103" in {one.code for one in within}), (left, right)


def test_an_author_is_told_while_writing() -> None:
    others = OtherBanks([read(bank("a", OTHER, SAME)), read(bank("b", AGAIN))])
    (near,) = others.near(read(bank("mine", "Is it so?", AGAIN)))
    assert (near.question, near.bank, near.other, near.share) == ("mine-2", "b", "b-1", 1)
    assert others.near(read(bank("mine", AGAIN, more=LINT))) == []
    assert [one.question for one in others.near(read(bank("new", SAME, OTHER)))] == ["new-1", "new-2"]
    assert others.near(read(bank("new", "Is it so?"))) == []


def test_what_is_kept_of_a_question_is_what_it_asks() -> None:
    (one,) = fingerprints(read(bank("a", "Which body of the Union met in 2013?")))
    assert (one.id, one.key, one.quiet) == ("a-1", "", ())
    assert one.gist.marks == {"Union", "2013"}
    assert "2013" in one.gist.words


FIRST = "Which resolution answered the first nuclear test of Pyongyang?"
TELLS = "When did Resolution 1718 answer the first nuclear test of Pyongyang?"
SAME_FACT = "Which of its many resolutions answered the first nuclear test of Pyongyang in autumn session?"
ANOTHER = "Which resolution answered the first nuclear test of Delhi?"


def asking(name: str, *rows: tuple[str, str], more: str = "") -> str:
    """Return a bank of questions with one answer each."""
    questions = "".join(
        f"  - id: {name}-{number}\n    type: text\n    prompt: {prompt}\n    answers: [{answer}]\n"
        f"    explanation: E.\n    sources: [s]\n{more}"
        for number, (prompt, answer) in enumerate(rows, 1)
    )
    return f"id: {name}\ntitle: B\nquestions:\n{questions}"


def test_a_prompt_that_tells_the_answer_of_another_bank_is_told_at_the_later_one(tmp_path: Path) -> None:
    asks, tells = asking("a", (FIRST, "Resolution 1718")), asking("b", ("Is it so?", "Yes"), (TELLS, "in October"))
    assert found(tmp_path, asks, tells) == [("1.yaml", "F106", 12)]
    assert found(tmp_path, tells, asks) == [("1.yaml", "F106", 6)]
    files = [BankFile.read(tmp_path / f"{number}.yaml", tmp_path) for number in (0, 1)]
    on = Selection()
    place = f"{tmp_path / '0.yaml'}:12"
    (told,) = across([CheckedFile(file, check_file(file), on) for file in files])
    assert told.message.startswith(f"`b-2` in {place} has the answer of this question in it, and ")
    (telling,) = across([CheckedFile(file, check_file(file), on) for file in reversed(files)])
    assert telling.message.startswith(f"This has the answer of `a-1` in {tmp_path / '1.yaml'}:6 in it, and ")
    assert [one.severity for one in (told, telling)] == ["hint", "hint"]


def test_two_questions_with_one_answer_and_most_of_a_prompt_are_told_once(tmp_path: Path) -> None:
    asks = asking("a", (FIRST, "Resolution 1718"))
    assert found(tmp_path, asks, asking("b", (SAME_FACT, "Resolution 1718"))) == [("1.yaml", "F106", 6)]
    assert found(tmp_path, asks, asking("b", (SAME_FACT, "Resolution 1695"))) == []
    assert found(tmp_path, asks, asking("b", (ANOTHER, "Resolution 1718"))) == []


@pytest.mark.parametrize("entry", ["F106", "told-across-banks", "F1"])
def test_telling_may_be_switched_off_at_either_question_and_for_the_later_file(entry: str, tmp_path: Path) -> None:
    off = LINT.replace("F105", entry)
    asks, tells = (FIRST, "Resolution 1718"), (TELLS, "in October")
    assert found(tmp_path, asking("a", asks, more=off), asking("b", tells)) == []
    assert found(tmp_path, asking("a", asks), asking("b", tells, more=off)) == []
    assert found(tmp_path, asking("a", asks), asking("b", tells), selection=Selection(ignore=(entry,))) == []
    assert len(found(tmp_path, asking("a", asks), asking("b", tells), selection=Selection(ignore=("F105",)))) == 1


def test_an_author_is_told_of_answers_while_writing() -> None:
    others = OtherBanks([read(asking("a", (FIRST, "Resolution 1718")))])
    (tells,) = others.near(read(asking("mine", (TELLS, "in October"))))
    assert (tells.kind.code, tells.bank, tells.other) == ("F106", "a", "a-1")


def test_a_thousand_questions_with_one_answer_are_no_crowd_to_compare(tmp_path: Path) -> None:
    rows = [
        (f"Which resolution answered the nuclear test number {number}?", "Resolution 1718") for number in range(999)
    ]
    assert found(tmp_path, asking("a", *rows), asking("b", (FIRST, "Resolution 1718"))) == []
