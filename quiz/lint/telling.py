"""Which questions tell the answer of another: they have all its words, and most of those of its prompt."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Set as AbstractSet

TOLD_AWAY: Final = 0.75
"""The share of the words of a prompt that another one repeats together with the answer."""

_FEWEST_SHARED: Final = 3
"""So many words of the prompt it has at least: less is chance."""

_CROWD: Final = 100
"""What more questions than this have in common tells nothing of any of them."""


class Asked(NamedTuple):
    """The words of a question: of its prompt, of its answer where its own prompt lacks them, and those that it tells.

    What it tells is its prompt, for whoever meets it, or the answer as well, for whoever has answered it.
    """

    prompt: AbstractSet[str]
    key: AbstractSet[str]
    tells: AbstractSet[str]


class Told(NamedTuple):
    """A question by its place, and the share of the words of the prompt that are in what tells its answer."""

    share: float
    place: int


class Telling:
    """Finds who tells whom among questions. An index from words to questions leaves few pairs to compare."""

    def __init__(self) -> None:
        self._asked: list[Asked] = []
        self._tellers: dict[str, list[int]] = defaultdict(list)
        self._keys: dict[str, list[int]] = defaultdict(list)

    def add(self, asked: Asked) -> None:
        """Take in a question; its place is the number of those before it."""
        place = len(self._asked)
        self._asked.append(asked)
        for word in asked.tells:
            self._tellers[word].append(place)
        if asked.key:
            self._keys[max(asked.key, key=_weight)].append(place)

    def tellers(self, asked: Asked) -> Iterator[Told]:
        """Give the questions that tell the answer of `asked`, in the order in which they came."""
        if not asked.key:
            return
        candidates = min((self._tellers.get(word, ()) for word in asked.key), key=len)
        if len(candidates) > _CROWD:
            return
        for place in candidates:
            if share := _share(asked, self._asked[place].tells):
                yield Told(share, place)

    def told_by(self, asked: Asked) -> Iterator[Told]:
        """Give the questions whose answer `asked` tells."""
        for word in asked.tells:
            candidates = self._keys.get(word, ())
            if len(candidates) > _CROWD:
                continue
            for place in candidates:
                if share := _share(self._asked[place], asked.tells):
                    yield Told(share, place)


def _weight(word: str) -> tuple[int, str]:
    """Return what sorts words by how few questions are likely to have them: long words are rare."""
    return len(word), word


def _share(asked: Asked, tells: AbstractSet[str]) -> float:
    """Return the share of the words of a prompt in what tells its answer; 0 where that does not."""
    if not asked.key <= tells:
        return 0
    shared = len(asked.prompt & tells)
    if shared < _FEWEST_SHARED or shared < TOLD_AWAY * len(asked.prompt):
        return 0
    return shared / len(asked.prompt)
