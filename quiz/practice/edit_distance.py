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
    return _table(left, right)[-1][-1]


def _table(left: str, right: str) -> list[list[int]]:
    """Return the distances of all beginnings of two words: a row a letter of the left one."""
    table = [list(range(len(right) + 1))]
    for row, letter in enumerate(left, start=1):
        above, here = table[-1], [row]
        for column, other in enumerate(right, start=1):
            cost = min(above[column] + 1, here[column - 1] + 1, above[column - 1] + (letter != other))
            if row > 1 and column > 1 and letter == right[column - 2] and left[row - 2] == other:
                cost = min(cost, table[row - 2][column - 2] + 1)
            here.append(cost)
        table.append(here)
    return table


def differences(given: str, accepted: str) -> tuple[tuple[int, int], ...]:
    """Return where a folded text differs from an accepted one that is no more than some letters away.

    Each place is a begin and an end in `given`; they are the same where a letter lacks.
    """
    found: list[tuple[int, int]] = []
    begin = 0
    for left, right in zip(_words(given), _words(accepted), strict=True):
        found += [(begin + first, begin + last) for first, last in _differences(left, right)]
        begin += len(left) + 1
    return tuple(found)


def _differences(left: str, right: str) -> list[tuple[int, int]]:
    """Go back through the distances by the edits that made them, the last first; return their places in order."""
    table = _table(left, right)
    row, column = len(left), len(right)
    places = []
    while row or column:
        cost = table[row][column]
        if row and column and left[row - 1] == right[column - 1] and cost == table[row - 1][column - 1]:
            row, column = row - 1, column - 1
        elif (
            row > 1
            and column > 1
            and (left[row - 1], left[row - 2]) == (right[column - 2], right[column - 1])
            and cost == table[row - 2][column - 2] + 1
        ):
            places.append((row - 2, row))
            row, column = row - 2, column - 2
        elif row and column and cost == table[row - 1][column - 1] + 1:
            places.append((row - 1, row))
            row, column = row - 1, column - 1
        elif row and cost == table[row - 1][column] + 1:
            places.append((row - 1, row))
            row -= 1
        else:
            places.append((row, row))
            column -= 1
    return places[::-1]


def _words(text: str) -> list[str]:
    return re.split(r"[ -]", text)


def _letters(word: str) -> int:
    return sum(letter.isalpha() for letter in word)


def _has_digit(word: str) -> bool:
    return any(letter.isdigit() for letter in word)
