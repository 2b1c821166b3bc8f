"""What practice asks of every family of question types, and the words in which it asks.

A family is a module of this folder that has everything that `Family` names. Where a function takes a question and a
response, the response is of the class that the family has for that type.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, Protocol, TypeAlias

from msgspec import Struct

from quiz.practice.grade import MISSED_MARK, VERDICT_MARKS, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from quiz.bank.matching import Folding
    from quiz.practice.grade import Grade
    from quiz.practice.misspelling import Stretch

Shuffle: TypeAlias = Callable[..., tuple[str, ...]]
"""Shuffles texts for a question, a bank and a seed; a second argument, any text, gives another order."""


GAP: Final = "____"
"""Stands where there is nothing: in place of a blank, and of an answer that was left empty."""


LONGEST_TEXT: Final = 10_000
"""Characters of a text that came from elsewhere."""


class Presentation(Struct, frozen=True, omit_defaults=True):
    """What stands on the screen: numbered rows, and lettered options to place them with.

    rows: the choices (single, multiple, true-false), the items (order, classify), the lefts (match); else empty.
    options: the rights (match), the categories (classify); else empty. lists: a blank each the choices that it is
    picked from, none where it is typed (cloze); empty where all of them are typed. decimal_comma: whether a comma in a
    number that is typed is its decimal sign.
    """

    rows: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    lists: tuple[tuple[str, ...], ...] = ()
    decimal_comma: bool = False


class StemAndChoices(NamedTuple):
    """What the item-writing rules look at: the prompt, and the choices below it, if there are any.

    right: places of the right choices. is_fixed: learners see the choices in this order, and not in another each time.
    """

    stem: str
    choices: tuple[str, ...] = ()
    right: frozenset[int] = frozenset()
    is_fixed: bool = False


class AnswerPlace(NamedTuple):
    """Where an answer is given: the question itself (no label), or a position, item or blank of it.

    options: the key under which each is counted, with its text and whether it is right; of what is typed the right one
    alone. is_typed: other answers than these are possible. has_distractors: a wrong option that nobody takes is of no
    use. is_position: what is put here decides what is left for the other places.
    """

    label: str | None
    options: Mapping[str, tuple[str, bool]]
    is_typed: bool = False
    has_distractors: bool = False
    is_position: bool = False


class PlacedAnswer(NamedTuple):
    """What a response has at the place with that number: the key to count it under, None where it was left out."""

    place: int
    key: str | None
    text: str = ""
    is_right: bool = False


class Told(NamedTuple):
    """How a grade came about: in a sentence, and in a few words. Both are empty where the verdict says it all."""

    sentence: str = ""
    short: str = ""


class RowState(StrEnum):
    """What feedback says of a row. answer: what is right, where nothing was to be found that was missed."""

    RIGHT = "right"
    PARTLY = "partly"
    WRONG = "wrong"
    MISSED = "missed"
    ANSWER = "answer"
    NEUTRAL = "neutral"

    @property
    def mark(self) -> str:
        return _ROW_MARKS[self]


_ROW_MARKS: Final = {
    RowState.RIGHT: VERDICT_MARKS[Verdict.RIGHT],
    RowState.PARTLY: VERDICT_MARKS[Verdict.PARTLY],
    RowState.WRONG: VERDICT_MARKS[Verdict.WRONG],
    RowState.MISSED: MISSED_MARK,
    RowState.ANSWER: VERDICT_MARKS[Verdict.RIGHT],
    RowState.NEUTRAL: " ",
}


class FeedbackRow(NamedTuple):
    """A row of a question after the response: a choice, an item with its place, a blank, or what was typed.

    tag: whose the row is, in a word or two. feedback: on this choice. given, right: what the learner put to this row
    (None where it was left out) and what belongs there; both None for a choice and for what stands alone. spelling:
    what was typed, with the letters that are off. shift: how many places the item moves to where it belongs, up below
    0, down above. form: what the text is in a Markdown bank: that of a row, prose with lists and tables, or plain,
    which is never Markdown, nor is what is said of it. others: what else could have been picked.
    """

    text: str
    state: RowState
    tag: str = ""
    feedback: str | None = None
    given: str | None = None
    right: str | None = None
    spelling: tuple[Stretch, ...] = ()
    shift: int = 0
    form: Literal["row", "prose", "plain"] = "row"
    others: tuple[str, ...] = ()

    @property
    def mark(self) -> str:
        """The mark of its state; for an item that moves an arrow with the number of places."""
        return shift_text(self.shift) or self.state.mark


def shift_text(shift: int) -> str:
    """Return how far and which way an item moves: `↑2`, `↓3`; empty where it stays."""
    return f"{'↑' if shift < 0 else '↓'}{abs(shift)}" if shift else ""


class Unreadable(ValueError):
    """A line that is no response to the question; the message says what else is known of it."""


class Family(Protocol):
    """What a module of this folder has."""

    @property
    def RESPONSES(self) -> Mapping[type[Any], type[Struct]]:  # noqa: N802 - a constant of the module
        """The question types of the family, each with the class of its responses."""

    # Layout

    def present(self, question: Any, shuffled: Shuffle, /) -> Presentation:
        """Lay out a question."""

    def stem_and_choices(self, question: Any, /) -> StemAndChoices | None:
        """Return what the item-writing rules look at; None for a type to which they do not speak."""

    # Grading

    def grade(self, question: Any, response: Any, /) -> Grade:
        """Judge a response. Raises `ValueError` or `LookupError` where it does not fit the question."""

    def blind_chance(self, question: Any, /) -> float:
        """Return the probability of a wholly right response by blind guessing; 0 where something must be typed."""

    def random_score(self, question: Any, /) -> float | None:
        """Return the share that blind guessing earns on average; None where it depends on how one guesses."""

    def missing(self, question: Any, response: Any, /) -> str | None:
        """Say what is missing in an incomplete response, or None where it is whole."""

    def cleaned(self, question: Any, response: Any, presentation: Presentation, /) -> Struct | None:
        """Return a response that came from elsewhere, its text cleaned; None where nobody could have given it."""

    # The line mode

    def line_labels(self, question: Any, /) -> tuple[str, ...]:
        """Return what stands before the prompt of each line of a response."""

    def shown_after(self, question: Any, lines: Sequence[str], /) -> tuple[str, ...]:
        """Return what is shown once these lines are read, after which they cannot be changed; mostly nothing."""

    def is_whole(self, question: Any, lines: Sequence[str], /) -> bool:
        """Tell whether the lines read so far are a whole response, so that no more of them is asked for."""

    def parse(self, question: Any, presentation: Presentation, lines: Sequence[str], /) -> Struct:
        """Read the lines of a whole response. Raises `Unreadable`."""

    def expected(self, question: Any, presentation: Presentation, /) -> str:
        """Say what a response looks like, as the first part of a sentence."""

    # Words

    def instruction(self, question: Any, /) -> str:
        """Say in a few words what is to be done."""

    def body(self, question: Any, /) -> str | None:
        """Return the text that stands below the prompt, if there is one."""

    def answer_lines(self, question: Any, /) -> tuple[str, ...]:
        """Return the right answer, a line a part where it has several."""

    def response_text(self, response: Any, /) -> str:
        """Return a response on one line."""

    def choices_taken(self, response: Any, /) -> tuple[str, ...]:
        """Return the rows that a response takes out of those shown; nothing where it does something else with them."""

    def told(self, question: Any, response: Any, /) -> Told:
        """Say how the grade of a response came about, where the verdict does not say it all."""

    def feedback_rows(
        self, question: Any, response: Any | None, presentation: Presentation, /
    ) -> Iterable[FeedbackRow]:
        """Return what feedback says row by row, in the order asked; of an order in the right one.

        The response is None where there is none, or where it is “don't know”.
        """

    # Counting who gave which answer

    def places(self, question: Any, /) -> tuple[AnswerPlace, ...]:
        """Return where an answer is given, and what can stand there."""

    def placed_answers(self, question: Any, response: Any, grade: Grade, /) -> Iterable[PlacedAnswer]:
        """Give what a response, with its grade, has at each place."""


def told_parts(right: int, wrong: int, left_out: int) -> Told:
    """Say how much of a response of several parts is right."""
    total = right + wrong + left_out
    if total == 1:
        return Told("It was left out.", "left out") if left_out else Told()
    if left_out == total:
        return Told("All were left out.", "all left out")
    if right == total:
        return Told(f"All {total} right.", f"all {total}")
    count = f"{right} of {total} right" if right else f"None of {total} right"
    missing = f", {left_out} left out" if left_out else ""
    return Told(f"{count}{missing}.", f"{right or 'none'} of {total}{missing}")


def near_state(credit: float) -> RowState:
    """Return the state of a row that says what is nearly right, by what that earns."""
    return RowState.PARTLY if credit else RowState.WRONG


def what_counts(folding: Folding) -> str:
    """Say what matters in what is typed that usually does not, as the end of a sentence."""
    counting = [word for word, counts in zip(("capitals", "accents"), folding, strict=True) if counts]
    return f"; {' and '.join(counting)} count" if counting else ""


def letter(place: int) -> str:
    """Return the label of the option at `place`, counted from 0: a, b, … z, aa, ab, …"""
    label = ""
    place += 1
    while place > 0:
        place, rest = divmod(place - 1, 26)
        label = chr(ord("a") + rest) + label
    return label


def rows_named(line: str, rows: Sequence[str]) -> Iterator[int]:
    """Give the places (from 0) of the rows whose numbers stand on a line. Raises `Unreadable`."""
    for word in line.replace(",", " ").split():
        if not (word.isascii() and word.isdigit() and len(word) < 5 and 1 <= int(word) <= len(rows)):
            raise Unreadable
        yield int(word) - 1
