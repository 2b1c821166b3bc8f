"""How alike two names of fields are."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_SAFE: Final = 4
"""Of how many letters a name must be to be known although one of them is missing or another."""


@lru_cache(maxsize=1024)
def folded(name: str) -> str:
    """Return a name without capitals and without what parts its words."""
    return re.sub(r"[\W_]+", "", name.casefold())


def is_slip(word: str, name: str) -> bool:
    """Tell whether a word is a name but for capitals, `-`, `_` and one letter: gained, lost, changed or swapped."""
    one, other = folded(word), folded(name)
    if one == other:
        return word != name
    if abs(len(one) - len(other)) > 1:
        return False
    start = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    rest, left = one[start:], other[start:]
    is_gained = rest[1:] == left
    is_swapped = len(rest) > 1 and rest[1::-1] + rest[2:] == left
    is_lost, is_changed = rest == left[1:], rest[1:] == left[1:]
    return is_gained or is_swapped or (len(other) >= _SAFE and (is_lost or is_changed))
