"""Which letters of a typed answer are off, shown in what was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from quiz.bank.matching import Folding, fold
from quiz.practice.edit_distance import FAR, differences, distance

if TYPE_CHECKING:
    from collections.abc import Sequence

LACKING: Final = "_"
"""Stands where a letter lacks."""


class Stretch(NamedTuple):
    """A piece of what was typed. is_off: whether it differs from the answer, or stands for a letter that lacks."""

    text: str
    is_off: bool = False


class Spelling(NamedTuple):
    """A typed text beside the accepted one that is nearest to it. slips: letters that it is away, `FAR` for another."""

    answer: str
    slips: int


def nearest(given: str, answers: Sequence[str], folding: Folding) -> Spelling:
    """Return the accepted spelling that is the least away from what was typed; the first of several."""
    folded = fold(given, folding)
    found = [Spelling(one, distance(folded, fold(one, folding))) for one in answers]
    return min(found, key=lambda one: one.slips)


def marked(given: str, answer: str, folding: Folding) -> tuple[Stretch, ...]:
    """Return what was typed in stretches, those that are off among them; all of it as one where it is another text."""
    folded, accepted = (fold(text, folding) for text in (given, answer))
    if distance(folded, accepted) in {0, FAR}:
        return (Stretch(given),)
    places = _places(given, folding)
    stretches: list[Stretch] = []
    shown = 0
    for first, last in differences(folded, accepted):
        begin = places[first]
        end = places[last] if last > first else begin
        stretches += [Stretch(given[shown:begin]), Stretch(given[begin:end] or LACKING, is_off=True)]
        shown = end
    return tuple(stretch for stretch in (*stretches, Stretch(given[shown:])) if stretch.text)


def marked_text(stretches: Sequence[Stretch]) -> str:
    """Return stretches as plain text, what is off in brackets: `Pyon[_]yang`."""
    return "".join(f"[{stretch.text}]" if stretch.is_off else stretch.text for stretch in stretches)


def _places(text: str, folding: Folding) -> list[int]:
    """Return for each letter of a folded text, and for its end, where in the text it begins."""
    places: list[int] = []
    for place in range(len(text)):
        # The letter after it keeps spaces and a full stop from being dropped as the last.
        length = len(fold(f"{text[: place + 1]}x", folding)) - 1
        places += [place] * (length - len(places))
    end = len(text.rstrip()) if text.strip() else 0
    return [*places, end]
