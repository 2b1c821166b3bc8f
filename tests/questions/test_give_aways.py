"""No question of any bank tells the answer of another, unless an attempt never asks both."""

import re
from typing import Final

from quiz.bank.questions.choice import Multiple, Single
from quiz.bank.questions.listing import ListQuestion
from quiz.bank.questions.number import Number
from quiz.bank.questions.order import Order
from quiz.bank.questions.placement import Classify, Match
from quiz.bank.questions.registry import Question
from quiz.bank.questions.typed import TextQuestion

from .test_seed_facts import right_parts

SHARED: Final = 3
"""So many telling words in common make two prompts about one thing."""

SHARED_WITH_A_ROW: Final = 2
"""So many do for a row, which is read together with its prompt and says one thing."""

SHORT: Final = 3
STEM: Final = 6
COMMON: Final = frozenset(
    re.findall(
        r"\w+",
        "about after also apply before council countries country dprk european from have korea korean many north "
        "resolution security select state states that their them there these they this three title under union were "
        "what when where which with",
    )
)


def telling(prompt: str) -> set[str]:
    """Return the words that tell what a prompt is about, cut so that forms of one word are the same."""
    words = re.findall(r"[a-z0-9]+", prompt.casefold())
    return {word[:STEM] for word in words if len(word) > SHORT and word not in COMMON}


def tells(teller: str, prompt: str, answers: list[str], shared: int = SHARED) -> bool:
    """Tell whether one prompt says an answer to another that is about the same thing."""
    text = teller.casefold()
    return any(
        len(one) > SHORT
        and one.casefold() in text
        and re.search(rf"(?<!\w){re.escape(one.casefold())}(?!\w)", text) is not None
        and len(telling(teller) & telling(prompt)) >= shared
        for one in answers
    )


def read_rows(question: Question) -> list[str]:
    """Return the rows that a learner reads as true, whatever is still to be done with them."""
    match question:
        case Order():
            return list(question.items)
        case Match():
            return list(question.pairs.values())
    return []


def row_tells(row: str, teller: str, prompt: str, answers: list[str]) -> bool:
    """Tell whether a row under the prompt `teller` says the answer to another question, and not merely names it."""
    said = [one for one in answers if tells(row, prompt, [one], shared=0) and one.casefold() != row.casefold()]
    return tells(f"{teller} {row}", prompt, said, SHARED_WITH_A_ROW)


def named_rows(question: Question) -> list[str]:
    """Return the rows with all that they name, each with what it belongs to."""
    match question:
        case Match():
            return [f"{left} {right}" for left, right in question.pairs.items()]
        case Classify():
            return [f"{item} {category}" for category, items in question.categories.items() for item in items]
    return read_rows(question)


def is_never_asked_with(name: str, other: str, questions: dict[str, Question]) -> bool:
    """Tell whether two questions are of one group, or of one passage, which is read for both."""
    one, another = questions[name], questions[other]
    grouped = one.group is not None and one.group == another.group
    read = one.passage is not None and one.passage == another.passage
    return name.split("/", maxsplit=1)[0] == other.split("/", maxsplit=1)[0] and (grouped or read)


def test_no_prompt_tells_the_answer_of_another_question(questions: dict[str, Question]) -> None:
    found = []
    for name, question in questions.items():
        if isinstance(question, Single | Multiple | TextQuestion | Number | ListQuestion):
            answers = [one.strip() for one in right_parts(question)]
            found += [
                (name, "is told by", other)
                for other, teller in questions.items()
                if other != name
                and tells(teller.prompt, question.prompt, answers)
                and not is_never_asked_with(name, other, questions)
            ]
    assert found == []


def test_no_row_tells_the_answer_of_another_question(questions: dict[str, Question]) -> None:
    found = []
    for name, question in questions.items():
        if isinstance(question, Single | TextQuestion | Number) and question.passage is None:
            answers = [one.strip() for one in right_parts(question)]
            found += [
                (name, "is told by", other, row)
                for other, teller in questions.items()
                if other != name and not is_never_asked_with(name, other, questions)
                for row in read_rows(teller)
                if row_tells(row, teller.prompt, question.prompt, answers)
            ]
    assert found == []


def test_no_row_names_what_another_question_asks_to_be_written(questions: dict[str, Question]) -> None:
    found = []
    for name, question in questions.items():
        if isinstance(question, TextQuestion | ListQuestion):
            answers = [one.strip() for one in right_parts(question)]
            found += [
                (name, "is told by", other, row)
                for other, teller in questions.items()
                if other != name and not is_never_asked_with(name, other, questions)
                for row in named_rows(teller)
                if tells(row, question.prompt, answers, shared=0)
                and tells(f"{teller.prompt} {row}", question.prompt, answers, SHARED_WITH_A_ROW)
            ]
    assert found == []


def test_a_row_that_says_an_answer_is_found_and_one_that_only_names_it_is_not() -> None:
    asked = "Who led the delegation that went to Pyongyang?"
    assert row_tells("Persson leads a delegation to Pyongyang", "Put these in order.", asked, ["Persson"])
    assert not row_tells("Persson", "Who went to Pyongyang with the delegation?", asked, ["Persson"])
    assert not row_tells("A minister leads it", "Persson and the delegation to Pyongyang", asked, ["Persson"])


def test_an_answer_in_another_prompt_about_the_same_thing_is_found() -> None:
    asked = "When was the third nuclear test?"
    assert tells("What followed the third nuclear test of May 2013?", asked, ["May 2013"])
    assert not tells("Who went to Rome in May 2013?", asked, ["May 2013"])
