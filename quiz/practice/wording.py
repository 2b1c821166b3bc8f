"""Answers and responses in words, the same on every screen, in the line mode and in lists."""

from decimal import Decimal
from typing import assert_never

from quiz.bank.questions.choice import Multiple, Single, TrueFalse
from quiz.bank.questions.order import Order
from quiz.bank.questions.placement import Classify, Match
from quiz.bank.questions.registry import Question
from quiz.bank.questions.typed import Blank, Cloze, Number, TextQuestion
from quiz.practice.presentation import TRUE_FALSE
from quiz.practice.response import Chosen, DontKnow, Filled, Judged, Ordered, Placed, Response, Typed

GAP = "____"


def answer_lines(question: Question) -> tuple[str, ...]:
    """Return the right answer, a line a part where it has several."""
    match question:
        case Single():
            return (question.choices[0].text,)
        case Multiple():
            return question.right_texts
        case TrueFalse():
            return (truth(question.answer),)
        case Number():
            return (_number(question),)
        case TextQuestion():
            return (question.answers[0],)
        case Order():
            return tuple(f"{place}. {item}" for place, item in enumerate(question.items, start=1))
        case Match():
            return tuple(f"{left} → {right}" for left, right in question.pairs.items())
        case Classify():
            return tuple(f"{category}: {'; '.join(items)}" for category, items in question.categories.items())
        case Cloze():
            return ("".join(part.answers[0] if isinstance(part, Blank) else part for part in question.segments),)
        case _:
            assert_never(question)


def response_text(response: Response | None) -> str:
    """Return a response on one line."""
    match response:
        case None:
            return "No response"
        case DontKnow():
            return "Don't know"
        case Chosen(choices):
            return "; ".join(choices) if choices else "None chosen"
        case Judged(value):
            return truth(value)
        case Typed(text):
            return text
        case Ordered(items):
            return " → ".join(items)
        case Placed(places):
            return "; ".join(f"{left} → {right}" for left, right in places.items())
        case Filled(blanks):
            return "; ".join(blank or GAP for blank in blanks)
        case _:
            assert_never(response)


def cloze_prompt(question: Cloze) -> str:
    """Return the text of a cloze question with its blanks numbered: `Relations date from [1] ____.`"""
    number = 0
    text = ""
    for part in question.segments:
        if isinstance(part, Blank):
            number += 1
            text += f"[{number}] {GAP}"
        else:
            text += part
    return text


def instruction(question: Question) -> str:
    """Say in a few words what is to be done, for every type."""
    match question:
        case Single():
            return "Choose one."
        case Multiple():
            return "Choose all that are right."
        case TrueFalse():
            return "True or false?"
        case Number():
            return f"Type a number ({question.unit})." if question.unit else "Type a number."
        case TextQuestion():
            return "Type the answer."
        case Order():
            return "Put them in order, first to last."
        case Match():
            return "Match each with its partner."
        case Classify():
            return "Sort each into its category."
        case Cloze():
            return "Fill in the blanks."
        case _:
            assert_never(question)


def chosen_feedback(question: Question, response: Response | None) -> tuple[tuple[str, str], ...]:
    """Return each chosen choice that has feedback, with that feedback."""
    if not isinstance(question, Single | Multiple) or not isinstance(response, Chosen):
        return ()
    return tuple(
        (choice.text, choice.feedback)
        for choice in question.choices
        if choice.feedback is not None and choice.text in response.choices
    )


def truth(value: bool) -> str:
    return TRUE_FALSE[0] if value else TRUE_FALSE[1]


def _number(question: Number) -> str:
    text = figure(question.answer)
    if question.unit:
        text += f" {question.unit}"
    if question.tolerance:
        text += f" (± {figure(question.tolerance)})"
    return text


def figure(number: Decimal) -> str:
    """Return a number in plain digits, in groups of three from five digits on, so that a year stays a year."""
    return f"{number:,f}" if abs(number) >= 10_000 else f"{number:f}"
