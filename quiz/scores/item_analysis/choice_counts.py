"""How often each choice of a question was taken, whatever its type."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import fsum, isnan
from typing import Final, TypeAlias, assert_never

import msgspec

from quiz.bank.matching import fold
from quiz.bank.questions.choice import Multiple, Single, TrueFalse
from quiz.bank.questions.order import Order
from quiz.bank.questions.placement import Classify, Match
from quiz.bank.questions.registry import Question
from quiz.bank.questions.typed import Cloze, Number, TextQuestion
from quiz.practice.grading import Part, grade
from quiz.practice.presentation import TRUE_FALSE
from quiz.practice.response import Chosen, DontKnow, Filled, Judged, Ordered, Placed, Response, Typed
from quiz.practice.wording import answer_lines, truth
from quiz.text import clean_line

MOST_TYPED: Final = 10
"""Of what was typed so many answers are told apart, the most frequent ones; the rest is counted together."""
_LONGEST: Final = 200
_REMEMBERED: Final = 500
_RESPONSE: Final = msgspec.json.Decoder(Response)
_Given: TypeAlias = tuple[tuple[int, str | None, str, bool], ...]
"""What a response puts where: number of the place, what it is counted under (None: left out), its text, is it right."""


@dataclass(frozen=True, slots=True)
class Option:
    """A choice, or what was put in a place, and who took it.

    share: of all people who were asked. rest: mean share of the other questions among them; None where none is known.
    known: the bank has it now; else it was a choice once, or was typed.
    """

    text: str
    right: bool
    known: bool
    people: int
    share: float
    rest: float | None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a choice is made: the question itself (no label), or a position, item or blank of it.

    others: people whose typed answer is not among the options listed. left_out: people who left the place empty.
    """

    label: str | None
    options: tuple[Option, ...]
    others: int = 0
    left_out: int = 0

    @property
    def right_rest(self) -> float | None:
        """The mean rest of those who were right here."""
        rests = [(one.rest, one.people) for one in self.options if one.right and one.rest is not None]
        people = sum(count for _, count in rests)
        return fsum(rest * count for rest, count in rests) / people if people else None


@dataclass(slots=True)
class _Count:
    text: str
    right: bool
    known: bool
    people: int = 0
    compared: int = 0
    rest: float = 0.0

    def add(self, rest: float) -> None:
        self.people += 1
        if not isnan(rest):
            self.compared += 1
            self.rest += rest

    def option(self, people: int) -> Option:
        share = self.people / people if people else 0.0
        rest = self.rest / self.compared if self.compared else None
        return Option(self.text, self.right, self.known, self.people, share, rest)


@dataclass(slots=True)
class _Counts:
    label: str | None
    counts: dict[str, _Count] = field(default_factory=dict)
    left_out: int = 0

    def add(self, key: str, text: str, rest: float, *, right: bool) -> None:
        if key not in self.counts:
            self.counts[key] = _Count(clean_line(text), right, known=False)
        self.counts[key].add(rest)


class Choices:
    """Counts responses to one question, one a person."""

    def __init__(self, question: Question) -> None:
        self._question = question
        self._places = list(_places(question))
        self._read: dict[str, _Given | None] = {}
        self.people = self.dont_know = self.unanswered = self.unlike = 0

    def add(self, response: str | None, rest: float) -> None:
        """Count a person's response as the store keeps it, None where there was none.

        rest: how they did elsewhere, nan if that is not known. A response that does not fit the question as it is now
        counts as unlike.
        """
        self.people += 1
        if response is None:
            self.unanswered += 1
            return
        given = self._given(response)
        if given is None:
            self.unlike += 1
        elif not given:
            self.dont_know += 1
        else:
            for at, key, text, right in given:
                if key is None:
                    self._places[at].left_out += 1
                else:
                    self._places[at].add(key, text, rest, right=right)

    def _given(self, response: str) -> _Given | None:
        """Return what was put where; many people give the same response, which is then read once."""
        if response not in self._read:
            if len(self._read) >= _REMEMBERED:
                self._read.clear()
            try:
                self._read[response] = _given(self._question, _RESPONSE.decode(response))
            except (msgspec.DecodeError, TypeError, ValueError, LookupError, ArithmeticError):
                self._read[response] = None
        return self._read[response]

    def places(self) -> tuple[Place, ...]:
        """Return the counts: choices in the order of the bank, typed answers by how often they came."""
        return tuple(self._place(counts) for counts in self._places)

    def _place(self, counts: _Counts) -> Place:
        found = list(counts.counts.values())
        if _is_typed(self._question):
            found.sort(key=lambda one: (not one.known, -one.people, one.text))
            listed = found[:MOST_TYPED]
        else:
            listed = found
        others = sum(one.people for one in found[len(listed) :])
        options = tuple(one.option(self.people) for one in listed)
        return Place(counts.label, options, others, counts.left_out)


def _is_typed(question: Question) -> bool:
    return isinstance(question, Number | TextQuestion | Cloze)


def _places(question: Question) -> Iterable[_Counts]:
    """Yield the places of a question with the choices that stand there, none taken yet."""
    match question:
        case Single() | Multiple():
            right = set(answer_lines(question))
            yield _known(None, ((choice.text, choice.text in right) for choice in question.choices))
        case TrueFalse():
            yield _known(None, ((text, text == truth(question.answer)) for text in TRUE_FALSE))
        case Number():
            yield _typed(question, None, f"{question.answer:f}")
        case TextQuestion():
            yield _typed(question, None, question.answers[0])
        case Order():
            for at, right_item in enumerate(question.items, start=1):
                yield _known(f"Position {at}", ((item, item == right_item) for item in question.items))
        case Match():
            for left, right_side in question.pairs.items():
                yield _known(left, ((text, text == right_side) for text in question.rights))
        case Classify():
            for item, category in question.places.items():
                yield _known(item, ((name, name == category) for name in question.categories))
        case Cloze():
            for number, blank in enumerate(question.blanks, start=1):
                yield _typed(question, f"Blank {number}", blank.answers[0])
        case _:
            assert_never(question)


def _known(label: str | None, texts: Iterable[tuple[str, bool]]) -> _Counts:
    return _Counts(label, {text: _Count(text, right, known=True) for text, right in texts})


def _typed(question: Question, label: str | None, answer: str) -> _Counts:
    return _Counts(label, {_folded(question, answer): _Count(answer, right=True, known=True)})


def _folded(question: Question, text: str) -> str:
    return fold(text, case_sensitive=isinstance(question, TextQuestion | Cloze) and question.case_sensitive)


def _given(question: Question, response: Response) -> _Given:
    """Return what was put where, nothing for “don't know”. Raises an error where it does not fit the question."""
    graded = grade(question, response)
    match response:
        case DontKnow():
            return ()
        case Chosen(choices):
            return tuple((0, text, text, False) for text in choices)
        case Judged(value):
            return ((0, truth(value), truth(value), False),)
        case Typed(text):
            return ((0, _folded(question, text[:_LONGEST]), text[:_LONGEST], graded.fraction >= 1),)
        case Ordered() | Placed() | Filled():
            return tuple(_part(question, at, part) for at, part in enumerate(graded.parts))
        case _:
            assert_never(response)


def _part(question: Question, at: int, part: Part) -> tuple[int, str | None, str, bool]:
    if part.given is None:
        return at, None, "", False
    text = part.given[:_LONGEST]
    return at, _folded(question, text) if _is_typed(question) else text, text, part.is_right
