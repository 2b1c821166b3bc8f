"""What the line mode says, each sentence once: where one is worded anew, it is changed here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from quiz.practice.parsing import expected

if TYPE_CHECKING:
    from quiz.practice.attempt import Item

RIGHT: Final = "Right."
PARTLY: Final = "Partly right."
WRONG: Final = "Wrong."
NOTED: Final = "Noted."
ANSWER: Final = "Answer:"
SOURCES: Final = "Sources: "
YOUR_ANSWER: Final = "Your answer: "
SCORE: Final = "Score: "
VERDICTS: Final = (RIGHT, PARTLY, WRONG)
TELLING: Final = (*VERDICTS, ANSWER, SOURCES, SCORE)
"""How every line begins by which a response is judged or the answer is given away."""

NOTHING_TO_PUT_RIGHT: Final = "Nothing is left to put right."
NO_HINT: Final = "There is no hint."
FLAGGED: Final = "Flagged."
FLAG_OFF: Final = "The flag is off."
NOTHING_TO_UNDO: Final = "There is nothing to take back."
NO_COMMAND: Final = "is no command. Commands: "
RUNNING_OUT: Final = "Less than a quarter of the time is left: "
TIME_IS_UP: Final = "The time is up"
FINISHED: Final = "The attempt is finished"
NOTE_KEPT: Final = "The note is kept."
NOTE_GONE: Final = "There is no note now."
NO_NOTE: Final = "You have no note on it. Type :note and a text."
STARRED: Final = "Starred."
STAR_OFF: Final = "The star is off."
NOT_YET: Final = "Sources are told after the answer."
UNANSWERED: Final = "Not answered."
NOTHING_KEPT: Final = "The input ended before anything was answered, so nothing is kept."
TYPE_THE_ANSWER: Final = "Type the answer; or ? for"


def sources_after(number: int, asking: str = ":source") -> str:
    """Return how the sources of a question are told after its verdict."""
    return f"{SOURCES}{number} ({asking} reads {'it' if number == 1 else 'them'})."


def question(number: int, total: int) -> str:
    """Return how the first line of a question begins."""
    return f"Question {number} of {total}"


def again(number: int, total: int) -> str:
    """Return how the first line of a question begins that is asked again."""
    return f"Again, question {number} of {total}"


def form(item: Item) -> str:
    """Return how a question is to be answered."""
    return expected(item.question, item.presentation)


def review(number: int, total: int, prompt: str) -> str:
    return f"Review {number} of {total}. {prompt}"


def your_note(text: str) -> str:
    return f"Your note: {text}"


def time_limit(span: str) -> str:
    return f"Time limit: {span}."


def time_left(span: str) -> str:
    return f"Time left: {span}."


def running_out(span: str) -> str:
    return f"{RUNNING_OUT}{span}."


def your_answer(response: str) -> str:
    return f"{YOUR_ANSWER}{response}"


def score(points: str) -> str:
    return f"{SCORE}{points}"


def say_which(example: str) -> str:
    return f"Say of which question, as in {example}."


def comes_after(command: str) -> str:
    return f"{command} comes after the score."


def about(number: int, told: str) -> str:
    """Return what is told of a note, a star or a report."""
    return f"Question {number}: {told}"


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
