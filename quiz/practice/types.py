"""The few words that everything about an attempt shares."""

from __future__ import annotations

from enum import StrEnum
from typing import Final, NamedTuple

DEFAULT_COUNT: Final = 10
"""So many questions are drawn unless more or fewer are asked for."""


class Mode(StrEnum):
    """What an attempt is for."""

    PRACTICE = "practice"
    EXAM = "exam"
    REVIEW = "review"
    MISTAKES = "mistakes"

    def holds_back(self, *, is_finished: bool) -> bool:
        """Whether an attempt in this mode tells no verdict and no score: an exam until it is handed in."""
        return self is Mode.EXAM and not is_finished


class Confidence(StrEnum):
    """How sure the learner is of a response."""

    GUESS = "guess"
    UNSURE = "unsure"
    SURE = "sure"


class Key(NamedTuple):
    """A question: the ids of its bank and of itself."""

    bank: str
    question: str
