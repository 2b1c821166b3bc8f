"""How a question is laid out for one attempt: which choices, in which order. Fixed once, never moved again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from quiz.practice.digest import digest
from quiz.practice.questions.registry import family_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quiz.bank.questions.registry import Question
    from quiz.practice.questions.base import Presentation, StemAndChoices


def present(question: Question, bank: str, seed: int, *, decimal_comma: bool = False) -> Presentation:
    """Lay out a question of a bank for an attempt with that seed.

    decimal_comma: whether the language of the bank writes decimals with a comma.
    """

    def shuffled(texts: Sequence[str], salt: str = "") -> tuple[str, ...]:
        return tuple(sorted(texts, key=lambda text: digest(seed, bank, question.id, salt, text)))

    presentation = family_of(question).present(question, shuffled)
    return replace(presentation, decimal_comma=True) if decimal_comma and question.READS_NUMBERS else presentation


def stem_and_choices(question: Question) -> StemAndChoices | None:
    """Return what the item-writing rules look at; None for a type to which they do not speak."""
    return family_of(question).stem_and_choices(question)
