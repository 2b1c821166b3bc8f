"""Where a question stands among those on its passage, in words: for every face."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quiz.practice.attempt import Item, ItemPassage
    from quiz.practice.citations import SourceCitation

_ORDINALS: Final = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


class PassagePlace(NamedTuple):
    """The numbers, from 1, of the questions on one passage that follow each other, and of one among them."""

    first: int
    last: int
    number: int

    @property
    def heading(self) -> str:
        """What the passage is for: `Text for questions 5 to 7`."""
        if self.first == self.last:
            return f"Text for question {self.first}"
        return f"Text for questions {self.first} to {self.last}"

    @property
    def standing(self) -> str:
        """Which of them it is: `second of 3 on this text`."""
        place, count = self.number - self.first, self.last - self.first + 1
        which = _ORDINALS[place] if place < len(_ORDINALS) else str(place + 1)
        return f"{which} of {count} on this text" if count > 1 else ""

    @property
    def is_first(self) -> bool:
        return self.number == self.first


def passage_place(items: Sequence[Item], position: int) -> PassagePlace | None:
    """Return where an item stands among its neighbours on the same passage; None where it is about none."""
    if items[position].passage is None:
        return None
    first = last = position
    while first and _same(items[first - 1], items[position]):
        first -= 1
    while last + 1 < len(items) and _same(items[last + 1], items[position]):
        last += 1
    return PassagePlace(first + 1, last + 1, position + 1)


def _same(one: Item, other: Item) -> bool:
    return one.bank == other.bank and one.passage == other.passage


def origin_of(passage: ItemPassage) -> str:
    """Return where a passage comes from, on one line; empty where nothing says so."""
    return "; ".join(map(_name_of, passage.sources))


def _name_of(source: SourceCitation) -> str:
    title = source.reference.title if source.reference is not None else source.citation.ref
    return ", ".join(part for part in (title, source.citation.locator) if part)
