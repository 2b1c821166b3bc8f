"""Choices in ascending order, where they are quantities."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quiz.bank.quantities import Value


def in_ascending_order(texts: Sequence[str]) -> tuple[str, ...] | None:
    """Return texts ascending if they are quantities with the same text around them, else None."""
    if not all(any(map(str.isnumeric, text)) for text in texts):
        return None  # the usual: to read quantities takes a while to load
    from quiz.bank.quantities import quantity

    values: dict[str, tuple[Value, ...]] = {}
    frame = None
    for text in texts:
        found = quantity(text)
        if found is None or (frame is not None and found.frame != frame):
            return None
        frame = found.frame
        values[text] = found.values
    return tuple(sorted(texts, key=lambda text: (values[text], text)))
