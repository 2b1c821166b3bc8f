"""An attempt as an immutable value: the questions drawn, the log of responses, and the transitions.

A transition returns a new attempt. It changes nothing in place and reads nothing but its arguments. The log is the
truth: which response counts, the score and what is open follow from it, so that undo drops its last line.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field
from msgspec.structs import replace

from quiz.bank.markup import Markup, blocks_of, links_of
from quiz.bank.questions.registry import Question
from quiz.bank.seen import links_in
from quiz.practice.citations import SourceCitation, cited_sources
from quiz.practice.draw import Options
from quiz.practice.grade import Grade, Verdict
from quiz.practice.grading import grade
from quiz.practice.presentation import present
from quiz.practice.questions.base import Presentation
from quiz.practice.response import Response
from quiz.practice.types import Confidence, Key, Mode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quiz.bank.model import Bank
    from quiz.bank.questions.base import Picture
    from quiz.practice.drawn import DrawnQuestion

EXAM_TELLS_NOTHING: Final = "An exam tells nothing before it is handed in."


class ItemPassage(Struct, frozen=True, omit_defaults=True):
    """The text that a drawn question is about, as it was when drawn."""

    id: str
    title: str
    text: str
    sources: tuple[SourceCitation, ...] = ()
    markup: Markup = "plain"


class Item(Struct, frozen=True, omit_defaults=True):
    """A drawn question as it was when drawn: all that is ever needed to show and grade it again."""

    bank: str
    bank_title: str
    topic: str
    question: Question
    presentation: Presentation
    sources: tuple[SourceCitation, ...] = ()
    markup: Markup = "plain"
    passage: ItemPassage | None = None

    @property
    def as_of(self) -> str | None:
        """To when the truth of the question is bound."""
        return self.question.as_of

    @property
    def image(self) -> Picture | None:
        return self.question.image

    @property
    def every_source(self) -> tuple[SourceCitation, ...]:
        """The sources of the question, then those of its passage that are none of them."""
        more = self.passage.sources if self.passage is not None else ()
        return (*self.sources, *(source for source in more if source not in self.sources))

    @property
    def key(self) -> Key:
        return Key(self.bank, self.question.id)


class RecordedResponse(Struct, frozen=True):
    """A response with its grade, and when it was given.

    seconds: spent on the question. at: UTC. day: the learner's local learning day.
    """

    response: Response
    grade: Grade
    seconds: float
    at: datetime
    day: date
    confidence: Confidence | None = None


class LogLine(Struct, frozen=True):
    """A line of the log: a response to the item at `position`; a retry counts nowhere."""

    position: int
    taken: RecordedResponse
    retry: bool = False


class AlreadyAnswered(ValueError):
    """The response to that item counts already; outside an exam it is not replaced."""


class Attempt(Struct, frozen=True, dict=True):
    """An ordered set of items with the responses so far.

    position: the item before the learner, counted from 0. finished: None while open. time_left: seconds, None without a
    limit. extended: seconds that were added to the limit. written: by position what was written before the model answer
    was shown, which stays so.
    """

    uid: str
    mode: Mode
    learner: str
    seed: int
    options: Options
    started: datetime
    items: tuple[Item, ...]
    log: tuple[LogLine, ...] = ()
    position: int = 0
    flagged: frozenset[int] = frozenset()
    hinted: frozenset[int] = frozenset()
    finished: datetime | None = None
    time_left: float | None = None
    extended: float = 0.0
    written: Mapping[int, str] = field(default_factory=dict)

    @cached_property
    def counted(self) -> tuple[RecordedResponse | None, ...]:
        """The response that counts for each item: the only one, in an exam the last; None where it is open."""
        latest: dict[int, RecordedResponse] = {entry.position: entry.taken for entry in self.log if not entry.retry}
        return tuple(latest.get(position) for position in range(len(self.items)))

    @property
    def item(self) -> Item:
        return self.items[self.position]

    @property
    def holds_back(self) -> bool:
        """Whether verdicts are held back: in an exam until it is handed in."""
        return self.mode.holds_back(is_finished=self.finished is not None)

    @property
    def answered(self) -> int:
        return sum(taken is not None for taken in self.counted)

    @cached_property
    def open_positions(self) -> tuple[int, ...]:
        return tuple(position for position, taken in enumerate(self.counted) if taken is None)

    @property
    def possible(self) -> float:
        return sum(item.question.points for item in self.items)

    @property
    def score(self) -> float:
        return sum(self.points(position) for position in range(len(self.items)))

    @property
    def fraction(self) -> float:
        return self.score / self.possible if self.possible else 0.0

    @property
    def seconds(self) -> float:
        return sum(entry.taken.seconds for entry in self.log)

    def points(self, position: int) -> float:
        taken = self.counted[position]
        return taken.grade.fraction * self.items[position].question.points if taken else 0.0

    def wrong_positions(self) -> tuple[int, ...]:
        """Return the answered items that were not wholly right."""
        return tuple(
            position
            for position, taken in enumerate(self.counted)
            if taken is not None and taken.grade.verdict is not Verdict.RIGHT
        )

    @cached_property
    def to_put_right(self) -> tuple[int, ...]:
        """The items whose last response, a retry or not, was not wholly right: the least tried first."""
        tries: dict[int, int] = {}
        is_right: dict[int, bool] = {}
        for entry in self.log:
            tries[entry.position] = tries.get(entry.position, 0) + entry.retry
            is_right[entry.position] = entry.taken.grade.verdict is Verdict.RIGHT
        return tuple(sorted((at for at in tries if not is_right[at]), key=lambda at: (tries[at], at)))

    @property
    def comes_again(self) -> bool:
        """Whether what was not right is asked again until it is: in practice and review, while time is left."""
        return self.options.until_right and self.mode in {Mode.PRACTICE, Mode.REVIEW} and self.time_left != 0

    # Transitions

    def answer(
        self,
        response: Response,
        *,
        seconds: float,
        at: datetime,
        day: date,
        confidence: Confidence | None = None,
    ) -> Attempt:
        """Take a response to the item before the learner. The position stays.

        In an exam it takes the place of an earlier one, and of the same visit it is one response, however often it was
        changed. Else the last response that was open finishes the attempt. Raises `AlreadyAnswered`.
        """
        question = self.item.question
        said = None if question.IS_SELF_GRADED else confidence
        taken = RecordedResponse(response, grade(question, response), seconds, at, day, said)
        if self.finished is not None:
            raise AlreadyAnswered("the attempt is finished")
        if self.mode is Mode.EXAM:
            amended = self.log and self.log[-1].position == self.position
            before = self.log[:-1] if amended else self.log
            return replace(self, log=(*before, LogLine(self.position, taken)))
        if self.counted[self.position] is not None:
            raise AlreadyAnswered(f"question {self.position + 1} is answered already")
        after = replace(self, log=(*self.log, LogLine(self.position, taken)))
        return after if after.open_positions else replace(after, finished=at)

    def clear(self) -> Attempt:
        """Take every response to the item before the learner off the log: in an exam it is open again."""
        return replace(self, log=tuple(entry for entry in self.log if entry.position != self.position))

    def retry(self, position: int, response: Response, *, seconds: float, at: datetime, day: date) -> Attempt:
        """Try an item of a finished attempt again: it is kept in the log and counts nowhere."""
        taken = RecordedResponse(response, grade(self.items[position].question, response), seconds, at, day)
        return replace(self, log=(*self.log, LogLine(position, taken, retry=True)))

    def go(self, position: int) -> Attempt:
        """Move to an item. Raises `IndexError` where there is none."""
        if not 0 <= position < len(self.items):
            raise IndexError(position)
        return replace(self, position=position)

    def next_open(self) -> int | None:
        """Return the next unanswered item after this one, going round once to this one itself, or None."""
        others = [position for position in self.open_positions if position != self.position]
        later = (position for position in others if position > self.position)
        return next(later, next(iter(others or self.open_positions), None))

    def next_in_exam(self) -> int | None:
        """Return the next unanswered item after this one; None after the last, where the answer sheet comes."""
        return next((position for position in self.open_positions if position > self.position), None)

    def hand_in(self, at: datetime) -> Attempt:
        """Finish, whatever is unanswered."""
        return replace(self, finished=self.finished or at)

    def with_time_left(self, seconds: float | None) -> Attempt:
        """Set what is left of the time; None switches the limit off."""
        return replace(self, time_left=None if seconds is None else max(0.0, seconds))

    def extend(self, seconds: float) -> Attempt:
        """Add time to a limit, and remember that it was added."""
        if self.time_left is None:
            return self
        return replace(self, time_left=self.time_left + seconds, extended=self.extended + seconds)

    def flag(self) -> Attempt:
        """Mark the item to come back to, or take the mark off."""
        return replace(self, flagged=self.flagged ^ {self.position})

    def hint(self) -> Attempt:
        """Record that the hint of the item was shown."""
        return replace(self, hinted=self.hinted | {self.position})

    def write(self, text: str) -> Attempt:
        """Settle what is written to the item, before the model answer is shown; what is settled stays."""
        return replace(self, written={self.position: text, **self.written})

    @property
    def can_undo(self) -> bool:
        """Whether there is a response to take back, and time to give another: none is left where the limit ended it."""
        return bool(self.log) and not (self.finished is not None and self.time_left == 0)

    def undo(self) -> Attempt:
        """Take back the last response and all that followed from it; without one nothing changes.

        Taking back a retry leaves the attempt finished.
        """
        if not self.log:
            return self
        last = self.log[-1]
        finished = self.finished if last.retry else None
        return replace(self, log=self.log[:-1], position=last.position, finished=finished)


def begin(
    drawn: Sequence[DrawnQuestion],
    *,
    uid: str,
    learner: str,
    seed: int,
    options: Options,
    started: datetime,
    mode: Mode = Mode.PRACTICE,
) -> Attempt:
    """Start an attempt on drawn questions."""
    return Attempt(
        uid=uid,
        mode=mode,
        learner=learner,
        seed=seed,
        options=options,
        started=started,
        items=tuple(item_of(one.bank, one.question, seed) for one in drawn),
        time_left=options.time_limit,
    )


def retake(attempt: Attempt, positions: Sequence[int], *, uid: str, seed: int, started: datetime) -> Attempt:
    """Start a practice attempt on items of another, as they were then, laid out anew."""
    items = [attempt.items[position] for position in positions]
    return Attempt(
        uid=uid,
        mode=Mode.PRACTICE,
        learner=attempt.learner,
        seed=seed,
        # Whoever takes an exam again wants to know how it goes, once.
        options=Options(
            count=len(items),
            confidence=attempt.options.confidence,
            until_right=attempt.options.until_right and attempt.mode is not Mode.EXAM,
        ),
        started=started,
        items=tuple(_laid_out_anew(item, seed) for item in items),
    )


def _laid_out_anew(item: Item, seed: int) -> Item:
    decimal_comma = item.presentation.decimal_comma
    presentation = present(item.question, item.bank, seed, decimal_comma=decimal_comma)
    return replace(item, presentation=presentation)


def item_of(bank: Bank, question: Question, seed: int) -> Item:
    """Lay out a question of a bank as an attempt with that seed would."""
    return Item(
        bank=bank.id,
        bank_title=bank.title,
        topic=bank.topic,
        question=question,
        presentation=present(question, bank.id, seed, decimal_comma=bank.writes_decimal_comma),
        sources=cited_sources(bank, question, () if bank.markup == "plain" else links_in(question)),
        markup=bank.markup,
        passage=_passage(bank, question),
    )


def _passage(bank: Bank, question: Question) -> ItemPassage | None:
    passage = bank.passage_of(question)
    if passage is None:
        return None
    markup = passage.markup or bank.markup
    links = () if markup == "plain" else links_of(blocks_of(passage.text))
    return ItemPassage(passage.id, passage.title, passage.text, cited_sources(bank, passage, links), markup)
