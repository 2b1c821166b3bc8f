"""Words of other formats: each gets a hint that says what goes where, and no guess that makes nonsense of it."""

import pytest

from quiz.bank.questions.registry import QUESTION_TYPES
from quiz.diagnostics.findings import Diagnostic
from quiz.reading.foreign_words import is_foreign, place_of, type_help
from quiz.reading.reader import read_bank

ALL_FIELDS = {name for struct in QUESTION_TYPES.values() for name in struct.__struct_encode_fields__}


def told(fields: str, head: str = "id: b\ntitle: B\n") -> list[Diagnostic]:
    question = "\n".join(f"    {line}" for line in fields.splitlines()).replace("    ", "  - ", 1)
    return list(read_bank(f"{head}questions:\n{question}\n".encode(), "b.yaml", None).diagnostics)


def help_about(word: str, found: list[Diagnostic]) -> str:
    (one,) = [one for one in found if one.code == "B003" and f"`{word}`" in one.message]
    assert one.fix == ()
    assert one.help is not None
    return one.help


SINGLE = "id: q\ntype: single\n"
GOES: dict[str, list[str]] = {
    "prompt": ["question", "stem", "text", "title", "Question", "question_text"],
    "answer": ["correct", "correct_answer", "correctAnswer", "answer_index", "right", "right_answer", "key"],
    "distractors": ["incorrect_answers", "wrong_answers", "wrong", "incorrect", "incorrectAnswers"],
    "id": ["name", "uid"],
    "type": ["kind", "question_type", "questionType"],
    "tags": ["category", "labels", "topic"],
    "explanation": ["explain", "rationale", "feedback", "general_feedback"],
    "sources": ["reference", "references", "url"],
    "difficulty": ["level"],
    "points": ["score", "marks"],
}


@pytest.mark.parametrize(("field", "word"), [(field, word) for field, words in GOES.items() for word in words])
@pytest.mark.parametrize("value", ["Core", "[Core, All]", "2", "{a: b}"])
@pytest.mark.parametrize("kind", [SINGLE, "id: q\n"])
def test_a_foreign_word_is_told_where_its_value_goes(kind: str, field: str, word: str, value: str) -> None:
    if word in ALL_FIELDS and kind != SINGLE:
        return  # it may be a field of the type that is not given
    help_ = help_about(word, told(f"{kind}{word}: {value}"))
    assert f"`{word}` is another format's word" in help_
    assert f"`{field}`" in help_
    assert "did you mean" not in help_


@pytest.mark.parametrize("word", ["options", "choices", "Options", "alternatives", "optoins"])
@pytest.mark.parametrize(("kind", "field"), [("single", "answer"), ("multiple", "answers")])
def test_options_go_into_the_answer_and_the_distractors(word: str, kind: str, field: str) -> None:
    found = told(f"id: q\ntype: {kind}\nprompt: P\n{word}: [Core, All]")
    help_ = help_about(word, found)
    assert f"in `{field}` and the others in `distractors`" in help_
    assert {one.code for one in found} == {"B003", "B040", "B041"}, "nothing is told twice"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ("answer: A\noptions: [Core, All]", "`answer` must be the text of the choice, not `A`"),
        ("answer: 1\noptions: [Core, All]", "`answer` must be the text of the choice, not `1`"),
        ("answer: b)\nchoices: [Core, All]", "not `b)`"),
        ("answer: A\noptions: {A: Core, B: All}", "not `A`"),
        ("answer: A\noptions:\n  - A: Core\n  - B: All", "not `A`"),
        ("answer: Core\noptions: [Core, All]", ""),
        ("answer: B\noptions: [A, B, C]", ""),
        ("answer: 4\noptions: [2, 4, 8]", ""),
        ("type: multiple\nanswers: [A, C]\noptions: [Core, All, None]", "`answers` must be the text"),
    ],
)
def test_an_answer_that_is_the_letter_or_number_of_an_option_is_told(fields: str, said: str) -> None:
    kind = "" if "type:" in fields else "type: single\n"
    found = told(f"id: q\n{kind}prompt: P\n{fields}")
    help_ = next(one.help or "" for one in found if one.code == "B003")
    assert said in help_
    assert ("must be" in help_) == bool(said)


@pytest.mark.parametrize(
    ("kind", "word", "said"),
    [
        ("true-false", "correct", "`true` or `false` in `answer`"),
        ("true-false", "options", "only `type: single` and `type: multiple` have choices"),
        ("true-false", "distractors", "single and multiple and match questions have it"),
        ("text", "correct_answer", "in the list `answers`"),
        ("number", "correct", "the number in `answer`"),
        ("number", "margin", "`tolerance`"),
        ("order", "options", "`items`"),
        ("match", "matches", "`pairs`"),
        ("classify", "groups", "`categories`"),
        ("cloze", "correct", "{{answer}}"),
        ("single", "tolerance", "number questions have it"),
        ("single", "hints", "one text in `hint`"),
        ("single", "source", "`sources`"),
        ("single", "distractor", "in the list `distractors`"),
    ],
)
def test_what_is_said_fits_the_type_of_the_question(kind: str, word: str, said: str) -> None:
    value = "x" if word in {"source", "distractor"} else "[a, b]"
    assert said in help_about(word, told(f"id: q\ntype: {kind}\nprompt: P\n{word}: {value}"))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("name: N", "`title`"),
        ("author: N", "`authors`"),
        ("source: [x]", "`references`"),
        ("items: [x]", "`questions`"),
        ("category: x", "`topic`"),
        ("tags: [x]", "a question has it"),
        ("options: [x]", "in each question"),
    ],
)
def test_foreign_words_of_a_bank(line: str, said: str) -> None:
    word = line.partition(":")[0]
    assert said in help_about(word, told("id: q", f"id: b\n{line}\n"))


@pytest.mark.parametrize(
    ("entry", "word", "said"),
    [
        ("{option: Venus}", "option", "the choice in `text`"),
        ("{text: Venus, correct: false}", "correct", "by where it stands"),
        ("{text: Venus, explanation: hot}", "explanation", "in `feedback`"),
    ],
)
def test_foreign_words_of_a_choice(entry: str, word: str, said: str) -> None:
    assert said in help_about(word, told(f"{SINGLE}prompt: P\nanswer: A\ndistractors: [{entry}]"))


def test_foreign_words_of_a_citation_and_of_the_switches() -> None:
    found = told(
        f"{SINGLE}prompt: P\nanswer: A\ndistractors: [B]\nsources: [{{id: un, page: 3}}]\nlint: {{rules: [F]}}"
    )
    assert "in `ref`" in help_about("id", found)
    assert "in `locator`" in help_about("page", found)
    assert "in the list `ignore`" in help_about("rules", found)


@pytest.mark.parametrize("word", ["opciones", "metadata", "shuffle", "version", "required", "x", "points_possible"])
def test_a_word_that_is_near_nothing_is_not_guessed(word: str) -> None:
    assert "its fields are" in help_about(word, told(f"{SINGLE}{word}: [a, b]"))


def test_a_field_in_capitals_beside_the_same_field_is_not_another_format() -> None:
    assert "`answer` is there already" in help_about("Answer", told(f"{SINGLE}answer: A\nAnswer: B"))


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("multiple-choice", "`single` where one choice is right, `multiple` where several may be"),
        ("MCQ", "`single` where one"),
        ("checkbox", "`single` where one"),
        ("true_false", "did you mean `true-false`?"),
        ("boolean", "did you mean `true-false`?"),
        ("short_answer", "did you mean `text`?"),
        ("fill-in-the-blank", "did you mean `cloze`?"),
        ("numerical", "did you mean `number`?"),
    ],
)
def test_types_of_other_formats(word: str, said: str) -> None:
    (one,) = [one for one in told(f"id: q\ntype: {word}\nprompt: P") if one.code == "B004"]
    assert said in (one.help or "")


def test_no_field_is_a_foreign_word_where_it_belongs() -> None:
    for struct in QUESTION_TYPES.values():
        for name in struct.__struct_encode_fields__:
            place = place_of(name, "question", struct.__struct_encode_fields__)
            assert place is None or name not in place.fields
    assert type_help("zzz") is None
    assert is_foreign("Correct Answer")
    assert not is_foreign("Venus")
