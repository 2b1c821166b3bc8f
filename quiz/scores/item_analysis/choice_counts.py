"""Counts how many people gave each answer to a question, whatever its type."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import fsum, isnan
from typing import TYPE_CHECKING, Final

import msgspec

from quiz.bank.seen import Sight
from quiz.practice.grading import placed_answers
from quiz.practice.response import Response
from quiz.practice.wording import answer_places
from quiz.text import clean_line

if TYPE_CHECKING:
    from quiz.bank.markup import Markup
    from quiz.bank.questions.registry import Question
    from quiz.practice.questions.base import AnswerPlace, PlacedAnswer

MOST_TYPED: Final = 10
"""Of what was typed so many answers are told apart, the most frequent ones; the rest is counted together."""
_REMEMBERED: Final = 500
_RESPONSE: Final = msgspec.json.Decoder(Response)


@dataclass(frozen=True, slots=True)
class OptionCount:
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
class PlaceCounts:
    """Where a choice is made: the question itself (no label), or a position, item or blank of it.

    others: people whose typed answer is not among the options listed. left_out: people who left the place empty.
    """

    label: str | None
    options: tuple[OptionCount, ...]
    others: int = 0
    left_out: int = 0

    @property
    def right_rest(self) -> float | None:
        """The mean rest of the people who were right in this place."""
        rests = [(option.rest, option.people) for option in self.options if option.right and option.rest is not None]
        people = sum(count for _, count in rests)
        return fsum(rest * count for rest, count in rests) / people if people else None


@dataclass(slots=True)
class _OptionCount:
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

    def option(self, people: int) -> OptionCount:
        share = self.people / people if people else 0.0
        rest = self.rest / self.compared if self.compared else None
        return OptionCount(self.text, self.right, self.known, self.people, share, rest)


@dataclass(slots=True)
class _PlaceCounts:
    label: str | None
    counts: dict[str, _OptionCount] = field(default_factory=dict)
    left_out: int = 0

    def add(self, key: str, text: str, rest: float, *, right: bool) -> None:
        if key not in self.counts:
            self.counts[key] = _OptionCount(clean_line(text), right, known=False)
        self.counts[key].add(rest)


class ChoiceCounter:
    """Counts responses to one question, one a person."""

    def __init__(self, question: Question, markup: Markup = "plain") -> None:
        self._question = question
        self._asked = answer_places(question)
        row = Sight(question).row if markup != "plain" else str
        self._places = [
            _PlaceCounts(
                row(place.label) if place.label else place.label,
                {key: _OptionCount(row(text), right, known=True) for key, (text, right) in place.options.items()},
            )
            for place in self._asked
        ]
        self._read: dict[str, tuple[PlacedAnswer, ...] | None] = {}
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
            for answer in given:
                if answer.key is None:
                    self._places[answer.place].left_out += 1
                else:
                    self._places[answer.place].add(answer.key, answer.text, rest, right=answer.is_right)

    def _given(self, response: str) -> tuple[PlacedAnswer, ...] | None:
        """Return what was put where; many people give the same response, which is then read once."""
        if response not in self._read:
            if len(self._read) >= _REMEMBERED:
                self._read.clear()
            try:
                self._read[response] = placed_answers(self._question, _RESPONSE.decode(response))
            except (msgspec.DecodeError, TypeError, ValueError, LookupError, ArithmeticError):
                self._read[response] = None
        return self._read[response]

    def places(self) -> tuple[PlaceCounts, ...]:
        """Return the counts: choices in the order of the bank, typed answers by how often they came."""
        return tuple(self._place(*both) for both in zip(self._asked, self._places, strict=True))

    def _place(self, place: AnswerPlace, counts: _PlaceCounts) -> PlaceCounts:
        option_counts = list(counts.counts.values())
        if place.is_typed:
            option_counts.sort(key=lambda count: (not count.known, -count.people, count.text))
            listed = option_counts[:MOST_TYPED]
        else:
            listed = option_counts
        others = sum(count.people for count in option_counts[len(listed) :])
        options = tuple(count.option(self.people) for count in listed)
        return PlaceCounts(counts.label, options, others, counts.left_out)
