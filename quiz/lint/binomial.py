"""The probability of a count by chance alone."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

_EXACT: Final = 400
"""The largest number of trials for the exact recursion; the normal approximation serves for more."""


def tail(chances: Sequence[float], hits: int) -> float:
    """Return the probability of at least `hits` successes in trials with these chances of success.

    Exact by the Poisson binomial recursion; for many trials by the normal approximation with continuity correction.
    """
    if hits <= 0:
        return 1.0
    if len(chances) > _EXACT:
        spread = math.sqrt(sum(chance * (1 - chance) for chance in chances))
        return math.erfc((hits - 0.5 - sum(chances)) / (spread * math.sqrt(2))) / 2 if spread else 0.0
    exactly = [1.0] + [0.0] * len(chances)
    for number, chance in enumerate(chances, start=1):
        for count in range(number, 0, -1):
            exactly[count] = exactly[count] * (1 - chance) + exactly[count - 1] * chance
        exactly[0] *= 1 - chance
    return sum(exactly[hits:])
