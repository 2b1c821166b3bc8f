"""What a learner may count on in every bundled bank. A failure says what drifted."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

import pytest

from quiz.bank.model import Bank
from quiz.bank.questions.base import DIFFICULTIES, Choice, as_choice
from quiz.bank.questions.choice import Multiple, Single, TrueFalse
from quiz.bank.questions.registry import QUESTION_TYPES, Question
from quiz.bank.questions.typed import Blank, Cloze, TextQuestion
from quiz.library.library import Library
from quiz.reading.normalize import caseless_form

from .conftest import BANKS, QUESTIONS, TAG_SECTION, Guide, raw

LEAST: Final = {"sanctions": 105, "diplomacy": 85, "human-rights": 65, "aid": 55}
LEAST_IN_ALL: Final = 320

RARE: Final = {"list", "open"}
"""Types of which it is enough that all banks together have three questions."""

MOST_SINGLE: Final = 0.4
LEAST_WHY: Final = 40
LONGEST_KEYS: Final = (0.15, 0.30)
"""In which share of the single questions the key is the one longest choice, about as chance would have it."""

SENTENCE_END: Final = re.compile(r"(?<=[.!?])[\"”’)]*\s+(?=[A-Z0-9\"“‘(])")
META_CHOICE: Final = re.compile(
    r"\b(all|none|both|neither|any|each|most) of (the|these|those|them)\b|\b(all|none|both|neither)\W*$", re.IGNORECASE
)

YEAR_IS_ASKED: Final = {
    "sanctions/trade-share-and-2016": "the year is one of the blanks",
}
"""Questions that are bound to a time and cannot say it, because it is what they ask."""


def _distractors(question: Question) -> tuple[Choice, ...]:
    return tuple(map(as_choice, question.distractors)) if isinstance(question, Single | Multiple) else ()


def test_the_four_banks_are_there_and_no_other(library: Library) -> None:
    assert sorted(entry.id for entry in library.playable) == sorted(BANKS)


def test_a_bank_has_its_number_of_questions(bank: Bank) -> None:
    assert len(bank.questions) >= LEAST[bank.id]


def test_all_banks_together_have_their_number_of_questions(questions: dict[str, Question]) -> None:
    assert len(questions) >= LEAST_IN_ALL


def test_the_readme_says_how_many_lessons_and_questions_there_are(
    library: Library, questions: dict[str, Question]
) -> None:
    readme = " ".join((QUESTIONS.parent / "README.md").read_text("utf-8").split())
    lessons = sum(len(entry.bank.lessons) for entry in library.playable if entry.bank is not None)
    assert f"{lessons} lessons to begin with and {len(questions)} questions on" in readme


def test_a_bank_says_what_it_is_about_and_on_which_terms(bank: Bank) -> None:
    assert bank.title == bank.id.replace("-", " ").capitalize()
    assert (bank.language, bank.license) == ("en", "CC-BY-4.0")
    assert bank.description
    assert bank.updated


def test_a_bank_has_at_least_three_questions_of_each_type_but_the_rare_ones(bank: Bank) -> None:
    counts = Counter(question.type for question in bank.questions)
    assert {kind: counts[kind] for kind in QUESTION_TYPES if counts[kind] < 3 and kind not in RARE} == {}


def test_all_banks_together_have_three_questions_of_each_rare_kind(questions: dict[str, Question]) -> None:
    counts = Counter(question.type for question in questions.values())
    counts["cloze with lists"] = sum(
        isinstance(question, Cloze) and any(blank.wrong for blank in question.blanks) for question in questions.values()
    )
    assert {kind: counts[kind] for kind in (*RARE, "cloze with lists") if counts[kind] < 3} == {}


def test_few_questions_are_single(questions: dict[str, Question]) -> None:
    assert sum(isinstance(question, Single) for question in questions.values()) <= MOST_SINGLE * len(questions)


def test_enough_questions_ask_why(questions: dict[str, Question]) -> None:
    assert sum("why" in question.tags for question in questions.values()) >= LEAST_WHY


def test_each_difficulty_has_at_least_a_fifth_of_a_bank(bank: Bank) -> None:
    counts = Counter(question.difficulty for question in bank.questions)
    assert {level: counts[level] for level in DIFFICULTIES if counts[level] < len(bank.questions) / 5} == {}
    assert counts[None] == 0, "questions without a difficulty"


def test_true_false_is_true_about_as_often_as_false(bank: Bank) -> None:
    answers = [question.answer for question in bank.questions if isinstance(question, TrueFalse)]
    assert 1 / 3 <= sum(answers) / len(answers) <= 2 / 3


def test_the_key_is_the_longest_choice_about_as_often_as_by_chance(questions: dict[str, Question]) -> None:
    singles = {name: question for name, question in questions.items() if isinstance(question, Single)}
    longest = [
        name
        for name, question in singles.items()
        if len(as_choice(question.answer).text) > max(len(choice.text) for choice in _distractors(question))
    ]
    least, most = LONGEST_KEYS
    assert least * len(singles) <= len(longest) <= most * len(singles), f"{len(longest)} of {len(singles)}: {longest}"


def test_the_answers_of_a_multiple_are_not_longer_than_its_distractors(bank: Bank) -> None:
    def mean(texts: list[str]) -> float:
        return sum(map(len, texts)) / len(texts)

    longer = [
        question.id
        for question in bank.questions
        if isinstance(question, Multiple)
        and mean(list(question.right_texts)) > 1.15 * mean([choice.text for choice in _distractors(question)])
    ]
    assert longer == []


def test_every_distractor_has_feedback_of_its_own(bank: Bank) -> None:
    without = [
        (question.id, choice.text)
        for question in bank.questions
        for choice in _distractors(question)
        if not choice.feedback or caseless_form(choice.feedback) == caseless_form(choice.text)
    ]
    assert without == []


def test_a_single_has_two_to_four_distractors_and_a_multiple_at_least_two_of_both(bank: Bank) -> None:
    numbers = {
        question.id: (len(question.choices) - len(question.distractors), len(question.distractors))
        for question in bank.questions
        if isinstance(question, Single | Multiple)
    }
    singles = {question.id for question in bank.questions if isinstance(question, Single)}
    assert [name for name, (_, wrong) in numbers.items() if name in singles and not 2 <= wrong <= 4] == []
    assert [name for name, both in numbers.items() if name not in singles and min(both) < 2] == []


def test_a_multiple_says_that_more_than_one_may_be_right(bank: Bank) -> None:
    silent = [
        question.id
        for question in bank.questions
        if isinstance(question, Multiple)
        and not re.search(r"all that apply|\b(two|three|four|five)\b", question.prompt, re.IGNORECASE)
    ]
    assert silent == []


def test_no_choice_is_about_the_other_choices(bank: Bank) -> None:
    found = [
        (question.id, choice.text)
        for question in bank.questions
        if isinstance(question, Single | Multiple)
        for choice in question.choices
        if META_CHOICE.search(choice.text)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("text", "is_meta"),
    [
        ("All of the above", True),
        ("none of these.", True),
        ("Both", True),
        ("The Panel of Experts", False),
        ("All United Nations members", False),
    ],
)
def test_choices_about_choices_are_told_from_others(text: str, is_meta: bool) -> None:
    assert bool(META_CHOICE.search(text)) is is_meta


def test_an_explanation_has_two_to_four_sentences(bank: Bank) -> None:
    counts = {question.id: len(SENTENCE_END.split(question.explanation or "")) for question in bank.questions}
    assert {name: count for name, count in counts.items() if not 2 <= count <= 4} == {}


def test_an_explanation_says_more_than_its_feedback(bank: Bank) -> None:
    repeated = [
        question.id
        for question in bank.questions
        if caseless_form(question.explanation or "")
        in {caseless_form(one.feedback or "") for one in _distractors(question)}
    ]
    assert repeated == []


def test_every_question_has_a_hint(bank: Bank) -> None:
    assert [question.id for question in bank.questions if not question.hint] == []


def test_neither_hint_nor_prompt_says_the_answer(bank: Bank) -> None:
    def told(question: Question) -> Iterator[str]:
        answers: tuple[str, ...] = ()
        if isinstance(question, Single):
            answers = (as_choice(question.answer).text,)
        elif isinstance(question, TextQuestion):
            answers = question.answers
        said = f"{question.prompt} {question.hint}".casefold()
        for answer in answers:
            if re.search(rf"(?<!\w){re.escape(answer.casefold())}(?!\w)", said):
                yield answer

    assert [(question.id, *told(question)) for question in bank.questions if any(told(question))] == []


def test_every_question_has_a_source_and_the_first_a_locator(bank: Bank) -> None:
    without = [one.id for one in bank.questions if not one.citations or not one.citations[0].locator]
    assert without == []


def test_no_question_cites_the_same_place_twice(bank: Bank) -> None:
    assert [one.id for one in bank.questions if len(set(one.citations)) < len(one.citations)] == []


def test_every_question_has_one_to_four_tags_of_the_list(bank: Bank, guide: Guide) -> None:
    known = set(guide.table(TAG_SECTION))
    assert known
    assert [one.id for one in bank.questions if not 1 <= len(set(one.tags)) <= 4] == []
    assert [(one.id, tag) for one in bank.questions for tag in one.tags if tag not in known] == []


def test_every_tag_of_the_list_is_used_and_stands_there_once(questions: dict[str, Question], guide: Guide) -> None:
    listed = guide.table(TAG_SECTION)
    assert [tag for tag, count in Counter(listed).items() if count > 1] == []
    assert set(listed) - {tag for question in questions.values() for tag in question.tags} == set()


def _asked(question: Question) -> str:
    """What a learner reads before answering: the prompt, and a cloze text without what is in its blanks."""
    segments = question.segments if isinstance(question, Cloze) else ()
    return " ".join([question.prompt, *("…" if isinstance(one, Blank) else one for one in segments)])


def test_what_is_bound_to_a_time_says_so(questions: dict[str, Question]) -> None:
    silent = [
        (name, question.as_of)
        for name, question in questions.items()
        if question.as_of is not None and question.as_of[:4] not in _asked(question) and name not in YEAR_IS_ASKED
    ]
    assert silent == []


@pytest.mark.parametrize("name", YEAR_IS_ASKED)
def test_a_question_that_asks_for_its_year_has_it_as_an_answer(name: str, questions: dict[str, Question]) -> None:
    question = questions[name]
    assert isinstance(question, Cloze)
    assert question.as_of is not None
    assert any(question.as_of[:4] in blank.answers for blank in question.blanks)


@pytest.mark.parametrize("name", BANKS)
def test_ids_are_unique_over_a_bank_and_readable(name: str) -> None:
    ids = [question["id"] for question in raw(QUESTIONS / f"{name}.yaml")["questions"]]
    assert [one for one, count in Counter(ids).items() if count > 1] == []
    assert [one for one in ids if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)+", one) or len(one) > 50] == []
    assert [one for one in ids if re.fullmatch(r"(q|question|item)-?\d+", one)] == []


@pytest.mark.parametrize("name", BANKS)
def test_prompts_and_answers_stand_on_one_line(name: str) -> None:
    lines = (QUESTIONS / f"{name}.yaml").read_text("utf-8").splitlines()
    folded = [
        (number, line) for number, line in enumerate(lines, 1) if re.match(r" +(- )?(prompt|answer|text): [|>]", line)
    ]
    clozes = {number for number, line in enumerate(lines, 1) if line in {"    text: >-", "    answer: >-"}}
    assert [one for one in folded if one[0] not in clozes] == []


def test_no_two_prompts_are_the_same(questions: dict[str, Question]) -> None:
    by_prompt: dict[str, list[str]] = {}
    for name, question in questions.items():
        by_prompt.setdefault(" ".join(re.findall(r"\w+", caseless_form(question.prompt))), []).append(name)
    assert [names for names in by_prompt.values() if len(names) > 1] == []


def test_a_group_has_more_than_one_question(bank: Bank) -> None:
    counts = Counter(question.group for question in bank.questions if question.group)
    assert [group for group, count in counts.items() if count == 1] == []
