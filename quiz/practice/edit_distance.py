"""Comparing typed words: what counts as a slip of the fingers."""

from __future__ import annotations

import re
from typing import Final

_SHORTEST_FORGIVEN: Final = 5
_LONGEST_FORGIVEN: Final = 200
FAR: Final = 1000
"""A distance that no number of allowed typos reaches."""


def distance(given: str, accepted: str) -> int:
    """Return the letter edits between two folded texts, or `FAR`.

    Compared word by word, adjacent swaps counted as one. A word with a digit, or with fewer than five letters, must be
    the same.
    """
    if given == accepted:
        return 0
    given_words, accepted_words = _words(given), _words(accepted)
    if len(given_words) != len(accepted_words):
        return FAR
    total = 0
    for left, right in zip(given_words, accepted_words, strict=True):
        if left != right:
            if _letters(right) < _SHORTEST_FORGIVEN or _has_digit(left) or _has_digit(right):
                return FAR
            if max(len(left), len(right)) > _LONGEST_FORGIVEN:  # no word, and the comparison grows with the square
                return FAR
            total += edits(left, right)
    return min(total, FAR)


def edits(left: str, right: str) -> int:
    """Return the optimal string alignment distance: insertions, deletions, substitutions and adjacent swaps."""
    before: list[int] = []
    above = list(range(len(right) + 1))
    for row, letter in enumerate(left, start=1):
        here = [row]
        for column, other in enumerate(right, start=1):
            cost = min(above[column] + 1, here[column - 1] + 1, above[column - 1] + (letter != other))
            if row > 1 and column > 1 and letter == right[column - 2] and left[row - 2] == other:
                cost = min(cost, before[column - 2] + 1)
            here.append(cost)
        before, above = above, here
    return above[-1]


def _words(text: str) -> list[str]:
    return re.split(r"[ -]", text)


def _letters(word: str) -> int:
    return sum(letter.isalpha() for letter in word)


def _has_digit(word: str) -> bool:
    return any(letter.isdigit() for letter in word)
