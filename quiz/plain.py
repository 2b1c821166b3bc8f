"""A quiz line by line: for screen readers, pipes and terminals that cannot draw.

Standard output depends on the banks, the options, the seed and the input alone; ids, times and prompts for a person at
the keyboard go to standard error.
"""

import time
from collections.abc import Iterator
from typing import TextIO

from quiz.bank.model import Cloze
from quiz.practice.attempt import Attempt, Item, Taken
from quiz.practice.citing import citation_line
from quiz.practice.grading import Verdict
from quiz.practice.parsing import DONT_KNOW_SIGN, Unreadable, letter, parse
from quiz.practice.response import Response
from quiz.practice.wording import answer_lines, chosen_feedback, cloze_prompt, instruction
from quiz.scores.sitting import Sitting
from quiz.text import clean_line, counted, decimals, percent

LONGEST_LINE = 10_000


class EndOfInput(Exception):
    """Nothing more can be read."""


class Dialogue:
    """One learner at a pair of streams."""

    def __init__(self, sitting: Sitting, source: TextIO, out: TextIO, notes: TextIO) -> None:
        self._sitting = sitting
        self._source = source
        self._out = out
        self._notes = notes

    def run(self) -> bool:
        """Ask what is open, then say the score. Return False where the input ended before."""
        while self._sitting.attempt.finished is None:
            position = self._sitting.attempt.next_open()
            if self._sitting.attempt.counted[self._sitting.attempt.position] is not None and position is not None:
                self._sitting.step(self._sitting.attempt.go(position))
            try:
                self._ask()
            except EndOfInput:
                self._note_open()
                return False
        attempt = self._sitting.attempt
        self._say(f"Score: {score_text(attempt)}")
        self._note(f"Attempt {attempt.uid[:8]}, {counted(round(attempt.seconds), 'second')}.")
        return True

    def _ask(self) -> None:
        attempt = self._sitting.attempt
        item = attempt.item
        for line in question_lines(item, attempt.position + 1, len(attempt.items)):
            self._say(line)
        shown = time.monotonic()
        response = self._read_response(item)
        after = self._sitting.answer(response, time.monotonic() - shown)
        taken = after.counted[after.position]
        assert taken is not None
        for line in feedback_lines(item, taken):
            self._say(line)
        self._say("")

    def _read_response(self, item: Item) -> Response:
        question = item.question
        while True:
            lines = list(self._blank_lines(len(question.blanks))) if isinstance(question, Cloze) else [self._read("> ")]
            try:
                return parse(question, item.presentation, lines)
            except Unreadable as problem:
                self._say(str(problem))

    def _blank_lines(self, blanks: int) -> Iterator[str]:
        """Read a line a blank; “don't know” is for the whole question and ends the reading."""
        for number in range(1, blanks + 1):
            line = self._read(f"blank {number} > ")
            yield line
            if line.strip() == DONT_KNOW_SIGN:
                return

    def _read(self, prompt: str) -> str:
        if self._source.isatty():
            self._notes.write(prompt)
            self._notes.flush()
        line = self._source.readline(LONGEST_LINE)
        if not line:
            raise EndOfInput
        return clean_line(line)

    def _say(self, line: str) -> None:
        print(line, file=self._out, flush=True)

    def _note(self, line: str) -> None:
        print(line, file=self._notes, flush=True)

    def _note_open(self) -> None:
        attempt = self._sitting.attempt
        self._note(
            f"The input ended after {attempt.answered} of {counted(len(attempt.items), 'question')}. "
            f"What you answered is kept as attempt {attempt.uid[:8]}; it can be continued in the app."
        )


def question_lines(item: Item, number: int, total: int) -> Iterator[str]:
    """Yield a question as it is asked."""
    question, presentation = item.question, item.presentation
    yield f"Question {number} of {total} ({item.bank_title}). {instruction(question)}"
    yield question.prompt
    if isinstance(question, Cloze):
        yield cloze_prompt(question)
    for place, row in enumerate(presentation.rows, start=1):
        yield f"  {place}. {row}"
    for place, option in enumerate(presentation.options):
        yield f"  {letter(place)}. {option}"


def feedback_lines(item: Item, taken: Taken) -> Iterator[str]:
    """Yield the verdict, the answer, what is to be said of the choices taken, the explanation and the sources."""
    question, grade = item.question, taken.grade
    yield f"{grade.verdict.word}. {grade.how}" if grade.how else f"{grade.verdict.word}."
    answer = answer_lines(question)
    if len(answer) == 1:
        yield f"Answer: {answer[0]}"
    else:
        yield "Answer:"
        yield from (f"  {line}" for line in answer)
    if grade.verdict is not Verdict.RIGHT:
        yield from (
            f"  {part.label}: {part.given or 'left out'}, right: {part.right}"
            for part in grade.parts
            if not part.is_right
        )
    for choice, feedback in chosen_feedback(question, taken.response):
        yield f"{choice}: {feedback}"
    if question.explanation:
        yield question.explanation
    for cited in item.sources:
        yield f"Source: {citation_line(cited, question.as_of)}"


def score_text(attempt: Attempt) -> str:
    return f"{decimals(attempt.score)} of {decimals(attempt.possible)} ({percent(attempt.fraction)})"
