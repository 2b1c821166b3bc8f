"""Judging a response, and what chance alone would earn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.practice.grade import Grade
from quiz.practice.questions.registry import family_of, is_response_to
from quiz.practice.response import DontKnow, Response

if TYPE_CHECKING:
    from quiz.bank.questions.registry import Question
    from quiz.practice.questions.base import PlacedAnswer


def grade(question: Question, response: Response) -> Grade:
    """Judge a response. Raises `TypeError` where it is no response to a question of that type."""
    if isinstance(response, DontKnow):
        return Grade(0.0, "You said that you don't know.")
    if not is_response_to(question, response):
        raise TypeError(f"{type(response).__name__} is no response to a {question.type} question")
    return family_of(question).grade(question, response)


def blind_chance(question: Question) -> float:
    """Return the probability of a wholly right response by blind guessing; 0 where something must be typed."""
    return family_of(question).blind_chance(question)


def random_score(question: Question) -> float | None:
    """Return the share that blind guessing earns on average, 0 to 1; None where it depends on how one guesses."""
    return family_of(question).random_score(question)


def placed_answers(question: Question, response: Response) -> tuple[PlacedAnswer, ...]:
    """Return what a response has at each place of a question; nothing for “don't know”.

    Raises `TypeError`, `ValueError`, `LookupError` or `ArithmeticError` where it does not fit the question.
    """
    graded = grade(question, response)
    if isinstance(response, DontKnow):
        return ()
    return tuple(family_of(question).placed_answers(question, response, graded))
