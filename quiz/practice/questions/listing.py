"""Naming several things in any order.

An entry that is an answer exactly stands for that one; any other stands for one of those from which it is no more
letters away than are forgiven, and entries are assigned so that the most answers are named. So an answer earns once,
however often, and in however many spellings, it is named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from msgspec import Struct

from quiz.bank.matching import fold
from quiz.bank.questions.listing import ListQuestion
from quiz.practice.edit_distance import distance
from quiz.practice.grade import Grade
from quiz.practice.misspelling import marked
from quiz.practice.questions.base import (
    LONGEST_TEXT,
    AnswerPlace,
    FeedbackRow,
    PlacedAnswer,
    Presentation,
    RowState,
    Shuffle,
    StemAndChoices,
    Told,
    Unreadable,
    what_counts,
)
from quiz.text import clean_line, counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_COUNTED: Final = 200
"""Characters by which typed answers are told apart where they are counted."""
_PARTING: Final = ";"
"""What parts the answers on one line."""


class Named(Struct, frozen=True, tag="named"):
    """To list: what was named, as typed, nothing empty."""

    entries: tuple[str, ...]


RESPONSES: Final[Mapping[type[ListQuestion], type[Named]]] = {ListQuestion: Named}


class Entry(NamedTuple):
    """One thing that was named. answer: the number of what it stands for, None where it stands for nothing.

    spelling: the accepted one that is nearest to it, of the answer where it has one; slips: how many letters it is away
    from that. is_repeated: whether what it stands for is named before.
    """

    text: str
    answer: int | None
    spelling: str
    slips: int
    is_repeated: bool = False


class _Reading(NamedTuple):
    """Every answer by number with its spelling nearest to an entry and the slips, and those that the entry may be."""

    text: str
    nearest: tuple[tuple[int, str, int], ...]
    candidates: tuple[int, ...]

    def as_answer(self, answer: int | None, *, is_repeated: bool = False) -> Entry:
        near = [one for one in self.nearest if answer is None or one[0] == answer]
        _, spelling, slips = near[0]
        return Entry(self.text, answer, spelling, slips, is_repeated)


def entries(question: ListQuestion, response: Named) -> tuple[Entry, ...]:
    """Return what was named with what it stands for, in the order in which it was named."""
    readings = [_read(question, text) for text in response.entries]
    folded = [fold(text, question.folding) for text in response.entries]
    first = [place for place, text in enumerate(folded) if folded.index(text) == place]
    # An exact one leaves no choice; who comes first keeps the nearest, as far as the others can go elsewhere.
    first.sort(key=lambda place: readings[place].nearest[0][2])
    by_entry = {place: answer for answer, place in _assigned(readings, first).items()}
    found = []
    for place, reading in enumerate(readings):
        if place in by_entry:
            found.append(reading.as_answer(by_entry[place]))
        elif reading.candidates:
            found.append(reading.as_answer(reading.candidates[0], is_repeated=True))
        else:
            found.append(reading.as_answer(None))
    return tuple(found)


def _read(question: ListQuestion, text: str) -> _Reading:
    folded = fold(text, question.folding)
    found = []
    for answer, spellings in enumerate(question.spellings):
        slips, spelling = min(
            ((distance(folded, fold(one, question.folding)), one) for one in spellings), key=lambda near: near[0]
        )
        found.append((answer, spelling, slips))
    found.sort(key=lambda one: one[2])
    most = question.typos if found[0][2] else 0
    return _Reading(text, tuple(found), tuple(answer for answer, _, slips in found if slips <= most))


def _assigned(readings: Sequence[_Reading], order: Sequence[int]) -> dict[int, int]:
    """Return the place of the entry that names each answer: the most answers that can be named (a maximum matching)."""
    named: dict[int, int] = {}
    for start in order:
        reached: dict[int, int] = {}  # each answer with the entry that would take it
        waiting, free = [start], None
        while waiting and free is None:
            place = waiting.pop(0)
            for answer in readings[place].candidates:
                if answer in reached:
                    continue
                reached[answer] = place
                if answer not in named:
                    free = answer
                    break
                waiting.append(named[answer])
        before = {place: answer for answer, place in named.items()}
        while free is not None:  # hand the answers on along the way that led here
            place = reached[free]
            named[free], free = place, before.get(place)
    return named


def present(_question: ListQuestion, _shuffled: Shuffle) -> Presentation:
    return Presentation()


def stem_and_choices(question: ListQuestion) -> StemAndChoices | None:
    return StemAndChoices(question.prompt)


def grade(question: ListQuestion, response: Named) -> Grade:
    if len(response.entries) > question.needed:
        raise ValueError(f"more than {question.needed} named")
    found = entries(question, response)
    right, repeated = _named(found), sum(entry.is_repeated for entry in found)
    how = f"{right} right, {len(found) - right - repeated} wrong of {question.needed}"
    if repeated:
        how += f", {repeated} repeated"
    return Grade(right / question.needed, f"{how}.")


def _named(found: Sequence[Entry]) -> int:
    return sum(entry.answer is not None and not entry.is_repeated for entry in found)


def blind_chance(_question: ListQuestion) -> float:
    return 0.0


def random_score(_question: ListQuestion) -> float | None:
    return 0.0


def missing(question: ListQuestion, response: Named) -> str | None:
    given = len(response.entries)
    return None if given >= question.needed else f"{given} of {question.needed} named."


def cleaned(question: ListQuestion, response: Named, _presentation: Presentation) -> Named | None:
    texts = response.entries
    if not 0 < len(texts) <= question.needed or any(len(text) > LONGEST_TEXT for text in texts):
        return None
    shown = tuple(map(clean_line, texts))
    return Named(shown) if all(shown) else None


def line_labels(question: ListQuestion) -> tuple[str, ...]:
    if question.needed == 1:
        return ("",)
    return tuple(f"answer {number} " for number in range(1, question.needed + 1))


def shown_after(_question: ListQuestion, _lines: Sequence[str]) -> tuple[str, ...]:
    return ()


def is_whole(question: ListQuestion, lines: Sequence[str]) -> bool:
    return bool(lines) and (len(lines) >= question.needed or not lines[-1] or len(_parted(question, lines[-1])) > 1)


def parse(question: ListQuestion, _presentation: Presentation, lines: Sequence[str]) -> Named:
    named = [entry for line in lines for entry in _parted(question, line) if entry]
    if not named:
        raise Unreadable
    if len(named) > question.needed:
        raise Unreadable(f"That is {counted(len(named), 'answer')}; {question.needed} count.")
    return Named(tuple(named))


def _parted(question: ListQuestion, line: str) -> list[str]:
    """Return the answers on a line; one that has the sign in itself is not parted."""
    if _PARTING not in line:
        return [line]
    folded = fold(line, question.folding)
    if any(folded == fold(one, question.folding) for spellings in question.spellings for one in spellings):
        return [line]
    return [part.strip() for part in line.split(_PARTING)]


def expected(question: ListQuestion, _presentation: Presentation) -> str:
    if question.needed == 1:
        return "Type one answer"
    return (
        f"Type {question.needed} answers in any order, on one line parted by ; or one a line; an empty line ends them"
    )


def instruction(question: ListQuestion) -> str:
    order = ", in any order" if question.needed > 1 else ""
    return f"Name {question.needed}{order}{what_counts(question.folding)}."


def body(_question: ListQuestion) -> str | None:
    return None


def answer_lines(question: ListQuestion) -> tuple[str, ...]:
    return tuple(spellings[0] for spellings in question.spellings)


def response_text(response: Named) -> str:
    return f"{_PARTING} ".join(response.entries)


def choices_taken(_response: Named) -> tuple[str, ...]:
    return ()


def told(question: ListQuestion, response: Named) -> Told:
    found = entries(question, response)
    right, total = _named(found), question.needed
    if total == 1:
        count, short = "", ""
    elif right == total:
        count, short = f"All {total} right.", f"all {total}"
    else:
        count = f"{right} of {total} right." if right else f"None of {total} right."
        short = f"{right or 'none'} of {total}"
    repeated = sum(entry.is_repeated for entry in found)
    once = f"{'One is' if repeated == 1 else f'{repeated} are'} named before, and counts once." if repeated else ""
    near = sum(_is_near(question, entry) for entry in found)
    off = f"{'One is' if near == 1 else f'{near} are'} one letter off." if near else ""
    if total == 1 and near:
        off, short = "One letter off.", "one letter off"
    return Told(" ".join(filter(None, (count, once, off))), short + (f", {repeated} repeated" if repeated else ""))


def _is_near(question: ListQuestion, entry: Entry) -> bool:
    return entry.answer is None and entry.slips == question.typos + 1


def feedback_rows(question: ListQuestion, response: Named | None, _presentation: Presentation) -> Iterator[FeedbackRow]:
    found = entries(question, response) if response is not None else ()
    for entry in found:
        yield _row(question, entry)
    named = {entry.answer for entry in found}
    state, tag = _unnamed(question, found)
    for number, answer in enumerate(answer_lines(question)):
        if number not in named:
            yield FeedbackRow(answer, state, tag)


def _unnamed(question: ListQuestion, found: Sequence[Entry]) -> tuple[RowState, str]:
    """Return how an answer is shown that was not named: missed where more had to be named than were."""
    if not found:
        return RowState.ANSWER, "counts"
    if _named(found) >= question.needed:
        return RowState.NEUTRAL, "counts too"
    return RowState.MISSED, "missed" if question.needed == len(question.answers) else "counts too"


def _row(question: ListQuestion, entry: Entry) -> FeedbackRow:
    if entry.is_repeated:
        return FeedbackRow(entry.text, RowState.NEUTRAL, "named before", "It counts once.", form="plain")
    state = RowState.WRONG if entry.answer is None else RowState.RIGHT
    if not 0 < entry.slips <= question.typos + 1:
        return FeedbackRow(entry.text, state, "yours")
    spelling = marked(entry.text, entry.spelling, question.folding)
    said = f"It is spelled {entry.spelling}."
    return FeedbackRow(entry.text, state, "yours", said, spelling=spelling, form="plain")


def places(question: ListQuestion) -> tuple[AnswerPlace, ...]:
    return (AnswerPlace(None, {_key(question, one): (one, True) for one in answer_lines(question)}, is_typed=True),)


def _key(question: ListQuestion, text: str) -> str:
    return fold(text[:_COUNTED], question.folding)


def placed_answers(question: ListQuestion, response: Named, _grade: Grade) -> Iterator[PlacedAnswer]:
    """Give each thing once, under the answer that it stands for where it stands for one."""
    answers = answer_lines(question)
    counted_keys: set[str] = set()
    for entry in entries(question, response):
        text = answers[entry.answer] if entry.answer is not None else entry.text[:_COUNTED]
        key = _key(question, text)
        if key not in counted_keys:
            counted_keys.add(key)
            yield PlacedAnswer(0, key, text, entry.answer is not None)
