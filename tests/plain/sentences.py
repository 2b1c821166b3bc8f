"""What the line mode says, each sentence once: where one is worded anew, it is changed here."""

from __future__ import annotations

from typing import Final

RIGHT: Final = "Right."
PARTLY: Final = "Partly right."
WRONG: Final = "Wrong."
NOTED: Final = "Noted."
ANSWER: Final = "Answer:"
SOURCE: Final = "Source: "
SCORE: Final = "Score: "
VERDICTS: Final = (RIGHT, PARTLY, WRONG)
TELLING: Final = (*VERDICTS, ANSWER, SOURCE, SCORE)
"""How every line begins by which a response is judged or the answer is given away."""

NO_HINT: Final = "There is no hint."
FLAGGED: Final = "Flagged."
FLAG_OFF: Final = "The flag is off."
NOTHING_TO_UNDO: Final = "There is nothing to take back."
NO_COMMAND: Final = "is no command. Commands: "
TIME_IS_UP: Final = "The time is up"
FINISHED: Final = "The attempt is finished"
UNANSWERED: Final = "Not answered."
TYPE_THE_ANSWER: Final = "Type the answer; or ? for"


def question(number: int, total: int) -> str:
    """Return how the first line of a question begins."""
    return f"Question {number} of {total}"


def review(number: int, total: int, prompt: str) -> str:
    return f"Review {number} of {total}. {prompt}"


def score(points: str) -> str:
    return f"{SCORE}{points}"


def hint(text: str) -> str:
    return f"Hint: {text}"


def taken_back(number: int) -> str:
    return f"Taken back: question {number}."


def answered_already(number: int) -> str:
    return f"Question {number} is answered already."


def expected_after_go(total: int) -> str:
    return f"Type :go and a number from 1 to {total}."


def answer_so_far(response: str) -> str:
    return f"Your answer so far: {response}"


def sheet(answered: int, total: int) -> str:
    return f"Answer sheet: {answered} of {total} answered."


def not_answered(*numbers: int) -> str:
    return f"Not answered: {', '.join(map(str, numbers))}. They count 0 points and are not reviewed."


def flagged(*numbers: int) -> str:
    return f"Flagged: {', '.join(map(str, numbers))}."


def input_ended(answered: int, total: int) -> str:
    return f"The input ended after {answered} of {total} questions."


def left(answered: int, total: int) -> str:
    return f"You left after {answered} of {total} questions."


def way_on(uid: str) -> str:
    """Return the command that continues an attempt."""
    return f"quiz take --resume {uid[:8]}"
