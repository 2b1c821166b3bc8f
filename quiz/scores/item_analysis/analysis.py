"""Item analysis of a bank over people: gathered in one pass, a learner at a time.

Of each question a learner's first response counts. One left unanswered counts 0 once its attempt is finished; in an
attempt still open, and where it was not asked, it does not count at all.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from itertools import groupby
from math import fsum, nan
from operator import attrgetter
from typing import TYPE_CHECKING, Final, TypeAlias

from quiz.practice.grading import random_score
from quiz.practice.sight import seen_question
from quiz.practice.types import Mode
from quiz.practice.wording import answer_places
from quiz.scores.item_analysis.choice_counts import ChoiceCounter, PlaceCounts
from quiz.scores.item_analysis.formulas import (
    FEW,
    Column,
    ItemFigures,
    SetFigures,
    Standing,
    figures,
    set_figures,
    standing,
)
from quiz.text import decimals, percent, percents, shortened

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from quiz.bank.model import Bank
    from quiz.bank.questions.registry import Question
    from quiz.scores.store.base import Store
    from quiz.scores.store.records import AskedQuestion

RULE: Final = (
    "Each learner's first response to a question counts. A question left unanswered counts 0 once its attempt is "
    "finished; in an open attempt, and where it was not asked, it does not count. Open exams do not count. What "
    "learners grade themselves has no discrimination, and no part in the figures of a set."
)
SETS: Final = 10
"""The number of sets in an analysis at most, those of the most people."""
TOO_EASY: Final = 0.95
VERY_LIKELY: Final = 30.0
LIKELY: Final = 50.0
"""Below these discrimination indices a question very likely, or likely, needs checking (Moodle's thresholds)."""
TAKERS: Final = 3
TAKERS_SHARE: Final = 0.05
"""A wrong choice is judged from this number and this share of people on."""
BINS: Final = 10
LABEL: Final = 40
"""Characters of a choice that a flag quotes."""

ModeChoice: TypeAlias = Mode | None
"""The mode that is analysed; None mixes all."""


@dataclass(frozen=True, slots=True)
class Flag:
    """A reason to look at a question: a code for programs, and a sentence for people."""

    code: str
    why: str


@dataclass(frozen=True, slots=True)
class QuestionAnalysis:
    """A question of the bank with what people made of it.

    random: the share that blind guessing earns. unlike: responses that do not fit the question as it is now.
    """

    question: Question
    figures: ItemFigures
    random: float | None
    places: tuple[PlaceCounts, ...]
    dont_know: int
    unanswered: int
    unlike: int
    flags: tuple[Flag, ...]


@dataclass(frozen=True, slots=True)
class SetAnalysis:
    """A set of questions that several people took whole, each for the first time; `bins` as in `Analysis`."""

    questions: tuple[str, ...]
    figures: SetFigures
    bins: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Analysis:
    """The item analysis of a bank.

    mode: what was analysed, None where all are mixed. by_mode: people by mode. bins: people by their share of what they
    were asked, in tenths. sets_found: how many sets there are, of which `sets` has those of the most people.
    """

    bank: Bank
    mode: ModeChoice
    by_mode: tuple[tuple[Mode, int], ...]
    people: int
    questions: tuple[QuestionAnalysis, ...]
    bins: tuple[int, ...]
    sets: tuple[SetAnalysis, ...]
    sets_found: int

    @property
    def too_few(self) -> bool:
        return self.people < FEW

    @property
    def no_sets(self) -> str | None:
        """The reason where there is no set."""
        if self.sets:
            return None
        return "no two people took the same set of questions whole; an exam with a fixed --seed asks everybody the same"


def analyse(
    store: Store, bank: Bank, mode: Mode | None = None, *, mixed: bool = False, code: str | None = None
) -> Analysis:
    """Return the item analysis of a bank from a store. Raises `StoreProblem`.

    mode: None for the one with the most people, unless all are to be `mixed`. code: of the class whose members alone
    count.
    """
    by_mode = store.people(bank.id, code)
    if mode is None and not mixed:
        mode = max(by_mode, key=lambda candidate: (by_mode[candidate], candidate is Mode.EXAM), default=Mode.EXAM)
    return analysed(bank, store.asked(bank.id, mode, code), mode, by_mode)


def analysed(bank: Bank, asked: Iterable[AskedQuestion], mode: Mode | None, by_mode: dict[Mode, int]) -> Analysis:
    """Return the item analysis of responses in the order of `Store.asked`."""
    gathered = _Collector(bank)
    for _, of_learner in groupby(asked, attrgetter("learner")):
        gathered.add(of_learner)
    sets = gathered.whole_sets()
    return Analysis(
        bank=bank,
        mode=mode,
        by_mode=tuple(by_mode.items()),
        people=sum(gathered.bins),
        questions=gathered.questions(),
        bins=tuple(gathered.bins),
        sets=tuple(map(gathered.taken_whole, sets[:SETS])),
        sets_found=len(sets),
    )


class _Collector:
    """Counts responses learner by learner, and keeps none of them."""

    def __init__(self, bank: Bank) -> None:
        self._questions, self._markup = bank.questions, bank.markup
        self._place = {question.id: number for number, question in enumerate(bank.questions)}
        self._points = [question.points for question in bank.questions]
        self._columns = [Column() for _ in bank.questions]
        self._choices = [ChoiceCounter(question, bank.markup) for question in bank.questions]
        self._sets: dict[tuple[int, ...], array[float]] = {}
        self.bins = [0] * BINS

    def add(self, asked: Iterable[AskedQuestion]) -> None:
        """Count one learner."""
        first: dict[int, AskedQuestion] = {}
        seen: set[tuple[int, ...]] = set()
        for _, attempt in groupby(asked, attrgetter("attempt")):
            fractions: dict[int, float] = {}
            finished = False
            for response in attempt:
                number = self._place.get(response.question)
                if number is None:
                    continue
                finished = bool(response.finished)
                if finished or response.fraction is not None:
                    first.setdefault(number, response)
                    if not self._questions[number].IS_SELF_GRADED:
                        fractions.setdefault(number, response.fraction or 0.0)
            questions = tuple(sorted(fractions))
            if finished and questions and questions not in seen:
                seen.add(questions)
                self._sets.setdefault(questions, array("d")).extend(fractions[number] for number in questions)
        if first:
            self._count(first)

    def _count(self, first: dict[int, AskedQuestion]) -> None:
        row = {number: response.fraction or 0.0 for number, response in first.items()}
        graded = {number: share for number, share in row.items() if not self._questions[number].IS_SELF_GRADED}
        how = standing(graded, self._points) if graded else Standing(0.0, {})
        if graded:
            self.bins[_bin(how.total)] += 1
        for number, response in first.items():
            # What learners judge themselves has a share and no more: no total holds it, and it compares with none.
            rest = how.rests.get(number, nan)
            self._columns[number].add(row[number], rest, how.total if number in graded else 0.0)
            self._choices[number].add(response.response, rest)

    def questions(self) -> tuple[QuestionAnalysis, ...]:
        all_figures = figures(self._columns, self._points)
        seen = (seen_question(question, self._markup) for question in self._questions)
        return tuple(map(_analysed, seen, all_figures, self._choices))

    def whole_sets(self) -> list[tuple[int, ...]]:
        """Return the sets that several people took whole, those of the most people first."""
        people = {questions: len(taken) // len(questions) for questions, taken in self._sets.items()}
        return sorted(
            (numbers for numbers in people if people[numbers] > 1),
            key=lambda numbers: (-people[numbers], -len(numbers), numbers),
        )

    def taken_whole(self, questions: tuple[int, ...]) -> SetAnalysis:
        taken = self._sets[questions]
        columns = [taken[column :: len(questions)] for column in range(len(questions))]
        points = [self._points[number] for number in questions]
        bins = [0] * BINS
        for row in zip(*columns, strict=True):
            earned = fsum(share * weight for share, weight in zip(row, points, strict=True))
            bins[_bin(earned / fsum(points))] += 1
        return SetAnalysis(
            tuple(self._questions[number].id for number in questions), set_figures(columns, points), tuple(bins)
        )


def _bin(share: float) -> int:
    """Return the tenth of a share, from 0. Rounding alone keeps no share below a bound; 1 is in the last tenth."""
    return min(BINS - 1, int(share * BINS + 1e-9))


def _analysed(question: Question, item_figures: ItemFigures, choices: ChoiceCounter) -> QuestionAnalysis:
    random, places = random_score(question), choices.places()
    return QuestionAnalysis(
        question=question,
        figures=item_figures,
        random=random,
        places=places,
        dont_know=choices.dont_know,
        unanswered=choices.unanswered,
        unlike=choices.unlike,
        flags=tuple(_flags(question, item_figures, random, places)),
    )


# What needs a look


def _flags(
    question: Question, item_figures: ItemFigures, random: float | None, places: Sequence[PlaceCounts]
) -> Iterable[Flag]:
    if item_figures.too_few:
        if item_figures.people:
            yield Flag("too-few", f"too few people: fewer than {FEW}, so no figure can be relied on")
        return
    if question.IS_SELF_GRADED:
        yield Flag(
            "self-graded", "learners grade it themselves: no discrimination, and no part in the figures of a set"
        )
        return
    yield from _facility_flags(item_figures, random)
    yield from _discrimination_flags(item_figures)
    for place, counts in zip(answer_places(question), places, strict=True):
        unused = [option for option in counts.options if option.known and not option.right and not option.people]
        if place.has_distractors and unused:
            names = ", ".join(f"“{shortened(option.text, LABEL)}”" for option in unused)
            yield Flag("unused-distractor", f"nobody took {names}")
        if not place.is_position:
            yield from _attraction_flags(counts, item_figures.people)


def _facility_flags(item_figures: ItemFigures, random: float | None) -> Iterable[Flag]:
    facility = item_figures.facility
    assert facility is not None
    if facility == 0:
        yield Flag("nobody-scored", "nobody scored on it: is the key right, was it taught?")
    elif random is not None and facility < random:
        scored, blind = percents(facility, random)
        yield Flag("below-chance", f"{scored} is less than blind guessing earns ({blind}): is the key right?")
    elif facility > TOO_EASY:
        yield Flag("too-easy", f"above {percent(TOO_EASY, 0)}: it tells hardly anybody apart")


def _discrimination_flags(item_figures: ItemFigures) -> Iterable[Flag]:
    if item_figures.discrimination is None:
        yield Flag("no-spread", "everybody scored the same here, or on everything else: no discrimination to be had")
    else:
        index = round(item_figures.discrimination, 2)
        reason = f"discrimination {decimals(index)}"
        if index < 0:
            yield Flag(
                "negative-discrimination",
                f"{reason}: those better elsewhere do worse here; is the key right, is it clear?",
            )
        elif index < VERY_LIKELY:
            yield Flag("low-discrimination", f"{reason}, below {decimals(VERY_LIKELY)}: very likely needs checking")
        elif index < LIKELY:
            yield Flag("weak-discrimination", f"{reason}, below {decimals(LIKELY)}: likely needs checking")
    if item_figures.negative:
        yield Flag("negative-covariance", "negative covariance with the total: it has no effective weight")


def _attraction_flags(place: PlaceCounts, people: int) -> Iterable[Flag]:
    right = place.right_rest
    if right is None:
        return
    least = max(TAKERS, TAKERS_SHARE * people)
    for option in place.options:
        if not option.right and option.people >= least and option.rest is not None and option.rest > right + 1e-9:
            where = f"{shortened(place.label, LABEL)}: " if place.label else ""
            theirs, others = percents(option.rest, right)
            why = (
                f"{where}those who took “{shortened(option.text, LABEL)}” do better elsewhere ({theirs}) than those "
                f"who were right ({others})"
            )
            yield Flag("attractive-distractor", why)
