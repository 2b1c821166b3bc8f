"""Banks of other formats and slips beside them: a fix makes none of them worse or other than it was."""

import difflib
import re
from collections import Counter
from collections.abc import Callable
from functools import lru_cache

import pytest
from hypothesis import given, strategies as st

from quiz.diagnostics.findings import Diagnostic, is_error
from quiz.lint.fixes import fixed, gone
from quiz.reading.reader import read_bank
from tests.checks import check_bank
from tests.conftest import NINE
from tests.examples import TIMES, examples
from tests.reading.author_slips import KINDS, MORE, PLANETS, mutants as author_mutants
from tests.reading.mutants import SLIPS, mutants

HEAD = "id: b\ntitle: B\nquestions:\n"
SOUND = """\
  - id: sound
    type: single
    prompt: Which planet is red?
    answer: Mars
    distractors: [Venus, Mercury]
    explanation: It is.
    sources: [s]
"""
PLAIN = "  - id: q\n    type: single\n    prompt: X?\n    answer: a\n    distractors: [b]\n"


@lru_cache(100)
def check(data: bytes) -> tuple[Diagnostic, ...]:
    return check_bank(data, "b.yaml", None).diagnostics


def fix(text: str) -> str:
    return fixed(text.encode(), check).decode()


def assert_harmless(text: str) -> str:
    """A fix leaves no more or graver findings, no other meaning, and nothing to fix; return what it makes."""
    data = text.encode()
    after = fixed(data, check)
    assert after == data or fixed(after, check) == after
    before, then = check(data), check(after)
    errors = [Counter(one.code for one in found if is_error(one)) for found in (before, then)]
    was, now = read_bank(data, "f").bank, read_bank(after, "f").bank
    if was is not None:
        assert now is not None
        kept = {question.id: question for question in now.questions}
        assert [kept[question.id] for question in was.questions] == list(was.questions)
    if after != data:
        assert gone(before, then) > 0
        if was is None and now is not None and now.questions:  # what could not be read hid what else is wrong
            return after.decode()
        assert errors[1].total() < errors[0].total() or len(then) < len(before)
        assert errors[1] <= errors[0]
    return after.decode()


def with_dashes(text: str) -> str:
    """Return a text in which an item that starts with a star is mended, and the line above it."""
    return text.replace("* Mercury", "- Mercury").replace("distractors: \n", "distractors:\n")


FOREIGN = {
    "options and a letter": "  - id: q\n    type: single\n    question: X\n    options: [Core, All]\n    answer: A\n",
    "options alone": "  - id: q\n    type: single\n    prompt: X?\n    options: [Core, All]\n    answer: Core\n",
    "options and no type": "  - question: X?\n    options: [Core, All]\n    answer: 0\n",
    "options by letter": "  - question: X?\n    options:\n      A: Core\n      B: All\n    answer: A\n",
    "options by letter in a list": "  - question: X?\n    options:\n      - A: Core\n      - B: All\n    answer: A\n",
    "the letter by its own name": "  - id: q\n    type: single\n    prompt: X?\n    choices: [Core, All]\n"
    "    correct_answer: B\n",
    "the number by its own name": "  - id: q\n    type: single\n    prompt: X?\n    choices: [a, b]\n    correct: 1\n",
    "answers and one that is right": "  - id: q\n    type: single\n    prompt: X?\n    answers: [Core, All]\n"
    "    correct_answer: Core\n",
    "right and wrong ones": "  - category: Geography\n    type: multiple\n    difficulty: easy\n    question: X?\n"
    "    correct_answer: Core\n    incorrect_answers: [All, None]\n",
    "a front and wrong ones": "  - question: X?\n    answer: Core\n    wrong: [All, None]\n",
    "the distractor is a text": "  - id: q\n    type: single\n    prompt: X?\n    answer: Core\n    distractor: All\n",
    "the distractors hold the answer": "  - id: q\n    type: single\n    prompt: X?\n    answer: Core\n"
    "    distractor: [Core, All]\n",
    "options are mappings": "  - id: q\n    type: single\n    prompt: X?\n    answer: Core\n    distractors:\n"
    "      - option: All\n      - option: None\n",
    "texts are mappings": "  - id: q\n    type: single\n    prompt:\n      text: What is X?\n"
    "    answer:\n      value: Core\n    distractors: [All]\n",
    "bodies are mappings": "  - id: q\n    type: single\n    prompt: X?\n    answer: Core\n    distractors:\n"
    "      - body: All\n      - body: None\n",
    "items are mappings": "  - id: q\n    type: order\n    prompt: X?\n    items:\n"
    "      - item: one\n      - item: two\n      - item: three\n",
    "each choice says whether it is right": "  - id: q\n    type: single\n    prompt: X?\n    choices:\n"
    "      - text: Core\n        correct: true\n      - text: All\n        correct: false\n",
    "a type of another format": "  - id: q\n    type: mcq\n    prompt: X?\n    options: [a, b]\n    answer: a\n",
    "capitals": "  - Id: q\n    Type: single\n    Question: X?\n    Options: [a, b]\n    Answer: a\n",
    "the title is asked": "  - title: X?\n    type: single\n    id: q\n    answer: a\n    distractors: [b]\n",
    "hints": PLAIN + "    hints: [one, two]\n",
    "a tag": PLAIN + "    tag: one\n",
    "a source": PLAIN + "    source: A book\n",
    "a level": PLAIN + "    level: 3\n",
    "a score": PLAIN + "    score: 3\n",
    "a colon in what is asked": "  - question: Who said: I am?\n    options: [a, b]\n    answer: a\n",
    "a flag by another word": "  - id: q\n    type: true-false\n    statement: X.\n    correct: yes\n",
    "braces": "  - {question: X?, choices: [a, b], answer: 1}\n",
    "bullets": SOUND.replace("[Venus, Mercury]", "\n      - Venus\n      * Mercury"),
    "feedback beside the question": SOUND + "    feedback: Well done.\n",
    "points as options": SOUND + "    point: [a, b]\n",
}
FILES = {
    "a list": "- question: Who said: I am?\n  options: [a, b]\n  answer: a\n",
    "questions by name": "quiz:\n  name: B\n  questions:\n    - question: X?\n      options: [a, b]\n      answer: a\n",
    "a fence": f"```yaml\n{HEAD}{SOUND}```\n",
    "an import": "@import other\n",
    "JSON": '{"title": "B", "questions": [{"question": "X?", "options": ["a", "b"], "correct": 0}]}\n',
    "GIFT": "::Q1:: Who said: I am? {\n=a\n~b\n}\n",
    "Markdown": "# Quiz\n\n1. Who said: I am?\n   - [x] a\n   - [ ] b\n",
}


@pytest.mark.parametrize("case", FOREIGN)
def test_a_question_of_another_format_is_left_as_it_is(case: str) -> None:
    text = HEAD + FOREIGN[case]
    assert assert_harmless(text) == with_dashes(text)
    assert len(check(text.encode())) > 0


@pytest.mark.parametrize("case", FOREIGN)
def test_a_question_of_another_format_is_left_as_it_is_while_its_neighbours_are_fixed(case: str) -> None:
    text = (
        HEAD + SOUND.replace("prompt", "promt") + FOREIGN[case] + SOUND.replace("sound", "third").replace("s]", "s] ")
    )
    after = assert_harmless(text)
    tidy = FOREIGN[case].replace(" \n", "\n")
    assert FOREIGN[case] in after or tidy in after or with_dashes(FOREIGN[case]) in after
    assert "promt" not in after
    assert "s] " not in after


@pytest.mark.parametrize("case", FILES)
def test_a_file_of_another_format_is_left_as_it_is(case: str) -> None:
    assert assert_harmless(FILES[case]) == FILES[case].removeprefix("```yaml\n").removesuffix("```\n")


@pytest.mark.parametrize("slip", SLIPS)
def test_a_mutant_is_never_worse_for_being_fixed(slip: str) -> None:
    for mutant in mutants(slip, {"nine": NINE}, 4 * TIMES, 5):
        assert_harmless(mutant.text)


@pytest.mark.parametrize("kind", [*KINDS, *MORE])
def test_a_bank_with_a_slip_of_an_author_is_never_worse_for_being_fixed(kind: str) -> None:
    for mutant in author_mutants(kind, {"planets": PLANETS}, 2 * TIMES, 14):
        assert_harmless(mutant.text)


FIELD = re.compile(r"^(?:  )*(?:- )?([a-z_]+):", re.MULTILINE)
SPELLINGS: dict[str, Callable[[str], str]] = {
    "a letter less": lambda name: name[:2] + name[3:],
    "a letter more": lambda name: name[:2] + "x" + name[2:],
    "another letter": lambda name: name[:1] + "x" + name[2:],
    "two letters swapped": lambda name: name[:-2] + name[-1] + name[-2],
    "capitals": str.upper,
    "a dash": lambda name: name.replace("_", "-") if "_" in name else f"-{name}".title(),
}


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_misspelt_field_is_mended_to_what_it_was(spelling: str) -> None:
    """One spelling is tried wherever a field stands, the others once a field unless a long look is wanted."""
    places = list(FIELD.finditer(NINE))
    if spelling != "a letter less" and TIMES == 1:
        places = list({match[1]: match for match in places}.values())
    for match in places:
        start, end = match.span(1)
        word = SPELLINGS[spelling](match[1])
        text = f"{NINE[:start]}{word}{NINE[end:]}"
        after = assert_harmless(text)
        if len(word) > 3 or spelling in {"capitals", "a dash"}:  # of a short name too little may be left
            assert after == NINE, f"`{match[1]}` written `{word}`"


WORDS = st.sampled_from(
    re.findall(
        r"\S+",
        "options choices correct question correct_answer answer_index wrong right distractor stem text title kind tag "
        "tags labels explain feedback references source level score marks hints answers answer anwser prompt promt "
        "Prompt type typ id ID name points point distractors items pairs categories tolerance unit group sources",
    )
)
VALUES = st.sampled_from(["A", "Core", "2", "[Core, All]", "[s]", "{a: b}", "true", "What: this?", "x  ", '" y "', ""])


@examples(40)
@given(st.lists(st.tuples(WORDS, VALUES), min_size=1, max_size=6), st.sampled_from(["", SOUND]))
def test_fields_of_all_formats_together_are_not_made_worse(fields: list[tuple[str, str]], neighbour: str) -> None:
    lines = [f"    {name}: {value}\n" for name, value in fields]
    text = HEAD + neighbour + "".join(lines).replace("    ", "  - ", 1)
    assert_harmless(text)


# What is fixed, and what is not


@pytest.mark.parametrize("word", ["typ", "Type", "tpye", "types"])
def test_the_type_is_found_under_a_misspelt_name(word: str) -> None:
    text = HEAD + SOUND.replace("type:", f"{word}:")
    assert fix(text) == HEAD + SOUND
    wrong = HEAD + SOUND.replace("type: single", f"{word}: order")
    assert fix(wrong) == wrong


def test_a_list_of_options_does_not_become_points() -> None:
    text = HEAD + FOREIGN["options and a letter"]
    assert fix(text) == text
    assert [one.fix for one in check(text.encode()) if one.code == "B003"] == [(), ()]


def test_a_field_is_renamed_only_where_its_value_fits() -> None:
    for line, after in {
        "point: 2": "points: 2",
        "point: [a]": None,
        "tag: [a]": "tags: [a]",
        "tag: a": None,
        "hints: one": "hint: one",
        "hints: [one, two]": None,
        "source: [s]": "sources: [s]",
        "grup: a": "group: a",
        "grup: a b": None,
        "as-of: 2017": "as_of: 2017",
        "as-of: soon": None,
        "dificulty: easy": "difficulty: easy",
        "dificulty: 3": None,
        "lintt: {ignore: [F006], reason: R.}": "lint: {ignore: [F006], reason: R.}",
        "lintt: [F006]": None,
    }.items():
        rest = SOUND.replace("    sources: [s]\n", "") if "source" in line else SOUND
        text = f"{HEAD}{rest}    {line}\n"
        assert fix(text) == (text if after is None else text.replace(line, after)), line


def test_a_name_that_is_near_two_fields_or_near_one_twice_is_left_alone() -> None:
    for lines in ("    answr: Mars\n    anser: Mars\n", "    promt: Which?\n    prompts: What?\n"):
        field = "answer" if "answr" in lines else "prompt"
        text = HEAD + re.sub(rf"    {field}: .*\n", lines, SOUND)
        assert fix(text) == text


def test_a_field_is_renamed_wherever_it_stands() -> None:
    text = (
        "id: b\ntitle: B\nreferences:\n  - {ID: s, titel: S}\nlint: {ignor: [F006], reason: R.}\nquestions:\n"
        "  - id: q\n    type: single\n    prompt: Which is not red?\n    answer: {Text: Venus}\n"
        "    distractors:\n      - {txt: Mars, feedbak: It is.}\n      - Antares\n"
        "    explanation: It is.\n    sources: [{ref: s, locater: p}]\n"
    )
    wanted = text
    for word, name in {
        "ID": "id", "titel": "title", "ignor": "ignore", "typ:": "type:", "Text": "text", "txt": "text",
        "feedbak": "feedback", "locater": "locator",
    }.items():  # fmt: skip
        wanted = wanted.replace(word, name)
    assert fix(text) == wanted


def test_a_fix_that_brings_another_error_is_left_out_and_its_neighbours_are_made() -> None:
    bad = SOUND.replace("distractors: [", "distractor: [Mars, ")
    questions = [SOUND.replace("sound", f"q{at}") if at % 3 else bad.replace("sound", f"q{at}") for at in range(12)]
    text = HEAD + "".join(questions).replace("prompt", "promt")
    assert fix(text) == text.replace("promt", "prompt")


@pytest.mark.parametrize("number", [2, 20, 200])
def test_fixes_that_do_harm_cost_few_checks_however_many_they_are(number: int) -> None:
    checked: list[int] = []

    def counting(data: bytes) -> tuple[Diagnostic, ...]:
        checked.append(len(data))
        return check(data)

    bad = SOUND.replace("distractors: [", "distractor: [Mars, ").replace("prompt", "promt").replace("s]", "s] ")
    fixed((HEAD + "".join(bad.replace("sound", f"q{at}") for at in range(number))).encode(), counting)
    assert len(checked) <= 8


def test_several_slips_that_hide_each_other_are_fixed_where_the_bank_can_be_read_in_the_end() -> None:
    faulty = SOUND.replace("It is.", "It is: red.") + SOUND.replace("sound", "b").replace("Which", "One: which")
    assert '"It is: red."' in fix(HEAD + faulty)
    assert '"One: which planet is red?"' in fix(HEAD + faulty)
    unclosed = SOUND.replace("sound", "c").replace("Mars", '"Mars')
    assert fix(HEAD + faulty + unclosed) == fix(HEAD + faulty) + unclosed


def test_a_question_that_comes_into_play_may_have_flaws() -> None:
    text = HEAD + SOUND + SOUND.replace("sound", "b").replace("prompt: Which planet is", "promt: Which planet is not")
    assert "promt" not in fix(text)


def test_what_is_gone_is_counted_by_its_kind() -> None:
    text = HEAD + SOUND.replace("prompt", "promt").replace("s]", "s]  ")
    before, after = check(text.encode()), check(fix(text).encode())
    assert [one.code for one in before] == ["B003", "S001"]
    assert (after, gone(before, after), gone(before, before)) == ((), 2, 0)


def test_what_a_fix_changes_is_a_line_of_its_own() -> None:
    text = HEAD + SOUND.replace("prompt", "promt") + FOREIGN["options alone"]
    rows = [row for row in difflib.ndiff(text.splitlines(), fix(text).splitlines()) if row[0] in "+-"]
    assert rows == ["-     promt: Which planet is red?", "+     prompt: Which planet is red?"]
