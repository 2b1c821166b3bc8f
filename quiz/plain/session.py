"""An attempt in the line mode: the attempt itself, the streams, and what is being spoken of."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TYPE_CHECKING, Final

from quiz.plain.wording import (
    HAND_IN_PROMPT,
    feedback_lines,
    form_line,
    lesson_lines,
    lesson_source_lines,
    passage_line,
    passage_lines,
    question_lines,
    score_text,
    sheet_lines,
    summary_lines,
)
from quiz.practice.sight import seen_response
from quiz.practice.types import Key, Mode
from quiz.practice.wording import response_text
from quiz.scores.notes import noted
from quiz.text import clean_line

if TYPE_CHECKING:
    from quiz.plain.keeper import Keeper
    from quiz.plain.streams import Streams
    from quiz.plain.time_limit import TimeLimit
    from quiz.practice.attempt import Attempt, Item, RecordedResponse


_NAMED: Final = re.compile(r"([0-9]+): ?(.*)")
"""The number of a question before what is said of it."""


class Place(Enum):
    """Where in the dialogue a line is read.

    QUESTION: a question of an attempt that is open. CONFIDENCE: how sure one is of the response to it, which is not
    taken yet. AFTERWARDS: a question of a finished attempt, asked once more. RESULT: after the score.
    """

    QUESTION = auto()
    CONFIDENCE = auto()
    SHEET = auto()
    AFTERWARDS = auto()
    RESULT = auto()


@dataclass
class Session:
    """What the dialogue and its commands share.

    asked_again: the position of the question of a finished attempt that is asked once more. judged: that of the
    question whose verdict was said last, where the learner went nowhere else since. explained: the question types whose
    form of answer was told. skipped: the positions that are not asked once more. read: the texts that were read out, by
    bank and id.
    """

    keeper: Keeper
    streams: Streams
    time: TimeLimit
    place: Place = Place.QUESTION
    asked_again: int = 0
    judged: int | None = None
    explained: set[str] = field(default_factory=set)
    skipped: set[int] = field(default_factory=set)
    read: set[tuple[str, str]] = field(default_factory=set)

    @property
    def attempt(self) -> Attempt:
        return self.keeper.attempt

    @property
    def position(self) -> int:
        """The position of the question that is asked."""
        return self.asked_again if self.place is Place.AFTERWARDS else self.attempt.position

    @property
    def item(self) -> Item:
        return self.attempt.items[self.position]

    @property
    def spoken_of(self) -> int | None:
        """The position of the question that was just judged, else of the one that is asked; None where neither is."""
        if self.judged is not None or self.place in {Place.SHEET, Place.RESULT}:
            return self.judged
        return self.position

    @property
    def is_exam(self) -> bool:
        return self.attempt.mode is Mode.EXAM

    def key(self, position: int) -> Key:
        item = self.attempt.items[position]
        return Key(item.bank, item.question.id)

    def about(self, typed: str) -> tuple[int | None, str]:
        """Return the position of the question that a line is about, None where it must be named, and the rest of it."""
        if (named := _NAMED.match(typed)) and (position := position_of(named[1], self.attempt)) is not None:
            return position, named[2]
        return self.spoken_of, typed

    @property
    def to_put_right(self) -> int | None:
        """The position of the next question of a finished attempt that is to be put right."""
        if self.attempt.finished is None:
            return None
        return next((position for position in self.attempt.to_put_right if position not in self.skipped), None)

    def go(self, position: int | None) -> None:
        """Move to a question; None stays."""
        if position is not None:
            self.keeper.step(lambda attempt: attempt.go(position))

    def go_on_in_exam(self) -> None:
        """Go to the next open question, and after the last to the sheet."""
        position = self.attempt.next_in_exam()
        if position is None:
            self.place = Place.SHEET
        self.go(position)

    def hand_in(self) -> None:
        self.keeper.keep(lambda: self.keeper.recorder.hand_in(self.time.left))

    # Saying

    def say_question(self, *, explains: bool = False) -> None:
        """Say the question that is asked, and how it is answered where that is new, or asked for."""
        item, attempt = self.item, self.attempt
        self._say_passage()
        is_again = self.place is Place.AFTERWARDS
        self.streams.say(*question_lines(item, self.position + 1, len(attempt.items), is_again=is_again))
        if explains or item.question.type not in self.explained:
            self.explained.add(item.question.type)
            self.streams.say(form_line(item))
        before = attempt.counted[self.position]
        if before is not None and not is_again:
            self.streams.say(f"Your answer so far: {response_text(seen_response(item, before.response))}")

    def _say_passage(self) -> None:
        """Say the text that the question is about where it begins; after that, how to have it read again."""
        item = self.item
        if item.passage is None:
            return
        name = (item.bank, item.passage.id)
        if name in self.read:
            self.streams.say(*passage_line(item))
        else:
            self.read.add(name)
            self.streams.say(*passage_lines(self.attempt, self.position), "")

    def say_lesson(self, *, with_sources: bool = False) -> None:
        """Say the lesson that the questions belong to, where there is one."""
        lesson = self.attempt.options.lesson
        if lesson is not None:
            self.streams.say(*lesson_lines(lesson, self.attempt.started.astimezone().date()))
            if with_sources:
                self.streams.say(*lesson_source_lines(lesson))
            self.streams.say("")

    def say_sheet(self) -> None:
        self.streams.say(*sheet_lines(self.attempt), HAND_IN_PROMPT)

    def say_verdict(self, position: int, taken: RecordedResponse) -> None:
        self.streams.say(*feedback_lines(self.attempt.items[position], taken))
        learner, key = self.attempt.learner, self.key(position)
        if note := self.keeper.keep(lambda: noted(self.keeper.store, learner, key)):
            self.streams.note(f"Your note: {clean_line(note)}")
        self.streams.say("")
        self.judged = position

    def say_score(self) -> None:
        self.streams.say(*summary_lines(self.attempt), f"Score: {score_text(self.attempt)}")


def position_of(text: str, attempt: Attempt) -> int | None:
    """Return the position that a typed question number names, or None."""
    if text.isascii() and text.isdigit() and len(text) < 7 and 1 <= int(text) <= len(attempt.items):
        return int(text) - 1
    return None
